"""The brush in the hand: it turns the mouse over the canvas into strokes, and shows the mask."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from styler.regions import Mask
from styler.ui.regions.brush import Brush, Stroke

TOLD_EVERY = 120  # milliseconds, while a stroke is under way
TINT, TINT_OPACITY = QColor(240, 60, 160), 0.45  # a colour that few pictures have
SMALLEST, LARGEST = 0.01, 0.6
STEP = 1.2  # of one press of [ or ]
NUDGE = 0.25  # of the brush's size, of one press of an arrow
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MaskTool(QObject):
    """Paints one mask at a time. Points are in parts of the picture's width and height."""

    changed = Signal()  # what is to be seen
    brush_changed = Signal()
    painted = Signal(object, object)  # Mask, and the stroke's gesture
    switched = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.brush, self.active = Brush(), False
        self._mask: Mask | None = None  # as it is asked for
        self._stroke: Stroke | None = None
        self._gesture = object()
        self._at: QPointF | None = None
        self._tint = QImage()
        self._pace = QTimer(self, singleShot=True, interval=TOLD_EVERY)
        self._pace.timeout.connect(self._tell)

    # What it holds

    def hold(self, mask: Mask | None) -> None:
        """The mask to paint on; None: there is nothing to paint on."""
        if not self._stroke:
            self._mask = mask
            self._show(mask)

    def switch(self, on: bool) -> None:
        """Takes the brush in hand, or puts it away."""
        if on != self.active:
            self.active = on
            self._end()
            self.switched.emit(on)
            self.changed.emit()

    def take(self, brush: Brush) -> None:
        """Another brush, from the next stroke on."""
        if brush != self.brush:
            self.brush = brush
            self.brush_changed.emit()
            self.changed.emit()

    def press_key(self, key: int) -> bool:
        """[ and ] for the size, X for the other end of the brush, Esc to put it away.

        Arrows move it, Return presses it once.
        """
        match key:
            case Qt.Key.Key_Left | Qt.Key.Key_Right | Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._nudge(*ARROWS[Qt.Key(key)])
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._dab()
            case Qt.Key.Key_BracketLeft:
                self._resize(1 / STEP)
            case Qt.Key.Key_BracketRight:
                self._resize(STEP)
            case Qt.Key.Key_X:
                self.take(replace(self.brush, erasing=not self.brush.erasing))
            case Qt.Key.Key_Escape:
                self.switch(False)
            case _:
                return False
        return True

    def _resize(self, factor: float) -> None:
        size = min(max(self.brush.size * factor, SMALLEST), LARGEST)
        self.take(replace(self.brush, size=size))

    def _nudge(self, across: int, down: int) -> None:
        if self._mask is not None:
            height, width = self._mask.shape
            step, at = NUDGE * self.brush.size * max(height, width), self._place()
            x, y = at.x() + across * step / width, at.y() + down * step / height
            self.move(QPointF(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)))

    def _dab(self) -> None:
        if not self._stroke:
            self.press(self._place())
            self.release()

    def _place(self) -> QPointF:
        """Where the brush is; in the middle if it has not been over the picture."""
        return QPointF(0.5, 0.5) if self._at is None else self._at

    # The mouse

    def press(self, point: QPointF) -> None:
        """Begins a stroke."""
        if self._mask is not None:
            self._gesture, self._stroke = object(), Stroke(self._mask, self.brush)
            self.move(point)

    def move(self, point: QPointF) -> None:
        """Goes on with it; without one only the brush is moved."""
        self._at = point
        if self._stroke:
            self._stroke.to(point.x(), point.y())
            self._show(self._stroke.mask)
            if not self._pace.isActive():
                self._pace.start()
        self.changed.emit()

    def release(self) -> None:
        """Ends it."""
        self._end()

    def let_go(self) -> None:
        """The stroke under way ends as it was last told: what it was laid on is gone."""
        self._pace.stop()
        self._stroke = None

    def leave(self) -> None:
        """The mouse is elsewhere."""
        self._at = None
        self.changed.emit()

    def _end(self) -> None:
        self._tell()
        self.let_go()

    def _tell(self) -> None:
        if self._stroke:
            self._mask = self._stroke.mask
            self.painted.emit(self._mask, self._gesture)

    # Drawing

    def _show(self, mask: Mask | None) -> None:
        self._tint = QImage() if mask is None else _tinted(mask)
        self.changed.emit()

    def draw(self, painter: QPainter, box: QRect) -> None:
        """The mask as a tint, and the brush, over the picture's box in device pixels."""
        if not self.active:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(box), self._tint)
        if self._at is not None and self._mask is not None:
            self._draw_brush(painter, box, self._at)

    def _draw_brush(self, painter: QPainter, box: QRect, at: QPointF) -> None:
        middle = QPointF(box.x() + at.x() * box.width(), box.y() + at.y() * box.height())
        radius = self.brush.size * max(box.width(), box.height()) / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dashes = Qt.PenStyle.DashLine if self.brush.erasing else Qt.PenStyle.SolidLine
        for colour, width in ((QColor(0, 0, 0, 160), 3.0), (QColor(Qt.GlobalColor.white), 1.5)):
            painter.setPen(QPen(colour, width, dashes))
            painter.drawEllipse(middle, radius, radius)


def _tinted(mask: Mask) -> QImage:
    """The mask as a colour that lets the picture through."""
    height, width = mask.shape
    opacity = mask * np.float32(TINT_OPACITY)
    # Premultiplied; little-endian ARGB32 is B, G, R, A in memory.
    channels = (TINT.blueF(), TINT.greenF(), TINT.redF(), 1.0)
    pixels = np.stack([opacity * share for share in channels], axis=-1).astype(np.uint8)
    layout = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.tobytes(), width, height, 4 * width, layout).copy()
