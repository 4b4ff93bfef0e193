"""Recipes: how a picture is painted, taken from a file or from a picture, or kept in one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from styler.images import regions_bytes, regions_from_bytes
from styler.regions import Regions
from styler.session import Recipe, is_recipe
from styler.session.recipe import ENDING
from styler.settings import Settings
from styler.ui.background import Background, Failure
from styler.ui.intent import Document, Intent, Source
from styler.ui.messages import Offer
from styler.ui.packing import masks_of
from styler.ui.pictures import pictures_folder

__all__ = ["Recipes", "is_recipe"]


@dataclass(frozen=True, eq=False)
class _Read:
    """A recipe that was read whole, and is sound."""

    name: str
    settings: Settings
    regions: Regions

    @property
    def masked(self) -> bool:
        return any(mask is not None for mask in (*self.regions.styles, self.regions.keep))

    def fits(self, intent: Intent) -> bool:
        """Whether there are the pictures that its masks are for."""
        return intent.content is not None and len(self.regions.styles) <= len(intent.styles)


class Recipes(QObject):
    """Changes what is asked for by a recipe, as one act that undoes; saves what is asked for."""

    opened = Signal(str)  # a sentence of what was done, and of what was left out
    saved = Signal(str)  # the same
    offered = Signal(str, object)  # a sentence, and the Offer to use what a picture has in it
    failed = Signal(object)  # Failure

    def __init__(self, window: QWidget, document: Document, background: Background) -> None:
        super().__init__(window)
        self._window, self._document, self._background = window, document, background
        self._folder = pictures_folder()
        self._opening: object = None  # the newest file being read; an older one is dropped

    # Opening

    def ask_open(self) -> None:
        """Opens the file dialog, and uses the recipe."""
        dialog = self._dialog(self.tr("Open a recipe"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.open(Path(path)))
        dialog.open()

    def open(self, path: Path) -> None:
        """Uses the recipe in this file; or says why not, and all is as it was."""
        token = self._opening = object()
        self._background.do(partial(_read, path), partial(self._take, token), self._refuse)

    def offer(self, source: Source) -> None:
        """Says that the picture has its recipe in it, and offers to use that."""
        words = self.tr("“{name}” was painted by Styler, and its recipe is in the file.")
        use = Offer(self.tr("Use its recipe"), partial(self.use, source))
        self.offered.emit(words.format(name=source.name), use)

    def use(self, source: Source) -> None:
        """Uses the recipe that the picture has in it; or says why not, and all is as it was."""
        if source.recipe is None:
            return
        token = self._opening = object()
        work = partial(_unpacked, source.recipe, source.name)
        self._background.do(work, partial(self._take, token), self._refuse)

    def _take(self, token: object, read: _Read) -> None:
        if token is not self._opening:
            return
        before = self._document.intent
        words = self.tr("Use the recipe “{name}”").format(name=read.name)
        settings = _fitted(read.settings, before)
        masks = before.masks
        if read.masked and read.fits(before):
            masks = masks_of(read.regions, before.content, before.styles)
        self._document.change(words, settings=settings, start=None, masks=masks)
        self.opened.emit(self._told(read, before))

    def _told(self, read: _Read, intent: Intent) -> str:
        return self._sentence(read, intent).format(name=read.name, number=len(read.regions.styles))

    def _sentence(self, read: _Read, intent: Intent) -> str:
        if not read.masked or read.fits(intent):
            return self.tr("The recipe “{name}” is in use.")
        if intent.content is None:
            return self.tr(
                "The recipe “{name}” is in use, but for its masks: there is no photograph yet."
            )
        return self.tr(
            "The recipe “{name}” is in use, but for its masks: they are for more paintings, "
            "{number} at least."
        )

    # Saving

    def ask_save(self) -> None:
        """Opens the file dialog, and saves what is asked for into the file chosen there."""
        name = self.tr("recipe")
        self._ask_save(self._folder / f"{name}{ENDING}")

    def save(self, path: Path) -> None:
        """Saves what is asked for now into this file; says so, or says why not."""
        intent = self._document.intent
        self._background.do(partial(_save, intent, path), self._tell_saved, self._refuse)

    def _ask_save(self, suggestion: Path) -> None:
        dialog = self._dialog(self.tr("Save the recipe"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDirectory(str(suggestion.parent))
        dialog.setDefaultSuffix(ENDING)
        dialog.selectFile(suggestion.name)
        dialog.fileSelected.connect(lambda path: self._save_as(Path(path)))
        dialog.open()

    def _save_as(self, path: Path) -> None:
        whole = path if is_recipe(path) else path.with_name(path.name + ENDING)
        self._folder = whole.parent
        if whole != path and whole.exists():  # the dialog has only asked about `path`
            self._ask_save(whole)
        else:
            self.save(whole)

    def _tell_saved(self, saved: tuple[Path, Recipe]) -> None:
        path, recipe = saved
        words = self.tr("Saved “{name}”.")
        if recipe.files:
            words = self.tr(
                "Saved “{name}”, without the picture that painting starts from: "
                "a recipe has none in it."
            )
        self.saved.emit(words.format(name=path.name))

    def _refuse(self, failure: Failure) -> None:
        self.failed.emit(failure)

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title, str(self._folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(self.tr("Recipes ({ending})").format(ending=f"*{ENDING}"))
        return dialog


def _read(path: Path) -> _Read:
    return _unpacked(Recipe.read(path), path.name)


def _unpacked(recipe: Recipe, name: str) -> _Read:
    regions = regions_from_bytes(recipe.masks, recipe.keep, name)
    return _Read(Path(name).stem, recipe.settings, regions)


def _fitted(settings: Settings, intent: Intent) -> Settings:
    """The recipe's, with the weights of the styles there are if its own are for another number."""
    if len(settings.style_weights) in (0, len(intent.styles)):
        return settings
    return settings.replaced(style_weights=intent.settings.style_weights)


def _save(intent: Intent, path: Path) -> tuple[Path, Recipe]:
    recipe = Recipe(intent.settings, *regions_bytes(intent.regions))
    recipe.write(path)
    return path, recipe
