"""What a picture is inside Styler, and whose colours it has.

All colouring is done on sRGB's own (gamma-encoded) values, in which the network reads pictures too:

- "style": the painting's colours, as they come.
- "match": the style is first given the content's colours, and then painted from; G follows.
- "luminance": of G only the luminance is shown, with the content's chrominance.
- "transfer": no brushwork: the content itself, given the style's colours.

After L. Gatys, M. Bethge, A. Hertzmann and E. Shechtman, "Preserving Color in Neural Artistic Style
Transfer", 2016.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# Shape (n_H, n_W, 3): RGB, sRGB values from 0 to 255, fractions kept.
Picture = NDArray[np.float32]
Matrix = NDArray[np.float64]

# ITU-R BT.601: Y' = 0.299·R' + 0.587·G' + 0.114·B', the luma of YIQ and of Y'CbCr.
LUMA = np.array([0.299, 0.587, 0.114], np.float32)
# Added to a variance, in squares of 0–255: a picture of one colour has none to divide by.
_LEAST_VARIANCE = 1.0
_SAMPLED = 1 << 20  # pixels that statistics are taken of, at most


class Statistics(NamedTuple):
    """Mean (3,) and covariance (3, 3) of a picture's colours."""

    mean: Matrix
    covariance: Matrix


def statistics(picture: Picture) -> Statistics:
    """Mean and covariance over all pixels; of a large picture, over evenly spread ones."""
    step = max(1, round((picture.shape[0] * picture.shape[1] / _SAMPLED) ** 0.5))
    pixels = picture[::step, ::step].reshape(-1, 3).astype(np.float64)
    mean = pixels.mean(axis=0)
    return Statistics(mean, (pixels - mean).T @ (pixels - mean) / len(pixels))


def mixed(parts: Sequence[Statistics], shares: Sequence[float]) -> Statistics:
    """The statistics of pictures thrown together, each for its share, 1 in all."""
    weighed = list(zip(parts, shares, strict=True))
    mean = np.sum([share * part.mean for part, share in weighed], axis=0)
    # The spread within each, and of their means.
    spread = [
        share * (part.covariance + np.outer(part.mean - mean, part.mean - mean))
        for part, share in weighed
    ]
    return Statistics(mean, np.sum(spread, axis=0))


def recoloured(picture: Picture, own: Statistics, like: Statistics) -> Picture:
    """The picture, whose statistics are `own`, with those of another, clipped to 0–255.

    x ↦ Σ_like^½ · Σ^−½ · (x − μ) + μ_like, the linear transfer by matrix square roots of Gatys et
    al. 2016, section 4.1.
    """
    linear = _power(like.covariance, 0.5) @ _power(own.covariance, -0.5)
    offset = like.mean - linear @ own.mean
    moved = picture @ linear.T.astype(np.float32) + offset.astype(np.float32)
    return np.clip(moved, 0, 255, out=moved)


def luma(picture: Picture) -> Picture:
    """Y' of each pixel, (n_H, n_W, 1)."""
    return picture @ LUMA[:, None]


def with_luma(picture: Picture, of: Picture) -> Picture:
    """The picture's chrominance, R' − Y' and B' − Y', with the luma of another of its size."""
    return picture + (luma(of) - luma(picture))


def _power(covariance: Matrix, exponent: float) -> Matrix:
    """The symmetric matrix power."""
    values, vectors = np.linalg.eigh(covariance + _LEAST_VARIANCE * np.eye(3))
    return np.asarray((vectors * values**exponent) @ vectors.T)
