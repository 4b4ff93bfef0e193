"""`styler stylize`: a picture painted without a window."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from styler import images, log
from styler.atomic import check_replaceable
from styler.cli.ctrl_c import ctrl_c
from styler.cli.export import add_export, export_of
from styler.cli.options import add_settings, settings_of
from styler.cli.recipe import add_recipe, recipe_of, recorded, regions_of
from styler.colour import Picture
from styler.errors import StylerError
from styler.forecast import Forecast, forecast
from styler.images import Export
from styler.regions import Regions
from styler.settings import STARTS, WEIGHTS, Controls, Settings

if TYPE_CHECKING:
    from styler.frame import Frame
    from styler.terminal import Progress

INTERRUPTED = 130  # 128 + SIGINT, as shells have it
UNANNOUNCED = 1024  # pixels; up to here nobody needs to be told how long it takes


def add_stylize(commands: Any) -> None:
    """`styler stylize`."""
    parser = commands.add_parser("stylize", help="paint CONTENT in the style of STYLE")
    parser.set_defaults(command=stylize)
    add = parser.add_argument
    add("content", metavar="CONTENT", help="the photograph")
    add("styles", metavar="STYLE", nargs="+", help="the painting; several are mixed")
    add("-o", "--output", metavar="OUT", required=True, help=".png, .jpg, .tif, .webp or .avif")
    add("--finish", metavar="FILE", help="a smaller result of the same, to be painted larger")
    add("--trace", metavar="FILE", help="write one JSON object a step to FILE")
    add("--json", action="store_true", help="print a last line of JSON about the result")
    add_recipe(parser)
    add_settings(parser)
    add_export(parser)


def stylize(options: argparse.Namespace) -> int:
    """Paints, saves, and returns the exit code."""
    recipe = recipe_of(options)
    settings = settings_of(options, recipe.settings if recipe else Settings())
    if options.finish:
        settings = settings.larger_from(max(images.load(options.finish).shape), settings.size)
    output = Path(options.output)
    _check_outputs(options, settings)
    regions = regions_of(options, recipe)
    export = export_of(options, settings, regions)
    images.check_writable(output, export)
    from styler.terminal import progress

    bar = progress(settings.stages)
    painted = _frames(options, settings, regions, bar.show_tile)
    frames = recorded(painted, options.save_recipe, settings, regions)
    frame, interrupted = _paint(frames, bar, options.trace)
    log.run_ended("stopped" if interrupted else "done", frame)
    save(frame.image, output, export)
    height, width, _ = frame.image.shape
    stopped = ", stopped early" if interrupted else ""
    print(f"{output.resolve()} ({width}×{height}, {frame.seconds:.1f} s{stopped})", file=sys.stderr)
    if options.json:
        print(json.dumps(_report(frame, settings), ensure_ascii=False))
    return INTERRUPTED if interrupted else 0


def check_apart(
    outputs: Sequence[str | None], inputs: Sequence[str | None], settings: Settings
) -> None:
    """No output may be one of the inputs, or a file of the settings, or another output."""
    given = [path for path in inputs if path]
    given += [] if settings.init in STARTS else [settings.init]
    given += [] if settings.weights in WEIGHTS else [settings.weights]
    taken = {os.path.realpath(path) for path in given}
    for path in filter(None, outputs):
        if os.path.realpath(path) in taken:
            raise StylerError("{path} is used twice: give the output a name of its own.", path=path)
        taken.add(os.path.realpath(path))


def _check_outputs(options: argparse.Namespace, settings: Settings) -> None:
    masks = (path for _, path in options.masks)
    pictures = (options.content, *options.styles, options.keep, options.finish, *masks)
    check_apart(
        (options.output, options.trace, options.save_recipe),
        (*pictures, options.recipe),
        settings,
    )
    images.check_writable(Path(options.output))
    if options.save_recipe:
        check_replaceable(Path(options.save_recipe))


def _frames(
    options: argparse.Namespace,
    settings: Settings,
    regions: Regions,
    show_tile: Callable[[int, int], None],
) -> Iterator[Frame]:
    content = images.load(options.content)
    styles = [images.load(style) for style in options.styles]
    initial = None if settings.init in STARTS else images.load(settings.init)
    finished = images.load(options.finish) if options.finish else None
    log.run_began(settings, content.shape, len(styles))
    log.LOGGER.debug("%s in the style of %s", options.content, ", ".join(options.styles))
    from styler.engine.objectives import Objectives
    from styler.engine.transfer import pace, run

    objectives = Objectives()
    if settings.size > UNANNOUNCED:
        height, width, _ = content.shape
        _announce(forecast(width, height, settings, pace(settings, objectives)))
    return run(
        content,
        styles,
        settings,
        controls=Controls(settings, regions),
        initial=initial,
        finished=finished,
        objectives=objectives,
        judge_start=bool(options.trace),
        progress=show_tile,
    )


def _announce(found: Forecast) -> None:
    tiles = f", in tiles of {found.tile} px" if found.tile else ""
    minutes, gigabytes = found.seconds / 60, found.bytes / 1e9
    print(f"This will take about {minutes:.0f} min and {gigabytes:.1f} GB{tiles}.", file=sys.stderr)


def _paint(frames: Iterator[Frame], bar: Progress, trace: str | None) -> tuple[Frame, bool]:
    """The last frame, and whether Ctrl-C ended the run. Ctrl-C before any frame goes through."""
    frame: Frame | None = None
    steps = _Trace(trace)
    try:
        with ctrl_c() as check:
            for frame in frames:
                bar.show(frame)
                steps.write(frame)
                check()
    except KeyboardInterrupt:
        if frame is None:
            raise
        return frame, True
    finally:
        bar.close()
        steps.close()
    assert frame is not None, "a run yields at least one frame"
    return frame, False


class _Trace:
    """A file with one JSON object a step. Where it can't grow, the picture is still painted."""

    def __init__(self, path: str | None):
        self._path, self._file = path, cast("IO[str] | None", None)
        if path is None:
            return
        try:
            Path(path).open("a").close()  # what is there is kept until the first step
        except OSError as error:
            raise StylerError(
                "The trace {path} cannot be written ({reason}): choose another place.",
                path=path,
                reason=error.strerror,
            ) from error

    def write(self, frame: Frame) -> None:
        if self._path is None:
            return
        try:
            if self._file is None:  # a line at a time, so that none waits in a buffer
                opened = Path(self._path).open("w", encoding="utf-8", buffering=1)  # noqa: SIM115
                self._file = opened
            self._file.write(json.dumps(_step(frame)) + "\n")
        except OSError as error:
            print(f"styler: the trace ends here ({error.strerror}).", file=sys.stderr)
            self.close()

    def close(self) -> None:
        if self._file:
            with contextlib.suppress(OSError):  # what is left in it could not be written either
                self._file.close()
        self._path = self._file = None


def _step(frame: Frame) -> dict[str, Any]:
    return {
        "size": frame.size,
        "step": frame.step,
        "seconds": round(frame.seconds, 4),
        **terms_of(frame),
    }


def terms_of(frame: Frame) -> dict[str, Any]:
    return {
        "total": frame.total,
        "content": frame.content,
        "style": frame.style,
        "tv": frame.tv,
        "layers": dict(frame.layers),
    }


def _report(frame: Frame, settings: Settings) -> dict[str, Any]:
    height, width, _ = frame.image.shape
    return {
        "settings": settings.to_json(),
        "steps": frame.step,
        "seconds": round(frame.seconds, 3),
        "terms": terms_of(frame),
        "size": [width, height],
        "weights": settings.weights,
        "precision": frame.precision,
        "device": frame.device,
    }


def save(picture: Picture, output: Path, export: Export = Export()) -> None:  # noqa: B008
    """Saves the picture; if that place fails by now, it is kept in the temporary folder."""
    try:
        images.save(picture, output, export)
    except StylerError as error:
        refuge = Path(tempfile.mkdtemp(prefix="styler-")) / f"{output.stem}.png"
        images.save(picture, refuge, export)
        raise StylerError(
            "{reason} The picture is kept at {refuge}.", reason=error, refuge=refuge
        ) from error
