"""What does not fit is painted in tiles, or refused before it is begun."""

import subprocess
import sys

import numpy as np
import pytest

from styler import forecast as memory
from styler.assets import asset
from styler.engine.objectives import Objectives
from styler.engine.transfer import run
from styler.errors import OutOfMemoryError
from styler.forecast import Pace, Room, forecast
from styler.images import load
from styler.settings import Settings


def test_the_forecast_grows_with_the_canvas():
    small, large = (memory.whole(side**2, "float32") for side in (512, 1024))
    assert 1e9 < small < large < 5e9
    assert memory.whole(1024**2, "bfloat16") < large


def test_in_tiles_a_large_canvas_takes_far_less():
    for pixels in (2048**2, 4096**2):
        assert memory.in_tiles(pixels, 512, "bfloat16") < 0.5 * memory.whole(pixels, "bfloat16")
    assert memory.in_tiles(4096**2, 512, "bfloat16") < 8e9


def test_the_largest_tiles_that_fit_are_chosen():
    assert Room(512**2, 2.0).tile("bfloat16") is None
    tiles = [Room(4096**2, limit).tile("bfloat16") for limit in (100.0, 9.0, 6.5)]
    assert tiles[0] is None
    assert tiles[1] > tiles[2]
    with pytest.raises(OutOfMemoryError, match=r"16\.8 megapixels needs \d\.\d GB.*4\.0 GB"):
        Room(4096**2, 4.0).tile("bfloat16")


def test_a_forecast_that_was_wrong_leads_to_smaller_tiles():
    room = Room(4096**2, 100.0)
    tiles = []
    while (tile := room.tile("bfloat16")) != 256:
        tiles.append(tile)
        room = room._replace(below=tile or 1025)
    assert tiles == [None, 1024, 768, 512, 384]
    with pytest.raises(OutOfMemoryError):
        room._replace(below=256).tile("bfloat16")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell")
def test_the_system_tells_what_is_there():
    assert 1e8 < memory.within_reach() < 1e14


def test_a_run_that_cannot_fit_is_refused_before_its_first_size():
    content = load(asset("samples", "content", "coffee.jpg"))
    settings = Settings(size=2048, precision="float32", memory_limit=2.0)
    with pytest.raises(OutOfMemoryError, match="choose a smaller size"):
        next(run(content, [content], settings))


def test_where_the_system_does_not_tell_nothing_is_refused(monkeypatch):
    monkeypatch.setattr(memory, "within_reach", lambda: None)
    assert Room(10**9, None).tile("float32") is None


def test_time_goes_with_pixels_and_steps_and_tiles():
    pace = Pace(1e-6, "bfloat16")
    small, more = (
        forecast(600, 400, Settings(size=512, sizes=(512,), steps=steps), pace)
        for steps in (100, 300)
    )
    assert small.seconds == pytest.approx(100 * 512 * 341 * 1e-6)
    assert more.seconds == pytest.approx(3 * small.seconds)
    assert small.tile is None
    one = Settings(size=4096, sizes=(4096,), steps=40, memory_limit=100.0)
    whole, tiled = (
        forecast(400, 400, one.replaced(memory_limit=limit), pace) for limit in (100.0, 9.0)
    )
    assert tiled.tile == 1024
    assert 1.5 < tiled.seconds / whole.seconds < 2.2
    assert tiled.bytes < 9e9 < whole.bytes
    assert forecast(400, 400, one.replaced(time_limit=3.0), pace).seconds == 3.0


def test_a_run_in_tiles_is_the_run():
    """Its progress is told tile by tile, and may end it."""
    content = load(asset("samples", "content", "coffee.jpg"))
    style = load(asset("samples", "style", "hokusai-great-wave.jpg"))
    whole = Settings(size=960, sizes=(960,), steps=1, precision="float32")
    tiled, told = whole.replaced(memory_limit=2.0), []
    assert Room(960 * 640, 2.0).tile("float32")
    objectives = Objectives()
    expected = list(run(content, [style], whole, objectives=objectives))
    found = list(
        run(
            content,
            [style],
            tiled,
            objectives=objectives,
            progress=lambda *tiles: told.append(tiles),
        )
    )
    for a, b in zip(found, expected, strict=True):
        assert a.total == pytest.approx(b.total, rel=1e-4)
        np.testing.assert_allclose(a.image, b.image, atol=0.05)
    assert told[0][0] == 1
    assert told[0][1] == max(done for done, _ in told) > 2


def test_where_an_allocation_fails_it_goes_on_in_smaller_tiles():
    content = load(asset("samples", "content", "coffee.jpg"))
    style = load(asset("samples", "style", "hokusai-great-wave.jpg"))
    settings = Settings(size=960, sizes=(960,), steps=1, precision="float32", memory_limit=1.7)
    forecast_tile = Room(960 * 640, 1.7).tile("float32")
    failed = []

    def fail_once(done, of):
        if not failed:
            failed.append(done)
            raise MemoryError

    frames = list(run(content, [style], settings, progress=fail_once))
    assert failed
    assert {frame.tile for frame in frames} == {256}
    assert forecast_tile > 256
    assert np.isfinite(frames[-1].total)


def test_where_memory_is_short_of_the_judge_the_picture_is_not_lost():
    class Short(Objectives):
        def exact(self, settings, regions=0):
            raise MemoryError

    content = load(asset("samples", "content", "coffee.jpg"))
    settings = Settings(size=64, sizes=(64,), steps=2, precision="bfloat16")
    *_, newest = run(content, [content], settings, objectives=Short())
    assert newest.last
    assert np.isfinite(newest.total)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on a process's memory")
def test_a_picture_too_large_for_python_is_told_in_a_sentence():
    """NumPy's own allocations raise; the process lives on to say so."""
    script = """
import resource
import numpy as np
from styler.engine.transfer import run
from styler.errors import OutOfMemoryError
from styler.forecast import Pace, Room, forecast
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
