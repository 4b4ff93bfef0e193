"""Sizes of images, and how an image gets from one to another.

Tensors are (1, n_H, n_W, 3), RGB, 0–255, float32.
"""

from __future__ import annotations

import math

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from styler.regions import Mask, Weights

# Pixels at each edge. VGG-19 pads with grey, and descent would grey the outermost to meet it. An
# enlargement would show what is left of that in the next as well.
EDGE, WIDE_EDGE = 1, 2


def with_pixels(height: int, width: int, pixels: float) -> tuple[int, int]:
    """Height and width of an image scaled to about `pixels` in all, keeping its shape.

    An image that is within a pixel of that on both sides is left as it is.
    """
    new_height = max(1, round(math.sqrt(pixels * height / width)))
    new_width = max(1, round(new_height * width / height))
    if abs(new_height - height) <= 1 and abs(new_width - width) <= 1:
        return height, width
    return new_height, new_width


def to_tensor(picture: NDArray[np.float32], height: int, width: int) -> tf.Tensor:
    """A picture (n_H, n_W, 3) as a tensor of the given size."""
    return tf.clip_by_value(resized(tf.constant(picture[None], tf.float32), height, width), 0, 255)


def to_weights(mask: Mask, height: int, width: int) -> Weights:
    """A mask (n_H, n_W), 0–255, as weights of the given size, 0–1."""
    weights = tf.constant(mask[None, :, :, None], tf.float32) / 255
    stretched = tf.image.resize(weights, (height, width), antialias=True)
    return np.asarray(stretched[0, :, :, 0])


def resized(image: tf.Tensor, height: int, width: int) -> tf.Tensor:
    """The image at another size, band-limited; the image itself if it has that size already."""
    if image.shape[1:3] == (height, width):
        return image
    return tf.image.resize(image, (height, width), method="lanczos3", antialias=True)


def handed_over(result: tf.Tensor, start: tf.Tensor) -> tf.Tensor:
    """The start at a larger size, moved as the smaller size's result is from its own.

    So the fine band, which the smaller size could not hold, is that of `start`.
    """
    coarse = resized(start, *result.shape[1:3])
    move = mirrored_at_edge(result - coarse, WIDE_EDGE)
    return start + resized(move, *start.shape[1:3])


def mirrored_at_edge(image: tf.Tensor, edge: int = EDGE) -> tf.Tensor:
    """The image with its outermost pixels mirrored from those within; too small a one as it is."""
    if min(image.shape[1:3]) < 3 * edge:
        return image
    inner = image[:, edge:-edge, edge:-edge]
    return tf.pad(inner, [(0, 0), (edge, edge), (edge, edge), (0, 0)], mode="SYMMETRIC")


def folded_at_edge(gradient: tf.Tensor) -> NDArray[np.float32]:
    """∂J/∂image, given ∂J/∂`mirrored_at_edge(image)`: what pulls at the edge pulls within."""
    g = np.array(gradient)
    if min(g.shape[1:3]) < 3 * EDGE:
        return g
    for along in (g, g.swapaxes(1, 2)):
        along[:, 1] += along[:, 0]
        along[:, -2] += along[:, -1]
        along[:, [0, -1]] = 0
    return g
