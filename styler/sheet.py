"""The plan of a contact sheet: small runs over several styles, or over values of settings."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from styler.errors import StylerError
from styler.presets import PRESETS
from styler.settings import (
    COLOURS,
    LAYERS,
    OPTIMIZERS,
    PADDINGS,
    POOLINGS,
    STARTS,
    Settings,
)

SIZE, STEPS = 256, 40  # of a cell: enough to tell which one is liked
MAX_CELLS = 36
MAX_AXES = 2
WIDER = 1.5  # a sheet that is wrapped has about so many times as many columns as rows

_NUMBERS = ("alpha", "beta", "tv", "style_scale", "init_noise")
_WHOLE_NUMBERS = ("steps", "seed")
_WORDS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "preset": tuple(PRESETS),
        "content_layers": LAYERS,
        "balance_layers": ("off", "on"),
        "colour": COLOURS,
        "init": STARTS,
        "optimizer": OPTIMIZERS,
        "pooling": POOLINGS,
        "padding": PADDINGS,
    }
)

# What can be varied.
VARIABLE: tuple[str, ...] = (*_NUMBERS, *_WHOLE_NUMBERS, *_WORDS)


@dataclass(frozen=True)
class Axis:
    """A setting and the values it is to have, one after another.

    Raises `StylerError` if it cannot be varied, or not to these values.
    """

    name: str  # one of VARIABLE
    values: tuple[Any, ...]  # numbers, or the words that `changes` understands
    labels: tuple[str, ...] = ()  # of the values; empty: as "alpha = 0.4"

    def __post_init__(self) -> None:
        _check(self)
        if not self.labels:
            labels = tuple(f"{self.name} = {_shown(value)}" for value in self.values)
            object.__setattr__(self, "labels", labels)

    @classmethod
    def parse(cls, text: str) -> Axis:
        """From words such as "alpha=0.1,0.4,2"."""
        name, equals, values = text.partition("=")
        if not equals:
            raise StylerError(
                "“{text}” does not say what to vary: write it as in alpha=0.1,0.4,2.", text=text
            )
        return cls.of(name.strip().replace("-", "_"), values)

    @classmethod
    def of(cls, name: str, values: str) -> Axis:
        """The same, with the values in words such as "0.1, 0.4, 2"."""
        _check_name(name)
        given = [value.strip() for value in values.replace("，", ",").split(",")]
        return cls(name, tuple(_value(name, value) for value in given if value))

    def changes(self, value: Any) -> Mapping[str, Any]:
        """The fields of the settings that a value stands for."""
        match self.name:
            case "preset":
                return PRESETS[value]
            case "content_layers":
                return {self.name: {value: 1.0}}
            case "balance_layers":
                return {self.name: value == "on"}
        return {self.name: value}


@dataclass(frozen=True)
class Cell:
    """One small picture of a sheet."""

    number: int  # from 1, row by row
    style: int  # its place in the list of styles
    label: str
    changes: Mapping[str, Any]  # the settings that make it differ from the others
    settings: Settings = field(repr=False)


@dataclass(frozen=True)
class Sheet:
    """Its cells, row by row. Without headings they simply follow one another."""

    cells: tuple[Cell, ...]
    width: int  # cells side by side
    columns: tuple[str, ...] = ()  # their headings
    rows: tuple[str, ...] = ()

    @property
    def in_order_of_work(self) -> list[Cell]:
        """Those that share a network and layers one after another: both are compiled but once."""

        def compiled(cell: Cell) -> tuple[str, str, tuple[str, ...]]:
            settings = cell.settings
            return settings.pooling, settings.padding, tuple(settings.content_layers)

        return sorted(self.cells, key=compiled)


def small(settings: Settings, size: int = SIZE, steps: int = STEPS) -> Settings:
    """The same for a short run over one size."""
    return settings.replaced(size=size, sizes=(), steps=steps)


def plan(settings: Settings, styles: Sequence[str], axes: Sequence[Axis] = ()) -> Sheet:
    """A cell for each of the styles, by name, and each value of the settings that are varied.

    Of two axes, the first goes across and the second down. `settings` are those of each cell but
    for what is varied. Raises `StylerError` where that makes no sheet.
    """
    _check_axes(styles, axes)
    _check_count(math.prod((len(styles), *(len(axis.values) for axis in axes))))
    names = [_Place(name, {}, number) for number, name in enumerate(styles)]
    across, down = names, [_Place()]
    if axes:
        across, down = _places(axes[0]), names
    if len(axes) == MAX_AXES:
        down = _places(axes[1])
    alone = {"style_weights": ()} if len(styles) > 1 else {}
    return _laid_out(settings.replaced(**alone), across, down)


@dataclass(frozen=True)
class _Place:
    """A row or a column: what its cells have in common."""

    label: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    style: int = 0


def _places(axis: Axis) -> list[_Place]:
    pairs = zip(axis.labels, axis.values, strict=True)
    return [_Place(label, axis.changes(value)) for label, value in pairs]


def _laid_out(settings: Settings, across: Sequence[_Place], down: Sequence[_Place]) -> Sheet:
    in_rows = len(down) > 1
    pairs = [(row, column) for row in down for column in across]
    cells = tuple(
        _cell(settings, number, row, column, in_rows)
        for number, (row, column) in enumerate(pairs, start=1)
    )
    if not in_rows:
        return Sheet(cells, _wrapped(len(cells)))
    columns, rows = (tuple(place.label for place in places) for places in (across, down))
    return Sheet(cells, len(across), columns, rows)


def _cell(settings: Settings, number: int, row: _Place, column: _Place, in_rows: bool) -> Cell:
    # A preset decides many settings, so what is varied beside it goes on top.
    first, then = sorted((row.changes, column.changes), key=len, reverse=True)
    changes = {**first, **then}
    label = f"{row.label}, {column.label}" if in_rows else column.label
    style = row.style + column.style
    return Cell(number, style, label, changes, settings.replaced(**changes))


def _wrapped(cells: int) -> int:
    """How many stand side by side, so that the rows are about as long as each other."""
    return math.ceil(cells / max(1, round(math.sqrt(cells / WIDER))))


def _check_axes(styles: Sequence[str], axes: Sequence[Axis]) -> None:
    if len(axes) > MAX_AXES:
        raise StylerError("Two settings can be varied at a time, not {count}.", count=len(axes))
    if len({axis.name for axis in axes}) < len(axes):
        raise StylerError("{name} is varied twice: give all its values at once.", name=axes[0].name)
    if len(axes) == MAX_AXES and len(styles) > 1:
        raise StylerError(
            "A sheet has two directions: vary two settings with one style, or one setting with "
            "several styles."
        )


def _check_count(cells: int) -> None:
    if cells < 2:
        raise StylerError(
            "There is nothing to choose from: give several styles, or several values of a setting."
        )
    if cells > MAX_CELLS:
        raise StylerError(
            "{cells} pictures are too many for one sheet: {most} at the most.",
            cells=cells,
            most=MAX_CELLS,
        )


def _check(axis: Axis) -> None:
    _check_name(axis.name)
    if not axis.values:
        raise StylerError("Give {name} the values it is to have.", name=axis.name)
    if len(set(axis.values)) < len(axis.values):
        raise StylerError("{name} has one of its values twice: leave it out.", name=axis.name)
    for value in axis.values:
        _check_word(axis.name, value)
        Settings().replaced(**axis.changes(value))


def _check_name(name: str) -> None:
    if name not in VARIABLE:
        raise StylerError(
            "“{name}” cannot be varied: choose one of {names}.",
            name=name,
            names=", ".join(VARIABLE),
        )


def _check_word(name: str, value: Any) -> None:
    words = _WORDS.get(name)
    if words and value not in words:
        raise StylerError(
            "{name} cannot be “{value}”: choose from {words}.",
            name=name,
            value=value,
            words=", ".join(words),
        )


def _value(name: str, text: str) -> Any:
    if name in _NUMBERS:
        return _number(name, text)
    return _whole_number(name, text) if name in _WHOLE_NUMBERS else text


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise StylerError("{name} must be a number, not “{text}”.", name=name, text=text) from error


def _whole_number(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise StylerError(
            "{name} must be a whole number, not “{text}”.", name=name, text=text
        ) from error


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
