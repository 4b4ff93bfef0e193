"""What the first steps at a size descend in place of J."""

import numpy as np
import pytest

from styler.engine.continuation import emphasis, evened_steps
from styler.engine.transfer import run
from styler.settings import LAYERS, Controls, Settings

SETTINGS = Settings(size=64, sizes=(64,), steps=10, precision="float32")


def test_each_term_becomes_the_geometric_mean_of_itself_and_the_mean():
    terms = np.array([4.0, 46.0, 100.0])
    np.testing.assert_allclose(terms * emphasis(terms.tolist()), np.sqrt(50 * terms))


@pytest.mark.parametrize("terms", [[], [3.0], [2.5] * 16, [0.0, 2.0]])
def test_what_is_even_stays_so(terms):
    assert emphasis(terms) == pytest.approx([1.0] * len(terms))


def test_what_is_asked_to_count_for_nothing_does_so():
    nothing, hardly, _ = emphasis([0.0, 1e-30, 1.0])
    assert nothing == 1
    assert hardly <= 1000


@pytest.mark.parametrize("number", [np.inf, np.nan])
def test_what_is_no_number_spoils_no_other(number):
    times = emphasis([1.0, number, 5.0])
    assert np.isfinite(times).all()
    assert times[1] == 1


@pytest.mark.parametrize(("steps", "evened"), [(1, 0), (5, 4), (50, 40), (100, 80), (500, 80)])
def test_the_last_steps_are_of_J_as_it_is_asked_for(steps, evened):
    assert evened_steps(steps) == evened


@pytest.fixture
def painted(content, style, objectives):
    """All frames of a run, and by which J_style its layers were evened after each step."""

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
    assert not evened_by[0].any()
    for each in evened_by[1:9]:
        np.testing.assert_allclose(each, at_the_start)
    for each in evened_by[9:]:
        assert not each.any()


def test_a_painting_that_is_painted_on_is_not_begun_anew(painted):
    """Nor does its J rise first. A size that it is handed over to is one like any other."""
    frames, _ = painted(SETTINGS.replaced(steps=40))
    on = SETTINGS.replaced(init="painting.png", sizes=(64, 96), size=96)
    further, evened_by = painted(on, initial=frames[-1].image)
    at = [(frame.size, frame.step, by.any()) for frame, by in zip(further, evened_by, strict=True)]
    assert {step for size, step, evened in at if evened and size == 64} == set()
    assert {step for size, step, evened in at if evened and size == 96} == set(range(1, 9))
    assert all(frame.total < 1.01 * frames[-1].total for frame in further if frame.size == 64)


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
