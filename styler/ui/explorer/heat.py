"""A matrix as a picture, in which a cell is pointed at."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from styler.ui.pictures import fitted
from styler.ui.theme import GRID

LEAST = 20 * GRID


class HeatMap(QWidget):
    """Square, as large as there is room; the arrow keys go from cell to cell."""

    pointed = Signal(int, int)  # row and column

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumSize(LEAST, LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._image = QImage()
        self._cell: tuple[int, int] | None = None

    @property
    def image(self) -> QImage:
        """A pixel for each entry."""
        return self._image

    def show_matrix(self, image: QImage) -> None:
        """A pixel for each entry; a null image: nothing is known yet."""
        self._image = image
        self.update()

    def show_cell(self, cell: tuple[int, int] | None) -> None:
        """Which entry is pointed at."""
        self._cell = cell
        self.update()

    def sizeHint(self) -> QSize:
        """Large enough to see structure."""
        return QSize(36 * GRID, 36 * GRID)

    def centre(self, row: int, column: int) -> QPointF:
        """Where a cell is drawn."""
        box, count = self._box(), max(self._image.width(), 1)
        return QPointF(
            box.x() + (column + 0.5) * box.width() / count,
            box.y() + (row + 0.5) * box.height() / count,
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Points."""
        self._point(event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Points too, for who taps."""
        self._point(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The cell beside."""
        keys = Qt.Key
        ways = {
            keys.Key_Left: (0, -1),
            keys.Key_Right: (0, 1),
            keys.Key_Up: (-1, 0),
            keys.Key_Down: (1, 0),
        }
        way = ways.get(keys(event.key()))
        if way is None or self._image.isNull():
            super().keyPressEvent(event)
            return
        row, column = self._cell or (0, 0)
        last = self._image.width() - 1
        self.pointed.emit(min(max(row + way[0], 0), last), min(max(column + way[1], 0), last))

    def _point(self, at: QPointF) -> None:
        box, count = self._box(), self._image.width()
        if count and box.contains(at.toPoint()):
            row = int((at.y() - box.y()) * count / box.height())
            column = int((at.x() - box.x()) * count / box.width())
            self.pointed.emit(min(row, count - 1), min(column, count - 1))

    def _box(self) -> QRect:
        box = fitted(QSize(1, 1), self.rect().adjusted(2, 2, -2, -2))
        box.moveTopLeft(QPoint(2, 2))
        return box

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt calls this when it is to be drawn."""
        painter = QPainter(self)
        roles, colour = QPalette.ColorRole, self.palette().color
        box = self._box()
        painter.fillRect(box, colour(roles.Window))
        if not self._image.isNull():
            shrinks = self._image.width() > box.width()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, shrinks)
            painter.drawImage(box, self._image)
            self._draw_cell(painter, box)
        painter.setPen(QPen(colour(roles.Highlight if self.hasFocus() else roles.Mid), 1))
        painter.drawRect(box.adjusted(-1, -1, 0, 0))
        painter.end()

    def _draw_cell(self, painter: QPainter, box: QRect) -> None:
        """A cross of hairlines, and its mirror image: the matrix is symmetric."""
        if not self._cell:
            return
        middle = self.centre(*self._cell).toPoint()
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 1))
        painter.drawLine(box.left(), middle.y(), box.right(), middle.y())
        painter.drawLine(middle.x(), box.top(), middle.x(), box.bottom())
