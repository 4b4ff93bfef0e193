"""The settings at hand: weights that act on the running picture, and what needs a new start."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from math import log
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from styler.errors import StylerError
from styler.settings import (
    LAYERS,
    MAX_SIZE,
    MAX_STEPS,
    MIN_SIZE,
    OPTIMIZERS,
    POOLINGS,
    PRECISIONS,
    STARTS,
    Settings,
)
from styler.ui.status import quantity
from styler.ui.theme import GRID

NUMBER_WIDTH = 11 * GRID


@dataclass(frozen=True)
class LogScale:
    """Slider positions ↔ values. Position 0 is zero; from there on each step multiplies."""

    low: float
    high: float
    last: int = 400

    @classmethod
    def around(cls, default: float, times: float) -> LogScale:
        """With the default in the middle, so that one glance tells more from less."""
        return cls(default / times, default * times)

    def value(self, position: int) -> float:
        """Rounded to three digits: a finger is no more exact than that."""
        if position <= 0:
            return 0.0
        ratio = (self.high / self.low) ** ((position - 1) / (self.last - 1))
        return float(f"{self.low * ratio:.3g}")

    def position(self, value: float) -> int:
        """The nearest one; values beyond the ends stand at the ends."""
        if value <= 0:
            return 0
        part = log(value / self.low) / log(self.high / self.low)
        return 1 + round(min(max(part, 0.0), 1.0) * (self.last - 1))


class Number(QLineEdit):
    """A number that can be typed, as 0.013 or as 1.3e-2. Anything else is put back."""

    entered = Signal(float)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._value = 0.0
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(NUMBER_WIDTH)
        self.editingFinished.connect(self._read)

    def set_value(self, value: float) -> None:
        """Shows a value, and tells nobody."""
        self._value = value
        self.setText(_shown(value))
        self.setCursorPosition(0)

    def _read(self) -> None:
        text, before = self.text().strip(), self._value
        self.set_value(before)
        if text == _shown(before):  # which may have fewer digits than the value
            return
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            self.refused.emit(self.tr("“{text}” is not a number.").format(text=text))
        else:
            self.entered.emit(value)

    def event(self, event: QEvent) -> bool:
        """While a number is being typed, Esc belongs to it and not to the window."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.set_value(self._value)
            self.clearFocus()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return takes the number and leaves, so that Space pauses again."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()


def _shown(value: float) -> str:
    return f"{value:.7g}"


class LogSlider(QSlider):
    """A slider that knows its default: a tick stands there, a double click returns there."""

    moved = Signal(float)
    reset = Signal()

    def __init__(self, scale: LogScale, default: float) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._scale, self._default = scale, default
        self.setRange(0, scale.last)
        self.setPageStep(scale.last // 20)
        self.valueChanged.connect(lambda position: self.moved.emit(scale.value(position)))

    def set_value(self, value: float) -> None:
        """Shows a value, and tells nobody."""
        self.blockSignals(True)
        self.setValue(self._scale.position(value))
        self.blockSignals(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Back to the default, exactly."""
        self.reset.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tick is drawn first, so that the handle covers it."""
        painter = QPainter(self)
        handle = 14
        part = self._scale.position(self._default) / self._scale.last
        x = handle // 2 + round(part * (self.width() - handle))
        tick = QRect(x - 1, self.height() // 2 - 6, 2, 12)
        painter.fillRect(tick, self.palette().color(QPalette.ColorRole.Mid))
        painter.end()
        super().paintEvent(event)


class WeightRow(QWidget):
    """A name, a slider, a number, and beneath the name what it costs at the moment."""

    entered = Signal(float)
    refused = Signal(str)

    def __init__(self, text: str, tip: str, scale: LogScale, default: float) -> None:
        super().__init__()
        self._label, self._cost = QLabel(text), QLabel()
        self._cost.setProperty("tone", "caption")
        self._slider, self._number = LogSlider(scale, default), Number()
        self._label.setBuddy(self._number)
        name = text.replace("&", "")
        self._slider.setAccessibleName(name)
        self._number.setAccessibleName(self.tr("{name}, number").format(name=name))
        self.setToolTip(tip)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(0)
        layout.addWidget(self._label, 0, 0)
        layout.addWidget(self._cost, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._slider, 1, 0)
        layout.addWidget(self._number, 1, 1)
        layout.setColumnStretch(0, 1)
        self._slider.moved.connect(self.entered)
        self._slider.reset.connect(lambda: self.entered.emit(default))
        self._number.entered.connect(self.entered)
        self._number.refused.connect(self.refused)

    def set_value(self, value: float) -> None:
        """Shows a value, and tells nobody."""
        self._slider.set_value(value)
        self._number.set_value(value)

    def set_cost(self, text: str) -> None:
        """What is shown above the number."""
        self._cost.setText(text)


@dataclass(frozen=True)
class Choice:
    """A setting picked from a list: its values, and what each is called."""

    name: str
    text: str
    tip: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Count:
    """A setting that is a whole number."""

    name: str
    text: str
    tip: str
    low: int
    high: int
    step: int


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
        # For each control: how it shows the settings.
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
        """J_style[l] beside each layer's weight; none, when there is nothing painted."""
        for layer, row in self._layer_rows.items():
            row.set_cost(quantity(layers[layer]) if layer in layers else "")

    def show_restart(self, needed: bool) -> None:
        """Whether something has been changed that the running picture does not follow."""
        self._notice.setVisible(needed)

    def _change(self, **changes: Any) -> None:
        try:
            self.show_settings(self.settings.replaced(**changes))
        except StylerError as error:
            self.show_settings(self.settings)
            self.refused.emit(str(error))

    # Building

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scrolled(self._sections()), 1)
        layout.addWidget(self._notice)

    def _sections(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        sections: tuple[tuple[str, Iterable[QWidget]], ...] = (
            (self.tr("Balance"), self._balance()),
            (self.tr("Style, layer by layer"), self._layers()),
            (self.tr("For the next start"), self._start_settings()),
        )
        for title, widgets in sections:
            layout.addWidget(_heading(title))
            for widget in widgets:
                layout.addWidget(widget)
            layout.addSpacing(2 * GRID)
        layout.addWidget(self._defaults_button(), 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        return page

    def _scrolled(self, page: QWidget) -> QScrollArea:
        area = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        for kind in (QSlider, QComboBox, QSpinBox):
            for control in page.findChildren(kind):
                control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                control.installEventFilter(self)
        return area

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the panel, and changes nothing in passing."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _balance(self) -> Iterable[QWidget]:
        defaults = Settings()
        yield self._weight(
            "alpha",
            self.tr("Content  &α"),
            self.tr(
                "How firmly the picture holds to the photograph. More keeps its shapes, less lets "
                "the paint go its own way. α in J = α·J_content + β·J_style + τ·J_tv."
            ),
            LogScale.around(defaults.alpha, 1000),
        )
        yield self._weight(
            "beta",
            self.tr("Style  &β"),
            self.tr(
                "How strongly the picture takes on the painting's colours and brushwork. "
                "β in J = α·J_content + β·J_style + τ·J_tv."
            ),
            LogScale.around(defaults.beta, 1000),
        )
        yield self._weight(
            "tv",
            self.tr("Smoothness  &τ"),
            self.tr(
                "Calms specks and grain between neighbouring pixels; too much blurs. "
                "τ in J = α·J_content + β·J_style + τ·J_tv."
            ),
            LogScale(0.1, 10_000),
        )
        yield self._choice(
            Choice(
                "content_layer",
                self.tr("Content &layer"),
                self.tr(
                    "Where in VGG-19 the photograph is compared. Early layers hold every detail, "
                    "deep ones only the arrangement. a[l] in J_content."
                ),
                {layer: _layer_name(layer) for layer in LAYERS},
            )
        )

    def _weight(self, name: str, text: str, tip: str, scale: LogScale) -> WeightRow:
        return self._weight_row(
            WeightRow(text, tip, scale, getattr(Settings(), name)),
            attrgetter(name),
            lambda value: self._change(**{name: value}),
        )

    def _layers(self) -> Iterable[QWidget]:
        looks = (
            self.tr("colour and grain"),
            self.tr("fine strokes"),
            self.tr("brushwork"),
            self.tr("larger patterns"),
            self.tr("large shapes"),
        )
        defaults = Settings().layer_weights
        for (layer, default), look in zip(defaults.items(), looks, strict=True):
            yield self._layer(layer, default, look)

    def _layer(self, layer: str, default: float, look: str) -> WeightRow:
        tip = self.tr(
            "How much the {look} of the painting count{s}: λ of {layer} in "
            "J_style = Σ λ[l]·J_style[l]. The number above is J_style[l] now."
        ).format(look=look, layer=layer, s="" if look.endswith("s") else "s")
        row = WeightRow(f"{_layer_name(layer)}  {look}", tip, LogScale.around(default, 1000), default)
        self._layer_rows[layer] = row
        return self._weight_row(
            row, lambda s: s.layer_weights.get(layer, 0.0), partial(self._change_layer, layer)
        )

    def _change_layer(self, layer: str, weight: float) -> None:
        self._change(layer_weights={**self.settings.layer_weights, layer: weight})

    def _weight_row(
        self,
        row: WeightRow,
        read: Callable[[Settings], float],
        change: Callable[[float], None],
    ) -> WeightRow:
        row.entered.connect(change)
        row.refused.connect(self.refused)
        self._shows.append(lambda settings: row.set_value(read(settings)))
        return row

    def _start_settings(self) -> Iterable[QWidget]:
        for count in self._counts():
            yield self._count(count)
        yield self._stroke_size()
        for choice in self._choices():
            yield self._choice(choice)
