"""What is freed goes back, and lies together."""

import ctypes
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from styler.engine.heap import give_back, keep_together


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


HEAPS_OF_A_RUN = """
import ctypes, sys
from styler.engine.transfer import run
from styler.settings import Settings
import numpy as np
noise = np.random.default_rng(0).uniform(0, 255, (64, 64, 3)).astype(np.float32)
assert len(list(run(noise, [noise], Settings(size=64, sizes=(64,), steps=2)))) == 3
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
told = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, told)
libc.fclose(told)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="others have no such heaps")
def test_the_threads_that_paint_share_two_heaps(tmp_path):
    told = tmp_path / "heaps.xml"
    subprocess.run([sys.executable, "-c", HEAPS_OF_A_RUN, told], check=True, timeout=300)
    assert told.read_text().count("<heap nr=") == 2


@pytest.mark.parametrize("missing", [OSError, AttributeError])
def test_where_there_is_no_such_call_nothing_happens(monkeypatch, missing):
    def library(name):
        raise missing

    monkeypatch.setattr(ctypes, "CDLL", library)
    give_back()
    keep_together()
