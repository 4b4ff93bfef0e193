"""J and each of its terms over the steps, on a logarithmic scale."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
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
from styler.ui.watching.readout import Entry, Readout, figures
from styler.ui.watching.record import TOTAL, Numbers, Record
from styler.ui.watching.scale import Piece, Scale, Thinned, columns, decades, pieces, thinned
from styler.ui.watching.status import duration, quantity

LEFT, RIGHT, TOP, BOTTOM = 5 * GRID, 10 * GRID, 2 * GRID, 2.5 * GRID
LINE = 13.0  # between two labels
BETWEEN_TICKS = 10.0 * GRID
THICK, THIN = 2.25, 1.5
LINE_PART = 16
LEADER = GRID  # from the end of a curve to its label
MARK = 4.5  # half the width of a triangle
REACH = 6.0  # pixels from which a mark attracts the mouse
ROLE = QPalette.ColorRole


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
        self.setFont(figures(self.font()))

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(80 * GRID, 18 * GRID)

    @property
    def reading(self) -> str:
        """What is read at the step pointed at: a line for each number."""
        readout = self._readout()
        return readout.text if readout else ""

    def refresh(self) -> None:
        """The record has grown, or was cleared."""
        if self._row is not None and self._row >= len(self._record):
            self._row = None
        self.update()

    # Pointing

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Reads the step under the mouse, or the mark near it."""
        if self._drawable():
            self._read(self._row_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is read."""
        self._read(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame around it is drawn."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is read."""
        self._read(None)
        self.update()
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
        if wanted is None or not self._drawable():
            super().keyPressEvent(event)
        else:
            self._read(min(max(wanted, 0), last))

    def _drawable(self) -> bool:
        """One frame makes no curve."""
        return len(self._record) > 1 and self._record.steps[-1] > 0

    def _row_at(self, x: float) -> int:
        scale, record = self._scale({}), self._record
        step = scale.step(x)
        marks = [mark.step for mark in record.marks]
        near = [s for s in marks if abs(float(scale.x(np.array(s))) - x) <= REACH]
        if near:
            return int(np.searchsorted(record.steps, min(near, key=lambda s: abs(s - step))))
        row = min(int(np.searchsorted(record.steps, step)), len(record) - 1)
        before = max(0, row - 1)
        return before if step - record.steps[before] < record.steps[row] - step else row

    def _read(self, row: int | None) -> None:
        if row != self._row:
            self._row = row
            self.setAccessibleDescription(self.reading)
            self.update()

    def _readout(self) -> Readout | None:
        if self._row is None:
            return None
        record, row = self._record, self._row
        step = record.steps[row]
        heading = self.tr("Step {step} · {size} px · {time}").format(
            step=int(step), size=int(record.sizes[row]), time=duration(record.seconds[row])
        )
        notes = tuple(mark.words for mark in record.marks if mark.step == step and not mark.is_size)
        return Readout(heading, notes, tuple(self._entries(row)))

    def _entries(self, row: int) -> Iterator[Entry]:
        """The terms that count, as high as they are drawn."""
        values = {name: float(self._record.series(name)[row]) for name in self._record.names}
        for name in sorted(values, key=lambda n: values[n], reverse=True):
            if values[name] > 0:
                colour = ink(name, self.palette())
                yield Entry(label(name), quantity(values[name]), colour, values[name])

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, marks, curves, labels, and what is read."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._drawable():
            self._paint_record(painter)
        else:
            painter.setPen(self._colour(ROLE.PlaceholderText))
            words = self.tr("The costs are drawn here while it paints.")
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(QRectF(self.rect()), flags, words)
        if self.hasFocus():
            painter.setPen(QPen(self._colour(ROLE.Highlight), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _paint_record(self, painter: QPainter) -> None:
        record = self._record
        starts = columns(record, self._plot().width())
        curves = {name: thinned(record.series(name), starts) for name in record.names}
        scale = self._scale(curves)
        self._paint_grid(painter, scale)
        self._paint_ticks(painter, scale)
        self._paint_curves(painter, scale, curves)
        self._paint_marks(painter, scale)
        self._paint_labels(painter, scale)
        readout = self._readout()
        if readout:
            self._paint_reading(painter, scale, readout)

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)

    def _scale(self, curves: Mapping[str, Thinned]) -> Scale:
        foot, top = decades(curves.values()) if curves else (0.0, 1.0)
        return Scale(self._plot(), float(self._record.steps[-1]), foot, top)

    def _paint_grid(self, painter: QPainter, scale: Scale) -> None:
        plot = scale.plot
        free = math.inf  # above here no label is yet
        for cost in scale.costs():
            y = float(scale.y(np.array(cost)))
            painter.setPen(QPen(self._colour(ROLE.Mid), 1))
            painter.drawLine(_crisp(plot.left(), y), _crisp(plot.right(), y))
            if y > free - LINE:
                continue
            free = y
            painter.setPen(self._colour(ROLE.PlaceholderText))
            flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(0, y - 8, LEFT - 6, 16), flags, _in_powers(cost))

    def _paint_ticks(self, painter: QPainter, scale: Scale) -> None:
        plot = scale.plot
        painter.setPen(QPen(self._colour(ROLE.PlaceholderText), 1))
        painter.drawLine(_crisp(plot.left(), plot.bottom()), _crisp(plot.right(), plot.bottom()))
        for step in scale.ticks(BETWEEN_TICKS):
            x = float(scale.x(np.array(step)))
            painter.drawLine(_crisp(x, plot.bottom()), _crisp(x, plot.bottom() + 3))
            below = QRectF(x - 4 * GRID, plot.bottom() + 4, 8 * GRID, BOTTOM - 4)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter), f"{step:,}")
        beside = QRectF(plot.right() + 3 * GRID, plot.bottom() + 4, RIGHT, BOTTOM - 4)
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignLeft), self.tr("steps"))

    def _paint_marks(self, painter: QPainter, scale: Scale) -> None:
        free = 0.0  # to the right of here no label is yet
        for mark in self._record.marks:
            x = float(scale.x(np.array(mark.step)))
            if not mark.is_size:
                self._paint_triangle(painter, QPointF(x, scale.plot.bottom()))
                continue
            painter.setPen(QPen(self._colour(ROLE.PlaceholderText), 1, Qt.PenStyle.DashLine))
            painter.drawLine(_crisp(x, scale.plot.top()), _crisp(x, scale.plot.bottom()))
            if x >= free:
                painter.drawText(QPointF(x + 4, scale.plot.top() - 4), mark.words)
                free = x + GRID + painter.fontMetrics().horizontalAdvance(mark.words)

    def _paint_triangle(self, painter: QPainter, foot: QPointF) -> None:
        painter.setPen(QPen(self._colour(ROLE.AlternateBase), 1))
        painter.setBrush(self._colour(ROLE.WindowText))
        corners = (foot + QPointF(-MARK, 0), foot + QPointF(MARK, 0), foot - QPointF(0, 1.8 * MARK))
        painter.drawPolygon(QPolygonF(corners))

    def _paint_curves(self, painter: QPainter, scale: Scale, curves: Mapping[str, Thinned]) -> None:
        painter.save()
        painter.setClipRect(scale.plot.adjusted(-2, -2, 2, 0))
        for name in reversed(self._record.names):  # J above all
            colour, width = ink(name, self.palette()), THICK if name == TOTAL else THIN
            draw = _paint_line if curves[name].exact else _paint_ribbon
            for piece in pieces(scale, curves[name], self._record):
                draw(painter, piece, colour, width)
        painter.restore()

    def _paint_labels(self, painter: QPainter, scale: Scale) -> None:
        """Where the curves end, or a little lower, with a line there; the highest, if not all."""
        plot = scale.plot
        values = self._record.newest()
        ends = sorted(
            (y, name)
            for name in values
            if math.isfinite(y := float(scale.y(np.array(values[name])))) and y <= plot.bottom()
        )
        fitting = ends[: max(1, int((plot.height() + LINE) // LINE))]
        lowest = plot.bottom() - LINE * (len(fitting) - 1)
        at = -math.inf
        for number, (y, name) in enumerate(fitting):
            at = max(at + LINE, min(y, lowest + LINE * number))
            painter.setPen(QPen(ink(name, self.palette()), 1.5))
            painter.drawLine(QPointF(plot.right() + 2, y), QPointF(plot.right() + LEADER, at))
            painter.setPen(self._colour(ROLE.WindowText))
            painter.drawText(QPointF(plot.right() + LEADER + 4, at + 4), label(name))

    def _paint_reading(self, painter: QPainter, scale: Scale, readout: Readout) -> None:
        assert self._row is not None
        plot = scale.plot
        x = float(scale.x(self._record.steps[self._row]))
        painter.setPen(QPen(self._colour(ROLE.WindowText), 1))
        painter.drawLine(_crisp(x, plot.top()), _crisp(x, plot.bottom()))
        painter.setPen(QPen(self._colour(ROLE.AlternateBase), 1))
        for entry in readout.entries:
            y = float(scale.y(np.array(entry.cost)))
            if plot.top() <= y <= plot.bottom():
                painter.setBrush(entry.colour)
                painter.drawEllipse(QPointF(x, y), 3, 3)
        readout.paint(painter, QRectF(self.rect()), x, self.palette())


def _in_powers(cost: float) -> str:
    """10⁴, and 2·10⁴ between the decades."""
    digit, power = f"{cost:.0e}".split("e")
    raised = f"10{int(power)}"[2:].translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"10{raised}" if digit == "1" else f"{digit}·10{raised}"


def _crisp(x: float, y: float) -> QPointF:
    """In the middle of a pixel: a thin line fills it and no other."""
    return QPointF(math.floor(x) + 0.5, math.floor(y) + 0.5)


def _paint_line(painter: QPainter, piece: Piece, colour: QColor, width: float) -> None:
    joins = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.BevelJoin
    painter.setPen(QPen(colour, width, *joins))
    points = np.column_stack((piece.x, piece.low))
    # A long line costs Qt more than its parts.
    for first in range(0, max(1, len(points) - 1), LINE_PART):
        painter.drawPolyline(_polygon(points[first : first + LINE_PART + 1]))


def _paint_ribbon(painter: QPainter, piece: Piece, colour: QColor, width: float) -> None:
    """From extreme to extreme: it looks as all the lines in it would, and is one quick polygon."""
    above = np.column_stack((piece.x, piece.high - width / 2))
    below = np.column_stack((piece.x, piece.low + width / 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(_polygon(np.concatenate((above, below[::-1]))))


def _polygon(points: Numbers) -> QPolygonF:
    """As Qt reads one from a stream: a hundred times faster than point by point."""
    if len(points) == 1:
        points = np.repeat(points, 2, axis=0)  # a dot
    head = len(points).to_bytes(4, "big")
    stream = QDataStream(QByteArray(head + points.astype(">f8").tobytes()))
    polygon = QPolygonF()
    stream >> polygon
    return polygon
