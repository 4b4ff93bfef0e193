"""Sizes of images, and how an image gets from one to another.

Tensors are (1, n_H, n_W, 3), RGB, 0–255, float32.
"""

from __future__ import annotations

import math

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from styler.regions import Mask, Weights

FRAME = 1  # pixels of the border that VGG-19's zero padding would grey
WIDE_FRAME = 2  # those of which an enlargement would still show it


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
    """The start at a larger size: the smaller size's result enlarged, and the fine band of `start`.

    The fine band is what the smaller size could not hold: `start` less itself shrunk and enlarged.
    """
    height, width = start.shape[1:3]
    coarse = resized(start, *result.shape[1:3])
    return (
        resized(unframed(result, WIDE_FRAME), height, width)
        + start
        - resized(coarse, height, width)
    )


def unframed(image: tf.Tensor, frame: int = FRAME) -> tf.Tensor:
    """The image with its outermost pixels mirrored from those within.

    VGG-19 pads with grey, and descent would grey the edge to meet it.
    """
    if min(image.shape[1:3]) < 3 * frame:
        return image
    inner = image[:, frame:-frame, frame:-frame]
    return tf.pad(inner, [(0, 0), (frame, frame), (frame, frame), (0, 0)], mode="SYMMETRIC")


def through_unframed(gradient: tf.Tensor) -> tf.Tensor:
    """∂J/∂image, given ∂J/∂`unframed(image)`."""
    image = tf.zeros_like(gradient)
    with tf.GradientTape() as tape:
        tape.watch(image)
        shown = unframed(image)
    return tape.gradient(shown, image, output_gradients=gradient)
