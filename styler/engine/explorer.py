"""Looking into the network: what excites a channel, and what its layer correlates.

Each search is a generator that yields a `Partial` after each small piece of work, so that painting
can go on between two of them; to cancel it, stop iterating. M. Zeiler and R. Fergus, "Visualizing
and Understanding Convolutional Networks", 2013; C. Olah, A. Mordvintsev and L. Schubert, "Feature
Visualization", 2017.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np
import tensorflow as tf

from styler.anatomy import layer_at
from styler.colour import Picture
from styler.engine import costs
from styler.engine.features import VGG19
from styler.engine.optimisers import Adam
from styler.engine.preconditioner import Preconditioner
from styler.findings import NOTHING, Array, Gram, Partial, Survey, all_channels, surveyed
from styler.settings import LAYERS, check_channel, check_layer

# Of the image that excites a channel. A natural image's amplitudes fall as 1/f.
STEPS = 96
AMPLITUDES = 2.0  # power with which the preconditioner falls: P½ as |f|^−1
ETA = 2.0  # grey levels a step
JITTER = 8  # pixels that the image is moved about by, so that no pixel is tuned to its place
SIZES = (64, 128)  # of the image, pixels: that of the receptive field, within these
CONTRAST = 75.0  # grey levels, root mean square: about that of photographs
START = 4.0  # grey levels of noise
# From what is independent in natural images, light, blue to yellow and red to green, to RGB: the
# root of their covariance (C. Olah et al., 2017).
_MIXED = tf.constant([[0.26, 0.27, 0.27], [0.09, 0.0, -0.09], [0.02, -0.05, 0.03]]) / 0.27
HELD = 1e-2  # how hard the image is held within 0–255

PARTS = 4  # of a layer's channels, one after the other, so that painting need not wait for all


def activations(network: VGG19, picture: Picture, layer: str) -> Iterator[Partial[Array]]:
    """a[l] of a picture (n_H, n_W, 3) at its own size, as (n_H, n_W, n_C); a layer at a time.

    Raises `StylerError` if there is no such layer, or the picture does not reach it.
    """
    count = LAYERS.index(check_layer(layer)) + 1
    layer_at(layer, *picture.shape[:2])
    upwards = network.layer_by_layer(tf.constant(picture[None], tf.float32))
    for done, (_, a) in enumerate(upwards, start=1):
        last = done == count
        yield Partial(done, count, tf.cast(a[0], tf.float32).numpy() if last else None)
        if last:
            return


def survey(
    network: VGG19, layer: str, pictures: Iterable[Picture], count: int
) -> Iterator[Partial[Survey]]:
    """What excites each channel of a layer in `count` pictures (n_H, n_W, 3) of any sizes."""
    found: Survey | None = None
    for number, picture in enumerate(pictures):
        for step in _survey(network, layer, picture, number):
            if step.finding:
                found = found.joined(step.finding) if found else step.finding
            yield Partial(number * step.of + step.done, count * step.of, found)


def _survey(network: VGG19, layer: str, picture: Picture, number: int) -> Iterator[Partial[Survey]]:
    where, parts = layer_at(layer, *picture.shape[:2]), list[Survey]()
    for step in activations(network, picture, layer):
        yield Partial(step.done, step.of + PARTS)
    assert step.finding is not None
    for channels in np.split(step.finding, PARTS, axis=-1):
        parts.append(surveyed(where, channels, number))
        whole = all_channels(layer, parts) if len(parts) == PARTS else None
        yield Partial(step.of + len(parts), step.of + PARTS, whole)


def gram(network: VGG19, picture: Picture, layer: str) -> Iterator[Partial[Gram]]:
    """What the channels of a layer have to do with each other in a picture (n_H, n_W, 3)."""
    for step in activations(network, picture, layer):
        yield Partial(step.done, step.of + 2)
    a = tf.constant(step.finding)
    matrix = costs.mean_gram_matrix(a).numpy()
    yield Partial(step.of + 1, step.of + 2)
    together = costs.mean_gram_matrix(tf.cast(a > 0, tf.float32)).numpy()
    yield Partial(step.of + 2, step.of + 2, Gram(layer, matrix, together))


def synthesised(
    network: VGG19,
    layer: str,
    channel: int,
    size: int | None = None,
    steps: int = STEPS,
    seed: int = 0,
) -> Iterator[Partial[Picture]]:
    """An image (size, size, 3) that excites a channel everywhere, by gradient ascent; a step each.

    The ascent is in u, as painting is, but with a filter that falls as the amplitudes of natural
    images do; the image is moved about at random. Unless given, the size is that of the channel's
    receptive field and a little more. Raises `StylerError` if there is no such channel.
    """
    check_channel(layer, channel)
    ascent = _Ascent(network, layer, channel, size or _size(layer), seed)
    for step in range(1, steps + 1):
        ascent.step()
        yield Partial(step, steps, ascent.picture)


def _size(layer: str) -> int:
    least, most = SIZES
    return min(max(layer_at(layer, least, least).receptive_field, least), most)


class _Ascent:
    """G = G₀ + colours(P½·u), moved up the mean activation of a channel."""

    def __init__(self, network: VGG19, layer: str, channel: int, size: int, seed: int):
        self._network, self._layer, self._channel = network, layer, channel
        self._size, self._whole = size, size + 2 * JITTER
        self._random = np.random.default_rng(seed)
        self._P_half = Preconditioner(self._whole, self._whole, AMPLITUDES)
        self._adam = Adam(ETA)
        shape = self._P_half.to_u(tf.zeros((1, self._whole, self._whole, 3))).shape
        self._u = self._random.normal(scale=START, size=shape).astype(np.float32)
        self._G = self._image()

    @property
    def picture(self) -> Picture:
        """The middle of G, clipped to 0–255."""
        inside = slice(JITTER, -JITTER)
        return np.asarray(np.clip(self._G[0, inside, inside], 0, 255))

    def step(self) -> None:
        """One move up, with no more contrast than a photograph has."""
        uphill = tf.matmul(self._gradient(), _MIXED, transpose_b=True)
        self._u = self._adam.move(self._u, self._P_half.to_u(-uphill))
        contrast = float(tf.norm(self._image() - NOTHING)) / math.sqrt(3 * self._whole**2)
        self._u *= np.float32(min(1.0, CONTRAST / contrast))
        self._G = self._image()

    def _image(self) -> tf.Tensor:
        return tf.constant(NOTHING) + tf.matmul(self._P_half.to_canvas(self._u), _MIXED)

    def _gradient(self) -> tf.Tensor:
        down, across = self._random.integers(0, 2 * JITTER, 2)
        with tf.GradientTape() as tape:
            tape.watch(self._G)
            seen = self._G[:, down : down + self._size, across : across + self._size]
            a = self._network.before_relu(seen, self._layer)
            excitement = tf.reduce_mean(tf.cast(a[..., self._channel], tf.float32))
            worth = excitement - HELD * costs.range_cost(self._G)
        return tape.gradient(worth, self._G)
