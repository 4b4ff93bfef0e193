"""J and each of its terms over the steps, on a logarithmic scale."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from styler.ui.theme import GRID
from styler.ui.watching.inks import ink, label
from styler.ui.watching.record import TOTAL, Record
from styler.ui.watching.status import quantity

LEFT, RIGHT, TOP, BOTTOM = 5 * GRID, 10 * GRID, 2 * GRID, 2.5 * GRID
LINE = 13.0  # between two labels at the right
SMALL = 11  # pixels
DECADES = 6.0  # shown at most: what is smaller does not count
MARK = 5.0


class Curves(QWidget):
    """Draws a record; pointing at it, or the arrow keys, read off a step."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record
        self._row: int | None = None  # the one that is read
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Curves of the costs"))
        self.setMinimumSize(30 * GRID, 10 * GRID)
        font = QFont(self.font())
        font.setPixelSize(SMALL)
        self.setFont(font)

    def sizeHint(self) -> QSize:
        return QSize(80 * GRID, 20 * GRID)

    @property
    def reading(self) -> str:
        """What is read at the step pointed at: a line for each number."""
        if self._row is None or self._row >= len(self._record):
            return ""
        record, row = self._record, self._row
        heading = self.tr("Step {step} · {size} px").format(
            step=record.steps[row], size=record.sizes[row]
        )
        values = ((name, record.series(name)[row]) for name in record.names)
        lines = (f"{label(name)}  {quantity(value)}" for name, value in values if value > 0)
        marks = (mark.words for mark in record.marks if mark.step == record.steps[row])
        return "\n".join((heading, *lines, *marks))

    # Pointing

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Reads the step under the mouse."""
        if len(self._record):
            steps = self._record.steps
            wanted = self._step_at(event.position().x())
            self._read(int(np.abs(steps - wanted).argmin()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is read."""
        self._read(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is read."""
        self._read(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go from step to step, Home and End to the ends."""
        last = len(self._record) - 1
        row = last if self._row is None else self._row
        rows = {
            Qt.Key.Key_Left: row - 1,
            Qt.Key.Key_Right: row + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        wanted = rows.get(Qt.Key(event.key()))
        if wanted is None or last < 0:
            super().keyPressEvent(event)
        else:
            self._read(min(max(wanted, 0), last))

    def _read(self, row: int | None) -> None:
        if row != self._row:
            self._row = row
            self.setAccessibleDescription(self.reading)
            self.update()

    # Where things are

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)

    def _x(self, steps: NDArray[np.int64]) -> NDArray[np.float64]:
        plot, last = self._plot(), max(1, int(self._record.steps[-1]))
        return plot.left() + plot.width() * steps / last

    def _step_at(self, x: float) -> float:
        plot = self._plot()
        return float(self._record.steps[-1]) * (x - plot.left()) / plot.width()

    def _range(self) -> tuple[float, float]:
        """Decades at the foot and at the top."""
        columns = [self._record.series(name) for name in self._record.names]
        values = np.concatenate(columns)
        values = values[np.isfinite(values) & (values > 0)]
        if not len(values):
            return 0.0, 1.0
        top = math.log10(values.max()) + 0.05
        foot = max(math.log10(values.min()) - 0.05, top - DECADES)
        return (foot, top) if top - foot > 0.5 else (top - 0.5, top)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, marks, curves, labels, and what is read."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self._record) < 2:
            painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
            words = self.tr("The costs are drawn here while it paints.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        else:
            foot, top = self._range()
            self._paint_grid(painter, foot, top)
            self._paint_marks(painter)
            self._paint_curves(painter, foot, top)
            if self._row is not None and self._row < len(self._record):
                self._paint_reading(painter, self._row)
        if self.hasFocus():
            painter.setPen(QPen(self._colour(QPalette.ColorRole.Highlight), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def _paint_grid(self, painter: QPainter, foot: float, top: float) -> None:
        plot = self._plot()
        for decade in range(math.ceil(foot), math.floor(top) + 1):
            y = plot.bottom() - plot.height() * (decade - foot) / (top - foot)
            painter.setPen(QPen(self._colour(QPalette.ColorRole.Mid), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
            room = QRectF(0, y - 8, LEFT - 6, 16)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, flags, _power_of_ten(decade))
        painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
        last = self.tr("{steps} steps").format(steps=int(self._record.steps[-1]))
        room = QRectF(plot.right() - 20 * GRID, plot.bottom() + 2, 20 * GRID, BOTTOM - 2)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, last)

    def _paint_marks(self, painter: QPainter) -> None:
        plot = self._plot()
        muted = self._colour(QPalette.ColorRole.PlaceholderText)
        for mark in self._record.marks:
            x = float(self._x(np.array([mark.step]))[0])
            if mark.is_size:
                painter.setPen(QPen(muted, 1, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
                painter.setPen(muted)
                painter.drawText(QPointF(x + 4, plot.top() - 4), mark.words)
            else:
                self._paint_triangle(painter, QPointF(x, plot.bottom()))

    def _paint_triangle(self, painter: QPainter, tip: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour(QPalette.ColorRole.Highlight))
        corners = (tip, tip + QPointF(-MARK, 1.6 * MARK), tip + QPointF(MARK, 1.6 * MARK))
        painter.drawPolygon(QPolygonF(corners))

    def _paint_curves(self, painter: QPainter, foot: float, top: float) -> None:
        plot = self._plot()
        x = self._x(self._record.steps)
        ends: list[tuple[float, str]] = []
        painter.setClipRect(plot.adjusted(0, -2, 1, 2))
        for name in reversed(self._record.names):
            values = self._record.series(name)
            with np.errstate(divide="ignore", invalid="ignore"):
                y = plot.bottom() - plot.height() * (np.log10(values) - foot) / (top - foot)
            drawn = np.isfinite(y)
            if not drawn.any():
                continue
            painter.setPen(QPen(ink(name, self.palette()), 2.2 if name == TOTAL else 1.3))
            for points in _runs(x, y, drawn, self._record.sizes):
                painter.drawPolyline(points)
            if drawn[-1] and y[-1] <= plot.bottom():
                ends.append((float(y[-1]), name))
        painter.setClipping(False)
        self._paint_labels(painter, sorted(ends))

    def _paint_labels(self, painter: QPainter, ends: list[tuple[float, str]]) -> None:
        plot = self._plot()
        room = self.height() - 2
        fitting = ends[: max(1, int(room // LINE))]
        lowest = room - LINE * (len(fitting) - 0.5)
        y = -math.inf
        for number, (wanted, name) in enumerate(fitting):
            y = max(y + LINE, min(wanted, lowest + LINE * number))
            painter.setPen(ink(name, self.palette()))
            painter.drawText(QPointF(plot.right() + 6, y + 4), label(name))

    def _paint_reading(self, painter: QPainter, row: int) -> None:
        plot = self._plot()
        x = float(self._x(self._record.steps[row : row + 1])[0])
        painter.setPen(QPen(self._colour(QPalette.ColorRole.PlaceholderText), 1))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        words = painter.boundingRect(QRectF(0, 0, 1000, 1000), flags, self.reading)
        box = words.adjusted(-GRID, -GRID // 2, GRID, GRID // 2)
        box.moveTop(max(0.0, (self.height() - box.height()) / 2))
        box.moveLeft(x + GRID if x + GRID + box.width() < self.width() else x - GRID - box.width())
        ground = QColor(self._colour(QPalette.ColorRole.Base))
        ground.setAlphaF(0.95)
        painter.setPen(QPen(self._colour(QPalette.ColorRole.Mid), 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._colour(QPalette.ColorRole.WindowText))
        painter.drawText(box.adjusted(GRID, GRID // 2, 0, 0), flags, self.reading)


def _power_of_ten(decade: int) -> str:
    return "10" + str(decade).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _runs(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    drawn: NDArray[np.bool_],
    sizes: NDArray[np.int64],
) -> Iterator[QPolygonF]:
    """The curve in pieces: a new size or a gap breaks it. At most four points a pixel column."""
    breaks = np.flatnonzero((np.diff(sizes) != 0) | (np.diff(drawn.astype(np.int8)) != 0)) + 1
    for piece in np.split(np.arange(len(x)), breaks):
        if drawn[piece[0]]:
            kept = _thinned(x[piece], y[piece])
            points = zip(x[piece][kept], y[piece][kept], strict=True)
            yield QPolygonF([QPointF(a, b) for a, b in points])


def _thinned(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    """Rows that draw the same: of each pixel column the first, the last, and the extremes."""
    columns = x.astype(np.int64)
    starts = np.flatnonzero(np.diff(columns, prepend=columns[0] - 1))
    if 4 * len(starts) >= len(x):
        return np.arange(len(x))
    ends = np.append(starts[1:], len(x)) - 1
    order = np.lexsort((y, columns))  # within each column, from its least y to its greatest
    return np.unique(np.concatenate((starts, ends, order[starts], order[ends])))
