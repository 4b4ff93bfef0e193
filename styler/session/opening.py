"""Opening a file to read it, and saying why where that fails."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from styler.errors import StylerError


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file's stream. Raises `StylerError` if it cannot be read, now or within the block."""
    try:
        _check_is_file(path)
        with path.open("rb") as stream:
            yield stream
    except (OSError, MemoryError) as error:
        raise _explained(error, path) from error


def _check_is_file(path: Path) -> None:
    if path.is_dir():
        raise StylerError(
            "“{name}” is a folder: choose a file inside it.", name=path.name or str(path)
        )
    if not path.is_file():
        raise StylerError(
            "There is no file “{path}”: it may have been moved, or its disk is not there.",
            path=path,
        )


def _explained(error: OSError | MemoryError, path: Path) -> StylerError:
    match error:
        case MemoryError():
            return StylerError(
                "“{name}” needs more memory than is free: close other programs, and try again.",
                name=path.name,
            )
        case PermissionError():
            return StylerError(
                "You may not read “{name}”: ask its owner, or choose another file.",
                name=path.name,
            )
        case _:
            return StylerError(
                "“{name}” cannot be read ({reason}): try a copy of it on another disk.",
                name=path.name,
                reason=error.strerror,
            )
