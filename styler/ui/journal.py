"""Keeps what is painted while it is painted: the way from the painter to the workspace.

The painter tells a `Take` of each step, on its own thread. What is to be written is handed to one
more thread, which writes in order; only a large state is written by the painter itself, which
could otherwise hold it twice in memory.
"""

from __future__ import annotations

import hashlib
import io
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QObject, Signal, Slot

from styler.colour import Picture
from styler.errors import StylerError
from styler.frame import Frame, Snapshot, Step
from styler.images import to_bytes8
from styler.session import history
from styler.session.history import Branch, History, Origin, Place
from styler.session.locking import Lock
from styler.session.workspace import Arrays
from styler.settings import Stage
from styler.ui.background import Failure
from styler.ui.intent import Intent, Job
from styler.ui.packing import to_bytes
from styler.ui.work import FINISHED, FROM, Work

VIEW_SIDE = 1024  # pixels, at most
VIEW_QUALITY = 88
VIEWS_WAITING = 50  # more are not queued: the disk is too slow
CANVAS_EVERY = 4.0  # seconds that the end of the process may cost
STATE_EVERY = 8.0  # seconds between two states, at least
STATE_BYTES_A_SECOND = 5e6  # on average, at most
STATE_HELD = 1 << 28  # bytes; a larger one is written by the painter's own thread


class Journal(QObject):
    """Has the work that goes on, and keeps it.

    Its methods are called on the window's thread, but for those that write.
    """

    changed = Signal()  # something was kept
    failed = Signal(object)  # Failure: nothing can be kept; said once a run

    _refused = Signal(object)  # Failure

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        self.work: Work | None = None
        self.project: Path | None = None  # the file that the work belongs to
        self._has: Lock | None = None  # of that file
        self._writing = threading.RLock()  # whoever has it finds the folder as it is
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="styler-journal")
        self._closed = False
        self._silent = False  # a failure was told already
        self._refused.connect(self._tell)

    @property
    def history(self) -> History:
        """Of the work that goes on."""
        return self.work.history if self.work else History()

    # Which work

    def take(self, work: Work | None) -> None:
        """Goes on with another piece of work; what was kept of the one before is discarded."""
        self._let_go(discard=True)
        self.work, self._silent = work, False
        self.changed.emit()

    def close(self, *, discard: bool) -> None:
        """Writes what waits to be written, and lets go of the folder; once."""
        if self._closed:
            return
        self._closed = True
        self._writer.submit(int).result()
        self._let_go(discard=discard)
        self._writer.shutdown(wait=True)
        self.belong_to(None)

    def _let_go(self, *, discard: bool) -> None:
        if work := self.work:
            self.work = None
            self._writer.submit(work.workspace.close, discard=discard)

    # What is kept

    def keep_intent(self, intent: Intent) -> None:
        """Keeps what is asked for; there is something to come back to from then on."""
        if not intent.content and not intent.styles:
            return
        if not self.work and not self._silent:
            try:
                self.take(Work.new(self.root))
            except OSError as error:
                self._tell(Failure.of(_unkept(error)))
        if self.work:
            self.write(self.work, partial(self.work.keep_intent, intent, self.project))

    def begin(self, job: Job, origin: Origin | None) -> Take | None:
        """A run begins; the painter tells of its steps. None: there is no place to keep them."""
        self._silent = False
        full = len(self.history.branches) >= history.MAX_BRANCHES
        return Take(self, self.work, job, origin) if self.work and not full else None

    def rename(self, branch: Branch, name: str) -> None:
        """Gives a branch a name."""
        branch.name = name.strip()[: history.MAX_NAME]
        if self.work:
            event = partial(history.renamed, branch)
            self.write(self.work, partial(self.work.workspace.add, event))
        self.changed.emit()

    @contextmanager
    def standing_still(self, work: Work | None) -> Iterator[Mapping[str, Path]]:
        """What a project's file takes over of the history; nothing of it changes in the block.

        To be called on a thread of its own: it waits for what is to be written.
        """
        self._writer.submit(int).result()
        with self._writing:
            there = work is not None and work is self.work
            yield work.workspace.of_history(work.history) if work and there else {}

    # Whose it is

    def belong_to(self, project: Path | None) -> bool:
        """The work belongs to this file from now on; False if another process has it open."""
        if project == self.project:
            return True
        if project and not self.is_free(project):
            return False
        if self._has:
            self._has.release()
        self._has = Lock(self._lock(project)) if project else None
        self.project = project
        return True

    def is_free(self, project: Path) -> bool:
        """Whether no other process has this file open."""
        return project == self.project or Lock.is_free(self._lock(project))

    def _lock(self, project: Path) -> Path:
        self.root.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(os.path.realpath(project).encode()).hexdigest()[:16]
        return self.root / f"{name}.lock"

    # Writing

    def write(self, work: Work, task: Callable[[], object]) -> None:
        """Does it on the writer's thread, after all that was to be written before."""
        self._writer.submit(self.write_at_once, work, task)

    def write_at_once(self, work: Work, task: Callable[[], object]) -> None:
        """Does it on the caller's thread. Where it cannot be done, `failed` tells why."""
        if work is not self.work:
            return  # nobody needs it any more
        try:
            with self._writing:
                task()
        except Exception as error:  # painting goes on without
            self._refused.emit(Failure.of(_unkept(error)))
        else:
            self.changed.emit()

    @Slot(object)
    def _tell(self, failure: Failure) -> None:
        if not self._silent:
            self._silent = True
            self.failed.emit(failure)


class Take:
    """One run, told of by the painter: each step, and from time to time all that it stands on."""

    def __init__(self, journal: Journal, work: Work, job: Job, origin: Origin | None) -> None:
        self._journal, self._work, self._job, self._origin = journal, work, job, origin
        self.branch: Branch | None = None  # once the painter has begun
        self._newest: tuple[Place, Frame] | None = None
        self._canvas_of: Frame | None = None  # the one that was kept last
        self._canvas_at = self._state_at = time.monotonic()
        self._waiting = 0  # views that are not written yet

    def __call__(self, frame: Frame, snapshot: Callable[[], Snapshot]) -> None:
        """A step was made."""
        if self.branch is None:
            self.branch = self._begin(snapshot().plan)
            if self._origin and self._origin.resumed:
                return  # that step is the one that it goes on from
        place = self._note(self.branch, frame)
        self._newest = place, frame
        self._keep_view(place, frame)
        if frame.last or time.monotonic() - self._canvas_at >= CANVAS_EVERY:
            self._keep_canvas(place, frame)
        if frame.step == 0 or frame.last or time.monotonic() - self._state_at >= STATE_EVERY:
            self._keep_state(place, snapshot())

    def end(self) -> None:
        """The run was ended; its last canvas stays."""
        if self._newest and self._canvas_of is not self._newest[1]:
            self._keep_canvas(*self._newest)

    # How it comes about, on the painter's thread

    def _begin(self, plan: tuple[Stage, ...]) -> Branch:
        branch = self._work.begin(self._job, self._origin, plan)
        self._write(partial(self._write_begin, branch))
        return branch

    def _note(self, branch: Branch, frame: Frame) -> Place:
        before = branch.steps[-1] if branch.steps else None
        place = self._work.history.add(branch, frame.without_picture())
        self._write(partial(self._write_step, place, before))
        return place

    def _keep_view(self, place: Place, frame: Frame) -> None:
        if self._waiting < VIEWS_WAITING:
            self._waiting += 1
            self._write(partial(self._write_view, place, frame.image))

    def _keep_canvas(self, place: Place, frame: Frame) -> None:
        self._canvas_at, self._canvas_of = time.monotonic(), frame
        self._write(partial(self._write_canvas, place, frame.image))

    def _keep_state(self, place: Place, made: Snapshot) -> None:
        begins, now = place.step.step == 0, time.monotonic()
        if now < self._state_at + made.bytes / STATE_BYTES_A_SECOND and not begins:
            return
        self._state_at = now
        if made.bytes > STATE_HELD:
            task = partial(self._write_state, place, made.arrays)
            self._journal.write_at_once(self._work, task)
        else:
            arrays = {name: np.array(array) for name, array in made.arrays.items()}
            self._write(partial(self._write_state, place, arrays))

    def _write(self, task: Callable[[], object]) -> None:
        self._journal.write(self._work, task)

    # On the writer's thread

    def _write_begin(self, branch: Branch) -> None:
        self._work.workspace.add(partial(self._begun, branch))

    def _write_step(self, place: Place, before: Step | None) -> None:
        self._work.workspace.add(partial(self._stepped, place, before))

    def _begun(self, branch: Branch) -> str:
        run, asked = self._job.run, self._job.asked
        sources = list(asked.sources)
        if run.start and run.start is not asked.start:
            sources.append((FROM, run.start))
        if run.finished:
            sources.append((FINISHED, run.finished))
        branch.inputs = self._work.members.inputs(sources)
        branch.masks = self._work.members.regions(run.regions)
        return history.begun(branch)

    def _stepped(self, place: Place, before: Step | None) -> str:
        known = before.regions if before else self._job.run.regions
        changed = not place.step.regions.same(known)
        masks = self._work.members.regions(place.step.regions) if changed else None
        return history.stepped(place, before, masks)

    def _write_view(self, place: Place, image: Picture) -> None:
        self._waiting -= 1
        small = Image.fromarray(to_bytes8(image))
        small.thumbnail((VIEW_SIDE, VIEW_SIDE))
        stream = io.BytesIO()
        small.save(stream, "JPEG", quality=VIEW_QUALITY)
        self._work.workspace.keep_view(place, stream.getvalue())

    def _write_canvas(self, place: Place, image: Picture) -> None:
        self._work.workspace.keep_canvas(place, to_bytes(image))

    def _write_state(self, place: Place, arrays: Arrays) -> None:
        self._work.workspace.keep_state(place, arrays)
        self._work.workspace.thin(self._work.history)


def _unkept(error: BaseException) -> StylerError:
    return StylerError(
        "The history of this painting cannot be kept ({reason}): painting goes on without it.",
        reason=str(error),
    )
