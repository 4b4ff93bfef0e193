"""What J is made from, as far as it is a window's own, and the way back to the window's pixels.

J is a function of a few measures: how far the content's features are, Gram matrices, differences of
neighbours. Those of the parts of a picture add up to those of the whole. So J and ∂J/∂measures are
small work, and the network is passed twice: up from the pixels to the measures, and back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import tensorflow as tf

from styler.engine import costs
from styler.engine.features import VGG19, smallest_side


class Part(NamedTuple):
    """What is asked of a window into a larger picture: int32 tensors, in pixels."""

    owned: tf.Tensor  # top, left, bottom, right within the window
    whole: tf.Tensor  # height and width of the picture


class Region(NamedTuple):
    """A part of the picture with a style of its own."""

    share: tf.Tensor  # of the picture, scalar
    guides: tuple[tf.Tensor, ...]  # t for each style layer, (n_H, n_W), from 0 to 1
    areas: tf.Tensor  # Σ t for each style layer


class Measures(NamedTuple):
    """What J is made from; of G, of a part of it, or ∂J by each of them."""

    contents: tuple[tf.Tensor, ...]  # J_content[l] for each content layer
    grams: tuple[tuple[tf.Tensor, ...], ...]  # E[l](G) for each style layer, in each region
    variation: tf.Tensor  # J_tv
    excess: tf.Tensor  # J_range


class Pass:
    """A pass of the network over a window, up to the measures, and the way back to the pixels.

    image: (1, n_H, n_W, 3), the window; content: a[l](C) for each content layer, and regions:
    guides, both as far as they are the part's own. There is a `gradient` only with a `way_back`,
    for which all activations are held.
    """

    def __init__(
        self,
        network: VGG19,
        content_layers: Sequence[str],
        style_layers: Sequence[str],
        image: tf.Tensor,
        part: Part,
        content: Sequence[tf.Tensor] = (),
        regions: Sequence[Region] = (),
        way_back: bool = False,
    ):
        self._content_layers, self._style_layers = content_layers, style_layers
        self._image, self._part = image, part
        self._content, self._regions = content, regions
        with tf.GradientTape(persistent=True) as self._tape:
            if way_back:
                self._tape.watch(image)
            self._a = network(image, (*content_layers, *style_layers))
            self._on_pixels = self._of_pixels()
        self._own = {
            layer: costs.within(a, part.owned // _stride(layer)) for layer, a in self._a.items()
        }

    def features(self) -> tuple[tf.Tensor, ...]:
        """a[l] of the content layers, as far as it is the part's own."""
        return tuple(self._own[layer] for layer in self._content_layers)

    def grams(self) -> tuple[tf.Tensor, ...]:
        """The part's own share of E[l] of the style layers."""
        return tuple(
            costs.mean_gram_matrix(self._own[layer]) * self._share(layer)
            for layer in self._style_layers
        )

    def measures(self) -> Measures:
        """The part's own share of each measure."""
        contents = tuple(
            costs.content_cost(a_C, self._own[layer]) * self._share(layer)
            for layer, a_C in zip(self._content_layers, self._content, strict=True)
        )
        grams = tuple(
            tuple(
                costs.guided_gram_matrix(self._own[layer], region.guides[l], region.areas[l])
                for l, layer in enumerate(self._style_layers)
            )
            for region in self._regions
        )
        return Measures(contents, grams or (self.grams(),), *self._on_pixels)

    def gradient(self, per_measure: Measures) -> tf.Tensor:
        """∂J/∂image by way of the part's own measures, where ∂J/∂measures is `per_measure`.

        Layer by layer, from the deepest: what a layer's own measures add waits for what comes from
        above, or those of all layers would be in memory at once.
        """
        deepest, *lower = reversed(self._a)  # the network has them from the pixels upwards
        above, slope = self._a[deepest], self._own_slope(deepest, per_measure)
        for layer in lower:
            slope = self._tape.gradient(above, self._a[layer], slope)
            with tf.control_dependencies([slope]):
                above, slope = self._a[layer], slope + self._own_slope(layer, per_measure)
        on_pixels = [per_measure.variation, per_measure.excess]
        return self._tape.gradient(above, self._image, slope) + self._tape.gradient(
            self._on_pixels, self._image, on_pixels
        )

    def _own_slope(self, layer: str, per_measure: Measures) -> tf.Tensor:
        """∂J/∂a[l] by way of the layer's own measures."""
        a, share = self._own[layer], self._share(layer)
        slopes = []
        if layer in self._content_layers:
            l = self._content_layers.index(layer)
            slope = costs.content_slope(self._content[l], a)
            slopes.append(tf.cast(per_measure.contents[l] * share * slope, a.dtype))
        if layer in self._style_layers:
            l = self._style_layers.index(layer)
            D = [grams[l] for grams in per_measure.grams]
            slopes += [
                costs.guided_gram_slope(a, region.guides[l], region.areas[l], D_r)
                for region, D_r in zip(self._regions, D, strict=False)
            ] or [costs.mean_gram_slope(a, share * D[0])]
        box = self._part.owned // _stride(layer)
        return costs.around(tf.add_n(slopes), box, tf.shape(self._a[layer]))

    def _of_pixels(self) -> tuple[tf.Tensor, tf.Tensor]:
        """The part's own share of J_tv and of J_range."""
        pixels = _pixels(self._part.whole)
        variation = costs.variation(self._image, self._part.owned) / (3 * pixels)
        own = costs.within(self._image, self._part.owned)
        return variation, costs.range_cost(own) * _pixels(tf.shape(own)[1:3]) / pixels

    def _share(self, layer: str) -> tf.Tensor:
        """How much of the whole layer's features are the part's own."""
        own = tf.shape(self._own[layer])[1:3]
        return _pixels(own) / _pixels(self._part.whole // _stride(layer))


def all_of(image: tf.Tensor) -> Part:
    """The part that is the whole picture."""
    size = tf.shape(image)[1:3]
    return Part(tf.concat([[0, 0], size], 0), size)


def _pixels(size: tf.Tensor) -> tf.Tensor:
    return tf.cast(tf.reduce_prod(size), tf.float32)


def _stride(layer: str) -> int:
    """Pixels from one feature to the next.

    A window begins at a multiple of all strides, and so does what follows its part: so each feature
    belongs to one part.
    """
    return smallest_side([layer])
