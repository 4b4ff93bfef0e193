"""What the first steps at a size descend in place of J."""

import itertools
import types

import numpy as np
import pytest

from styler.engine.continuation import Evening, evened_steps, evening_factors, metric
from styler.engine.costs import gram_cost, gram_cost_by
from styler.engine.transfer import run
from styler.settings import LAYERS, Controls, Settings

SETTINGS = Settings(size=64, sizes=(64,), steps=10, precision="float32")


def times_of(terms, by_metrics=None, **power):
    """What multiplies the λ of layers that cost so much."""
    by_metrics = terms if by_metrics is None else by_metrics
    costs = (np.array(numbers, np.float32) for numbers in (terms, by_metrics))
    return evening_factors(*costs, **power).numpy()


def test_each_term_becomes_the_geometric_mean_of_itself_and_the_mean():
    """By whichever metric it is measured then."""
    terms, by_metrics = np.array([4.0, 46.0, 100.0]), np.array([40.0, 46.0, 10.0])
    times = times_of(terms, by_metrics)
    np.testing.assert_allclose(by_metrics * times, np.sqrt(50 * terms), rtol=1e-6)


def test_with_the_power_0_each_term_is_what_it_is_by_its_own_metric():
    terms, by_metrics = np.array([4.0, 46.0, 1e9, 0]), np.array([40.0, 46.0, 10.0, 3.0])
    times = times_of(terms, by_metrics, power=0.0)
    np.testing.assert_allclose((by_metrics * times)[:3], terms[:3], rtol=1e-6)
    assert times[3] == 1


@pytest.mark.parametrize("terms", [[], [3.0], [2.5] * 16, [0.0, 2.0]])
def test_what_is_even_stays_so(terms):
    np.testing.assert_allclose(times_of(terms), 1, rtol=1e-6)


def test_what_is_asked_to_count_for_nothing_does_so():
    nothing, rounded, hardly, _ = times_of([0, 0, 1e-30, 1], [0, 1e-30, 1e-30, 1])
    assert nothing == rounded == 1
    assert hardly <= 1000


@pytest.mark.parametrize("number", [np.inf, np.nan])
def test_what_is_no_number_spoils_no_other(number):
    for other in (number, 2.0):
        times = times_of([1, number, 5], [1, other, 5])
        np.testing.assert_array_equal(times, times_of([1, 0, 5], [1, 0, 5]))
        np.testing.assert_array_equal(times, times_of([1, other, 5], [1, number, 5]))


def test_where_it_begins_what_G_costs_now_counts():
    """And from then on what it did: to the last bit, or a step gone on from would be another."""
    now, then = np.float32([[3.7, 1e5], [2.9, 3e4]]), np.float32([[7, 7], [7, 9]])
    lambdas = np.float32([0.3, 0.7])
    begins, goes_on = (
        Evening.of(costs, [], begins).factors(lambdas, *counted.T).numpy()
        for costs, begins, counted in ((then, True, now), (now, False, then))
    )
    np.testing.assert_array_equal(begins, goes_on)
    np.testing.assert_allclose(begins, times_of(*(lambdas * now.T)), rtol=1e-6)


def of_mixtures(random, strengths):
    """A Gram matrix whose mixtures of channels are so strong, and the mixtures."""
    mixtures, _ = np.linalg.qr(random.normal(size=(len(strengths),) * 2))
    return (mixtures * strengths @ mixtures.T).astype(np.float32), mixtures


def cost_by(P, E_S, E_G):
    return float(gram_cost_by(P, E_S, E_G, np.ones(len(P), np.float32)))


def test_what_a_style_itself_costs_stays_what_it_is(random):
    E_S, _ = of_mixtures(random, np.geomspace(1e4, 1e-4, 64))
    P, nothing = metric("block1_conv1", E_S), np.zeros_like(E_S)
    np.testing.assert_allclose(P, P.T, atol=1e-6)
    assert cost_by(P, E_S, nothing) == pytest.approx(float(gram_cost(E_S, nothing)), rel=1e-4)


def test_mixtures_count_by_the_root_less_than_they_are_strong(random):
    """Each one's cost at J's start goes with s²; by the metric with s² over √s, as far as the least
    hold anything."""
    strengths = np.geomspace(100, 1, 64)
    E_S, mixtures = of_mixtures(random, strengths)
    P = metric("block4_conv1", E_S)
    without = [E_S - s * np.outer(v, v) for s, v in zip(strengths, mixtures.T, strict=True)]
    costs = np.array([cost_by(P, E_S, E_G.astype(np.float32)) for E_G in without])
    expected = strengths**1.5
    np.testing.assert_allclose(costs / costs[0], expected / expected[0], rtol=0.15)


def test_what_a_style_hardly_holds_does_not_count_for_much(random):
    E_S, mixtures = of_mixtures(random, np.array([1.0] * 32 + [1e-7] * 32))
    by_strength = np.diag(mixtures.T @ metric("block1_conv1", E_S) @ mixtures)
    assert by_strength.max() < 4 * by_strength.min()


def test_block_5_counts_as_it_is(random):
    E_S, _ = of_mixtures(random, np.geomspace(100, 1, 64))
    np.testing.assert_array_equal(metric("block5_conv1", E_S), np.eye(64))
    assert not np.allclose(metric("block4_conv1", E_S), np.eye(64), atol=0.1)


@pytest.mark.parametrize("number", [0, np.nan])
def test_what_has_no_mixtures_counts_as_it_is(number):
    none = np.full((64, 64), number, np.float32)
    np.testing.assert_array_equal(metric("block1_conv1", none), np.eye(64))


@pytest.mark.parametrize(
    ("steps", "evened"), [(1, 0), (5, 4), (50, 40), (100, 80), (500, 400), (9000, 400)]
)
def test_the_last_steps_are_of_J_as_it_is_asked_for(steps, evened):
    assert evened_steps(steps) == evened


@pytest.fixture
def painted(content, style, objectives):
    """All frames of a run, and by which J_style its layers were evened after each step; in two
    columns, the second by their metrics.
    """

    def painted(settings, steer=None, initial=None):
        frames, evened_by, controls = [], [], Controls(settings)
        painting = run(
            content,
            [style],
            settings,
            controls=controls,
            initial=initial,
            objectives=objectives,
            keeper=lambda frame, snapshot: evened_by.append(snapshot().arrays["J_style"]),
        )
        for frame in painting:
            frames.append(frame)
            if steer:
                controls.settings = steer(frame)
        return frames, evened_by

    return painted


def test_a_run_evens_its_layers_until_its_last_fifth(painted):
    frames, evened_by = painted(SETTINGS)
    at_the_start = [frames[0].layers.get(layer, 0.0) for layer in LAYERS]
    for each in evened_by[:9]:
        np.testing.assert_array_equal(each[:, 0], np.float32(at_the_start))
        np.testing.assert_array_equal(each[:, 1] > 0, each[:, 0] > 0)
    for each in evened_by[9:]:
        assert not each.any()


def test_after_80_steps_only_the_mixtures_within_each_layer_are_evened(painted):
    frames, evened_by = painted(SETTINGS.replaced(size=32, sizes=(32,), steps=105))
    of_layers = np.float32([[f.layers.get(layer, 0.0) for layer in LAYERS] for f in frames])
    changed = [k for k in range(1, 106) if not np.array_equal(evened_by[k], evened_by[k - 1])]
    assert changed == [81, 85]
    np.testing.assert_array_equal(evened_by[80][:, 0], of_layers[0])
    np.testing.assert_array_equal(evened_by[84][:, 0], of_layers[80])
    assert not evened_by[85].any()
    assert [frame.evened for frame in frames] == [True] * 85 + [False] * 21


def test_where_time_is_short_too_the_last_of_it_is_for_J(painted, monkeypatch):
    """However long a step takes by the clock."""
    seconds = itertools.count()  # one more whenever it is looked at
    clock = types.SimpleNamespace(perf_counter=lambda: float(next(seconds)))
    monkeypatch.setattr("styler.engine.transfer.time", clock)
    frames, _ = painted(SETTINGS.replaced(steps=100_000, sizes=(32, 64), time_limit=400.0))
    for size in (32, 64):
        evened = [frame.evened for frame in frames if frame.size == size]
        assert 0.5 * len(evened) < sum(evened) < 0.95 * len(evened)
        assert evened == sorted(evened, reverse=True)


def test_a_painting_that_is_painted_on_is_not_begun_anew(painted):
    """Nor does its J rise first, but for what a move may. A size that it is handed over to is one
    like any other.
    """
    frames, _ = painted(SETTINGS.replaced(steps=40))
    on = SETTINGS.replaced(init="painting.png", sizes=(64, 96), size=96)
    further, evened_by = painted(on, initial=frames[-1].image)
    at = [(frame.size, frame.step, by.any()) for frame, by in zip(further, evened_by, strict=True)]
    assert {step for size, step, evened in at if evened and size == 64} == set()
    assert {step for size, step, evened in at if evened and size == 96} == set(range(9))
    assert all(frame.total < 1.05 * frames[-1].total for frame in further if frame.size == 64)


def test_J_is_told_as_it_is_asked_for(painted):
    frames, _ = painted(SETTINGS)
    for frame in frames:
        style = sum(SETTINGS.layer_weights[l] * J for l, J in frame.layers.items())
        total = SETTINGS.alpha * frame.content + SETTINGS.beta * style
        assert frame.total == pytest.approx(total, rel=1e-5)
        assert dict(frame.lambdas) == pytest.approx(dict(SETTINGS.layer_weights))


def test_a_layer_switched_on_meanwhile_is_painted_with(painted):
    more = SETTINGS.replaced(layer_weights={**SETTINGS.layer_weights, "block3_conv2": 0.5})
    frames, evened_by = painted(SETTINGS, lambda frame: more if frame.step >= 3 else SETTINGS)
    np.testing.assert_array_equal(evened_by[5], evened_by[2])
    assert frames[8].layers["block3_conv2"] < 0.9 * frames[4].layers["block3_conv2"]


def test_a_weight_that_was_next_to_nothing_may_be_raised_meanwhile(painted):
    """What is descended goes with it, or its layer would crowd out all others."""
    least = {**SETTINGS.layer_weights, "block5_conv1": 1e-6}
    quiet = SETTINGS.replaced(steps=30, layer_weights=least)
    usual = SETTINGS.replaced(steps=30)
    raised, _ = painted(quiet, lambda frame: usual if frame.step >= 6 else quiet)
    throughout, _ = painted(usual)
    assert raised[24].total < 1.5 * throughout[24].total


def test_the_deepest_layer_comes_down_with_the_rest(painted, monkeypatch):
    """Against the same steps all of J as it is asked for."""
    settings = SETTINGS.replaced(steps=30)
    evened, _ = painted(settings)
    monkeypatch.setattr("styler.engine.transfer.evened_steps", lambda steps: 0)
    usual, _ = painted(settings)
    assert evened[-1].layers["block5_conv1"] < 0.9 * usual[-1].layers["block5_conv1"]
    assert evened[-1].total < 1.05 * usual[-1].total
