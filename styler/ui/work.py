"""A piece of work as it is kept: the folder, and what is known of how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple
from weakref import WeakValueDictionary

from styler.colour import Picture
from styler.errors import StylerError
from styler.frame import Frame, Snapshot
from styler.images import regions_from_bytes
from styler.regions import Regions
from styler.session import history
from styler.session.archive import MANIFEST
from styler.session.history import Branch, History, MaskNames, Origin, Place, as_carried_out
from styler.session.kept import HISTORY, Kept
from styler.session.project import CONTENT, START, STYLE, Input, Project
from styler.session.workspace import Workspace
from styler.settings import Stage
from styler.ui.intent import Intent, Job, Source
from styler.ui.orders import Resumption
from styler.ui.packing import (
    Members,
    described,
    from_bytes,
    masks_of,
    source_of,
    unpacked,
    usable,
)
from styler.ui.pictures import to_qimage
from styler.ui.worker import Painted

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

    def __post_init__(self) -> None:
        self.members = Members(self.workspace.put)
        # What somebody still needs is not read again; large pictures are not kept for nobody.
        self._jobs: WeakValueDictionary[int, Job] = WeakValueDictionary()  # by the branch's number
        self._sources: WeakValueDictionary[str, Source] = WeakValueDictionary()  # by the member

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

    def begin(self, job: Job, origin: Origin | None, plan: tuple[Stage, ...]) -> Branch:
        """A new branch without steps. Its inputs and masks are named when they are written."""
        branches, settings = self.history.branches, (job.asked.settings, job.run.settings)
        branch = Branch(len(branches) + 1, "", origin, (), *settings, MaskNames(), plan)
        branches.append(branch)
        self._jobs[branch.number] = job
        return branch

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
        for earlier in range(at, -1, -1):
            place = line[earlier]
            path = self.workspace.path(Kept("view", place.branch.number, place.at))
            if path.exists():
                return path
        return None

    def views(self, line: Sequence[Place]) -> list[tuple[Place, Path]]:
        """The steps of the line of which there is a picture."""
        kept = set(self.workspace.kept("view"))
        views = ((place, Kept("view", place.branch.number, place.at)) for place in line)
        return [(place, self.workspace.path(view)) for place, view in views if view in kept]

    def job(self, branch: Branch) -> Job:
        """What the branch was painted from. Raises `StylerError` if that is damaged."""
        job = self._jobs.get(branch.number)
        if job is None:
            job = self._jobs[branch.number] = self._job(branch)
        return job

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
        source = self._sources.get(given.member)
        if source is None:
            source = self._sources[given.member] = source_of(given.name, self.picture(given.member))
            self.members.know(source, given.member)
        return source

    def resumption(self, place: Place, *, from_start: bool = False) -> Resumption:
        """What the painter needs to come to this step again, and to go on from it.

        From the newest state that was kept before; or from the run's start, only to paint the same
        again, up to this step. Takes time. Raises `StylerError` if too little was kept.
        """
        run = self.history.run_to(place)
        plan = as_carried_out(place.branch.plan, run, goes_on=not from_start)
        for number in (0,) if from_start else reversed(range(len(run))):
            if arrays := self.workspace.state(run[number]):
                snapshot = Snapshot(plan, run[number].step, arrays)
                again = [run[later].step for later in range(number + 1, len(run))]
                return Resumption(snapshot, again)
        raise StylerError(
            "Of this step too little was kept to go on from it: choose another, or start again."
        )

    def keep_intent(self, intent: Intent, project: Path | None) -> None:
        """What is asked for, and the file it belongs to. There is something to come back to."""
        manifest = described(intent, None, self.members).manifest()
        self.workspace.write(_PROJECT, str(project or "").encode())
        self.workspace.write(MANIFEST, manifest)

    def _read(self, member: str) -> bytes:
        try:
            return self.workspace.read(member)
        except OSError as error:
            raise StylerError(
                "A picture of this painting is missing: what is left of it cannot be painted on."
            ) from error
