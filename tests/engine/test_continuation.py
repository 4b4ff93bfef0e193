"""What the first steps at a size descend in place of J."""

import numpy as np
import pytest

from styler.engine.continuation import emphasis, evened_steps
from styler.engine.transfer import run
from styler.settings import LAYERS, Controls, Settings

SETTINGS = Settings(size=64, sizes=(64,), steps=10, precision="float32")


def test_each_term_becomes_the_geometric_mean_of_itself_and_the_mean():
    terms = {"block1_conv1": 4.0, "block4_conv1": 46.0, "block5_conv1": 100.0}
    times = emphasis(terms)
    for layer, term in terms.items():
        assert term * times[layer] == pytest.approx(np.sqrt(term * 50))


@pytest.mark.parametrize("terms", [{}, {"block1_conv1": 3.0}, dict.fromkeys(LAYERS, 2.5)])
def test_what_is_even_stays_so(terms):
    assert emphasis(terms) == pytest.approx(dict.fromkeys(terms, 1.0))


def test_what_is_asked_to_count_for_nothing_does_so():
    times = emphasis({"block1_conv1": 0.0, "block2_conv1": 1e-30, "block3_conv1": 1.0})
    assert times["block1_conv1"] == 1
    assert times["block2_conv1"] <= 1000


@pytest.mark.parametrize(("steps", "evened"), [(1, 0), (5, 4), (50, 40), (100, 80), (500, 80)])
def test_the_last_steps_are_of_J_as_it_is_asked_for(steps, evened):
    assert evened_steps(steps) == evened


@pytest.fixture
def painted(content, style, objectives):
    """All frames of a run, and what each layer's λ was times of after each step."""

    def painted(settings, steer=None):
        frames, times, controls = [], [], Controls(settings)
        painting = run(
            content,
            [style],
            settings,
            controls=controls,
            objectives=objectives,
            keeper=lambda frame, snapshot: times.append(snapshot().arrays["emphasis"]),
        )
        for frame in painting:
            frames.append(frame)
            if steer:
                controls.settings = steer(frame)
        return frames, [dict(zip(LAYERS, each, strict=True)) for each in times]

    return painted


def test_a_run_evens_its_layers_until_its_last_fifth(painted):
    frames, times = painted(SETTINGS)
    terms = {layer: SETTINGS.layer_weights[layer] * J for layer, J in frames[0].layers.items()}
    expected = {**dict.fromkeys(LAYERS, 1.0), **emphasis(terms)}
    assert max(expected.values()) > 10
    for each in times[:9]:
        assert each == pytest.approx(expected, rel=1e-5)
    for each in times[9:]:
        assert set(each.values()) == {1}


def test_J_is_told_as_it_is_asked_for(painted):
    frames, _ = painted(SETTINGS)
    for frame in frames:
        style = sum(SETTINGS.layer_weights[l] * J for l, J in frame.layers.items())
        total = SETTINGS.alpha * frame.content + SETTINGS.beta * style
        assert frame.total == pytest.approx(total, rel=1e-5)
        assert dict(frame.lambdas) == pytest.approx(dict(SETTINGS.layer_weights))


def test_a_layer_switched_on_meanwhile_counts_as_it_is_asked_to(painted):
    more = SETTINGS.replaced(layer_weights={**SETTINGS.layer_weights, "block3_conv2": 0.5})
    frames, times = painted(SETTINGS, lambda frame: more if frame.step >= 3 else SETTINGS)
    assert "block3_conv2" in frames[5].layers
    assert times[5] == times[2]
    assert times[5]["block3_conv2"] == 1


def test_the_deepest_layer_comes_down_with_the_rest(painted, monkeypatch):
    """Against the same steps all of J as it is asked for."""
    settings = SETTINGS.replaced(steps=30)
    evened, _ = painted(settings)
    monkeypatch.setattr("styler.engine.descent.evened_steps", lambda steps: 0)
    usual, _ = painted(settings)
    assert evened[-1].layers["block5_conv1"] < 0.9 * usual[-1].layers["block5_conv1"]
    assert evened[-1].total < 1.05 * usual[-1].total
