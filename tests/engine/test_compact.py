"""Rows in 8 bits a number, against what they were given."""

import numpy as np
import pytest

from styler.engine.compact import CompactRows

PARTS = [30, 39_970]  # columns; the second more than are widened at a time
COLUMNS = sum(PARTS)
FIRST, SECOND = slice(0, 30), slice(30, None)


@pytest.fixture
def given(random):
    """Rows of very different scales, as are their parts; the last one is empty."""
    scales = np.array([1e-8, 1.0, 300.0, 0.0])[:, None] * np.repeat([1000.0, 1.0], PARTS)
    return (scales * random.normal(size=(4, COLUMNS))).astype(np.float32)


@pytest.fixture
def rows(given):
    compact = CompactRows(6, PARTS)
    for row, vector in enumerate(given):
        compact[row] = vector
    return compact


def kept(rows):
    return np.array([rows.combined(np.stack([c, c])) for c in np.eye(4)], float)


@pytest.mark.parametrize("part", [FIRST, SECOND])
def test_a_number_is_off_by_a_254th_of_the_largest_of_its_part(rows, given, part):
    for row, vector in zip(kept(rows)[:, part], given[:, part], strict=True):
        assert np.abs(row - vector).max() <= np.abs(vector).max() / 253


@pytest.mark.parametrize(("i", "part"), [(0, FIRST), (1, SECOND)])
def test_products_are_those_of_the_rows_as_they_are_kept(rows, random, i, part):
    as_kept = kept(rows)[:, part]
    vectors = random.normal(size=(3, COLUMNS)).astype(np.float32)
    expected = vectors[:, part].astype(float) @ as_kept.T
    lengths = np.linalg.norm(vectors[:, part], axis=1)[:, None] * np.linalg.norm(as_kept, axis=1)
    found = rows.dots(4, *vectors)
    assert found.shape == (3, 2, 4)
    assert (np.abs(found[:, i] - expected) <= 1e-5 * lengths).all()
    c = random.normal(size=(2, 4))
    combined = rows.combined(c)[part]
    np.testing.assert_allclose(combined, c[i] @ as_kept, rtol=1e-4, atol=1e-2)


def test_rows_that_are_not_asked_for_are_not_read(rows, given):
    assert rows.dots(2, given[2]).shape == (1, 2, 2)
    np.testing.assert_array_equal(rows.combined(np.zeros((2, 2))), 0)
