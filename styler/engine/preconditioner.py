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

    def __init__(self, height: int, width: int):
        pass

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
        self._padded = (_transformable(height + MARGIN), _transformable(width + MARGIN))
        f_y = np.abs(np.fft.fftfreq(self._padded[0]))[:, None]
        f_x = np.fft.rfftfreq(self._padded[1])[None, :]
        gain: Frequencies = np.maximum(np.hypot(f_y, f_x), 1 / max(height, width)) ** (-power / 2)
        gain *= _falling(2 * f_y, shoulder) * _falling(2 * f_x, shoulder)
        gain /= np.sqrt(np.mean(np.square(gain)))
        self._gain = tf.constant(gain, tf.complex64)

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
