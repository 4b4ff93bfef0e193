"""What J is made from, as far as it is a window's own, and the way back to the window's pixels.

J is a function of a few measures: how far the content's features are, Gram matrices, differences of
neighbours. Those of the parts of a picture add up to those of the whole. So J and ∂J/∂measures are
small work, and the network is passed twice: up from the pixels to the measures, and back.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import tensorflow as tf

from styler.engine import costs
from styler.engine.features import VGG19, smallest_side, up_to


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
    """A pass of the network over a window, up to its `measures`, and the way back to its pixels.

    image: (1, n_H, n_W, 3), the window; content: a[l](C) for each content layer, and regions:
    guides, both as far as they are the part's own. There is a `gradient` only with a `way_back`,
    for which all activations are held; without one each is gone when the next layer is computed.
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
        self._network, self._image, self._part = network, image, part
        self._content, self._regions = content, regions
        self._a: dict[str, tf.Tensor] = {}
        with tf.GradientTape() as self._tape:
            if way_back:
                self._tape.watch(image)
            self._on_pixels = self._of_pixels()
        contents, grams = {}, {}
        self._measured = (*content_layers, *style_layers)
        needed = up_to(self._measured) if way_back else self._measured
        for layer, a in network.layer_by_layer(image, needed):
            if layer in content_layers:
                contents[layer] = self._content_measure(layer, a)
            if layer in style_layers:
                grams[layer] = self._style_measures(layer, a)
            if way_back:
                self._a[layer] = a
            del a  # the loop would hold it until the next one is there
        in_each_region = zip(*(grams[layer] for layer in style_layers), strict=True)
        self.measures = Measures(
            tuple(contents[layer] for layer in content_layers),
            tuple(in_each_region) or ((),) * max(len(regions), 1),
            *self._on_pixels,
        )

    def _content_measure(self, layer: str, a: tf.Tensor) -> tf.Tensor:
        """The part's own share of J_content[l]."""
        a = own(a, layer, self._part)
        a_C = self._content[self._content_layers.index(layer)]
        return costs.content_cost(a_C, a) * self._share(a, layer)

    def _style_measures(self, layer: str, a: tf.Tensor) -> list[tf.Tensor]:
        """The part's own share of E[l](G), in each region if there are any."""
        a = own(a, layer, self._part)
        if not self._regions:
            return [costs.mean_gram_matrix(a) * self._share(a, layer)]
        l = self._style_layers.index(layer)
        return [
            costs.guided_gram_matrix(a, region.guides[l], region.areas[l])
            for region in self._regions
        ]

    def gradient(self, per_measure: Measures) -> tf.Tensor:
        """∂J/∂image by way of the part's own measures, where ∂J/∂measures is `per_measure`.

        Layer by layer, from the deepest: what a layer's own measures add waits for what comes from
        above, or those of all layers would be in memory at once.
        """
        layers = list(self._a)  # from the pixels upwards
        slope = self._own_slope(layers[-1], per_measure)
        for beneath, layer in reversed(list(itertools.pairwise(layers))):
            slope = self._network.back(layer, self._a[beneath], self._a[layer], slope)
            if beneath in self._measured:
                with tf.control_dependencies([slope]):
                    slope += self._own_slope(beneath, per_measure)
        slope = self._network.back(layers[0], self._image, self._a[layers[0]], slope)
        on_pixels = [per_measure.variation, per_measure.excess]
        return slope + self._tape.gradient(self._on_pixels, self._image, on_pixels)

    def _own_slope(self, layer: str, per_measure: Measures) -> tf.Tensor:
        """∂J/∂a[l] by way of the layer's own measures."""
        seen = self._a[layer]
        a = own(seen, layer, self._part)
        slopes = []
        if layer in self._content_layers:
            l = self._content_layers.index(layer)
            slope = per_measure.contents[l] * costs.content_slope(self._content[l], a)
            slopes.append(tf.cast(self._share(a, layer) * slope, a.dtype))
        if layer in self._style_layers:
            l = self._style_layers.index(layer)
            slopes += self._style_slopes(layer, a, [grams[l] for grams in per_measure.grams])
        return costs.around(tf.add_n(slopes), self._part.owned // _stride(layer), tf.shape(seen))

    def _style_slopes(self, layer: str, a: tf.Tensor, D: Sequence[tf.Tensor]) -> list[tf.Tensor]:
        """The same by way of E[l], where D is ∂J/∂E[l] in each region, if there are any."""
        if not self._regions:
            return [costs.mean_gram_slope(a, self._share(a, layer) * D[0])]
        l = self._style_layers.index(layer)
        return [
            costs.guided_gram_slope(a, region.guides[l], region.areas[l], D_r)
            for region, D_r in zip(self._regions, D, strict=True)
        ]

    def _of_pixels(self) -> tuple[tf.Tensor, tf.Tensor]:
        """The part's own share of J_tv and of J_range."""
        pixels = _pixels(self._part.whole)
        variation = costs.variation(self._image, self._part.owned) / (3 * pixels)
        inside = costs.within(self._image, self._part.owned)
        return variation, costs.range_cost(inside) * _pixels(tf.shape(inside)[1:3]) / pixels

    def _share(self, a: tf.Tensor, layer: str) -> tf.Tensor:
        """How much of the whole layer's features these are."""
        return _pixels(tf.shape(a)[1:3]) / _pixels(self._part.whole // _stride(layer))


def own(a: tf.Tensor, layer: str, part: Part) -> tf.Tensor:
    """The features of a window that are the part's own.

    A window begins at a multiple of all strides, and so does what follows its part: so each feature
    belongs to one part.
    """
    return costs.within(a, part.owned // _stride(layer))


def all_of(image: tf.Tensor) -> Part:
    """The part that is the whole picture."""
    size = tf.shape(image)[1:3]
    return Part(tf.concat([[0, 0], size], 0), size)


def _pixels(size: tf.Tensor) -> tf.Tensor:
    return tf.cast(tf.reduce_prod(size), tf.float32)


def _stride(layer: str) -> int:
    """Pixels from one feature to the next."""
    return smallest_side([layer])
