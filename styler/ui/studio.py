"""What goes on behind the window: what is asked for, the painter, and the newest picture.

No widget is here. A window shows a studio; another window, in another language, can take it over
while it paints.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from styler.session.history import Branch, Line, Origin, Place
from styler.settings import Settings
from styler.ui.background import Background
from styler.ui.intent import Document, Intent, Job, Source
from styler.ui.journal import Journal, Take
from styler.ui.orders import Resumption
from styler.ui.pictures import preview
from styler.ui.sources.recent import Recents
from styler.ui.watching.health import Health, Verdict
from styler.ui.watching.record import Record
from styler.ui.work import Work
from styler.ui.worker import Painted, State, Worker

KEEP_INTENT_AFTER = 1000  # milliseconds without another change
PREPARE_AFTER = 200  # milliseconds: the window is drawn first


class View(NamedTuple):
    """A picture of an earlier step."""

    step: int  # running over all sizes
    total: float  # J
    path: Path


@dataclass(frozen=True)
class Painting:
    """A picture, and the job it came from."""

    painted: Painted
    job: Job
    branch: Branch | None = None


class Studio(QObject):
    """Steers the painter by the document, and keeps what it paints."""

    changed = Signal()  # the painter's state, or what can be done
    frame_came = Signal()
    cleared = Signal()
    verdict = Signal(object)  # Verdict
    failed = Signal(object)  # Failure
    asked_to_restart = Signal()  # other pictures came while there is one that is in no file

    def __init__(self, preferences: QSettings, root: Path) -> None:
        super().__init__()
        self.preferences = preferences
        self.document = Document()
        self.background = Background()
        self.journal = Journal(root)
        self.recents = Recents(preferences)
        self.worker = Worker()
        self.record = Record()
        self.painted: Painted | None = None
        self.job: Job | None = None
        self.earlier: Painting | None = None
        self._take: Take | None = None  # of the run that paints, or painted last
        self._branch: Branch | None = None  # that is on the canvas, if it was not painted just now
        self._saved: Painted | None = None
        self._live: Settings | None = None  # what the newest frame was painted with
        self._health = Health(self.record)
        self._intent = self.document.intent
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_INTENT_AFTER)
        self._keeping.timeout.connect(self._keep_intent)
        self._preparing = QTimer(self, singleShot=True, interval=PREPARE_AFTER)
        self._preparing.timeout.connect(self._prepare)
        self.document.changed.connect(self._follow_intent)
        self.document.changed.connect(self._keeping.start)
        self.journal.failed.connect(self.failed)
        self.worker.state_changed.connect(self.changed)
        self.worker.painted.connect(self._keep)
        self.worker.failed.connect(self.failed)

    # What is so

    @property
    def intent(self) -> Intent:
        """What is asked for now."""
        return self.document.intent

    @property
    def run(self) -> Intent:
        """What the picture is painted from; as long as there is none, what is asked for."""
        return self.job.run if self.job else self.intent

    @property
    def busy(self) -> bool:
        """Whether a run is under way, paused or not."""
        return self.worker.state is not State.IDLE

    @property
    def begun(self) -> bool:
        """Whether there is a picture beyond the start."""
        frame = self.painted.frame if self.painted else None
        return frame is not None and (frame.stage, frame.step) > (1, 0)

    @property
    def unsaved(self) -> bool:
        """Whether there is a painted picture that no file holds."""
        return self.begun and self.painted is not self._saved

    @property
    def branch(self) -> Branch | None:
        """The one whose picture is on the canvas."""
        return (self._take and self._take.branch) or self._branch

    @property
    def line(self) -> Line:
        """Every step that led to the picture on the canvas."""
        return self.journal.history.line(self.branch) if self.branch else Line(())

    def view(self, place: Place) -> QImage:
        """How an earlier step looked, small; null if nothing was kept of it."""
        work, line = self.journal.work, self.journal.history.line_to(place)
        path = work.view(line, len(line) - 1) if work else None
        return QImage(str(path)) if path else QImage()

    def views(self) -> list[View]:
        """Pictures of the steps that led to the one on the canvas, their numbers running on."""
        work = self.journal.work
        if not work:
            return []
        line = self.line
        numbers = {place: number for number, place in enumerate(line)}
        return [View(numbers[place], place.step.total, path) for place, path in work.views(line)]

    @property
    def needs_restart(self) -> bool:
        """Whether something was changed that the picture does not follow."""
        return self.job is not None and not self.job.follows(self.intent)

    @property
    def can_paint_on(self) -> bool:
        """Whether the painter could go on from the picture there is."""
        return not self.busy and self.begun and self.intent.paintable

    @property
    def moved_since(self) -> bool:
        """Whether live weights were moved after the picture was done."""
        return self.can_paint_on and not self.needs_restart and self._live != self._live_now()

    @property
    def auto_start(self) -> bool:
        """Whether painting begins by itself as soon as there are two pictures."""
        return _flag(self.preferences, "auto_start", default=True)

    @auto_start.setter
    def auto_start(self, on: bool) -> None:
        self.preferences.setValue("auto_start", on)

    @property
    def stop_when_settled(self) -> bool:
        """Whether painting ends as soon as the picture no longer changes."""
        return _flag(self.preferences, "stop_when_settled", default=False)

    @stop_when_settled.setter
    def stop_when_settled(self, on: bool) -> None:
        self.preferences.setValue("stop_when_settled", on)

    # What can be done

    def prepare_soon(self) -> None:
        """Loads TensorFlow and the network, so that the first start need not wait for them."""
        self._preparing.start()

    def start(self) -> None:
        """Paints anew with what is asked for now; the picture there was can be brought back."""
        if self.intent.paintable:
            self._put_aside()
            self._clear()
            self._begin(Job(self.intent, self.intent), None)

    def start_from(self, picture: Source, words: str) -> None:
        """Asks for the next run to begin from this picture."""
        settings = self.intent.settings.replaced(init=picture.name)
        self.document.change(words, start=picture, settings=settings)

    def paint_on(self) -> None:
        """Goes on from the newest picture, at its size, with the weights as they are now."""
        result = self.result()
        if result and self.can_paint_on:
            longer = max(result.size.toTuple())
            settings = self.intent.settings.replaced(init=result.name, size=longer, sizes=(longer,))
            run = replace(self.intent, start=result, settings=settings)
            self._begin(Job(self.intent, run), self._origin(resumed=False))

    def finish_larger(self, size: int) -> None:
        """Paints the picture there is at a larger size, as it was painted so far.

        Raises `StylerError` if that size is not larger.
        """
        result = self.result()
        if result and self.can_paint_on:
            longer = max(result.size.toTuple())
            settings = self.intent.settings.larger_from(longer, size)
            self._put_aside()
            run = replace(self.intent, finished=result, settings=settings)
            self._begin(Job(self.intent, run), self._origin(resumed=False))

    def go_on_from(self, place: Place, *, as_it_was: bool) -> None:
        """Paints on from an earlier step, as a branch of its own.

        With the weights and masks as they were there, or as they are now.
        """
        work = self.journal.work
        if work:
            self.worker.stop()
            self.background.do(
                partial(_asked_at, work, place),
                partial(self._go_on, work, place, as_it_was),
                self.failed.emit,
            )

    def show_branch(self, branch: Branch) -> None:
        """Puts another branch's newest picture on the canvas, and asks for what it was made of."""
        work = self.journal.work
        if work and branch is not self.branch and branch.steps:
            self.worker.stop()
            self.background.do(
                partial(_branch_of, work, branch),
                partial(self._take_branch, work, branch),
                self.failed.emit,
            )

    def pause_or_resume(self) -> None:
        """One key for both."""
        if self.worker.state is State.PAUSED:
            self.worker.resume()
        else:
            self.worker.pause()

    def stop(self) -> None:
        """Ends the run and keeps the picture."""
        self.worker.stop()

    def reset(self) -> None:
        """Ends the run and clears the canvas; the picture can be brought back."""
        self.worker.stop()
        self._put_aside()
        self._clear()

    def bring_back(self) -> None:
        """Shows the picture that the last start or reset took away."""
        if self.earlier:
            self.worker.stop()
            painting, self.earlier = self.earlier, None
            self._put_aside()
            self._clear()
            self.show(painting)

    def begin(
        self,
        intent: Intent,
        result: Painted | None = None,
        work: Work | None = None,
        *,
        saved: bool = True,
    ) -> None:
        """Another piece of work, with the picture and the history that it has already.

        What was kept of the one before is discarded.
        """
        self.worker.stop()
        self.earlier = None
        self._clear()
        self.journal.take(work)
        self._intent = intent  # nothing that is to be painted by itself
        self.document.begin(intent)
        if result:
            self._saved = result if saved else None
            branch = work.history.newest if work else None
            self.show(Painting(result, Job(intent, intent), branch))

    def show(self, painting: Painting) -> None:
        """Puts a picture on the canvas as if it had just been painted."""
        self.painted, self.job = painting.painted, painting.job
        self._take, self._branch = None, painting.branch
        self._live = self._live_now()
        for place in self.line:
            self.record.append(place.step)
        self.frame_came.emit()
        self.changed.emit()

    def take_saved(self, painted: Painted) -> None:
        """A file now holds this picture."""
        self._saved = painted
        self.changed.emit()

    def result(self) -> Source | None:
        """The newest picture as a source."""
        if not self.painted:
            return None
        name = QCoreApplication.translate("Studio", "the result")
        picture = self.painted.frame.image
        return Source(name, picture, preview(picture, max(picture.shape)))

    def close(self) -> None:
        """Asks the threads to end. They need about a step; `join` waits for them."""
        self._keeping.stop()
        self._preparing.stop()
        self.worker.close()
        self.background.close()
        # Or Python's collector may free the commands before Qt does.
        self.document.undo_stack.clear()

    def join(self, *, discard: bool = True) -> None:
        """Waits until the threads have ended, after `close`.

        Without `discard`, what was kept of the work is offered at the next start.
        """
        self.worker.join()
        self.background.join()
        self.journal.close(discard=discard)

    # How it comes about

    def _begin(
        self,
        job: Job,
        origin: Origin | None,
        resume: Callable[[], Resumption] | None = None,
    ) -> None:
        self.job = job
        self._health = Health(self.record)
        self._keep_intent()
        self._branch, self._take = self.branch, self.journal.begin(job, origin)
        self.worker.start(job.run, self._take, resume)
        self.changed.emit()

    def _origin(self, *, resumed: bool) -> Origin | None:
        """The step that is on the canvas."""
        branch = self.branch
        return Origin(branch.number, len(branch.steps) - 1, resumed) if branch else None

    @Slot()
    def _prepare(self) -> None:
        self.worker.prepare(self.intent.settings)

    @Slot()
    def _keep_intent(self) -> None:
        self._keeping.stop()
        self.journal.keep_intent(self.intent)

    def _go_on(self, work: Work, place: Place, as_it_was: bool, asked: Intent) -> None:
        if work is not self.journal.work:
            return
        now = self.intent
        if not as_it_was and (now.content, now.styles) == (asked.content, asked.styles):
            live = asked.settings.steered_by(now.settings)
            asked = replace(asked, settings=live, masks=now.masks)
        words = QCoreApplication.translate("Studio", "Go on from an earlier step")
        self._ask_for(asked, words)
        self._put_aside()
        self._clear()
        for earlier in work.history.line_to(place)[:-1]:  # the painter tells of the last anew
            self.record.append(earlier.step)
        run = work.job(place.branch).run
        live = run.settings.steered_by(asked.settings)
        job = Job(asked, replace(run, settings=live, masks=asked.masks))
        origin = Origin(place.branch.number, place.at, resumed=True)
        self._begin(job, origin, partial(work.resumption, place))

    def _take_branch(
        self, work: Work, branch: Branch, found: tuple[Intent, Painted | None]
    ) -> None:
        asked, painted = found
        if work is not self.journal.work or not painted:
            return
        words = QCoreApplication.translate("Studio", "Show another branch")
        self._ask_for(asked, words)
        self._put_aside()
        self._clear()
        self.show(Painting(painted, Job(asked, work.job(branch).run), branch))

    def _ask_for(self, asked: Intent, words: str) -> None:
        """As one act that undoes, and that does not paint by itself."""
        self._intent = asked
        self.document.change(words, **{f.name: getattr(asked, f.name) for f in fields(Intent)})

    def _put_aside(self) -> None:
        if self.unsaved and self.painted and self.job:
            self.earlier = Painting(self.painted, self.job, self.branch)

    def _clear(self) -> None:
        self.painted = self.job = self._live = self._take = self._branch = None
        self.record.clear()
        self.cleared.emit()
        self.changed.emit()

    @Slot(object)
    def _keep(self, painted: Painted) -> None:
        first = self.painted is None
        self.painted, self._live = painted, self._live_now()
        self.record.append(painted.frame)
        self.frame_came.emit()
        self._judge(painted)
        if first or painted.frame.last:
            self.changed.emit()

    def _judge(self, painted: Painted) -> None:
        verdict: Verdict | None = self._health.look(painted)
        if not verdict:
            return
        if verdict.settled and self.stop_when_settled:
            self.stop()
        self.verdict.emit(verdict)

    def _live_now(self) -> Settings:
        return Settings().steered_by(self.intent.settings)

    @Slot()
    def _follow_intent(self) -> None:
        before, self._intent = self._intent, self.intent
        if self.job and self.job.asked.styles == self.intent.styles:
            self.worker.steer(self.intent)
        if self._has_new_pictures(before) and self.intent.paintable and self.auto_start:
            if self.unsaved:
                self.asked_to_restart.emit()
            else:
                self.start()
        self.changed.emit()

    def _has_new_pictures(self, before: Intent) -> bool:
        return (before.content, before.styles) != (self.intent.content, self.intent.styles)


def _flag(preferences: QSettings, name: str, default: bool) -> bool:
    # An INI file holds words.
    return str(preferences.value(name, default)).lower() == "true"


def _asked_at(work: Work, place: Place) -> Intent:
    work.job(place.branch)  # its pictures are read here, and not on the window's thread
    return work.asked_at(place)


def _branch_of(work: Work, branch: Branch) -> tuple[Intent, Painted | None]:
    return _asked_at(work, Place(branch, len(branch.steps) - 1)), work.painted(branch)
