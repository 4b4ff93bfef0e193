"""The log: what Styler did, in a file in the user's folder, for when something went wrong.

It has no pictures in it, and file paths only in detail. Writing it never disturbs anything: where
it cannot be written, there is none.
"""

from __future__ import annotations

import json
import logging
import os
import platform
import re
import sys
import threading
import types
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import metadata
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import platformdirs

import styler
from styler.errors import StylerError
from styler.frame import Frame
from styler.settings import STARTS, WEIGHTS, Settings

NAME = "styler.log"
MAX_BYTES = 1_000_000
KEPT = 3  # older files
VARIABLE = "STYLER_VERBOSE"  # of the environment: anything but nothing is detail

LOGGER = logging.getLogger("styler")
LOGGER.addHandler(logging.NullHandler())

_LIBRARIES = ("tensorflow", "PySide6-Essentials", "pillow", "numpy")
_PLAIN, _DETAILED = logging.INFO, logging.DEBUG

# A path in quotes may have spaces. What closes one quotation may open another: it is left there.
_SOURCE = re.compile(r'File "([^"\n]*+)"')
_QUOTED = re.compile(r"""(['"“])([^'"“”\n]*+)(?=['"”])""")
_BARE = re.compile(r"(?<![\w.…/\\])(?:[A-Za-z]:[\\/]|~?/|\\\\)[^\s:,;'\"“”]*")
_SEPARATOR = re.compile(r"[/\\]")
_LONGEST = 20_000  # characters of a record: what it quotes may come from anyone
_HIDDEN = "…"


def path() -> Path:
    """The newest file; it need not be there."""
    return Path(platformdirs.user_log_dir("styler", appauthor=False)) / NAME


def set_detailed(on: bool) -> None:
    """Every step of what happens, with the paths of files; or only what matters."""
    LOGGER.setLevel(_DETAILED if on else _PLAIN)


def is_detailed() -> bool:
    """Whether it is so."""
    return LOGGER.isEnabledFor(_DETAILED)


@contextmanager
def kept() -> Iterator[None]:
    """While this lasts the log is written, also of exceptions that nobody caught."""
    handler = _handler()
    before = LOGGER.level, LOGGER.propagate
    hooks = sys.excepthook, threading.excepthook
    LOGGER.addHandler(handler)
    LOGGER.propagate = False  # TensorFlow's own logging would print it
    set_detailed(bool(os.environ.get(VARIABLE)))
    sys.excepthook, threading.excepthook = _and_log(hooks[0]), _and_log_of_thread(hooks[1])
    try:
        yield
    except Exception:
        LOGGER.critical("nobody caught this", exc_info=True)
        raise
    finally:
        sys.excepthook, threading.excepthook = hooks
        LOGGER.setLevel(before[0])
        LOGGER.propagate = before[1]
        LOGGER.removeHandler(handler)
        handler.close()


# What is written


def started(command: str) -> None:
    """The first line of a session, with the versions that matter."""
    LOGGER.info("started: %s, Styler %s, %s", command, styler.__version__, _versions())


def run_began(settings: Settings, content: tuple[int, ...], styles: int) -> None:
    """`content` is the photograph's shape."""
    height, width = content[:2]
    LOGGER.info("run begins: %d × %d px, %d style(s), %s", width, height, styles, summary(settings))


def run_ended(how: str, frame: Frame | None) -> None:
    """`how` is a word or two: “done”, “stopped”. Without a frame there was no step."""
    if frame is None:
        LOGGER.info("run %s before its first step", how)
        return
    LOGGER.info(
        "run %s: step %d of %d at %d px (%d of %d), J = %.6g, %.1f s, %s on %s, tiles of %d px",
        *(how, frame.step, frame.steps, frame.size, frame.stage, frame.stages, frame.total),
        *(frame.seconds, frame.precision, frame.device, frame.tile),
    )


def failed(error: BaseException) -> None:
    """What the user is told in a sentence, or, if it is our mistake, where it happened."""
    if isinstance(error, StylerError):
        LOGGER.info("told: %s", str(error) if is_detailed() else error.template)
        LOGGER.debug("it came from here", exc_info=error)
    else:
        LOGGER.error("failed", exc_info=error)


def recovered(what: str, **numbers: Any) -> None:
    """Something went wrong and was put right: a step taken back, work found after a crash."""
    told = ", ".join(f"{name} {value}" for name, value in numbers.items())
    LOGGER.warning("recovered: %s%s", what, f" ({told})" if told else "")


def summary(settings: Settings) -> str:
    """What is not as it is by default. A file is only said to be one, unless in detail."""
    default, given = Settings().to_json(), settings.to_json()
    changed = {name: value for name, value in given.items() if value != default[name]}
    if not is_detailed():
        changed |= _files(changed)
    return json.dumps(changed, ensure_ascii=False) if changed else "default settings"


def _files(changed: Mapping[str, Any]) -> dict[str, str]:
    words = {"init": STARTS, "weights": WEIGHTS}
    named = ((name, known) for name, known in words.items() if name in changed)
    return {name: "a file" for name, known in named if changed[name] not in known}


def _versions() -> str:
    versions = [f"Python {platform.python_version()}", platform.platform()]
    for library in _LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            versions.append(f"{library} {metadata.version(library)}")
    return ", ".join(versions)


# How it is written


def _handler() -> logging.Handler:
    file = path()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return logging.NullHandler()
    handler = _Handler(
        *(file, "a", MAX_BYTES, KEPT), encoding="utf-8", delay=True, errors="backslashreplace"
    )
    handler.setFormatter(_Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    return handler


class _Handler(RotatingFileHandler):
    """Keeps its troubles to itself."""

    def handleError(self, record: logging.LogRecord) -> None:
        """There is one line less."""

    def close(self) -> None:
        """What is left in it could not be written either."""
        with suppress(OSError):
            super().close()


class _Formatter(logging.Formatter):
    """A line a record, but for tracebacks; paths only in detail."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """What files say must not look like lines of the log."""
        record.message = record.message.replace("\r", "\\r").replace("\n", "\\n")
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        """A traceback is formatted for this record alone."""
        record.exc_text = None
        text = super().format(record)[:_LONGEST]
        return text if is_detailed() else without_paths(text)


def without_paths(text: str) -> str:
    """The text without the paths of files, but for the ends of the program's own."""
    return _BARE.sub(_HIDDEN, _QUOTED.sub(_hidden, _SOURCE.sub(_shortened, text)))


def _shortened(source: re.Match[str]) -> str:
    """“…styler.ui.window.py” is enough to find it."""
    return f'File "{_HIDDEN}{".".join(_SEPARATOR.split(source[1])[-3:])}"'


def _hidden(quoted: re.Match[str]) -> str:
    return f"{quoted[1]}{_HIDDEN}" if _SEPARATOR.search(quoted[2]) else quoted[0]


def _and_log(before: Any) -> Any:
    def hook(
        kind: type[BaseException], error: BaseException, trace: types.TracebackType | None
    ) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            LOGGER.critical("nobody caught this", exc_info=(kind, error, trace))
        before(kind, error, trace)

    return hook


def _and_log_of_thread(before: Any) -> Any:
    def hook(given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None:
            name = given.thread.name if given.thread else "?"
            LOGGER.critical("nobody caught this in thread %s", name, exc_info=given.exc_value)
        before(given)

    return hook
