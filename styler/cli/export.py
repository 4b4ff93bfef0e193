"""How the picture is saved, as options of the command line."""

from __future__ import annotations

import argparse
import sys

from styler import images
from styler.images import CHROMAS, DEPTHS, Export, regions_bytes
from styler.regions import Regions
from styler.session import Recipe
from styler.settings import Settings


def add_export(parser: argparse.ArgumentParser) -> None:
    """`--depth`, `--quality`, and what goes into the file beside the picture."""
    add = parser.add_argument
    add(
        "--depth",
        type=int,
        choices=DEPTHS,
        default=8,
        help="bits a colour; 16 for .png and .tif (default: 8)",
    )
    add(
        "--quality",
        type=int,
        default=95,
        metavar="N",
        help="of .jpg, .webp and .avif, 1 to 100 (default: 95)",
    )
    add(
        "--chroma", choices=CHROMAS, default=CHROMAS[0], help="how fine colour is in .jpg and .avif"
    )
    add("--dpi", type=int, metavar="N", help="dots per inch in print")
    add("--keep-exif", action="store_true", help="the photograph's details, but for the place")
    add("--keep-place", action="store_true", help="the details, and where it was taken")
    add("--no-alpha", action="store_true", help="paint over what is transparent in CONTENT")
    add("--no-recipe", action="store_true", help="leave the recipe out of the file")


def export_of(options: argparse.Namespace, settings: Settings, regions: Regions) -> Export:
    """What the command line asks for. Raises `StylerError` if it makes no sense, or if CONTENT
    cannot be read.
    """
    kind = images.kind_of(options.output)
    details = options.keep_exif or options.keep_place
    return Export(
        depth=options.depth,
        quality=options.quality,
        chroma=options.chroma,
        dpi=options.dpi or (images.load_dpi(options.content) if details else None),
        exif=images.load_exif(options.content, options.keep_place) if details else b"",
        alpha=images.load_alpha(options.content) if kind.alpha and not options.no_alpha else None,
        recipe=_recipe(settings, regions) if kind.recipe and not options.no_recipe else None,
    )


def _recipe(settings: Settings, regions: Regions) -> str:
    """With its masks, unless they are so large that other programs would not open the file."""
    text = Recipe(settings, *regions_bytes(regions)).to_json()
    if len(text) <= images.MAX_RECIPE:
        return text
    print("styler: the masks are too large to be put into the picture.", file=sys.stderr)
    return Recipe(settings).to_json()
