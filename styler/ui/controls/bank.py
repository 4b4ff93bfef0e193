"""λ as the bank of faders of a mixing desk: one for each layer, and how much it counts now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from math import inf

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from styler.settings import DEFAULT_LAYER_WEIGHTS, LAYERS
from styler.ui.controls.fields import NUMBER_WIDTH, Number, Switch
from styler.ui.controls.sliders import LogScale, LogSlider
from styler.ui.theme import GRID
from styler.ui.watching.status import quantity

BLOCKS = 5
SPAN = 100.0  # a fader goes from a hundredth of the default to a hundred times it
EVEN_WEIGHT = 0.01  # balanced, five of these pull as hard together as the five defaults do
TRAVEL = 15 * GRID
FOOT = 2 * GRID
CAP = QSize(22, 10)  # the fader's handle
WELL = 20
SHARE_OPACITY = 0.4


def block_of(layer: str) -> int:
    """3 for block3_conv1."""
    return int(layer[len("block")])


def natural_weight(layer: str, balanced: bool) -> float:
    """A λ at which the layer counts about as much as the others: that of its block's default."""
    return EVEN_WEIGHT if balanced else DEFAULT_LAYER_WEIGHTS[f"block{block_of(layer)}_conv1"]


def converted(weights: Mapping[str, float], balanced: bool) -> dict[str, float]:
    """λ for the other way to weigh, at which every fader stays where it stands."""
    return {
        layer: float(
            f"{weight * natural_weight(layer, balanced) / natural_weight(layer, not balanced):.4g}"
        )
        for layer, weight in weights.items()
    }


def small(font: QFont) -> QFont:
    """The font of the labels beneath the faders."""
    smaller = QFont(font)
    smaller.setPixelSize(11)
    return smaller


def _short(layer: str) -> str:
    return f"{block_of(layer)}.{layer[-1]}"


class Fader(LogSlider):
    """One layer's λ. Left and Right go to its neighbours."""

    chosen = Signal()
    pointed = Signal(bool)
    neighbour_wanted = Signal(int)

    def __init__(self, layer: str) -> None:
        natural = natural_weight(layer, balanced=False)
        super().__init__(LogScale.around(natural, SPAN), natural, Qt.Orientation.Vertical)
        self._layer = layer
        self._label, self._share = "", 0.0
        self.mark(False)
        self.setMinimumWidth(10)
        self.setFixedHeight(TRAVEL + CAP.height() + FOOT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def weigh(self, balanced: bool) -> None:
        """Takes the scale of λ as it is, or balanced."""
        natural = natural_weight(self._layer, balanced)
        self.set_scale(LogScale.around(natural, SPAN), natural)

    def show_share(self, share: float) -> None:
        """Its part of the style cost, from 0 to 1."""
        if abs(share - self._share) * TRAVEL >= 1 or (share == 0) != (self._share == 0):
            self._share = share
            self.update()

    def show_label(self, label: str) -> None:
        """What stands beneath it."""
        if label != self._label:
            self._label = label
            self.update()

    def mark(self, marked: bool) -> None:
        """Whether it is the one whose number is shown."""
        self._marked = marked
        # One Tab enters the whole bank.
        stop = Qt.FocusPolicy.StrongFocus if marked else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(stop)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down for the weight, left and right for another layer."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way:
            self.neighbour_wanted.emit(way)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Its number is to be shown."""
        super().focusInEvent(event)
        self.chosen.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Its number is shown in passing."""
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """No longer."""
        super().leaveEvent(event)
        self.pointed.emit(False)

    # Drawing

    def sizeHint(self) -> QSize:
        """As narrow as it must; the bank gives it more."""
        return QSize(self.minimumWidth(), self.height())

    def minimumSizeHint(self) -> QSize:
        """Sixteen of them have to fit."""
        return self.sizeHint()

    def groove(self) -> QRectF:
        """Between the top and the label."""
        return QRectF(0, CAP.height() / 2, self.width(), TRAVEL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A well with the share in it, the line, the cap, and the name of the layer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_well(painter)
        self._paint_line(painter)
        self._paint_cap(painter)
        self._paint_label(painter)
        painter.end()

    def _paint_well(self, painter: QPainter) -> None:
        colour, roles = self.palette().color, QPalette.ColorRole
        room = self.groove()
        width = min(WELL, self.width() - 3)
        well = QRectF((self.width() - width) / 2, room.top(), width, room.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(roles.Window))
        painter.drawRoundedRect(well, 3, 3)
        well.setTop(well.bottom() - well.height() * self._share)
        painter.setOpacity(SHARE_OPACITY)
        painter.setBrush(colour(roles.PlaceholderText))
        painter.drawRoundedRect(well, 3, 3)
        painter.setOpacity(1)

    def _paint_line(self, painter: QPainter) -> None:
        colour, roles = self.palette().color, QPalette.ColorRole
        room, middle = self.groove(), self.width() / 2
        tick = min(5.0, middle - 2)
        painter.fillRect(QRectF(middle - 1, room.top(), 2, room.height()), colour(roles.Mid))
        painter.fillRect(
            QRectF(middle - tick, self.default_place() - 1, 2 * tick, 2), colour(roles.Mid)
        )
        top = self.place(self.value())
        filled = QRectF(middle - 1.5, top, 3, room.bottom() - top)
        painter.fillRect(filled, colour(roles.Highlight))

    def _paint_cap(self, painter: QPainter) -> None:
        colour, roles = self.palette().color, QPalette.ColorRole
        size = CAP.boundedTo(QSize(self.width() - 2, CAP.height()))
        cap = QRectF(0, 0, size.width() - 1, size.height() - 1)
        cap.moveCenter(QPointF(self.width() / 2, self.place(self.value())))
        ink = self.ink() if self.value() or self.lit() else colour(roles.Mid)
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(colour(roles.Highlight if self.lit() else roles.Base))
        painter.drawRoundedRect(cap, 3, 3)

    def _paint_label(self, painter: QPainter) -> None:
        font = small(self.font())
        font.setWeight(font.Weight.DemiBold if self._marked else font.Weight.Normal)
        painter.setFont(font)
        roles = QPalette.ColorRole
        on = self.value() or self._marked
        painter.setPen(self.palette().color(roles.Text if on else roles.PlaceholderText))
        room = QRect(0, self.height() - FOOT, self.width(), FOOT)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._label)


class Bank(QWidget):
    """The faders, and beneath them the number of the one that is chosen."""

    entered = Signal(str, float, object)  # layer, λ, and the gesture
    balanced = Signal(bool, object)  # whether to, and λ for it
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._weights: Mapping[str, float] = {}
        self._balanced = False
        self._costs: Mapping[str, float] = {}
        self._lambdas: Mapping[str, float] = {}
        self._current = self._shown = next(iter(DEFAULT_LAYER_WEIGHTS))
        self._looks = self._words()
        self._faders = {layer: self._fader(layer) for layer in LAYERS}
        self._feet = [QLabel() for _ in self._looks]
        self._name, self._remark, self._number = QLabel(), QLabel(), Number()
        self._more = Switch(self.tr("All 16 layers"))
        self._pull = Switch(self.tr("Weigh by pull"))
        self._connect()
        self._lay_out()
        self._show_layers()
        self._choose(self._current)

    def _words(self) -> tuple[str, ...]:
        """What each block sees of the painting."""
        return (
            self.tr("colour"),
            self.tr("grain"),
            self.tr("strokes"),
            self.tr("patterns"),
            self.tr("shapes"),
        )

    def _fader(self, layer: str) -> Fader:
        fader = Fader(layer)
        fader.setAccessibleName(self.tr("λ of {layer}").format(layer=layer))
        fader.setToolTip(self._tip(layer))
        fader.moved.connect(partial(self.entered.emit, layer))
        fader.chosen.connect(partial(self._choose, layer))
        fader.pointed.connect(partial(self._point, layer))
        fader.neighbour_wanted.connect(partial(self._step, layer))
        return fader

    def _connect(self) -> None:
        self._number.entered.connect(
            lambda value, gesture: self.entered.emit(self._shown, value, gesture)
        )
        self._number.refused.connect(self.refused)
        self._more.toggled.connect(self._show_layers)
        self._pull.clicked.connect(lambda on: self.balanced.emit(on, converted(self._weights, on)))

    def _lay_out(self) -> None:
        self._more.setToolTip(
            self.tr(
                "VGG-19 has 16 layers that can be compared with the painting. "
                "A layer joins in when its fader is moved up from the foot."
            )
        )
        self._pull.setToolTip(
            self.tr(
                "λ says how strongly each layer pulls the picture, however large its numbers are: "
                "layers of one λ pull alike.\nλ[l] counts in proportion to 1/‖∂J_style[l]/∂G‖"
            )
        )
        switches = QHBoxLayout()
        switches.setSpacing(GRID)
        switches.addWidget(self._more)
        switches.addStretch(1)  # so that each stands beside its own words
        switches.addWidget(self._pull)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._desk())
        layout.addLayout(self._readout())
        layout.addLayout(switches)

    def _desk(self) -> QHBoxLayout:
        self._groups = QHBoxLayout()
        self._groups.setSpacing(GRID // 2)
        for block, foot in enumerate(self._feet, start=1):
            self._groups.addWidget(_stack(self._of_block(block), foot))
        return self._groups

    def _of_block(self, block: int) -> list[Fader]:
        return [fader for layer, fader in self._faders.items() if block_of(layer) == block]

    def _readout(self) -> QGridLayout:
        symbol = QLabel("λ")
        symbol.setBuddy(self._number)
        self._name.setProperty("tone", "heading")
        self._remark.setProperty("tone", "caption")
        self._remark.setToolTip(
            self.tr("J_style[l] of the newest picture, and its share of the whole style cost.")
        )
        # Changing words must not move the panel.
        for label in (self._name, self._remark):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._number.setFixedWidth(NUMBER_WIDTH)
        layout = QGridLayout()
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(0)
        layout.addWidget(self._name, 0, 0)
        layout.addWidget(self._remark, 1, 0)
        layout.addWidget(symbol, 0, 1, 2, 1)
        layout.addWidget(self._number, 0, 2, 2, 1)
        layout.setColumnStretch(0, 1)
        return layout

    # What is shown

    def show_weights(self, weights: Mapping[str, float], balanced: bool) -> None:
        """λ of every layer; one that is not there is off."""
        self._pull.setChecked(balanced)  # in any case: what a click asked for may be refused
        if (weights, balanced) == (self._weights, self._balanced):
            return
        self._weights, self._balanced = weights, balanced
        for layer, fader in self._faders.items():
            fader.weigh(balanced)
            fader.set_value(self._weight(layer))
            fader.setAccessibleDescription(f"λ = {self._weight(layer):.3g}")
        if any(self._weight(layer) and fader.isHidden() for layer, fader in self._faders.items()):
            self._show_layers()
        self._show_shares()
        self._show_number()

    def focus(self, layer: str) -> None:
        """Gives the keyboard to the fader of a layer, and shows it if need be."""
        self._more.setChecked(self._more.isChecked() or self._faders[layer].isHidden())
        self._faders[layer].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_costs(self, costs: Mapping[str, float], lambdas: Mapping[str, float]) -> None:
        """J_style[l] of the newest picture, and λ[l] as it counted there."""
        self._costs, self._lambdas = costs, lambdas
        self._show_shares()
        self._show_remark()

    def _weight(self, layer: str) -> float:
        return self._weights.get(layer, 0.0)

    def _show_layers(self) -> None:
        """The five of the default and whatever counts, or all."""
        everything = self._more.isChecked()
        for layer, fader in self._faders.items():
            counts = layer in DEFAULT_LAYER_WEIGHTS or self._weight(layer) > 0
            fader.setVisible(everything or counts)
        for index, count in enumerate(self._counts()):
            self._groups.setStretch(index, count)
        if self._faders[self._current].isHidden():
            self._choose(f"block{block_of(self._current)}_conv1")
        self._show_words()

    def _show_words(self) -> None:
        """Full labels and what the blocks see; only numbers where there is no room for words."""
        metrics, room = QFontMetrics(small(self.font())), self._room()
        roomy = all(metrics.horizontalAdvance(_short(layer)) < room - 2 for layer in LAYERS)
        for layer, fader in self._faders.items():
            fader.show_label(_short(layer) if roomy else layer[-1])
        wordy = all(
            metrics.horizontalAdvance(look) <= room * count
            for look, count in zip(self._looks, self._counts(), strict=True)
        )
        for block, (foot, look) in enumerate(zip(self._feet, self._looks, strict=True), start=1):
            foot.setText(look if wordy else str(block))

    def _counts(self) -> list[int]:
        """How many faders of each block are shown."""
        blocks = (self._of_block(block) for block in range(1, BLOCKS + 1))
        return [sum(not fader.isHidden() for fader in faders) for faders in blocks]

    def _room(self) -> float:
        """Pixels that each fader has in width."""
        free = self.width() - self._groups.spacing() * (BLOCKS - 1)
        return free / sum(self._counts())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is more room there are more words."""
        super().resizeEvent(event)
        self._show_words()

    def _show_shares(self) -> None:
        for layer, fader in self._faders.items():
            fader.show_share(self._share(layer))

    def _share(self, layer: str) -> float:
        total = sum(map(self._part, self._costs))
        if not 0 < total < inf:  # nothing is painted, or it diverges
            return 0.0
        return self._part(layer) / total

    def _part(self, layer: str) -> float:
        """Of the style cost; balanced, λ counts as only the painter knows."""
        counted = self._lambdas if self._balanced else self._weights
        return counted.get(layer, 0.0) * self._costs.get(layer, 0.0)

    def _tip(self, layer: str) -> str:
        return self.tr(
            "{layer}: how much the painting's {look} count. Higher follows them more closely; at "
            "the foot the layer is off.\nλ[l] in J_style = Σ λ[l]·J_style[l]"
        ).format(layer=layer, look=self._looks[block_of(layer) - 1])

    def _show_number(self) -> None:
        self._name.setText(self._shown)
        self._number.set_value(self._weight(self._shown))
        self._number.setToolTip(self._tip(self._shown))
        self._number.setAccessibleName(self.tr("λ of {layer}, number").format(layer=self._shown))
        self._show_remark()

    def _show_remark(self) -> None:
        cost = self._costs.get(self._shown)
        if cost is None:
            self._remark.setText(self._looks[block_of(self._shown) - 1])
        else:
            words = self.tr("J {cost} · {share}")
            share = f"{self._share(self._shown):.0%}"
            self._remark.setText(words.format(cost=quantity(cost), share=share))

    # Which layer

    def _choose(self, layer: str) -> None:
        self._faders[self._current].mark(False)
        self._current = self._shown = layer
        self._faders[layer].mark(True)
        self._show_number()

    def _point(self, layer: str, inside: bool) -> None:
        if not self._number.hasFocus():
            self._shown = layer if inside else self._current
            self._show_number()

    def _step(self, layer: str, way: int) -> None:
        shown = [name for name, fader in self._faders.items() if not fader.isHidden()]
        beside = min(max(shown.index(layer) + way, 0), len(shown) - 1)
        self._faders[shown[beside]].setFocus()


def _stack(faders: Iterable[Fader], foot: QLabel) -> QWidget:
    """The faders of one block side by side, and its name beneath."""
    foot.setProperty("tone", "caption")
    foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
    foot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    side_by_side = QHBoxLayout()
    side_by_side.setSpacing(0)
    for fader in faders:
        side_by_side.addWidget(fader)
    block = QWidget()
    layout = QVBoxLayout(block)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addLayout(side_by_side)
    layout.addWidget(foot)
    return block
