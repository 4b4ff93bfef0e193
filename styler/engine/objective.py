"""J(G), its terms and ∂J/∂G, with weights that are live.

`Objective` compiles one step for a choice of layers. Everything that may change while it paints
(G, the targets, α, β, τ, λ) is an argument of it, so that nothing is traced twice, whatever the
picture's size.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import tensorflow as tf

from styler.engine import costs, precision, weights
from styler.engine.features import VGG19, smallest_side
from styler.settings import Settings

# How hard the canvas is held within 0–255: per unit of α, and of β·J_style of an empty picture, so
# that it keeps pace with whatever the weights make of J. What leaves the range is lost on export.
RANGE_PER_ALPHA, RANGE_PER_STYLE = 1e4, 5e-4


class LiveWeights(NamedTuple):
    """α, β, τ and the λ of the style layers in network order, as float32 tensors."""

    alpha: tf.Tensor
    beta: tf.Tensor
    tau: tf.Tensor
    lambdas: tf.Tensor  # (number of style layers,)

    @classmethod
    def of(cls, settings: Settings) -> LiveWeights:
        """The weights that `settings` hold."""
        lambdas = list(settings.layer_weights.values())
        return cls(
            alpha=tf.constant(settings.alpha, tf.float32),
            beta=tf.constant(settings.beta, tf.float32),
            tau=tf.constant(settings.tv, tf.float32),
            lambdas=tf.constant(lambdas, tf.float32, shape=(len(lambdas),)),
        )


class Targets(NamedTuple):
    """What G is compared with, computed once a size: a[l](C), and Gram[l](S)/N for each layer."""

    content: tf.Tensor
    style: tuple[tf.Tensor, ...]


class Sources(NamedTuple):
    """What the targets are made from, computed once a size; mixing them costs next to nothing."""

    content: tf.Tensor  # a[l](C)
    grams: tuple[tuple[tf.Tensor, ...], ...]  # Gram[l](S)/N for each style, for each layer

    def targets(self, shares: Sequence[float]) -> Targets:
        """The targets with each style counting for its share, 1 in all.

        Pulling G towards the mean of their Grams is pulling it towards each of them: the two costs
        differ by a constant.
        """
        layers = zip(*self.grams, strict=True)
        mixed = (
            tf.add_n([share * E_S for share, E_S in zip(shares, layer, strict=True)])
            for layer in layers
        )
        return Targets(self.content, tuple(mixed))


class Terms(NamedTuple):
    """J at one G, term by term; float32 scalars but for `layers`."""

    total: tf.Tensor  # J = α·content + β·style + τ·variation
    content: tf.Tensor  # J_content
    style: tf.Tensor  # J_style = Σ_l λ[l]·J_style[l]
    layers: tf.Tensor  # J_style[l], (number of style layers,)
    variation: tf.Tensor  # J_tv


class Evaluation(NamedTuple):
    """J at one G, and the gradient of what the optimiser descends."""

    terms: Terms
    descended: tf.Tensor  # J and what holds G in range
    gradient: tf.Tensor  # ∂descended/∂G, (1, n_H, n_W, 3)


class Objective:
    """J for one content layer and a set of style layers of one network."""

    def __init__(self, network: VGG19, content_layer: str, style_layers: Sequence[str]):
        self.network = network
        self.content_layer = content_layer
        self.style_layers = tuple(style_layers)
        self.smallest_side = smallest_side((content_layer, *style_layers))
        image = tf.TensorSpec((1, None, None, 3), tf.float32)
        scalar = tf.TensorSpec((), tf.float32)
        grams = tuple(tf.TensorSpec((None, None), tf.float32) for _ in style_layers)
        signature = [
            image,
            Targets(tf.TensorSpec((1, None, None, None), network.dtype), grams),
            LiveWeights(scalar, scalar, scalar, tf.TensorSpec((len(grams),), tf.float32)),
        ]
        self._terms = tf.function(self._trace_terms, input_signature=signature)
        self._evaluate = tf.function(self._trace_evaluation, input_signature=signature)
        self._content_features = tf.function(
            lambda C: network(C, (content_layer,))[content_layer], input_signature=[image]
        )
        self._style_grams = tf.function(self._grams, input_signature=[image])

    @property
    def traces(self) -> int:
        """How often the step has been traced: once, whatever the weights and the sizes."""
        return int(self._evaluate.experimental_get_tracing_count())

    def sources(self, content: tf.Tensor, styles: Sequence[tf.Tensor]) -> Sources:
        """What the targets are mixed from; images are (1, n_H, n_W, 3)."""
        return Sources(
            self._content_features(content), tuple(self._style_grams(style) for style in styles)
        )

    def targets(self, content: tf.Tensor, styles: Sequence[tf.Tensor]) -> Targets:
        """The targets of images (1, n_H, n_W, 3); several styles count equally."""
        return self.sources(content, styles).targets((1 / len(styles),) * len(styles))

    def __call__(self, G: tf.Tensor, targets: Targets, weights: LiveWeights) -> Evaluation:
        """J, its terms and the gradient at G, of shape (1, n_H, n_W, 3), RGB, 0–255, float32."""
        evaluation: Evaluation = self._evaluate(G, targets, weights)
        return evaluation

    def terms(self, G: tf.Tensor, targets: Targets, weights: LiveWeights) -> Terms:
        """J and its terms alone, at a third of the time and of the memory."""
        terms: Terms = self._terms(G, targets, weights)
        return terms

    def _grams(self, image: tf.Tensor) -> tuple[tf.Tensor, ...]:
        a = self.network(image, self.style_layers)
        return tuple(costs.mean_gram_matrix(a[layer]) for layer in self.style_layers)

    def _trace_terms(self, G: tf.Tensor, targets: Targets, weights: LiveWeights) -> Terms:
        a_G = self.network(G, (self.content_layer, *self.style_layers))
        content = costs.content_cost(targets.content, a_G[self.content_layer])
        layers = self._layer_costs(targets.style, a_G)
        style = tf.reduce_sum(weights.lambdas * layers)
        variation = costs.variation_cost(G)
        total = costs.total_cost(content, style, weights.alpha, weights.beta)
        return Terms(total + weights.tau * variation, content, style, layers, variation)

    def _trace_evaluation(self, G: tf.Tensor, targets: Targets, weights: LiveWeights) -> Evaluation:
        with tf.GradientTape() as tape:
            tape.watch(G)
            terms = self._trace_terms(G, targets, weights)
            descended = terms.total + self._range_weight(targets, weights) * costs.range_cost(G)
        return Evaluation(terms, descended, tape.gradient(descended, G))

    def _range_weight(self, targets: Targets, weights: LiveWeights) -> tf.Tensor:
        empty = [costs.gram_cost(E_S, tf.zeros_like(E_S)) for E_S in targets.style]
        style = weights.beta * tf.reduce_sum(weights.lambdas * tf.stack(empty or tf.zeros((0,))))
        return RANGE_PER_ALPHA * weights.alpha + RANGE_PER_STYLE * style

    def _layer_costs(self, grams: Sequence[tf.Tensor], a_G: dict[str, tf.Tensor]) -> tf.Tensor:
        return tf.stack(
            [
                costs.gram_cost(E_S, costs.mean_gram_matrix(a_G[layer]))
                for layer, E_S in zip(self.style_layers, grams, strict=True)
            ]
            or tf.zeros((0,))
        )


class Objectives:
    """Objectives made so far, so that a second run, or a layer switched back on, starts at once."""

    def __init__(self) -> None:
        self._kind: tuple[str, str] | None = None  # of weights and pooling
        self._weights: weights.Weights = {}
        self._networks: dict[str, VGG19] = {}  # by precision
        self._objectives: dict[tuple[VGG19, str, tuple[str, ...]], Objective] = {}

    def get(self, settings: Settings) -> Objective:
        """The objective that `settings` ask for, compiled before or made now.

        Raises `StylerError` if the weights they name can't be had.
        """
        return self._get(settings, precision.resolve(settings.precision))

    def warm(self, settings: Settings) -> None:
        """Traces and runs, on a tiny picture, what the first step of a run would wait for."""
        for objective in {self.get(settings), self.exact(settings)}:
            side = max(objective.smallest_side, 32)
            G = tf.zeros((1, side, side, 3))
            targets, weights = objective.targets(G, [G]), LiveWeights.of(settings)
            objective.terms(G, targets, weights)
            if objective is self.get(settings):
                objective(G, targets, weights)

    def exact(self, settings: Settings) -> Objective:
        """The same in float32, to judge by: bfloat16's J is off by about a hundredth."""
        return self._get(settings, "float32")

    def _get(self, settings: Settings, dtype: str) -> Objective:
        network = self._network(settings, dtype)
        key = (network, settings.content_layer, tuple(settings.layer_weights))
        if key not in self._objectives:
            self._objectives[key] = Objective(*key)
        return self._objectives[key]

    def _network(self, settings: Settings, dtype: str) -> VGG19:
        kind = (settings.weights, settings.pooling)
        if kind != self._kind:  # up to 120 MB each: only the newest is kept
            self._kind, self._weights = kind, weights.load(settings.weights)
            self._networks.clear()
            self._objectives.clear()
        if dtype not in self._networks:
            self._networks[dtype] = VGG19(self._weights, settings.pooling, tf.as_dtype(dtype))
        return self._networks[dtype]
