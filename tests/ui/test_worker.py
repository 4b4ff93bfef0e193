"""The painter's thread paints sketches while nothing else wants it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from styler import images
from styler.assets import asset
from styler.settings import Settings
from styler.ui.intent import Intent
from styler.ui.sources.origins import from_file
from styler.ui.sources.place import loaded
from styler.ui.worker import Painted, State, Worker

PATIENCE = 90_000
QUICK = Settings(size=64, steps=4, precision="float32")
CONTENT = asset("samples", "content", "coffee.jpg")
STYLE = asset("samples", "style", "hokusai-great-wave.jpg")


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()
    worker.join()


@pytest.fixture
def told(worker: Worker) -> list[tuple[object, Painted]]:
    """What `sketched` brought, in order."""
    told: list[tuple[object, Painted]] = []
    worker.sketched.connect(lambda key, painted: told.append((key, painted)))
    return told


def sketch(worker: Worker, key: str, steps: int = 4) -> None:
    pictures = images.load(CONTENT), [images.load(STYLE)]
    worker.sketch(key, *pictures, QUICK.replaced(steps=steps))


def endless() -> Intent:
    content, style = loaded(from_file(CONTENT)), loaded(from_file(STYLE))
    return Intent(content, (style,), settings=QUICK.replaced(steps=100_000))


def last_of(told: list[tuple[object, Painted]], key: str) -> bool:
    return any(k == key and painted.frame.last for k, painted in told)


def test_sketches_are_painted_one_after_another(
    qtbot: QtBot, worker: Worker, told: list[tuple[object, Painted]]
) -> None:
    sketch(worker, "one")
    sketch(worker, "two")
    qtbot.waitUntil(lambda: last_of(told, "two"), timeout=PATIENCE)
    keys = [key for key, _ in told]
    assert keys == ["one"] * 5 + ["two"] * 5
    assert worker.state is State.IDLE


def test_a_run_goes_before_a_sketch_which_begins_again_after_it(
    qtbot: QtBot, worker: Worker, told: list[tuple[object, Painted]]
) -> None:
    sketch(worker, "long", steps=2000)
    qtbot.waitUntil(lambda: len(told) > 2, timeout=PATIENCE)
    worker.start(endless())
    qtbot.waitUntil(lambda: worker.state is State.PAINTING, timeout=PATIENCE)
    so_far = len(told)
    qtbot.wait(300)
    assert len(told) == so_far
    worker.stop()
    qtbot.waitUntil(lambda: len(told) > so_far + 2, timeout=PATIENCE)
    assert told[so_far][1].frame.step == 0
    worker.drop_sketches()


def test_sketches_are_painted_while_a_run_is_paused(
    qtbot: QtBot, worker: Worker, told: list[tuple[object, Painted]]
) -> None:
    worker.start(endless())
    qtbot.waitUntil(lambda: worker.state is State.PAINTING, timeout=PATIENCE)
    worker.pause()
    sketch(worker, "meanwhile")
    qtbot.waitUntil(lambda: last_of(told, "meanwhile"), timeout=PATIENCE)
    frames: list[Painted] = []
    worker.painted.connect(frames.append)
    worker.resume()
    qtbot.waitUntil(lambda: len(frames) > 2, timeout=PATIENCE)


def test_dropped_sketches_are_not_painted(
    qtbot: QtBot, worker: Worker, told: list[tuple[object, Painted]]
) -> None:
    sketch(worker, "long", steps=2000)
    sketch(worker, "next")
    qtbot.waitUntil(lambda: len(told) > 2, timeout=PATIENCE)
    worker.drop_sketches()
    qtbot.wait(500)
    so_far = len(told)
    qtbot.wait(500)
    assert len(told) == so_far
    assert not any(key == "next" for key, _ in told)


def test_closing_in_the_midst_of_a_sketch_ends_the_thread(
    qtbot: QtBot, worker: Worker, told: list[tuple[object, Painted]]
) -> None:
    sketch(worker, "long", steps=2000)
    qtbot.waitUntil(lambda: len(told) > 2, timeout=PATIENCE)


def test_a_large_canvas_tells_its_tiles_and_stops_between_two(qtbot: QtBot, worker: Worker) -> None:
    tiles: list[tuple[int, int]] = []
    worker.tile_done.connect(lambda done, of: tiles.append((done, of)))
    settings = QUICK.replaced(size=960, sizes=(960,), memory_limit=2.0, steps=100_000)
    worker.start(replace(endless(), settings=settings))
    qtbot.waitUntil(lambda: len(tiles) >= 2, timeout=PATIENCE)
    assert tiles[0][0] == 1
    assert tiles[0][1] > 4
    worker.stop()
    told = len(tiles)
    with qtbot.waitSignal(worker.painted, timeout=PATIENCE):  # the thread is free again
        worker.start(endless())
    assert len(tiles) == told


def test_the_pace_is_known_after_a_while(qtbot: QtBot, worker: Worker) -> None:
    with qtbot.waitSignal(worker.pace_known, timeout=PATIENCE):
        worker.prepare(QUICK)
    assert worker.speed is not None
    assert worker.speed.dtype == "float32"
    assert 0 < worker.speed.seconds_per_pixel < 1e-2
