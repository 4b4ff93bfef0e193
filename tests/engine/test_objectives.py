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
    long_ago, kept = weakref.ref(objectives.get(second)), objectives.get(first)
    objectives.warm(second)  # traced, as any that is painted with
    assert objectives.get(first) is kept  # asked for again, after the second
    for other in others:
        objectives.get(other)
    gc.collect()
    assert long_ago() is None
    assert objectives.get(first) is kept
