"""Reading a picture file, whatever kind it is, as RGB from 0 to 255.

A camera's turn (EXIF orientation) is applied, an embedded colour profile is converted to sRGB,
what is transparent is laid over white, and of an animation the first frame is taken.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageCms, ImageOps, UnidentifiedImageError, features

from styler.colour import Picture
from styler.errors import StylerError
from styler.images.export import Alpha
from styler.images.picture import rows_at_once, srgb_profile

T = TypeVar("T")
Array = NDArray[Any]
# What is made of an image that is open but not decoded yet; its name is for what is said of it.
Take = Callable[[Image.Image, str], T]

MAX_PIXELS = 150_000_000
MIN_SIDE = 2

# Pillow's formats that are opened, and the filename endings of each. Pillow knows more, but some
# of those run another program (EPS) or hold no picture worth painting (icons).
_ENDINGS: dict[str, tuple[str, ...]] = {
    "PNG": (".png", ".apng"),
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"),
    "WEBP": (".webp",),
    "TIFF": (".tif", ".tiff"),
    "BMP": (".bmp",),
    "GIF": (".gif",),
    **({"AVIF": (".avif",)} if features.check("avif") else {}),
    "JPEG2000": (".jp2", ".j2k", ".jpx", ".jpf", ".j2c", ".jpc"),
    "PPM": (".ppm", ".pgm", ".pbm", ".pnm", ".pfm"),
    "TGA": (".tga",),
    "HEIF": (".heic", ".heif", ".hif"),
}

# The brands of a telephone's HEVC in HEIF; AVIF, of the same family, is Pillow's own.
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx")

READABLE: tuple[str, ...] = tuple(ending for some in _ENDINGS.values() for ending in some)

# The mode that holds the colours of a mode without its alpha, palette or other colour space.
_OPAQUE_MODES = {
    "1": "L",
    "LA": "L",
    "P": "RGB",
    "PA": "RGB",
    "RGBA": "RGB",
    "YCbCr": "RGB",
    "LAB": "RGB",
}
_PROFILED_MODES = ("L", "I;16", "I;16B", "RGB", "CMYK")

# Without a handler of any kind, Python would print Pillow's log of bad TIFF files.
logging.getLogger("PIL").addHandler(logging.NullHandler())

# `warnings.catch_warnings` changes the whole process, so one picture is decoded at a time.
_one_at_a_time = threading.Lock()


def load(path: str | os.PathLike[str]) -> Picture:
    """The picture in a file. Raises `StylerError` if there is none that can be read."""
    return read(Path(path), _picture)


def load_bytes(data: bytes, name: str) -> Picture:
    """The picture in the bytes of a file. `name` is what errors call it."""
    return decoded(io.BytesIO(data), name, _picture)


def load_alpha(path: str | os.PathLike[str]) -> Alpha | None:
    """How opaque the picture is; None if it is so all over. Raises `StylerError` as `load`."""
    return read(Path(path), _alpha)


def read(path: Path, take: Take[T]) -> T:
    """What `take` makes of the image in a file. Raises `StylerError` if none can be read."""
    try:
        _check_is_file(path)
        with path.open("rb") as stream:
            return decoded(stream, path.name, take)
    except PermissionError as error:
        raise StylerError(
            "You may not read “{name}”: ask its owner, or choose another picture.", name=path.name
        ) from error
    except OSError as error:
        raise StylerError(
            "“{name}” cannot be read ({reason}): try a copy of it on another disk.",
            name=path.name,
            reason=error.strerror,
        ) from error


def _check_is_file(path: Path) -> None:
    if path.is_dir():
        raise StylerError(
            "“{name}” is a folder: choose a picture inside it.", name=path.name or path
        )
    if not path.is_file():
        raise StylerError(
            "There is no file “{path}”: check its name, or choose another picture.", path=path
        )


def decoded(stream: BinaryIO, name: str, take: Take[T]) -> T:
    """The same of a stream."""
    if not stream.read(1):
        raise StylerError("“{name}” is empty: choose another picture.", name=name)
    if _is_heic(stream):
        _learn_heic(name)
    try:
        with _quietly(), Image.open(stream, formats=_formats_for(name)) as image:
            return take(image, name)
    except StylerError:
        raise
    except Exception as error:  # Pillow's decoders raise nearly anything on malformed data
        raise _explained(error, stream, name) from error


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Keeps Pillow's warnings, such as that of a corrupt EXIF, from the user."""
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _formats_for(name: str) -> list[str]:
    """TGA has no signature, and would take many other files for its own: its name must tell."""
    is_tga = name.lower().endswith(_ENDINGS["TGA"])
    return [kind for kind in _known() if kind != "TGA" or is_tga]


def _known() -> list[str]:
    """Pillow's own, and HEIF once it has been learnt."""
    return [kind for kind in _ENDINGS if kind != "HEIF" or kind in Image.OPEN]


def _is_heic(stream: BinaryIO) -> bool:
    stream.seek(0)
    beginning = stream.read(64)
    stream.seek(0)
    return beginning[4:8] == b"ftyp" and any(brand in beginning[8:] for brand in _HEIC_BRANDS)


def _learn_heic(name: str) -> None:
    """Pillow reads HEIC by another package, which not everybody needs."""
    try:
        import pi_heif
    except ImportError as error:
        raise StylerError(
            "“{name}” is a HEIC picture: to read it, give the command “pip install pi-heif” and "
            "open it again, or save it as JPEG first.",
            name=name,
        ) from error
    pi_heif.register_heif_opener()


def check_size(image: Image.Image, name: str) -> None:
    """Raises `StylerError` for an image that is too large to be decoded, or too narrow."""
    if image.width * image.height > MAX_PIXELS:
        raise _too_large(name)
    if min(image.size) < MIN_SIDE:
        raise StylerError(
            "“{name}” is only {width} × {height} pixels: choose a larger picture.",
            name=name,
            width=image.width,
            height=image.height,
        )


def _too_large(name: str) -> StylerError:
    return StylerError(
        "“{name}” has more than {millions} million pixels: make it smaller first.",
        name=name,
        millions=MAX_PIXELS // 1_000_000,
    )


def _explained(error: Exception, stream: BinaryIO, name: str) -> StylerError:
    match error:
        case UnidentifiedImageError() if not _has_known_signature(stream):
            return StylerError(
                "“{name}” is not a picture that Styler can read: choose one of {kinds}.",
                name=name,
                kinds=", ".join(_ENDINGS),
            )
        case Image.DecompressionBombError():
            return _too_large(name)
        case MemoryError():
            return StylerError(
                "“{name}” needs more memory than is free: make it smaller, or close programs.",
                name=name,
            )
        case _:
            return StylerError(
                "“{name}” is damaged or incomplete: try another copy of it.", name=name
            )


def _has_known_signature(stream: BinaryIO) -> bool:
    """Whether the first bytes are those of a format that is opened, whatever comes after."""
    stream.seek(0)
    beginning = stream.read(16)
    accepts = (Image.OPEN[kind][1] for kind in _known())
    return any(accept is not None and accept(beginning) for accept in accepts)


def _picture(image: Image.Image, name: str) -> Picture:
    check_size(image, name)
    return laid_over(image, 255, _coloured)


def _coloured(levels: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.repeat(levels, 3, axis=2) if levels.shape[2] == 1 else levels


def laid_over(
    image: Image.Image, ground: float, finish: Callable[[NDArray[np.float32]], Array]
) -> Array:
    """The image upright, in sRGB, over a ground of this grey: what `finish` makes of each strip.

    A strip is of shape (rows, n_W, 3), or, if the image is grey, (rows, n_W, 1).
    """
    image.load()
    _turn_upright(image)
    image = _without_oddities(image)
    mode = _OPAQUE_MODES.get(image.mode, image.mode)
    to_srgb, brightest = _to_srgb(image, mode), _brightest(image)

    def over(strip: Image.Image) -> Array:
        levels = _levels(to_srgb(strip.convert(mode)), brightest)
        if strip.has_transparency_data:
            levels = ground - (ground - levels) * _opacity(strip)
        return finish(levels)

    return _in_strips(image, over)


def _in_strips(image: Image.Image, take: Callable[[Image.Image], Array]) -> Array:
    """What `take` makes of the image. Of what it needs for that, only a strip is held at a time."""
    whole: Array | None = None
    rows = rows_at_once(image.width)
    for top in range(0, image.height, rows):
        bottom = min(top + rows, image.height)
        part = take(image.crop((0, top, image.width, bottom)))
        if whole is None:
            whole = np.empty((image.height, *part.shape[1:]), part.dtype)
        whole[top:bottom] = part
    assert whole is not None  # no image is without rows
    return whole


def _alpha(image: Image.Image, name: str) -> Alpha | None:
    check_size(image, name)
    if not image.has_transparency_data:
        return None
    image.load()
    _turn_upright(image)
    alpha = _in_strips(_without_oddities(image), _alpha_levels)[..., 0]
    return None if (alpha == 255).all() else alpha


def _alpha_levels(strip: Image.Image) -> NDArray[np.uint8]:
    return np.rint(255 * _opacity(strip)).astype(np.uint8)


def _turn_upright(image: Image.Image) -> None:
    # In place, the pixels are turned before the EXIF is rewritten, which may fail if it is corrupt.
    with contextlib.suppress(Exception):
        ImageOps.exif_transpose(image, in_place=True)


def _without_oddities(image: Image.Image) -> Image.Image:
    # Premultiplied grey is a mode that Pillow converts to no other.
    if image.mode == "La":
        return image.convert("LA")
    # Pillow inverts the inks of every JPEG. Only those with Adobe's mark are stored inverted.
    if image.mode == "CMYK" and image.format == "JPEG" and "adobe" not in image.info:
        return ImageChops.invert(image)
    return image


def _to_srgb(image: Image.Image, mode: str) -> Callable[[Image.Image], Image.Image]:
    """Makes RGB or grey of a strip in this mode. An embedded profile that is broken, or of another
    mode, is ignored.
    """
    profile = image.info.get("icc_profile")
    if profile and mode in _PROFILED_MODES:
        with contextlib.suppress(OSError, TypeError, ValueError, ImageCms.PyCMSError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.buildTransform(source, srgb_profile(), mode, "RGB").apply
    return lambda strip: strip.convert("RGB") if mode == "CMYK" else strip


def _levels(image: Image.Image, brightest: float) -> NDArray[np.float32]:
    """Values from 0 to 255, shape (n_H, n_W, 1 or 3). `brightest` is of the whole image."""
    levels = np.asarray(image).astype(np.float32)
    if image.mode.startswith("I"):
        levels = levels / np.float32(65535 / 255)
    elif image.mode == "F":
        # Files of floats run to 1 or to 255, and do not say which: their highest value tells.
        levels = _finite(levels) * np.float32(255 if brightest <= 1 else 1)
    np.clip(levels, 0, 255, out=levels)
    return levels.reshape(image.height, image.width, -1)


def _brightest(image: Image.Image) -> float:
    """The highest value of an image of floats."""
    return float(_finite(np.asarray(image)).max()) if image.mode == "F" else 255


def _finite(levels: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.nan_to_num(levels, nan=0, posinf=255, neginf=0)


def _opacity(image: Image.Image) -> NDArray[np.float32]:
    """From 0, transparent, to 1; shape (n_H, n_W, 1)."""
    if image.mode.startswith("I;16"):  # Pillow would compare with a grey it has cut to 8 bits
        opacity = np.asarray(image) != image.info["transparency"]
    else:
        opacity = np.asarray(image.convert("RGBA").getchannel("A")) / np.float32(255)
    return np.asarray(opacity, np.float32)[..., np.newaxis]
