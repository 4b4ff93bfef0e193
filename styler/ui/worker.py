"""The one thread in which TensorFlow works, seen from the window.

All methods are called, and all signals arrive, on the window's thread. Only the methods at
the end run on the painter's thread; they touch no widget.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from styler import log
from styler.colour import Picture
from styler.findings import Partial
from styler.forecast import Pace
from styler.frame import Frame, Snapshot, Step
from styler.regions import Regions
from styler.settings import Controls, Settings
from styler.ui.background import Failure
from styler.ui.intent import Intent
from styler.ui.orders import Allowance, Resumption, Run, Search, Sketch, Study, Told
from styler.ui.pictures import to_qimage

if TYPE_CHECKING:
    from styler.engine.objectives import Objectives

FRAMES_PER_SECOND = 30
NICENESS = 10  # of the painter's threads: the window goes first
LOOK_FOR_SKETCHES = 0.25  # seconds, while a run is paused


class State(Enum):
    """What the painter does."""

    IDLE = auto()
    WARMING = auto()  # asked to paint, no frame yet
    PAINTING = auto()
    PAUSED = auto()


@dataclass(frozen=True)
class Painted:
    """A frame, and its picture ready to be drawn."""

    frame: Frame
    image: QImage


class _CancelledError(Exception):
    """A run was cancelled between two tiles of a step."""


class Worker(QObject):
    """Paints on a thread of its own, one run at a time."""

    state_changed = Signal()
    painted = Signal(object)  # Painted: the newest, at most FRAMES_PER_SECOND a second
    pace_known = Signal()  # how fast this machine paints
    tile_done = Signal(int, int)  # of a canvas that is painted in tiles: how many, of how many
    failed = Signal(object)  # Failure
    sketched = Signal(object, object)  # its key, Painted: every frame of a sketch
    sketch_failed = Signal(object, object)  # its key, Failure
    studied = Signal(object, object)  # its key, Partial: every step of a study
    study_failed = Signal(object, object)  # its key, Failure

    _frame_is_there = Signal()
    _tile_is_there = Signal(object, int, int)  # Run
    _pace_is_there = Signal(object)  # Pace
    _ended = Signal(object, object)  # Run, Failure | None
    _step_is_there = Signal(object, object)  # Study, Partial | Failure

    def __init__(self) -> None:
        super().__init__()
        self.state = State.IDLE
        self.speed: Pace | None = None
        self._run: Run | None = None
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._objectives: Objectives | None = None  # the painter's thread's own
        # One place that a newer frame takes over: the latest only.
        self._newest: deque[tuple[Run, Painted]] = deque(maxlen=1)
        self._sketches: deque[Sketch] = deque()
        self._studies: deque[Study] = deque()  # the painter takes them in turn
        self._wanted: dict[Hashable, Study] = {}
        self._pace = QTimer(self, singleShot=True, interval=1000 // FRAMES_PER_SECOND)
        self._pace.timeout.connect(self._deliver)
        self._frame_is_there.connect(self._on_frame)
        self._tile_is_there.connect(self._on_tile)
        self._pace_is_there.connect(self._on_pace)
        self._ended.connect(self._on_end)
        self._step_is_there.connect(self._on_step)
        self._thread = threading.Thread(target=self._work, name="styler-painter", daemon=True)
        self._thread.start()

    def prepare(self, settings: Settings) -> None:
        """Loads TensorFlow and the network, so that the first start need not wait for them."""
        self._jobs.put(partial(self._warm_up, settings))
        self._jobs.put(partial(self._try_pace, settings))

    def start(
        self,
        intent: Intent,
        told: Told | None = None,
        resume: Callable[[], Resumption] | None = None,
    ) -> None:
        """Paints anew, or goes on from where `resume` says, which is asked on the painter's thread.

        A run that is under way is replaced, and none of its frames arrives.
        """
        self._cancel()
        run = self._run = Run.of(intent, told, resume)
        run.going.set()
        self._jobs.put(partial(self._carry_out, run))
        self._be(State.WARMING)

    def steer(self, intent: Intent) -> None:
        """Hands the live ones of these settings, and the masks, to the run, for its next step."""
        if self._run:
            self._run.controls.settings = self._run.settings.steered_by(intent.settings)
            self._run.controls.regions = intent.regions

    @property
    def settings(self) -> Settings | None:
        """What the run is painted with now."""
        return self._run.controls.settings if self._run else None

    def pause(self) -> None:
        """Stays where it is after the step under way."""
        if self._run and self.state is not State.PAUSED:
            self._run.going.clear()
            self._be(State.PAUSED)

    def resume(self) -> None:
        """Goes on from where it was paused."""
        if self._run and self.state is State.PAUSED:
            self._run.going.set()
            self._be(State.PAINTING)

    def stop(self) -> None:
        """Ends the run; no frame of it arrives after this."""
        self._cancel()
        self._be(State.IDLE)

    def sketch(
        self,
        key: Hashable,
        content: Picture,
        styles: Sequence[Picture],
        settings: Settings,
        initial: Picture | None = None,
        regions: Regions | None = None,
    ) -> None:
        """Paints a small picture as soon as no run needs the painter; `sketched` brings it."""
        self._sketches.append(Sketch(key, content, styles, settings, initial, regions))
        self._jobs.put(self._paint_sketches)

    def drop_sketches(self) -> None:
        """Forgets those not yet painted. The one under way ends at its next step, untold."""
        self._sketches.clear()

    def study(self, key: Hashable, settings: Settings, search: Search) -> None:
        """Looks into the network that these settings ask for, in place of the last of this key.

        `studied` brings each step of the search. It is called on the painter's thread, a chunk at
        a time; while a run paints, in `STUDY_SHARE` of its time at the most.
        """
        self.drop_study(key)
        study = self._wanted[key] = Study(key, settings, search)
        self._studies.append(study)
        self._jobs.put(self._go_on_studying)

    def drop_study(self, key: Hashable) -> None:
        """Ends it after the chunk under way; no step of it arrives after this."""
        if study := self._wanted.pop(key, None):
            study.cancelled = True

    def drop_studies(self) -> None:
        """All of them."""
        for key in tuple(self._wanted):
            self.drop_study(key)

    def close(self) -> None:
        """Ends the run and the thread, within about one step; `join` waits for that."""
        self.stop()
        self.drop_sketches()
        self.drop_studies()
        self._jobs.put(None)

    def join(self) -> None:
        """Waits for the thread, after `close`."""
        self._thread.join()

    def _cancel(self) -> None:
        if self._run:
            self._run.cancel()
        self._run = None
        self._newest.clear()

    def _be(self, state: State) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit()

    @Slot()
    def _on_frame(self) -> None:
        if not self._pace.isActive():
            self._deliver()

    @Slot()
    def _deliver(self) -> None:
        if not self._newest:
            return
        run, painted = self._newest.pop()
        if run is self._run:
            self._pace.start()
            if self.state is State.WARMING:
                self._be(State.PAINTING)
            self.painted.emit(painted)

    @Slot(object)
    def _on_pace(self, speed: Pace) -> None:
        self.speed = speed
        self.pace_known.emit()

    @Slot(object, int, int)
    def _on_tile(self, run: Run, done: int, of: int) -> None:
        if run is self._run:
            self.tile_done.emit(done, of)

    @Slot(object, object)
    def _on_end(self, run: Run, failure: Failure | None) -> None:
        if run is not self._run:
            return
        self._deliver()
        self._run = None
        self._jobs.put(self._do_what_waited)
        self._be(State.IDLE)
        if failure:
            self.failed.emit(failure)

    @Slot(object, object)
    def _on_step(self, study: Study, step: Partial[Any] | Failure) -> None:
        if self._wanted.get(study.key) is not study:
            return
        if isinstance(step, Failure):
            del self._wanted[study.key]
            self.study_failed.emit(study.key, step)
        else:
            self.studied.emit(study.key, step)

    # On the painter's thread

    def _work(self) -> None:
        _step_back()
        while job := self._jobs.get():
            job()

    def _warm_up(self, settings: Settings) -> None:
        with suppress(Exception):  # it will be told when painting is asked for
            self._engine().warm(settings)

    def _try_pace(self, settings: Settings) -> None:
        if self._run:  # what is asked for goes first
            return
        objectives = self._engine()
        from styler.engine import transfer

        with suppress(Exception):  # then nothing is forecast
            self._pace_is_there.emit(transfer.pace(settings, objectives))

    def _engine(self) -> Objectives:
        # Importing TensorFlow takes seconds, so it is done here and not before.
        from styler.engine.objectives import Objectives

        self._objectives = self._objectives or Objectives()
        return self._objectives

    def _carry_out(self, run: Run) -> None:
        failure = None
        log.run_began(run.settings, run.content.shape, len(run.styles))
        try:
            self._paint(run)
        except _CancelledError:
            pass
        except Exception as error:  # told in the window, where painting can start again
            failure = Failure.of(error)
        log.run_ended("failed" if failure else "stopped" if run.cancelled else "done", run.newest)
        self._ended.emit(run, failure)
        self._do_what_waited()

    def _paint(self, run: Run) -> None:
        if run.cancelled:
            return
        painting = _Painting(run, self._engine(), partial(self._pass_tile, run))
        allowance, began = Allowance(), time.monotonic()
        try:
            for frame in painting.frames():
                run.newest = frame
                self._newest.append((run, Painted(frame, to_qimage(frame.image))))
                self._frame_is_there.emit()
                allowance.earn(time.monotonic() - began)
                self._study_between_steps(run, allowance)
                while not run.going.wait(LOOK_FOR_SKETCHES):
                    self._do_what_waited(run.going.is_set)
                began = time.monotonic()
        finally:
            painting.end()

    def _pass_tile(self, run: Run, done: int, of: int) -> None:
        if run.cancelled:
            raise _CancelledError
        self._tile_is_there.emit(run, done, of)

    def _do_what_waited(self, wanted: Callable[[], bool] | None = None) -> None:
        """While no run goes on: studies, then sketches."""
        self._go_on_studying(wanted)
        self._paint_sketches(wanted)

    def _study_between_steps(self, run: Run, allowance: Allowance) -> None:
        while self._studies and allowance.suffices and not run.cancelled:
            began = time.monotonic()
            self._study_a_chunk()
            allowance.spend(time.monotonic() - began)
        if not self._studies:
            allowance.lapse()

    def _go_on_studying(self, wanted: Callable[[], bool] | None = None) -> None:
        """Until all is found, or the painter is wanted elsewhere."""
        wanted = wanted or (lambda: self._run is not None)
        while self._studies and not wanted():
            self._study_a_chunk()

    def _study_a_chunk(self) -> None:
        """Of the one that has waited longest."""
        study = self._studies.popleft()
        if study.cancelled:
            return
        try:
            step = next(self._steps_of(study), None)
        except Exception as error:  # then one thing less is known
            self._step_is_there.emit(study, Failure.of(error))
            return
        if step:
            self._step_is_there.emit(study, step)
            self._studies.append(study)

    def _steps_of(self, study: Study) -> Iterator[Partial[Any]]:
        if study.steps is None:
            network = self._engine().network(study.settings)
            from styler.engine import explorer

            study.steps = study.search(explorer, network)
        return study.steps

    def _paint_sketches(self, wanted: Callable[[], bool] | None = None) -> None:
        """Until none is left, or the painter is wanted elsewhere; then it begins again later."""
        wanted = wanted or (lambda: self._run is not None)
        while (sketch := self._next_sketch()) and not wanted():
            try:
                self._paint_sketch(sketch, wanted)
            except Exception as error:  # then there is one picture less
                self.sketch_failed.emit(sketch.key, Failure.of(error))
            if not wanted() and self._next_sketch() is sketch:
                self._sketches.popleft()

    def _paint_sketch(self, sketch: Sketch, wanted: Callable[[], bool]) -> None:
        objectives = self._engine()
        from styler.engine import transfer

        for frame in transfer.run(
            sketch.content,
            sketch.styles,
            sketch.settings,
            controls=Controls(sketch.settings, sketch.regions),
            initial=sketch.initial,
            objectives=objectives,
        ):
            if wanted() or self._next_sketch() is not sketch:
                return
            self.sketched.emit(sketch.key, Painted(frame, to_qimage(frame.image)))
            if self._studies:  # which are shorter
                self._study_a_chunk()

    def _next_sketch(self) -> Sketch | None:
        with suppress(IndexError):  # the window's thread may have dropped them just now
            return self._sketches[0]
        return None


class _Painting:
    """A run on the painter's thread, with whoever is told of it."""

    def __init__(self, run: Run, objectives: Objectives, progress: Callable[[int, int], None]):
        self._run, self._objectives, self._progress = run, objectives, progress
        # The engine has its own, so that nobody steers while steps are painted again.
        self._controls = Controls(run.controls.settings, run.controls.regions)
        self._telling = True

    def frames(self) -> Iterator[Frame]:
        """Those that are new, after the one that is gone on from."""
        resumption = self._run.resume() if self._run.resume else None
        frames = self._begun(resumption)
        if resumption:
            again = [resumption.snapshot.at, *resumption.again]
            yield from self._painted_again(frames, again)
        while not self._run.cancelled:
            asked = self._run.controls
            self._controls.settings, self._controls.regions = asked.settings, asked.regions
            frame = next(frames, None)
            if frame is None:
                return
            yield frame

    def end(self) -> None:
        """The run is over, or nobody wants it any more."""
        if self._run.told:
            self._run.told.end()

    def _begun(self, resumption: Resumption | None) -> Iterator[Frame]:
        from styler.engine import transfer

        run, settings = self._run, self._run.settings
        if resumption:  # what it was painted with, here and now or elsewhere and then
            settings = settings.replaced(
                precision=resumption.snapshot.at.precision, time_limit=None
            )
        return transfer.run(
            run.content,
            run.styles,
            settings,
            controls=self._controls,
            initial=run.initial,
            finished=run.finished,
            objectives=self._objectives,
            progress=self._progress,
            keeper=self._tell,
            resume=resumption.snapshot if resumption else None,
        )

    def _painted_again(self, frames: Iterator[Frame], again: Sequence[Step]) -> Iterator[Frame]:
        """As it was painted then; the last of the frames is the one that is gone on from."""
        from styler.engine import transfer

        *before, last = again
        self._telling = False
        for _ in transfer.again(frames, self._controls, before):
            if self._run.cancelled:
                return
        self._telling = True
        yield from transfer.again(frames, self._controls, [last])

    def _tell(self, frame: Frame, snapshot: Callable[[], Snapshot]) -> None:
        if self._telling and self._run.told:
            self._run.told(frame, snapshot)


def _step_back() -> None:
    """Lowers this thread's priority, and that of the threads TensorFlow will start from it."""
    if sys.platform == "linux":  # elsewhere a niceness belongs to the whole process
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
