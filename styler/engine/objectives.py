"""The objectives made so far: networks loaded once, and what is compiled kept."""

from __future__ import annotations

import tensorflow as tf

from styler.engine import precision, weights
from styler.engine.features import VGG19
from styler.engine.objective import LiveWeights, Objective
from styler.settings import Settings

_Key = tuple[VGG19, tuple[str, ...], tuple[str, ...], int]


class Objectives:
    """Objectives made so far, so that a second run, or a layer switched back on, starts at once."""

    def __init__(self) -> None:
        self._kind: tuple[str, str, str] | None = None  # weights, pooling and padding
        self._networks: dict[str, VGG19] = {}  # by precision
        self._objectives: dict[_Key, Objective] = {}

    def get(self, settings: Settings, regions: int = 0) -> Objective:
        """The objective that `settings` ask for with so many regions, compiled before or made now.

        Raises `StylerError` if the weights they name can't be had.
        """
        return self._get(settings, regions, precision.resolve(settings.precision))

    def warm(self, settings: Settings) -> None:
        """Traces and runs, on a tiny picture, what the first step of a run would wait for."""
        for objective in {self.get(settings), self.exact(settings)}:
            side = max(objective.smallest_side, 32)
            G = tf.zeros((1, side, side, 3))
            targets = objective.sources(G, [G]).targets([1.0])
            weights = LiveWeights.of(settings)
            objective.terms(G, targets, weights)
            if objective is self.get(settings):
                objective(G, targets, weights)

    def exact(self, settings: Settings, regions: int = 0) -> Objective:
        """The same in float32, to judge by: bfloat16's J is off by about a hundredth."""
        return self._get(settings, regions, "float32")

    def _get(self, settings: Settings, regions: int, dtype: str) -> Objective:
        network = self._network(settings, dtype)
        key = (network, tuple(settings.content_layers), tuple(settings.layer_weights), regions)
        if key not in self._objectives:
            self._objectives[key] = Objective(*key)
        return self._objectives[key]

    def network(self, settings: Settings) -> VGG19:
        """The network that `settings` ask for. Raises `StylerError` if its weights can't be had."""
        return self._network(settings, precision.resolve(settings.precision))

    def _network(self, settings: Settings, dtype: str) -> VGG19:
        kind = (settings.weights, settings.pooling, settings.padding)
        if kind != self._kind:  # up to 120 MB each: only the newest is kept
            exact = VGG19(weights.load(settings.weights), settings.pooling, settings.padding)
            self._kind, self._networks = kind, {"float32": exact}
            self._objectives.clear()
        if dtype not in self._networks:
            self._networks[dtype] = self._networks["float32"].to(tf.as_dtype(dtype))
        return self._networks[dtype]
