"""G at one size, moved towards lower J step by step by whatever is asked for."""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from styler.engine.continuation import LAYERS_EVENED, Evening, metric
from styler.engine.heap import give_back
from styler.engine.objective import AnyObjective, Evaluation, LiveWeights, Terms, pulls
from styler.engine.optimisers import LBFGS, Adam, GradientDescent, Optimiser, sound
from styler.engine.preconditioner import Pixels, Preconditioner, Spectrum, Variables
from styler.engine.resampling import folded_at_edge, mirrored_at_edge
from styler.engine.scene import Images
from styler.engine.steering import Asked, Steering
from styler.errors import StylerError
from styler.forecast import pairs
from styler.frame import Snapshot
from styler.settings import LAYERS

# A move that raises what is descended by more than this is taken back. A small rise belongs to
# L-BFGS without a line search, and to bfloat16's rounding.
TOLERATED_RISE = 1.05
# What u and an optimiser's state stand for, and how it moves. A snapshot of another number is of
# another picture.
_WAY = 12


class State(NamedTuple):
    """Where the descent stands after a step."""

    step: int
    G: tf.Tensor
    terms: Terms
    over: bool  # nothing more is painted at this size


class Descent:
    """G at one size, moved towards lower J by whatever is asked for now.

    In the first `evened` steps, or until it is told to end that, all of J_style counts more evenly
    than is asked.
    """

    def __init__(
        self, images: Images, steering: Steering, asked: Asked, start: tf.Tensor, evened: int
    ):
        self.images, self._steering, self.asked = images, steering, asked
        self._made = 0  # moves at this size, with the one that is being made
        self.faults = 0  # those that came to no number
        self._evened, self._begins = evened, evened > 0
        # J_style[l] where evening began, and by its metric; all 0 where nothing is evened.
        self._at_start = np.zeros((len(LAYERS), 2), np.float32)
        self._optimiser: Optimiser
        self._P_half: Variables
        self._u: NDArray[np.float32]
        self._J: Evaluation
        # Of what the layers make of S, once it is asked for: how hard each style layer pulls at
        # λ = 1, and its metric for the styles' newest shares.
        self._pulls: list[float]
        self._metrics: dict[tuple[float, ...], list[tf.Tensor]]
        self._look()
        self._aim()
        self._begin_at(start)
        if self._begins:
            self._begins, self._at_start = False, self._costs()
            self._aim()

    @classmethod
    def resumed(
        cls, images: Images, steering: Steering, snapshot: Snapshot, evened: int
    ) -> Descent:
        """Where the snapshot was made. Raises `StylerError` if it is of something else."""
        if not np.array_equal(snapshot.arrays.get("way", 0), _WAY):
            raise StylerError(
                "This step was kept by another version of Styler, which painted in another way: "
                "it can be looked at, but not gone on from."
            )
        asked = steering.take(snapshot.at.settings, snapshot.at.regions)
        shape = tuple(images.content.shape)
        try:
            start = tf.constant(sound(snapshot.arrays["G_0"], shape, np.float32))
            descent = cls(images, steering, asked, start, evened=0)  # as the snapshot says
            descent._restore(start, snapshot, evened)
        except (KeyError, ValueError, IndexError, TypeError) as error:
            raise StylerError(
                "This step cannot be gone on from: what was kept of it is damaged."
            ) from error
        return descent

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """All that the next steps depend on. They are not copied."""
        at = {"way": np.array(_WAY), "G_0": self._G_0.numpy(), "u": self._u}
        weighing = {"J_style": self._at_start, "pulls": np.array(self._pulls)}
        return {**at, **weighing, **self._optimiser.state()}

    def _restore(self, start: tf.Tensor, snapshot: Snapshot, evened: int) -> None:
        self._evened = evened
        self._made, self.faults = snapshot.at.step, snapshot.at.faults
        self._G_0, self._u = start, sound(snapshot.arrays["u"], self._u.shape, np.float32)
        self._optimiser.restore(snapshot.arrays, self._u.size)
        self.G = self._G_at(self._u)
        self._at_start = sound(snapshot.arrays["J_style"], self._at_start.shape, np.float32)
        balance = snapshot.arrays["pulls"]
        layers = len(self.lambdas) if balance.size else 0
        self._pulls = sound(balance, (layers,), np.float64).tolist()
        self._aim()
        self._J = self._J_at(self.G)

    @property
    def is_evened(self) -> bool:
        """Whether all of J_style counts more evenly than is asked."""
        return bool(self._at_start.any())

    def states(
        self, last: int, out_of_time: Callable[[], bool], evening_over: Callable[[], bool]
    ) -> Iterator[State]:
        """A state a step, until the last is made, or the time is over."""
        yield State(self._made, self.G, self._J.terms, self._made >= last)
        for step in range(self._made + 1, last + 1):
            self._made = step
            if self.is_evened and (step > self._evened or evening_over()):
                self._descend_J()
            elif self.is_evened and step == LAYERS_EVENED + 1:
                self._descend_by_metrics()
            newest = self._steering.asked()
            if newest is not self.asked:
                self._follow(newest)
            self._step()
            over = step == last or out_of_time()
            yield State(step, self.G, self._J.terms, over)
            if over:
                return

    def judged(self, state: State) -> Terms:
        """J in float32, whatever the precision of the run; as it is if memory is short of that."""
        try:
            exact, sources = self._steering.exact(self.asked), self._sources
            if exact is not self.asked.objective:
                give_back()  # it is other work than painting
                sources = exact.sources(self.images.content, self._styles())
            targets = sources.targets(self.asked.shares, self._targets.regions)
            return exact.terms(state.G, targets, self._weights)
        except (MemoryError, tf.errors.ResourceExhaustedError):
            return state.terms

    def _step(self) -> None:
        """One move; if it makes things worse it is taken back, and learned from."""
        u = self._optimiser.move(self._u, self._in_u(self._J))
        G = self._G_at(u)
        J = self._J_at(G)
        if _acceptable(J, self._J):
            self.G, self._u, self._J = G, u, J
        else:
            self.faults += not _finite(J)
            self._optimiser.take_back(u, self._in_u(J))

    def _G_at(self, u: NDArray[np.float32]) -> tf.Tensor:
        """G = G₀ + M·F·P½·u, where F moves the outermost pixels as those within."""
        return self._G_0 + self._free * mirrored_at_edge(self._P_half.to_canvas(u))

    def _in_u(self, J: Evaluation) -> NDArray[np.float32]:
        """∂J/∂u = P½ᵀ·Fᵀ·M·∂J/∂G."""
        return self._P_half.to_u(folded_at_edge(self._free * J.gradient))

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
        """From here on G = G₀ + M·F·P½·u, with M = 0 where the content is kept."""
        _, height, width, _ = start.shape
        keep = self.asked.keep(height, width)
        self._free = tf.constant(1.0)
        if keep is not None:
            self._free = tf.constant(1 - keep)[None, :, :, None]
            start = self._free * start + (1 - self._free) * self.images.content
        self.G = self._G_0 = start
        begin = _DESCENTS[self.asked.settings.optimizer]
        self._optimiser, self._P_half = begin(height, width)
        self._J = self._J_at(self.G)
        give_back()  # what tracing and the sources took, before the history fills
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

    def _descend_by_metrics(self) -> None:
        """From here on each layer costs what it is asked to, its mixtures of channels evened."""
        self._at_start = self._costs()
        self._descend_on()

    def _descend_J(self) -> None:
        """From here on, as it is asked for."""
        self._at_start = np.zeros_like(self._at_start)  # a new array: snapshots hold the old one
        self._metrics = {}
        self._descend_on()

    def _descend_on(self) -> None:
        self._aim()
        self._J = self._J_at(self.G)
        self._optimiser.forget_last()

    def _costs(self) -> NDArray[np.float32]:
        """Of G now, as they are kept where evening begins."""
        costs, terms = np.zeros_like(self._at_start), self._J.terms
        costs[self._rows()] = np.stack([terms.layers, terms.by_metrics], axis=1)
        return costs

    def _look(self) -> None:
        """What the layers make of C and S."""
        self._sources = self.asked.objective.sources(self.images.content, self._styles())
        self._pulls, self._metrics = [], {}

    def _styles(self) -> tuple[tf.Tensor, ...]:
        return self.images.matched() if self.asked.matched else self.images.styles

    def _aim(self) -> None:
        """Targets and weights as they are asked for."""
        _, height, width, _ = self.images.content.shape
        regions = [self.asked.objective.region(part) for part in self.asked.parts(height, width)]
        self._targets = self._sources.targets(self.asked.shares, regions)
        lambdas = self._lambdas()
        # The same for all frames of these weights, of which there may be many.
        self.lambdas = by_layer(self.asked.objective.style_layers, lambdas)
        evening = self._evening(tuple(float(region.share) for region in regions))
        self._weights = LiveWeights.of(self.asked.settings, lambdas, evening)

    def _evening(self, of_regions: tuple[float, ...]) -> Evening:
        """By metrics of the regions' styles, or of all with their shares."""
        if not (self._begins or self.is_evened):
            return Evening.none(self.asked.objective.style_layers)
        metrics = self._metrics_of(_parts_of_one(of_regions or self.asked.shares))
        costs = self._at_start[self._rows()]
        return Evening.of(costs, metrics, self._begins, layers_too=self._made <= LAYERS_EVENED)

    def _rows(self) -> list[int]:
        """Where the layers of J_style are among all."""
        return [LAYERS.index(layer) for layer in self.asked.objective.style_layers]

    def _metrics_of(self, shares: tuple[float, ...]) -> list[tf.Tensor]:
        """Each layer's metric, of the styles' mean with these shares; the newest are kept."""
        if shares not in self._metrics:
            grams = zip(*self._sources.grams, strict=True)
            layers = zip(self.asked.objective.style_layers, grams, strict=True)
            metrics = [metric(layer, np.tensordot(shares, E_S, 1)) for layer, E_S in layers]
            self._metrics = {shares: [tf.constant(P) for P in metrics]}
        return self._metrics[shares]

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


def _parts_of_one(shares: tuple[float, ...]) -> tuple[float, ...]:
    """The same of each other, 1 in all: metrics are kept while regions grow alike."""
    return tuple(share / (sum(shares) or 1.0) for share in shares)


def style_costs(objective: AnyObjective, terms: Terms) -> Mapping[str, float]:
    """J_style[l] under each layer's name, frozen."""
    return by_layer(objective.style_layers, terms.layers.numpy().tolist())


def by_layer(layers: Sequence[str], values: Sequence[float]) -> Mapping[str, float]:
    """The values under their layers' names, frozen: frames share them."""
    return types.MappingProxyType(dict(zip(layers, values, strict=True)))


def _by_lbfgs(height: int, width: int) -> tuple[Optimiser, Variables]:
    P_half = Spectrum(height, width)
    return LBFGS(pairs(height * width), P_half.parts), P_half


# Each optimiser for a canvas of this height and width, and the variables in which it descends.
_DESCENTS: Mapping[str, Callable[[int, int], tuple[Optimiser, Variables]]]
_DESCENTS = types.MappingProxyType(
    {
        "lbfgs": _by_lbfgs,
        "adam": lambda height, width: (Adam(), Preconditioner(height, width)),
        "gd": lambda height, width: (GradientDescent(), Pixels()),
    }
)
