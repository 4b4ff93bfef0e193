"""Asks how large a painted picture is to be finished, and says what that takes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from styler.settings import MAX_SIZE
from styler.ui.controls.fields import Choice
from styler.ui.theme import GRID

SIZES = (512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192)


class LargerDialog(QDialog):
    """One of the sizes beyond the picture's own; who hears `pointed` says what it takes."""

    chosen = Signal(int)  # pixels
    pointed = Signal(int)

    def __init__(self, parent: QWidget, smaller: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Finish larger"))
        self._sizes = [size for size in SIZES if size > smaller] or [min(2 * smaller, MAX_SIZE)]
        self._size = Choice([self.tr("{size} pixels").format(size=size) for size in self._sizes])
        self._size.setAccessibleName(self.tr("Longer side of the picture"))
        self._size.setMinimumWidth(30 * GRID)
        self._forecast = QLabel()
        self._forecast.setWordWrap(True)
        self._forecast.setProperty("tone", "muted")
        self._size.currentIndexChanged.connect(lambda index: self.pointed.emit(self._sizes[index]))
        self.accepted.connect(lambda: self.chosen.emit(self._sizes[self._size.currentIndex()]))
        self._lay_out()

    def _lay_out(self) -> None:
        words = QLabel(
            self.tr(
                "The picture is painted on at a larger size: shapes and colours stay, and the "
                "brushwork becomes finer."
            )
        )
        words.setWordWrap(True)
        buttons = QDialogButtonBox()
        start = buttons.addButton(self.tr("Paint larger"), QDialogButtonBox.ButtonRole.AcceptRole)
        start.setDefault(True)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        for widget in (words, self._size, self._forecast, buttons):
            layout.addWidget(widget)

    def show_forecast(self, words: str) -> None:
        """What the size that is chosen will take."""
        self._forecast.setText(words)

    def showEvent(self, event: QShowEvent) -> None:
        """Begins with the first size."""
        super().showEvent(event)
        self.pointed.emit(self._sizes[self._size.currentIndex()])
