"""Writing a picture to a file: whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from PIL import Image

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
    target = _target(Path(path))
    data = _encoded(picture, Path(path))
    with _explained(target), _temporary_beside(target) as temporary:
        _write(data, temporary)
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)


def check_writable(path: str | os.PathLike[str]) -> None:
    """Raises the `StylerError` that `save` would, as far as can be known before painting."""
    target = _target(Path(path))
    with _explained(target), _temporary_beside(target) as temporary:
        temporary.touch(exist_ok=False)


def _target(path: Path) -> Path:
    """The file to write, links followed. Raises `StylerError` if it plainly cannot be written."""
    if path.suffix.lower() not in WRITABLE:
        raise StylerError(
            "“{name}” must end in one of {endings}.", name=path.name, endings=", ".join(WRITABLE)
        )
    with _explained(path):
        target = Path(os.path.realpath(path))
        if not target.parent.is_dir():
            raise StylerError(
                "There is no folder “{folder}”: make it, or choose another.", folder=path.parent
            )
        if target.is_dir():
            raise StylerError("“{name}” is a folder: choose another name.", name=path.name)
        if target.exists():
            _check_replaceable(target)
        return target


def _check_replaceable(target: Path) -> None:
    if not target.is_file():
        raise StylerError(
            "“{name}” is not an ordinary file: choose another name.", name=target.name
        )
    # Renaming over a write-protected file would succeed. Opening it for writing does not.
    target.open("r+b").close()


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


@contextlib.contextmanager
def _temporary_beside(target: Path) -> Iterator[Path]:
    """A new name in the target's folder. Whatever is left there in the end is removed."""
    temporary = target.with_name(f".styler-{secrets.token_hex(8)}.part")
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _write(data: bytes, path: Path) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _explained_error(error, path) from error


def _explained_error(error: OSError, path: Path) -> StylerError:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return StylerError(
                "There is no room for “{name}” on the disk: make some, and save again.",
                name=path.name,
            )
        case errno.EACCES | errno.EPERM | errno.EROFS | errno.ENOENT:
            return StylerError(
                "You may not write “{name}” in “{folder}”: save it somewhere else.",
                name=path.name,
                folder=path.parent,
            )
        case _:
            return StylerError(
                "“{name}” cannot be saved ({reason}): save it somewhere else.",
                name=path.name,
                reason=error.strerror,
            )
