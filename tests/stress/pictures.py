"""Small pictures of every format and kind that Styler reads, and files that unfold to huge ones."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
from containers import BOXES, JPEG, PNG, RIFF, Container, rearranged, with_directory_damaged
from mutation import BYTES, Mutation
from PIL import Image, ImageCms, PngImagePlugin

WIDTH, HEIGHT = 60, 44
HEIC = Path(__file__).parents[1] / "images"

_CONTAINERS: Mapping[str, Container] = {
    ".png": PNG,
    ".webp": RIFF,
    ".jpg": JPEG,
    ".avif": BOXES,
    ".heic": BOXES,
    ".jp2": BOXES,
}


def mutations(ending: str) -> tuple[Mutation, ...]:
    """Damage that suits the format: half of it to its parts, half to any bytes."""
    chosen: tuple[Mutation, ...] = BYTES
    if ending in _CONTAINERS:
        chosen += (partial(rearranged, _CONTAINERS[ending]),) * len(BYTES)
    if ending in (".tif", ".jpg", ".png", ".webp"):
        chosen += (with_directory_damaged,) * (len(BYTES) if ending == ".tif" else 2)
    return chosen


def seeds() -> dict[str, bytes]:
    """Sound files by their names."""
    named = {name: data for make in (_png, _jpeg, _webp, _tiff, _others) for name, data in make()}
    for path in sorted(HEIC.glob("*.heic")):
        named[path.name] = path.read_bytes()
    return named


def bombs() -> dict[str, bytes]:
    """Small files of more pixels, frames or text than anybody paints, and of just as many."""
    return {
        "allowed.png": _grey_png(12_000, 12_500, "L"),
        "allowed-colours.png": _grey_png(12_000, 12_500, "RGBA"),
        "allowed.jpg": _blank("L", 12_000, 12_500, "JPEG"),
        "allowed.webp": _blank("RGB", 12_000, 12_500, "WEBP", lossless=True, method=0),
        "allowed.tif": _blank("RGB", 12_000, 12_500, "TIFF", compression="tiff_adobe_deflate"),
        "allowed.gif": _blank("L", 12_000, 12_500, "GIF"),
        "beyond.png": _grey_png(50_000, 50_000, "1"),
        "beyond.gif": _blank("L", 20_000, 20_000, "GIF"),
        "long.png": _grey_png(75_000_000, 2, "1"),
        "profile.png": _with_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(200_000_000), 9)),
        "text.png": _with_chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(200_000_000), 9)),
        "texts.png": _with_chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(900_000), 9), 500),
        "frames.gif": _film("GIF", 2000),
        "frames.webp": _film("WEBP", 500),
    }


def _picture(mode: str = "RGB", seed: int = 0) -> Image.Image:
    coarse = np.random.default_rng(seed).integers(0, 256, (HEIGHT // 4, WIDTH // 4, 4), np.uint8)
    image = Image.fromarray(coarse).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    return image if mode == "RGBA" else image.convert("RGB").convert(mode)


def _of(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def _beside() -> dict[str, bytes]:
    """A profile, EXIF with a turn, a place and a thumbnail's worth of note, and XMP."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Maker"
    exif.get_ifd(0x8769).update({0x9003: "2026:01:01 00:00:00", 0x927C: bytes(500)})
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
    recipe = b"<x><styler:recipe>{&quot;a&quot;: 1}</styler:recipe></x>"
    return {
        "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        "exif": exif.tobytes(),
        "xmp": recipe,
    }


def _png() -> Iterator[tuple[str, bytes]]:
    beside = _beside()
    text = PngImagePlugin.PngInfo()
    text.add_text("styler-recipe", '{"format": "styler-recipe", "version": 1}', zip=True)
    text.add_itxt("XML:com.adobe.xmp", beside.pop("xmp").decode())
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
        image = _picture("RGBA").convert(mode) if mode in ("LA", "RGBA") else _picture(mode)
        yield f"{mode}.png", _of(image, "PNG")
    yield "beside.png", _of(_picture(), "PNG", pnginfo=text, dpi=(300, 300), **beside)
    yield "transparent.png", _of(_picture("P"), "PNG", transparency=3)
    deep = Image.fromarray(np.asarray(_picture("L")).astype(np.uint16) * 257)
    yield "16.png", _of(deep, "PNG")
    frames = [_picture(seed=n) for n in range(1, 4)]
    yield "film.png", _of(_picture(), "PNG", save_all=True, append_images=frames)


def _jpeg() -> Iterator[tuple[str, bytes]]:
    for mode in ("L", "RGB", "CMYK", "YCbCr"):
        yield f"{mode}.jpg", _of(_picture(mode), "JPEG")
    yield "beside.jpg", _of(_picture(), "JPEG", progressive=True, **_beside())
    yield "coarse.jpg", _of(_picture(), "JPEG", subsampling=2, restart_marker_blocks=2)
    yield "film.jpg", _of(_picture(), "MPO", save_all=True, append_images=[_picture(seed=1)])


def _webp() -> Iterator[tuple[str, bytes]]:
    yield "lossy.webp", _of(_picture(), "WEBP")
    yield "lossless.webp", _of(_picture("RGBA"), "WEBP", lossless=True)
    yield "beside.webp", _of(_picture("RGBA"), "WEBP", **_beside())
    frames = [_picture(seed=n) for n in range(1, 4)]
    yield "film.webp", _of(_picture(), "WEBP", save_all=True, append_images=frames)


def _tiff() -> Iterator[tuple[str, bytes]]:
    for mode in ("1", "L", "P", "RGB", "RGBA", "CMYK", "LAB", "F", "I;16"):
        image = _picture("L").convert("I").convert(mode) if mode == "I;16" else _toned(mode)
        yield f"{mode.replace(';', '')}.tif", _of(image, "TIFF")
    for packing in ("tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
        yield f"{packing}.tif", _of(_picture(), "TIFF", compression=packing)
    yield "fax.tif", _of(_picture("1"), "TIFF", compression="group4")
    beside = _beside()
    profile, exif = beside["icc_profile"], beside["exif"]
    yield "beside.tif", _of(_picture(), "TIFF", icc_profile=profile, exif=exif, dpi=(300, 300))
    yield "big.tif", _of(_picture(), "TIFF", big_tiff=True)
    frames = [_picture(seed=n) for n in range(1, 4)]
    yield "pages.tif", _of(_picture(), "TIFF", save_all=True, append_images=frames)


def _toned(mode: str) -> Image.Image:
    if mode != "LAB":
        return _picture(mode)
    profiles = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    converted = ImageCms.profileToProfile(_picture(), *profiles, outputMode="LAB")
    assert converted
    return converted


def _others() -> Iterator[tuple[str, bytes]]:
    frames = [_picture(seed=n).convert("P") for n in range(1, 4)]
    yield "still.gif", _of(_picture("P"), "GIF", transparency=2)
    yield "film.gif", _of(_picture("P"), "GIF", save_all=True, append_images=frames, loop=0)
    for mode in ("1", "L", "P", "RGB", "RGBA"):
        yield f"{mode}.bmp", _of(_picture(mode), "BMP")
    yield "rle.bmp", _RLE_BMP
    for mode in ("RGB", "RGBA", "L"):
        yield f"{mode}.avif", _of(_picture(mode), "AVIF", speed=9)
    yield "beside.avif", _of(_picture("RGBA"), "AVIF", speed=9, **_beside())
    film = [_picture(seed=1)]
    yield "film.avif", _of(_picture(), "AVIF", speed=9, save_all=True, append_images=film)
    for mode in ("L", "RGB", "RGBA"):
        yield f"{mode}.jp2", _of(_picture(mode), "JPEG2000")
    yield "bare.j2k", _of(_picture(), "JPEG2000", no_jp2=True, irreversible=True)
    for mode in ("1", "L", "RGB"):
        yield f"{mode}.ppm", _of(_picture(mode), "PPM")
    yield "floats.pfm", _of(_picture("F"), "PPM")
    yield "plain.pgm", b"P2 4 3 255 " + b"1 200 30 " * 4
    for mode in ("L", "P", "RGB", "RGBA"):
        yield f"{mode}.tga", _of(_picture(mode), "TGA", compression="tga_rle")


# 4 × 2 pixels of a palette of two, run-length encoded: a run, a literal, a jump, the end.
_RLE_BMP = (
    b"BM" + (80).to_bytes(4, "little") + bytes(4) + (62).to_bytes(4, "little")
    + b"".join(n.to_bytes(4, "little") for n in (40, 4, 2))
    + b"".join(n.to_bytes(2, "little") for n in (1, 8))
    + b"".join(n.to_bytes(4, "little") for n in (1, 18, 2835, 2835, 2, 0))
    + b"\0\0\0\0\xff\xff\xff\0"
    + b"\4\1\0\0\0\4\0\1\1\0\0\2\0\0\4\0\0\1"
)  # fmt: skip


def _blank(mode: str, width: int, height: int, kind: str, **options: object) -> bytes:
    return _of(Image.new(mode, (width, height)), kind, **options)


_KINDS = {"1": (1, 0, 1 / 8), "L": (8, 0, 1), "RGBA": (8, 6, 4)}  # bits, colour type, bytes a pixel


def _grey_png(width: int, height: int, mode: str) -> bytes:
    """Row by row, as it has more pixels than there may be memory for."""
    bits, colour, each = _KINDS[mode]
    row = bytes(1 + -int(-width * each // 1))
    packer, packed = zlib.compressobj(9), bytearray()
    for _ in range(height):
        packed += packer.compress(row)
    packed += packer.flush()
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((bits, colour, 0, 0, 0))
    head, parts = PNG.split(_of(_picture("L"), "PNG"))
    bodies = {b"IHDR": header, b"IDAT": bytes(packed)}
    return PNG.join(head, [type(p)(p.kind, bodies.get(p.kind, p.body)) for p in parts])


def _with_chunk(kind: bytes, body: bytes, times: int = 1) -> bytes:
    head, parts = PNG.split(_of(_picture(), "PNG"))
    return PNG.join(head, [parts[0], *[type(parts[0])(kind, body)] * times, *parts[1:]])


def _film(kind: str, frames: int) -> bytes:
    chance = Random(1)
    film = [Image.new("L", (64, 64), chance.randrange(256)) for _ in range(frames)]
    return _of(film[0], kind, save_all=True, append_images=film[1:])
