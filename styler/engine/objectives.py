"""The objectives last asked for: networks loaded once, and what is compiled kept."""

from __future__ import annotations

from collections import deque
from weakref import WeakValueDictionary

import tensorflow as tf

from styler.engine import precision
from styler.engine.features import VGG19
from styler.engine.objective import LiveWeights, Objective
from styler.engine.weights import Weights, load
from styler.settings import Settings

KEPT = 4  # objectives: what is compiled for one takes half a second, and 10 to 25 MB

_Key = tuple[VGG19, tuple[str, ...], tuple[str, ...], int]


class Objectives:
    """Those last asked for, so that a second run, or a layer switched back on, starts at once."""

    def __init__(self) -> None:
        self._weights: Weights = {}
        self._source: str | None = None  # of the weights
        self._kind: tuple[str, str] | None = None  # pooling and padding
        self._networks: dict[str, VGG19] = {}  # by precision
        # All that somebody still has, and of those the last asked for.
        self._objectives: WeakValueDictionary[_Key, Objective] = WeakValueDictionary()
        self._kept: deque[Objective] = deque(maxlen=KEPT)

    def get(self, settings: Settings, regions: int = 0) -> Objective:
        """The objective that `settings` ask for with so many regions, compiled before or made now.

        Raises `StylerError` if the weights they name can't be had.
        """
        key = (self.network(settings), *_layers(settings), regions)
        objective = self._objectives.get(key) or Objective(*key)
        self._objectives[key] = objective
        if objective in self._kept:
            self._kept.remove(objective)
        self._kept.append(objective)
        return objective

    def warm(self, settings: Settings) -> None:
        """Traces and runs, on a tiny picture, what the first step of a run would wait for."""
        objective = self.get(settings)
        side = max(objective.smallest_side, 32)
        G = tf.zeros((1, side, side, 3))
        targets = objective.sources(G, [G]).targets([1.0])
        objective(G, targets, LiveWeights.of(settings))

    def exact(self, settings: Settings, regions: int = 0) -> Objective:
        """The same in float32, to judge by: bfloat16's J is off by about a hundredth.

        It judges a picture or two of a run, so nothing of it is kept.
        """
        painting = self.get(settings, regions)
        if painting.network.dtype == tf.float32:
            return painting
        network = VGG19(self._weights, settings.pooling, settings.padding, thrifty=True)
        return Objective(network, *_layers(settings), regions)

    def network(self, settings: Settings) -> VGG19:
        """The network that `settings` ask for. Raises `StylerError` if its weights can't be had."""
        dtype = precision.resolve(settings.precision)
        kind = (settings.pooling, settings.padding)
        if settings.weights != self._source:  # up to 160 MB each: only the newest is kept
            self._weights, self._source, self._kind = load(settings.weights), settings.weights, None
        if kind != self._kind:
            self._kind = kind
            self._networks.clear()
            self._objectives.clear()
            self._kept.clear()
        if dtype not in self._networks:
            self._networks[dtype] = VGG19(self._weights, *kind, tf.as_dtype(dtype), half_back=True)
        return self._networks[dtype]


def _layers(settings: Settings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(settings.content_layers), tuple(settings.layer_weights)
