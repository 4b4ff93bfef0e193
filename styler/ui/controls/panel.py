"""The settings at hand: weights that act on the running picture, and what needs a new start."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from styler.errors import StylerError
from styler.settings import LAYERS, MAX_SEED, MAX_SIZE, MAX_STEPS, MIN_SIZE, Settings
from styler.ui.controls.sliders import LogScale, LogSlider, Number, WeightRow
from styler.ui.theme import GRID
from styler.ui.watching.status import quantity

SLIDER_SPAN = 1000.0  # a slider goes from a thousandth of the default to a thousand times it
CONTROL_WIDTH = 17 * GRID


class ControlsPanel(QFrame):
    """Every setting. It holds the newest `settings`, and says when they changed."""

    changed = Signal()
    refused = Signal(str)
    restart_wanted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setProperty("side", "right")
        self.settings = settings
        self._defaults = Settings()
        # For each control, how it shows the settings.
        self._shows: list[Callable[[Settings], None]] = []
        self._layer_rows: dict[str, WeightRow] = {}
        self._notice = _RestartNotice()
        self._notice.restart.clicked.connect(self.restart_wanted)
        self._lay_out()
        self.show_settings(settings)

    def show_settings(self, settings: Settings) -> None:
        """Takes over all of these settings."""
        self.settings = settings
        for show in self._shows:
            show(settings)
        self.changed.emit()

    def show_costs(self, layers: Mapping[str, float]) -> None:
        """J_style[l] beside each layer's weight; nothing where there is none."""
        for layer, row in self._layer_rows.items():
            row.set_cost(quantity(layers[layer]) if layer in layers else "")

    def show_restart(self, needed: bool) -> None:
        """Whether something was changed that the running picture does not follow."""
        self._notice.setVisible(needed)

    def _change(self, **changes: Any) -> None:
        try:
            self.show_settings(self.settings.replaced(**changes))
        except StylerError as error:
            self.show_settings(self.settings)
            self.refused.emit(str(error))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scrolled(self._page()), 1)
        layout.addWidget(self._notice)

    def _page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for title, controls in (
            (self.tr("Balance"), self._balance()),
            (self.tr("Style, layer by layer, λ"), self._layers()),
            (self.tr("For the next start"), self._for_the_next_start()),
        ):
            layout.addWidget(_heading(title))
            for control in controls:
                layout.addWidget(control)
            layout.addSpacing(2 * GRID)
        layout.addWidget(self._back_to_defaults())
        layout.addStretch()
        return page

    def _scrolled(self, page: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        for control in page.findChildren(QWidget):
            if isinstance(control, LogSlider | QComboBox | QAbstractSpinBox):
                control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                control.installEventFilter(self)
        return area

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the panel, and changes nothing in passing."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    # What there is to set, and what it does to the picture

    def _balance(self) -> Iterator[QWidget]:
        formula = "J = α·J_content + β·J_style + τ·J_tv"
        yield self._weight(
            "alpha",
            self.tr("Content, α"),
            self.tr(
                "How firmly the picture holds to the photograph: more keeps its shapes, less lets "
                "the paint go its own way.\n"
            )
            + formula,
            LogScale.around(self._defaults.alpha, SLIDER_SPAN),
        )
        yield self._weight(
            "beta",
            self.tr("Style, β"),
            self.tr("How strongly the painting's colours and brushwork come through.\n") + formula,
            LogScale.around(self._defaults.beta, SLIDER_SPAN),
        )
        yield self._weight(
            "tv",
            self.tr("Smoothness, τ"),
            self.tr("Calms specks and grain; too much of it blurs.\n") + formula,
            LogScale(0.1, 10_000),
        )
        yield self._choice(
            "content_layer",
            self.tr("Content layer"),
            self.tr(
                "Where in the network the photograph is compared: early layers hold every detail, "
                "deep ones only the arrangement.\nThe layer l of a[l] in J_content."
            ),
            {layer: layer for layer in LAYERS},
        )

    def _layers(self) -> Iterator[QWidget]:
        looks = (
            self.tr("colour, grain"),
            self.tr("fine strokes"),
            self.tr("brushwork"),
            self.tr("patterns"),
            self.tr("large shapes"),
        )
        for (layer, default), look in zip(self._defaults.layer_weights.items(), looks, strict=True):
            yield self._layer(layer, default, look)

    def _layer(self, layer: str, default: float, look: str) -> WeightRow:
        tip = self.tr(
            "How much this layer of the network counts. It sees the painting's {look}.\n"
            "λ[l] in J_style = Σ λ[l]·J_style[l]; the number above is J_style[l] now."
        ).format(look=look)
        row = WeightRow(layer, look, tip, LogScale.around(default, SLIDER_SPAN), default)
        self._layer_rows[layer] = row
        return self._steered(
            row,
            lambda settings: settings.layer_weights.get(layer, 0.0),
            partial(self._change_layer, layer),
        )

    def _change_layer(self, layer: str, weight: float) -> None:
        self._change(layer_weights={**self.settings.layer_weights, layer: weight})

    def _for_the_next_start(self) -> Iterator[QWidget]:
        yield self._count(
            "size",
            self.tr("Size, pixels"),
            self.tr(
                "The longer side of the finished picture. Twice the size takes 4 times as long."
            ),
            (MIN_SIZE, MAX_SIZE, 64),
        )
        yield self._count(
            "steps",
            self.tr("Steps"),
            self.tr("How long it paints at the last size. The smaller sizes before it take more."),
            (1, MAX_STEPS, 10),
        )
        yield self._stroke_size()
        yield self._choice(
            "init",
            self.tr("Start from"),
            self.tr(
                "What the first stroke is laid on. From noise every picture comes out different.\n"
                "G before the first step."
            ),
            {
                "content": self.tr("the photograph"),
                "noise": self.tr("noise"),
                "style": self.tr("the painting"),
            },
        )
        yield self._count(
            "seed",
            self.tr("Noise number"),
            self.tr("Another number is another noise. The same number gives the same picture."),
            (0, MAX_SEED, 1),
        )
        yield self._choice(
            "optimizer",
            self.tr("Optimiser"),
            self.tr(
                "How each step is found: L-BFGS gets furthest, plain gradient descent is the one "
                "in the textbook.\nG ← G − η·∂J/∂G, and its betters."
            ),
            {"lbfgs": "L-BFGS", "adam": "Adam", "gd": self.tr("gradient descent")},
        )
        yield self._choice(
            "pooling",
            self.tr("Pooling"),
            self.tr(
                "How the network looks from further away: maximum is bolder, average smoother."
            ),
            {"max": self.tr("maximum"), "avg": self.tr("average")},
        )
        yield self._choice(
            "precision",
            self.tr("Precision"),
            self.tr("Of the network's numbers. Automatic takes what is faster on this computer."),
            {"auto": self.tr("automatic"), "float32": "float32", "bfloat16": "bfloat16"},
        )

    def _stroke_size(self) -> QWidget:
        number = Number()
        number.entered.connect(lambda value: self._change(style_scale=value))
        number.refused.connect(self.refused)
        self._shows.append(lambda settings: number.set_value(settings.style_scale))
        return _line(
            self.tr("Stroke size"),
            number,
            self.tr("2 makes the painting's strokes twice as large in the picture, 0.5 half."),
        )

    # How a setting becomes a control

    def _weight(self, name: str, text: str, tip: str, scale: LogScale) -> WeightRow:
        return self._steered(
            WeightRow(text, "", tip, scale, getattr(self._defaults, name)),
            attrgetter(name),
            lambda value: self._change(**{name: value}),
        )

    def _steered(
        self,
        row: WeightRow,
        read: Callable[[Settings], float],
        change: Callable[[float], None],
    ) -> WeightRow:
        row.entered.connect(change)
        row.refused.connect(self.refused)
        self._shows.append(lambda settings: row.set_value(read(settings)))
        return row

    def _choice(self, name: str, text: str, tip: str, words: Mapping[str, str]) -> QWidget:
        values, box = list(words), QComboBox()
        box.addItems(list(words.values()))
        box.activated.connect(lambda index: self._change(**{name: values[index]}))
        self._shows.append(lambda settings: _show_choice(box, values, getattr(settings, name)))
        return _line(text, box, tip)

    def _count(self, name: str, text: str, tip: str, limits: tuple[int, int, int]) -> QWidget:
        low, high, step = limits
        box = QSpinBox()
        box.setRange(low, high)
        box.setSingleStep(step)
        box.setKeyboardTracking(False)  # 512 is not 5, then 51
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.valueChanged.connect(lambda value: self._change(**{name: value}))
        self._shows.append(lambda settings: _show_count(box, getattr(settings, name)))
        return _line(text, box, tip)

    def _back_to_defaults(self) -> QWidget:
        button = QPushButton(self.tr("Back to the defaults"))
        button.setToolTip(self.tr("Every control. A double click on a slider does it for one."))
        button.clicked.connect(lambda: self.show_settings(self._defaults))
        return button


class _RestartNotice(QFrame):
    """Says that a change waits for a new start, and offers one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        words = QLabel(self.tr("Takes effect at the next start"))
        words.setWordWrap(True)
        self.restart = QPushButton(self.tr("Restart"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.addWidget(words, 1)
        layout.addWidget(self.restart)
        self.hide()


def _show_choice(box: QComboBox, values: list[str], value: str) -> None:
    box.setCurrentIndex(values.index(value) if value in values else -1)


def _show_count(box: QSpinBox, value: int) -> None:
    box.blockSignals(True)
    box.setValue(value)
    box.blockSignals(False)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", "heading")
    return label


def _line(text: str, control: QWidget, tip: str) -> QWidget:
    """A name at the left, and the control at the right."""
    line, label = QWidget(), QLabel(text)
    label.setBuddy(control)
    control.setAccessibleName(text)
    control.setFixedWidth(CONTROL_WIDTH)
    for widget in (line, label, control):
        widget.setToolTip(tip)
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(label, 1)
    layout.addWidget(control)
    return line
