"""Writing PNG (W3C, third edition), which Pillow does not in 16 bits a colour."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from styler.colour import Picture
from styler.images.dither import Strip, strips
from styler.images.export import Export
from styler.images.metadata import EXIF_MARK, RECIPE
from styler.images.picture import srgb_profile_bytes

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB, _RGBA = 2, 6
_LEVEL = 6
_METRES_AN_INCH = 0.0254

_Bytes = NDArray[np.uint8]


def write_png(picture: Picture, export: Export, stream: BinaryIO) -> None:
    """The whole file. Besides the picture it needs no more memory than a few strips."""
    stream.write(_SIGNATURE)
    for kind, body in _beginning(picture, export):
        _write_chunk(stream, kind, body)
    for body in _deflated(picture, export):
        _write_chunk(stream, b"IDAT", body)
    _write_chunk(stream, b"IEND", b"")


def _write_chunk(stream: BinaryIO, kind: bytes, body: bytes) -> None:
    stream.write(struct.pack(">I", len(body)) + kind)
    stream.write(body)
    stream.write(struct.pack(">I", zlib.crc32(body, zlib.crc32(kind))))


def _beginning(picture: Picture, export: Export) -> Iterator[tuple[bytes, bytes]]:
    height, width = picture.shape[:2]
    colours = _RGB if export.alpha is None else _RGBA
    yield b"IHDR", struct.pack(">IIBBBBB", width, height, export.depth, colours, 0, 0, 0)
    yield b"iCCP", b"sRGB\0\0" + zlib.compress(srgb_profile_bytes())
    if export.dpi:
        a_metre = round(export.dpi / _METRES_AN_INCH)
        yield b"pHYs", struct.pack(">IIB", a_metre, a_metre, 1)
    if export.exif:
        yield b"eXIf", export.exif.removeprefix(EXIF_MARK)
    if export.recipe:  # neither compressed, nor in any language
        yield b"iTXt", RECIPE.encode() + bytes(5) + export.recipe.encode()


def _deflated(picture: Picture, export: Export) -> Iterator[bytes]:
    deflate = zlib.compressobj(_LEVEL)
    above: _Bytes | None = None
    for strip in strips(picture, export):
        rows = _rows(strip)
        if above is None:
            above = np.zeros_like(rows[0])
        yield from filter(None, [deflate.compress(_filtered(rows, above, _step(strip)).data)])
        above = rows[-1]
    yield deflate.flush()


def _rows(strip: Strip) -> _Bytes:
    """As bytes, the higher of each value first."""
    ordered = strip.astype(strip.dtype.newbyteorder(">"), copy=False)
    return np.ascontiguousarray(ordered).view(np.uint8).reshape(len(strip), -1)


def _step(strip: Strip) -> int:
    """Bytes from a pixel to the next."""
    samples: int = strip.shape[2]
    return samples * strip.itemsize


def _filtered(rows: _Bytes, above: _Bytes, step: int) -> _Bytes:
    """Each row less what its neighbours foretell, by the filter that leaves least of it."""
    up = np.concatenate([above[np.newaxis], rows[:-1]])
    chosen = np.zeros((len(rows), 1 + rows.shape[1]), np.uint8)
    least = np.full(len(rows), np.inf)
    for number, left_over in enumerate(_filters(rows, up, step)):
        sums = np.abs(left_over.view(np.int8)).sum(axis=1, dtype=np.int64)
        better = sums < least
        chosen[better, 0], chosen[better, 1:] = number, left_over[better]
        least = np.minimum(least, sums)
    return chosen


def _filters(rows: _Bytes, up: _Bytes, step: int) -> Iterator[_Bytes]:
    """By the numbers of section 9.2: none, sub, up, average, Paeth."""
    left, corner = _moved(rows, step), _moved(up, step)
    yield rows
    yield rows - left
    yield rows - up
    yield rows - ((left & up) + ((left ^ up) >> 1))  # their mean, without a ninth bit
    yield rows - _paeth(left, up, corner)


def _moved(rows: _Bytes, step: int) -> _Bytes:
    """What is at the left of each byte: 0 at the edge."""
    moved = np.zeros_like(rows)
    moved[:, step:] = rows[:, :-step]
    return moved


def _paeth(left: _Bytes, up: _Bytes, corner: _Bytes) -> _Bytes:
    """Of the three, the one nearest to left + up - corner."""
    a = np.abs(up.astype(np.int16) - corner)
    b = np.abs(left.astype(np.int16) - corner)
    c = np.abs(left.astype(np.int16) + up - corner - corner)
    up_or_corner = np.where(b <= c, up, corner)
    return np.where((a <= b) & (a <= c), left, up_or_corner)
