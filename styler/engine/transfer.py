"""Style transfer as a loop: `run` paints from the smallest size to the largest, a frame a step."""

from __future__ import annotations

import contextlib
import itertools
import math
import time
import types
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import tensorflow as tf

from styler.engine import memory, precision
from styler.engine.objective import Evaluation, LiveWeights, Objectives, Terms
from styler.engine.optimisers import LBFGS, Adam, GradientDescent, Optimiser
from styler.engine.preconditioner import Pixels, Preconditioner
from styler.engine.resampling import (
    handed_over,
    resized,
    to_tensor,
    with_pixels,
)
from styler.errors import OutOfMemoryError, StylerError
from styler.frame import Frame, Picture
from styler.settings import Controls, Settings, Stage, with_longer_side

# A move that raises J by more than this is taken back. A small rise belongs to L-BFGS without a
# line search, and to bfloat16's rounding.
TOLERATED_RISE = 1.05


def run(
    content: Picture,
    styles: Sequence[Picture],
    settings: Settings,
    *,
    controls: Controls | None = None,
    initial: Picture | None = None,
    objectives: Objectives | None = None,
) -> Iterator[Frame]:
    """Paints `content` in the style of `styles`, coarse to fine, and yields a frame a step.

    Pictures are (n_H, n_W, 3), RGB, 0–255, of any size. `initial` is the start if `settings.init`
    names a file. `controls` steers: α, β, τ, λ, the style layers and the content layer act from
    the next step on. `objectives` keeps what is compiled between runs. The last J is taken in
    float32. To cancel, stop iterating.

    Raises `StylerError` if a picture is too narrow for the network or the weights can't be had,
    and `OutOfMemoryError` where there is not enough of it.
    """
    try:
        yield from _frames(content, styles, settings, controls, initial, objectives)
    except (MemoryError, tf.errors.ResourceExhaustedError) as error:
        raise OutOfMemoryError(
            "There is not enough memory for {size} pixels: choose a smaller size.",
            size=settings.size,
        ) from error


def _frames(
    content: Picture,
    styles: Sequence[Picture],
    settings: Settings,
    controls: Controls | None,
    initial: Picture | None,
    objectives: Objectives | None,
) -> Iterator[Frame]:
    scene = _Scene(content, styles, settings, initial)
    steering = _Steering(
        settings, controls or Controls(settings), objectives or Objectives(), len(styles)
    )
    stages = scene.stages(steering.objective.smallest_side)
    memory.check(*scene.canvas_size, steering.objective.network.dtype.name)
    clock = _Clock(stages, settings.time_limit)
    result: tf.Tensor | None = None
    for stage in stages:
        images = scene.at(stage.size)
        start = images.start if result is None else handed_over(result, images.detail)
        for state in _descend(start, images, stage, steering, clock):
            last = state.over and stage == stages[-1]
            if last:
                state = state._replace(terms=steering.judged(state, images))
            result = state.G
            with clock.stopped():
                yield _frame(state, stage, stages, steering, clock, last)


class _State(NamedTuple):
    """Where the descent stands after a step."""

    step: int
    G: tf.Tensor
    terms: Terms
    over: bool  # nothing more is painted at this size


def _descend(
    G_0: tf.Tensor, images: _Images, stage: Stage, steering: _Steering, clock: _Clock
) -> Iterator[_State]:
    """Moves G from G_0, at one size, until the steps or the time are over; a state a step."""
    _, height, width, _ = G_0.shape
    make_optimiser, make_variables = _DESCENTS[steering.settings.optimizer]
    optimiser, P_half = make_optimiser(), make_variables(height, width)
    sources = steering.objective.sources(images.content, images.styles)
    targets = sources.targets(steering.shares)
    G, J = G_0, steering.objective(G_0, targets, steering.weights)
    u = np.zeros_like(P_half.to_u(J.gradient))  # G = G_0 + P½·u
    yield _State(0, G, J.terms, False)
    for step in range(1, stage.steps + 1):
        before = steering.objective
        if steering.moved():
            if steering.objective is not before:  # other layers
                sources = steering.objective.sources(images.content, images.styles)
            targets = sources.targets(steering.shares)
            J = steering.objective(G, targets, steering.weights)
            optimiser.restart()
        trial_u = optimiser.move(u, P_half.to_u(J.gradient))
        trial_G = G_0 + P_half.to_canvas(trial_u)
        trial_J = steering.objective(trial_G, targets, steering.weights)
        if _acceptable(trial_J, J):
            G, u, J = trial_G, trial_u, trial_J
        else:
            optimiser.shorten()
        over = step == stage.steps or clock.over(stage)
        yield _State(step, G, J.terms, over)
        if over:
            return


def _acceptable(trial: Evaluation, before: Evaluation) -> bool:
    trial_J = float(trial.descended)
    return math.isfinite(trial_J) and trial_J <= TOLERATED_RISE * float(before.descended)


def _frame(
    state: _State,
    stage: Stage,
    stages: Sequence[Stage],
    steering: _Steering,
    clock: _Clock,
    last: bool,
) -> Frame:
    image = np.array(state.G[0])
    image.flags.writeable = False
    terms, objective = state.terms, steering.objective
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
        layers=types.MappingProxyType(
            dict(zip(objective.style_layers, terms.layers.numpy().tolist(), strict=True))
        ),
        seconds=clock.seconds,
        precision=objective.network.dtype.name,
        device=precision.device(),
        last=last,
    )


# Each optimiser, and the variables in which it descends.
_DESCENTS: Mapping[str, tuple[type[Optimiser], type[Preconditioner | Pixels]]]
_DESCENTS = types.MappingProxyType(
    {
        "lbfgs": (LBFGS, Preconditioner),
        "adam": (Adam, Preconditioner),
        "gd": (GradientDescent, Pixels),
    }
)


class _Images(NamedTuple):
    """The scene at one size: tensors (1, n_H, n_W, 3)."""

    content: tf.Tensor
    styles: tuple[tf.Tensor, ...]
    start: tf.Tensor  # what G starts from at the first size
    detail: tf.Tensor  # what lends its fine band to a smaller size's result


class _Scene:
    """The pictures of a run, at whatever size is asked for."""

    def __init__(
        self,
        content: Picture,
        styles: Sequence[Picture],
        settings: Settings,
        initial: Picture | None,
    ):
        if not styles:
            raise StylerError("A style image is needed.")
        self._content, self._styles = content, styles
        self._settings, self._initial = settings, initial

    @property
    def canvas_size(self) -> tuple[int, int]:
        """Width and height of the result, pixels."""
        height, width, _ = self._content.shape
        return self._settings.canvas_size(width, height)

    def stages(self, smallest_side: int) -> tuple[Stage, ...]:
        """The plan, less the first sizes at which a picture is too narrow for the network.

        Raises `StylerError` if one is at the last size too.
        """
        stages = self._settings.stages
        self._check_sides(stages[-1], smallest_side)
        return tuple(s for s in stages if min(self._sides(s.size)) >= smallest_side)

    def at(self, size: int) -> _Images:
        """The pictures resampled for a result whose longer side is `size`."""
        height, width = self._content_size(size)
        content = to_tensor(self._content, height, width)
        styles = tuple(to_tensor(S, *self._style_size(S, size)) for S in self._styles)
        if self._settings.init == "noise":
            noise = _noise(height, width, self._settings.seed)
            return _Images(content, styles, noise, detail=tf.zeros_like(noise))
        start = self._start(content, styles[0])
        return _Images(content, styles, start, detail=start)

    def _start(self, content: tf.Tensor, style: tf.Tensor) -> tf.Tensor:
        _, height, width, _ = content.shape
        if self._settings.init == "content":
            return content
        if self._settings.init == "style":
            return resized(style, height, width)
        if self._initial is None:
            raise ValueError("The initial picture is missing.")
        return to_tensor(self._initial, height, width)

    def _content_size(self, size: int) -> tuple[int, int]:
        height, width, _ = self._content.shape
        width, height = with_longer_side(width, height, size)
        return height, width

    def _style_size(self, style: Picture, size: int) -> tuple[int, int]:
        pixels = math.prod(self._content_size(size)) * self._settings.style_scale**2
        height, width, _ = style.shape
        return with_pixels(height, width, pixels)

    def _sides(self, size: int) -> tuple[int, ...]:
        styles = (self._style_size(style, size) for style in self._styles)
        return (*self._content_size(size), *itertools.chain.from_iterable(styles))

    def _check_sides(self, stage: Stage, smallest_side: int) -> None:
        if min(self._sides(stage.size)) < smallest_side:
            raise StylerError(
                "At size {size} a picture would be only {side} pixels across where the chosen "
                "layers need {needed}: use a larger size, or a picture that is less long and "
                "narrow.",
                size=stage.size,
                side=min(self._sides(stage.size)),
                needed=smallest_side,
            )


def _noise(height: int, width: int, seed: int) -> tf.Tensor:
    """Grey noise in grains of two pixels; finer ones are beyond the preconditioner's reach."""
    grains = ((height + 1) // 2, (width + 1) // 2, 3)
    random = np.random.default_rng(seed)
    return to_tensor(random.uniform(64, 192, grains).astype(np.float32), height, width)


class _Steering:
    """What the controls ask for now: the objective and its weights."""

    def __init__(self, settings: Settings, controls: Controls, objectives: Objectives, styles: int):
        self._controls, self._objectives, self._styles = controls, objectives, styles
        self.settings = settings
        self._adopt(controls.settings)

    def moved(self) -> bool:
        """Adopts the newest settings; True if that changes J."""
        before, newest = self.settings, self._controls.settings
        if newest is self._newest:
            return False
        self._adopt(newest)
        return self.settings != before

    def judged(self, state: _State, images: _Images) -> Terms:
        """J in float32, whatever the precision of the run."""
        exact = self._objectives.exact(self.settings)
        if exact is self.objective:
            return state.terms
        targets = exact.sources(images.content, images.styles).targets(self.shares)
        return exact.terms(state.G, targets, self.weights)

    def _adopt(self, newest: Settings) -> None:
        self._newest = newest
        if len(newest.style_weights) not in (0, self._styles):  # they are for other pictures
            newest = newest.replaced(style_weights=self.settings.style_weights)
        self.settings = self.settings.steered_by(newest)
        self.shares = self.settings.shares(self._styles)
        self.objective = self._objectives.get(self.settings)
        self.weights = LiveWeights.of(self.settings)


class _Clock:
    """Seconds of painting, and each size's share of the time limit."""

    def __init__(self, stages: Sequence[Stage], time_limit: float | None):
        work = list(itertools.accumulate(stage.steps * stage.size**2 for stage in stages))
        limit = math.inf if time_limit is None else time_limit
        self._deadlines = {s: limit * w / work[-1] for s, w in zip(stages, work, strict=True)}
        self._began: float | None = None

    @property
    def seconds(self) -> float:
        """Since the consumer first gave back a frame, its own time left out."""
        return 0.0 if self._began is None else time.perf_counter() - self._began

    def over(self, stage: Stage) -> bool:
        """Whether the time of this size and those before it is used up."""
        return self.seconds >= self._deadlines[stage]

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """While the consumer has the frame, or keeps the run paused, no time passes."""
        seconds = self.seconds
        yield
        self._began = time.perf_counter() - seconds
