"""A brush on an array."""

import numpy as np
import pytest

from styler.ui.regions.brush import SIDE, Brush, Stroke, empty, filled, fitted, inverted

HARD = Brush(size=0.2, hardness=1.0)


@pytest.fixture
def nothing():
    return empty(600, 400)


def painted(mask, brush, *points):
    stroke = Stroke(mask, brush)
    for point in points:
        stroke.to(*point)
    return stroke.mask


def test_a_mask_has_the_shape_of_its_picture(nothing):
    assert nothing.shape == (341, SIDE)
    assert empty(400, 600).shape == (SIDE, 341)
    assert empty(5000, 1).shape == (1, SIDE)


def test_a_dab_is_a_disc_of_the_brushs_size(nothing):
    mask = painted(nothing, HARD, (0.5, 0.5))
    radius = 0.1 * SIDE
    assert np.count_nonzero(mask > 127) == pytest.approx(np.pi * radius**2, rel=0.03)
    y, x = np.nonzero(mask)
    assert (y.mean(), x.mean()) == pytest.approx((170, 255.5), abs=0.6)
    assert np.count_nonzero((mask > 0) & (mask < 255)) < 0.05 * np.count_nonzero(mask)


def test_a_soft_brush_falls_from_its_middle_to_its_edge(nothing):
    mask = painted(nothing, Brush(size=0.4, hardness=0.0), (0.5, 0.5))
    row = mask[170, 256:360].astype(int)
    assert row[0] > 250
    assert 100 < row[51] < 155
    assert row[-1] == 0
    assert (np.diff(row) <= 0).all()


def test_a_stroke_leaves_no_gaps_however_fast_the_mouse(nothing):
    mask = painted(nothing, HARD, (0.1, 0.5), (0.9, 0.5))
    assert (mask[170, 60:450] == 255).all()
    assert (mask[100] == 0).all()


def test_passing_twice_within_a_stroke_is_passing_once(nothing):
    soft = Brush(size=0.3, hardness=0.2)
    once = painted(nothing, soft, (0.3, 0.5), (0.7, 0.5))
    twice = painted(nothing, soft, (0.3, 0.5), (0.7, 0.5), (0.3, 0.5))
    np.testing.assert_array_equal(once, twice)


def test_a_second_stroke_adds_to_the_first(nothing):
    soft = Brush(size=0.3, hardness=0.0)
    once = painted(nothing, soft, (0.5, 0.5))
    twice = painted(once, soft, (0.5, 0.5))
    assert (twice >= once).all()
    assert twice.sum() > 1.1 * once.sum()


def test_erasing_takes_away(nothing):
    full = filled(nothing)
    mask = painted(full, Brush(size=0.2, hardness=1.0, erasing=True), (0.5, 0.5))
    np.testing.assert_array_equal(mask, inverted(painted(nothing, HARD, (0.5, 0.5))))


def test_the_mask_it_began_with_is_left_alone(nothing):
    stroke = Stroke(nothing, HARD)
    stroke.to(0.5, 0.5)
    early = stroke.mask
    stroke.to(0.9, 0.9)
    assert not nothing.any()
    assert (stroke.mask != early).any()


@pytest.mark.parametrize("point", [(-0.05, 0.5), (1.05, 1.05), (5.0, 5.0), (0.0, 0.0)])
def test_beyond_the_edge_nothing_breaks(nothing, point):
    mask = painted(nothing, HARD, point, (0.5, 0.5))
    assert mask.shape == nothing.shape
    assert mask[170, 256] == 255


def test_a_mask_of_the_right_size_is_itself(nothing):
    assert fitted(nothing, nothing.shape) is nothing


@pytest.mark.parametrize("shape", [(3, 3), (200, 900), (700, 700), (5000, 4000)])
def test_a_mask_of_any_size_is_stretched_over_the_picture(nothing, shape):
    mask = np.zeros(shape, np.uint8)
    mask[:, shape[1] // 3 :] = 255
    stretched = fitted(mask, nothing.shape)
    assert stretched.shape == nothing.shape
    assert stretched.dtype == np.uint8
    edge = np.count_nonzero(stretched[170] < 128) / SIDE
    assert edge == pytest.approx((shape[1] // 3) / shape[1], abs=0.01)
    assert (stretched == stretched[0]).all()


def test_what_is_finer_than_the_brush_is_averaged(nothing):
    stripes = np.zeros((682, 1024), np.uint8)
    stripes[:, ::2] = 255
    within = fitted(stripes, nothing.shape)[5:-5, 5:-5]
    assert np.abs(within.astype(int) - 127).max() <= 40
