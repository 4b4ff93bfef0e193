"""Masks are read from any picture, and their own files give them back as they were."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from styler.errors import StylerError
from styler.images import (
    load_mask,
    mask_bytes,
    mask_from_bytes,
    regions_bytes,
    regions_from_bytes,
)
from styler.images.masks import MAX_SIDE
from styler.regions import Regions

CHANCE = np.random.default_rng(3)


def saved(image: Image.Image, path: Path) -> Path:
    image.save(path)
    return path


def encoded(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


class TestLoading:
    def test_grey_is_read_exactly(self, tmp_path: Path) -> None:
        grey = CHANCE.integers(0, 256, (30, 50), np.uint8)
        mask = load_mask(saved(Image.fromarray(grey), tmp_path / "m.png"))
        np.testing.assert_array_equal(mask, grey, strict=True)
        assert mask.flags.writeable

    def test_colour_is_read_as_its_luma(self, tmp_path: Path) -> None:
        colour = CHANCE.integers(0, 256, (6, 5, 3), np.uint8)
        mask = load_mask(saved(Image.fromarray(colour), tmp_path / "m.bmp"))
        expected = colour @ np.array([0.299, 0.587, 0.114])  # ITU-R BT.601
        np.testing.assert_allclose(mask, expected, atol=0.51)

    @pytest.mark.parametrize("mode", ["RGBA", "LA"])
    def test_what_is_transparent_is_not_in_it(self, tmp_path: Path, mode: str) -> None:
        alpha = CHANCE.integers(0, 256, (6, 5), np.uint8)
        image = Image.new("L", (5, 6), 255).convert(mode)
        image.putalpha(Image.fromarray(alpha))
        mask = load_mask(saved(image, tmp_path / "m.png"))
        np.testing.assert_array_equal(mask, alpha, strict=True)

    def test_one_bit_is_all_or_nothing(self, tmp_path: Path) -> None:
        bits = CHANCE.integers(0, 2, (6, 5)).astype(bool)
        mask = load_mask(saved(Image.fromarray(bits), tmp_path / "m.png"))
        np.testing.assert_array_equal(mask, bits * np.uint8(255), strict=True)

    def test_a_cameras_turn_is_applied(self, tmp_path: Path) -> None:
        grey = np.zeros((4, 6), np.uint8)
        grey[0, 0] = 255
        exif = Image.Exif()
        exif[0x0112] = 6  # a quarter turn clockwise
        Image.fromarray(grey).save(tmp_path / "m.png", exif=exif)
        expected = np.rot90(grey, -1)
        np.testing.assert_array_equal(load_mask(tmp_path / "m.png"), expected, strict=True)

    def test_one_that_is_larger_than_any_picture_is_shrunk_evenly(self, tmp_path: Path) -> None:
        halves = np.zeros((2 * MAX_SIDE, 8), np.uint8)
        halves[MAX_SIDE:] = 255
        halves[::2] ^= 255  # each pair of rows has one of each
        mask = load_mask(saved(Image.fromarray(halves), tmp_path / "m.png"))
        assert mask.shape == (MAX_SIDE, 4)
        np.testing.assert_allclose(mask, 127.5, atol=0.51)

    @pytest.mark.parametrize(
        ("name", "data", "words"),
        [
            ("gone.png", None, "There is no file"),
            ("empty.png", b"", "“empty.png” is empty"),
            ("notes.png", b"Buy bread.", "“notes.png” is not a picture"),
            ("cut.png", mask_bytes(CHANCE.integers(0, 256, (99, 99), np.uint8))[:99], "“cut.png”"),
            ("thin.png", mask_bytes(np.zeros((9, 1), np.uint8)), "only 1 × 9 pixels"),
        ],
    )
    def test_the_sentences_are_those_for_pictures(
        self, tmp_path: Path, name: str, data: bytes | None, words: str
    ) -> None:
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(StylerError, match=words):
            load_mask(tmp_path / name)


class TestBytes:
    @pytest.mark.parametrize("shape", [(30, 50), (1, 7), (7, 1), (1, MAX_SIDE)])
    def test_they_give_the_mask_back(self, shape: tuple[int, int]) -> None:
        mask = CHANCE.integers(0, 256, shape, np.uint8)
        data = mask_bytes(mask)
        np.testing.assert_array_equal(mask_from_bytes(data, "m"), mask, strict=True)
        with Image.open(io.BytesIO(data)) as image:
            assert (image.format, image.mode) == ("PNG", "L")

    def test_a_view_of_another_array(self) -> None:
        mask = CHANCE.integers(0, 256, (30, 50), np.uint8)[::-2, 5:]
        np.testing.assert_array_equal(mask_from_bytes(mask_bytes(mask), "m"), mask)

    def test_what_is_too_large_to_be_taken_back_is_shrunk(self) -> None:
        mask = mask_from_bytes(mask_bytes(np.full((6, 2 * MAX_SIDE), 9, np.uint8)), "m")
        np.testing.assert_array_equal(mask, np.full((3, MAX_SIDE), 9))

    def test_a_colourful_one_from_another_program(self) -> None:
        data = encoded(Image.new("RGB", (5, 4), (255, 255, 255)))
        np.testing.assert_array_equal(mask_from_bytes(data, "m"), np.full((4, 5), 255))

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "“m” is empty"),
            (b"\x89PNG\r\n\x1a\n", "“m” is damaged"),
            (b"Buy bread.", "“m” is not a picture"),
            (b"P5 4 4 255\n" + bytes(16), "“m” must be a PNG"),
            (encoded(Image.new("1", (10_000, 10_000))), f"longer than {MAX_SIDE} pixels"),
        ],
        ids=["nothing", "a beginning", "no picture", "another kind", "a bomb"],
    )
    def test_what_is_no_mask_is_refused(self, data: bytes, words: str) -> None:
        with pytest.raises(StylerError, match=words):
            mask_from_bytes(data, "m")


class TestRegions:
    @pytest.mark.parametrize("kept", [True, False])
    def test_they_come_back_in_the_order_of_the_styles(self, kept: bool) -> None:
        first, third, keep = (CHANCE.integers(0, 256, (4, 4 + n), np.uint8) for n in range(3))
        masks, data = regions_bytes(Regions((first, None, third, None), keep if kept else None))
        assert masks.keys() == {1, 3}
        again = regions_from_bytes(masks, data, "r")
        assert [mask is not None for mask in again.styles] == [True, False, True]
        np.testing.assert_array_equal(again.styles[0], first, strict=True)
        np.testing.assert_array_equal(again.styles[2], third, strict=True)
        if kept:
            np.testing.assert_array_equal(again.keep, keep, strict=True)
        else:
            assert again.keep is None

    def test_none_at_all(self) -> None:
        assert regions_bytes(Regions()) == ({}, None)
        assert regions_from_bytes({}, None, "r").same(Regions())

    def test_the_wrong_one_is_named(self) -> None:
        sound = mask_bytes(np.zeros((4, 4), np.uint8))
        with pytest.raises(StylerError, match=r"“r\.json: masks\.2” is damaged"):
            regions_from_bytes({1: sound, 2: sound[:40]}, sound, "r.json")
        with pytest.raises(StylerError, match=r"“r\.json: keep” is damaged"):
            regions_from_bytes({1: sound}, sound[:40], "r.json")
