"""VGG-19: its layers, and the preprocessing that it was trained with.

K. Simonyan and A. Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition",
2014: five blocks of 3×3 convolutions (stride 1, zero padding 1), each with a ReLU, and a 2×2
pooling between the blocks. Names as in Keras.
"""

from __future__ import annotations

import copy
import types
from collections.abc import Iterable, Iterator

import tensorflow as tf

from styler.anatomy import layer_at
from styler.engine.weights import Weights
from styler.settings import LAYERS

# ImageNet's mean, in the BGR order that the network reads.
MEAN_BGR = (103.939, 116.779, 123.68)

# An average is smaller than a maximum. What each average is multiplied by, in the kernel that reads
# it: then the layer has the mean square that it has after max pooling (measured on the six samples
# at 256 px), and costs, which go with the square and the fourth power, stay comparable.
AVERAGE_GAIN = types.MappingProxyType(
    {"block2_conv1": 1.28, "block3_conv1": 1.47, "block4_conv1": 1.35, "block5_conv1": 1.85}
)

Activations = dict[str, tf.Tensor]


class VGG19:
    """The convolutions of VGG-19 as a function from an image to the activations of chosen layers.

    `pooling` is "max", as the network was trained, or "avg", which Gatys found smoother, times
    `AVERAGE_GAIN`.
    `padding` is "zero", as the network was trained: beyond the edge everything is nothing; or
    "reflect": beyond it the picture goes on mirrored, and edges are painted like the rest.
    `dtype` is the precision of the features: tf.float32, or what it was brought `to`.
    """

    def __init__(self, weights: Weights, pooling: str = "max", padding: str = "zero"):
        self.dtype = tf.float32
        self._mirrored = padding == "reflect"
        self._pool = tf.nn.max_pool2d if pooling == "max" else tf.nn.avg_pool2d
        gains = AVERAGE_GAIN if pooling == "avg" else {}
        self._kernels = {
            name: tf.constant(weights[name].kernel * gains.get(name, 1)) for name in LAYERS
        }
        self._biases = {name: tf.constant(weights[name].bias) for name in LAYERS}

    def to(self, dtype: tf.DType) -> VGG19:
        """The same network with features in another precision, tf.bfloat16."""
        other = copy.copy(self)
        other.dtype = dtype
        other._kernels = {name: tf.cast(kernel, dtype) for name, kernel in self._kernels.items()}
        other._biases = {name: tf.cast(bias, dtype) for name, bias in self._biases.items()}
        return other

    def __call__(self, image: tf.Tensor, layers: Iterable[str]) -> Activations:
        """Activations after the ReLU of `layers`, each (1, n_H, n_W, n_C), in `self.dtype`.

        image: (1, height, width, 3), RGB, 0–255, float32. Nothing above the deepest layer that is
        asked for is computed.
        """
        wanted = set(layers)
        activations: Activations = {}
        upwards = self.layer_by_layer(image)
        while len(activations) < len(wanted):
            name, a = next(upwards)
            if name in wanted:
                activations[name] = a
        return activations

    def layer_by_layer(self, image: tf.Tensor) -> Iterator[tuple[str, tf.Tensor]]:
        """The name and the activation of each layer in turn, from the pixels upwards; the same."""
        a = tf.cast(preprocess(image), self.dtype)
        for name in LAYERS:
            a = tf.nn.relu(self._upon(a, name))
            yield name, a

    def before_relu(self, image: tf.Tensor, layer: str) -> tf.Tensor:
        """What a layer's ReLU is given, which has a slope even where the layer is silent."""
        a = tf.cast(preprocess(image), self.dtype)
        for name in LAYERS[: LAYERS.index(layer)]:
            a = tf.nn.relu(self._upon(a, name))
        return self._upon(a, layer)

    def _upon(self, a: tf.Tensor, layer: str) -> tf.Tensor:
        """The layer's convolution of what is below it, pooled first between two blocks."""
        if layer.endswith("conv1") and layer != LAYERS[0]:
            a = self._pool(a, ksize=2, strides=2, padding="VALID")
        return tf.nn.bias_add(self._convolved(a, layer), self._biases[layer])

    def _convolved(self, a: tf.Tensor, layer: str) -> tf.Tensor:
        if not self._mirrored:
            return tf.nn.conv2d(a, self._kernels[layer], strides=1, padding="SAME")
        around = tf.pad(a, [(0, 0), (1, 1), (1, 1), (0, 0)], mode="SYMMETRIC")
        return tf.nn.conv2d(around, self._kernels[layer], strides=1, padding="VALID")


def preprocess(image: tf.Tensor) -> tf.Tensor:
    """RGB 0–255 to what VGG-19 reads: BGR with ImageNet's mean taken off."""
    return tf.reverse(image, axis=[-1]) - tf.constant(MEAN_BGR, tf.float32)


def smallest_side(layers: Iterable[str]) -> int:
    """The least height or width, in pixels, of an image that still reaches all of `layers`."""
    return 1 << max(map(block_of, layers)) - 1


def block_of(layer: str) -> int:
    """3 for block3_conv1."""
    return int(layer[len("block")])


def halo(layers: Iterable[str]) -> int:
    """How far beyond its own pixels a feature of any of `layers` sees, in pixels."""
    deepest = max(layers, key=LAYERS.index)
    side = smallest_side([deepest])
    return -layer_at(deepest, side, side).start
