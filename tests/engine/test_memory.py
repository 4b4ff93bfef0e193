"""A size that cannot fit is refused before it is begun, in a process that really has little."""

import subprocess
import sys

import pytest

from styler.assets import asset
from styler.engine import memory
from styler.engine.transfer import run
from styler.errors import OutOfMemoryError
from styler.images import load
from styler.settings import Settings


def test_the_forecast_grows_with_the_canvas():
    small, large = (memory.forecast(side**2, "float32") for side in (512, 1024))
    assert 1e9 < small < large < 5e9
    assert memory.forecast(1024**2, "bfloat16") < large


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell")
def test_the_system_tells_what_is_there():
    assert 1e8 < memory.within_reach() < 1e14


def test_a_run_that_cannot_fit_is_refused(monkeypatch):
    monkeypatch.setattr(memory, "within_reach", lambda: 1.0e9)
    content = load(asset("samples", "content", "coffee.jpg"))
    frames = run(content, [content], Settings(size=512, precision="float32"))
    with pytest.raises(
        OutOfMemoryError, match=r"512 × \d+ pixels needs 1\.\d GB.*1\.0 GB are free"
    ):
        next(frames)


def test_where_the_system_does_not_tell_nothing_is_refused(monkeypatch):
    monkeypatch.setattr(memory, "within_reach", lambda: None)
    memory.check(10_000, 10_000, "float32")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on a process's memory")
def test_a_picture_too_large_for_python_is_told_in_a_sentence():
    """NumPy's own allocations raise; the process lives on to say so."""
    script = """
import resource
import numpy as np
from styler.engine.transfer import run
from styler.errors import OutOfMemoryError
from styler.settings import Settings
picture = np.zeros((64, 64, 3), np.float32)
frames = run(picture, [picture], Settings(size=64, sizes=(64,), precision="float32"))
next(frames)
class Greedy:
    settings = property(lambda self: np.zeros(1 << 42, np.uint8))
from styler.engine import transfer
try:
    list(run(picture, [picture], Settings(size=64), controls=Greedy()))
except OutOfMemoryError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "not enough memory for 64 pixels" in done.stdout, done.stderr
