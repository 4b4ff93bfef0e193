import pytest

from styler.presets import PRESETS, preset_of
from styler.settings import LIVE, Settings


def test_balanced_is_the_default():
    assert preset_of(Settings()) == "balanced"


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_known_by_its_weights_and_acts_while_it_paints(name):
    settings = Settings(size=300, style_weights=(1, 2)).replaced(**PRESETS[name])
    assert preset_of(settings) == name
    assert settings.style_weights == (1, 2)
    assert set(PRESETS[name]) <= set(LIVE)


def test_other_weights_are_no_preset():
    assert preset_of(Settings(beta=0.011)) is None
    assert preset_of(Settings(balance_layers=True)) is None


@pytest.mark.parametrize("name", ["layer_weights", "content_layers"])
def test_a_layer_of_weight_zero_is_as_good_as_none(name):
    layers = getattr(Settings(), name)
    assert preset_of(Settings(**{name: {**layers, "block3_conv3": 0.0}})) == "balanced"
    assert preset_of(Settings(**{name: {**layers, "block3_conv3": 0.1}})) is None
    assert preset_of(Settings(**{name: dict.fromkeys(layers, 0.0)})) is None
