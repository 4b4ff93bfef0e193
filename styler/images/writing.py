"""Writing a picture to a file: whole, or not at all."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from PIL import Image, features

from styler.atomic import check_replaceable, replacing
from styler.colour import Picture
from styler.errors import StylerError
from styler.images.dither import strips
from styler.images.export import PLAIN, Export
from styler.images.metadata import exif_with_dpi, xmp
from styler.images.picture import rows_at_once, srgb_profile_bytes
from styler.images.png import write_png
from styler.images.tiff import write_tiff

_AVIF_SPEED = 9  # of 10: a twentieth larger than by Pillow's 6, in a sixth of the time

_Write = Callable[[Picture, Export, BinaryIO], None]


@dataclass(frozen=True)
class Kind:
    """What a format has a place for."""

    write: _Write
    deep: bool = False  # 16 bits a colour
    quality: bool = False
    chroma: bool = False
    alpha: bool = True
    recipe: bool = True


def kind_of(path: str | os.PathLike[str]) -> Kind:
    """What the filename's ending says. Raises `StylerError` if it is of no format."""
    path = Path(path)
    if path.suffix.lower() not in WRITABLE:
        raise StylerError(
            "“{name}” must end in one of {endings}.", name=path.name, endings=", ".join(WRITABLE)
        )
    return _KINDS[path.suffix.lower()]


def save(picture: Picture, path: str | os.PathLike[str], export: Export = PLAIN) -> None:
    """Writes the picture in the format that the filename's ending says.

    Values are clipped to 0–255; in 8 bits what lies between two levels is dithered. A file that
    is there already is replaced only when the new one is safely on the disk. Raises `StylerError`
    if the picture cannot be written.
    """
    path = Path(path)
    kind = _checked(path, export)
    with replacing(path) as stream, _explained(picture, path):
        kind.write(picture, export, stream)


def check_writable(path: str | os.PathLike[str], export: Export = PLAIN) -> None:
    """Raises the `StylerError` that `save` would, as far as can be known before painting."""
    _checked(Path(path), export)
    check_replaceable(Path(path))


def _checked(path: Path, export: Export) -> Kind:
    kind = kind_of(path)
    if export.depth > 8 and not kind.deep:
        raise StylerError(
            "“{name}” has no more than 8 bits a colour: for 16 it must end in .png or .tif.",
            name=path.name,
        )
    return kind


@contextlib.contextmanager
def _explained(picture: Picture, path: Path) -> Iterator[None]:
    try:
        yield
    except _RefusedError as error:
        raise StylerError(
            "A picture of {width} × {height} pixels does not go into “{name}”: save it as "
            ".png instead.",
            width=picture.shape[1],
            height=picture.shape[0],
            name=path.name,
        ) from error


class _RefusedError(Exception):
    """An encoder takes no picture of this size."""


def _by_pillow(
    options: Callable[[Export], Mapping[str, Any]],
    picture: Picture,
    export: Export,
    stream: BinaryIO,
) -> None:
    """Into memory first: written to the disk, an encoder's error would look like a full one's."""
    encoded = io.BytesIO()
    try:
        _image(picture, export).save(encoded, icc_profile=srgb_profile_bytes(), **options(export))
    except (OSError, ValueError) as error:
        raise _RefusedError from error
    stream.write(encoded.getbuffer())


def _image(picture: Picture, export: Export) -> Image.Image:
    height, width = picture.shape[:2]
    levels = np.empty((height, width, 3 if export.alpha is None else 4), np.uint8)
    rows = rows_at_once(picture.shape[1])
    for number, strip in enumerate(strips(picture, export)):
        levels[number * rows : (number + 1) * rows] = strip
    return Image.fromarray(levels)


def _write_jpeg(picture: Picture, export: Export, stream: BinaryIO) -> None:
    _by_pillow(_jpeg, picture, replace(export, alpha=None), stream)


def _jpeg(export: Export) -> Mapping[str, Any]:
    # No "optimize": Pillow's buffer for it is too small for noise, and saving would fail.
    return {
        "format": "JPEG",
        "quality": export.quality,
        "subsampling": export.chroma,
        "exif": exif_with_dpi(export.exif, export.dpi),
        **({"dpi": (export.dpi, export.dpi)} if export.dpi else {}),
    }


def _webp(export: Export) -> Mapping[str, Any]:
    return {"format": "WEBP", "quality": export.quality, **_beside(export)}


def _avif(export: Export) -> Mapping[str, Any]:
    return {
        "format": "AVIF",
        "quality": export.quality,
        "subsampling": export.chroma,
        "speed": _AVIF_SPEED,
        **_beside(export),
    }


def _beside(export: Export) -> Mapping[str, Any]:
    recipe = {"xmp": xmp(export.recipe)} if export.recipe else {}
    return {"exif": exif_with_dpi(export.exif, export.dpi), **recipe}


_JPEG = Kind(_write_jpeg, quality=True, chroma=True, alpha=False, recipe=False)
_TIFF = Kind(write_tiff, deep=True)
_AVIF = Kind(partial(_by_pillow, _avif), quality=True, chroma=True)

_KINDS: Mapping[str, Kind] = {
    ".png": Kind(write_png, deep=True),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".tif": _TIFF,
    ".tiff": _TIFF,
    ".webp": Kind(partial(_by_pillow, _webp), quality=True),
    **({".avif": _AVIF} if features.check("avif") else {}),
}

WRITABLE: tuple[str, ...] = tuple(_KINDS)
