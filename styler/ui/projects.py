"""Projects: opening, saving, and those used last."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from styler.session import ENDING, is_project
from styler.ui.background import Background, Failure
from styler.ui.intent import Document, Intent
from styler.ui.journal import Journal
from styler.ui.packing import packed
from styler.ui.pictures import pictures_folder
from styler.ui.work import Work
from styler.ui.worker import Painted

__all__ = ["Opened", "Projects", "is_project"]

KEPT = 10
KEY = "recent_projects"


@dataclass(frozen=True)
class Opened:
    """A project that was read whole, and is sound."""

    path: Path
    intent: Intent
    result: Painted | None
    work: Work  # its history, unpacked
    elsewhere: bool = False  # another process has it open


class Projects(QObject):
    """Knows which file the work belongs to, and what of it is on the disk.

    Who hears `opened` begins with its intent and its result: nothing has changed until then.
    """

    opened = Signal(object)  # Opened
    saved = Signal(object)  # Path
    failed = Signal(object)  # Failure
    recent_changed = Signal()

    def __init__(
        self,
        window: QWidget,
        document: Document,
        background: Background,
        preferences: QSettings,
        journal: Journal,
    ) -> None:
        super().__init__(window)
        self._window, self._document, self._journal = window, document, journal
        self._background, self._preferences = background, preferences
        self.path: Path | None = None
        self._on_disk: _Content | None = None
        self._work = object()  # another one for each piece of work
        self._opening: object = None  # the newest file being read; an older one is dropped
        self._turns = itertools.count(1)
        self._turn = 0  # of the save that `_on_disk` comes from
        self._files = _Files()

    # What is so

    @property
    def recent(self) -> tuple[Path, ...]:
        """The projects used last that are still there, newest first."""
        remembered = self._preferences.value(KEY) or []
        # One path alone comes back from an INI file as a word.
        words = [remembered] if isinstance(remembered, str) else remembered
        if not isinstance(words, list):
            return ()
        paths = (Path(word) for word in words if isinstance(word, str))
        return tuple(path for path in paths if _is_there(path))

    def dirty(self, result: Painted | None) -> bool:
        """Whether the project's file holds something else than what is asked for and this."""
        if not self.path:
            return False
        now = _Content(self._document.intent, result)
        return self._on_disk is None or not now.is_same(self._on_disk)

    # Opening

    def ask_open(self) -> None:
        """Opens the file dialog, and then the project."""
        dialog = self._dialog(self.tr("Open a project"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.open(Path(path)))
        dialog.open()

    def open(self, path: Path) -> None:
        """Reads the project, and tells it by `opened`; or says why not, and all is as it was."""
        token = self._opening = object()
        self._background.do(
            partial(_opened, path.absolute(), self._journal.root),
            partial(self._take, token),
            self._refuse_opening,
        )

    def _take(self, token: object, opened: Opened) -> None:
        if token is not self._opening:
            opened.work.workspace.close(discard=True)
            return
        self.new()
        if self._journal.belong_to(opened.path):
            self.path, self._on_disk = opened.path, _Content(opened.intent, opened.result)
        else:
            opened = replace(opened, elsewhere=True)
        self._remember(opened.path)
        self.opened.emit(opened)

    def recover(self, path: Path | None) -> None:
        """The work that follows was left by an ended process, and may belong to a file."""
        self.new()
        if path and self._journal.belong_to(path):
            self.path = path

    def _refuse_opening(self, failure: Failure) -> None:
        self.recent_changed.emit()  # it may have gone
        self.failed.emit(failure)

    def new(self) -> None:
        """The work that follows belongs to no file yet."""
        self._opening, self._work = None, object()
        self.path = self._on_disk = None
        self._journal.belong_to(None)

    def continue_from(self, before: Projects) -> None:
        """The same work in another window: its file, and what of it is on the disk."""
        self.path, self._on_disk = before.path, before._on_disk
        self._files, self._turns = before._files, before._turns  # it may be writing yet

    # Saving

    def save(self, result: Painted | None, then: Callable[[], None] | None = None) -> None:
        """Into the project's file, or into one that is asked for.

        `then` is called once it is on the disk.
        """
        if self.path:
            self.save_to(self.path, result, then)
        else:
            self.ask_save_as(result, then)

    def ask_save_as(self, result: Painted | None, then: Callable[[], None] | None = None) -> None:
        """Opens the file dialog, and saves into the file chosen there."""
        self._ask_save_as(self._suggestion(), result, then)

    def save_to(
        self, path: Path, result: Painted | None, then: Callable[[], None] | None = None
    ) -> None:
        """Saves into this file, which is the project's from then on; or says why not."""
        content = _Content(self._document.intent, result)
        if not self._journal.is_free(path):
            words = self.tr("“{name}” is open in another window of Styler: choose another name.")
            self.failed.emit(Failure(words.format(name=path.name)))
            return
        turn, kept = next(self._turns), self._journal.work
        save = _Save(content, path.absolute(), turn, self._work, kept, then)
        self._background.do(
            partial(self._files.write, save, self._journal), self._tell, self._refuse_saving
        )

    def _ask_save_as(
        self, suggestion: Path, result: Painted | None, then: Callable[[], None] | None
    ) -> None:
        dialog = self._dialog(self.tr("Save the project"), suggestion)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDING)
        dialog.selectFile(suggestion.name)
        dialog.fileSelected.connect(lambda path: self._save_as(Path(path), result, then))
        dialog.open()

    def _save_as(self, path: Path, result: Painted | None, then: Callable[[], None] | None) -> None:
        whole = path if is_project(path) else path.with_name(path.name + ENDING)
        if whole != path and whole.exists():  # the dialog has only asked about `path`
            self._ask_save_as(whole, result, then)
        else:
            self.save_to(whole, result, then)

    def _suggestion(self) -> Path:
        if self.path:
            return self.path
        content = self._document.intent.content
        name = Path(content.name).stem if content else self.tr("painting")
        return pictures_folder() / f"{name}{ENDING}"

    def _tell(self, save: _Save) -> None:
        if save.work is self._work and save.turn > self._turn:
            self.path, self._on_disk, self._turn = save.path, save.content, save.turn
            self._journal.belong_to(save.path)
        self._remember(save.path)
        self.saved.emit(save.path)
        if save.then:
            save.then()

    def _refuse_saving(self, failure: Failure) -> None:
        self.failed.emit(failure)

    # Remembering

    def clear_recent(self) -> None:
        """Forgets which projects were used; the files stay."""
        self._preferences.remove(KEY)
        self.recent_changed.emit()

    def _remember(self, path: Path) -> None:
        words = dict.fromkeys(str(known) for known in (path, *self.recent))
        self._preferences.setValue(KEY, list(words)[:KEPT])
        self.recent_changed.emit()

    def _dialog(self, title: str, at: Path | None = None) -> QFileDialog:
        folder = self.path.parent if self.path else pictures_folder()
        dialog = QFileDialog(self._window, title, str(at.parent if at else folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(self.tr("Styler projects ({ending})").format(ending=f"*{ENDING}"))
        return dialog


@dataclass(frozen=True, eq=False)
class _Content:
    """What a project's file holds."""

    intent: Intent
    result: Painted | None

    def is_same(self, other: _Content) -> bool:
        return self.intent == other.intent and self.result is other.result


@dataclass(frozen=True, eq=False)
class _Save:
    """A save that was asked for, and what it was asked to save."""

    content: _Content
    path: Path
    turn: int
    work: object
    kept: Work | None  # the history, where there is one
    then: Callable[[], None] | None


class _Files:
    """Writes one project at a time: of two for one file the one asked for later stays."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._newest: dict[str, int] = {}

    def write(self, save: _Save, journal: Journal) -> _Save:
        """Unless a later one has been written already. Takes time."""
        project = packed(save.content.intent, save.content.result, save.path.name)
        file = os.path.realpath(save.path)
        with self._lock, journal.standing_still(save.kept) as files:
            if self._newest.get(file, 0) < save.turn:
                replace(project, history=files).write(save.path)
                self._newest[file] = save.turn
        return save


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # one may not look into its folder, or it is no path at all
        return False


def _opened(path: Path, root: Path) -> Opened:
    work, intent, result = Work.opened(path, root)
    return Opened(path, intent, result, work)
