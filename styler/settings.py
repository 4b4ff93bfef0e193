"""Every knob of Styler: its default, its limits, and its way to and from JSON.

`Settings` is the bottom of the house. It is frozen: a change makes a new one with `replaced`.
The symbols are those of Gatys, Ecker and Bethge, "A Neural Algorithm of Artistic Style" (2015):

    J(G) = α·Σ_l w[l]·J_content[l](C, G) + β·Σ_l λ[l]·J_style[l](S, G) + τ·J_tv(G)
"""

from __future__ import annotations

import dataclasses
import math
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from styler.errors import StylerError
from styler.regions import Regions

# The sixteen convolutions of VGG-19, by their Keras names, from the pixels upwards.
LAYERS: tuple[str, ...] = tuple(
    f"block{block}_conv{conv}"
    for block, convs in enumerate((2, 2, 4, 4, 4), start=1)
    for conv in range(1, convs + 1)
)

# n_C of each: twice as many from block to block, up to 512.
CHANNELS: Mapping[str, int] = types.MappingProxyType(
    {layer: min(64 << int(layer[len("block")]) - 1, 512) for layer in LAYERS}
)

STARTS = ("content", "matched", "noise", "style")
COLOURS = ("style", "luminance", "match", "transfer")
OPTIMIZERS = ("lbfgs", "adam", "gd")
POOLINGS = ("max", "avg")
PADDINGS = ("zero", "reflect")
PRECISIONS = ("auto", "float32", "bfloat16")
WEIGHTS = ("shipped", "keras")

# What acts on a run that is painting; every other setting needs a new run.
LIVE = (
    *("alpha", "beta", "tv", "content_layers", "layer_weights", "balance_layers"),
    *("channel_weights", "style_weights", "colour", "optimizer"),
)

MIN_SIZE, MAX_SIZE = 32, 16384
MAX_STEPS = 100_000
MAX_SEED = 2**31 - 1
MAX_WEIGHT = 1e9
MAX_CHANNEL_WEIGHT = 100
# The plan of sizes, chosen by eye. From 128 px on, large strokes swallow faces; beyond three times
# the size before, they are lost again.
FIRST_SIZE = 180
LARGEST_RATIO = 3
WORTHWHILE_RATIO = 1.5
# Beyond this size, in pixels, only fine strokes are left to paint: steps go as 1/size.
FULL_STEPS_SIZE = 1024

ChannelWeights = Mapping[str, Mapping[int, float]]

DEFAULT_CONTENT_LAYERS: Mapping[str, float] = types.MappingProxyType({"block4_conv2": 1.0})
# As 1/n_C²: the deep layers' Grams are by far the larger, and colour and brushwork count too.
DEFAULT_LAYER_WEIGHTS: Mapping[str, float] = types.MappingProxyType(
    {
        "block1_conv1": 0.64,
        "block2_conv1": 0.16,
        "block3_conv1": 0.04,
        "block4_conv1": 0.01,
        "block5_conv1": 0.01,
    }
)
_NO_CHANNEL_WEIGHTS: ChannelWeights = types.MappingProxyType({})


@dataclass(frozen=True)
class Stage:
    """One size of a coarse-to-fine run: the longer side in pixels, and how many steps to take."""

    size: int
    steps: int  # as they are planned, by which the painting goes
    cut: int | None = None  # over after so many of them, as when a run was stopped there
    evened_steps: int | None = None  # how many were, where time was short; else as is planned

    @property
    def last(self) -> int:
        """The step after which this size is over."""
        return self.steps if self.cut is None else self.cut


@dataclass(frozen=True)
class Settings:
    """Everything that decides what a run paints.

    Raises `StylerError` on construction if a value is out of its limits.
    """

    size: int = 512  # longer side of the result, pixels
    sizes: tuple[int, ...] = ()  # all that are painted, `size` last; empty: from FIRST_SIZE up
    steps: int = 100  # at the last size; two fifths at those before; fewer beyond FULL_STEPS_SIZE
    time_limit: float | None = None  # seconds from the first step
    alpha: float = 0.4  # weight of the content cost
    beta: float = 0.01  # weight of the style cost
    tv: float = 0.0  # τ, weight of the variation cost
    content_layers: Mapping[str, float] = field(default_factory=lambda: DEFAULT_CONTENT_LAYERS)
    layer_weights: Mapping[str, float] = field(default_factory=lambda: DEFAULT_LAYER_WEIGHTS)
    balance_layers: bool = False  # λ weighs what each layer pulls, whatever its scale
    # Of single channels in their layer's style cost, 0 to mute one; those left out have 1.
    channel_weights: ChannelWeights = field(default_factory=lambda: _NO_CHANNEL_WEIGHTS)
    style_weights: tuple[float, ...] = ()  # of several styles, relative; empty: all the same
    style_scale: float = 1.0  # size of the style's strokes against the result
    colour: str = "style"  # whose colours: one of COLOURS, see styler/colour.py
    init: str = "content"  # one of STARTS, or the path of an image
    init_noise: float = 0.0  # how much noise is mixed into the start, 0 to 1
    optimizer: str = "lbfgs"
    pooling: str = "max"
    padding: str = "zero"  # what the network sees beyond the picture's edge
    precision: str = "auto"
    seed: int = 0  # of the noise
    memory_limit: float | None = None  # GB, for the whole process; None: what is free
    weights: str = "shipped"  # one of WEIGHTS, or the path of a weights file

    def __post_init__(self) -> None:
        if not isinstance(self.sizes, list | tuple):
            raise StylerError("sizes must be a list of whole numbers, as in 128,256,512.")
        object.__setattr__(self, "sizes", tuple(self.sizes))
        if not isinstance(self.style_weights, list | tuple):
            raise StylerError("style_weights must be a list of numbers, as in 0.7,0.3.")
        object.__setattr__(self, "style_weights", tuple(self.style_weights))
        for name in ("content_layers", "layer_weights"):
            ordered = _in_network_order(name, getattr(self, name))
            object.__setattr__(self, name, types.MappingProxyType(ordered))
        object.__setattr__(self, "channel_weights", _by_channel(self.channel_weights))
        _check(self)

    def replaced(self, **changes: Any) -> Settings:
        """These settings with some values changed, checked anew."""
        return dataclasses.replace(self, **changes)

    def steered_by(self, newest: Settings) -> Settings:
        """These settings with the live ones of `newest`."""
        return self.replaced(**{name: getattr(newest, name) for name in LIVE})

    def channel_weight(self, layer: str, channel: int) -> float:
        """What a channel counts for in its layer's style cost."""
        return self.channel_weights.get(layer, {}).get(channel, 1.0)

    def with_channel_weight(self, layer: str, channel: int, weight: float) -> Settings:
        """These settings with another weight for one channel."""
        changed = {**self.channel_weights.get(layer, {}), channel: weight}
        return self.replaced(channel_weights={**self.channel_weights, layer: changed})

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The coarse-to-fine plan: sizes from FIRST_SIZE to the result's, in equal ratios.

        Those on the way take two fifths of the steps: what more gains is lost at the hand-over.
        """
        *coarse, last = self.sizes or _in_equal_ratios(FIRST_SIZE, self.size)
        on_the_way = (Stage(size, _steps_at(size, self.steps * 2 / 5)) for size in coarse)
        return (*on_the_way, Stage(last, _steps_at(last, self.steps)))

    def larger_from(self, smaller: int, size: int) -> Settings:
        """To finish a picture of `smaller` pixels at `size`, by the sizes between them.

        Raises `StylerError` if that is not larger.
        """
        if size <= smaller:
            raise StylerError(
                "The picture has {smaller} pixels already: choose a larger size than that.",
                smaller=smaller,
            )
        sizes = _in_equal_ratios(smaller, size)
        return self.replaced(size=size, sizes=sizes[1:] or sizes)

    def canvas_size(self, width: int, height: int) -> tuple[int, int]:
        """Width and height of the result for a content of this width and height, in pixels."""
        return with_longer_side(width, height, self.size)

    def shares(self, styles: int) -> tuple[float, ...]:
        """What each of so many styles counts for, 1 in all.

        Raises `StylerError` if there are weights for another number of styles.
        """
        weights = self.style_weights or (1.0,) * styles
        if len(weights) != styles:
            raise StylerError(
                "The styles ({styles}) and their weights ({weights}) are not as many: give each "
                "style one.",
                styles=styles,
                weights=len(weights),
            )
        return tuple(weight / sum(weights) for weight in weights)

    def to_json(self) -> dict[str, Any]:
        """A JSON-ready dictionary that `from_json` takes back."""
        values = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        values["sizes"] = list(self.sizes)
        values["style_weights"] = list(self.style_weights)
        values["content_layers"] = dict(self.content_layers)
        values["layer_weights"] = dict(self.layer_weights)
        values["channel_weights"] = {
            layer: {str(channel): weight for channel, weight in weights.items()}
            for layer, weights in self.channel_weights.items()
        }
        return values

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Settings:
        """Settings from a JSON object; a field left out takes its default.

        Raises `StylerError` for an unknown field or a value of the wrong kind.
        """
        known = {f.name for f in dataclasses.fields(cls)}
        for name in document:
            if name not in known:
                raise StylerError("There is no setting called “{name}”.", name=name)
        return cls(**document)


class Controls:
    """Where whoever steers leaves the newest settings and masks; the loop reads them once a step.

    Both are frozen and always replaced whole, so that no lock is needed.
    """

    def __init__(self, settings: Settings, regions: Regions | None = None) -> None:
        self.settings = settings
        self.regions = regions or Regions()


def with_longer_side(width: int, height: int, size: int) -> tuple[int, int]:
    """Width and height of an image scaled so that its longer side is `size`."""
    scale = size / max(width, height)
    return max(1, round(width * scale)), max(1, round(height * scale))


_Value = TypeVar("_Value")


def _steps_at(size: int, steps: float) -> int:
    return max(1, round(steps * min(1.0, FULL_STEPS_SIZE / size)))


def _in_equal_ratios(first: int, size: int) -> tuple[int, ...]:
    """From `first` up to `size`; `size` alone if the first would hardly be smaller."""
    if size < WORTHWHILE_RATIO * first:
        return (size,)
    count = math.ceil(math.log(size / first, LARGEST_RATIO))
    ratio = (size / first) ** (1 / count)
    return (*(round(first * ratio**n) for n in range(count)), size)


def _in_network_order(name: str, weights: Mapping[str, _Value]) -> dict[str, _Value]:
    if not isinstance(weights, Mapping):
        raise StylerError("{name} must map layer names to numbers.", name=name)
    for layer in weights:
        check_layer(layer)
    return {layer: weights[layer] for layer in LAYERS if layer in weights}


def _by_channel(weights: Mapping[str, Mapping[Any, float]]) -> ChannelWeights:
    """In the network's order, without those that are 1: equal weights are equal settings."""
    layers = _in_network_order("channel_weights", weights)
    checked = {layer: _weights_of(layer, given) for layer, given in layers.items()}
    return types.MappingProxyType({layer: own for layer, own in checked.items() if own})


def _weights_of(layer: str, given: Mapping[Any, float]) -> Mapping[int, float]:
    """By number; JSON's keys are words."""
    if not isinstance(given, Mapping):
        raise StylerError("channel_weights.{layer} must map channels to numbers.", layer=layer)
    numbered = {_channel(layer, key): weight for key, weight in given.items()}
    for channel, weight in numbered.items():
        check_number(f"channel_weights.{layer}.{channel}", weight, 0, MAX_CHANNEL_WEIGHT)
    return types.MappingProxyType({c: numbered[c] for c in sorted(numbered) if numbered[c] != 1})


def _channel(layer: str, key: Any) -> int:
    word = str(key)
    if isinstance(key, bool) or not (word.isascii() and word.isdecimal()):
        raise StylerError("A channel of {layer} must be a whole number.", layer=layer)
    return check_channel(layer, int(word))


def check_channel(layer: str, channel: int) -> int:
    """The channel itself, if the layer has it. Raises `StylerError` otherwise."""
    if not 0 <= channel < CHANNELS[check_layer(layer)]:
        raise StylerError(
            "{layer} has no channel {channel}: they count from 0 to {last}.",
            layer=layer,
            channel=channel,
            last=CHANNELS[layer] - 1,
        )
    return channel


def check_layer(name: str) -> str:
    """The name itself, if it is one of `LAYERS`. Raises `StylerError` otherwise."""
    if name not in LAYERS:
        raise StylerError(
            "There is no layer “{name}”: the layers are {first}, {second} … {last}.",
            name=name,
            first=LAYERS[0],
            second=LAYERS[1],
            last=LAYERS[-1],
        )
    return name


def check_number(name: str, value: Any, low: float, high: float) -> None:
    """Raises `StylerError` unless `value` is a finite number between `low` and `high`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise StylerError("{name} must be a finite number, not {value!r}.", name=name, value=value)
    if not low <= value <= high:
        raise StylerError(
            "{name} must be between {low:g} and {high:g}, not {value:g}.",
            name=name,
            low=low,
            high=high,
            value=value,
        )


def _check_integer(name: str, value: Any, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise StylerError("{name} must be a whole number, not {value!r}.", name=name, value=value)
    if not low <= value <= high:
        raise StylerError(
            "{name} must be between {low} and {high}, not {value}.",
            name=name,
            low=low,
            high=high,
            value=value,
        )


def _check_truth(name: str, value: Any) -> None:
    if not isinstance(value, bool):
        raise StylerError("{name} must be true or false, not {value!r}.", name=name, value=value)


def _check_choice(name: str, value: Any, choices: Sequence[str]) -> None:
    if value not in choices:
        raise StylerError(
            "{name} must be one of {choices}, not {value!r}.",
            name=name,
            choices=", ".join(choices),
            value=value,
        )


def _check(s: Settings) -> None:
    _check_integer("size", s.size, MIN_SIZE, MAX_SIZE)
    for size in s.sizes:
        _check_integer("sizes", size, MIN_SIZE, MAX_SIZE)
    if list(s.sizes) != sorted(set(s.sizes)):
        raise StylerError("sizes must grow from one to the next, as in 128,256,512.")
    if s.sizes and s.sizes[-1] != s.size:
        raise StylerError("sizes must end with the size of the result, {size}.", size=s.size)
    _check_integer("steps", s.steps, 1, MAX_STEPS)
    if s.time_limit is not None:
        check_number("time_limit", s.time_limit, 0.1, 1e7)
    if s.memory_limit is not None:
        check_number("memory_limit", s.memory_limit, 1, 1e6)
    for name in ("alpha", "beta", "tv"):
        check_number(name, getattr(s, name), 0, MAX_WEIGHT)
    if not s.content_layers:
        raise StylerError("content_layers must name a layer at least; α = 0 turns them off.")
    for name in ("content_layers", "layer_weights"):
        for layer, weight in getattr(s, name).items():
            check_number(f"{name}.{layer}", weight, 0, MAX_WEIGHT)
    _check_truth("balance_layers", s.balance_layers)
    for weight in s.style_weights:
        check_number("a weight of style_weights", weight, 0, MAX_WEIGHT)
    if s.style_weights and not any(s.style_weights):
        raise StylerError("style_weights must not all be 0: one style has to count.")
    check_number("style_scale", s.style_scale, 0.25, 4)
    check_number("init_noise", s.init_noise, 0, 1)
    _check_choice("colour", s.colour, COLOURS)
    _check_choice("optimizer", s.optimizer, OPTIMIZERS)
    _check_choice("pooling", s.pooling, POOLINGS)
    _check_choice("padding", s.padding, PADDINGS)
    _check_choice("precision", s.precision, PRECISIONS)
    _check_integer("seed", s.seed, 0, MAX_SEED)
    for name in ("init", "weights"):
        if not isinstance(getattr(s, name), str) or not getattr(s, name):
            raise StylerError("{name} must be a name or the path of a file.", name=name)
