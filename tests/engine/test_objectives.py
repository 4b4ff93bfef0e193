"""How objectives are had: made once, warmed, kept while they may be asked for again."""

import gc
import weakref

import pytest

from styler.engine.objectives import KEPT, Objectives
from styler.errors import StylerError
from styler.settings import LAYERS, Settings

SETTINGS = Settings(precision="float32", alpha=0.3, beta=0.02, tv=0.5)


def of_layer(layer):
    return Settings(precision="float32", layer_weights={layer: 1.0})


def test_objectives_are_made_once_for_the_same_layers():
    objectives = Objectives()
    first = objectives.get(SETTINGS)
    assert objectives.get(SETTINGS.replaced(alpha=5.0, size=64)) is first
    assert objectives.get(SETTINGS.replaced(content_layers={"block3_conv1": 1.0})) is not first
    assert objectives.get(SETTINGS) is first
    assert objectives.get(SETTINGS.replaced(precision="bfloat16")) is not first
    assert objectives.get(SETTINGS) is first


def test_those_last_asked_for_are_kept_and_memory_is_bounded():
    objectives = Objectives()
    first, second, *others = (of_layer(layer) for layer in LAYERS[: KEPT + 1])
    kept, long_ago = (weakref.ref(objectives.get(settings)) for settings in (first, second))
    objectives.warm(second)  # traced, as any that is painted with
    objectives.get(first)  # so that it is the second that was asked for longest ago
    for other in others:
        objectives.get(other)
    gc.collect()
    assert long_ago() is None
    assert objectives.get(first) is kept()


def test_what_somebody_still_paints_with_is_found_however_long_ago_it_was_asked_for():
    objectives = Objectives()
    painting = objectives.get(of_layer(LAYERS[0]))
    for layer in LAYERS[1 : KEPT + 3]:
        objectives.get(of_layer(layer))
    assert objectives.get(of_layer(LAYERS[0])) is painting


def test_weights_that_are_nowhere_are_a_sentence():
    with pytest.raises(StylerError, match="There is no weights file at"):
        Objectives().get(SETTINGS.replaced(weights="/nowhere/vgg.npz"))


def test_warming_leaves_nothing_to_trace():
    objectives = Objectives()
    objectives.warm(SETTINGS)
    assert objectives.get(SETTINGS).traces == 1
