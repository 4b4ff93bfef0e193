"""The cells of a contact sheet in rows, with headings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from styler.sheet import Sheet
from styler.ui.sheet.cell import CellButton
from styler.ui.theme import GRID

HEADING = 14 * GRID  # width of a row's heading


class SheetTable(QScrollArea):
    """A sheet to choose from."""

    chosen = Signal(int)  # the number of a cell

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons: dict[int, CellButton] = {}

    def show_words(self, words: str) -> None:
        """What to do while there is no sheet."""
        label = QLabel(words)
        label.setProperty("tone", "muted")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(label)

    def show_sheet(self, sheet: Sheet, photograph: QImage) -> None:
        """Empty places, until the frames come."""
        group = QButtonGroup(self)  # the arrow keys go from one to the next
        group.setExclusive(False)
        labelled = not sheet.rows  # or the headings say it
        self.buttons = {
            cell.number: CellButton(cell.label, photograph, labelled) for cell in sheet.cells
        }
        for number, button in self.buttons.items():
            group.addButton(button, number)
        group.idClicked.connect(self.chosen)
        grid = QGridLayout()
        grid.setSpacing(GRID)
        self._place_headings(grid, sheet)
        for index, button in enumerate(self.buttons.values()):
            row, column = divmod(index, sheet.width)
            grid.addWidget(button, row + 1, column + 1)
        self.setWidget(_centred(grid))
        group.setParent(self.widget())

    def _place_headings(self, grid: QGridLayout, sheet: Sheet) -> None:
        for column, words in enumerate(sheet.columns, start=1):
            grid.addWidget(_heading(words), 0, column)
        for row, words in enumerate(sheet.rows, start=1):
            heading = _heading(words)
            heading.setFixedWidth(HEADING)
            grid.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignTop)
        for column in range(1, sheet.width + 1):
            grid.setColumnStretch(column, 1)

    @property
    def finished(self) -> Sequence[int]:
        """The numbers of the cells that no frame follows for."""
        return [number for number, button in self.buttons.items() if button.finished]


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("tone", "muted")
    label.setWordWrap(True)
    label.setMargin(GRID // 2)
    return label


def _centred(grid: QGridLayout) -> QWidget:
    page = QWidget()
    across = QHBoxLayout()
    across.addStretch(1)
    across.addLayout(grid, 1000)
    across.addStretch(1)
    down = QVBoxLayout(page)
    down.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
    down.addLayout(across)
    down.addStretch(1)
    return page
