"""A step's numbers, to JSON and back. What comes back is checked: the window counts with it."""

from __future__ import annotations

import math
import re
import typing
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from styler.frame import Step
from styler.regions import Regions
from styler.session.parsing import wrong
from styler.settings import LAYERS, MAX_SIZE, MAX_STEPS, Settings

_BY_LAYER = ("layers", "lambdas")  # numbers by layer
_APART = (*_BY_LAYER, "settings", "regions")
# The step's fields that are plain values, and their types.
_KINDS: Mapping[str, type] = MappingProxyType(
    {name: kind for name, kind in typing.get_type_hints(Step).items() if name not in _APART}
)
_MAX_SECONDS = 1e9  # thirty years
_WORD = re.compile(r"[A-Za-z0-9:]{1,40}")  # “float32”, “GPU:0”


def to_numbers(step: Step) -> dict[str, Any]:
    """All but settings and regions, ready for JSON, which has no NaN."""
    values = {field: _or_none(kind(getattr(step, field))) for field, kind in _KINDS.items()}
    layers = {
        field: {layer: _or_none(value) for layer, value in getattr(step, field).items()}
        for field in _BY_LAYER
    }
    return {**values, **layers}


def from_numbers(
    numbers: Mapping[str, Any], settings: Settings, regions: Regions, name: str, where: str
) -> Step:
    """The step again. Raises `StylerError`, which names the file and the field, if it is none."""
    # What older versions did not note: then λ was as it was set, and all was painted whole. Whether
    # J was evened went by the plan then: where no step tells of an end of that, it still does.
    lambdas = {layer: float(weight) for layer, weight in settings.layer_weights.items()}
    numbers = {"lambdas": lambdas, "tile": 0, "faults": 0, "evened": False, **numbers}
    values: dict[str, Any] = {
        field: _checked(numbers.get(field), kind, name, f"{where}.{field}")
        for field, kind in _KINDS.items()
    }
    for field, sound in _limits(values).items():
        if not sound:
            raise wrong(name, f"{where}.{field}")
    values |= {field: _layers(numbers.get(field), name, f"{where}.{field}") for field in _BY_LAYER}
    return Step(settings=settings, regions=regions, **values)


def _or_none(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _limits(values: Mapping[str, Any]) -> dict[str, bool]:
    """Which of the values are such as a run yields."""
    return {
        "steps": 1 <= values["steps"] <= MAX_STEPS,
        "step": values["step"] <= values["steps"],
        "size": 1 <= values["size"] <= MAX_SIZE,
        "stage": 1 <= values["stage"] <= values["stages"],
        "seconds": 0 <= values["seconds"] <= _MAX_SECONDS,
        "precision": _WORD.fullmatch(values["precision"]) is not None,
        "device": _WORD.fullmatch(values["device"]) is not None,
    }


def _layers(values: Any, name: str, where: str) -> Mapping[str, float]:
    if not isinstance(values, dict) or not values.keys() <= set(LAYERS):
        raise wrong(name, where)
    numbers = {
        layer: _checked(number, float, name, f"{where}.{layer}") for layer, number in values.items()
    }
    return MappingProxyType(numbers)


def _checked(value: Any, kind: type, name: str, where: str) -> Any:
    if kind is float and value is None:
        return math.nan
    if type(value) is not kind or (isinstance(value, int) and value < 0):
        raise wrong(name, where)
    return value
