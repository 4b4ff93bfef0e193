"""VGG-19: its layers, and the preprocessing that it was trained with.

K. Simonyan and A. Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition",
2014: five blocks of 3×3 convolutions (stride 1, zero padding 1), each with a ReLU, and a 2×2
pooling between the blocks. Names as in Keras.
"""

from __future__ import annotations

import itertools
import types
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import tensorflow as tf

from styler.anatomy import layer_at
from styler.engine.convolution import WayBack, convolved_back, halved
from styler.engine.weights import Convolution, Weights
from styler.settings import LAYERS

# ImageNet's mean, in the BGR order that the network reads.
MEAN_BGR = (103.939, 116.779, 123.68)

# An average is smaller than a maximum. What each average is multiplied by, in the kernel that reads
# it: then the layer has the mean square that it has after max pooling (measured on the six samples
# at 256 px), and costs, which go with the square and the fourth power, stay comparable.
AVERAGE_GAIN = types.MappingProxyType(
    {"block2_conv1": 1.28, "block3_conv1": 1.47, "block4_conv1": 1.35, "block5_conv1": 1.85}
)

# Layers that read the one below them pooled, and which that is: where a block ends.
_POOLED_FROM = types.MappingProxyType(
    {above: below for below, above in itertools.pairwise(LAYERS) if above.endswith("conv1")}
)
# What the way back may go through by half: the first layer is too narrow to gain by it, and the
# deepest block costs next to nothing, and its kernels would lose a sixth of their squares.
HALVED = tuple(layer for layer in LAYERS[1:] if not layer.startswith("block5"))
_STRIP = 128  # rows; even, so that pooling falls as in the whole layer

Activations = dict[str, tf.Tensor]


class VGG19:
    """The convolutions of VGG-19 as a function from an image to the activations of chosen layers.

    `pooling` is "max", as the network was trained, or "avg", which Gatys found smoother, times
    `AVERAGE_GAIN`.
    `padding` is "zero", as the network was trained: beyond the edge everything is nothing; or
    "reflect": beyond it the picture goes on mirrored, and edges are painted like the rest.
    `dtype` is the precision of the features, tf.float32 or tf.bfloat16.
    With `half_back` the way back is nearly right, for little more than half the work: through the
    layers of `HALVED` it goes by half of their channels (`convolution.halved`).

    Outside of compiled functions each layer is compiled alone, and what it was made from is gone
    when the next one begins. A kernel is made when it is first needed, so that layers beyond the
    deepest take no memory; a `thrifty` network, for a picture or two, does not keep it either, and
    computes a layer that is only pooled from strip by strip.
    """

    def __init__(
        self,
        weights: Weights,
        pooling: str = "max",
        padding: str = "zero",
        dtype: tf.DType = tf.float32,
        thrifty: bool = False,
        half_back: bool = False,
    ):
        self.dtype, self.thrifty, self._half_back = dtype, thrifty, half_back
        self._weights = weights
        self._mirrored = padding == "reflect"
        self._padding = "VALID" if self._mirrored else "SAME"  # mirrored, it is padded already
        self._pool = tf.nn.max_pool2d if pooling == "max" else tf.nn.avg_pool2d
        self._gains = AVERAGE_GAIN if pooling == "avg" else {}
        self._kept: dict[str, tuple[tf.Tensor, tf.Tensor]] = {}
        self._halves: dict[str, WayBack] = {}
        self._layer_alone = self._compiled_layer()

    def __call__(self, image: tf.Tensor, layers: Iterable[str]) -> Activations:
        """Activations after the ReLU of `layers`, each (1, n_H, n_W, n_C), in `self.dtype`.

        image: (1, height, width, 3), RGB, 0–255, float32. Nothing above the deepest layer that is
        asked for is computed.
        """
        return dict(self.layer_by_layer(image, layers))

    def layer_by_layer(
        self, image: tf.Tensor, layers: Iterable[str] = LAYERS
    ) -> Iterator[tuple[str, tf.Tensor]]:
        """The name and the activation of each of `layers` in turn, from the pixels upwards."""
        wanted, pooled = set(layers), False
        a = image
        for name in LAYERS:
            if not wanted:
                return
            if not pooled:
                a = self._read(name, a)
            pooled = self.thrifty and name in _POOLED_FROM.values() and name not in wanted
            layer = self._pooled_in_strips if pooled else self._layer
            a = layer(a, *self._convolution(name))
            if name in wanted:
                wanted.remove(name)
                yield name, a

    def back(self, layer: str, below: tf.Tensor, a: tf.Tensor, slope: tf.Tensor) -> tf.Tensor:
        """∂J/∂below where `slope` is ∂J/∂a, and `a` what the layer makes of `below`.

        `below` is the activation of the layer beneath it, or the image.
        """
        with tf.GradientTape() as tape:
            tape.watch(below)
            seen = self._padded(self._read(layer, below))
        slope = tf.raw_ops.ReluGrad(gradients=slope, features=a)
        slope = convolved_back(slope, self._way_back(layer), tf.shape(seen), self._padding)
        return tape.gradient(seen, below, slope)

    def before_relu(self, image: tf.Tensor, layer: str) -> tf.Tensor:
        """What a layer's ReLU is given, which has a slope even where the layer is silent."""
        a = image
        for name in LAYERS[: LAYERS.index(layer)]:
            a = self._layer(self._read(name, a), *self._convolution(name))
        return self._convolved(self._read(layer, a), *self._convolution(layer))

    def _read(self, layer: str, below: tf.Tensor) -> tf.Tensor:
        """What a layer reads of the activation beneath it, or of the image."""
        if layer == LAYERS[0]:
            return tf.cast(preprocess(below), self.dtype)
        return self._pooled(below) if layer in _POOLED_FROM else below

    def _pooled(self, a: tf.Tensor) -> tf.Tensor:
        return self._pool(a, ksize=2, strides=2, padding="VALID")

    def _pooled_in_strips(self, a: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) -> tf.Tensor:
        """A layer and what is pooled from it, without the whole layer ever being there."""
        height = a.shape[1]
        edges = [*range(0, height - 1, _STRIP), height]  # no strip of one row, of which none comes
        strips = []
        for top, bottom in itertools.pairwise(edges):
            first = max(top - 1, 0)  # the kernel sees a row beyond the strip at either side
            seen = self._layer(a[:, first : bottom + 1], kernel, bias)
            strips.append(self._pooled(seen[:, top - first : bottom - first]))
            del seen  # or it would be there beside the next
        return tf.concat(strips, axis=1)

    def _layer(self, a: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) -> tf.Tensor:
        layer = self._layer_alone if tf.executing_eagerly() else self._activated
        return layer(a, kernel, bias)

    def _activated(self, a: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) -> tf.Tensor:
        return tf.nn.relu(self._convolved(a, kernel, bias))

    def _convolved(self, a: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) -> tf.Tensor:
        a = self._padded(a)
        return tf.nn.bias_add(tf.nn.conv2d(a, kernel, strides=1, padding=self._padding), bias)

    def _padded(self, a: tf.Tensor) -> tf.Tensor:
        if not self._mirrored:
            return a
        return tf.pad(a, [(0, 0), (1, 1), (1, 1), (0, 0)], mode="SYMMETRIC")

    def _convolution(self, layer: str) -> tuple[tf.Tensor, tf.Tensor]:
        """The layer's kernel, (3, 3, in, out), and bias, (out,)."""
        if layer in self._kept:
            return self._kept[layer]
        with tf.init_scope():  # not a part of the graph that is traced just now
            kernel, bias = self._in_full(layer)
            made = tf.cast(kernel, self.dtype), tf.cast(bias, self.dtype)
        if not self.thrifty:
            self._kept[layer] = made
        return made

    def _way_back(self, layer: str) -> WayBack:
        """What gradients go back through."""
        if not self._half_back or layer not in HALVED:
            return WayBack(self._convolution(layer)[0])
        if layer not in self._halves:
            with tf.init_scope():
                self._halves[layer] = halved(self._in_full(layer).kernel, self.dtype)
        return self._halves[layer]

    def _in_full(self, layer: str) -> Convolution:
        """The layer's convolution in float32, with the gain of an average that it reads."""
        kernel, bias = self._weights[layer]
        gain = self._gains.get(layer)
        return Convolution(kernel if gain is None else kernel * np.float32(gain), bias)

    def _compiled_layer(self) -> Callable[..., tf.Tensor]:
        """A layer in which convolution, bias and ReLU share their memory."""
        shapes = (1, None, None, None), (3, 3, None, None), (None,)
        signature = [tf.TensorSpec(shape, self.dtype) for shape in shapes]
        compiled: Callable[..., tf.Tensor] = tf.function(
            self._activated, input_signature=signature, autograph=False
        )
        return compiled


def preprocess(image: tf.Tensor) -> tf.Tensor:
    """RGB 0–255 to what VGG-19 reads: BGR with ImageNet's mean taken off."""
    return tf.reverse(image, axis=[-1]) - tf.constant(MEAN_BGR, tf.float32)


def smallest_side(layers: Iterable[str]) -> int:
    """The least height or width, in pixels, of an image that still reaches all of `layers`."""
    return 1 << max(map(block_of, layers)) - 1


def up_to(layers: Iterable[str]) -> tuple[str, ...]:
    """All layers from the first to the deepest of these."""
    return LAYERS[: 1 + max(map(LAYERS.index, layers))]


def block_of(layer: str) -> int:
    """3 for block3_conv1."""
    return int(layer[len("block")])


def halo(layers: Iterable[str]) -> int:
    """How far beyond its own pixels a feature of any of `layers` sees, in pixels."""
    deepest = up_to(layers)[-1]
    side = smallest_side([deepest])
    return -layer_at(deepest, side, side).start
