"""What is found, against the same in so many words."""

import math

import numpy as np
import pytest

from styler.anatomy import Box, layer_at
from styler.findings import (
    LEAST_APART,
    NINE,
    NOTHING,
    Gram,
    all_channels,
    compared,
    cut,
    peaks,
    seriated,
    strongest_spots,
    surveyed,
)


@pytest.fixture
def random():
    return np.random.default_rng(7)


def peaks_by_sorting(channel, count, apart):
    """All places from the highest down; one is kept if it is far from all that are kept."""
    kept = []
    for place in sorted(np.ndindex(channel.shape), key=lambda place: -channel[place]):
        far = all(max(abs(place[0] - y), abs(place[1] - x)) >= apart for y, x in kept)
        if channel[place] > 0 and far and len(kept) < count:
            kept.append(place)
    return kept


@pytest.mark.parametrize("apart", [1, 2, 5])
def test_peaks_are_the_highest_places_that_are_apart(random, apart):
    channel = random.normal(size=(23, 31)).astype(np.float32)
    found = peaks(channel, NINE, apart)
    assert found == peaks_by_sorting(channel, NINE, apart)
    assert len(found) == NINE


def test_nothing_is_found_where_a_channel_is_silent():
    channel = np.zeros((8, 9), np.float32)
    assert peaks(channel, NINE, 2) == []
    channel[3, 4] = 1
    assert peaks(channel, NINE, 2) == [(3, 4)]


def test_spots_see_the_field_of_their_feature_and_not_the_same(random):
    layer = layer_at("block3_conv1", 160, 120)
    channel = random.uniform(0, 1, layer.output_shape[:2]).astype(np.float32)
    spots = strongest_spots(layer, channel, 5)
    assert [spot.activation for spot in spots] == sorted(
        (spot.activation for spot in spots), reverse=True
    )
    assert spots[0].activation == channel.max()
    for number, spot in enumerate(spots):
        assert spot.picture == 5
        assert spot.box == layer.sees(spot.row, spot.column)
        for other in spots[:number]:
            rows, columns = abs(spot.row - other.row), abs(spot.column - other.column)
            assert max(rows, columns) * layer.jump >= max(LEAST_APART, layer.receptive_field / 2)


def test_a_survey_of_two_pictures_is_that_of_all_their_places(random):
    layer = layer_at("block2_conv1", 80, 60)
    one, other = (
        random.normal(size=(40, 30, 6)).astype(np.float32).clip(0) * scale for scale in (1, 2)
    )
    found = surveyed(layer, one, 0).joined(surveyed(layer, other, 1))
    both = np.stack([one, other])
    np.testing.assert_allclose(found.usage, both.mean(axis=(0, 1, 2)), rtol=1e-5)
    np.testing.assert_allclose(found.firing, (both > 0).mean(axis=(0, 1, 2)), rtol=1e-5)
    assert list(found.order) == sorted(range(6), key=lambda channel: -found.usage[channel])
    apart = math.ceil(LEAST_APART / layer.jump)
    for channel in range(6):
        expected = sorted(
            (
                (float(a[row, column, channel]), number, row, column)
                for number, a in enumerate((one, other))
                for row, column in peaks_by_sorting(a[..., channel], NINE, apart)
            ),
            reverse=True,
        )[:NINE]
        spots = found.spots[channel]
        assert [(s.activation, s.picture, s.row, s.column) for s in spots] == expected


def test_channels_may_be_surveyed_part_by_part(random):
    layer = layer_at("block2_conv1", 80, 60)
    a = random.uniform(0, 1, (40, 30, 8)).astype(np.float32)
    whole = surveyed(layer, a, 0)
    parts = all_channels(layer.name, [surveyed(layer, part, 0) for part in np.split(a, 4, axis=-1)])
    np.testing.assert_array_equal(parts.usage, whole.usage)
    assert parts.spots == whole.spots


@pytest.mark.parametrize("box", [(2, 3, 6, 7), (-2, -1, 3, 4), (8, 18, 13, 23), (-5, -5, 30, 30)])
def test_a_patch_is_nothing_beyond_the_picture(random, box):
    picture = random.uniform(0, 255, (10, 20, 3)).astype(np.float32)
    around = np.broadcast_to(np.float32(NOTHING), (50, 60, 3)).copy()
    around[20:30, 20:40] = picture
    top, left, bottom, right = box
    expected = around[20 + top : 20 + bottom, 20 + left : 20 + right]
    np.testing.assert_array_equal(cut(picture, Box(*box)), expected)


def gram_of(A, layer="block1_conv1"):
    fires = (A > 0).astype(np.float32)
    return Gram(layer, A.T @ A / len(A), fires.T @ fires / len(A))


def test_pairs_are_those_that_cost_most_and_all_of_them_are_the_cost(random):
    S, G = (random.normal(size=(50, 7)).astype(np.float32).clip(0) for _ in range(2))
    weights = {2: 0.0, 5: 9.0}
    found = compared(gram_of(S), gram_of(G), weights, pairs=100)
    w = np.array([weights.get(channel, 1) for channel in range(7)])
    D = G.T @ G / 50 - S.T @ S / 50
    cost = {(i, j): w[i] * w[j] * D[i, j] ** 2 / (4 * 49) for i in range(7) for j in range(7)}
    assert found.cost == pytest.approx(sum(cost.values()), rel=1e-5)
    assert sum(pair.cost for pair in found.pairs) == pytest.approx(found.cost, rel=1e-5)
    assert len(found.pairs) == 6 * 7 / 2
    assert not any(2 in (pair.first, pair.second) for pair in found.pairs)
    for pair in found.pairs:
        i, j = pair.first, pair.second
        assert pair.cost == pytest.approx(sum(cost[p] for p in {(i, j), (j, i)}), rel=1e-4)
    costs = [pair.cost for pair in found.pairs]
    assert costs == sorted(costs, reverse=True)
    few = compared(gram_of(S), gram_of(G), weights, order=found.order, pairs=3)
    assert few.pairs == found.pairs[:3]
    assert few.order is found.order


def test_channels_that_fire_together_stand_together(random):
    """Blocks that were shuffled come out in one piece each."""
    groups = np.repeat(np.arange(4), 8)
    shuffled = random.permutation(32)
    A = random.uniform(0, 0.1, (400, 32))
    for group in range(4):
        A[100 * group : 100 * (group + 1), groups[shuffled] == group] += 1
    order = seriated(gram_of(A).matrix)
    assert sorted(order) == list(range(32))
    assert np.count_nonzero(np.diff(groups[shuffled][order])) == 3


def test_what_overlaps_like_a_chain_comes_out_as_one(random):
    """Channel n fires with its neighbours n − 1 and n + 1: the consecutive ones problem."""
    shuffled = random.permutation(30)
    A = np.zeros((40, 30))
    for channel in range(30):
        A[channel : channel + 6, np.flatnonzero(shuffled == channel)] = 1
    found = shuffled[seriated(gram_of(A).matrix)]
    assert list(found) in (list(range(30)), list(range(29, -1, -1)))


def test_channels_that_never_fire_come_last(random):
    A = random.uniform(0, 1, (50, 12))
    A[:, [3, 7]] = 0
    order = list(seriated(gram_of(A).matrix))
    assert order[-2:] == [3, 7]
    assert sorted(order) == list(range(12))
    assert sorted(seriated(np.zeros((4, 4)))) == [0, 1, 2, 3]
