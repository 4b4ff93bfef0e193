"""Which objectives are kept, compiled."""

import gc
import weakref

from styler.engine.objectives import KEPT, Objectives
from styler.settings import LAYERS, Settings


def of_layer(layer):
    return Settings(precision="float32", layer_weights={layer: 1.0})


def test_a_layer_switched_back_on_compiles_nothing_anew():
    objectives = Objectives()
    first = objectives.get(of_layer(LAYERS[0]))
    objectives.get(of_layer(LAYERS[1]))
    assert objectives.get(of_layer(LAYERS[0])) is first


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
