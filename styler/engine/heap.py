"""The memory that the process holds but does not use."""

from __future__ import annotations

import contextlib
import ctypes
import sys


def give_back() -> None:
    """Returns to the system what has been freed, about a millisecond's work.

    glibc keeps freed memory for the next request that fits into one of its pieces. Where work of
    another kind follows, it would be held beside what that work is given. Other allocators, and
    other systems, return it by themselves or not at all: there nothing happens.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
