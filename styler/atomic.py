"""Replacing a file: whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from styler.errors import StylerError


@contextlib.contextmanager
def replacing(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A stream whose bytes are the file once the block has ended well.

    Until then, and if anything fails, a file that was there is as it was; if it is not `durable`,
    not when the power fails, but it is written faster. Its permissions are kept, and a link stays
    a link. Raises `StylerError` if the file cannot be written.
    """
    with _explained(path):
        target = _target(path)
        with _temporary_beside(target) as temporary:
            with temporary.open("xb") as stream:
                yield stream
                stream.flush()
                if durable:
                    os.fsync(stream.fileno())
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)


def check_replaceable(path: Path) -> None:
    """Raises the `StylerError` that `replacing` would, as far as can be known before."""
    with _explained(path), _temporary_beside(_target(path)) as temporary:
        temporary.touch(exist_ok=False)


@contextlib.contextmanager
def _temporary_beside(target: Path) -> Iterator[Path]:
    """A new name in the target's folder. Whatever is left there in the end is removed."""
    temporary = target.with_name(f".styler-{secrets.token_hex(8)}.part")
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """The file to write, links followed. Raises `StylerError` if it plainly cannot be written."""
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise StylerError(
            "There is no folder “{folder}”: make it, or choose another.", folder=path.parent
        )
    if target.is_dir():
        raise StylerError("“{name}” is a folder: choose another name.", name=path.name)
    if target.exists():
        _check_replaceable(target)
    return target


def _check_replaceable(target: Path) -> None:
    if not target.is_file():
        raise StylerError(
            "“{name}” is not an ordinary file: choose another name.", name=target.name
        )
    # Renaming over a write-protected file would succeed. Opening it for writing does not.
    target.open("r+b").close()


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _explained_error(error, path) from error


def _explained_error(error: OSError, path: Path) -> StylerError:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return StylerError(
                "There is no room for “{name}” on the disk: make some, and save again.",
                name=path.name,
            )
        case errno.EACCES | errno.EPERM | errno.EROFS | errno.ENOENT:
            return StylerError(
                "You may not write “{name}” in “{folder}”: save it somewhere else.",
                name=path.name,
                folder=path.parent,
            )
        case _:
            return StylerError(
                "“{name}” cannot be saved ({reason}): save it somewhere else.",
                name=path.name,
                reason=error.strerror,
            )
