"""J(G), its terms and ∂J/∂G, with weights that are live.

`Objective` compiles one step for a choice of layers and a number of regions. Everything else that
may change while it paints (G, the targets, the masks, α, β, τ, λ) is an argument of it, so that
nothing is traced twice, whatever the picture's size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import tensorflow as tf

from styler.engine import costs, precision, weights
from styler.engine.features import VGG19, block_of, smallest_side
from styler.regions import Weights
from styler.settings import LAYERS, Settings

# How hard the canvas is held within 0–255: per unit of α, and of β·J_style of an empty picture, so
# that it keeps pace with whatever the weights make of J. What leaves the range is lost on export.
RANGE_PER_ALPHA, RANGE_PER_STYLE = 1e4, 5e-4


class LiveWeights(NamedTuple):
    """α, β, τ, the w of the content layers and the λ of the style layers, as float32 tensors."""

    alpha: tf.Tensor
    beta: tf.Tensor
    tau: tf.Tensor
    contents: tf.Tensor  # (number of content layers,), in network order
    lambdas: tf.Tensor  # (number of style layers,), in network order

    @classmethod
    def of(cls, settings: Settings, lambdas: Sequence[float] | None = None) -> LiveWeights:
        """The weights that `settings` hold, or these λ in the place of theirs."""
        given = settings.layer_weights.values() if lambdas is None else lambdas
        return cls(
            alpha=tf.constant(settings.alpha, tf.float32),
            beta=tf.constant(settings.beta, tf.float32),
            tau=tf.constant(settings.tv, tf.float32),
            contents=_vector(settings.content_layers.values()),
            lambdas=_vector(given),
        )


class Region(NamedTuple):
    """A part of the picture with a style of its own."""

    share: tf.Tensor  # of the picture, scalar
    guides: tuple[tf.Tensor, ...]  # for each style layer, (n_H, n_W), from 0 to 1


class Targets(NamedTuple):
    """What G is compared with: a[l](C) for each content layer, E[l](S) = Gram[l](S)/N for each
    style layer; where there are regions, a style for each of them.
    """

    content: tuple[tf.Tensor, ...]
    styles: tuple[tuple[tf.Tensor, ...], ...]  # one alone, or one for each region
    regions: tuple[Region, ...] = ()


class Sources(NamedTuple):
    """What the targets are made from, computed once a size; mixing them costs next to nothing."""

    content: tuple[tf.Tensor, ...]  # a[l](C) for each content layer
    grams: tuple[tuple[tf.Tensor, ...], ...]  # Gram[l](S)/N for each style, for each layer

    def targets(self, shares: Sequence[float], regions: Sequence[Region] = ()) -> Targets:
        """The targets with each style counting for its share, 1 in all; or each in its region.

        Pulling G towards the mean of their Grams is pulling it towards each of them: the two costs
        differ by a constant.
        """
        if regions:
            return Targets(self.content, self.grams, tuple(regions))
        layers = zip(*self.grams, strict=True)
        mixed = (
            tf.add_n([share * E_S for share, E_S in zip(shares, layer, strict=True)])
            for layer in layers
        )
        return Targets(self.content, (tuple(mixed),))


class Terms(NamedTuple):
    """J at one G, term by term; float32 scalars but for `layers`."""

    total: tf.Tensor  # J = α·content + β·style + τ·variation
    content: tf.Tensor  # J_content = Σ_l w[l]·J_content[l]
    style: tf.Tensor  # J_style = Σ_l λ[l]·J_style[l]
    layers: tf.Tensor  # J_style[l], (number of style layers,)
    variation: tf.Tensor  # J_tv


class Evaluation(NamedTuple):
    """J at one G, and the gradient of what the optimiser descends."""

    terms: Terms
    descended: tf.Tensor  # J and what holds G in range
    gradient: tf.Tensor  # ∂descended/∂G, (1, n_H, n_W, 3)


class Objective:
    """J for a set of content layers and one of style layers of one network, and so many regions."""

    def __init__(
        self,
        network: VGG19,
        content_layers: Sequence[str],
        style_layers: Sequence[str],
        regions: int = 0,
    ):
        self.network = network
        self.content_layers, self.style_layers = tuple(content_layers), tuple(style_layers)
        self.regions = regions
        self.smallest_side = smallest_side((*content_layers, *style_layers))
        image = tf.TensorSpec((1, None, None, 3), tf.float32)
        signature = [image, self._targets_spec(), self._weights_spec()]
        self._terms = tf.function(self._trace_terms, input_signature=signature)
        self._evaluate = tf.function(self._trace_evaluation, input_signature=signature)
        self._content_features = tf.function(self._features, input_signature=[image])
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

    def region(self, weights: Weights) -> Region:
        """The region of these weights, (n_H, n_W) as the canvas, carried down to each style layer.

        As the network pools its features, so is the guide: each 2×2 to its mean.
        """
        guide = tf.constant(weights)[None, :, :, None]
        at_block = {1: guide}
        for block in range(2, block_of(LAYERS[-1]) + 1):
            if min(guide.shape[1:3]) > 1:
                guide = tf.nn.avg_pool2d(guide, ksize=2, strides=2, padding="VALID")
            at_block[block] = guide
        guides = tuple(at_block[block_of(layer)][0, :, :, 0] for layer in self.style_layers)
        return Region(tf.constant(weights.mean(), tf.float32), guides)

    def __call__(self, G: tf.Tensor, targets: Targets, weights: LiveWeights) -> Evaluation:
        """J, its terms and the gradient at G, of shape (1, n_H, n_W, 3), RGB, 0–255, float32."""
        evaluation: Evaluation = self._evaluate(G, targets, weights)
        return evaluation

    def terms(self, G: tf.Tensor, targets: Targets, weights: LiveWeights) -> Terms:
        """J and its terms alone, at a third of the time and of the memory."""
        terms: Terms = self._terms(G, targets, weights)
        return terms

    def pulls(self, G: tf.Tensor, targets: Targets) -> list[float]:
        """‖∂J_style[l]/∂G‖ at G for each style layer: how hard it pulls at λ[l] = 1."""
        silent = LiveWeights.of(Settings(alpha=0, beta=1), [0.0] * len(self.style_layers))
        silent = silent._replace(contents=tf.zeros(len(self.content_layers)))
        alone = tf.eye(len(self.style_layers))
        return [
            float(tf.norm(self(G, targets, silent._replace(lambdas=lambdas)).gradient))
            for lambdas in alone
        ]

    def _targets_spec(self) -> Targets:
        feature = tf.TensorSpec((1, None, None, None), self.network.dtype)
        matrix, scalar = tf.TensorSpec((None, None), tf.float32), tf.TensorSpec((), tf.float32)
        matrices = (matrix,) * len(self.style_layers)
        return Targets(
            (feature,) * len(self.content_layers),
            (matrices,) * max(self.regions, 1),
            (Region(scalar, matrices),) * self.regions,
        )

    def _weights_spec(self) -> LiveWeights:
        scalar = tf.TensorSpec((), tf.float32)
        contents, lambdas = (
            tf.TensorSpec((len(layers),), tf.float32)
            for layers in (self.content_layers, self.style_layers)
        )
        return LiveWeights(scalar, scalar, scalar, contents, lambdas)

    def _features(self, image: tf.Tensor) -> tuple[tf.Tensor, ...]:
        a = self.network(image, self.content_layers)
        return tuple(a[layer] for layer in self.content_layers)

    def _grams(self, image: tf.Tensor) -> tuple[tf.Tensor, ...]:
        a = self.network(image, self.style_layers)
        return tuple(costs.mean_gram_matrix(a[layer]) for layer in self.style_layers)

    def _trace_terms(self, G: tf.Tensor, targets: Targets, weights: LiveWeights) -> Terms:
        a_G = self.network(G, (*self.content_layers, *self.style_layers))
        contents = [
            costs.content_cost(a_C, a_G[layer])
            for layer, a_C in zip(self.content_layers, targets.content, strict=True)
        ]
        content = tf.reduce_sum(weights.contents * tf.stack(contents))
        layers = self._layer_costs(targets, [a_G[layer] for layer in self.style_layers])
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
        empty = [
            _mixed([costs.gram_cost(E_S, tf.zeros_like(E_S)) for E_S in styles], targets.regions)
            for styles in zip(*targets.styles, strict=True)
        ]
        style = weights.beta * tf.reduce_sum(weights.lambdas * _stacked(empty))
        return RANGE_PER_ALPHA * weights.alpha + RANGE_PER_STYLE * style

    def _layer_costs(self, targets: Targets, a_G: Sequence[tf.Tensor]) -> tf.Tensor:
        """J_style[l] for each style layer; with regions Σ_r share[r]·J_style[l] within r."""
        found = []
        for l, a in enumerate(a_G):
            if targets.regions:
                grams = [costs.guided_gram_matrix(a, r.guides[l]) for r in targets.regions]
            else:
                grams = [costs.mean_gram_matrix(a)]
            parts = [
                costs.gram_cost(E_S[l], E_G) for E_S, E_G in zip(targets.styles, grams, strict=True)
            ]
            found.append(_mixed(parts, targets.regions))
        return _stacked(found)


def _mixed(parts: Sequence[tf.Tensor], regions: Sequence[Region]) -> tf.Tensor:
    """A cost of the whole from those of its regions: each counts for its part of the picture."""
    if not regions:
        return parts[0]
    return tf.add_n([region.share * part for region, part in zip(regions, parts, strict=True)])


def _stacked(scalars: Sequence[tf.Tensor]) -> tf.Tensor:
    return tf.stack(scalars) if scalars else tf.zeros((0,))


def _vector(values: Iterable[float]) -> tf.Tensor:
    numbers = list(values)
    return tf.constant(numbers, tf.float32, shape=(len(numbers),))


_Key = tuple[VGG19, tuple[str, ...], tuple[str, ...], int]


class Objectives:
    """Objectives made so far, so that a second run, or a layer switched back on, starts at once."""

    def __init__(self) -> None:
        self._kind: tuple[str, str, str] | None = None  # weights, pooling and padding
        self._weights: weights.Weights = {}
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

    def _network(self, settings: Settings, dtype: str) -> VGG19:
        kind = (settings.weights, settings.pooling, settings.padding)
        if kind != self._kind:  # up to 120 MB each: only the newest is kept
            self._kind, self._weights = kind, weights.load(settings.weights)
            self._networks.clear()
            self._objectives.clear()
        if dtype not in self._networks:
            self._networks[dtype] = VGG19(
                self._weights, settings.pooling, tf.as_dtype(dtype), settings.padding
            )
        return self._networks[dtype]
