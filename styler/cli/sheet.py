"""`styler sheet`: a contact sheet of short runs, to choose from."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from styler.cli.ctrl_c import ctrl_c
from styler.cli.options import add_settings, settings_of
from styler.cli.stylize import INTERRUPTED, check_apart, save, terms_of
from styler.errors import StylerError
from styler.settings import STARTS, Settings
from styler.sheet import MAX_AXES, SIZE, STEPS, VARIABLE, Axis, Cell, Sheet, plan, small

if TYPE_CHECKING:
    from styler.colour import Picture
    from styler.frame import Frame


def add_sheet(commands: Any) -> None:
    """`styler sheet`."""
    parser = commands.add_parser(
        "sheet",
        help="short runs over several styles or settings, on one page to choose from",
        epilog=f"Unless given, --size is {SIZE} and --steps is {STEPS} here. What can be varied: "
        + ", ".join(VARIABLE),
    )
    parser.set_defaults(command=sheet)
    add = parser.add_argument
    add("content", metavar="CONTENT", help="the photograph")
    add("styles", metavar="STYLE", nargs="+", help="the painting; several are compared")
    add("-o", "--output", metavar="OUT", required=True, help=".png, .jpg, .tif or .webp")
    add(
        "--vary",
        action="append",
        default=[],
        metavar="NAME=V,V,…",
        help="a setting and its values, as in alpha=0.1,0.4,2; a second one makes a grid",
    )
    add("--json", action="store_true", help="print a last line of JSON about the cells")
    add_settings(parser)


def sheet(options: argparse.Namespace) -> int:
    """Paints the cells, saves the page, and returns the exit code."""
    settings = settings_of(options, small(Settings()))
    planned = _plan(options, settings)
    from styler import images

    check_apart((options.output,), (options.content, *options.styles), settings)
    images.check_writable(options.output)
    content = images.load(options.content)
    styles = [images.load(style) for style in options.styles]
    initial = None if settings.init in STARTS else images.load(settings.init)
    frames, interrupted = _painted(planned, content, styles, initial)
    page = _page(planned, frames, options, content, styles)
    save(page, Path(options.output))
    _tell(page, planned, frames, options)
    return INTERRUPTED if interrupted else 0


def _plan(options: argparse.Namespace, settings: Settings) -> Sheet:
    if len(options.vary) > MAX_AXES:
        raise StylerError("--vary can be given twice, not {count} times.", count=len(options.vary))
    if settings.style_weights:
        raise StylerError("Each picture of a sheet has one style: leave out --style-weight.")
    names = [Path(style).stem for style in options.styles]
    return plan(settings, names, [Axis.parse(text) for text in options.vary])


def _painted(
    planned: Sheet, content: Picture, styles: Sequence[Picture], initial: Picture | None
) -> tuple[dict[int, Frame], bool]:
    """The newest frame of each cell by its number, and whether Ctrl-C ended it.

    Ctrl-C before any frame goes through.
    """
    frames: dict[int, Frame] = {}
    try:
        with ctrl_c() as check:
            for cell, frame in _frames(planned, content, styles, initial):
                frames[cell.number] = frame
                check()
    except KeyboardInterrupt:
        if not frames:
            raise
        return frames, True
    return frames, False


def _frames(
    planned: Sheet, content: Picture, styles: Sequence[Picture], initial: Picture | None
) -> Iterator[tuple[Cell, Frame]]:
    from styler.engine.objectives import Objectives
    from styler.engine.transfer import run
    from styler.terminal import progress

    objectives = Objectives()  # shared, so that hardly anything is compiled twice
    for done, cell in enumerate(planned.in_order_of_work, start=1):
        print(f"{done}/{len(planned.cells)}  {cell.label}", file=sys.stderr)
        bar = progress(cell.settings.stages)
        style = styles[cell.style]
        try:
            for frame in run(
                content,
                [style],
                cell.settings,
                initial=initial,
                objectives=objectives,
                progress=bar.show_tile,
            ):
                bar.show(frame)
                yield cell, frame
        finally:
            bar.close()


def _page(
    planned: Sheet,
    frames: Mapping[int, Frame],
    options: argparse.Namespace,
    content: Picture,
    styles: Sequence[Picture],
) -> Picture:
    from styler.images.page import Contents, Tile, page

    names = [Path(path).stem for path in (options.content, *options.styles)]
    head = [Tile(picture, name) for picture, name in zip((content, *styles), names, strict=True)]
    tiles = [
        Tile(frames[cell.number].image if cell.number in frames else None, _caption(planned, cell))
        for cell in planned.cells
    ]
    return page(Contents(head, tiles, planned.width, planned.columns, planned.rows))


def _caption(planned: Sheet, cell: Cell) -> str:
    """The number, as beneath a negative; what the headings say need not be said again."""
    return str(cell.number) if planned.rows else f"{cell.number} · {cell.label}"


def _tell(
    page: Picture, planned: Sheet, frames: Mapping[int, Frame], options: argparse.Namespace
) -> None:
    height, width, _ = page.shape
    done, all_of_them = sum(frame.last for frame in frames.values()), len(planned.cells)
    stopped = f", stopped early with {done} of {all_of_them} done" if done < all_of_them else ""
    print(f"{Path(options.output).resolve()} ({width}×{height}{stopped})", file=sys.stderr)
    if options.json:
        cells = [
            _report(cell, frames[cell.number], options.styles[cell.style])
            for cell in planned.cells
            if cell.number in frames
        ]
        print(json.dumps({"size": [width, height], "cells": cells}, ensure_ascii=False))


def _report(cell: Cell, frame: Frame, style: str) -> dict[str, Any]:
    settings = cell.settings.to_json()
    return {
        "number": cell.number,
        "style": style,
        "changes": {name: settings[name] for name in cell.changes},
        "settings": settings,
        "steps": frame.step,
        "seconds": round(frame.seconds, 3),
        "terms": terms_of(frame),
    }
