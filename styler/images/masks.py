"""Masks as picture files: white is where they apply, black and what is transparent is where not."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from styler.colour import luma
from styler.errors import StylerError
from styler.images.reading import check_size, decoded, laid_over, read
from styler.regions import Mask, Regions

# A mask is stretched over the picture, so that more than the largest picture has is of no use.
MAX_SIDE = 2048  # pixels

_QUICKLY = 1  # zlib: a tenth larger than the best, in a quarter of the time


def load_mask(path: str | os.PathLike[str]) -> Mask:
    """The mask in an image file of any kind, shrunk to MAX_SIDE if it is larger.

    Raises `StylerError` if there is none that can be read.
    """
    return read(Path(path), _mask)


def mask_bytes(mask: Mask) -> bytes:
    """As a grey 8-bit PNG, which `mask_from_bytes` takes back; shrunk to MAX_SIDE too."""
    stream = io.BytesIO()
    _shrunk(mask).save(stream, "PNG", compress_level=_QUICKLY)
    return stream.getvalue()


def mask_from_bytes(data: bytes, name: str) -> Mask:
    """The mask again, or one in a PNG of any other program. `name` is what errors call it.

    Raises `StylerError` if there is none, or if it is larger than MAX_SIDE.
    """
    return decoded(io.BytesIO(data), name, _mask_as_it_is)


def regions_bytes(regions: Regions) -> tuple[dict[int, bytes], bytes | None]:
    """The styles' masks by their numbers from 1, and what is kept, each by `mask_bytes`."""
    masks = {n: mask_bytes(m) for n, m in enumerate(regions.styles, start=1) if m is not None}
    return masks, None if regions.keep is None else mask_bytes(regions.keep)


def regions_from_bytes(masks: Mapping[int, bytes], keep: bytes | None, name: str) -> Regions:
    """The regions again. `name` is the file's. Raises `StylerError` as `mask_from_bytes` does."""
    numbers = range(1, max(masks, default=0) + 1)
    styles = (
        mask_from_bytes(masks[n], f"{name}: masks.{n}") if n in masks else None for n in numbers
    )
    kept = None if keep is None else mask_from_bytes(keep, f"{name}: keep")
    return Regions(tuple(styles), kept)


def _mask(image: Image.Image, name: str) -> Mask:
    check_size(image, name)
    return np.array(_shrunk(_grey(image)))


def _mask_as_it_is(image: Image.Image, name: str) -> Mask:
    if image.format != "PNG":
        raise StylerError("The mask “{name}” must be a PNG file.", name=name)
    if max(image.size) > MAX_SIDE:
        raise StylerError(
            "The mask “{name}” is longer than {most} pixels: make it smaller first.",
            name=name,
            most=MAX_SIDE,
        )
    return _grey(image)


def _grey(image: Image.Image) -> Mask:
    return laid_over(image, 0, _in_grey)


def _in_grey(levels: NDArray[np.float32]) -> Mask:
    grey = luma(levels) if levels.shape[2] == 3 else levels
    return np.rint(grey[..., 0]).astype(np.uint8)


def _shrunk(mask: Mask) -> Image.Image:
    grey = Image.fromarray(mask)
    grey.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.BOX)
    return grey
