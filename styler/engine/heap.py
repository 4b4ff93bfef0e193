"""The memory that the process holds but does not use."""

from __future__ import annotations

import contextlib
import ctypes
import sys

_M_ARENA_MAX = -8  # glibc's name and number for the most arenas that threads are given
_ARENAS = 2


def keep_together() -> None:
    """Has all threads allocate from the same few heaps, if it is called before they begin.

    glibc gives up to eight heaps to each processor, and what is freed in one serves no other: at
    512 px some 40 MB more. Of TensorFlow's few, large requests two serve no slower.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Returns to the system what has been freed, about a millisecond's work.

    glibc keeps freed memory for the next request that fits into one of its pieces. Where work of
    another kind follows, it would be held beside what that work is given. Other allocators, and
    other systems, return it by themselves or not at all: there nothing happens.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
