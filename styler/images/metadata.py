"""What a picture file says of its picture: the photograph's EXIF, and Styler's recipe.

All of it may come from anyone, so it is read with limits, and only what is known is passed on.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, unescape

from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from styler.errors import StylerError
from styler.images.export import MAX_DPI, MAX_RECIPE
from styler.images.reading import read

RECIPE = "styler-recipe"  # the keyword of PNG's text
EXIF_MARK = b"Exif\0\0"  # before the EXIF of all but PNG

MAX_EXIF = 60_000  # bytes; a JPEG holds 65 533
_MAX_VALUE = 4096  # bytes of one entry: no thumbnail

_Base, _IFD = ExifTags.Base, ExifTags.IFD
_UPRIGHT, _INCH, _SRGB = 1, 2, 1

# Of the entries of the picture itself: what a person wrote, or a camera is called. The others say
# how the photograph's file is laid out, or how large it is.
_OF_PICTURE = (
    _Base.ImageDescription,
    _Base.Make,
    _Base.Model,
    _Base.Software,
    _Base.DateTime,
    _Base.Artist,
    _Base.Copyright,
    _Base.Rating,
    _Base.XPTitle,
    _Base.XPComment,
    _Base.XPAuthor,
    _Base.XPKeywords,
    _Base.XPSubject,
)
# Of the entries of the shot: what is not of this picture, or is no longer sound once it is moved.
_NOT_OF_SHOT = (
    _Base.MakerNote,
    _Base.ExifImageWidth,
    _Base.ExifImageHeight,
    _Base.ExifInteroperabilityOffset,
    _Base.ColorSpace,
    _Base.SubjectLocation,
)

_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:styler="urn:styler:">'
    "<styler:recipe>{recipe}</styler:recipe>"
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
# No parser of XML, whose entities may grow without bound.
_RECIPE_IN_XMP = re.compile(rb"<styler:recipe>([^<]*)</styler:recipe>")


def load_exif(path: str | os.PathLike[str], place: bool = False) -> bytes:
    """The EXIF of a photograph for what is painted from it; nothing if it has none.

    It is upright, and without thumbnails, sizes and makers' notes; without where it was taken,
    unless `place`. Raises `StylerError` if the file cannot be read.
    """
    return read(Path(path), lambda image, name: _exif(image, place))


def load_dpi(path: str | os.PathLike[str]) -> int | None:
    """Pixels an inch, if the file says so. Raises `StylerError` if it cannot be read."""
    return read(Path(path), _dpi)


def embedded_recipe(path: str | os.PathLike[str]) -> str | None:
    """The recipe that `save` put into the file, or somebody else: it is not checked yet.

    Raises `StylerError` if the file cannot be read, or if the recipe is too large.
    """
    return read(Path(path), _recipe)


def xmp(recipe: str) -> bytes:
    """The recipe as TIFF, WebP and AVIF have it."""
    return _XMP.format(recipe=escape(recipe)).encode()


def parsed_exif(exif: bytes) -> Image.Exif:
    """The EXIF by its tags; `exif` is what `load_exif` gave."""
    parsed = Image.Exif()
    if exif:
        parsed.load(exif)
        for part in (_IFD.Exif, _IFD.GPSInfo):
            if part in parsed:
                parsed[part] = parsed.get_ifd(part)
    return parsed


def exif_with_dpi(exif: bytes, dpi: int | None) -> bytes:
    """For formats that say nowhere else how large the picture is in print."""
    if not dpi:
        return exif
    parsed = parsed_exif(exif)
    parsed[_Base.XResolution] = parsed[_Base.YResolution] = IFDRational(dpi)
    parsed[_Base.ResolutionUnit] = _INCH
    return parsed.tobytes()


def _exif(image: Image.Image, place: bool) -> bytes:
    kept = Image.Exif()
    with contextlib.suppress(Exception):  # Pillow raises nearly anything on malformed EXIF
        given = image.getexif()
        kept.update(_sound((tag, given[tag]) for tag in _OF_PICTURE if tag in given))
        shot = dict(_sound(_known(given.get_ifd(_IFD.Exif))))
        if shot:
            kept[_IFD.Exif] = {**shot, _Base.ColorSpace: _SRGB}
        gps = dict(_sound(iter(given.get_ifd(_IFD.GPSInfo).items()))) if place else {}
        if gps:
            kept[_IFD.GPSInfo] = gps
    if not len(kept):
        return b""
    kept[_Base.Orientation] = _UPRIGHT
    data = kept.tobytes()
    return data if len(data) <= MAX_EXIF else b""  # no camera writes so much


def _known(shot: Mapping[int, Any]) -> Iterator[tuple[int, Any]]:
    known = ExifTags.TAGS.keys() - set(_NOT_OF_SHOT)
    return ((tag, value) for tag, value in shot.items() if tag in known)


def _sound(entries: Iterator[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    """Those that can be written again, and are not too long."""
    for tag, value in entries:
        alone = Image.Exif()
        with contextlib.suppress(Exception):
            alone[tag] = value
            if len(alone.tobytes()) <= _MAX_VALUE:
                yield tag, value


def _dpi(image: Image.Image, name: str) -> int | None:
    try:
        dpi = round(float(image.info["dpi"][0]))
    except (KeyError, IndexError, TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None
    return dpi if 1 < dpi <= MAX_DPI else None  # Pillow's 1 is a width to height


def _recipe(image: Image.Image, name: str) -> str | None:
    text = image.info.get(RECIPE) or _recipe_in(image.info.get("xmp"))
    if not isinstance(text, str):
        return None
    if len(text) > MAX_RECIPE:
        raise StylerError("The recipe in “{name}” is too large: ask for it apart.", name=name)
    return str(text)


def _recipe_in(packet: object) -> str | None:
    found = _RECIPE_IN_XMP.search(packet) if isinstance(packet, bytes) else None
    return unescape(found[1].decode(errors="replace")) if found else None
