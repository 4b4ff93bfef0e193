"""The canvas of floats as the whole numbers of a file, a strip of rows at a time.

Rounded to 8 bits, a soft sky would break into bands. Each value goes up or down by chance instead,
up as often as it is near to it, so that on average every tone is exactly there. The noise is less
than one level of 255, and a value that is whole already stays as it is. The chance is the same
each time, so that equal pictures are equal files.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from styler.colour import Picture
from styler.images.export import Alpha, Export
from styler.images.picture import rows_at_once

_SEED = 0
_TO_16 = np.float32(65535 / 255)

# Of shape (rows, n_W, 3 or 4): what a file holds of RGB, or of RGB and alpha.
Strip = NDArray[np.uint8] | NDArray[np.uint16]


def strips(picture: Picture, export: Export) -> Iterator[Strip]:
    """The picture in the depth asked for, with its alpha, from the top."""
    alpha = None if export.alpha is None else _stretched(export.alpha, picture)
    chance = np.random.default_rng(_SEED)
    rows = rows_at_once(picture.shape[1])
    for top in range(0, len(picture), rows):
        levels = np.clip(picture[top : top + rows], 0, 255)
        strip = _in_16(levels) if export.depth == 16 else _in_8(levels, chance)
        yield strip if alpha is None else _with(alpha[top : top + rows], strip)


def _in_8(levels: Picture, chance: np.random.Generator) -> Strip:
    below = np.floor(levels)
    above = chance.random(levels.shape, np.float32) < levels - below
    return np.asarray(below + above, np.uint8)


def _in_16(levels: Picture) -> Strip:
    return np.asarray(np.rint(levels * _TO_16), np.uint16)


def _stretched(alpha: Alpha, picture: Picture) -> Alpha:
    height, width = picture.shape[:2]
    return np.asarray(Image.fromarray(alpha).resize((width, height), Image.Resampling.BICUBIC))


def _with(alpha: Alpha, strip: Strip) -> Strip:
    scale = np.iinfo(strip.dtype).max // 255
    opacity = alpha.astype(strip.dtype) * scale
    return np.concatenate([strip, opacity[..., np.newaxis]], axis=2)
