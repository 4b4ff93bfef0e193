"""`styler`: the window, and the same work without one."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import styler
from styler import log
from styler.assets import asset
from styler.cli.ctrl_c import ctrl_c
from styler.cli.explore import add_explore
from styler.cli.info import add_info
from styler.cli.layers import add_layers
from styler.cli.reconstruct import add_reconstruct
from styler.cli.replay import add_replay
from styler.cli.sheet import add_sheet
from styler.cli.stylize import INTERRUPTED, add_stylize
from styler.cli.weights import add_weights
from styler.errors import StylerError

BAD_INPUT = 2
READER_LEFT = 141  # 128 and SIGPIPE, as a shell has it

DEMO_CONTENT = ("samples", "content", "chelsea.jpg")
DEMO_STYLE = ("samples", "style", "kandinsky-composition-8.jpg")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit code: 0, 2 for bad input, 130 after Ctrl-C.

    Raises `SystemExit` with 141 if whoever reads the standard output has left.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # an old terminal may not know λ or ×
        sys.stdout.reconfigure(errors="backslashreplace")
    with log.kept(), _while_read():
        return _run(arguments)


@contextlib.contextmanager
def _while_read() -> Iterator[None]:
    """Ends without a word when the reader has read enough, as `head` has after ten lines."""
    try:
        try:
            yield
        finally:
            if sys.stdout:
                sys.stdout.flush()
    except BrokenPipeError:
        log.LOGGER.info("whoever read the output has left", exc_info=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for Python's last flush
        sys.exit(READER_LEFT)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        options = _parser().parse_args(arguments)
        if options.verbose:
            log.set_detailed(True)
        log.started(options.command.__name__.strip("_"))
        with ctrl_c():
            exit_code: int = options.command(options)
        return exit_code
    except StylerError as error:
        log.failed(error)
        print(f"styler: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt as stopped:
        log.LOGGER.info("stopped by Ctrl-C", exc_info=stopped.__cause__)
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
    add_stylize(commands)
    add_sheet(commands)
    demo = commands.add_parser("demo", help="paint a shipped photograph as a shipped painting")
    demo.set_defaults(command=_demo)
    add_explore(commands)
    add_reconstruct(commands)
    add_layers(commands)
    add_replay(commands)
    add_info(commands)
    add_weights(commands)
    _add_verbose(parser, False)
    for command in commands.choices.values():  # before the command and after it
        _add_verbose(command, argparse.SUPPRESS)
    return parser


def _add_verbose(parser: argparse.ArgumentParser, default: object) -> None:
    words = f"keep a detailed log in {log.path()}"
    parser.add_argument(
        "--verbose", action="store_true", default=default, help=words.replace("%", "%%")
    )


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
    return _run(["stylize", str(content), str(style), "-o", str(output)])


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
