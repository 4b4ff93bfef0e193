"""`styler`: the window, and the same work without one."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import importlib.metadata
import io
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, cast

import styler
from styler.assets import asset
from styler.errors import StylerError
from styler.presets import PRESETS
from styler.settings import (
    OPTIMIZERS,
    POOLINGS,
    PRECISIONS,
    STARTS,
    WEIGHTS,
    Settings,
)

if TYPE_CHECKING:
    from styler.frame import Frame

BAD_INPUT = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells have it

DEMO_CONTENT = ("samples", "content", "chelsea.jpg")
DEMO_STYLE = ("samples", "style", "kandinsky-composition-8.jpg")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit code: 0, 2 for bad input, 130 after Ctrl-C."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # an old terminal may not know λ or ×
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
        exit_code: int = options.command(options)
        return exit_code
    except StylerError as error:
        print(f"styler: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("styler: stopped; nothing was written.", file=sys.stderr)
        return INTERRUPTED


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage before it."""

    def error(self, message: str) -> NoReturn:
        raise StylerError("{message}. See “{program} --help”.", message=message, program=self.prog)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="styler", description=styler.__doc__)
    parser.add_argument("--version", action="version", version=f"Styler {styler.__version__}")
    parser.set_defaults(command=_window)
    commands = parser.add_subparsers(metavar="COMMAND")
    _add_stylize(commands)
    demo = commands.add_parser("demo", help="paint a shipped photograph as a shipped painting")
    demo.set_defaults(command=_demo)
    info = commands.add_parser("info", help="versions, device and precision")
    info.add_argument("--json", action="store_true", help="as one JSON object")
    info.set_defaults(command=_info)
    _add_weights(commands)
    return parser


def _add_stylize(commands: Any) -> None:
    parser = commands.add_parser("stylize", help="paint CONTENT in the style of STYLE")
    parser.set_defaults(command=_stylize)
    add = parser.add_argument
    add("content", metavar="CONTENT", help="the photograph")
    add("styles", metavar="STYLE", nargs="+", help="the painting; several are mixed")
    add("-o", "--output", metavar="OUT", required=True, help=".png, .jpg, .tif or .webp")
    add("--trace", metavar="FILE", help="write one JSON object a step to FILE")
    add("--json", action="store_true", help="print a last line of JSON about the result")
    add("--preset", choices=tuple(PRESETS), help="α, β, τ and λ at once; others override it")
    setting = _SettingAdder(parser)
    setting("--size", type=int, metavar="N", help="longer side of the result, pixels")
    setting("--sizes", type=_sizes, metavar="N,N,…", help="the sizes painted on the way")
    setting("--steps", type=int, metavar="N", help="steps at the last size")
    setting("--time-limit", type=float, metavar="SECONDS", help="from the first step")
    setting("--alpha", type=float, metavar="A", help="α, weight of the content cost")
    setting("--beta", type=float, metavar="B", help="β, weight of the style cost")
    setting("--tv", type=float, metavar="T", help="τ, weight of the variation cost")
    setting("--content-layer", metavar="NAME", help="the layer of the content cost")
    setting(
        "--layer-weight",
        dest="layer_weights",
        type=_layer_weight,
        action="append",
        metavar="NAME=λ",
        help="a style layer and its weight; repeatable, replaces the default set",
    )
    setting(
        "--style-weight",
        dest="style_weights",
        type=float,
        nargs="+",
        metavar="W",
        help="how much each style counts, in their order",
    )
    setting("--style-scale", type=float, metavar="X", help="size of the strokes, 0.25 to 4")
    setting("--init", metavar="|".join(STARTS) + "|FILE", help="the start")
    setting("--optimizer", choices=OPTIMIZERS, help="how G descends")
    setting("--pooling", choices=POOLINGS, help="how VGG-19 shrinks")
    setting("--precision", choices=PRECISIONS, help="of the features")
    setting("--seed", type=int, metavar="N", help="of the noise")
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


def _add_weights(commands: Any) -> None:
    parser = commands.add_parser("weights", help="the full-precision VGG-19 weights")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    status = actions.add_parser("status", help="which weights are on this computer")
    status.set_defaults(command=_weights_status)
    download = actions.add_parser("download", help="fetch Keras' file (80 MB), once")
    download.add_argument("--url", help="fetch it from somewhere else")
    download.set_defaults(command=_weights_download)
    imported = actions.add_parser("import", help="take over a copy of Keras' file")
    imported.add_argument("file", metavar="FILE")
    imported.set_defaults(command=_weights_import)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size) for size in text.split(","))


def _layer_weight(text: str) -> tuple[str, float]:
    name, _, weight = text.partition("=")
    return name, float(weight)


# Argparse names a type in its messages.
_sizes.__name__ = "list of sizes"
_layer_weight.__name__ = "NAME=λ"


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings that the command line asks for. Raises `StylerError` for a bad value."""
    fields = {field.name for field in dataclasses.fields(Settings)}
    given = {name: value for name, value in vars(options).items() if name in fields}
    if "layer_weights" in given:
        given["layer_weights"] = _each_once(given["layer_weights"])
    if "sizes" in given:
        smaller, last = given["sizes"][:-1], given["sizes"][-1]
        size = given.setdefault("size", last)
        given["sizes"] = (*smaller, last) if last >= size else (*smaller, last, size)
    return Settings(**{**PRESETS.get(options.preset, {}), **given})


def _each_once(pairs: Sequence[tuple[str, float]]) -> dict[str, float]:
    layer_weights = dict(pairs)
    if len(layer_weights) < len(pairs):
        raise StylerError("--layer-weight names a layer twice: give each layer one weight.")
    return layer_weights


def _window(_: argparse.Namespace) -> int:
    if not has_screen():
        raise StylerError("There is no screen for the window: use “styler stylize” instead.")
    from styler.ui.app import launch

    return launch()


def _demo(_: argparse.Namespace) -> int:
    content, style = asset(*DEMO_CONTENT), asset(*DEMO_STYLE)
    if has_screen():
        from styler.ui.app import launch

        return launch(content, style)
    output = Path.cwd() / "styler-demo.png"
    return _stylize(_parser().parse_args(["stylize", str(content), str(style), "-o", str(output)]))


def has_screen() -> bool:
    """Whether a window can be shown to somebody."""
    if sys.platform in ("win32", "darwin"):
        return True
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    # Where the display has gone or refuses us, Qt ends the process; so another one tries.
    attempt = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    tried = subprocess.run([sys.executable, "-c", attempt], capture_output=True, check=False)
    return tried.returncode == 0


def _stylize(options: argparse.Namespace) -> int:
    settings = settings_of(options)
    output = Path(options.output)
    _check_outputs(options, settings)
    from styler import images

    images.check_writable(output)
    content = images.load(options.content)
    styles = [images.load(style) for style in options.styles]
    initial = None if settings.init in STARTS else images.load(settings.init)
    frame, interrupted = _paint(content, styles, initial, settings, options.trace)
    _save(frame.image, output)
    height, width, _ = frame.image.shape
    stopped = ", stopped early" if interrupted else ""
    print(f"{output.resolve()} ({width}×{height}, {frame.seconds:.1f} s{stopped})", file=sys.stderr)
    if options.json:
        print(json.dumps(_report(frame, settings), ensure_ascii=False))
    return INTERRUPTED if interrupted else 0


def _check_outputs(options: argparse.Namespace, settings: Settings) -> None:
    """No output may be one of the inputs, or another output."""
    inputs = [options.content, *options.styles]
    inputs += [] if settings.init in STARTS else [settings.init]
    inputs += [] if settings.weights in WEIGHTS else [settings.weights]
    taken = {os.path.realpath(path) for path in inputs}
    for path in filter(None, (options.output, options.trace)):
        if os.path.realpath(path) in taken:
            raise StylerError("{path} is used twice: give the output a name of its own.", path=path)
        taken.add(os.path.realpath(path))


def _paint(
    content: Any, styles: Sequence[Any], initial: Any, settings: Settings, trace: str | None
) -> tuple[Frame, bool]:
    """The last frame, and whether Ctrl-C ended the run. Ctrl-C before any frame goes through."""
    from styler.engine.transfer import run
    from styler.terminal import progress

    frame: Frame | None = None
    bar = progress(settings.stages)
    steps = _Trace(trace)
    try:
        for frame in run(content, styles, settings, initial=initial):
            bar.show(frame)
            steps.write(frame)
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
        **_terms(frame),
    }


def _terms(frame: Frame) -> dict[str, Any]:
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
        "terms": _terms(frame),
        "size": [width, height],
        "weights": settings.weights,
        "precision": frame.precision,
        "device": frame.device,
    }


def _save(picture: Any, output: Path) -> None:
    """Saves the picture; if that place fails by now, it is kept in the temporary folder."""
    from styler import images

    try:
        images.save(picture, output)
    except StylerError as error:
        refuge = Path(tempfile.mkdtemp(prefix="styler-")) / f"{output.stem}.png"
        images.save(picture, refuge)
        raise StylerError(
            "{reason} The picture is kept at {refuge}.", reason=error, refuge=refuge
        ) from error


def _info(options: argparse.Namespace) -> int:
    facts = _facts()
    if options.json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        width = max(map(len, facts))
        print("\n".join(f"{name:{width}}  {fact}" for name, fact in facts.items()))
    return 0


def _facts() -> dict[str, Any]:
    from styler.engine import precision, weights

    return {
        "styler": styler.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        **{
            name: importlib.metadata.version(name)
            for name in ("tensorflow", "PySide6-Essentials", "pillow", "numpy")
        },
        "processors": os.cpu_count(),
        "device": precision.device(),
        "precision": precision.resolve("auto"),
        "weights": str(weights.SHIPPED_FILE),
        "full-precision weights": str(weights.keras_file() or "not on this computer"),
    }


def _weights_status(_: argparse.Namespace) -> int:
    from styler.engine import weights

    print(f"8-bit weights (used unless you choose otherwise): {weights.SHIPPED_FILE}")
    found = weights.keras_file()
    print(f"full-precision weights: {found or 'not on this computer'}")
    return 0


def _weights_download(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from styler.engine import weights

    found = weights.keras_file()
    if found is None:
        with tqdm(total=weights.KERAS_BYTES, unit="B", unit_scale=True) as bar:
            found = weights.download(
                lambda done, _: bar.update(done - bar.n), options.url or weights.KERAS_URL
            )
    print(f"full-precision weights: {found}")
    return 0


def _weights_import(options: argparse.Namespace) -> int:
    from styler.engine import weights

    print(f"full-precision weights: {weights.import_file(options.file)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
