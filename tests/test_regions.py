"""Where each style applies."""

import numpy as np
import pytest

from styler.regions import Regions, guidance


def weights(*rows):
    return np.float32(rows)


def test_without_masks_every_style_is_everywhere_for_its_share():
    found = guidance([None, None], [0.75, 0.25], (1, 2))
    np.testing.assert_allclose(found, [[[0.75, 0.75]], [[0.25, 0.25]]])


def test_where_masks_do_not_meet_shares_do_not_matter():
    found = guidance([weights([1, 0]), weights([0, 1])], [0.9, 0.1], (1, 2))
    np.testing.assert_allclose(found, [[[1, 0]], [[0, 1]]])


def test_where_masks_overlap_styles_are_mixed():
    found = guidance([weights([1, 1]), weights([0, 1])], [0.75, 0.25], (1, 2))
    np.testing.assert_allclose(found, [[[1, 0.75]], [[0, 0.25]]])


def test_a_style_without_a_mask_fills_what_is_left():
    found = guidance([weights([1, 0.25]), None], [0.5, 0.5], (1, 2))
    np.testing.assert_allclose(found, [[[1, 0.25]], [[0, 0.75]]])


def test_one_masked_style_leaves_the_rest_unpainted():
    found = guidance([weights([1, 0.5, 0])], [1.0], (1, 3))
    np.testing.assert_allclose(found, [[[1, 0.5, 0]]])


def test_a_style_that_does_not_count_is_nowhere():
    found = guidance([weights([1, 1]), weights([0, 1])], [0.0, 1.0], (1, 2))
    np.testing.assert_allclose(found, [[[0, 0]], [[0, 1]]])


@pytest.mark.parametrize("seed", range(5))
def test_guidance_never_exceeds_1_in_all(seed):
    random = np.random.default_rng(seed)
    masks = [random.uniform(0, 1, (4, 5)).astype(np.float32), None, weights(*np.eye(4, 5))]
    total = np.sum(guidance(masks, [0.2, 0.3, 0.5], (4, 5)), axis=0)
    assert total.min() >= 0
    assert total.max() <= 1 + 1e-6


def test_regions_are_the_same_if_their_masks_are():
    mask = np.zeros((2, 2), np.uint8)
    assert Regions((mask,)).same(Regions((mask,)))
    assert not Regions((mask,)).same(Regions((mask.copy(),)))
    assert not Regions((mask,)).same(Regions())
    assert not Regions(keep=mask).same(Regions())
    assert not Regions().any
    assert Regions(keep=mask).any
