"""Weights that go well together, by name. A preset sets live settings only: it acts at once."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from styler.settings import DEFAULT_LAYER_WEIGHTS, Settings

# What a preset decides; how several styles are mixed, or in whose colours, is not its business.
DECIDED = ("alpha", "beta", "tv", "content_layers", "layer_weights", "balance_layers")

_EQUAL = dict.fromkeys(DEFAULT_LAYER_WEIGHTS, 0.2)


def _preset(**changes: Any) -> Mapping[str, Any]:
    settings = Settings(**changes)
    return MappingProxyType({name: getattr(settings, name) for name in DECIDED})


PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        # The large shapes follow the painting, colour and grain stay nearer the photograph's.
        "soft": _preset(
            alpha=4.0,
            layer_weights={
                "block1_conv1": 0.02,
                "block2_conv1": 0.01,
                "block3_conv1": 0.01,
                "block4_conv1": 0.01,
                "block5_conv1": 0.02,
            },
        ),
        "balanced": _preset(),
        # Colour and brushwork are the painting's, down to the grain.
        "strict": _preset(
            alpha=0.05,
            layer_weights={
                "block1_conv1": 2.5,
                "block2_conv1": 0.64,
                "block3_conv1": 0.16,
                "block4_conv1": 0.01,
                "block5_conv1": 0.005,
            },
        ),
        # Gatys, Ecker and Bethge (2015): five layers of equal weight. Their α/β belongs to another
        # scale of activations and to sums where ours are means; this one gives their balance.
        "gatys": _preset(alpha=2.0, layer_weights=_EQUAL),
        # The deep-learning course that made the method known has J exactly as it is here.
        "course": _preset(alpha=10.0, beta=40.0, layer_weights=_EQUAL),
    }
)


def preset_of(settings: Settings) -> str | None:
    """The name of the preset whose weights these are, if any."""
    return next((name for name, values in PRESETS.items() if agree(settings, values)), None)


def agree(settings: Settings, values: Mapping[str, Any]) -> bool:
    """Whether the settings have these values. A layer of weight 0 is as good as none."""
    return all(
        _counting(getattr(settings, name)) == _counting(value) for name, value in values.items()
    )


def _counting(value: Any) -> Any:
    """Of a mapping of layers, those that count."""
    if not isinstance(value, Mapping):
        return value
    return {layer: weight for layer, weight in value.items() if weight}
