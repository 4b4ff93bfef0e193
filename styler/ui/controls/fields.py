"""Where a value is typed, chosen or pressed: the panel's small controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from styler.ui.theme import GRID, paint_icon

NUMBER_WIDTH = 9 * GRID
FIELD_HEIGHT = 4 * GRID
NAME_SHARE, FIELD_SHARE = 2, 3  # of a line with a name and a field
LONGEST_NUMBER = 24  # characters
TRACK = QSize(28, 15)  # of a switch
ONE_GESTURE = 1000  # milliseconds between two keys that still belong together


class Gesture:
    """What is undone together: one drag, or keys that follow each other within a second."""

    def __init__(self) -> None:
        self.token = object()
        self._since_key = QElapsedTimer()

    def begin(self) -> None:
        """Whatever comes now belongs to something new."""
        self.token = object()
        self._since_key.invalidate()

    def press_key(self) -> None:
        """Goes on with what was begun, unless the last key was long ago."""
        if not self._since_key.isValid() or self._since_key.elapsed() > ONE_GESTURE:
            self.token = object()
        self._since_key.start()


@dataclass(frozen=True)
class Whole:
    """Whole numbers between two limits, and how far an arrow key goes."""

    low: int
    high: int
    step: int


class Number(QLineEdit):
    """A number that can be typed, as 0.013 or as 1.3e-2. Anything else is put back."""

    entered = Signal(float, object)  # and the gesture
    refused = Signal(str)

    def __init__(self, whole: Whole | None = None) -> None:
        super().__init__()
        self._whole, self._value = whole, 0.0
        self._gesture = Gesture()
        self.setMaxLength(LONGEST_NUMBER)
        self.setFixedHeight(FIELD_HEIGHT)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._read)
        self._put_back()

    def set_value(self, value: float) -> None:
        """Shows a value, and tells nobody."""
        if value != self._value:
            self._value = value
            self._put_back()

    def _put_back(self) -> None:
        self.setText(_shown(self._value))
        self.setCursorPosition(0)

    def _read(self) -> None:
        text = self.text().strip()
        self._put_back()
        if text == _shown(self._value):  # which may have fewer digits than the value
            return
        try:
            value = int(text) if self._whole else float(text.replace(",", "."))
        except ValueError:
            self.refused.emit(self._objection().format(text=text))
        else:
            self.entered.emit(value, None)

    def _objection(self) -> str:
        if self._whole:
            return self.tr("“{text}” is not a whole number.")
        return self.tr("“{text}” is not a number.")

    def event(self, event: QEvent) -> bool:
        """While a number is being typed, Esc belongs to it and not to the window."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            self._put_back()
            self.clearFocus()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows count up and down; Return takes the number and leaves: Space pauses again."""
        direction = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if self._whole and self._whole.step and direction:
            self._count(self._whole, direction)
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()

    def _count(self, whole: Whole, direction: int) -> None:
        self._gesture.press_key()
        value = int(self._value) + direction * whole.step
        self.entered.emit(min(max(value, whole.low), whole.high), self._gesture.token)


def _shown(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.7g}"


class Choice(QComboBox):
    """One of several; it looks like the other fields, and the wheel passes over it."""

    def __init__(self, texts: Sequence[str] = ()) -> None:
        super().__init__()
        self.addItems(texts)
        self.setFixedHeight(FIELD_HEIGHT)
        # The longest text does not widen the panel.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def showPopup(self) -> None:
        """The list is as wide as its longest text, where the field is not."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 3 * GRID)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls the panel, and changes nothing in passing."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A field, the choice, and a chevron."""
        colour, roles = self.palette().color, QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(roles.Highlight if self._lit() else roles.Mid), 1))
        painter.setBrush(colour(roles.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        chevron = QPointF(self.width() - 1.75 * GRID, self.height() / 2)
        draw_chevron(painter, chevron, self.palette(), down=True)
        if not self.isEditable():
            self._paint_text(painter)
        painter.end()

    def _lit(self) -> bool:
        edit = self.lineEdit()
        return self.hasFocus() or (edit is not None and edit.hasFocus())

    def _paint_text(self, painter: QPainter) -> None:
        room = self.rect().adjusted(GRID, 0, -3 * GRID, 0)
        text = self.currentText() or self.placeholderText()
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


def draw_chevron(painter: QPainter, at: QPointF, palette: QPalette, down: bool) -> None:
    """A small arrow head: down, or to the right."""
    along, across = QPointF(3.5, 0), QPointF(0, 1.75)
    if not down:
        along, across = QPointF(0, 3.5), QPointF(1.75, 0)
    ink = QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1.6)
    ink.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(ink)
    painter.drawPolyline([at - along - across, at + across, at + along - across])


class IconButton(QPushButton):
    """A button that is only a drawing; its words are told by the tooltip and by ear."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self._name = name
        self.setProperty("tone", "tool")
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setFixedSize(QSize(FIELD_HEIGHT, FIELD_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button's frame, and the drawing in it."""
        super().paintEvent(event)
        box = QRect(0, 0, 18, 18)
        box.moveCenter(self.rect().center())
        painter = QPainter(self)
        paint_icon(painter, box, self._name, self.palette().color(QPalette.ColorRole.ButtonText))
        painter.end()


class Heading(QPushButton):
    """The title of a section, that opens and closes it."""

    def __init__(self, text: str, section: QWidget) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setChecked(True)
        self.setAccessibleName(text)
        self.toggled.connect(section.setVisible)

    def sizeHint(self) -> QSize:
        """As high as a field, so that it is easily hit."""
        return QSize(super().sizeHint().width(), FIELD_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A chevron that points to what is open, and the title."""
        lit = self.hasFocus() or self.underMouse()
        roles = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        draw_chevron(painter, QPointF(GRID / 2, middle), self.palette(), self.isChecked())
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.palette().color(roles.Highlight if lit else roles.WindowText))
        room = self.rect().adjusted(2 * GRID, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Switch(QCheckBox):
    """On or off: words at the left, a small switch at the right."""

    def hitButton(self, pos: QPoint) -> bool:
        """The words belong to it as well."""
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        """As high as a field, and as wide as the words and the track."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + GRID + TRACK.width() + 2, FIELD_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """It does not shorten its words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, the track, and the knob at one of its ends."""
        colour, roles, on = self.palette().color, QPalette.ColorRole, self.isChecked()
        track = QRectF(QPointF(), TRACK)
        track.moveCenter(QPointF(self.width() - TRACK.width() / 2 - 1.5, self.height() / 2))
        knob = QPointF(track.right() - 7.5 if on else track.left() + 7.5, track.center().y())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour(roles.WindowText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.text())
        ink = colour(roles.Highlight if on or self.hasFocus() else roles.PlaceholderText)
        painter.setPen(QPen(ink, 2 if self.hasFocus() else 1))
        painter.setBrush(colour(roles.Highlight if on else roles.Base))
        painter.drawRoundedRect(track, 7.5, 7.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(roles.HighlightedText if on else roles.PlaceholderText))
        painter.drawEllipse(knob, 4.5, 4.5)
        painter.end()


def line(text: str, control: QWidget, tip: str, buddy: QWidget | None = None) -> QWidget:
    """A name at the left, and the control at the right; `buddy` is the field within it, if any."""
    row, label = QWidget(), QLabel(text)
    label.setBuddy(buddy or control)
    for widget in (control, buddy or control):
        widget.setAccessibleName(text)
    for widget in (row, label, control, buddy or control):
        widget.setToolTip(tip)
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID)
    layout.addWidget(label, NAME_SHARE)
    layout.addWidget(control, FIELD_SHARE)
    return row
