"""A canvas of floats in whole numbers: no bands, little noise, and always the same."""

from __future__ import annotations

import numpy as np
import pytest

from styler.colour import Picture
from styler.images import Export, to_bytes8
from styler.images.dither import strips
from styler.images.picture import rows_at_once

EIGHT, SIXTEEN = Export(), Export(depth=16)


def whole(picture: Picture, export: Export) -> Picture:
    return np.concatenate(list(strips(picture, export))).astype(np.float32)


def sky(height: int = 400, width: int = 600) -> Picture:
    """Three levels of grey from the left to the right."""
    row = np.linspace(120, 123, width, dtype=np.float32)
    return np.tile(row[np.newaxis, :, np.newaxis], (height, 1, 3))


def staircase(saved: Picture, picture: Picture) -> float:
    """How far the tone of a broad area is off, at worst: half a level where there are bands."""
    return float(np.abs((saved - picture).mean(axis=0)).max())


def test_a_soft_slope_has_no_bands() -> None:
    assert staircase(to_bytes8(sky()).astype(np.float32), sky()) > 0.49  # rounded, it has
    assert staircase(whole(sky(), EIGHT), sky()) < 0.13  # five deviations of 400 chances


def test_all_levels_of_it_lie_mixed_beside_each_other() -> None:
    """No column between two levels is all of one."""
    levels = sky()[0, :, 0]
    between = np.abs(levels - np.rint(levels)) > 0.1
    saved = whole(sky(), EIGHT)[:, between]
    assert (saved.std(axis=0) > 0.2).all()


def test_noise_is_less_than_a_level_and_none_on_whole_levels() -> None:
    picture = np.random.default_rng(0).uniform(0, 255, (200, 300, 3)).astype(np.float32)
    error = whole(picture, EIGHT) - picture
    assert np.abs(error).max() < 1
    assert abs(error.mean()) < 0.01
    assert error.std() == pytest.approx(np.sqrt(1 / 6), rel=0.02)
    rounded = np.rint(picture)
    np.testing.assert_array_equal(whole(rounded, EIGHT), rounded)


def test_whole_levels_stay_in_every_one_of_many_pixels() -> None:
    """254 and a chance just below 1 are 255 in float32."""
    white = np.full((3000, 3000, 3), 254, np.float32)
    assert all((strip == 254).all() for strip in strips(white, EIGHT))


def test_noise_follows_no_pattern() -> None:
    """Neither from a pixel to its neighbour, nor from a colour to another, nor along a strip."""
    picture = np.full((2 * rows_at_once(sky().shape[1]), 600, 3), 100.5, np.float32)
    noise = whole(picture, EIGHT) - 100.5
    shifted = (noise[1:], noise[:-1]), (noise[:, 1:], noise[:, :-1])
    strip = rows_at_once(picture.shape[1])
    others = (noise[..., 0], noise[..., 1]), (noise[:strip], noise[strip:])
    for one, other in (*shifted, *others):
        assert abs((one * other).mean()) / 0.25 < 0.01


def test_what_is_beyond_is_clipped() -> None:
    picture = np.array([-20, -0.1, 255.2, 300], np.float32).repeat(3).reshape(1, 4, 3)
    assert whole(picture, EIGHT)[0, :, 0].tolist() == [0, 0, 255, 255]
    assert whole(picture, SIXTEEN)[0, :, 0].tolist() == [0, 0, 65535, 65535]


def test_sixteen_bits_are_rounded() -> None:
    levels = whole(sky(), SIXTEEN)
    np.testing.assert_array_equal(levels, np.rint(sky() * np.float32(257)))


def test_it_is_the_same_each_time() -> None:
    np.testing.assert_array_equal(whole(sky(), EIGHT), whole(sky(), EIGHT))


@pytest.mark.parametrize("export", [EIGHT, SIXTEEN])
def test_strips_are_small_whatever_the_size(export: Export) -> None:
    for shape in ((10_000, 2), (300, 9000), (2, 60_000)):
        picture = np.zeros((*shape, 3), np.float32)
        parts = list(strips(picture, export))
        assert {part.shape[1:] for part in parts} == {(shape[1], 3)}
        assert sum(len(part) for part in parts) == shape[0]
        assert max(part.size for part in parts) <= 1 << 21
