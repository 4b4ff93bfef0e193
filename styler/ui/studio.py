"""What goes on behind the window: what is asked for, the painter, and the newest picture.

No widget is here. A window shows a studio; another window, in another language, can take it over
while it paints.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Signal

from styler.settings import Settings
from styler.ui.background import Background
from styler.ui.intent import Document, Intent, Source
from styler.ui.pictures import preview
from styler.ui.sources.recent import Recents
from styler.ui.watching.health import Health, Verdict
from styler.ui.watching.record import Record
from styler.ui.worker import Painted, State, Worker


@dataclass(frozen=True)
class Job:
    """One painting: what was asked for, and what the painter was given to do it."""

    asked: Intent
    run: Intent

    def follows(self, intent: Intent) -> bool:
        """Whether it paints what is asked for now, without a new start."""
        live = self.asked.settings.steered_by(intent.settings)
        return replace(self.asked, settings=live, masks=intent.masks) == intent


@dataclass(frozen=True)
class Painting:
    """A picture, and the job it came from."""

    painted: Painted
    job: Job


class Studio(QObject):
    """Steers the painter by the document, and keeps what it paints."""

    changed = Signal()  # the painter's state, or what can be done
    frame_came = Signal()
    cleared = Signal()
    verdict = Signal(object)  # Verdict
    failed = Signal(object)  # Failure
    asked_to_restart = Signal()  # other pictures came while there is one that is in no file

    def __init__(self, preferences: QSettings) -> None:
        super().__init__()
        self.preferences = preferences
        self.document = Document()
        self.background = Background()
        self.recents = Recents(preferences)
        self.worker = Worker()
        self.record = Record()
        self.painted: Painted | None = None
        self.job: Job | None = None
        self.earlier: Painting | None = None
        self._saved: Painted | None = None
        self._live: Settings | None = None  # what the newest frame was painted with
        self._health = Health(self.record)
        self._intent = self.document.intent
        self.document.changed.connect(self._follow_intent)
        self.worker.state_changed.connect(self.changed)
        self.worker.painted.connect(self._keep)
        self.worker.failed.connect(self.failed)

    # What is so

    @property
    def intent(self) -> Intent:
        """What is asked for now."""
        return self.document.intent

    @property
    def busy(self) -> bool:
        """Whether a run is under way, paused or not."""
        return self.worker.state is not State.IDLE

    @property
    def begun(self) -> bool:
        """Whether there is a picture beyond the start."""
        return self.painted is not None and (self.painted.frame.stage, self.painted.frame.step) > (
            1,
            0,
        )

    @property
    def unsaved(self) -> bool:
        """Whether there is a painted picture that no file holds."""
        return self.begun and self.painted is not self._saved

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

    def prepare(self) -> None:
        """Loads TensorFlow and the network, so that the first start need not wait for them."""
        self.worker.prepare(self.intent.settings)

    def start(self) -> None:
        """Paints anew with what is asked for now; the picture there was can be brought back."""
        if self.intent.paintable:
            self._put_aside()
            self._clear()
            self._begin(Job(self.intent, self.intent))

    def paint_on(self) -> None:
        """Goes on from the newest picture, at its size, with the weights as they are now."""
        result = self.result()
        if result and self.can_paint_on:
            longer = max(result.size.width(), result.size.height())
            settings = self.intent.settings.replaced(init=result.name, size=longer, sizes=(longer,))
            run = replace(self.intent, start=result, settings=settings)
            self._begin(Job(self.intent, run))

    def finish_larger(self, size: int) -> None:
        """Paints the picture there is at a larger size, as it was painted so far.

        Raises `StylerError` if that size is not larger.
        """
        result = self.result()
        if result and self.can_paint_on:
            longer = max(result.size.width(), result.size.height())
            settings = self.intent.settings.larger_from(longer, size)
            self._put_aside()
            self._begin(Job(self.intent, replace(self.intent, finished=result, settings=settings)))

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

    def begin(self, intent: Intent, result: Painted | None = None) -> None:
        """Another piece of work, with the picture it has already."""
        self.worker.stop()
        self.earlier = None
        self._clear()
        self._intent = intent  # nothing that is to be painted by itself
        self.document.begin(intent)
        if result:
            self._saved = result
            self.show(Painting(result, Job(intent, intent)))

    def show(self, painting: Painting) -> None:
        """Puts a picture on the canvas as if it had just been painted."""
        self.painted, self.job = painting.painted, painting.job
        self._live = self._live_now()
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
        self.worker.close()
        self.background.close()
        # Or Python's collector may free the commands before Qt does.
        self.document.undo_stack.clear()

    def join(self) -> None:
        """Waits until the threads have ended, after `close`."""
        self.worker.join()
        self.background.join()

    # How it comes about

    def _begin(self, job: Job) -> None:
        self.job = job
        self._health = Health(self.record)
        self.worker.start(job.run)
        self.changed.emit()

    def _put_aside(self) -> None:
        if self.unsaved and self.painted and self.job:
            self.earlier = Painting(self.painted, self.job)

    def _clear(self) -> None:
        self.painted = self.job = self._live = None
        self.record.clear()
        self.cleared.emit()
        self.changed.emit()

    def _keep(self, painted: Painted) -> None:
        first = self.painted is None
        settings = self.worker.settings
        assert settings  # a frame only arrives from the run there is
        self.painted, self._live = painted, self._live_now()
        self.record.append(painted.frame, settings)
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
