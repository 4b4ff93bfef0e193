"""J(G), its terms and ∂J/∂G, with weights that are live.

`Objective` compiles one step for a choice of layers and a number of regions. Everything else that
may change while it paints (G, the targets, the masks, α, β, τ, λ) is an argument of it, so that
nothing is traced twice, whatever the picture's size.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol

import tensorflow as tf

from styler.engine import costs
from styler.engine.continuation import Evening, has_metric
from styler.engine.features import VGG19, block_of, smallest_side
from styler.engine.measures import Measures, Part, Pass, Region, all_of, own
from styler.regions import Weights
from styler.settings import CHANNELS, LAYERS, Settings

# How hard the canvas is held within 0–255: per unit of α, and of β·J_style of an empty picture, so
# that it keeps pace with whatever the weights make of J. What leaves the range is lost on export.
RANGE_PER_ALPHA, RANGE_PER_STYLE = 1e4, 5e-4


class LiveWeights(NamedTuple):
    """α, β, τ, the w of the content layers, the λ of the style layers and the weights of their
    channels, as float32 tensors; and how the style layers are evened in what is descended.
    """

    alpha: tf.Tensor
    beta: tf.Tensor
    tau: tf.Tensor
    contents: tf.Tensor  # (number of content layers,), in network order
    lambdas: tf.Tensor  # (number of style layers,), in network order
    channels: tuple[tf.Tensor, ...]  # (n_C,) for each style layer
    evening: Evening

    @classmethod
    def of(
        cls,
        settings: Settings,
        lambdas: Sequence[float] | None = None,
        evening: Evening | None = None,
    ) -> LiveWeights:
        """The weights that `settings` hold, or these λ in the place of theirs."""
        layers = settings.layer_weights
        return cls(
            alpha=tf.constant(settings.alpha, tf.float32),
            beta=tf.constant(settings.beta, tf.float32),
            tau=tf.constant(settings.tv, tf.float32),
            contents=_vector(settings.content_layers.values()),
            lambdas=_vector(layers.values() if lambdas is None else lambdas),
            channels=tuple(_of_channels(settings, layer) for layer in layers),
            evening=evening or Evening.none(layers),
        )


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
    """J at one G, term by term; float32 scalars but for the two of the layers."""

    total: tf.Tensor  # J = α·content + β·style + τ·variation
    content: tf.Tensor  # J_content = Σ_l w[l]·J_content[l]
    style: tf.Tensor  # J_style = Σ_l λ[l]·J_style[l]
    layers: tf.Tensor  # J_style[l], (number of style layers,)
    by_metrics: tf.Tensor  # the same by the weights' metrics
    variation: tf.Tensor  # J_tv


class Evaluation(NamedTuple):
    """J at one G, and the gradient of what the optimiser descends."""

    terms: Terms
    descended: tf.Tensor  # J, its layers evened as the weights say, and what holds G in range
    gradient: tf.Tensor  # ∂descended/∂G by the network's way back, (1, n_H, n_W, 3)


class AnyObjective(Protocol):
    """J and its gradient, whole or tile by tile; its targets are those that its sources made."""

    network: VGG19
    style_layers: tuple[str, ...]
    regions: int
    smallest_side: int

    def sources(self, content: tf.Tensor, styles: Sequence[tf.Tensor]) -> Any: ...

    def region(self, weights: Weights) -> Region: ...

    def __call__(self, G: tf.Tensor, targets: Any, weights: LiveWeights) -> Evaluation: ...

    def terms(self, G: tf.Tensor, targets: Any, weights: LiveWeights) -> Terms: ...


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
        targets, weights = self._targets_spec(), self._weights_spec()
        compiled: Any = functools.partial(tf.function, autograph=False)  # nothing to convert
        if network.thrifty:
            compiled = _as_it_is
        self._terms = compiled(self._trace_terms, input_signature=[image, targets, weights])
        self._evaluate = compiled(self._trace_evaluation, input_signature=[image, targets, weights])
        seen = [image, Part(*(tf.TensorSpec((n,), tf.int32) for n in (4, 2)))]
        compared = [*seen, targets.content, targets.regions]
        self.measure = compiled(
            lambda *inputs: self._pass(*inputs).measures, input_signature=compared
        )
        self.pull = compiled(self._trace_pull, input_signature=[*compared, self._measures_spec()])

    @property
    def traces(self) -> int:
        """How often the step has been traced: once, whatever the weights and the sizes."""
        return int(self._evaluate.experimental_get_tracing_count())

    def sources(self, content: tf.Tensor, styles: Sequence[tf.Tensor]) -> Sources:
        """What the targets are mixed from; images are (1, n_H, n_W, 3)."""
        return Sources(
            self.features(content, all_of(content)),
            tuple(self.grams(style, all_of(style)) for style in styles),
        )

    def features(self, image: tf.Tensor, part: Part) -> tuple[tf.Tensor, ...]:
        """a[l] of the content layers, as far as it is the part's own."""
        a = self.network(image, self.content_layers)
        return tuple(own(a[layer], layer, part) for layer in self.content_layers)

    def grams(self, image: tf.Tensor, part: Part) -> tuple[tf.Tensor, ...]:
        """The part's own share of E[l] of the style layers."""
        (grams,) = Pass(self.network, (), self.style_layers, image, part).measures.grams
        return grams

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
        areas = _stacked([tf.reduce_sum(guide) for guide in guides])
        return Region(tf.constant(weights.mean(), tf.float32), guides, areas)

    def __call__(self, G: tf.Tensor, targets: Targets, weights: LiveWeights) -> Evaluation:
        """J, its terms and the gradient at G, of shape (1, n_H, n_W, 3), RGB, 0–255, float32."""
        evaluation: Evaluation = self._evaluate(G, targets, weights)
        return evaluation

    def terms(self, G: tf.Tensor, targets: Targets, weights: LiveWeights) -> Terms:
        """J and its terms alone, in about half of the time and a third of the memory."""
        terms: Terms = self._terms(G, targets, weights)
        return terms

    def _targets_spec(self) -> Targets:
        feature = tf.TensorSpec((1, None, None, None), self.network.dtype)
        matrix, scalar = tf.TensorSpec((None, None), tf.float32), tf.TensorSpec((), tf.float32)
        matrices = (matrix,) * len(self.style_layers)
        areas = tf.TensorSpec((len(self.style_layers),), tf.float32)
        return Targets(
            (feature,) * len(self.content_layers),
            (matrices,) * max(self.regions, 1),
            (Region(scalar, matrices, areas),) * self.regions,
        )

    def _weights_spec(self) -> LiveWeights:
        scalar = tf.TensorSpec((), tf.float32)
        contents, lambdas = (
            tf.TensorSpec((len(layers),), tf.float32)
            for layers in (self.content_layers, self.style_layers)
        )
        of_channels = [CHANNELS[layer] for layer in self.style_layers]
        channels = tuple(tf.TensorSpec((n,), tf.float32) for n in of_channels)
        evening = Evening(
            tf.TensorSpec((), tf.bool),
            tf.TensorSpec((), tf.float32),
            tf.TensorSpec((len(of_channels), 2), tf.float32),
            tuple(tf.TensorSpec((n, n), tf.float32) for n in of_channels),
        )
        return LiveWeights(scalar, scalar, scalar, contents, lambdas, channels, evening)

    def _measures_spec(self) -> Measures:
        scalar = tf.TensorSpec((), tf.float32)
        styles = self._targets_spec().styles
        return Measures((scalar,) * len(self.content_layers), styles, scalar, scalar)

    def _pass(
        self,
        image: tf.Tensor,
        part: Part,
        content: Sequence[tf.Tensor],
        regions: Sequence[Region],
        way_back: bool = False,
    ) -> Pass:
        layers = self.content_layers, self.style_layers
        return Pass(self.network, *layers, image, part, content, regions, way_back)

    def assess(
        self, measures: Measures, targets: Targets, weights: LiveWeights
    ) -> tuple[Terms, tf.Tensor]:
        """J's terms, and what is descended, by the measures of the whole picture."""
        content = tf.reduce_sum(weights.contents * tf.stack(measures.contents))
        layers = self._layer_costs(targets, measures.grams, functools.partial(_gram_cost, weights))
        by_metrics = self._layer_costs(
            targets, measures.grams, functools.partial(self._gram_cost_by_metric, weights)
        )
        factors = weights.evening.factors(weights.lambdas, layers, by_metrics)
        style = tf.reduce_sum(weights.lambdas * layers)
        evened = tf.reduce_sum(factors * weights.lambdas * by_metrics)
        variation = weights.tau * measures.variation
        total, descended = (
            costs.total_cost(content, J_style, weights.alpha, weights.beta) + variation
            for J_style in (style, evened)
        )
        terms = Terms(total, content, style, layers, by_metrics, measures.variation)
        return terms, descended + self._range_weight(targets, weights) * measures.excess

    def assess_with_slopes(
        self, measures: Measures, targets: Targets, weights: LiveWeights
    ) -> tuple[Terms, tf.Tensor, Measures]:
        """The same, and the derivative of what is descended by each measure."""
        with tf.GradientTape() as tape:
            tape.watch(measures)
            terms, descended = self.assess(measures, targets, weights)
        nothing = tf.UnconnectedGradients.ZERO
        return terms, descended, tape.gradient(descended, measures, unconnected_gradients=nothing)

    def _trace_terms(self, G: tf.Tensor, targets: Targets, weights: LiveWeights) -> Terms:
        there = self._pass(G, all_of(G), targets.content, targets.regions)
        return self.assess(there.measures, targets, weights)[0]

    def _trace_evaluation(self, G: tf.Tensor, targets: Targets, weights: LiveWeights) -> Evaluation:
        there = self._pass(G, all_of(G), targets.content, targets.regions, way_back=True)
        terms, descended, per_measure = self.assess_with_slopes(there.measures, targets, weights)
        return Evaluation(terms, descended, there.gradient(per_measure))

    def _trace_pull(
        self,
        image: tf.Tensor,
        part: Part,
        content: Sequence[tf.Tensor],
        regions: Sequence[Region],
        per_measure: Measures,
    ) -> tf.Tensor:
        return self._pass(image, part, content, regions, way_back=True).gradient(per_measure)

    def _range_weight(self, targets: Targets, weights: LiveWeights) -> tf.Tensor:
        empty = tuple(tuple(map(tf.zeros_like, grams)) for grams in targets.styles)
        layers = self._layer_costs(targets, empty, functools.partial(_gram_cost, weights))
        style = tf.reduce_sum(weights.lambdas * layers)
        return RANGE_PER_ALPHA * weights.alpha + RANGE_PER_STYLE * weights.beta * style

    def _layer_costs(
        self,
        targets: Targets,
        grams: Sequence[Sequence[tf.Tensor]],
        cost: Callable[[int, tf.Tensor, tf.Tensor], tf.Tensor],
    ) -> tf.Tensor:
        """J_style[l] for each style layer; with regions Σ_r share[r]·J_style[l] within r."""
        return _stacked(
            [
                _mixed(
                    [
                        cost(l, E_S[l], E_G[l])
                        for E_S, E_G in zip(targets.styles, grams, strict=True)
                    ],
                    targets.regions,
                )
                for l in range(len(self.style_layers))
            ]
        )

    def _gram_cost_by_metric(
        self, weights: LiveWeights, l: int, E_S: tf.Tensor, E_G: tf.Tensor
    ) -> tf.Tensor:
        if not has_metric(self.style_layers[l]):
            return _gram_cost(weights, l, E_S, E_G)
        return costs.gram_cost_by(weights.evening.metrics[l], E_S, E_G, weights.channels[l])


def _gram_cost(weights: LiveWeights, l: int, E_S: tf.Tensor, E_G: tf.Tensor) -> tf.Tensor:
    return costs.gram_cost(E_S, E_G, weights.channels[l])


def pulls(J: Callable[[LiveWeights], Evaluation], settings: Settings) -> list[float]:
    """‖∂J_style[l]/∂G‖ for each style layer: how hard it pulls at λ[l] = 1, all channels counted.

    J evaluates some G, within 0–255, for the weights it is given. Were muted channels left out, to
    balance the layers would give back to the others what was taken.
    """
    silent = LiveWeights.of(settings.replaced(alpha=0, beta=1, tv=0, channel_weights={}))
    alone = tf.unstack(tf.eye(len(settings.layer_weights)))
    return [float(tf.norm(J(silent._replace(lambdas=lambdas)).gradient)) for lambdas in alone]


def _mixed(parts: Sequence[tf.Tensor], regions: Sequence[Region]) -> tf.Tensor:
    """A cost of the whole from those of its regions: each counts for its part of the picture."""
    if not regions:
        return parts[0]
    return tf.add_n([region.share * part for region, part in zip(regions, parts, strict=True)])


def _as_it_is(function: Callable[..., Any], input_signature: Sequence[Any]) -> Callable[..., Any]:
    """In tf.function's place, for a thrifty network."""
    return function


def _stacked(scalars: Sequence[tf.Tensor]) -> tf.Tensor:
    return tf.stack(scalars) if scalars else tf.zeros((0,))


def _of_channels(settings: Settings, layer: str) -> tf.Tensor:
    return _vector(settings.channel_weight(layer, channel) for channel in range(CHANNELS[layer]))


def _vector(values: Iterable[float]) -> tf.Tensor:
    numbers = list(values)
    return tf.constant(numbers, tf.float32, shape=(len(numbers),))
