"""Saving the picture at its full size: which file, and how; then writing it in the background."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from styler import images
from styler.errors import StylerError
from styler.images import regions_bytes
from styler.session import Recipe
from styler.ui.background import Background, Failure
from styler.ui.export_options import (
    ExportOptions,
    Origin,
    Remembered,
    Wishes,
    export_of,
)
from styler.ui.intent import Intent
from styler.ui.worker import Painted

ENDING = ".png"

Then = Callable[[], None]


@dataclass(frozen=True, eq=False)
class _Order:
    """One picture into one file."""

    painted: Painted
    path: Path
    then: Then | None
    asked: Intent | None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        height, width = self.painted.frame.image.shape[:2]
        return width, height


class Exporter(QObject):
    """Asks where to and how, and saves what was newest when it was asked.

    `asked` is what the picture was painted from; without it there is no recipe in the file, and
    nothing of the photograph. Without preferences nothing is remembered.
    """

    saved = Signal(object, object)  # Painted, Path
    failed = Signal(object)  # Failure

    def __init__(self, window: QWidget, background: Background, preferences: QSettings) -> None:
        super().__init__(window)
        self._window, self._background = window, background
        self._remembered = Remembered(preferences)

    def ask(
        self,
        painted: Painted,
        suggestion: Path,
        then: Then | None = None,
        asked: Intent | None = None,
    ) -> None:
        """Opens the file dialog, and after it the options.

        `then` is called once the picture is on the disk.
        """
        dialog = QFileDialog(self._window, self.tr("Export the picture"), str(suggestion))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Pictures ({endings})").format(endings=_pattern()))
        dialog.setDefaultSuffix(ENDING)
        dialog.selectFile(suggestion.name)
        dialog.fileSelected.connect(
            lambda path: self._look(_Order(painted, Path(path), then, asked))
        )
        dialog.open()

    def _look(self, order: _Order) -> None:
        """Only what the photograph has is asked about."""
        self._background.do(partial(_origin, order), partial(self._ask_how, order), self._refused)

    def _ask_how(self, order: _Order, origin: Origin) -> None:
        options = ExportOptions(
            self._window, order.path, order.size, self._remembered.wishes, origin
        )
        options.chosen.connect(partial(self._choose, order))
        options.open()

    def _choose(self, order: _Order, wishes: Wishes) -> None:
        self._remembered.keep(wishes)
        self._write(order, wishes)

    def save(
        self,
        painted: Painted,
        path: Path,
        then: Then | None = None,
        asked: Intent | None = None,
    ) -> None:
        """Writes the picture as the last one was; says so, or says why not."""
        self._write(_Order(painted, path, then, asked), self._remembered.wishes)

    def _write(self, order: _Order, wishes: Wishes) -> None:
        self._background.do(
            partial(_save, order, wishes), partial(self._told, order), self._refused
        )

    def _told(self, order: _Order, _: None) -> None:
        self.saved.emit(order.painted, order.path)
        if order.then:
            order.then()

    def _refused(self, failure: Failure) -> None:
        self.failed.emit(failure)


def _origin(order: _Order) -> Origin:
    """What the photograph's file has to be kept. Raises `StylerError` if the order's is no use."""
    images.check_writable(order.path)
    content = order.asked.content if order.asked else None
    if content is None or content.path is None:
        return Origin()
    with contextlib.suppress(StylerError):  # it may be gone by now; the painting is here
        return Origin(
            images.load_alpha(content.path),
            images.load_exif(content.path),
            images.load_exif(content.path, place=True),
            images.load_dpi(content.path),
        )
    return Origin()


def _save(order: _Order, wishes: Wishes) -> None:
    kind = images.kind_of(order.path)
    recipe = _recipe(order.asked) if order.asked and wishes.recipe and kind.recipe else None
    export = export_of(wishes, kind, _origin(order), recipe)
    images.save(order.painted.frame.image, order.path, export)


def _recipe(asked: Intent) -> str:
    """With its masks, unless they are so large that other programs would not open the file."""
    whole = Recipe(asked.settings, *regions_bytes(asked.regions))
    text = whole.to_json()
    if len(text) <= images.MAX_RECIPE:
        return text
    return replace(whole, masks={}, keep=None).to_json()


def _pattern() -> str:
    return " ".join(f"*{ending}" for ending in images.WRITABLE)
