"""What each term of J comes to now: bars, longest where most is left to paint."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from styler.ui.theme import GRID
from styler.ui.watching.inks import ink, label
from styler.ui.watching.record import TOTAL, Record

WIDTH = 34 * GRID
NAME, SHARE = 9 * GRID, 5 * GRID
TALLEST, SMALLEST = 18.0, 11.0  # pixels a row


class Contributions(QWidget):
    """A bar for each term's share of J."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Share of each term in the cost J"))
        self.setToolTip(
            self.tr(
                "What each term contributes to J now, its weight included. The long bars are what "
                "the painter works on most."
            )
        )

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 20 * GRID)

    def shares(self) -> dict[str, float]:
        """Each term's part of J, 1 in all, largest layers and all."""
        terms = {n: v for n, v in self._record.newest().items() if n != TOTAL and v > 0}
        whole = sum(terms.values())
        return {name: value / whole for name, value in terms.items()}

    def paintEvent(self, event: QPaintEvent) -> None:
        """A row for each term."""
        shares = self.shares()
        if not shares:
            return
        row = min(TALLEST, max(SMALLEST, self.height() / len(shares)))
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(min(11, int(row) - 1))
        painter.setFont(font)
        top = max(0.0, (self.height() - row * len(shares)) / 2)
        for number, (name, share) in enumerate(shares.items()):
            self._paint_row(painter, QRectF(0, top + number * row, self.width(), row), name, share)
        painter.end()

    def _paint_row(self, painter: QPainter, row: QRectF, name: str, share: float) -> None:
        colour = self.palette().color
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colour(QPalette.ColorRole.WindowText))
        painter.drawText(row, flags | Qt.AlignmentFlag.AlignLeft, label(name))
        painter.drawText(row, flags | Qt.AlignmentFlag.AlignRight, f"{share:.0%}")
        groove = row.adjusted(NAME, row.height() / 3, -SHARE, -row.height() / 3)
        painter.fillRect(groove, colour(QPalette.ColorRole.Mid))
        groove.setWidth(groove.width() * share)
        painter.fillRect(groove, ink(name, self.palette()))
