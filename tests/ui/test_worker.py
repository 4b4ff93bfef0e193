"""The painter's thread paints sketches while nothing else wants it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from styler import images
from styler.assets import asset
from styler.errors import StylerError
from styler.findings import Gram, Partial
from styler.settings import Settings
from styler.ui.intent import Intent
from styler.ui.orders import STUDY_SHARE, Search
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
    settings = QUICK.replaced(size=960, sizes=(960,), memory_limit=1.6, steps=100_000)
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


def steps(key: str, count: int, told: list[object]) -> Search:
    """A search that tells of each chunk as it is worked at."""

    def search(explorer: object, network: object) -> Iterator[Partial[int]]:
        for done in range(1, count + 1):
            told.append((key, done))
            yield Partial(done, count, done)

    return search


@pytest.fixture
def studied(worker: Worker) -> list[tuple[object, Partial[int]]]:
    """What `studied` brought, in order."""
    studied: list[tuple[object, Partial[int]]] = []
    worker.studied.connect(lambda key, step: studied.append((key, step)))
    return studied


def all_of(studied: list[tuple[object, Partial[int]]], key: str) -> bool:
    return any(k == key and step.done == step.of for k, step in studied)


def test_studies_take_turns(
    qtbot: QtBot, worker: Worker, studied: list[tuple[object, Partial[int]]]
) -> None:
    worked: list[object] = []
    worker.study("one", QUICK, steps("one", 3, worked))
    worker.study("two", QUICK, steps("two", 3, worked))
    qtbot.waitUntil(lambda: all_of(studied, "two"), timeout=PATIENCE)
    assert worked == [("one", 1), ("two", 1), ("one", 2), ("two", 2), ("one", 3), ("two", 3)]
    assert [(key, step.finding) for key, step in studied] == worked


def test_the_network_is_studied(
    qtbot: QtBot, worker: Worker, studied: list[tuple[object, Partial[int]]]
) -> None:
    picture = images.load(CONTENT)[:48, :64]
    worker.study(
        "gram", QUICK, lambda explorer, network: explorer.gram(network, picture, "block1_conv1")
    )
    qtbot.waitUntil(lambda: all_of(studied, "gram"), timeout=PATIENCE)
    found = studied[-1][1].finding
    assert isinstance(found, Gram)
    assert found.matrix.shape == (64, 64)


def test_a_newer_study_takes_the_place_of_the_last_of_its_key(
    qtbot: QtBot, worker: Worker, studied: list[tuple[object, Partial[int]]]
) -> None:
    worked: list[object] = []
    worker.study("key", QUICK, steps("old", 1_000_000, worked))
    qtbot.waitUntil(lambda: bool(studied), timeout=PATIENCE)
    worker.study("key", QUICK, steps("new", 2, worked))
    so_far = len(studied)
    qtbot.waitUntil(lambda: all_of(studied, "key"), timeout=PATIENCE)
    assert [step.of for _, step in studied[so_far:]] == [2, 2]


def test_dropped_studies_end_and_tell_nothing(
    qtbot: QtBot, worker: Worker, studied: list[tuple[object, Partial[int]]]
) -> None:
    worked: list[object] = []
    worker.study("long", QUICK, steps("long", 1_000_000, worked))
    qtbot.waitUntil(lambda: bool(studied), timeout=PATIENCE)
    worker.drop_studies()
    told = len(studied)
    with qtbot.waitSignal(worker.studied, timeout=PATIENCE):  # the thread is free again
        worker.study("next", QUICK, steps("next", 1, worked))
    ended = worked.index(("next", 1))
    assert ended == len(worked) - 1
    assert [key for key, _ in studied[told:]] == ["next"]


def test_a_study_that_fails_is_told_and_ends(qtbot: QtBot, worker: Worker) -> None:
    def search(explorer: object, network: object) -> Iterator[Partial[int]]:
        raise StylerError("There is nothing to see.")

    with qtbot.waitSignal(worker.study_failed, timeout=PATIENCE) as told:
        worker.study("key", QUICK, search)
    assert told.args[0] == "key"
    assert told.args[1].sentence == "There is nothing to see."


def test_studies_take_a_small_share_of_a_run(
    qtbot: QtBot, worker: Worker, studied: list[tuple[object, Partial[int]]]
) -> None:
    slept: list[float] = []

    def search(explorer: object, network: object) -> Iterator[Partial[int]]:
        for done in range(1, 1001):
            began = time.monotonic()
            time.sleep(0.005)
            slept.append(time.monotonic() - began)
            yield Partial(done, 1000)

    frames: list[Painted] = []
    worker.painted.connect(frames.append)
    worker.start(endless())
    qtbot.waitUntil(lambda: len(frames) > 2, timeout=PATIENCE)
    began = time.monotonic()
    worker.study("key", QUICK, search)
    qtbot.waitUntil(lambda: len(slept) >= 20, timeout=PATIENCE)
    # Twice the share, and a chunk: what is shown is that there is a limit, on any machine.
    assert sum(slept) < 2 * STUDY_SHARE * (time.monotonic() - began) + max(slept)
    worker.stop()
    qtbot.waitUntil(lambda: len(studied) > 100, timeout=PATIENCE)


def test_what_waited_is_done_when_a_run_has_ended_by_itself(
    qtbot: QtBot, worker: Worker, told: list[tuple[object, Painted]]
) -> None:
    worker.start(replace(endless(), settings=QUICK.replaced(steps=100)))
    qtbot.waitUntil(lambda: worker.state is State.PAINTING, timeout=PATIENCE)
    sketch(worker, "after")
    assert worker.state is State.PAINTING
    qtbot.waitUntil(lambda: last_of(told, "after"), timeout=PATIENCE)
    assert worker.state is State.IDLE
