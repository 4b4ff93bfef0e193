"""What each term of J comes to now: bars, longest where most is left to paint."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from styler.ui.theme import GRID
from styler.ui.watching.inks import ink, label
from styler.ui.watching.readout import SMALL, figures
from styler.ui.watching.record import TOTAL, Record
from styler.ui.watching.status import quantity

LEAST_WIDTH, WIDTH, MOST_WIDTH = 30 * GRID, 36 * GRID, 42 * GRID
NAME, SHARE, VALUE, GAP = 7.0 * GRID, 3.5 * GRID, 9.5 * GRID, 1.5 * GRID
BAR = 6.0
TALLEST, SMALLEST = 20.0, 14.0  # pixels a row
ENOUGH_FOR_VALUES = 30 * GRID  # a column narrower than this does without
ROLE = QPalette.ColorRole


class Contributions(QWidget):
    """A bar for each term's share of J."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record
        self.setMinimumWidth(LEAST_WIDTH)
        self.setMaximumWidth(MOST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setFont(figures(self.font()))
        self.setAccessibleName(self.tr("Share of each term in the cost J"))
        self.setToolTip(
            self.tr(
                "What each term contributes to J now, its weight included. The long bars are what "
                "the painter works on most."
            )
        )

    def sizeHint(self) -> QSize:
        """As wide as a bar needs to be compared."""
        return QSize(WIDTH, 18 * GRID)

    def terms(self) -> dict[str, float]:
        """What counts now: content, the layers from the pixels upwards, variation."""
        terms = self._record.newest()
        return {n: v for n, v in terms.items() if n != TOTAL and v > 0 and math.isfinite(v)}

    def shares(self) -> dict[str, float]:
        """Each term's part of J, 1 in all."""
        terms = self.terms()
        return {name: value / sum(terms.values()) for name, value in terms.items()}

    def refresh(self) -> None:
        """The record has grown, or was cleared."""
        if QAccessible.isActive():
            words = (f"{label(name)} {_percent(share)}" for name, share in self.shares().items())
            self.setAccessibleDescription(", ".join(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A row for each term; in two columns, without the costs, if it is low."""
        shares = self.shares()
        if not shares:
            return
        painter = QPainter(self)
        count = 1 if len(shares) * SMALLEST <= self.height() else 2
        lines = math.ceil(len(shares) / count)
        line = min(TALLEST, self.height() / lines)
        painter.setFont(figures(self.font(), min(SMALL, int(line))))
        top = max(0.0, (self.height() - line * lines) / 2)
        width = (self.width() - GAP * (count - 1)) / count
        for number, (name, share) in enumerate(shares.items()):
            left = (width + GAP) * (number // lines)
            row = QRectF(left, top + line * (number % lines), width, line)
            self._paint_row(painter, row, name, share)
        painter.end()

    def _paint_row(self, painter: QPainter, row: QRectF, name: str, share: float) -> None:
        centre = Qt.AlignmentFlag.AlignVCenter
        right = int(centre | Qt.AlignmentFlag.AlignRight)
        painter.setPen(self.palette().color(ROLE.WindowText))
        painter.drawText(row, int(centre), label(name))
        painter.drawText(row, right, _percent(share))
        taken = SHARE
        if row.width() >= ENOUGH_FOR_VALUES:
            painter.setPen(self.palette().color(ROLE.PlaceholderText))
            cost = quantity(self._record.newest()[name])
            painter.drawText(row.adjusted(0, 0, -SHARE - GRID, 0), right, cost)
            taken += VALUE
        above = (row.height() - BAR) / 2
        self._paint_bar(painter, row.adjusted(NAME, above, -taken, -above), name, share)

    def _paint_bar(self, painter: QPainter, groove: QRectF, name: str, share: float) -> None:
        painter.fillRect(groove, self.palette().color(ROLE.Mid))
        groove.setWidth(groove.width() * share)
        painter.fillRect(groove, ink(name, self.palette()))


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.005 else "<1%"
