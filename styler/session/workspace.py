"""The folder in which a piece of work is kept while it goes on, so that no end of the process
loses it.

It holds the members of a project, unpacked: the manifest, the pictures by their hash, and the
history with its views, states and canvases. A file there is whole or it is not there; the history
only grows. One process has it at a time, by a lock that the system takes back when that ends.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from styler.atomic import replacing
from styler.session.archive import MANIFEST, member_name
from styler.session.history import MAX_BRANCH_STEPS, History, Place
from styler.session.kept import HISTORY, Kept, is_history, is_named
from styler.session.locking import Lock

BUDGET = 1 << 30  # bytes of states, but for those at the start of a size
PACKED = 1 << 27  # the same in a project's file
MOST_VIEWS = 600  # of a branch
MAX_ARRAYS = 16  # in a state

_LOCK = "lock"

Arrays = Mapping[str, NDArray[Any]]


class Workspace:
    """Reads and writes the folder. Raises `OSError` or `StylerError` where that fails."""

    def __init__(self, folder: Path, lock: Lock) -> None:
        self.folder, self._lock = folder, lock
        self._torn = False  # an event could not be written

    # Having it

    @classmethod
    def create(cls, root: Path) -> Self:
        """A new folder beneath `root`, which nobody else has."""
        folder = root / secrets.token_hex(8)
        folder.mkdir(parents=True)
        return cls(folder, Lock(folder / _LOCK))

    @classmethod
    def abandoned(cls, root: Path) -> list[Path]:
        """The folders with work in them that no process has, the newest first."""
        folders = [path.parent for path in root.glob(f"*/{MANIFEST}")]
        return sorted(filter(_is_free, folders), key=_age)

    @classmethod
    def adopt(cls, folder: Path) -> Self:
        """A folder that is abandoned. Raises `BlockingIOError` if another process has it."""
        return cls(folder, Lock(folder / _LOCK))

    def close(self, *, discard: bool) -> None:
        """Lets go of it; with `discard`, what is in it goes too."""
        if discard:
            with contextlib.suppress(OSError):
                # Nothing to come back to from the first moment on, whatever ends the process.
                (self.folder / MANIFEST).unlink(missing_ok=True)
            shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()

    # What is in it

    def put(self, data: bytes, kind: str, ending: str) -> str:
        """Keeps what a member holds, once, and returns the member's name."""
        member = member_name(data, kind, ending)
        if not (self.folder / member).exists():
            self.write(member, data)
        return member

    def write(self, member: str, data: bytes) -> None:
        """Replaces a member, whole or not at all, whatever ends the process."""
        with self.writing(member) as stream:
            stream.write(data)

    def writing(self, member: str) -> contextlib.AbstractContextManager[BinaryIO]:
        """The same as a stream. Whole when the process ends, though not when the power does."""
        return replacing(self.folder / member, durable=False)

    def read(self, member: str) -> bytes:
        """What a member holds."""
        return (self.folder / member).read_bytes()

    def add(self, event: Callable[[], str]) -> None:
        """Writes an event at the history's end. Where one is missing the history ends."""
        if self._torn:
            return
        self._torn = True
        with (self.folder / HISTORY).open("ab") as stream:
            stream.write(event().encode())
        self._torn = False

    def of_history(self, history: History) -> dict[str, Path]:
        """The files that a project takes over, by name; of the states, not all."""
        names = sorted(path.name for path in self.folder.iterdir())
        left_out = {state.member for state in _thinned(self._spare_states(history), PACKED)}
        return {
            name: self.folder / name
            for name in names
            if (is_history(name) or is_named(name)) and name not in left_out
        }

    # What belongs to a step

    def thin(self, history: History) -> None:
        """Removes views and states that are too many: the older they are, the sparser they get.

        From the start of each size on, every step of it can be painted again: those states stay.
        """
        gone = _thinned(self._spare_states(history), BUDGET)
        views = self.kept("view")
        for branch in history.branches:
            own = [view for view in views if view.branch == branch.number]
            if len(own) > MOST_VIEWS:
                gone += own[1 : -MOST_VIEWS // 3 : 2]
        for kept in gone:
            self.path(kept).unlink(missing_ok=True)

    def kept(self, kind: str) -> list[Kept]:
        """All of a kind, in the order of branches and steps."""
        known = (Kept.of(path.name) for path in self.folder.glob(f"{kind}-*"))
        return sorted(found for found in known if found)

    def path(self, kept: Kept) -> Path:
        """Its file."""
        return self.folder / kept.member

    def keep_state(self, place: Place, arrays: Arrays) -> None:
        """Keeps all that the run needs to go on from there."""
        member = Kept("state", place.branch.number, place.at).member
        with self.writing(member) as stream:
            np.savez(stream, **arrays)  # type: ignore[arg-type]

    def _spare_states(self, history: History) -> dict[Kept, int]:
        """Those at which no size begins, and their bytes."""
        return {
            state: self.path(state).stat().st_size
            for state in self.kept("state")
            if not _begins(state, history)
        }

    def state(self, place: Place) -> Arrays | None:
        """What was kept of the run at this very step; None if nothing was, or it is damaged."""
        path = self.path(Kept("state", place.branch.number, place.at))
        try:
            with zipfile.ZipFile(path) as archive:
                entries = archive.infolist()
            # Nothing that unfolds: the file's own length is all that it can hold.
            stored = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)
            if not stored or len(entries) > MAX_ARRAYS:
                return None
            with np.load(path, allow_pickle=False) as arrays:
                return {name: arrays[name] for name in arrays.files}
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, MemoryError):
            return None

    def keep_view(self, place: Place, jpeg: bytes) -> None:
        """Keeps how the step looked."""
        self.write(Kept("view", place.branch.number, place.at).member, jpeg)

    def keep_canvas(self, place: Place, data: bytes) -> None:
        """Keeps the branch's newest canvas, in the place of the one before."""
        newest = Kept("canvas", place.branch.number, place.at)
        self.write(newest.member, data)
        for canvas in self.kept("canvas"):
            if canvas.branch == newest.branch and canvas != newest:
                self.path(canvas).unlink(missing_ok=True)


def _thinned(states: Mapping[Kept, int], budget: int) -> list[Kept]:
    """What goes of the states, whose bytes are given, so that the others are within the budget.

    First those that are near the one before them, for their age: the older, the sparser.
    """
    left, gone = sorted(states), []
    while left and sum(states[state] for state in left) > budget:
        gone.append(left.pop(min(range(len(left)), key=partial(_missed, left))))
    return gone


def _missed(states: Sequence[Kept], place: int) -> float:
    state, newest = states[place], states[-1]
    before = states[place - 1].at if place and states[place - 1].branch == state.branch else -1
    age = newest.at - state.at if state.branch == newest.branch else newest.at + MAX_BRANCH_STEPS
    return (state.at - before) / (age + 1)


def _begins(state: Kept, history: History) -> bool:
    """Whether a size begins there."""
    if state.branch > len(history.branches):  # the history was torn before it
        return False
    steps = history.branch(state.branch).steps
    return state.at < len(steps) and steps[state.at].step == 0


def _is_free(folder: Path) -> bool:
    return Lock.is_free(folder / _LOCK)


def _age(folder: Path) -> float:
    try:
        return -(folder / MANIFEST).stat().st_mtime
    except OSError:
        return 0.0
