"""What is saved, read back by other libraries: OpenCV, tifffile, Qt, libheif and ExifRead."""

from __future__ import annotations

import io
import json
import re
import struct
import subprocess
import sys
import time
import zlib
from html import unescape
from pathlib import Path
from typing import Any

import cv2
import exifread
import numpy as np
import pi_heif
import pytest
import tifffile
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms
from PIL.TiffImagePlugin import IFDRational
from PySide6.QtGui import QColorSpace, QImage

from styler.colour import Picture
from styler.errors import StylerError
from styler.images import (
    MAX_RECIPE,
    WRITABLE,
    Export,
    check_writable,
    embedded_recipe,
    kind_of,
    load,
    load_alpha,
    load_dpi,
    save,
)

RECIPE = json.dumps({"format": "styler-recipe", "note": "a < b & c > “d”", "list": [1, 2]})
DEEP = (".png", ".tif", ".tiff")
WITH_RECIPE = tuple(e for e in WRITABLE if kind_of(f"a{e}").recipe)
WITH_ALPHA = tuple(e for e in WRITABLE if kind_of(f"a{e}").alpha)


def smooth(height: int = 48, width: int = 64) -> Picture:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return np.stack([3.9 * x % 251, 4.7 * y % 241, 255 - (x + y) % 199], axis=2)


def slope(height: int = 48, width: int = 64) -> Picture:
    """Soft enough for every encoder."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return np.stack([3.9 * x, 4.7 * y, 255 - 2 * x - 2 * y], axis=2)


def exif() -> bytes:
    made = Image.Exif()
    made[ExifTags.Base.Artist] = "Berthe Morisot"
    made[ExifTags.IFD.Exif] = {
        ExifTags.Base.LensModel: "50 mm",
        ExifTags.Base.FNumber: IFDRational(14, 5),
    }
    return made.tobytes()


def by_opencv(path: Path) -> NDArray[Any]:
    """RGB, or RGB and alpha, in the file's own depth."""
    pixels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    assert pixels is not None
    order = cv2.COLOR_BGR2RGB if pixels.shape[2] == 3 else cv2.COLOR_BGRA2RGBA
    return np.asarray(cv2.cvtColor(pixels, order))


def profile_by_another(path: Path) -> bytes:
    """The embedded colour profile."""
    match path.suffix:
        case ".tif" | ".tiff":
            with tifffile.TiffFile(path) as file:
                return bytes(file.pages[0].tags["InterColorProfile"].value)
        case ".avif":
            return bytes(pi_heif.open_heif(path).info["icc_profile"])
        case _:
            return opencv_block(path, cv2.IMAGE_METADATA_ICCP)


def xmp_by_another(path: Path) -> bytes:
    match path.suffix:
        case ".tif" | ".tiff":
            with tifffile.TiffFile(path) as file:
                return bytes(file.pages[0].tags["XMP"].value)
        case ".avif":
            return bytes(pi_heif.open_heif(path).info["xmp"])
        case _:
            return opencv_block(path, cv2.IMAGE_METADATA_XMP)


def exif_by_another(path: Path) -> dict[str, str]:
    """Names and words, as ExifRead has them."""
    data = path.read_bytes()
    if path.suffix in (".avif", ".webp"):  # ExifRead finds none in these; others hand it over
        data = _exif_block(path)
    return {name: str(tag) for name, tag in exifread.process_file(io.BytesIO(data)).items()}


def _exif_block(path: Path) -> bytes:
    if path.suffix == ".avif":
        block = pi_heif.open_heif(path).info["exif"] or b""
    else:
        block = opencv_block(path, cv2.IMAGE_METADATA_EXIF)
    return block.removeprefix(b"Exif\0\0")


def opencv_block(path: Path, kind: int) -> bytes:
    _, kinds, blocks = cv2.imreadWithMetadata(str(path), flags=cv2.IMREAD_UNCHANGED)
    found = dict(zip(kinds, blocks, strict=True)).get(kind)
    return b"" if found is None else bytes(found)


class TestPixels:
    @pytest.mark.parametrize("ending", DEEP)
    def test_sixteen_bits(self, tmp_path: Path, ending: str) -> None:
        save(smooth(), tmp_path / f"a{ending}", Export(depth=16))
        read = by_opencv(tmp_path / f"a{ending}")
        assert read.dtype == np.uint16
        np.testing.assert_array_equal(read, np.rint(smooth() * np.float32(257)))

    @pytest.mark.parametrize("ending", DEEP)
    def test_eight_bits_of_whole_levels(self, tmp_path: Path, ending: str) -> None:
        whole = np.rint(smooth())
        save(whole, tmp_path / f"a{ending}")
        read = by_opencv(tmp_path / f"a{ending}")
        assert read.dtype == np.uint8
        np.testing.assert_array_equal(read, whole)

    @pytest.mark.parametrize("depth", [8, 16])
    def test_tiff_by_tifffile(self, tmp_path: Path, depth: int) -> None:
        whole = np.rint(smooth())
        save(whole, tmp_path / "a.tif", Export(depth=depth))
        with tifffile.TiffFile(tmp_path / "a.tif") as file:
            page = file.pages[0]
            assert (page.bitspersample, page.samplesperpixel) == (depth, 3)
            assert page.compression == tifffile.COMPRESSION.ADOBE_DEFLATE
            np.testing.assert_array_equal(page.asarray(), whole * (257 if depth == 16 else 1))
        assert (tmp_path / "a.tif").stat().st_size < whole.size * depth / 8

    @pytest.mark.parametrize("ending", [e for e in WRITABLE if e not in (*DEEP, ".avif")])
    def test_lossy(self, tmp_path: Path, ending: str) -> None:
        save(slope(), tmp_path / f"a{ending}")
        assert np.abs(by_opencv(tmp_path / f"a{ending}") - slope()).mean() < 1.5

    @pytest.mark.parametrize("ending", DEEP)
    @pytest.mark.parametrize("depth", [8, 16])
    @pytest.mark.parametrize("shape", [(700, 1500), (1, 3), (3, 1), (800, 1)])
    def test_any_shape_and_several_strips(
        self, tmp_path: Path, ending: str, depth: int, shape: tuple[int, int]
    ) -> None:
        noise = np.random.default_rng(0).integers(0, 256, (*shape, 3)).astype(np.float32)
        save(noise, tmp_path / f"a{ending}", Export(depth=depth))
        scale = 257 if depth == 16 else 1
        np.testing.assert_array_equal(by_opencv(tmp_path / f"a{ending}"), noise * scale)

    @pytest.mark.parametrize("depth", [8, 16])
    def test_png_is_filtered(self, tmp_path: Path, depth: int) -> None:
        """What is smooth becomes far smaller than deflate alone makes it."""
        save(np.rint(slope(256, 256)), tmp_path / "a.png", Export(depth=depth))
        raw = np.rint(slope(256, 256)).clip(0, 255).astype(np.uint8 if depth == 8 else ">u2")
        assert (tmp_path / "a.png").stat().st_size < len(zlib.compress(raw.tobytes(), 9)) / 2

    def test_quality(self, tmp_path: Path) -> None:
        for ending in (".jpg", ".webp", ".avif"):
            sizes = []
            for quality in (30, 60, 95):
                save(smooth(), tmp_path / f"a{ending}", Export(quality=quality))
                sizes.append((tmp_path / f"a{ending}").stat().st_size)
            assert sizes == sorted(set(sizes))

    @pytest.mark.parametrize(("chroma", "sampling"), [("4:4:4", 0x11), ("4:2:0", 0x22)])
    def test_chroma_of_jpeg(self, tmp_path: Path, chroma: str, sampling: int) -> None:
        save(slope(), tmp_path / "a.jpg", Export(chroma=chroma))
        data = (tmp_path / "a.jpg").read_bytes()
        frame = data.index(b"\xff\xc0")  # ITU T.81, B.2.2: the first component's byte of sampling
        assert data[frame + 11] == sampling

    @pytest.mark.parametrize(("chroma", "name"), [("4:4:4", "444"), ("4:2:0", "420")])
    def test_chroma_of_avif(self, tmp_path: Path, chroma: str, name: str) -> None:
        save(slope(), tmp_path / "a.avif", Export(chroma=chroma))
        assert pi_heif.open_heif(tmp_path / "a.avif").info["chroma"] == int(name)


class TestProfile:
    @pytest.mark.parametrize("ending", WRITABLE)
    def test_srgb_is_embedded(self, tmp_path: Path, ending: str) -> None:
        save(slope(), tmp_path / f"a{ending}")
        profile = profile_by_another(tmp_path / f"a{ending}")
        assert "sRGB" in ImageCms.getProfileDescription(
            ImageCms.ImageCmsProfile(io.BytesIO(profile))
        )

    @pytest.mark.parametrize("ending", [".png", ".jpg", ".webp", ".tif"])
    def test_qt_takes_it_for_srgb(self, tmp_path: Path, ending: str) -> None:
        save(slope(), tmp_path / f"a{ending}")
        space = QImage(str(tmp_path / f"a{ending}")).colorSpace()
        assert space.primaries() == QColorSpace.Primaries.SRgb
        assert space.transferFunction() == QColorSpace.TransferFunction.SRgb


class TestAlpha:
    ALPHA = np.repeat(np.uint8([[0], [255]]), 2, axis=1)

    @pytest.mark.parametrize("ending", [e for e in WITH_ALPHA if e != ".avif"])
    @pytest.mark.parametrize("depth", [8, 16])
    def test_it_is_stretched_over_the_picture(
        self, tmp_path: Path, ending: str, depth: int
    ) -> None:
        if depth == 16 and ending not in DEEP:
            pytest.skip("8 bits only")
        save(slope(), tmp_path / f"a{ending}", Export(depth=depth, alpha=self.ALPHA))
        read = by_opencv(tmp_path / f"a{ending}")
        assert read.shape == (48, 64, 4)
        full = 255 if depth == 8 else 65535
        assert (read[0, :, 3] == 0).all()
        assert (read[-1, :, 3] == full).all()
        assert np.abs(read[-8:, :, :3] / (full / 255) - slope()[-8:]).mean() < 2

    def test_of_avif(self, tmp_path: Path) -> None:
        save(slope(), tmp_path / "a.avif", Export(alpha=self.ALPHA))
        assert pi_heif.open_heif(tmp_path / "a.avif").has_alpha
        alpha = load_alpha(tmp_path / "a.avif")
        assert alpha is not None
        assert alpha[0].max() < 4
        assert alpha[-1].min() > 251

    def test_tiff_says_what_its_fourth_value_is(self, tmp_path: Path) -> None:
        save(slope(), tmp_path / "a.tif", Export(alpha=self.ALPHA))
        with tifffile.TiffFile(tmp_path / "a.tif") as file:
            assert file.pages[0].extrasamples == (tifffile.EXTRASAMPLE.UNASSALPHA,)

    def test_jpeg_has_none(self, tmp_path: Path) -> None:
        save(slope(), tmp_path / "a.jpg", Export(alpha=self.ALPHA))
        assert by_opencv(tmp_path / "a.jpg").shape == (48, 64, 3)

    @pytest.mark.parametrize("ending", [".png", ".tif"])
    def test_there_and_back(self, tmp_path: Path, ending: str) -> None:
        alpha = np.random.default_rng(0).integers(0, 256, (48, 64)).astype(np.uint8)
        save(slope(), tmp_path / f"a{ending}", Export(alpha=alpha))
        np.testing.assert_array_equal(load_alpha(tmp_path / f"a{ending}"), alpha)


class TestMetadata:
    @pytest.mark.parametrize("ending", WRITABLE)
    def test_exif(self, tmp_path: Path, ending: str) -> None:
        save(slope(), tmp_path / f"a{ending}", Export(exif=exif()))
        read = exif_by_another(tmp_path / f"a{ending}")
        assert read["Image Artist"] == "Berthe Morisot"
        assert read["EXIF LensModel"] == "50 mm"
        assert read["EXIF FNumber"] == "14/5"

    @pytest.mark.parametrize("ending", WRITABLE)
    def test_no_exif_unasked(self, tmp_path: Path, ending: str) -> None:
        save(slope(), tmp_path / f"a{ending}")
        assert b"Morisot" not in (tmp_path / f"a{ending}").read_bytes()
        names = exif_by_another(tmp_path / f"a{ending}")
        assert not any(name.startswith(("EXIF", "GPS", "Image Artist")) for name in names)

    @pytest.mark.parametrize("kept", [b"", exif()])
    @pytest.mark.parametrize("ending", WRITABLE)
    def test_dpi(self, tmp_path: Path, ending: str, kept: bytes) -> None:
        save(slope(), tmp_path / f"a{ending}", Export(dpi=300, exif=kept))
        if ending == ".png":
            metre = QImage(str(tmp_path / "a.png")).dotsPerMeterX()
            assert round(metre * 0.0254) == 300
        else:
            read = exif_by_another(tmp_path / f"a{ending}")
            assert read["Image XResolution"] == read["Image YResolution"] == "300"
            assert read["Image ResolutionUnit"] == "Pixels/Inch"
        if ending in (".png", ".jpg", ".tif"):
            assert load_dpi(tmp_path / f"a{ending}") == 300

    def test_dpi_of_jpeg_is_in_its_head_too(self, tmp_path: Path) -> None:
        save(slope(), tmp_path / "a.jpg", Export(dpi=240))
        data = (tmp_path / "a.jpg").read_bytes()
        unit, x, y = struct.unpack_from(">BHH", data, data.index(b"JFIF\0") + 7)
        assert (unit, x, y) == (1, 240, 240)


class TestRecipe:
    def test_png_by_qt(self, tmp_path: Path) -> None:
        save(slope(), tmp_path / "a.png", Export(recipe=RECIPE))
        assert QImage(str(tmp_path / "a.png")).text("styler-recipe") == RECIPE

    @pytest.mark.parametrize("ending", [e for e in WITH_RECIPE if e != ".png"])
    def test_xmp_by_another(self, tmp_path: Path, ending: str) -> None:
        save(slope(), tmp_path / f"a{ending}", Export(recipe=RECIPE))
        packet = xmp_by_another(tmp_path / f"a{ending}").decode()
        found = re.search("<styler:recipe>(.*)</styler:recipe>", packet, re.DOTALL)
        assert found
        assert json.loads(unescape(found[1])) == json.loads(RECIPE)

    @pytest.mark.parametrize("ending", WITH_RECIPE)
    @pytest.mark.parametrize("recipe", [RECIPE, json.dumps({"mask": "x" * (MAX_RECIPE - 20)})])
    def test_there_and_back(self, tmp_path: Path, ending: str, recipe: str) -> None:
        save(slope(), tmp_path / f"a{ending}", Export(recipe=recipe, exif=exif(), dpi=72))
        assert embedded_recipe(tmp_path / f"a{ending}") == recipe
        assert load(tmp_path / f"a{ending}").shape == (48, 64, 3)

    @pytest.mark.parametrize("ending", WRITABLE)
    def test_none(self, tmp_path: Path, ending: str) -> None:
        save(slope(), tmp_path / f"a{ending}")
        assert embedded_recipe(tmp_path / f"a{ending}") is None

    def test_jpeg_has_no_place_for_it(self, tmp_path: Path) -> None:
        save(slope(), tmp_path / "a.jpg", Export(recipe=RECIPE))
        assert embedded_recipe(tmp_path / "a.jpg") is None


class TestLimits:
    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"depth": 12}, "depth is 12"),
            ({"quality": 0}, "quality is 0"),
            ({"quality": 101}, "quality is 101"),
            ({"chroma": "4:1:1"}, "chroma is 4:1:1"),
            ({"dpi": 0}, "dpi is 0"),
            ({"dpi": 10_000}, "dpi is 10000"),
            ({"recipe": "x" * (MAX_RECIPE + 1)}, "recipe is too large"),
        ],
    )
    def test_what_no_file_has(self, wrong: dict[str, Any], words: str) -> None:
        with pytest.raises(StylerError, match=words):
            Export(**wrong)

    @pytest.mark.parametrize("ending", [e for e in WRITABLE if e not in DEEP])
    def test_sixteen_bits_are_not_secretly_eight(self, tmp_path: Path, ending: str) -> None:
        for attempt in (
            lambda: check_writable(tmp_path / f"a{ending}", Export(depth=16)),
            lambda: save(slope(), tmp_path / f"a{ending}", Export(depth=16)),
        ):
            with pytest.raises(StylerError, match=rf"“a{ending}” .* 8 bits .*\.png or \.tif"):
                attempt()
        assert not list(tmp_path.iterdir())


class TestWholeOrNotAtAll:
    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of file sizes")
    @pytest.mark.parametrize("depth", [8, 16])
    @pytest.mark.parametrize("ending", WRITABLE)
    def test_no_room(self, tmp_path: Path, ending: str, depth: int) -> None:
        if depth == 16 and ending not in DEEP:
            pytest.skip("8 bits only")
        file = tmp_path / f"out{ending}"
        file.write_bytes(b"older")
        script = (
            "import resource, sys, numpy, styler.images as images\n"
            "from styler.errors import StylerError\n"
            "picture = numpy.random.default_rng(0).uniform(0, 255, (200, 200, 3))\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
            "export = images.Export(depth=int(sys.argv[2]))\n"
            "try: images.save(picture.astype('float32'), sys.argv[1], export)\n"
            "except StylerError as error: print(ascii(str(error)))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, file, str(depth)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "There is no room for" in done.stdout, done.stderr
        assert file.read_bytes() == b"older"
        assert list(tmp_path.iterdir()) == [file]

    @pytest.mark.parametrize("ending", [".png", ".tif"])
    def test_killed_in_the_midst(self, tmp_path: Path, ending: str) -> None:
        file = tmp_path / f"out{ending}"
        file.write_bytes(b"older")
        script = (
            "import sys, numpy, styler.images as images\n"
            "picture = numpy.random.default_rng(0).uniform(0, 255, (6000, 6000, 3))\n"
            "images.save(picture.astype('float32'), sys.argv[1])\n"
        )
        with subprocess.Popen([sys.executable, "-c", script, file]) as saving:
            while not _begun(tmp_path):
                assert saving.poll() is None
                time.sleep(0.01)
            saving.kill()
        assert saving.returncode
        assert file.read_bytes() == b"older"


def _begun(folder: Path) -> bool:
    return any(part.stat().st_size > 0 for part in folder.glob(".styler-*.part"))
