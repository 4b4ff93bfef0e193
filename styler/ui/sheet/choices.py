"""What a contact sheet can vary, in the window's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from styler.sheet import Axis


@dataclass(frozen=True)
class Variation:
    """A setting, what it and its values are called, and values to begin with."""

    name: str
    title: str
    label: str  # of a value
    values: str
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def axis(self, values: str) -> Axis:
        """The values that were typed. Raises `StylerError` if they make no sense."""
        axis = Axis.of(self.name, values)
        return replace(axis, labels=tuple(map(self._label, axis.values)))

    def _label(self, value: float | str) -> str:
        shown = value if isinstance(value, str) else f"{value:g}"
        return self.label.format(value=self.words.get(shown, shown))


def variations() -> tuple[Variation, ...]:
    """Those of the settings, the most telling first."""
    return (
        _preset(),
        *_weights(),
        _stroke_size(),
        _colours(),
        _content_layer(),
        *_starts(),
        *_inner_workings(),
    )


def _preset() -> Variation:
    translate = QCoreApplication.translate
    return Variation(
        "preset",
        translate("Sheet", "Preset"),
        "{value}",
        "soft, balanced, strict, gatys, course",
        {
            "soft": translate("Sheet", "Soft"),
            "balanced": translate("Sheet", "Balanced"),
            "strict": translate("Sheet", "Strict"),
            "gatys": translate("Sheet", "Gatys"),
            "course": translate("Sheet", "Course"),
        },
    )


def _weights() -> tuple[Variation, ...]:
    translate = QCoreApplication.translate
    return (
        Variation(
            "alpha",
            translate("Sheet", "α, weight of the photograph"),
            "α = {value}",
            "0.05, 0.2, 0.4, 1, 3, 10",
        ),
        Variation(
            "beta",
            translate("Sheet", "β, weight of the painting"),
            "β = {value}",
            "0.0001, 0.001, 0.003, 0.01, 0.03, 0.1",
        ),
        Variation("tv", translate("Sheet", "τ, smoothness"), "τ = {value}", "0, 10, 100"),
    )


def _stroke_size() -> Variation:
    translate = QCoreApplication.translate
    label = translate("Sheet", "Strokes × {value}")
    return Variation("style_scale", translate("Sheet", "Stroke size"), label, "0.5, 1, 2")


def _colours() -> Variation:
    translate = QCoreApplication.translate
    return Variation(
        "colour",
        translate("Sheet", "Colours"),
        "{value}",
        "style, luminance, match, transfer",
        {
            "style": translate("Sheet", "The painting's colours"),
            "luminance": translate("Sheet", "The photograph's, exactly"),
            "match": translate("Sheet", "The photograph's, freely"),
            "transfer": translate("Sheet", "Colours without brushwork"),
        },
    )


def _content_layer() -> Variation:
    layers = "block2_conv2, block3_conv2, block4_conv2, block5_conv2"
    title = QCoreApplication.translate("Sheet", "Content layer")
    return Variation("content_layers", title, "{value}", layers)


def _starts() -> tuple[Variation, ...]:
    translate = QCoreApplication.translate
    return (
        Variation(
            "init",
            translate("Sheet", "Start"),
            "{value}",
            "content, matched, noise, style",
            {
                "content": translate("Sheet", "From the photograph"),
                "matched": translate("Sheet", "From the photograph, recoloured"),
                "noise": translate("Sheet", "From noise"),
                "style": translate("Sheet", "From the painting"),
            },
        ),
        Variation(
            "init_noise",
            translate("Sheet", "Noise in the start"),
            translate("Sheet", "Noise {value}"),
            "0, 0.25, 0.5, 1",
        ),
    )


def _inner_workings() -> tuple[Variation, ...]:
    translate = QCoreApplication.translate
    return (
        Variation(
            "balance_layers",
            translate("Sheet", "Weigh by pull"),
            "{value}",
            "off, on",
            {
                "off": translate("Sheet", "λ as it is"),
                "on": translate("Sheet", "Weighed by pull"),
            },
        ),
        Variation(
            "pooling",
            translate("Sheet", "Pooling"),
            "{value}",
            "max, avg",
            {
                "max": translate("Sheet", "Maximum pooling"),
                "avg": translate("Sheet", "Average pooling"),
            },
        ),
        Variation(
            "optimizer",
            translate("Sheet", "Optimiser"),
            "{value}",
            "lbfgs, adam, gd",
            {"lbfgs": "L-BFGS", "adam": "Adam", "gd": translate("Sheet", "Gradient descent")},
        ),
        Variation(
            "steps",
            translate("Sheet", "Steps"),
            translate("Sheet", "{value} steps"),
            "10, 20, 40, 80",
        ),
    )
