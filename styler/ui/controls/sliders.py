"""Sliders with a scale, and the row that shows a value as a slider and a number."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QWidget

from styler.ui.controls.fields import NUMBER_WIDTH, Gesture, Number
from styler.ui.theme import GRID

HANDLE = 14  # pixels, with its border


@dataclass(frozen=True)
class LogScale:
    """Slider positions ↔ values; each step multiplies. With `off`, position 0 is zero."""

    low: float
    high: float
    last: int = 401
    off: bool = True

    @classmethod
    def around(cls, default: float, times: float, off: bool = True) -> LogScale:
        """With the default in the middle, so that one glance tells more from less."""
        return cls(default / times, default * times, 401 if off else 400, off)

    def value(self, position: int) -> float:
        """Rounded to three digits: a finger is no more exact than that."""
        if position < self._first:
            return 0.0
        part = (position - self._first) / (self.last - self._first)
        return float(f"{self.low * (self.high / self.low) ** part:.3g}")

    def position(self, value: float) -> int:
        """The nearest one; values beyond the ends stand at the ends."""
        if value <= 0:
            return 0
        part = log(value / self.low) / log(self.high / self.low)
        return self._first + round(min(max(part, 0.0), 1.0) * (self.last - self._first))

    @property
    def _first(self) -> int:
        return int(self.off)


@dataclass(frozen=True)
class LinearScale:
    """Slider positions ↔ values from zero; each step adds."""

    high: float
    last: int = 100
    off: ClassVar[bool] = True

    def value(self, position: int) -> float:
        """To as many digits as there are positions."""
        return round(self.high * position / self.last, 6)

    def position(self, value: float) -> int:
        """The nearest one; values beyond the ends stand at the ends."""
        return round(min(max(value / self.high, 0.0), 1.0) * self.last)


Scale = LogScale | LinearScale


class LogSlider(QSlider):
    """A slider that knows its default: a tick stands there, a double click returns there."""

    moved = Signal(float, object)  # the value, and the gesture

    def __init__(
        self,
        scale: Scale,
        default: float,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
    ) -> None:
        super().__init__(orientation)
        self._scale, self._default = scale, default
        self._gesture, self._grip = Gesture(), 0.0
        self.setRange(0, scale.last)
        self.setPageStep(scale.last // 20)
        self.valueChanged.connect(self._tell)

    def _tell(self, position: int) -> None:
        self.moved.emit(self._scale.value(position), self._gesture.token)

    def set_scale(self, scale: Scale, default: float) -> None:
        """Another scale of as many positions; the handle stays where it is until a value comes."""
        self._scale, self._default = scale, default
        self.update()

    def set_value(self, value: float) -> None:
        """Shows a value, and tells nobody."""
        self.blockSignals(True)
        self.setValue(self._scale.position(value))
        self.blockSignals(False)

    # By mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The handle comes to where the mouse is pressed, and can be dragged on from there."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._gesture.begin()
        offset = self._along(event.position()) - self.place(self.value())
        self._grip = offset if abs(offset) <= HANDLE / 2 else 0.0
        self.setSliderDown(True)
        self._drag_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follows the mouse while it is held."""
        if self.isSliderDown():
            self._drag_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The drag is over."""
        self.setSliderDown(False)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Back to the default, exactly; undone together with the click before it."""
        self.moved.emit(self._default, self._gesture.token)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls the panel, and changes nothing in passing."""
        event.ignore()

    def _drag_to(self, point: QPointF) -> None:
        room = self.groove()
        way = self._along(point) - self._grip
        if self.orientation() is Qt.Orientation.Horizontal:
            part = (way - room.left()) / room.width()
        else:
            part = (room.bottom() - way) / room.height()
        self.setValue(round(min(max(part, 0.0), 1.0) * self.maximum()))

    def _along(self, point: QPointF) -> float:
        return point.x() if self.orientation() is Qt.Orientation.Horizontal else point.y()

    # By keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete switches off and Backspace brings the default back; the rest is Qt's."""
        self._gesture.press_key()
        match event.key():
            case Qt.Key.Key_Backspace:
                self.moved.emit(self._default, self._gesture.token)
            case Qt.Key.Key_Delete if self._scale.off:
                self.setValue(0)
            case _:
                super().keyPressEvent(event)

    # Drawing

    def sizeHint(self) -> QSize:
        """High enough for the handle and a finger."""
        return QSize(super().sizeHint().width(), 3 * GRID)

    def groove(self) -> QRectF:
        """Where the middle of the handle can be."""
        return QRectF(HANDLE / 2, 0, max(1, self.width() - HANDLE), self.height())

    def place(self, position: int) -> float:
        """How many pixels along the slider a position is."""
        room, part = self.groove(), position / self.maximum()
        if self.orientation() is Qt.Orientation.Horizontal:
            return room.left() + room.width() * part
        return room.bottom() - room.height() * part

    def default_place(self) -> float:
        """Where the tick stands."""
        return self.place(self._scale.position(self._default))

    def origin(self) -> float:
        """Where the filled part begins: at nothing, or in the middle if there is no nothing."""
        return self.place(0) if self._scale.off else self.default_place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thin line filled up to the handle, and the default's tick."""
        colour, roles = self.palette().color, QPalette.ColorRole
        middle, x, origin = self.height() / 2, self.place(self.value()), self.origin()
        room = self.groove()
        tick = self.default_place()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(room.left(), middle - 1.5, room.width(), 3), colour(roles.Mid))
        painter.fillRect(QRectF(tick - 1, middle - 5, 2, 10), colour(roles.Mid))
        filled = QRectF(min(origin, x), middle - 1.5, abs(x - origin), 3)
        painter.fillRect(filled, colour(roles.Highlight if self.isEnabled() else roles.Mid))
        painter.setPen(QPen(self.ink(), 1.5))
        painter.setBrush(colour(roles.Highlight if self.lit() else roles.Base))
        painter.drawEllipse(QPointF(x, middle), HANDLE / 2 - 1, HANDLE / 2 - 1)
        painter.end()

    def lit(self) -> bool:
        """Whether it has the keyboard or is held."""
        return self.hasFocus() or self.isSliderDown()

    def ink(self) -> QColor:
        """The colour of the handle's border."""
        roles = QPalette.ColorRole
        if not self.isEnabled():
            return self.palette().color(roles.Mid)
        return self.palette().color(roles.Highlight if self.lit() else roles.PlaceholderText)


class SliderRow(QWidget):
    """A name and a number, and the slider beneath them."""

    entered = Signal(float, object)  # and the gesture
    refused = Signal(str)

    def __init__(self, name: str, tip: str, scale: Scale, default: float) -> None:
        super().__init__()
        label = QLabel(name)
        self._slider, self._number = LogSlider(scale, default), Number()
        label.setBuddy(self._number)
        self._slider.setAccessibleName(name)
        self._number.setAccessibleName(self.tr("{name}, number").format(name=name))
        self._number.setFixedWidth(NUMBER_WIDTH)
        for widget in (self, label, self._slider, self._number):
            widget.setToolTip(tip)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(0)
        layout.addWidget(label, 0, 0)
        layout.addWidget(self._number, 0, 1)
        layout.addWidget(self._slider, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        self.setTabOrder(self._slider, self._number)
        self._slider.moved.connect(self.entered)
        self._number.entered.connect(self.entered)
        self._number.refused.connect(self.refused)

    def set_value(self, value: float) -> None:
        """Shows a value, and tells nobody."""
        self._slider.set_value(value)
        self._number.set_value(value)
