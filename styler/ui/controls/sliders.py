"""A weight's name, slider and number: three views of one value."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSlider, QStyle, QWidget

from styler.ui.theme import GRID

NUMBER_WIDTH = 11 * GRID
HANDLE = 14  # pixels, with its border


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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The handle comes to where the mouse is pressed, and can be dragged on from there."""
        if event.button() == Qt.MouseButton.LeftButton:
            room = self.width() - HANDLE
            x = event.position().toPoint().x() - HANDLE // 2
            self.setValue(QStyle.sliderValueFromPosition(0, self.maximum(), x, room))
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Back to the default, exactly."""
        self.reset.emit()

    def sizeHint(self) -> QSize:
        """High enough for the handle and a finger."""
        return QSize(super().sizeHint().width(), 3 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thin line filled up to the handle, and the default's tick."""
        colour, roles = self.palette().color, QPalette.ColorRole
        middle, x = self.height() / 2, self._x(self.value())
        room = QRectF(HANDLE / 2, middle - 1.5, self.width() - HANDLE, 3)
        tick = QRectF(self._x(self._scale.position(self._default)) - 1, middle - 5, 2, 10)
        lit = self.hasFocus() or self.isSliderDown()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(room, colour(roles.Mid))
        painter.fillRect(tick, colour(roles.Mid))
        room.setRight(x)
        painter.fillRect(room, colour(roles.Highlight))
        painter.setPen(QPen(colour(roles.Highlight if lit else roles.PlaceholderText), 1.5))
        painter.setBrush(colour(roles.Highlight if lit else roles.Base))
        painter.drawEllipse(QPointF(x, middle), HANDLE / 2 - 1, HANDLE / 2 - 1)
        painter.end()

    def _x(self, position: int) -> float:
        return HANDLE / 2 + (self.width() - HANDLE) * position / self.maximum()


class WeightRow(QWidget):
    """A weight: its name, a word or its present cost, and the slider and number beneath."""

    entered = Signal(float)
    refused = Signal(str)

    def __init__(self, name: str, remark: str, tip: str, scale: LogScale, default: float) -> None:
        super().__init__()
        self._remark = remark
        self._label, self._cost = QLabel(name), QLabel(remark)
        self._cost.setProperty("tone", "caption")
        self._slider, self._number = LogSlider(scale, default), Number()
        self._label.setBuddy(self._number)
        self._slider.setAccessibleName(name)
        self._number.setAccessibleName(self.tr("{name}, number").format(name=name))
        self.setToolTip(tip)
        self._lay_out()
        self._slider.moved.connect(self.entered)
        self._slider.reset.connect(lambda: self.entered.emit(default))
        self._number.entered.connect(self.entered)
        self._number.refused.connect(self.refused)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(0)
        layout.setColumnStretch(0, 1)
        layout.addWidget(self._label, 0, 0)
        layout.addWidget(self._cost, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._slider, 1, 0)
        layout.addWidget(self._number, 1, 1)

    def set_value(self, value: float) -> None:
        """Shows a value, and tells nobody."""
        self._slider.set_value(value)
        self._number.set_value(value)

    def set_cost(self, text: str) -> None:
        """What it costs at the moment, in the place of the remark."""
        self._cost.setText(text or self._remark)
