"""The canvas: the picture while it is painted, at any zoom, beside the photograph it was."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from styler.ui.canvas.drop import DropHalves
from styler.ui.canvas.view import NOTCH, View, visible
from styler.ui.regions.tool import MaskTool
from styler.ui.theme import GRID

MARGIN = 3 * GRID  # around a picture that is fitted
PAN = 6 * GRID
WHEEL_NOTCH = 120  # Qt's eighths of a degree
CRISP = 2.0  # from this scale on, pixels are shown as squares
GRIP = GRID  # how near the wipe's line is taken hold of


@dataclass
class _Layer:
    """An image, and the part of it that is seen, scaled once for where it is drawn."""

    image: QImage
    _key: object = None
    _pixmap: QPixmap = field(default_factory=QPixmap)

    def draw(self, painter: QPainter, box: QRect, part: QRect, crisp: bool) -> None:
        """Fills `part` of `box`, in device pixels; `crisp` shows pixels as squares."""
        if (box, part) != self._key:
            self._key = (QRect(box), QRect(part))
            self._pixmap = QPixmap.fromImage(self._scaled(box, part, crisp))
        painter.drawPixmap(part.topLeft(), self._pixmap)

    def _scaled(self, box: QRect, part: QRect, crisp: bool) -> QImage:
        across, down = self.image.width() / box.width(), self.image.height() / box.height()
        if (across, down) == (1, 1):
            return self.image.copy(part.translated(-box.topLeft()))
        source = QRectF(
            (part.x() - box.x()) * across,
            (part.y() - box.y()) * down,
            part.width() * across,
            part.height() * down,
        )
        if across > 1:  # smaller: every pixel counts
            whole = source.toAlignedRect().intersected(self.image.rect())
            return self.image.copy(whole).scaled(
                part.size(),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        made = QImage(part.size(), QImage.Format.Format_RGB32)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not crisp)
        painter.drawImage(QRectF(made.rect()), self.image, source)
        painter.end()
        return made


class Canvas(QWidget):
    """Shows the content until something is painted, then the frames.

    Every frame fills the rectangle of the finished picture, so that going from one size to the
    next moves nothing.
    """

    dropped = Signal(int, object)  # 0 content, 1 style; list[Origin]
    zoom_changed = Signal(float)  # device pixels for one of the finished picture
    refused = Signal(str)
    pointed = Signal(object)  # QPointF in parts of the picture's width and height; None: elsewhere

    def __init__(self) -> None:
        super().__init__()
        self._content: _Layer | None = None
        self._content_words = self.tr("Content")
        self._frame: _Layer | None = None
        self._view: View | None = None
        self._hint = ""
        self._comparing = False
        self.wiping = False
        self._wipe = 0.5  # of the picture's width
        self._held: QPointF | None = None  # where a pan was last
        self._wipes_now = self._by_keyboard = False
        self._mark = QRectF()
        self.masking = MaskTool()
        self.masking.changed.connect(self.update)
        self.masking.switched.connect(self._take_brush)
        self._halves = DropHalves(self)
        self._halves.dropped.connect(self.dropped)
        self._halves.refused.connect(self.refused)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(40 * GRID, 24 * GRID)
        self.setAccessibleName(self.tr("Canvas"))
        self.setAccessibleDescription(
            self.tr("The picture. Arrows move it, + and − zoom, C held down shows the photograph.")
        )

    def show_content(self, image: QImage | None, size: QSize, words: str = "") -> None:
        """The photograph, or what `words` call it, and the finished picture's size in pixels."""
        self._content_words = words or self.tr("Content")
        if image is None:
            self._content = None
        elif not self._content or self._content.image.cacheKey() != image.cacheKey():
            self._content = _Layer(image)
        if image and not self._frame:
            self._frame_for(size)
        self.update()

    def show_frame(self, image: QImage, size: QSize) -> None:
        """The newest of the generated image, and the size it will have."""
        self._frame = _Layer(image)
        self._frame_for(size)
        self.update()

    def clear(self) -> None:
        """Back to what there was before painting."""
        self._frame = None
        self.update()

    def show_hint(self, text: str) -> None:
        """A few words at the foot of a picture that is not painted yet."""
        if text != self._hint:
            self._hint = text
            self.update()

    def show_mark(self, part: QRectF) -> None:
        """A frame around a part of the picture, in parts of its width and height; or none."""
        if part != self._mark:
            self._mark = part
            self.update()

    def picture_rect(self) -> QRect:
        """Where the picture is drawn, in device pixels."""
        return self._view.box if self._view else QRect()

    # The view

    def fit(self) -> None:
        """All of the picture."""
        if self._view:
            self._look(self._fitted(self._view.picture))

    def actual_size(self) -> None:
        """A pixel of the picture is a pixel of the screen."""
        self._zoom_to(1.0)

    def zoom_in(self) -> None:
        """A notch nearer."""
        self._zoom_by(NOTCH)

    def zoom_out(self) -> None:
        """A notch further away."""
        self._zoom_by(1 / NOTCH)

    def set_wiping(self, on: bool) -> None:
        """Divides the picture: content at the left, result at the right."""
        self.wiping, self._wipe = on, 0.5
        self.update()

    def comparing(self, on: bool) -> None:
        """The content in the place of the result."""
        self._comparing = on
        self.update()

    def _frame_for(self, size: QSize) -> None:
        if not self._view or self._view.picture != size:
            self._look(self._fitted(size))

    def _fitted(self, size: QSize) -> View:
        margin = 2 * MARGIN * self.devicePixelRatio()
        room = self._room()
        inner = QSizeF(max(room.width() - margin, 8), max(room.height() - margin, 8))
        view = View.fit(inner, size)
        return View(room, size, view.scale, view.centre, True)

    def _room(self) -> QSizeF:
        return QSizeF(self.size()) * self.devicePixelRatio()

    def _look(self, view: View) -> None:
        self._view = view
        self.zoom_changed.emit(view.scale)
        self.update()

    def _zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        if self._view:
            middle = QPointF(self._view.room.width() / 2, self._view.room.height() / 2)
            self._look(self._view.zoomed(scale, middle if at is None else at))

    def _zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        if self._view:
            self._zoom_to(self._view.scale * factor, at)

    def _in_parts(self, point: QPointF) -> QPointF:
        """A point of the widget in parts of the picture's width and height."""
        box, at = self.picture_rect(), self._in_pixels(point)
        return QPointF(
            (at.x() - box.x()) / max(box.width(), 1), (at.y() - box.y()) / max(box.height(), 1)
        )

    def _in_pixels(self, point: QPointF) -> QPointF:
        return point * self.devicePixelRatio()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted picture stays fitted."""
        self._halves.cover()
        if self._view and self._view.fitted:
            self._look(self._fitted(self._view.picture))
        elif self._view:
            self._look(self._view.resized(self._room()))

    # Mouse and keyboard

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms at the mouse."""
        self._zoom_by(
            NOTCH ** (event.angleDelta().y() / WHEEL_NOTCH), self._in_pixels(event.position())
        )
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Two fingers zoom too."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        ):
            self._zoom_by(1 + event.value(), self._in_pixels(event.position()))
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold of the wipe's line, or of the picture."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        if self.masking.active and event.button() == Qt.MouseButton.LeftButton:
            self.masking.press(self._in_parts(event.position()))
            return
        self._wipes_now = self._is_on_line(event.position())
        self._held = event.position()
        self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Moves what is held."""
        if self.masking.active:
            self.masking.move(self._in_parts(event.position()))
        if self._held is not None and self._view:
            if self._wipes_now:
                self._wipe_to(event.position())
            elif self._view.is_larger_than_room:
                self._look(self._view.panned(self._in_pixels(event.position() - self._held)))
            self._held = event.position()
        self._show_cursor(event.position())
        self._point(event.position())

    def _point(self, at: QPointF) -> None:
        part = self._in_parts(at)
        self.pointed.emit(part if QRectF(0, 0, 1, 1).contains(part) else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets go."""
        self.masking.release()
        self._held, self._wipes_now = None, False
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """All of it, or its very pixels at this point."""
        if not self._view or self.masking.active:
            self.mousePressEvent(event)
            return
        if self._view.fitted:
            self._zoom_to(1.0, self._in_pixels(event.position()))
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the picture, or the wipe's line; + and − zoom."""
        keys = Qt.Key
        ways = {
            keys.Key_Left: QPointF(1, 0),
            keys.Key_Right: QPointF(-1, 0),
            keys.Key_Up: QPointF(0, 1),
            keys.Key_Down: QPointF(0, -1),
        }
        way = ways.get(keys(event.key()))
        if self.masking.active and self.masking.press_key(event.key()):
            return
        if way is None or not self._view:
            if event.key() in (keys.Key_Plus, keys.Key_Equal):
                self.zoom_in()
            elif event.key() == keys.Key_Minus:
                self.zoom_out()
            else:
                super().keyPressEvent(event)
        elif self._wipe_is_shown() and way.x():
            self._wipe = min(max(self._wipe - 0.02 * way.x(), 0), 1)
            self.update()
        else:
            self._look(self._view.panned(way * PAN * self.devicePixelRatio()))

    def _wipe_is_shown(self) -> bool:
        return self.wiping and self._frame is not None and self._content is not None

    def _line_x(self) -> int:
        box = self.picture_rect()
        return box.left() + round(self._wipe * box.width())

    def _is_on_line(self, point: QPointF) -> bool:
        grip = GRIP * self.devicePixelRatio()
        return self._wipe_is_shown() and abs(self._in_pixels(point).x() - self._line_x()) <= grip

    def _wipe_to(self, point: QPointF) -> None:
        box = self.picture_rect()
        part = (self._in_pixels(point).x() - box.left()) / box.width()
        self._wipe = min(max(part, 0), 1)
        self.update()

    def _show_cursor(self, point: QPointF) -> None:
        shapes = Qt.CursorShape
        if self.masking.active and self._held is None:
            self.setCursor(shapes.CrossCursor)
        elif self._wipes_now or self._is_on_line(point):
            self.setCursor(shapes.SplitHCursor)
        elif self._view and self._view.is_larger_than_room:
            self.setCursor(shapes.OpenHandCursor if self._held is None else shapes.ClosedHandCursor)
        else:
            self.unsetCursor()

    def _take_brush(self, on: bool) -> None:
        """The brush's keys are heard at once."""
        if on:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_cursor(QPointF(self.mapFromGlobal(QCursor.pos())))

    def leaveEvent(self, event: QEvent) -> None:
        """The brush goes with the mouse; nothing is pointed at."""
        self.masking.leave()
        self.pointed.emit(None)
        super().leaveEvent(event)

    # Drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._halves.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._halves.move_over(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._halves.leave(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._halves.take(event)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surround, the picture, and what is said on it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._colour(QPalette.ColorRole.Dark))
        shown = self._content if self._comparing else self._frame or self._content
        if shown and self._view:
            painter.save()
            painter.scale(1 / self.devicePixelRatio(), 1 / self.devicePixelRatio())
            self._paint_picture(painter, shown)
            painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shown and self._hint and not self._frame:
            self._paint_pill(painter, self._hint, self._foot())
        if self._wipe_is_shown() and not self._comparing:
            self._paint_line(painter)
        if self.hasFocus() and self._by_keyboard:
            painter.setPen(QPen(self._colour(QPalette.ColorRole.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame of the focus is drawn for who came by the keyboard."""
        self._by_keyboard = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        super().focusInEvent(event)
        self.update()

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def _paint_picture(self, painter: QPainter, shown: _Layer) -> None:
        box = self.picture_rect()
        room = QRectF(QPointF(), self._room())
        part = visible(box, room)
        if part.isEmpty():
            return
        painter.setPen(QPen(QColor(0, 0, 0, 60), 1))
        painter.drawRect(box.adjusted(-1, -1, 0, 0))
        crisp = self._shows_pixels(shown)
        shown.draw(painter, box, part, crisp)
        if self._wipe_is_shown() and not self._comparing and self._content:
            painter.setClipRect(
                QRect(part.left(), part.top(), self._line_x() - part.left(), 1 << 20)
            )
            self._content.draw(painter, box, part, crisp)
            painter.setClipping(False)
        self.masking.draw(painter, box)
        if not self._mark.isEmpty():
            self._paint_mark(painter, box)

    def _paint_mark(self, painter: QPainter, box: QRect) -> None:
        mark = QRectF(
            box.x() + self._mark.x() * box.width(),
            box.y() + self._mark.y() * box.height(),
            self._mark.width() * box.width(),
            self._mark.height() * box.height(),
        )
        ratio = self.devicePixelRatio()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor(0, 0, 0, 140), 4), (QColor(Qt.GlobalColor.white), 2)):
            painter.setPen(QPen(colour, width * ratio))
            painter.drawRect(mark)

    def _shows_pixels(self, shown: _Layer) -> bool:
        """For who has zoomed in to see them; a smaller size on its way has none worth seeing."""
        view = self._view
        return (
            view is not None
            and not view.fitted
            and view.scale >= CRISP
            and shown.image.size() == view.picture
        )

    def _foot(self) -> QPointF:
        box, ratio = self.picture_rect(), self.devicePixelRatio()
        foot = min(box.bottom() / ratio, self.height()) - 4 * GRID
        return QPointF(box.center().x() / ratio, foot)

    def _paint_pill(self, painter: QPainter, text: str, middle: QPointF) -> None:
        words = painter.fontMetrics().boundingRect(text)
        pill = QRectF(words.adjusted(-2 * GRID, -GRID, 2 * GRID, GRID))
        pill.moveCenter(middle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 170))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_line(self, painter: QPainter) -> None:
        ratio = self.devicePixelRatio()
        box = QRectF(self.picture_rect()).intersected(QRectF(QPointF(), self._room()))
        x, top, bottom = self._line_x() / ratio, box.top() / ratio, box.bottom() / ratio
        for colour, width in ((QColor(0, 0, 0, 90), 4), (QColor(Qt.GlobalColor.white), 2)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        middle = QPointF(x, (top + bottom) / 2)
        painter.setPen(QPen(QColor(0, 0, 0, 90), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawEllipse(middle, 1.5 * GRID, 1.5 * GRID)
        painter.setPen(QPen(QColor(60, 60, 60), 2))
        for way in (-1, 1):
            tip = middle + QPointF(way * 0.9 * GRID, 0)
            for side in (-1, 1):
                painter.drawLine(tip, tip + QPointF(-way * 4, side * 4))
        for words, way in ((self._content_words, -1), (self.tr("Result"), 1)):
            half = painter.fontMetrics().horizontalAdvance(words) / 2 + 4 * GRID
            self._paint_pill(painter, words, QPointF(x + way * half, top + 4 * GRID))
