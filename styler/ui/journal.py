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
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image
from PySide6.QtCore import QObject, Signal

from styler.errors import StylerError
from styler.frame import Frame, Picture, Snapshot, Step
from styler.images import regions_from_bytes, to_bytes8
from styler.regions import Regions
from styler.session import history
from styler.session.archive import MANIFEST
from styler.session.history import Branch, History, MaskNames, Origin, Place
from styler.session.kept import HISTORY, Kept
from styler.session.locking import Lock
from styler.session.project import CONTENT, START, STYLE, Input, Project
from styler.session.workspace import Arrays, Workspace
from styler.settings import Stage
from styler.ui.background import Failure
from styler.ui.intent import Intent, Job, Source
from styler.ui.packing import (
    Members,
    described,
    from_bytes,
    masks_of,
    source_of,
    to_bytes,
    unpacked,
    usable,
)
from styler.ui.pictures import to_qimage
from styler.ui.worker import Painted, Resumption

VIEW_SIDE = 1024  # pixels, at most
VIEW_QUALITY = 88
VIEWS_WAITING = 50  # more are not queued: the disk is too slow
CANVAS_EVERY = 4.0  # seconds that the end of the process may cost
STATE_EVERY = 8.0  # seconds between two states, at least
STATE_BYTES_A_SECOND = 5e6  # on average, at most
STATE_HELD = 1 << 28  # bytes; a larger one is written by the painter's own thread

FROM, FINISHED = "from", "finished"  # roles of a result that a run goes on from
_PROJECT = "project"  # the member that says which file the work belongs to


class Left(NamedTuple):
    """What an ended process has left, in a few words."""

    folder: Path
    name: str  # of the photograph, or of the painting where there is none
    when: float  # it was kept last, seconds since 1970
    project: Path | None  # the file that it belongs to


@dataclass(eq=False)
class Work:
    """A piece of work as it is kept: the folder, and what is known of how it came about."""

    workspace: Workspace
    history: History
    jobs: dict[int, Job] = field(default_factory=dict)  # by the branch's number
    sources: dict[str, Source] = field(default_factory=dict)  # by the member

    def __post_init__(self) -> None:
        self.members = Members(self.workspace.put)

    @classmethod
    def new(cls, root: Path) -> Work:
        """With nothing in it. Raises `OSError` if there is no place for it."""
        return cls(Workspace.create(root), History())

    @classmethod
    def opened(cls, path: Path, root: Path) -> tuple[Work, Intent, Painted | None]:
        """What a project's file holds. Raises `StylerError` if it is not a sound one."""
        workspace = Workspace.create(root)
        try:
            project = Project.read(path, workspace.folder)
            for member, data in project.members.items():
                workspace.write(member, data)
            return cls._of(workspace, project, path.name)
        except BaseException:
            workspace.close(discard=True)
            raise

    @classmethod
    def recovered(cls, folder: Path) -> tuple[Work, Intent, Painted | None]:
        """What an ended process has left. Raises `StylerError` or `OSError` if it is not sound."""
        workspace = Workspace.adopt(folder)
        try:
            project = Project.of_folder(folder)
            work, intent, _ = cls._of(workspace, project, folder.name)
        except BaseException:
            workspace.close(discard=False)
            raise
        branch = work.history.newest
        return work, intent, work.painted(branch) if branch else None

    @classmethod
    def left(cls, root: Path) -> list[Left]:
        """All that ended processes have left, the newest first. Takes time."""
        found = []
        for folder in Workspace.abandoned(root):
            with suppress(StylerError, OSError):  # then nothing of it can be brought back
                project = Project.described(folder)
                name = project.inputs[0].name if project.inputs else ""
                when = max(path.stat().st_mtime for path in folder.iterdir())
                file = (folder / _PROJECT).read_text()
                found.append(Left(folder, name, when, Path(file) if file else None))
        return found

    @classmethod
    def discard(cls, left: Left) -> None:
        """Removes it, unless another process has it by now."""
        with suppress(OSError):
            Workspace.adopt(left.folder).close(discard=True)

    @classmethod
    def _of(
        cls, workspace: Workspace, project: Project, name: str
    ) -> tuple[Work, Intent, Painted | None]:
        work = cls(workspace, History())
        if (workspace.folder / HISTORY).exists():
            lines = history.whole_lines(workspace.read(HISTORY))
            work.history = history.read(lines, work.regions, name)
        intent, painted = unpacked(project, name)
        return work, intent, painted

    def regions(self, masks: MaskNames) -> Regions:
        """The masks in these members. Raises `StylerError` if there are none."""
        styles = {number: self._read(member) for number, member in masks.styles.items()}
        keep = None if masks.keep is None else self._read(masks.keep)
        return regions_from_bytes(styles, keep, HISTORY)

    def picture(self, member: str) -> Picture:
        """The picture in a member. Raises `StylerError` if there is none."""
        return from_bytes(self._read(member), member)

    def painted(self, branch: Branch) -> Painted | None:
        """The newest canvas that was kept of a branch."""
        kept = [c for c in self.workspace.kept("canvas") if c.branch == branch.number]
        if not kept or not branch.steps:
            return None
        canvas = kept[-1]
        image = from_bytes(self.workspace.read(canvas.member), canvas.member)
        step = branch.steps[min(canvas.at, len(branch.steps) - 1)]
        return Painted(Frame.of(step, image), to_qimage(image))

    def view(self, line: Sequence[Place], at: int) -> Path | None:
        """A picture of the step at this place of the line, or of the nearest before it."""
        for place in reversed(line[: at + 1]):
            path = self.workspace.path(Kept("view", place.branch.number, place.at))
            if path.exists():
                return path
        return None

    def views(self, line: Sequence[Place]) -> list[tuple[Place, Path]]:
        """The steps of the line of which there is a picture."""
        files = [
            (place, self.workspace.path(Kept("view", place.branch.number, place.at)))
            for place in line
        ]
        return [(place, path) for place, path in files if path.exists()]

    def job(self, branch: Branch) -> Job:
        """What the branch was painted from. Raises `StylerError` if that is damaged."""
        if branch.number not in self.jobs:
            self.jobs[branch.number] = self._job(branch)
        return self.jobs[branch.number]

    def asked_at(self, place: Place) -> Intent:
        """What was asked for when a step was painted. Raises `StylerError` as `job` does."""
        asked, step = self.job(place.branch).asked, place.step
        masks = masks_of(step.regions, asked.content, asked.styles)
        return replace(asked, settings=asked.settings.steered_by(step.settings), masks=masks)

    def _job(self, branch: Branch) -> Job:
        by_role: dict[str, list[Source]] = {}
        for given in branch.inputs:
            by_role.setdefault(given.role, []).append(self._source(given))
        content, start, began_from, finished = (
            next(iter(by_role.get(role, ())), None) for role in (CONTENT, START, FROM, FINISHED)
        )
        styles = tuple(by_role.get(STYLE, ()))
        if content is None or not styles:
            raise StylerError("This branch has no pictures: it cannot be painted on.")
        masks = masks_of(self.regions(branch.masks), content, styles)
        settings = usable(branch.asked, len(styles), start)
        asked = Intent(content, styles, start, masks, settings=settings)
        begun = began_from or start
        settings = usable(branch.settings, len(styles), begun)
        return Job(asked, replace(asked, start=begun, finished=finished, settings=settings))

    def _source(self, given: Input) -> Source:
        if given.member not in self.sources:
            source = source_of(given.name, self.picture(given.member))
            self.members.know(source, given.member)
            self.sources[given.member] = source
        return self.sources[given.member]

    def resumption(self, place: Place) -> Resumption:
        """What the painter needs to come to this step again, and to go on from it.

        Takes time. Raises `StylerError` if too little was kept.
        """
        run = self.history.run_to(place)
        for number in reversed(range(len(run))):
            if arrays := self.workspace.state(run[number]):
                snapshot = Snapshot(place.branch.plan, run[number].step, arrays)
                return Resumption(snapshot, [later.step for later in run[number + 1 :]])
        raise StylerError(
            "Of this step too little was kept to go on from it: choose another, or start again."
        )

    def _read(self, member: str) -> bytes:
        try:
            return self.workspace.read(member)
        except OSError as error:
            raise StylerError(
                "A picture of this painting is missing: what is left of it cannot be painted on."
            ) from error


class Journal(QObject):
    """Has the work that goes on, and keeps it. Its methods are called on the window's thread."""

    changed = Signal()  # something was kept
    failed = Signal(object)  # Failure: nothing can be kept; said once a run

    _refused = Signal(object)  # Failure

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        self.work: Work | None = None
        self.project: Path | None = None  # the file that the work belongs to
        self._has: Lock | None = None  # of that file
        self.writing = threading.RLock()  # whoever has it finds the folder as it is
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="styler-journal")
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
        """Writes what waits to be written, and lets go of the folder."""
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
            self._write(partial(self._write_intent, self.work, intent, self.project), self.work)

    def begin(self, job: Job, origin: Origin | None) -> Take | None:
        """A run begins; the painter tells of its steps. None: there is no place to keep them."""
        self._silent = False
        return Take(self, self.work, job, origin) if self.work else None

    def rename(self, branch: Branch, name: str) -> None:
        """Gives a branch a name."""
        branch.name = name.strip()[: history.MAX_NAME]
        if self.work:
            event = history.renamed(branch)
            self._write(partial(self.work.workspace.add, event), self.work)
        self.changed.emit()

    @contextmanager
    def standing_still(self, work: Work | None) -> Iterator[Mapping[str, Path]]:
        """What a project's file takes over of the history; nothing of it changes in the block.

        To be called on a thread of its own: it waits for what is to be written.
        """
        self._writer.submit(int).result()
        with self.writing:
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

    # On the writer's thread

    def _write(self, task: Callable[[], object], work: Work | None) -> None:
        self._writer.submit(self._do, work, task)

    def _do(self, work: Work | None, task: Callable[[], object]) -> None:
        if work is not self.work:
            return  # nobody needs it any more
        try:
            with self.writing:
                task()
        except Exception as error:  # painting goes on without
            self._refused.emit(Failure.of(_unkept(error)))
        else:
            self.changed.emit()

    def _write_intent(self, work: Work, intent: Intent, project: Path | None) -> None:
        manifest = described(intent, None, work.members).manifest()
        work.workspace.write(_PROJECT, str(project or "").encode())
        work.workspace.write(MANIFEST, manifest)

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
        branches, (asked, run) = self._work.history.branches, (self._job.asked, self._job.run)
        number = len(branches) + 1
        # Inputs and masks are named when they are written.
        settings = asked.settings, run.settings
        branch = Branch(number, "", self._origin, (), *settings, MaskNames(), plan)
        branches.append(branch)
        self._work.jobs[number] = self._job
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
            self._journal._do(self._work, partial(self._write_state, place, made.arrays))
        else:
            arrays = {name: np.array(array) for name, array in made.arrays.items()}
            self._write(partial(self._write_state, place, arrays))

    def _write(self, task: Callable[[], object]) -> None:
        self._journal._write(task, self._work)

    # On the writer's thread

    def _write_begin(self, branch: Branch) -> None:
        run, asked = self._job.run, self._job.asked
        sources = list(asked.sources)
        if run.start and run.start is not asked.start:
            sources.append((FROM, run.start))
        if run.finished:
            sources.append((FINISHED, run.finished))
        branch.inputs = self._work.members.inputs(sources)
        branch.masks = self._work.members.regions(run.regions)
        self._work.workspace.add(history.begun(branch))

    def _write_step(self, place: Place, before: Step | None) -> None:
        known = before.regions if before else self._job.run.regions
        changed = not place.step.regions.same(known)
        masks = self._work.members.regions(place.step.regions) if changed else None
        self._work.workspace.add(history.stepped(place, before, masks))

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
