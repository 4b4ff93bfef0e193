"""The panel beneath the canvas: the costs over the steps, and what counts now."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from styler.ui.theme import GRID
from styler.ui.watching.contributions import Contributions
from styler.ui.watching.curves import Curves
from styler.ui.watching.record import Record
from styler.ui.watching.scrubber import Scrubber

A_SECOND = 15  # repaints, at most


class Timeline(QFrame):
    """Curves at the left, contributions at the right, and beneath them the way back."""

    refreshed = Signal()  # at most A_SECOND times a second

    def __init__(self, record: Record) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setProperty("side", "timeline")
        self.setMinimumHeight(16 * GRID)
        self.curves = Curves(record)
        self.contributions = Contributions(record)
        self.scrubber = Scrubber()
        self._pace = QTimer(self, singleShot=True, interval=1000 // A_SECOND)
        self._pace.timeout.connect(self._repaint)
        charts = QHBoxLayout()
        charts.setSpacing(2 * GRID)
        charts.addWidget(self.curves, 3)
        charts.addWidget(self.contributions, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(charts, 1)
        layout.addWidget(self.scrubber)

    def sizeHint(self) -> QSize:
        """Low: the canvas has the room."""
        return QSize(100 * GRID, 24 * GRID)

    def refresh(self) -> None:
        """The record has grown; drawn soon, and not too often."""
        if not self._pace.isActive():
            self._pace.start()

    def _repaint(self) -> None:
        self.curves.refresh()
        self.contributions.refresh()
        self.refreshed.emit()
