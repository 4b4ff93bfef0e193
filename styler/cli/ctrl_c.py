"""Ctrl-C, felt wherever it comes."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


@contextmanager
def ctrl_c() -> Iterator[Callable[[], None]]:
    """Ctrl-C within raises `KeyboardInterrupt`, whatever becomes of it on its way here.

    In the midst of a call of TensorFlow's it comes back as a `TypeError` or a `SystemError`. Where
    it was swallowed, what is given raises it when called. Where Ctrl-C is ignored, as by what a
    script runs in the background, it still is. For the main thread only.
    """
    felt = False

    def feel(_: int, __: FrameType | None) -> NoReturn:
        nonlocal felt
        felt = True
        raise KeyboardInterrupt

    def check() -> None:
        if felt:
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, feel)
    try:
        yield check
    except Exception as error:
        if felt:
            raise KeyboardInterrupt from error
        raise
    finally:
        signal.signal(signal.SIGINT, before)
