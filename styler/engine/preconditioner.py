"""A change of variables in which the descent is better conditioned.

The gradient of J is far too strong in the picture's fine detail and too weak in its large shapes.
So the optimiser moves u in G = G₀ + P½·u, where P½ is a filter that falls with frequency as natural
images do (D. Field, "Relations between the statistics of natural images and the response properties
of cortical cells", 1987). Any optimiser in u is the same optimiser in G, preconditioned by P.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

Frequencies = NDArray[np.floating[Any]]

# A border of u that G does not show, so that opposite edges of the picture do not touch.
MARGIN = 16
POWER = 0.7  # of |f|⁻¹ in P
SHOULDER = 0.5  # of Nyquist: from there P½ falls to nothing
# Luminance, red to blue, green to both: about the principal components of photographs' colours
# (Y. Ohta, T. Kanade and T. Sakai, "Color information for region segmentation", 1980). Orthonormal.
OPPONENT = np.array([[1, 1, 1], [1, 0, -1], [1, -2, 1]], np.float32)
OPPONENT /= np.linalg.norm(OPPONENT, axis=1, keepdims=True)


class Variables(Protocol):
    """What an optimiser moves in place of the pixels, and its way to them and back."""

    def to_canvas(self, u: NDArray[np.float32]) -> tf.Tensor:
        """What u adds to G₀, (1, height, width, 3)."""

    def to_u(self, gradient: tf.Tensor) -> NDArray[np.float32]:
        """∂J/∂u from ∂J/∂G, (1, height, width, 3)."""


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

    Towards the highest frequencies it falls to nothing (half a cosine, from `SHOULDER` on): no
    brushstroke lives there, but pooling's chequer pattern does.
    """

    def __init__(self, height: int, width: int, power: float = POWER):
        self._canvas = (height, width)
        self._padded = _with_margin(height, width)
        self._gain = tf.constant(_gain(self._canvas, self._padded, power), tf.complex64)

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

    u is a vector, colour by colour (`OPPONENT`), in each of them octave by octave from the highest
    down, of each wave its real and its imaginary part. Its `parts` are an octave of one colour, in
    entries: as how steep J is differs from part to part, an optimiser may have a scale for each.

    By Parseval's theorem the waves are weighed so that dot products are those of `Preconditioner`'s
    u. Not each u is the spectrum of an image, but each gradient is; so what moves u by anything but
    gradients and their sums, each part times a number, leads elsewhere.
    """

    def __init__(self, height: int, width: int):
        self._canvas = (height, width)
        self._padded = _with_margin(height, width)
        self._gain = _gain(self._canvas, self._padded, POWER).astype(np.float32)
        # Half a spectrum is kept: in it all columns but the outermost stand for their mirror image,
        # too. The outermost are their own, as the padded width is even.
        self._weight = np.full(self._gain.shape[1], np.sqrt(2 / np.prod(self._padded)), np.float32)
        self._weight[[0, -1]] /= np.sqrt(2)
        octaves = _octaves(_frequencies(self._canvas, self._padded)).reshape(-1)
        self._order = np.argsort(octaves, kind="stable").astype(np.int32)
        # Entries of each: a wave has two.
        self.parts: list[int] = np.tile(2 * np.bincount(octaves), len(OPPONENT)).tolist()

    def to_canvas(self, u: NDArray[np.float32]) -> tf.Tensor:
        """P½·u: from u (entries) to (1, height, width, 3)."""
        planes = [self._plane(waves) for waves in u.view(np.complex64).reshape(3, -1)]
        return tf.constant((np.stack(planes, axis=-1) @ OPPONENT)[None])

    def to_u(self, gradient: tf.Tensor) -> NDArray[np.float32]:
        """P½ᵀ·gradient: from ∂J/∂G, (1, height, width, 3), to ∂J/∂u."""
        of_pixels = np.asarray(gradient[0])
        return np.concatenate([self._waves(of_pixels @ colour) for colour in OPPONENT])

    def _plane(self, waves: NDArray[np.complex64]) -> NDArray[np.float32]:
        height, width = self._canvas
        spectrum = np.empty(self._gain.shape, np.complex64)
        spectrum.reshape(-1)[self._order] = waves
        spectrum *= self._gain / self._weight
        return np.asarray(tf.signal.irfft2d(spectrum, self._padded)[:height, :width])

    def _waves(self, plane: NDArray[np.float32]) -> NDArray[np.float32]:
        margins = [(0, p - c) for p, c in zip(self._padded, self._canvas, strict=True)]
        spectrum = tf.signal.rfft2d(tf.pad(plane, margins)).numpy() * (self._gain * self._weight)
        return np.asarray(spectrum.reshape(-1)[self._order]).view(np.float32)


def _with_margin(height: int, width: int) -> tuple[int, int]:
    return _transformable(height + MARGIN), _transformable(width + MARGIN)


def _frequencies(canvas: tuple[int, int], padded: tuple[int, int]) -> Frequencies:
    """Of each entry of a half spectrum, cycles a pixel; none is below one over the canvas."""
    f_y, f_x = np.fft.fftfreq(padded[0])[:, None], np.fft.rfftfreq(padded[1])
    return np.asarray(np.maximum(np.hypot(f_y, f_x), 1 / max(canvas)))


def _octaves(frequencies: Frequencies) -> NDArray[np.intp]:
    """0 for those down to half of the highest, a chequer's, 1 for those down to a quarter …"""
    below_highest = np.log2(np.sqrt(0.5) / frequencies)
    # Some lie just where an octave ends: no machine's rounding may tell them apart.
    return np.asarray(np.maximum(0, np.floor(below_highest + 1e-6)), np.intp)


def _gain(canvas: tuple[int, int], padded: tuple[int, int], power: float) -> Frequencies:
    """P½ of each entry of a half spectrum."""
    gain = _frequencies(canvas, padded) ** (-power / 2)
    gain *= _falling(2 * np.abs(np.fft.fftfreq(padded[0]))[:, None])
    gain *= _falling(2 * np.fft.rfftfreq(padded[1]))
    return np.asarray(gain / np.sqrt(np.mean(np.square(gain))))


def _falling(frequency: Frequencies) -> Frequencies:
    """1 up to `SHOULDER`, then half a cosine down to 0 at 1 (Nyquist)."""
    t = np.clip((frequency - SHOULDER) / (1 - SHOULDER), 0, 1)
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
