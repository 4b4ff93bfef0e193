"""What a sheet is painted from, and what choosing one of its cells changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import Any

from styler.colour import Picture
from styler.errors import StylerError
from styler.images.page import Contents, Tile
from styler.settings import Settings
from styler.sheet import Axis, Cell, Sheet, plan
from styler.ui.intent import Intent, Source

Shrink = Callable[[Settings], Settings]


class StyleSet(Enum):
    """Which paintings the cells are painted after."""

    TOGETHER = auto()  # those in use, mixed as they are
    IN_USE = auto()  # each of those in use
    SHIPPED = auto()  # each of those that come with Styler


@dataclass(frozen=True)
class Wish:
    """What is to be compared."""

    styles: StyleSet
    axes: tuple[Axis, ...]


@dataclass(frozen=True, eq=False)
class Order:
    """A sheet, and what it is painted from."""

    sheet: Sheet
    content: Source
    scenes: Sequence[Intent]  # for each style of the plan
    compares_styles: bool

    def scene(self, cell: Cell) -> Intent:
        """What a cell is painted from."""
        scene = replace(self.scenes[cell.style], settings=cell.settings)
        return replace(scene, start=None) if "init" in cell.changes else scene

    def changes(self, cell: Cell, intent: Intent) -> dict[str, Any]:
        """The fields of the intent that choosing this cell changes."""
        changes: dict[str, Any] = {"settings": intent.settings.replaced(**cell.changes)}
        if self.compares_styles:
            changes["styles"] = self.scenes[cell.style].styles
            changes["settings"] = changes["settings"].replaced(style_weights=())
        if "init" in cell.changes:
            changes["start"] = None
        return changes

    def contents(self, pictures: Mapping[int, Picture]) -> Contents:
        """What is on the page, with the pictures that there are by the numbers of their cells."""
        used = dict.fromkeys(style for scene in self.scenes for style in scene.styles)
        head = [Tile(source.picture, _stem(source)) for source in (self.content, *used)]
        tiles = [
            Tile(pictures.get(cell.number), "" if self.sheet.rows else cell.label)
            for cell in self.sheet.cells
        ]
        return Contents(head, tiles, self.sheet.width, self.sheet.columns, self.sheet.rows)


def order(wish: Wish, intent: Intent, shipped: Sequence[Source], shrunk: Shrink) -> Order:
    """The sheet for a wish, its cells painted with settings made small by `shrunk`.

    Raises `StylerError` where there is none.
    """
    if intent.content is None:
        raise StylerError("There is no photograph yet: open one first.")
    scenes = _scenes(wish.styles, intent, shipped)
    if not scenes[0].styles:
        raise StylerError("There is no painting yet: open one first.")
    names = [", ".join(map(_stem, scene.styles)) for scene in scenes]
    sheet = plan(shrunk(scenes[0].settings), names, wish.axes)
    return Order(sheet, intent.content, scenes, wish.styles is not StyleSet.TOGETHER)


def _scenes(styles: StyleSet, intent: Intent, shipped: Sequence[Source]) -> list[Intent]:
    each = shipped if styles is StyleSet.SHIPPED else intent.styles
    if styles is StyleSet.TOGETHER or not each:
        return [intent]
    alone = intent.settings.replaced(style_weights=())
    return [replace(intent, styles=(style,), settings=alone) for style in each]


def _stem(source: Source) -> str:
    return Path(source.name).stem
