"""A change of variables in which the descent is better conditioned.

The gradient of J is far too strong in the picture's fine detail and too weak in its large shapes.
So the optimiser moves u in G = G₀ + P½·u, where P½ is a filter that falls with frequency as natural
images do (D. Field, "Relations between the statistics of natural images and the response properties
of cortical cells", 1987). Any optimiser in u is the same optimiser in G, preconditioned by P.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

Frequencies = NDArray[np.floating[Any]]

# A border of u that G does not show, so that opposite edges of the picture do not touch.
MARGIN = 16


class Pixels:
    """No change of variables: u moves the pixels. For gradient descent as it is written."""

    def to_canvas(self, u: NDArray[np.float32]) -> tf.Tensor:
        """u as a tensor, (1, height, width, 3)."""
        return tf.constant(u)

    def to_u(self, gradient: tf.Tensor) -> NDArray[np.float32]:
        """∂J/∂G as an array of the same shape."""
        return np.asarray(gradient)


class Preconditioner:
    """P½ for images of one size: a filter |f|^(−power/2), of unit mean square.

    Towards the highest frequencies it falls to nothing (half a cosine, from `shoulder` of Nyquist
    on): no brushstroke lives there, but pooling's chequer pattern does.
    """

    def __init__(self, height: int, width: int, power: float = 0.7, shoulder: float = 0.5):
        self._canvas = (height, width)
        self._padded = _with_margin(height, width)
        self._gain = tf.constant(_gain(self._canvas, self._padded, power, shoulder), tf.complex64)

    def to_canvas(self, u: NDArray[np.float32]) -> tf.Tensor:
        """P½·u: from u (3, height and margin, width and margin) to (1, height, width, 3)."""
        height, width = self._canvas
        return tf.transpose(self._filtered(u)[:, :height, :width], (1, 2, 0))[None]

    def to_u(self, gradient: tf.Tensor) -> NDArray[np.float32]:
        """P½ᵀ·gradient: from ∂J/∂G, (1, height, width, 3), to ∂J/∂u."""
        planes = tf.transpose(gradient[0], (2, 0, 1))
        margins = [(0, p - c) for p, c in zip(self._padded, self._canvas, strict=True)]
        return np.asarray(self._filtered(tf.pad(planes, [(0, 0), *margins])))

    def _filtered(self, planes: tf.Tensor) -> tf.Tensor:
        """One plane after the other: the spectra of a large picture take much memory."""
        return tf.stack(
            [
                tf.signal.irfft2d(tf.signal.rfft2d(plane) * self._gain, self._padded)
                for plane in tf.unstack(planes)
            ]
        )


class Spectrum:
    """P½ for images of one size, from their spectra: the same filter, but u is waves, not pixels.

    u is a vector, and each of its `parts` an octave of one colour: luminance and two that oppose
    each other, in which natural images hardly depend on one another. As how steep J is differs from
    part to part, an optimiser may have a scale for each. The waves are of unit length, so that u's
    root mean square is that of the pixels it moves.
    """

    def __init__(self, height: int, width: int, power: float = 0.7, shoulder: float = 0.5):
        self._canvas = (height, width)
        self._padded = _with_margin(height, width)
        gain = _gain(self._canvas, self._padded, power, shoulder)
        self._shape = gain.shape
        # Half a spectrum is kept, of which all but the outermost columns stand for the rest too.
        length = np.full(gain.shape[1], np.sqrt(2 / np.prod(self._padded)))
        length[[0, -1]] /= np.sqrt(2)
        self._to_u = tf.constant(gain * length, tf.complex64)
        self._to_canvas = tf.constant(gain / length, tf.complex64)
        octaves = np.floor(np.log2(_HIGHEST / _frequencies(self._canvas, self._padded))).reshape(-1)
        self._order = np.argsort(octaves, kind="stable")
        _, waves = np.unique(octaves, return_counts=True)
        # Entries of each: a wave has two, cosine and sine.
        self.parts: list[int] = np.tile(2 * waves, len(OPPONENT)).tolist()

    def to_canvas(self, u: NDArray[np.float32]) -> tf.Tensor:
        """P½·u: from u (entries) to (1, height, width, 3)."""
        height, width = self._canvas
        waves = u.view(np.complex64).reshape(len(OPPONENT), -1)
        planes = [self._plane(ordered)[:height, :width] for ordered in waves]
        return (tf.stack(planes, axis=-1) @ tf.constant(OPPONENT))[None]

    def to_u(self, gradient: tf.Tensor) -> NDArray[np.float32]:
        """P½ᵀ·gradient: from ∂J/∂G, (1, height, width, 3), to ∂J/∂u."""
        margins = [(0, p - c) for p, c in zip(self._padded, self._canvas, strict=True)]
        planes = tf.unstack(gradient[0] @ tf.constant(OPPONENT.T), axis=-1)
        return np.concatenate([self._waves(tf.pad(plane, margins)) for plane in planes])

    def _plane(self, ordered: NDArray[np.complex64]) -> tf.Tensor:
        spectrum = np.empty(ordered.size, np.complex64)
        spectrum[self._order] = ordered
        return tf.signal.irfft2d(spectrum.reshape(self._shape) * self._to_canvas, self._padded)

    def _waves(self, plane: tf.Tensor) -> NDArray[np.float32]:
        spectrum = (tf.signal.rfft2d(plane) * self._to_u).numpy().reshape(-1)
        return np.asarray(spectrum[self._order]).view(np.float32)


# Rows: luminance, red to blue, green to both; orthonormal.
OPPONENT = np.array([[1, 1, 1], [1, 0, -1], [1, -2, 1]], np.float32)
OPPONENT /= np.linalg.norm(OPPONENT, axis=1, keepdims=True)
_HIGHEST = np.sqrt(0.5)  # cycles a pixel, of a chequer


def _with_margin(height: int, width: int) -> tuple[int, int]:
    return _transformable(height + MARGIN), _transformable(width + MARGIN)


def _frequencies(canvas: tuple[int, int], padded: tuple[int, int]) -> Frequencies:
    """Of each entry of a half spectrum, cycles a pixel; none is below one over the canvas."""
    f_y, f_x = np.fft.fftfreq(padded[0])[:, None], np.fft.rfftfreq(padded[1])
    return np.asarray(np.maximum(np.hypot(f_y, f_x), 1 / max(canvas)))


def _gain(
    canvas: tuple[int, int], padded: tuple[int, int], power: float, shoulder: float
) -> Frequencies:
    """P½ of each entry of a half spectrum."""
    gain = _frequencies(canvas, padded) ** (-power / 2)
    gain *= _falling(2 * np.abs(np.fft.fftfreq(padded[0]))[:, None], shoulder)
    gain *= _falling(2 * np.fft.rfftfreq(padded[1]), shoulder)
    return np.asarray(gain / np.sqrt(np.mean(np.square(gain))))


def _falling(frequency: Frequencies, shoulder: float) -> Frequencies:
    """1 up to `shoulder`, then half a cosine down to 0 at 1 (Nyquist)."""
    t = np.clip((frequency - shoulder) / max(1 - shoulder, 1e-9), 0, 1)
    return np.asarray((1 + np.cos(np.pi * t)) / 2)


def _transformable(length: int) -> int:
    """The next even length with no prime factor above 5, which a Fourier transform likes."""
    length += length % 2
    while _without_factors(length) > 1:
        length += 2
    return length


def _without_factors(length: int) -> int:
    for factor in (2, 3, 5):
        while length % factor == 0:
            length //= factor
    return length
