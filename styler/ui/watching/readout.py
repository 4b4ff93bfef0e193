"""The small box beside the step that is read."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen

from styler.ui.theme import GRID

SMALL = 11  # pixels
LINE = 15.0
SWATCH = 1.5 * GRID
PADDING = float(GRID)
ROLE = QPalette.ColorRole


def figures(font: QFont, size: int = SMALL) -> QFont:
    """This font for drawings: small, and with digits of one width."""
    made = QFont(font)
    made.setPixelSize(size)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


@dataclass(frozen=True)
class Entry:
    """One curve at the step."""

    name: str
    value: str
    colour: QColor
    cost: float


@dataclass(frozen=True)
class Readout:
    """A heading, what was changed there, and the costs, in as many columns as they need."""

    heading: str
    notes: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def text(self) -> str:
        """All of it, for who cannot see it."""
        lines = (f"{entry.name}  {entry.value}" for entry in self.entries)
        return "\n".join((self.heading, *self.notes, *lines))

    def paint(self, painter: QPainter, room: QRectF, x: float, palette: QPalette) -> None:
        """Beside x, where there is more room."""
        metrics = QFontMetricsF(painter.font())
        titles = (self.heading, *self.notes)
        lines = max(1, int((room.height() - 2 * PADDING) // LINE) - len(titles))
        lines = min(lines, max(1, len(self.entries)))
        column = self._column(metrics)
        beside = max(x - room.left(), room.right() - x) - GRID - 2 * PADDING
        fitting = max(1, int(beside // column))
        count = min(fitting, math.ceil(len(self.entries) / lines))
        width = max(count * column - SWATCH, *(metrics.horizontalAdvance(t) for t in titles))
        box = QRectF(0, 0, width + 2 * PADDING, (lines + len(titles)) * LINE + 2 * PADDING)
        box.moveTop(max(0.0, room.center().y() - box.height() / 2))
        fits_right = x + GRID + box.width() <= room.right()
        box.moveLeft(x + GRID if fits_right else max(room.left(), x - GRID - box.width()))
        _paint_ground(painter, box, palette)
        inner = box.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        _paint_titles(painter, inner, titles, palette)
        for number, entry in enumerate(self.entries[: lines * count]):
            left = inner.left() + column * (number // lines)
            top = inner.top() + LINE * (len(titles) + number % lines)
            cell = QRectF(left, top, column - SWATCH, LINE)
            _paint_entry(painter, cell, entry, palette)

    def _column(self, metrics: QFontMetricsF) -> float:
        names = max((metrics.horizontalAdvance(e.name) for e in self.entries), default=0.0)
        values = max((metrics.horizontalAdvance(e.value) for e in self.entries), default=0.0)
        return SWATCH + names + 2 * GRID + values + SWATCH


def _paint_ground(painter: QPainter, box: QRectF, palette: QPalette) -> None:
    ground = QColor(palette.color(ROLE.Base))
    ground.setAlphaF(0.95)
    painter.setPen(QPen(palette.color(ROLE.Mid), 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def _paint_titles(
    painter: QPainter, inner: QRectF, titles: tuple[str, ...], palette: QPalette
) -> None:
    painter.setPen(palette.color(ROLE.WindowText))
    for number, title in enumerate(titles):
        line = QRectF(inner.left(), inner.top() + LINE * number, inner.width(), LINE)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), title)


def _paint_entry(painter: QPainter, cell: QRectF, entry: Entry, palette: QPalette) -> None:
    swatch = QRectF(cell.left(), cell.center().y() - 1.5, SWATCH - 4, 3)
    painter.fillRect(swatch, entry.colour)
    painter.setPen(palette.color(ROLE.WindowText))
    flags = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(cell.adjusted(SWATCH, 0, 0, 0), int(flags), entry.name)
    painter.drawText(cell, int(flags | Qt.AlignmentFlag.AlignRight), entry.value)
