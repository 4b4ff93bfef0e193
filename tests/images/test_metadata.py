"""What photographs say of themselves, and what of it is passed on."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image
from PIL.ExifTags import IFD, Base
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

from styler.errors import StylerError
from styler.images import Export, embedded_recipe, load_dpi, load_exif, save
from styler.images.metadata import MAX_EXIF, parsed_exif

HEIC = Path(__file__).with_name("photograph.heic")
KINDS = [".jpg", ".png", ".webp", ".tif", ".avif"]
GREY = np.full((16, 24, 3), 128, np.float32)


def camera() -> Image.Exif:
    """As a telephone writes it."""
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model] = "Styler", "Camera obscura"
    exif[Base.Orientation] = 6
    exif[Base.XResolution] = exif[Base.YResolution] = IFDRational(180)
    exif[IFD.Exif] = {
        Base.DateTimeOriginal: "2026:01:02 03:04:05",
        Base.ExifImageWidth: 24,
        Base.MakerNote: b"serial number 12345",
        Base.UserComment: b"ASCII\0\0\0hello",
    }
    exif[IFD.GPSInfo] = {
        ExifTags.GPS.GPSLatitudeRef: "N",
        ExifTags.GPS.GPSLatitude: (IFDRational(52), IFDRational(30), IFDRational(0)),
    }
    return exif


@pytest.fixture(params=KINDS)
def photograph(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"photograph{request.param}"
    Image.new("RGB", (24, 16), "teal").save(path, exif=camera().tobytes())
    return path


class TestExif:
    def test_what_a_person_would_keep(self, photograph: Path) -> None:
        exif = parsed_exif(load_exif(photograph))
        assert (exif[Base.Make], exif[Base.Model]) == ("Styler", "Camera obscura")
        shot = exif.get_ifd(IFD.Exif)
        assert shot[Base.DateTimeOriginal] == "2026:01:02 03:04:05"
        assert shot[Base.UserComment] == b"ASCII\0\0\0hello"

    def test_it_is_upright_and_has_no_size_and_no_makers_note(self, photograph: Path) -> None:
        exif = parsed_exif(load_exif(photograph))
        assert exif[Base.Orientation] == 1
        assert not {Base.XResolution, Base.ImageWidth, 273} & set(exif)
        assert not {Base.ExifImageWidth, Base.MakerNote} & set(exif.get_ifd(IFD.Exif))
        assert b"12345" not in load_exif(photograph)

    def test_the_place_only_if_asked_for(self, photograph: Path) -> None:
        assert not parsed_exif(load_exif(photograph)).get_ifd(IFD.GPSInfo)
        place = parsed_exif(load_exif(photograph, place=True)).get_ifd(IFD.GPSInfo)
        assert place[ExifTags.GPS.GPSLatitude] == (52, 30, 0)

    def test_no_thumbnail(self, tmp_path: Path) -> None:
        """A second directory, of a JPEG file in the EXIF."""
        thumbnail = b"\xff\xd8" + b"thumbnail" * 10
        entries = struct.pack("<HHHLL", 1, Base.JpegIFOffset, 4, 1, 56)
        entries += struct.pack("<L", 0)
        first = struct.pack("<HHHLLL", 1, Base.Artist, 2, 4, int.from_bytes(b"Ann\0", "little"), 26)
        exif = b"Exif\0\0II*\0\x08\0\0\0" + first + entries + thumbnail
        Image.new("RGB", (24, 16)).save(tmp_path / "a.jpg", exif=exif)
        kept = load_exif(tmp_path / "a.jpg")
        assert parsed_exif(kept)[Base.Artist] == "Ann"
        assert b"thumbnail" not in kept

    def test_of_heic(self) -> None:
        assert parsed_exif(load_exif(HEIC))[Base.Make] == "Styler"
        assert not parsed_exif(load_exif(HEIC)).get_ifd(IFD.GPSInfo)
        assert parsed_exif(load_exif(HEIC, place=True)).get_ifd(IFD.GPSInfo)

    def test_none(self, tmp_path: Path) -> None:
        save(GREY, tmp_path / "a.jpg")
        assert load_exif(tmp_path / "a.jpg") == b""

    def test_no_such_file(self, tmp_path: Path) -> None:
        with pytest.raises(StylerError, match=r"none\.jpg"):
            load_exif(tmp_path / "none.jpg")

    def test_too_much_of_it(self, tmp_path: Path) -> None:
        """The long comment goes, the artist stays, and all formats can hold the rest."""
        exif = Image.Exif()
        exif[Base.Artist] = "Ann"
        exif[IFD.Exif] = {Base.UserComment: b"x" * 50_000}
        Image.new("RGB", (24, 16)).save(tmp_path / "a.jpg", exif=exif)
        kept = load_exif(tmp_path / "a.jpg")
        assert parsed_exif(kept)[Base.Artist] == "Ann"
        assert len(kept) < 1000

    @pytest.mark.parametrize("seed", range(5))
    def test_damaged_at_random(self, tmp_path: Path, seed: int) -> None:
        """Whatever is left of it is passed on, and goes into every format."""
        chance = np.random.default_rng(seed)
        whole = camera().tobytes()
        for number in range(20):
            data = bytearray(whole)
            for place in chance.integers(6, len(data), 6):
                data[place] = chance.integers(256)
            Image.new("RGB", (24, 16)).save(tmp_path / "a.jpg", exif=bytes(data))
            kept = load_exif(tmp_path / "a.jpg", place=True)
            assert len(kept) <= MAX_EXIF
            save(GREY, tmp_path / f"b{KINDS[number % len(KINDS)]}", Export(exif=kept, dpi=300))


class TestDpi:
    def test_of_a_photograph(self, tmp_path: Path) -> None:
        Image.new("RGB", (24, 16)).save(tmp_path / "a.jpg", dpi=(240, 240))
        assert load_dpi(tmp_path / "a.jpg") == 240

    @pytest.mark.parametrize("dpi", [0, 1, 30_000])
    def test_what_makes_no_sense(self, tmp_path: Path, dpi: int) -> None:
        Image.new("RGB", (24, 16)).save(tmp_path / "a.jpg", dpi=(dpi, dpi))
        assert load_dpi(tmp_path / "a.jpg") is None

    def test_none(self, tmp_path: Path) -> None:
        save(GREY, tmp_path / "a.png")
        assert load_dpi(tmp_path / "a.png") is None


class TestRecipeOfOthers:
    """What may have been put there by anyone."""

    def test_text_of_another_program(self, tmp_path: Path) -> None:
        text = PngInfo()
        text.add_text("styler-recipe", '{"format": "é"}', zip=True)
        Image.new("RGB", (4, 4)).save(tmp_path / "a.png", pnginfo=text)
        assert embedded_recipe(tmp_path / "a.png") == '{"format": "é"}'

    def test_bomb(self, tmp_path: Path) -> None:
        save(GREY, tmp_path / "a.png")
        data = (tmp_path / "a.png").read_bytes()
        body = b"zTXtstyler-recipe\0\0" + zlib.compress(b" " * 50_000_000)
        chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        (tmp_path / "a.png").write_bytes(data[:33] + chunk + data[33:])
        with pytest.raises(StylerError, match=r"a\.png"):
            embedded_recipe(tmp_path / "a.png")

    def test_too_large(self, tmp_path: Path) -> None:
        packet = b"<styler:recipe>" + b"x" * 2_000_000 + b"</styler:recipe>"
        Image.new("RGB", (4, 4)).save(tmp_path / "a.webp", xmp=packet)
        with pytest.raises(StylerError, match=r"recipe in “a\.webp” is too large"):
            embedded_recipe(tmp_path / "a.webp")

    @pytest.mark.parametrize("packet", [b"<x/>", b"<styler:recipe>", b"\xff\xfe", b"<a>&#x0;</a>"])
    def test_xmp_of_others(self, tmp_path: Path, packet: bytes) -> None:
        Image.new("RGB", (4, 4)).save(tmp_path / "a.webp", xmp=packet)
        assert embedded_recipe(tmp_path / "a.webp") is None

    def test_no_picture(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_text("Buy bread.")
        with pytest.raises(StylerError, match="not a picture"):
            embedded_recipe(tmp_path / "a.png")
