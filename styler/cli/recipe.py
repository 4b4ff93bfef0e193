"""A recipe, and masks, on the command line."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from styler import images
from styler.errors import StylerError
from styler.frame import Frame
from styler.regions import Regions
from styler.session import Recipe
from styler.settings import Settings


def add_recipe(parser: argparse.ArgumentParser) -> None:
    """`--mask`, `--keep`, `--recipe` and `--save-recipe`."""
    add = parser.add_argument
    add(
        "--mask",
        dest="masks",
        type=_numbered,
        action="append",
        default=[],
        metavar="N=FILE",
        help="where style N applies: white is there, black is not; N counts from 1; repeatable",
    )
    add("--keep", metavar="FILE", help="a mask: white stays as it is in the photograph")
    add("--recipe", metavar="FILE", help="settings and masks from a file; options override it")
    add("--save-recipe", metavar="FILE", help="write the settings and the masks to FILE")


def _numbered(text: str) -> tuple[int, str]:
    number, equals, path = text.partition("=")
    if not (equals and path and re.fullmatch("[1-9][0-9]{0,3}", number, re.ASCII)):
        raise ValueError(text)
    return int(number), path


_numbered.__name__ = "N=FILE"  # argparse names a type in its messages


def recipe_of(options: argparse.Namespace) -> Recipe | None:
    """The recipe that the command line names. Raises `StylerError` if it is not sound."""
    return Recipe.read(Path(options.recipe)) if options.recipe else None


def regions_of(options: argparse.Namespace, recipe: Recipe | None) -> Regions:
    """The masks that the command line names, before those of the recipe.

    Raises `StylerError` if one cannot be read, or is of no style.
    """
    given = _each_once(options.masks)
    base = _regions(recipe, options.recipe)
    count = max(len(base.styles), *given, 0)
    if count > len(options.styles):
        raise StylerError(
            "There is a mask for style {number}, but the styles count from 1 to {styles}.",
            number=count,
            styles=len(options.styles),
        )
    loaded = {number: images.load_mask(path) for number, path in given.items()}
    masks = dict(enumerate(base.styles, start=1)) | loaded
    styles = tuple(masks.get(number) for number in range(1, count + 1))
    return Regions(styles, images.load_mask(options.keep) if options.keep else base.keep)


def _each_once(pairs: Sequence[tuple[int, str]]) -> dict[int, str]:
    paths = dict(pairs)
    if len(paths) < len(pairs):
        raise StylerError("--mask names a style twice: give each style one mask.")
    return paths


def _regions(recipe: Recipe | None, path: str) -> Regions:
    if recipe is None:
        return Regions()
    return images.regions_from_bytes(recipe.masks, recipe.keep, Path(path).name)


def recorded(
    frames: Iterator[Frame], path: str | None, settings: Settings, regions: Regions
) -> Iterator[Frame]:
    """The frames. With the first, before any step, what they are painted with is written."""
    for number, frame in enumerate(frames):
        if path and number == 0:
            _save(Recipe(settings, *images.regions_bytes(regions)), Path(path))
        yield frame


def _save(recipe: Recipe, path: Path) -> None:
    recipe.write(path)
    for name in recipe.files:
        print(
            f"styler: {path} leaves out --{name} {getattr(recipe.settings, name)}: a recipe names "
            "no files. Give it again beside --recipe.",
            file=sys.stderr,
        )
