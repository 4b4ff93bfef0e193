"""Style transfer as a loop: `run` paints from the smallest size to the largest, a frame a step."""

from __future__ import annotations

import contextlib
import itertools
import math
import time
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from styler.colour import Picture
from styler.engine import precision
from styler.engine.objective import Evaluation, LiveWeights, Terms, pulls
from styler.engine.objectives import Objectives
from styler.engine.optimisers import LBFGS, Adam, GradientDescent, Optimiser
from styler.engine.preconditioner import Pixels, Preconditioner
from styler.engine.resampling import handed_over, unframed
from styler.engine.scene import Images, Scene
from styler.engine.steering import Asked, Steering
from styler.engine.tiling import Progress
from styler.errors import OutOfMemoryError, StylerError
from styler.forecast import Pace, pairs
from styler.frame import Frame, Snapshot, Step
from styler.settings import Controls, Settings, Stage

# A move that raises J by more than this is taken back. A small rise belongs to L-BFGS without a
# line search, and to bfloat16's rounding.
TOLERATED_RISE = 1.05
PACE_SIZE = 256  # pixels
# What u and an optimiser's state stand for. A snapshot of another number is of another picture.
_WAY = 3

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
        if resume:
            descent, resume = _Descent.resumed(images, steering, resume), None
        else:
            start = images.start if result is None else handed_over(result, images.detail)
            descent = _Descent(images, steering, steering.asked(), start)
        for state in descent.states(stage, clock):
            last = state.over and stage == stages[-1]
            if last or (judge_start and result is None):
                state = state._replace(terms=descent.judged(state))
            result = descent.G
            with clock.stopped():
                frame = _frame(state, stage, stages, descent, clock, last)
                yield frame, partial(_snapshot, frame, stages, descent)


def _snapshot(frame: Frame, stages: tuple[Stage, ...], descent: _Descent) -> Snapshot:
    return Snapshot(stages, frame, descent.arrays())


class _State(NamedTuple):
    """Where the descent stands after a step."""

    step: int
    G: tf.Tensor  # as it is shown: without the frame that zero padding leaves
    terms: Terms
    over: bool  # nothing more is painted at this size


class _Descent:
    """G at one size, moved towards lower J by whatever is asked for now."""

    def __init__(self, images: Images, steering: Steering, asked: Asked, start: tf.Tensor):
        self.images, self._steering, self.asked = images, steering, asked
        self._made = self.faults = 0  # moves at this size, and those that came to no number
        self._optimiser: Optimiser
        self._P_half: Preconditioner | Pixels
        self._u: NDArray[np.float32]
        self._J: Evaluation
        self._look()
        self._aim()
        self._begin_at(start)

    @classmethod
    def resumed(cls, images: Images, steering: Steering, snapshot: Snapshot) -> _Descent:
        """Where the snapshot was made. Raises `StylerError` if it is of something else."""
        if not np.array_equal(snapshot.arrays.get("way", 0), _WAY):
            raise StylerError(
                "This step was kept by another version of Styler, which painted in another way: "
                "it can be looked at, but not gone on from."
            )
        asked = steering.take(snapshot.at.settings, snapshot.at.regions)
        try:
            start = tf.constant(_shaped(snapshot.arrays["G_0"], images.content.shape))
            descent = cls(images, steering, asked, start)
            descent._restore(start, snapshot)
        except (KeyError, ValueError, IndexError, TypeError) as error:
            raise StylerError(
                "This step cannot be gone on from: what was kept of it is damaged."
            ) from error
        return descent

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """All that the next steps depend on. They are not copied."""
        at = {"way": np.array(_WAY), "G_0": self._G_0.numpy(), "u": self._u}
        return {**at, **self._optimiser.state()}

    def _restore(self, start: tf.Tensor, snapshot: Snapshot) -> None:
        self._made, self.faults = snapshot.at.step, snapshot.at.faults
        self._G_0, self._u = start, _shaped(snapshot.arrays["u"], self._u.shape)
        self._optimiser.restore(snapshot.arrays, self._u.size)
        self.G = self._G_at(self._u)
        self._J = self._J_at(self.G)

    def states(self, stage: Stage, clock: _Clock) -> Iterator[_State]:
        """A state a step, until the steps or the time are over."""
        shown = unframed(self.G) if self._made else self.G
        yield _State(self._made, shown, self._J.terms, self._made >= stage.steps)
        for step in range(self._made + 1, stage.steps + 1):
            newest = self._steering.asked()
            if newest is not self.asked:
                self._follow(newest)
            self._step()
            over = step == stage.steps or clock.over(stage)
            yield _State(step, unframed(self.G), self._J.terms, over)
            if over:
                return

    def judged(self, state: _State) -> Terms:
        """J in float32, whatever the precision of the run; as it is if memory is short of that."""
        try:
            exact, sources = self._steering.exact(self.asked), self._sources
            if exact is not self.asked.objective:
                sources = exact.sources(self.images.content, self._styles())
            targets = sources.targets(self.asked.shares, self._targets.regions)
            return exact.terms(state.G, targets, self._weights)
        except (MemoryError, tf.errors.ResourceExhaustedError):
            return state.terms

    def _step(self) -> None:
        """One move, unless it makes J worse: then it is taken back, and learned from."""
        u = self._optimiser.move(self._u, self._in_u(self._J))
        G = self._G_at(u)
        J = self._J_at(G)
        if _acceptable(J, self._J):
            self.G, self._u, self._J = G, u, J
        else:
            self.faults += not _finite(J)
            self._optimiser.take_back(u, self._in_u(J))

    def _G_at(self, u: NDArray[np.float32]) -> tf.Tensor:
        """G = G₀ + M·P½·u."""
        return self._G_0 + self._free * self._P_half.to_canvas(u)

    def _in_u(self, J: Evaluation) -> NDArray[np.float32]:
        """∂J/∂u = P½ᵀ·M·∂J/∂G."""
        return self._P_half.to_u(self._free * J.gradient)

    def _J_at(self, G: tf.Tensor) -> Evaluation:
        try:
            return self.asked.objective(G, self._targets, self._weights)
        except (MemoryError, tf.errors.ResourceExhaustedError):
            self._shrink()
            return self._J_at(G)

    def _shrink(self) -> None:
        """Goes on in smaller tiles. Raises `OutOfMemoryError` if there are none."""
        self.asked = self._steering.shrunk()
        self._look()
        self._aim()

    def _begin_at(self, start: tf.Tensor) -> None:
        """From here on G = G_0 + M·P½·u, with M = 0 where the content is kept."""
        _, height, width, _ = start.shape
        keep = self.asked.keep(height, width)
        self._free = tf.constant(1.0)
        if keep is not None:
            self._free = tf.constant(1 - keep)[None, :, :, None]
            start = self._free * start + (1 - self._free) * self.images.content
        self.G = self._G_0 = start
        make_optimiser, make_variables = _DESCENTS[self.asked.settings.optimizer]
        self._optimiser = make_optimiser(height * width)
        self._P_half = make_variables(height, width)
        self._J = self._J_at(self.G)
        self._u = np.zeros_like(self._in_u(self._J))

    def _follow(self, newest: Asked) -> None:
        """Takes up what is asked for anew; the picture stays as it is."""
        before, self.asked = self.asked, newest
        if newest.objective is not before.objective or newest.matched != before.matched:
            self._look()
        self._aim()
        same_way = newest.settings.optimizer == before.settings.optimizer
        if same_way and newest.masks.keep is before.masks.keep:
            self._J = self._J_at(self.G)
            self._optimiser.restart()
        else:
            self._begin_at(self.G)

    def _look(self) -> None:
        """What the layers make of C and S."""
        self._sources = self.asked.objective.sources(self.images.content, self._styles())
        self._pulls: list[float] = []

    def _styles(self) -> tuple[tf.Tensor, ...]:
        return self.images.matched() if self.asked.matched else self.images.styles

    def _aim(self) -> None:
        """Targets and weights as they are asked for."""
        _, height, width, _ = self.images.content.shape
        regions = [self.asked.objective.region(part) for part in self.asked.parts(height, width)]
        self._targets = self._sources.targets(self.asked.shares, regions)
        lambdas = self._lambdas()
        # The same for all frames of these weights, of which there may be many.
        self.lambdas = _by_layer(self.asked.objective.style_layers, lambdas)
        self._weights = LiveWeights.of(self.asked.settings, lambdas)

    def _lambdas(self) -> list[float]:
        """λ as it counts: balanced, each layer's pull on the content is in proportion to its λ.

        All together they pull as hard as without.
        """
        lambdas = list(self.asked.settings.layer_weights.values())
        if not self.asked.settings.balance_layers or not any(lambdas):
            return lambdas
        self._pulls = self._pulls or pulls(
            partial(self.asked.objective, self.images.content, self._targets), self.asked.settings
        )
        mean = float(np.dot(lambdas, self._pulls)) / sum(lambdas)
        return [
            weight * mean / own if own else weight
            for weight, own in zip(lambdas, self._pulls, strict=True)
        ]


def _acceptable(trial: Evaluation, before: Evaluation) -> bool:
    no_higher = float(trial.descended) <= TOLERATED_RISE * float(before.descended)
    return no_higher and _finite(trial)


def _finite(J: Evaluation) -> bool:
    """Whether J is a number, and so is each entry of its gradient."""
    return math.isfinite(float(J.descended)) and bool(tf.reduce_all(tf.math.is_finite(J.gradient)))


def _shaped(array: NDArray[Any], shape: Sequence[int]) -> NDArray[np.float32]:
    """The array itself. Raises `ValueError` if it is not of this shape, or not finite float32."""
    if array.shape != tuple(shape) or array.dtype != np.float32 or not np.isfinite(array).all():
        raise ValueError(array.shape)
    return array


def _frame(
    state: _State,
    stage: Stage,
    stages: Sequence[Stage],
    descent: _Descent,
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
        layers=_by_layer(objective.style_layers, terms.layers.numpy().tolist()),
        lambdas=descent.lambdas,
        seconds=clock.seconds,
        tile=descent.asked.tile,
        faults=descent.faults,
        precision=objective.network.dtype.name,
        device=precision.device(),
        last=last,
        settings=descent.asked.settings,
        regions=descent.asked.masks,
    )


def _by_layer(layers: Sequence[str], values: Sequence[float]) -> Mapping[str, float]:
    return types.MappingProxyType(dict(zip(layers, values, strict=True)))


# Each optimiser for a canvas of so many pixels, and the variables in which it descends.
_DESCENTS: Mapping[str, tuple[Callable[[int], Optimiser], type[Preconditioner | Pixels]]]
_DESCENTS = types.MappingProxyType(
    {
        "lbfgs": (lambda pixels: LBFGS(pairs(pixels)), Preconditioner),
        "adam": (lambda pixels: Adam(), Preconditioner),
        "gd": (lambda pixels: GradientDescent(), Pixels),
    }
)


class _Clock:
    """Seconds of painting, and each size's share of the time limit."""

    def __init__(self, stages: Sequence[Stage], time_limit: float | None, seconds: float):
        work = list(itertools.accumulate(stage.steps * stage.size**2 for stage in stages))
        limit = math.inf if time_limit is None else time_limit
        self._deadlines = {s: limit * w / work[-1] for s, w in zip(stages, work, strict=True)}
        self._began: float | None = None
        self._before = seconds  # of painting, before a run that goes on

    @property
    def seconds(self) -> float:
        """Since the consumer first gave back a frame, its own time left out."""
        return self._before if self._began is None else time.perf_counter() - self._began

    def over(self, stage: Stage) -> bool:
        """Whether the time of this size and those before it is used up."""
        return self.seconds >= self._deadlines[stage]

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """While the consumer has the frame, or keeps the run paused, no time passes."""
        seconds = self.seconds
        yield
        self._began = time.perf_counter() - seconds
