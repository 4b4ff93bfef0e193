"""What a picture is on a screen or in a file."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import ImageCms

from styler.colour import Picture

_AT_ONCE = 1 << 21  # values of a strip: enough for speed, little beside any picture


def rows_at_once(width: int) -> int:
    """How many rows of so many pixels are a strip. What is done in strips needs no copy of the
    whole picture, which may be of gigabytes.
    """
    return max(1, _AT_ONCE // (3 * width))


def to_bytes8(picture: Picture) -> NDArray[np.uint8]:
    """The picture in whole numbers, clipped to 0–255 and rounded: what is saved and shown."""
    whole = np.empty(picture.shape, np.uint8)
    rows = rows_at_once(picture.shape[1])
    for top in range(0, len(picture), rows):
        levels = np.clip(picture[top : top + rows], 0, 255)
        whole[top : top + rows] = np.rint(levels, out=levels)
    return whole


def srgb_profile() -> ImageCms.ImageCmsProfile:
    """The colour profile of every `Picture`."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def srgb_profile_bytes() -> bytes:
    """The same, to be embedded in a file: undated, so that equal pictures are equal files."""
    profile = bytearray(srgb_profile().tobytes())
    profile[_ICC_DATE] = bytes(12)
    return bytes(profile)


_ICC_DATE = slice(24, 36)  # ICC.1:2010, section 7.2.8
