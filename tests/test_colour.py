"""Colours, on values that are known."""

import numpy as np
import pytest

from styler.colour import luma, mixed, recoloured, statistics, with_luma


@pytest.fixture
def random():
    return np.random.default_rng(5)


def coloured(random, mean, spread):
    """A picture whose colours lie around `mean`, well within 0–255."""
    noise = random.normal(size=(40, 50, 3)) @ np.array(spread)
    return (np.array(mean) + noise).astype(np.float32)


def test_luma_is_that_of_bt601():
    primaries = np.float32([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]])
    assert luma(primaries)[0, :, 0] == pytest.approx([76.245, 149.685, 29.07, 255], abs=1e-3)


def test_another_luma_leaves_the_chrominance(random):
    picture = random.uniform(60, 180, (8, 9, 3)).astype(np.float32)
    other = random.uniform(60, 180, (8, 9, 3)).astype(np.float32)
    found = with_luma(picture, other)
    np.testing.assert_allclose(luma(found), luma(other), atol=1e-3)
    chrominance = [p - luma(p) for p in (picture, found)]
    np.testing.assert_allclose(*chrominance, atol=1e-3)


def test_recolouring_gives_mean_and_covariance(random):
    picture = coloured(random, (90, 120, 150), [[9, 3, 0], [0, 6, 2], [1, 0, 4]])
    like = statistics(coloured(random, (140, 110, 100), [[5, 0, 2], [3, 8, 0], [0, 1, 7]]))
    found = statistics(recoloured(picture, statistics(picture), like))
    np.testing.assert_allclose(found.mean, like.mean, atol=0.01)
    np.testing.assert_allclose(found.covariance, like.covariance, rtol=0.1, atol=1)


def test_recolouring_like_itself_changes_nothing(random):
    picture = coloured(random, (90, 120, 150), [[9, 3, 0], [0, 6, 2], [1, 0, 4]])
    own = statistics(picture)
    np.testing.assert_allclose(recoloured(picture, own, own), picture, atol=0.01)


def test_a_picture_of_one_colour_takes_the_mean_and_stays_in_range():
    flat = np.full((6, 7, 3), 80, np.float32)
    wild = statistics(np.float32([[[0, 0, 0], [255, 255, 255]]]))
    found = recoloured(flat, statistics(flat), wild)
    np.testing.assert_allclose(found, 127.5, atol=0.1)


def test_what_would_leave_the_range_is_clipped(random):
    dark = coloured(random, (60, 60, 60), np.eye(3) * 15)
    wild = statistics(np.float32([[[0, 0, 0], [255, 255, 255]]]))
    found = recoloured(dark, statistics(dark), wild)
    assert found.min() == 0
    assert found.max() == 255


def test_statistics_mix_as_pictures_thrown_together(random):
    one = coloured(random, (90, 120, 150), np.eye(3) * 5)
    two = coloured(random, (140, 100, 60), np.eye(3) * 9)
    together = statistics(np.concatenate([one, one, one, two]))
    found = mixed([statistics(one), statistics(two)], [0.75, 0.25])
    np.testing.assert_allclose(found.mean, together.mean, rtol=1e-6)
    np.testing.assert_allclose(found.covariance, together.covariance, rtol=1e-6)


def test_a_large_picture_has_the_statistics_of_its_every_nth_pixel():
    stripes = np.zeros((2400, 1800, 3), np.float32)
    stripes[:, 900:] = 200
    assert statistics(stripes).mean == pytest.approx([100, 100, 100], abs=0.5)
