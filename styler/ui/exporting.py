"""Saving the picture at its full size: which file, then writing it in the background."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from styler import images
from styler.ui.background import Background, Failure
from styler.ui.worker import Painted

ENDING = ".png"


class Exporter(QObject):
    """Asks where to, and saves what was newest when it was asked."""

    saved = Signal(object, object)  # Painted, Path
    failed = Signal(object)  # Failure

    def __init__(self, window: QWidget, background: Background) -> None:
        super().__init__(window)
        self._window, self._background = window, background

    def ask(
        self, painted: Painted, suggestion: Path, then: Callable[[], None] | None = None
    ) -> None:
        """Opens the file dialog. `then` is called once the picture is on the disk."""
        dialog = QFileDialog(self._window, self.tr("Export the picture"), str(suggestion))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Pictures ({endings})").format(endings=_pattern()))
        dialog.setDefaultSuffix(ENDING)
        dialog.selectFile(suggestion.name)
        dialog.fileSelected.connect(lambda path: self.save(painted, Path(path), then))
        dialog.open()

    def save(self, painted: Painted, path: Path, then: Callable[[], None] | None = None) -> None:
        """Writes the picture; says so, or says why not."""
        self._background.do(
            partial(images.save, painted.frame.image, path),
            partial(self._told, painted, path, then),
            self._refused,
        )

    def _told(self, painted: Painted, path: Path, then: Callable[[], None] | None, _: None) -> None:
        self.saved.emit(painted, path)
        if then:
            then()

    def _refused(self, failure: Failure) -> None:
        self.failed.emit(failure)


def _pattern() -> str:
    return " ".join(f"*{ending}" for ending in images.WRITABLE)
