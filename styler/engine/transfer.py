"""Style transfer as a loop: `run` paints from the smallest size to the largest, a frame a step."""

from __future__ import annotations

import contextlib
import itertools
import math
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
import tensorflow as tf
from threadpoolctl import threadpool_limits

from styler.colour import Picture
from styler.engine import precision
from styler.engine.continuation import EVENED, evened_steps
from styler.engine.descent import Descent, State, style_costs
from styler.engine.objectives import Objectives
from styler.engine.resampling import handed_over
from styler.engine.scene import Scene
from styler.engine.steering import Steering
from styler.engine.tiling import Progress
from styler.errors import OutOfMemoryError
from styler.forecast import Pace
from styler.frame import Frame, Snapshot, Step
from styler.settings import Controls, Settings, Stage

PACE_SIZE = 256  # pixels

# Told of each frame before it is yielded, with what makes a snapshot of the run as it stands there.
Keeper = Callable[[Frame, Callable[[], Snapshot]], None]


def run(
    content: Picture,
    styles: Sequence[Picture],
    settings: Settings,
    *,
    controls: Controls | None = None,
    initial: Picture | None = None,
    objectives: Objectives | None = None,
    finished: Picture | None = None,
    judge_start: bool = False,
    progress: Progress | None = None,
    keeper: Keeper | None = None,
    resume: Snapshot | None = None,
) -> Iterator[Frame]:
    """Paints `content` in the style of `styles`, coarse to fine, and yields a frame a step.

    Pictures are (n_H, n_W, 3), RGB, 0–255, of any size. `initial` is the start if `settings.init`
    names a file; `finished` is a smaller result of the same, to be gone on from. `controls` steers:
    the settings in `settings.LIVE`, and the masks, act from the next step on. `objectives` keeps
    what is compiled between runs. The last J is taken in float32; with `judge_start` the first one
    too, which delays the first step. What memory does not hold whole is painted in tiles, and
    `progress` is told of each. With `resume` the run goes on from there as if it had never ended:
    the first frame is the one that the snapshot was made with. To cancel, stop iterating, or raise
    in `progress`.

    Raises `StylerError` if a picture is too narrow for the network, the weights can't be had or
    the snapshot is of something else, and `OutOfMemoryError` where there is not enough memory.
    """
    try:
        scene = Scene(content, styles, settings, initial)
        controls = controls or Controls(settings)
        steering = Steering(settings, controls, objectives or Objectives(), len(styles), progress)
        # More threads would gain NumPy's products little, and then wait for the next one by
        # spinning, on the cores that the network needs.
        with threadpool_limits(limits=1, user_api="blas"):
            for frame, snapshot in _frames(scene, steering, finished, judge_start, resume):
                if keeper:
                    keeper(frame, snapshot)
                yield frame
    except (MemoryError, tf.errors.ResourceExhaustedError) as error:
        raise OutOfMemoryError(
            "There is not enough memory for {size} pixels: choose a smaller size.",
            size=settings.size,
        ) from error


def again(frames: Iterator[Frame], controls: Controls, steps: Sequence[Step]) -> Iterator[Frame]:
    """A run's frames as they were once: with `controls`, its own, set as they were for each."""
    for step in steps:
        controls.settings, controls.regions = step.settings, step.regions
        frame = next(frames, None)
        if frame is None:
            return
        yield frame


def pace(settings: Settings, objectives: Objectives) -> Pace:
    """How fast a run with these settings paints, tried on a small picture (about half a second)."""
    side = PACE_SIZE
    noise = np.random.default_rng(0).uniform(0, 255, (side, side, 3)).astype(np.float32)
    tried = settings.replaced(size=side, sizes=(side,), steps=5, init="content", style_weights=())
    frames = list(run(noise, [noise], tried, objectives=objectives))
    second, fifth = frames[2], frames[4]  # the first step is slower, the last one is judged
    return Pace((fifth.seconds - second.seconds) / (2 * side**2), fifth.precision)


def _frames(
    scene: Scene,
    steering: Steering,
    finished: Picture | None,
    judge_start: bool,
    resume: Snapshot | None,
) -> Iterator[tuple[Frame, Callable[[], Snapshot]]]:
    stages = resume.plan if resume else scene.stages(steering.asked().objective.smallest_side)
    steering.make_room(*scene.canvas_size)  # or no size is begun
    clock = _Clock(stages, scene.time_limit, resume.at.seconds if resume else 0.0)
    result = None if finished is None else scene.laid_out(finished)
    for stage in stages[resume.at.stage - 1 if resume else 0 :]:
        images = scene.at(stage.size)
        steering.make_room(*images.size)
        painted_before = stage == stages[0] and finished is None and scene.from_a_picture
        evened = 0 if painted_before else _steps_evened(stage)
        if resume:
            descent, resume = Descent.resumed(images, steering, resume, evened), None
        else:
            start = images.start if result is None else handed_over(result, images.detail)
            descent = Descent(images, steering, steering.asked(), start, evened)
        out_of_time = partial(clock.over, stage)
        evening_over = partial(clock.over, stage, float(EVENED))
        for state in descent.states(stage.last, out_of_time, evening_over):
            last = state.over and stage == stages[-1]
            if last or (judge_start and result is None):
                state = state._replace(terms=descent.judged(state))
            result = descent.G
            with clock.stopped():
                frame = _frame(state, stage, stages, descent, clock, last)
                yield frame, partial(_snapshot, frame, stages, descent)


def _steps_evened(stage: Stage) -> int:
    return evened_steps(stage.steps) if stage.evened_steps is None else stage.evened_steps


def _snapshot(frame: Frame, stages: tuple[Stage, ...], descent: Descent) -> Snapshot:
    return Snapshot(stages, frame, descent.arrays())


def _frame(
    state: State,
    stage: Stage,
    stages: Sequence[Stage],
    descent: Descent,
    clock: _Clock,
    last: bool,
) -> Frame:
    image = descent.images.shown(state.G, descent.asked)
    image.flags.writeable = False
    terms, objective = state.terms, descent.asked.objective
    return Frame(
        step=state.step,
        steps=stage.steps,
        size=stage.size,
        stage=stages.index(stage) + 1,
        stages=len(stages),
        image=image,
        total=float(terms.total),
        content=float(terms.content),
        style=float(terms.style),
        tv=float(terms.variation),
        layers=style_costs(objective, terms),
        lambdas=descent.lambdas,
        seconds=clock.seconds,
        tile=descent.asked.tile,
        faults=descent.faults,
        evened=descent.is_evened,
        precision=objective.network.dtype.name,
        device=precision.device(),
        last=last,
        settings=descent.asked.settings,
        regions=descent.asked.masks,
    )


class _Clock:
    """Seconds of painting, and each size's share of the time limit."""

    def __init__(self, stages: Sequence[Stage], time_limit: float | None, seconds: float):
        self._work = {stage: stage.steps * stage.size**2 for stage in stages}
        self._limit = math.inf if time_limit is None else time_limit
        self._began: float | None = None
        self._before = seconds  # of painting, before a run that goes on

    @property
    def seconds(self) -> float:
        """Since the consumer first gave back a frame, its own time left out."""
        return self._before if self._began is None else time.perf_counter() - self._began

    def over(self, stage: Stage, part: float = 1.0) -> bool:
        """Whether the time of the sizes before this one and this part of its own is used up."""
        before = itertools.takewhile(lambda other: other != stage, self._work)
        work = sum(self._work[other] for other in before) + part * self._work[stage]
        return self.seconds >= self._limit * work / sum(self._work.values())

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """While the consumer has the frame, or keeps the run paused, no time passes."""
        seconds = self.seconds
        yield
        self._began = time.perf_counter() - seconds
