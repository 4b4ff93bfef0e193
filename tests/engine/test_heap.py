"""What is freed goes back."""

import ctypes
import platform
from pathlib import Path

import numpy as np
import pytest

from styler.engine.heap import give_back


def resident():
    """Bytes that the process holds."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="there nothing happens")
def test_what_is_freed_between_pieces_in_use_goes_back_to_the_system():
    pieces = [np.ones(60_000, np.uint8) for _ in range(4000)]
    kept = pieces[::40]
    del pieces
    before = resident()
    give_back()
    assert before - resident() > 100e6
    assert all(piece.all() for piece in kept)


@pytest.mark.parametrize("missing", [OSError, AttributeError])
def test_where_there_is_no_such_call_nothing_happens(monkeypatch, missing):
    def library(name):
        raise missing

    monkeypatch.setattr(ctypes, "CDLL", library)
    give_back()
