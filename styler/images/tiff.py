"""Writing TIFF (revision 6.0), which Pillow does not in 16 bits a colour."""

from __future__ import annotations

import zlib
from typing import BinaryIO

import numpy as np
from PIL.TiffImagePlugin import IFDRational, ImageFileDirectory_v2

from styler.colour import Picture
from styler.images.dither import Strip, strips
from styler.images.export import Export
from styler.images.metadata import parsed_exif, xmp
from styler.images.picture import rows_at_once, srgb_profile_bytes

_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_STRIP_OFFSETS, _SAMPLES, _ROWS_PER_STRIP, _STRIP_SIZES = 273, 277, 278, 279
_X_RESOLUTION, _Y_RESOLUTION, _RESOLUTION_UNIT = 282, 283, 296
_PREDICTOR, _EXTRA_SAMPLES, _XMP, _PROFILE = 317, 338, 700, 34675
_DEFLATE, _RGB, _DIFFERENCES, _ALPHA, _INCH, _LONG = 8, 2, 2, 2, 2, 4
_LEVEL = 6


def write_tiff(picture: Picture, export: Export, stream: BinaryIO) -> None:
    """The whole file. Besides the picture it needs no more memory than a few strips."""
    directory = _directory(picture, export)
    sizes = [0] * -(-len(picture) // rows_at_once(picture.shape[1]))
    _write_directory(directory, sizes, stream)  # keeps its place
    for number, strip in enumerate(strips(picture, export)):
        data = _deflated(strip)
        sizes[number] = len(data)
        stream.write(data)
    stream.seek(0)
    _write_directory(directory, sizes, stream)


def _write_directory(directory: ImageFileDirectory_v2, sizes: list[int], stream: BinaryIO) -> None:
    """Pillow counts the strips' places from where the directory ends."""
    directory[_STRIP_SIZES] = tuple(sizes)
    directory[_STRIP_OFFSETS] = tuple(sum(sizes[:number]) for number in range(len(sizes)))
    directory.save(stream)


def _directory(picture: Picture, export: Export) -> ImageFileDirectory_v2:
    height, width = picture.shape[:2]
    samples = 3 if export.alpha is None else 4
    directory = ImageFileDirectory_v2()
    directory.tagtype[_STRIP_SIZES] = directory.tagtype[_STRIP_OFFSETS] = _LONG
    for tag, value in parsed_exif(export.exif).items():
        directory[tag] = value
    directory[_WIDTH], directory[_HEIGHT] = width, height
    directory[_BITS], directory[_SAMPLES] = (export.depth,) * samples, samples
    directory[_COMPRESSION], directory[_PREDICTOR] = _DEFLATE, _DIFFERENCES
    directory[_PHOTOMETRIC], directory[_ROWS_PER_STRIP] = _RGB, rows_at_once(picture.shape[1])
    directory[_PROFILE] = srgb_profile_bytes()
    if export.alpha is not None:
        directory[_EXTRA_SAMPLES] = _ALPHA
    if export.dpi:
        directory[_X_RESOLUTION] = directory[_Y_RESOLUTION] = IFDRational(export.dpi)
        directory[_RESOLUTION_UNIT] = _INCH
    if export.recipe:
        directory[_XMP] = xmp(export.recipe)
    return directory


def _deflated(strip: Strip) -> bytes:
    """The differences between neighbours, which deflate shrinks better."""
    differences = strip.copy()
    differences[:, 1:] -= strip[:, :-1]
    ordered = differences.astype(strip.dtype.newbyteorder("<"), copy=False)
    return zlib.compress(np.ascontiguousarray(ordered).data, _LEVEL)
