"""`styler`: the window, and the same work without one."""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import styler
from styler.assets import asset
from styler.cli.info import add_info
from styler.cli.sheet import add_sheet
from styler.cli.stylize import INTERRUPTED, add_stylize
from styler.cli.weights import add_weights
from styler.errors import StylerError

BAD_INPUT = 2

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
    add_stylize(commands)
    add_sheet(commands)
    demo = commands.add_parser("demo", help="paint a shipped photograph as a shipped painting")
    demo.set_defaults(command=_demo)
    add_info(commands)
    add_weights(commands)
    return parser


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
    return main(["stylize", str(content), str(style), "-o", str(output)])


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
