"""Writing a picture to a file: whole, or not at all."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from styler.atomic import check_replaceable, replacing
from styler.errors import StylerError
from styler.images.picture import Picture, srgb_profile_bytes, to_bytes8

# No "optimize" for JPEG: Pillow's buffer for it is too small for noise, and saving would fail.
_JPEG = {"format": "JPEG", "quality": 95, "subsampling": "4:4:4"}
# Predictor 2 stores the differences between neighbours, which deflate shrinks better.
_TIFF = {"format": "TIFF", "compression": "tiff_adobe_deflate", "tiffinfo": {317: 2}}

_OPTIONS: Mapping[str, Mapping[str, Any]] = {
    ".png": {"format": "PNG", "optimize": True},
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".tif": _TIFF,
    ".tiff": _TIFF,
    ".webp": {"format": "WEBP", "quality": 95},
}

WRITABLE: tuple[str, ...] = tuple(_OPTIONS)


def save(picture: Picture, path: str | os.PathLike[str]) -> None:
    """Writes the picture in the format that the filename's ending says.

    Values are clipped to 0–255 and rounded. A file that is there already is replaced only when
    the new one is safely on the disk. Raises `StylerError` if the picture cannot be written.
    """
    path = _checked(path)
    data = _encoded(picture, path)
    with replacing(path) as stream:
        stream.write(data)


def check_writable(path: str | os.PathLike[str]) -> None:
    """Raises the `StylerError` that `save` would, as far as can be known before painting."""
    check_replaceable(_checked(path))


def _checked(path: str | os.PathLike[str]) -> Path:
    path = Path(path)
    if path.suffix.lower() not in WRITABLE:
        raise StylerError(
            "“{name}” must end in one of {endings}.", name=path.name, endings=", ".join(WRITABLE)
        )
    return path


def _encoded(picture: Picture, path: Path) -> bytes:
    image = Image.fromarray(to_bytes8(picture))
    stream = io.BytesIO()
    try:
        image.save(stream, icc_profile=srgb_profile_bytes(), **_OPTIONS[path.suffix.lower()])
    except (OSError, ValueError) as error:
        raise StylerError(
            "A picture of {width} × {height} pixels does not go into “{name}”: save it as "
            ".png instead.",
            width=image.width,
            height=image.height,
            name=path.name,
        ) from error
    return stream.getvalue()
