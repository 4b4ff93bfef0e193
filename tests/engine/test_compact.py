"""Rows in 8 bits a number, against what they were given."""

import numpy as np
import pytest

from styler.engine.compact import CompactRows

COLUMNS = 40_000  # more than are widened at a time


@pytest.fixture
def given(random):
    """Rows of very different scales; the last one is empty."""
    scales = np.array([1e-8, 1.0, 300.0, 0.0])[:, None]
    return (scales * random.normal(size=(4, COLUMNS))).astype(np.float32)


@pytest.fixture
def rows(given):
    compact = CompactRows(6, COLUMNS)
    for row, vector in enumerate(given):
        compact[row] = vector
    return compact


def test_a_number_is_off_by_a_254th_of_the_largest_of_its_row(rows, given):
    for row, vector in enumerate(given):
        kept = rows.combined(np.eye(4)[row])
        assert np.abs(kept - vector).max() <= np.abs(vector).max() / 253


def test_products_are_those_of_the_rows_as_they_are_kept(rows, random):
    kept = np.array([rows.combined(c) for c in np.eye(4)], float)
    vectors = random.normal(size=(3, COLUMNS)).astype(np.float32)
    expected = vectors.astype(float) @ kept.T
    lengths = np.linalg.norm(vectors, axis=1)[:, None] * np.linalg.norm(kept, axis=1)
    found = rows.dots(4, *vectors)
    assert found.shape == (3, 4)
    assert (np.abs(found - expected) <= 1e-5 * lengths).all()
    c = random.normal(size=4)
    np.testing.assert_allclose(rows.combined(c), c @ kept, rtol=1e-4, atol=1e-2)


def test_rows_that_are_not_asked_for_are_not_read(rows, given):
    assert rows.dots(2, given[2]).shape == (1, 2)
    np.testing.assert_array_equal(rows.combined(np.zeros(2)), 0)
