"""`styler layers`: VGG-19 as it runs on a picture."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Sequence
from typing import Any

from styler.anatomy import Layer, table
from styler.settings import MAX_SIZE, MIN_SIZE, Settings, check_number

_HEADINGS = (
    *("layer", "output", "kernel", "stride", "padding", "parameters", "receptive field"),
    *("jump", "multiply-adds"),
)


def add_layers(commands: Any) -> None:
    """`styler layers`."""
    parser = commands.add_parser("layers", help="what each layer of VGG-19 makes of a picture")
    parser.set_defaults(command=layers)
    add = parser.add_argument
    size = Settings().size
    add(
        "--size",
        type=int,
        default=size,
        metavar="N",
        help=f"height and width of the picture, pixels (default: {size})",
    )
    add("--json", action="store_true", help="as a JSON array, one object a layer")


def layers(options: argparse.Namespace) -> int:
    """Prints the table and returns the exit code."""
    check_number("--size", options.size, MIN_SIZE, MAX_SIZE)
    found = table(options.size, options.size)
    if options.json:
        print(json.dumps([_object(layer) for layer in found]))
    else:
        _print([_HEADINGS, *map(_row, found), _total(found)])
    return 0


def _object(layer: Layer) -> dict[str, Any]:
    values = dataclasses.asdict(layer)
    del values["start"]
    return values


def _row(layer: Layer) -> tuple[str, ...]:
    f = layer.kernel
    return (
        layer.name,
        " × ".join(map(str, layer.output_shape)),
        f"{f} × {f}",
        str(layer.stride),
        str(layer.padding),
        f"{layer.parameters:,}",
        f"{layer.receptive_field} px",
        f"{layer.jump} px",
        _billions(layer.multiply_adds),
    )


def _total(found: Sequence[Layer]) -> tuple[str, ...]:
    parameters, work = (
        sum(getattr(layer, name) for layer in found) for name in ("parameters", "multiply_adds")
    )
    return ("in all", "", "", "", "", f"{parameters:,}", "", "", _billions(work))


def _billions(number: int) -> str:
    return f"{number / 1e9:,.2f} G" if number else "0"


def _print(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        print("  ".join([first.ljust(widths[0]), *cells]))
