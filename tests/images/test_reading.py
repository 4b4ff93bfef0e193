"""Every kind of picture file is built here, by Pillow or by hand, and read back."""

from __future__ import annotations

import io
import itertools
import os
import random
import struct
import subprocess
import sys
import tempfile
import threading
import tracemalloc
import warnings
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pi_heif
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms, features

from styler.assets import asset
from styler.colour import Picture
from styler.errors import StylerError
from styler.images import READABLE, WRITABLE, load, load_alpha, load_bytes, to_bytes8

SAMPLES = sorted(asset("samples").rglob("*.jpg"))
WHITE = (255, 255, 255)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def plain(mode: str, colour: Any, size: tuple[int, int] = (5, 4)) -> Image.Image:
    return Image.new(mode, size, colour)


def photograph(width: int = 32, height: int = 24) -> Image.Image:
    """A slope with noise on it, so that no encoder makes it trivially small."""
    noise = np.random.default_rng(0).normal(0, 20, (height, width, 3))
    slope = np.linspace(0, 255, width)[np.newaxis, :, np.newaxis]
    return Image.fromarray(np.clip(slope + noise, 0, 255).astype(np.uint8))


def read(image: Image.Image, kind: str = "PNG", **options: Any) -> Picture:
    return load_bytes(encoded(image, kind, **options), "picture")


def assert_all(picture: Picture, colour: Any, within: float = 0) -> None:
    assert picture.dtype == np.float32
    assert picture.shape == (4, 5, 3)
    np.testing.assert_allclose(picture, np.broadcast_to(np.float32(colour), (4, 5, 3)), atol=within)


def refusal(data: bytes, name: str = "holiday.jpg") -> str:
    with pytest.raises(StylerError) as caught:
        load_bytes(data, name)
    sentence = str(caught.value)
    assert name in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def png(
    header: tuple[int, int, int, int], rows: list[bytes], *chunks: tuple[bytes, bytes]
) -> bytes:
    """A PNG by hand. `header` is width, height, bits and colour type."""
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    first = (b"IHDR", struct.pack(">IIBBBBB", *header, 0, 0, 0))
    parts = (first, *chunks, (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )


class TestColours:
    @pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP", "PPM", "JPEG2000"])
    def test_rgb_is_read_exactly(self, kind: str) -> None:
        image = photograph()
        np.testing.assert_array_equal(read(image, kind), np.asarray(image, np.float32))

    @pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
    def test_lossy_rgb_is_read_nearly(self, kind: str) -> None:
        if kind == "AVIF" and not features.check("avif"):
            pytest.skip("this Pillow has no AVIF")
        assert_all(read(plain("RGB", (200, 100, 50)), kind, quality=95), (200, 100, 50), within=3)

    def test_the_result_can_be_written_to(self) -> None:
        for mode in ("RGB", "L", "RGBA"):
            assert read(plain(mode, 0)).flags.writeable

    def test_tga_is_known_by_its_name(self) -> None:
        data = encoded(plain("RGB", (200, 100, 50)), "TGA", compression="tga_rle")
        assert_all(load_bytes(data, "old.TGA"), (200, 100, 50))
        assert "not a picture" in refusal(data, "old.dat")

    def test_palette(self) -> None:
        assert_all(read(plain("RGB", (200, 100, 50)).quantize(2), "GIF"), (200, 100, 50))

    @pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP", "PPM"])
    @pytest.mark.parametrize(("bit", "level"), [(0, 0), (1, 255)])
    def test_one_bit(self, kind: str, bit: int, level: int) -> None:
        assert_all(read(plain("1", bit), kind), level)

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "PPM"])
    def test_grey(self, kind: str) -> None:
        assert_all(read(plain("L", 77), kind), 77)

    def test_ycbcr(self) -> None:
        # ITU-R BT.601: R = Y + 1.402 (Cr - 128), B = Y + 1.772 (Cb - 128), and G from both.
        expected = (100 + 1.402 * 30, 100 - 0.344136 * -20 - 0.714136 * 30, 100 + 1.772 * -20)
        assert_all(read(plain("YCbCr", (100, 108, 158)), "TIFF"), expected, within=1)

    def test_lab(self) -> None:
        assert_all(read(plain("LAB", (255, 128, 128)), "TIFF"), WHITE, within=1)

    @pytest.mark.parametrize(("kind", "options"), [("TIFF", {}), ("JPEG", {"quality": 100})])
    def test_cmyk(self, kind: str, options: dict[str, Any]) -> None:
        # All cyan and a fifth of black: R = 255·(1-1)·(1-0.2), G and B = 255·1·(1-0.2).
        assert_all(read(plain("CMYK", (255, 0, 0, 51)), kind, **options), (0, 204, 204), within=1)

    def test_cmyk_jpeg_without_adobes_mark_is_not_inverted(self) -> None:
        adobe = encoded(plain("CMYK", (255, 0, 0, 51)), "JPEG", quality=100)
        start = adobe.index(b"\xff\xee")
        length = 2 + int.from_bytes(adobe[start + 2 : start + 4], "big")
        bare = adobe[:start] + adobe[start + length :]
        # What is stored is (0, 255, 255, 204): magenta and yellow, and four fifths of black.
        assert_all(load_bytes(bare, "bare.jpg"), (51, 0, 0), within=1)


class TestStrips:
    """A large picture is converted a strip at a time: no copy of gigabytes is made on the way."""

    @pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK"])
    def test_each_strip_is_in_its_place(self, mode: str) -> None:
        image = photograph(700, 3000)
        image.putalpha(Image.linear_gradient("L").resize(image.size))
        image = image if mode == "RGBA" else image.convert("RGB").convert(mode)
        tall, kind = read(image, "TIFF"), "TIFF"
        for top in (0, 990, 2990):
            piece = read(image.crop((0, top, 700, top + 10)), kind)
            np.testing.assert_array_equal(tall[top : top + 10], piece)

    @pytest.mark.parametrize("take", [load_bytes, lambda data, _: to_bytes8(load_bytes(data, _))])
    def test_the_picture_is_held_once(self, take: Callable[[bytes, str], NDArray[Any]]) -> None:
        data = encoded(plain("RGBA", (9, 90, 200, 128), (3000, 2500)), "PNG")
        tracemalloc.start()
        take(data, "large.png")
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 1.5 * 3000 * 2500 * 3 * 4


class TestDeepGrey:
    """Sixteen bits and floats keep the fraction that eight bits would lose."""

    @pytest.mark.parametrize("kind", ["PNG", "TIFF"])
    def test_sixteen_bits(self, kind: str) -> None:
        deep = np.tile(np.array([0, 257, 300, 30_000, 65_535], np.uint16), (4, 1))
        assert_all(read(Image.fromarray(deep), kind), deep[..., np.newaxis] / 257, within=1e-4)

    def test_sixteen_bits_big_endian(self) -> None:
        data = encoded(plain("I;16B", 30_000), "TIFF")
        assert data[:2] == b"MM"
        assert_all(load_bytes(data, "deep.tif"), 30_000 / 257, within=1e-4)

    def test_sixteen_bits_in_thirty_two(self) -> None:
        assert_all(read(plain("I", 30_000), "TIFF"), 30_000 / 257, within=1e-4)
        assert_all(read(plain("I", 1_000_000), "TIFF"), 255)
        assert_all(read(plain("I", -5), "TIFF"), 0)

    @pytest.mark.parametrize(("highest", "value"), [(65_535, 30_000), (1_023, 1_000)])
    def test_deep_pgm(self, highest: int, value: int) -> None:
        data = b"P5 5 4 %d\n" % highest + struct.pack(">20H", *[value] * 20)
        assert_all(load_bytes(data, "deep.pgm"), 255 * value / highest, within=0.01)

    def test_sixteen_bit_rgb_is_read_in_eight(self) -> None:
        row = struct.pack(">15H", *[51_400, 25_700, 12_850] * 5)
        assert_all(load_bytes(png((5, 4, 16, 2), [row] * 4), "deep.png"), (200, 100, 50), within=1)

    @pytest.mark.parametrize("kind", ["TIFF", "PPM"])
    def test_floats_up_to_one(self, kind: str) -> None:
        assert_all(read(plain("F", 0.3), kind), 0.3 * 255, within=1e-4)

    def test_floats_up_to_255(self) -> None:
        assert_all(read(plain("F", 100.25), "TIFF"), 100.25)

    def test_floats_are_scaled_by_the_highest_of_all(self) -> None:
        """Not by that of a strip: a large picture is converted in several."""
        levels = np.full((1600, 1000), 0.5, np.float32)
        levels[-1, -1] = 100
        picture = read(Image.fromarray(levels), "TIFF")
        assert (picture[0] == 0.5).all()
        assert (picture[-1, -1] == 100).all()

    def test_floats_that_are_no_number(self) -> None:
        image = plain("F", 100.0)
        for x, value in enumerate((np.nan, np.inf, -np.inf, 1e9)):
            image.putpixel((x, 0), value)
        assert read(image, "TIFF")[0, :, 0].tolist() == [0, 255, 0, 255, 100]


class TestTransparency:
    """What is transparent is laid over white."""

    @pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG2000"])
    def test_half_transparent_colour(self, kind: str) -> None:
        half = 128 / 255
        expected = np.array((200, 100, 50)) * half + 255 * (1 - half)
        assert_all(read(plain("RGBA", (200, 100, 50, 128)), kind), expected, within=1e-3)

    def test_half_transparent_webp(self) -> None:
        picture = read(plain("RGBA", (200, 100, 50, 51)), "WEBP", lossless=True)
        assert_all(picture, (244, 224, 214), within=1e-3)

    @pytest.mark.parametrize("kind", ["PNG", "TIFF"])
    def test_half_transparent_grey(self, kind: str) -> None:
        assert_all(read(plain("LA", (100, 51)), kind), 224, within=1e-3)

    def test_premultiplied_grey_tiff(self) -> None:
        straight = encoded(plain("LA", (20, 51)), "TIFF")
        extra_samples = struct.pack("<HHI", 338, 3, 1)  # the tag that says how alpha is meant
        premultiplied = straight.replace(extra_samples + b"\2", extra_samples + b"\1")
        assert premultiplied != straight
        assert_all(load_bytes(premultiplied, "grey.tif"), 224, within=1e-3)

    def test_palette_tiff_with_alpha(self) -> None:
        palette = np.zeros((3, 256), int)
        palette[:, 7] = np.array((200, 100, 50)) * 257
        colours = {320: tuple(palette.ravel())}
        data = bytearray(encoded(plain("LA", (7, 51)), "TIFF", tiffinfo=colours))
        photometric = data.index(struct.pack("<HHI", 262, 3, 1)) + 8
        data[photometric] = 3  # a palette, where Pillow wrote grey
        assert_all(load_bytes(bytes(data), "palette.tif"), (244, 224, 214), within=1e-3)

    @pytest.mark.parametrize("kind", ["PNG", "GIF"])
    def test_one_transparent_palette_entry(self, kind: str) -> None:
        image = plain("P", 0)
        image.putpalette([200, 100, 50, 1, 2, 3])
        image.putpixel((0, 0), 1)
        picture = read(image, kind, transparency=1)
        assert tuple(picture[0, 0]) == WHITE
        assert tuple(picture[0, 1]) == (200, 100, 50)

    def test_palette_with_alpha(self) -> None:
        image = plain("P", 0)
        image.putpalette([200, 100, 50, 1, 2, 3])
        assert_all(read(image, transparency=bytes([51, 255])), (244, 224, 214), within=1e-3)

    def test_one_transparent_colour(self) -> None:
        image = plain("RGB", (200, 100, 50))
        image.putpixel((0, 0), (1, 2, 3))
        picture = read(image, transparency=(1, 2, 3))
        assert tuple(picture[0, 0]) == WHITE
        assert tuple(picture[0, 1]) == (200, 100, 50)

    def test_one_transparent_deep_grey(self) -> None:
        image = Image.fromarray(np.tile(np.arange(5, dtype=np.uint16) * 1_000 + 300, (4, 1)))
        picture = read(image, transparency=1_300)
        expected = [300 / 257, 255, 2_300 / 257, 3_300 / 257, 4_300 / 257]
        np.testing.assert_allclose(picture[0, :, 0], expected, atol=1e-4)


class TestAnimations:
    @pytest.mark.parametrize(
        ("kind", "options"), [("GIF", {}), ("PNG", {}), ("WEBP", {"lossless": True}), ("TIFF", {})]
    )
    def test_first_frame(self, kind: str, options: dict[str, Any]) -> None:
        frames = [plain("RGB", colour) for colour in ((200, 100, 50), (0, 0, 255), (0, 255, 0))]
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], **options)
        with Image.open(io.BytesIO(data)) as image:
            assert getattr(image, "n_frames", 1) == 3
        assert_all(load_bytes(data, "moving"), (200, 100, 50))

    def test_first_picture_of_a_stereo_photograph(self) -> None:
        left, right = plain("RGB", (200, 100, 50)), plain("RGB", (0, 0, 255))
        data = encoded(left, "MPO", save_all=True, append_images=[right], quality=95)
        assert_all(load_bytes(data, "stereo.mpo"), (200, 100, 50), within=3)

    def test_damage_after_the_first_frame_does_not_matter(self) -> None:
        frames = [photograph(), photograph().rotate(180)]
        data = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:])
        picture = load_bytes(data[: data.rindex(b"fdAT") + 100], "moving.png")
        np.testing.assert_array_equal(picture, np.asarray(frames[0], np.float32))


# What each EXIF orientation does to the rows and columns that are stored.
UPRIGHT = {
    1: lambda stored: stored,
    2: lambda stored: stored[:, ::-1],
    3: lambda stored: stored[::-1, ::-1],
    4: lambda stored: stored[::-1],
    5: lambda stored: stored.swapaxes(0, 1),
    6: lambda stored: np.rot90(stored, -1),
    7: lambda stored: np.rot90(stored, 2).swapaxes(0, 1),
    8: lambda stored: np.rot90(stored),
}


def exif_with(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


class TestOrientation:
    @pytest.mark.parametrize("orientation", UPRIGHT)
    @pytest.mark.parametrize(
        ("kind", "options"),
        [
            ("PNG", {}),
            ("TIFF", {}),
            ("TIFF", {"compression": "tiff_lzw"}),
            ("WEBP", {"lossless": True}),
            ("JPEG", {"quality": 100, "subsampling": 0}),
        ],
    )
    def test_exif_is_applied(self, kind: str, options: dict[str, Any], orientation: int) -> None:
        image = photograph(7, 4)
        picture = read(image, kind, exif=exif_with(orientation), **options)
        expected = UPRIGHT[orientation](np.asarray(image, np.float32))
        np.testing.assert_allclose(picture, expected, atol=6 if kind == "JPEG" else 0)

    def test_grey_with_alpha_is_turned_with_its_alpha(self) -> None:
        image = plain("LA", (0, 255), (3, 2))
        image.putpixel((0, 0), (0, 0))
        picture = read(image, exif=exif_with(6))
        assert picture.shape == (3, 2, 3)
        assert picture[..., 0].tolist() == [[0, 255], [0, 0], [0, 0]]

    @pytest.mark.parametrize(
        "exif",
        [
            b"Exif\0\0no EXIF at all",
            b"Exif\0\0II*\0\xff\xff\xff\xff",
            b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 40,
        ],
    )
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
    def test_corrupt_exif_is_passed_over(
        self, kind: str, exif: bytes, recwarn: pytest.WarningsRecorder
    ) -> None:
        data = encoded(plain("RGB", (200, 100, 50)), kind, quality=95, exif=exif)
        recwarn.clear()
        assert_all(load_bytes(data, "camera"), (200, 100, 50), within=3)
        assert not recwarn.list

    def test_orientation_counts_even_if_the_rest_is_corrupt(self) -> None:
        # Two entries: orientation 6, and a pointer to an EXIF block before the file's beginning.
        entries = struct.pack(">HHIHHHHIi", 0x0112, 3, 1, 6, 0, 0x8769, 9, 1, -5)
        exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02" + entries + bytes(4)
        assert load_bytes(encoded(photograph(7, 4), "PNG", exif=exif), "camera").shape == (7, 4, 3)

    def test_tiff_with_a_pointer_to_nowhere(self) -> None:
        image = plain("RGB", (200, 100, 50))
        assert_all(read(image, "TIFF", tiffinfo={0x8769: 0xFFFFFFF0}), (200, 100, 50))


def s15f16(*numbers: float) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(number * 65_536) for number in numbers))


def icc(kind: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    """An ICC profile by hand, of version 2.4."""
    white_d50 = s15f16(0.9642, 1, 0.8249)
    header = struct.pack(
        ">4sI4s4s4s12s4s28s12s48s",
        *(b"", 0x02400000, kind, space, connection, b"", b"acsp", b"", white_d50, b""),
    )
    offset = 128 + 4 + 12 * len(tags)
    table = struct.pack(">I", len(tags))
    for name, body in tags.items():
        table += struct.pack(">4sII", name, offset, len(body))
        offset += len(body)
    return struct.pack(">I", offset) + header + table + b"".join(tags.values())


# The primaries of sRGB as the ICC has them, adapted to D50.
RED, GREEN, BLUE = (
    (0.4360747, 0.2225045, 0.0139322),
    (0.3850649, 0.7168786, 0.0971045),
    (0.1430804, 0.0606169, 0.7141733),
)
LINEAR_CURVE = b"curv" + bytes(8)


def rgb_profile(*primaries: tuple[float, float, float]) -> bytes:
    """A display whose light is proportional to the values."""
    tags = {b"%cTRC" % channel: LINEAR_CURVE for channel in b"rgb"}
    for channel, primary in zip(b"rgb", primaries, strict=True):
        tags[b"%cXYZ" % channel] = b"XYZ " + bytes(4) + s15f16(*primary)
    return icc(b"mntr", b"RGB ", b"XYZ ", tags)


def grey_profile() -> bytes:
    return icc(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": LINEAR_CURVE})


def black_only_profile() -> bytes:
    """A press on which cyan, magenta and yellow leave no trace: L* is 100 without black, else 0."""
    corners = (bytes([0 if k else 255, 128, 128]) for *_, k in itertools.product((0, 1), repeat=4))
    ramp = bytes(range(256))
    identity = s15f16(1, 0, 0, 0, 1, 0, 0, 0, 1)
    table = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + identity
    table += ramp * 4 + b"".join(corners) + ramp * 3
    return icc(b"prtr", b"CMYK", b"Lab ", {b"A2B0": table})


def srgb_from_light(light: NDArray[Any] | float) -> NDArray[Any]:
    """IEC 61966-2-1, for light above 0.0031308."""
    return 255 * (1.055 * np.asarray(light) ** (1 / 2.4) - 0.055)


class TestColourProfiles:
    @pytest.mark.parametrize("kind", ["PNG", "TIFF"])
    def test_linear_light_becomes_srgb(self, kind: str) -> None:
        colour = (200, 100, 50)
        picture = read(plain("RGB", colour), kind, icc_profile=rgb_profile(RED, GREEN, BLUE))
        assert_all(picture, srgb_from_light(np.array(colour) / 255), within=1)

    def test_other_primaries(self) -> None:
        swapped = rgb_profile(BLUE, GREEN, RED)
        picture = read(plain("RGB", (200, 100, 50)), icc_profile=swapped)
        assert_all(picture, srgb_from_light(np.array((50, 100, 200)) / 255), within=1)

    def test_jpeg(self) -> None:
        image = plain("RGB", (100, 100, 100))
        picture = read(image, "JPEG", quality=100, icc_profile=rgb_profile(RED, GREEN, BLUE))
        assert_all(picture, srgb_from_light(100 / 255), within=1)

    def test_colours_under_alpha(self) -> None:
        profile = rgb_profile(RED, GREEN, BLUE)
        picture = read(plain("RGBA", (200, 100, 50, 51)), icc_profile=profile)
        colour = srgb_from_light(np.array((200, 100, 50)) / 255)
        assert_all(picture, colour * 0.2 + 255 * 0.8, within=0.5)

    @pytest.mark.parametrize("mode", ["L", "P"])
    def test_palette_and_grey(self, mode: str) -> None:
        image = plain("L", 100).convert(mode)
        profile = grey_profile() if mode == "L" else rgb_profile(RED, GREEN, BLUE)
        assert_all(read(image, icc_profile=profile), srgb_from_light(100 / 255), within=1)

    @pytest.mark.parametrize("mode", ["I;16", "I;16B"])
    def test_deep_grey(self, mode: str) -> None:
        picture = read(plain(mode, 100 * 257), "TIFF", icc_profile=grey_profile())
        assert_all(picture, srgb_from_light(100 / 255), within=1)

    @pytest.mark.parametrize(("kind", "options"), [("TIFF", {}), ("JPEG", {"quality": 100})])
    @pytest.mark.parametrize(
        # L* = 50 reflects 0.1842 of the light.
        ("black", "level"),
        [(0, 255), (255, 0), (127.5, float(srgb_from_light(0.1842)))],
    )
    def test_inks(self, kind: str, options: dict[str, Any], black: float, level: float) -> None:
        image = plain("CMYK", (255, 255, 255, int(black)))
        picture = read(image, kind, icc_profile=black_only_profile(), **options)
        assert_all(picture, level, within=2)

    def test_srgb_changes_nothing(self) -> None:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        colours = np.mgrid[0:256:15, 0:256:15, 0:256:15].reshape(3, 18, -1).transpose(1, 2, 0)
        image = Image.fromarray(np.ascontiguousarray(colours, np.uint8))
        np.testing.assert_array_equal(read(image, icc_profile=profile), colours)

    @pytest.mark.parametrize(
        "profile",
        [
            b"no profile at all",
            rgb_profile(RED, GREEN, BLUE)[:150],
            icc(b"mntr", b"RGB ", b"XYZ ", {}),
            grey_profile(),
            black_only_profile(),
        ],
    )
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
    def test_broken_or_foreign_profile_is_ignored(self, kind: str, profile: bytes) -> None:
        picture = read(plain("RGB", (200, 200, 200)), kind, icc_profile=profile)
        assert_all(picture, 200, within=1)


class TestAlpha:
    def test_of_colour_and_of_grey(self, tmp_path: Path) -> None:
        levels = np.random.default_rng(0).integers(0, 256, (24, 32)).astype(np.uint8)
        for mode in ("RGB", "L"):
            image = photograph().convert(mode)
            image.putalpha(Image.fromarray(levels))
            image.save(tmp_path / "a.png")
            np.testing.assert_array_equal(load_alpha(tmp_path / "a.png"), levels)

    def test_none_where_all_is_opaque(self, tmp_path: Path) -> None:
        photograph().save(tmp_path / "a.jpg")
        photograph().convert("RGBA").save(tmp_path / "b.png")
        assert load_alpha(tmp_path / "a.jpg") is None
        assert load_alpha(tmp_path / "b.png") is None

    def test_it_is_turned_with_the_picture(self, tmp_path: Path) -> None:
        image = photograph().convert("RGBA")
        image.putpixel((0, 0), (0, 0, 0, 0))
        turned = Image.Exif()
        turned[0x0112] = 6  # the camera's right is up
        image.save(tmp_path / "a.png", exif=turned)
        alpha = load_alpha(tmp_path / "a.png")
        assert alpha is not None
        assert alpha.shape == load(tmp_path / "a.png").shape[:2] == (32, 24)
        assert np.argwhere(alpha == 0).tolist() == [[0, 23]]

    def test_what_cannot_be_read_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        for path in (tmp_path / "a.png", tmp_path / "none.png"):
            with pytest.raises(StylerError, match=path.name):
                load_alpha(path)


class TestHeic:
    """Two slopes by libheif's own encoder, which no package that only reads has."""

    PHOTOGRAPH, TRANSPARENT = (
        Path(__file__).with_name(name) for name in ("photograph.heic", "transparent.heic")
    )

    def test_colours(self) -> None:
        y, x = np.mgrid[0:48, 0:64]
        slope = np.stack([4 * x, 5 * y, 255 - 2 * x - 2 * y], axis=2)
        assert np.abs(load(self.PHOTOGRAPH) - slope).mean() < 3

    def test_the_name_need_not_tell(self, tmp_path: Path) -> None:
        (tmp_path / "a.jpg").write_bytes(self.PHOTOGRAPH.read_bytes())
        assert load(tmp_path / "a.jpg").shape == (48, 64, 3)

    def test_alpha(self) -> None:
        alpha = load_alpha(self.TRANSPARENT)
        assert alpha is not None
        assert np.abs(alpha[:, :28].astype(int) - 255).max() < 8
        assert np.abs(alpha[:, 36:].astype(int) - 100).max() < 8
        assert load_alpha(self.PHOTOGRAPH) is None

    def test_damaged(self) -> None:
        data = self.PHOTOGRAPH.read_bytes()
        for length in range(16, len(data), 97):
            assert "holiday.heic" in refusal(data[:length], "holiday.heic")

    def test_without_the_package_the_command_is_told(self) -> None:
        script = (
            "import sys; sys.modules['pi_heif'] = None\n"
            "import styler.images as images\n"
            "from styler.errors import StylerError\n"
            "try: images.load(sys.argv[1])\n"
            "except StylerError as error: print(ascii(str(error)))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, self.PHOTOGRAPH],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "pip install pi-heif" in done.stdout, done.stderr
        assert "photograph.heic" in done.stdout


class TestRefusals:
    def test_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(StylerError, match=r"no file .*missing\.jpg.*check its name"):
            load(tmp_path / "missing.jpg")

    def test_path_through_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").touch()
        with pytest.raises(StylerError, match=r"no file .*picture\.jpg"):
            load(tmp_path / "notes.txt" / "picture.jpg")

    def test_name_no_file_can_have(self) -> None:
        with pytest.raises(StylerError):
            load("nothing\0here.png")
        with pytest.raises(StylerError):
            load("a" * 5_000 + ".png")

    def test_folder(self, tmp_path: Path) -> None:
        with pytest.raises(StylerError, match=f"{tmp_path.name}.* is a folder"):
            load(tmp_path)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
    def test_pipe_is_refused_without_waiting(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.png")
        with pytest.raises(StylerError, match=r"pipe\.png"):
            load(tmp_path / "pipe.png")

    @pytest.mark.skipif(not hasattr(os, "seteuid"), reason="permissions are other things here")
    def test_no_permission(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            private = Path(folder, "private.png")
            private.write_bytes(encoded(photograph(), "PNG"))
            private.chmod(0)
            user = os.geteuid()
            os.seteuid(user or 65_534)  # root may read anything, so it becomes nobody
            try:
                with pytest.raises(StylerError, match=r"may not read “private\.png”"):
                    load(private)
            finally:
                os.seteuid(user)

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such a file")
    def test_file_that_fails_on_reading(self) -> None:
        with pytest.raises(StylerError, match="“mem” cannot be read"):
            load("/proc/self/mem")

    def test_empty(self, tmp_path: Path) -> None:
        (tmp_path / "empty.png").touch()
        with pytest.raises(StylerError, match=r"“empty\.png” is empty"):
            load(tmp_path / "empty.png")
        assert "empty" in refusal(b"")

    @pytest.mark.parametrize(
        "data",
        [
            b"Dear diary, today I painted.",
            bytes(1_000),
            b"%PDF-1.7\n",
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            encoded(photograph(), "ICO"),
        ],
        ids=["text", "zeros", "pdf", "eps", "svg", "ico"],
    )
    def test_not_a_picture(self, data: bytes) -> None:
        sentence = refusal(data)
        assert "not a picture" in sentence
        assert "PNG" in sentence

    @pytest.mark.parametrize("size", [(20_000, 20_000), (12_300, 12_300)])
    def test_too_many_pixels(self, size: tuple[int, int], recwarn: pytest.WarningsRecorder) -> None:
        limit = Image.MAX_IMAGE_PIXELS
        assert "150 million pixels" in refusal(png((*size, 8, 2), [b""]))
        assert limit == Image.MAX_IMAGE_PIXELS
        assert not recwarn.list

    def test_pillows_warning_of_many_pixels_stays_inside(
        self, monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
    ) -> None:
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 15)
        assert_all(read(plain("L", 77)), 77)
        assert not recwarn.list

    @pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1)])
    def test_too_small(self, size: tuple[int, int]) -> None:
        assert f"only {size[0]} × {size[1]} pixels" in refusal(encoded(plain("L", 0, size), "PNG"))

    def test_smallest(self) -> None:
        assert read(plain("RGB", 0, (2, 2))).shape == (2, 2, 3)


def animated(kind: str, **options: Any) -> bytes:
    turned = photograph().rotate(180)
    return encoded(photograph(), kind, save_all=True, append_images=[turned], **options)


GREY16 = Image.fromarray(np.asarray(photograph().convert("L")).astype(np.uint16) * 257)
FILES = {
    "plain.png": encoded(photograph(), "PNG"),
    "palette.png": encoded(photograph().quantize(16), "PNG"),
    "deep.png": encoded(GREY16, "PNG"),
    "moving.png": animated("PNG"),
    "plain.jpg": encoded(photograph(), "JPEG", exif=exif_with(6)),
    "progressive.jpg": encoded(photograph(), "JPEG", progressive=True),
    "inks.jpg": encoded(photograph().convert("CMYK"), "JPEG", icc_profile=black_only_profile()),
    "stereo.mpo": animated("MPO"),
    "lossy.webp": encoded(photograph(), "WEBP", exif=exif_with(6)),
    "lossless.webp": encoded(photograph(), "WEBP", lossless=True),
    "plain.tif": encoded(photograph(), "TIFF", icc_profile=rgb_profile(RED, GREEN, BLUE)),
    "lzw.tif": encoded(photograph(), "TIFF", compression="tiff_lzw"),
    "jpeg.tif": encoded(photograph(), "TIFF", compression="jpeg"),
    "deep.tif": encoded(GREY16, "TIFF"),
    "plain.bmp": encoded(photograph(), "BMP"),
    "plain.gif": encoded(photograph(), "GIF"),
    "moving.gif": animated("GIF"),
    "plain.jp2": encoded(photograph(), "JPEG2000"),
    "plain.ppm": encoded(photograph(), "PPM"),
    "plain.tga": encoded(photograph(), "TGA"),
    "packed.tga": encoded(photograph(), "TGA", compression="tga_rle"),
}
if features.check("avif"):
    FILES["plain.avif"] = encoded(photograph(), "AVIF", exif=exif_with(6))
STILL = [name for name in FILES if not name.startswith(("moving", "stereo"))]


class TestDamage:
    @pytest.mark.parametrize("name", FILES)
    def test_whole_files_load(self, name: str) -> None:
        assert sorted(load_bytes(FILES[name], name).shape[:2]) == [24, 32]

    @pytest.mark.parametrize("name", STILL)
    def test_cut_short(self, name: str, tmp_path: Path) -> None:
        data, file = FILES[name], tmp_path / name
        for tenths in range(1, 10):
            part = data[: len(data) * tenths // 10]
            file.write_bytes(part)
            with pytest.raises(StylerError, match=name):
                load(file)
            refusal(part, name)

    @pytest.mark.parametrize("name", [name for name in STILL if not name.endswith("tga")])
    def test_cut_within_the_header(self, name: str) -> None:
        assert "damaged or incomplete" in refusal(FILES[name][:17], name)

    def test_cut_after_the_last_pixel(self) -> None:
        data = FILES["plain.png"]
        whole = load_bytes(data, "whole.png")
        part = load_bytes(data[: data.index(b"IEND") - 4], "part.png")
        np.testing.assert_array_equal(part, whole)

    @pytest.mark.parametrize("name", FILES)
    def test_random_bytes_changed(self, name: str) -> None:
        chance = random.Random(name)
        for _ in range(25):
            data = bytearray(FILES[name])
            for _ in range(chance.choice((1, 3, 10))):
                data[chance.randrange(len(data))] = chance.randrange(256)
            try:
                picture = load_bytes(bytes(data), name)
            except StylerError as error:
                assert name in str(error)  # noqa: PT017
            else:
                assert picture.dtype == np.float32
                assert picture.shape[2:] == (3,)
                assert 0 <= picture.min() <= picture.max() <= 255

    @pytest.mark.skipif(sys.platform != "linux", reason="open files are counted in /proc")
    def test_no_file_stays_open(self, tmp_path: Path) -> None:
        before = len(list(Path("/proc/self/fd").iterdir()))
        for (name, data), tenths in itertools.product(FILES.items(), (1, 5, 9, 10)):
            file = tmp_path / name
            file.write_bytes(data[: len(data) * tenths // 10])
            try:
                load(file)
            except StylerError:
                assert tenths < 10
        assert len(list(Path("/proc/self/fd").iterdir())) == before


class TestFiles:
    @pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
    def test_samples(self, file: Path) -> None:
        picture = load(file)
        with Image.open(file) as image:
            assert picture.shape == (image.height, image.width, 3)
            np.testing.assert_allclose(picture, np.asarray(image.convert("RGB")), atol=2)
        assert picture.std() > 20

    def test_there_are_samples(self) -> None:
        assert len(SAMPLES) >= 6

    def test_path_may_be_a_string(self, tmp_path: Path) -> None:
        file = tmp_path / "été à la mer.png"
        plain("RGB", (200, 100, 50)).save(file)
        assert_all(load(str(file)), (200, 100, 50))

    def test_the_name_need_not_tell_the_format(self, tmp_path: Path) -> None:
        (tmp_path / "really-a.jpg").write_bytes(FILES["plain.png"])
        assert load(tmp_path / "really-a.jpg").shape == (24, 32, 3)

    def test_readable_endings_are_pillows(self) -> None:
        pi_heif.register_heif_opener()
        Image.init()
        assert set(READABLE) <= set(Image.registered_extensions())
        assert set(WRITABLE) <= set(READABLE)

    def test_threads_leave_the_warning_filters_alone(self) -> None:
        before = list(warnings.filters)
        files = [encoded(photograph(side, side), "PNG") for side in (500, 100, 300, 50)]
        start = threading.Barrier(len(files))

        def load_often(data: bytes) -> None:
            start.wait()
            for _ in range(10):
                load_bytes(data, "threads.png")

        with ThreadPoolExecutor(len(files)) as pool:
            for _ in pool.map(load_often, files):
                pass
        assert list(warnings.filters) == before

    def test_pillow_prints_nothing(self, tmp_path: Path) -> None:
        """In an interpreter of its own, since pytest takes the log before it is printed."""
        data = bytearray(encoded(photograph(), "TIFF"))
        samples_per_pixel = data.index(struct.pack("<HHI", 277, 3, 1)) + 8
        data[samples_per_pixel] = 9
        (tmp_path / "many.tif").write_bytes(data)
        script = (
            "import sys, styler.images as images\n"
            "from styler.errors import StylerError\n"
            "try: images.load(sys.argv[1])\n"
            "except StylerError: print('refused')\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, tmp_path / "many.tif"],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.stdout, done.stderr) == ("refused\n", "")
