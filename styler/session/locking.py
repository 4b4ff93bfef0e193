"""A lock that a process has until it lets go or ends, however it ends."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def _take(stream: BinaryIO) -> None:
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
else:
    import fcntl

    def _take(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """Raises `BlockingIOError` on construction if somebody has it."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("ab")
        try:
            _take(self._stream)
        except BaseException:
            self._stream.close()
            raise

    def release(self) -> None:
        """Lets go of it."""
        self._stream.close()

    @classmethod
    def is_free(cls, path: Path) -> bool:
        """Whether nobody has it at this moment."""
        with contextlib.suppress(OSError):
            cls(path).release()
            return True
        return False
