"""The settings as options of the command line."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from typing import Any

from styler.errors import StylerError
from styler.presets import PRESETS
from styler.settings import (
    COLOURS,
    OPTIMIZERS,
    PADDINGS,
    POOLINGS,
    PRECISIONS,
    STARTS,
    Settings,
)


def add_settings(parser: argparse.ArgumentParser) -> None:
    """An option for every setting."""
    parser.add_argument(
        "--preset", choices=tuple(PRESETS), help="α, β, τ and λ at once; others override it"
    )
    setting = _SettingAdder(parser)
    setting("--size", type=int, metavar="N", help="longer side of the result, pixels")
    setting("--sizes", type=_sizes, metavar="N,N,…", help="the sizes painted on the way")
    setting("--steps", type=int, metavar="N", help="at the last size; two fifths at those before")
    setting("--time-limit", type=float, metavar="SECONDS", help="from the first step")
    setting("--memory-limit", type=float, metavar="GB", help="paint in tiles to stay below it")
    setting("--alpha", type=float, metavar="A", help="α, weight of the content cost")
    setting("--beta", type=float, metavar="B", help="β, weight of the style cost")
    setting("--tv", type=float, metavar="T", help="τ, weight of the variation cost")
    setting(
        "--content-layer",
        dest="content_layers",
        type=_content_layer,
        action="append",
        metavar="NAME[=W]",
        help="a layer of the content cost and its weight; repeatable, replaces the default",
    )
    setting(
        "--layer-weight",
        dest="layer_weights",
        type=_layer_weight,
        action="append",
        metavar="NAME=λ",
        help="a style layer and its weight; repeatable, replaces the default set",
    )
    setting(
        "--channel-weight",
        dest="channel_weights",
        type=_channel_weight,
        action="append",
        metavar="NAME:N=W",
        help="weight of channel N in its layer's style cost, 0 to 100; 0 mutes it; repeatable",
    )
    setting(
        "--style-weight",
        dest="style_weights",
        type=float,
        nargs="+",
        metavar="W",
        help="how much each style counts, in their order",
    )
    setting(
        "--balance-layers",
        action=argparse.BooleanOptionalAction,
        help="λ weighs how much each layer pulls, whatever its scale",
    )
    setting("--colour", choices=COLOURS, help="whose colours the picture has")
    setting("--style-scale", type=float, metavar="X", help="size of the strokes, 0.25 to 4")
    setting("--init", metavar="|".join(STARTS) + "|FILE", help="the start")
    setting("--init-noise", type=float, metavar="X", help="noise mixed into the start, 0 to 1")
    setting("--optimizer", choices=OPTIMIZERS, help="how G descends")
    setting("--seed", type=int, metavar="N", help="of the noise")
    add_network(parser)


def add_network(parser: argparse.ArgumentParser) -> None:
    """An option for each setting of VGG-19 itself."""
    setting = _SettingAdder(parser)
    setting("--pooling", choices=POOLINGS, help="how VGG-19 shrinks")
    setting("--padding", choices=PADDINGS, help="what VGG-19 sees beyond the edge")
    setting("--precision", choices=PRECISIONS, help="of the features")
    setting("--weights", metavar="shipped|keras|FILE", help="VGG-19's weights")


class _SettingAdder:
    """Adds options that are left out of the namespace when not given; defaults are Settings'."""

    def __init__(self, parser: argparse.ArgumentParser):
        self._parser = parser
        self._defaults = Settings().to_json()

    def __call__(self, flag: str, **keywords: Any) -> None:
        action = self._parser.add_argument(flag, default=argparse.SUPPRESS, **keywords)
        default = self._defaults[action.dest]
        if default and not isinstance(default, dict):
            action.help = f"{action.help} (default: {default})"


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size) for size in text.split(","))


def _layer_weight(text: str) -> tuple[str, float]:
    name, _, weight = text.partition("=")
    return name, float(weight)


def _content_layer(text: str) -> tuple[str, float]:
    name, _, weight = text.partition("=")
    return name, float(weight or 1)


def _channel_weight(text: str) -> tuple[str, str, float]:
    name, _, rest = text.partition(":")
    channel, _, weight = rest.partition("=")
    return name, channel, float(weight)


# Argparse names a type in its messages.
_sizes.__name__ = "list of sizes"
_layer_weight.__name__ = "NAME=λ"
_content_layer.__name__ = "NAME[=W]"
_channel_weight.__name__ = "NAME:N=W"


def settings_of(options: argparse.Namespace, base: Settings) -> Settings:
    """The settings that the command line asks for, the rest from `base`.

    Raises `StylerError` for a bad value.
    """
    fields = {field.name for field in dataclasses.fields(Settings)}
    given = {name: value for name, value in vars(options).items() if name in fields}
    for name, flag in (("content_layers", "--content-layer"), ("layer_weights", "--layer-weight")):
        if name in given:
            given[name] = _each_once(flag, given[name])
    if "channel_weights" in given:
        given["channel_weights"] = _by_layer(given["channel_weights"])
    if "sizes" in given:
        smaller, last = given["sizes"][:-1], given["sizes"][-1]
        size = given.setdefault("size", last)
        given["sizes"] = (*smaller, last) if last >= size else (*smaller, last, size)
    elif "size" in given and base.sizes:
        smaller = tuple(size for size in base.sizes if size < given["size"])
        given["sizes"] = (*smaller, given["size"])
    preset = PRESETS.get(getattr(options, "preset", None) or "", {})
    return base.replaced(**{**preset, **given})


def _each_once(flag: str, pairs: Sequence[tuple[str, float]]) -> dict[str, float]:
    weights = dict(pairs)
    if len(weights) < len(pairs):
        raise StylerError("{flag} names a layer twice: give each layer one weight.", flag=flag)
    return weights


def _by_layer(triples: Sequence[tuple[str, str, float]]) -> dict[str, dict[str, float]]:
    return {
        name: {channel: weight for layer, channel, weight in triples if layer == name}
        for name, _, _ in triples
    }
