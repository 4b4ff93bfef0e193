"""The row under the canvas: paint, pause, stop, compare, zoom, export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from styler.ui.commands import ActionButton
from styler.ui.theme import GRID


class Transport(QFrame):
    """Buttons made from the commands, and how far the painting is."""

    def __init__(self, commands: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setProperty("side", "bottom")
        self._commands = commands
        self._progress = QProgressBar(textVisible=False)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._zoom = QLabel()
        self._zoom.setProperty("tone", "muted")
        self._zoom.setAccessibleName(self.tr("Zoom"))
        # The widest it gets, so that the buttons beside it stay where they are.
        self._zoom.setFixedWidth(self._zoom.fontMetrics().horizontalAdvance("000%"))
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(GRID // 2, GRID, GRID // 2, GRID)
        row.setSpacing(GRID // 4)
        row.addWidget(ActionButton(self._commands["start"], "primary"))
        self._add(row, ("pause", "stop", "paint_on"))
        row.addSpacing(GRID // 2)
        self._add(row, ("wipe",))
        row.addStretch()
        self._add(row, ("zoom_out",))
        row.addWidget(self._zoom)
        self._add(row, ("zoom_in", "fit", "actual_size"))
        row.addSpacing(GRID // 2)
        row.addWidget(ActionButton(self._commands["export"]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._progress)
        layout.addLayout(row)

    def _add(self, row: QHBoxLayout, names: Sequence[str]) -> None:
        for name in names:
            row.addWidget(ActionButton(self._commands[name], "tool", words=False))

    def show_zoom(self, zoom: float) -> None:
        """Device pixels per pixel of the picture."""
        self._zoom.setText(f"{zoom:.0%}")

    def show_progress(self, made: int, planned: int) -> None:
        """Steps over all sizes; none planned means that nobody knows yet."""
        self._progress.setRange(0, planned)
        self._progress.setValue(made)
