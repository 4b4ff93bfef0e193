"""The window paints with the real engine and the real weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from styler.settings import Settings
from styler.ui.messages import Kind
from styler.ui.window import MainWindow
from styler.ui.worker import Painted, State

PATIENCE = 90_000
Wait = Callable[[State], None]


def frames_of(window: MainWindow) -> list[Painted]:
    """A list that every delivered frame is added to."""
    frames: list[Painted] = []
    window.worker.painted.connect(frames.append)
    return frames


def test_start_waits_for_both_pictures(
    qtbot: QtBot, window: MainWindow, photograph: Path, painting: Path
) -> None:
    start = window.commands["start"]
    assert not start.isEnabled()
    window.open(photograph, None)
    qtbot.waitUntil(lambda: window.places[0].source is not None)
    assert not start.isEnabled()
    window.open(None, painting)
    qtbot.waitUntil(start.isEnabled)


def test_a_run_ends_with_its_last_frame_on_the_canvas(
    qtbot: QtBot, loaded: MainWindow, wait_for_state: Wait
) -> None:
    empty = loaded.canvas.grab().toImage()
    qtbot.keyClick(loaded, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert loaded.worker.state is State.WARMING
    wait_for_state(State.IDLE)
    assert loaded.painted.frame.last
    assert loaded.painted.frame.step == 3
    assert loaded.canvas.grab().toImage() != empty
    assert not loaded.messages.isVisible()


def test_two_paths_at_the_start_begin_to_paint(
    window: MainWindow, photograph: Path, painting: Path, qtbot: QtBot
) -> None:
    window.open(photograph, painting)
    qtbot.waitUntil(
        lambda: window.painted is not None and window.painted.frame.last, timeout=PATIENCE
    )


def test_pause_holds_and_resume_goes_on(
    qtbot: QtBot, painting_window: MainWindow, wait_for_state: Wait
) -> None:
    window = painting_window
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_Space)
    assert window.worker.state is State.PAUSED
    qtbot.wait(500)  # the step that was under way
    held = window.painted
    qtbot.wait(500)
    assert window.painted is held
    qtbot.keyClick(window.canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.painted.frame.step > held.frame.step + 2, timeout=PATIENCE)


def test_stop_keeps_the_picture(qtbot: QtBot, painting_window: MainWindow) -> None:
    window = painting_window
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    kept = window.painted
    assert window.worker.state is State.IDLE
    qtbot.wait(300)
    assert window.painted is kept
    assert window.commands["export"].isEnabled()
    assert window.commands["start"].isEnabled()


def test_a_typed_beta_reaches_the_running_picture(
    qtbot: QtBot, painting_window: MainWindow
) -> None:
    window = painting_window
    settings = window.controls.settings.replaced(beta=50.0)
    window.controls.show_settings(settings)
    seen = window.painted
    qtbot.waitUntil(lambda: window.painted.frame.step > seen.frame.step + 2, timeout=PATIENCE)
    frame = window.painted.frame
    weighted = settings.alpha * frame.content + 50.0 * frame.style + settings.tv * frame.tv
    assert frame.total == pytest.approx(weighted, rel=1e-3)


def test_no_frame_of_a_replaced_run_arrives(
    qtbot: QtBot, painting_window: MainWindow, wait_for_state: Wait
) -> None:
    window = painting_window
    frames = frames_of(window)
    window.controls.show_settings(Settings(size=96, steps=3, precision="float32"))
    window.start()
    wait_for_state(State.IDLE)
    assert {painted.frame.size for painted in frames} == {96}
    assert frames[-1].frame.last


def test_a_setting_that_needs_a_new_start_says_so_and_offers_it(
    qtbot: QtBot, painting_window: MainWindow, wait_for_state: Wait
) -> None:
    window = painting_window
    restart = next(b for b in window.findChildren(QPushButton) if b.text() == "Restart")
    window.controls.show_settings(window.controls.settings.replaced(alpha=2.0))
    assert not restart.isVisible()
    window.controls.show_settings(window.controls.settings.replaced(size=80, steps=2))
    assert restart.isVisible()
    qtbot.mouseClick(restart, Qt.MouseButton.LeftButton)
    assert not restart.isVisible()
    wait_for_state(State.IDLE)
    assert window.painted.frame.size == 80


def test_frames_of_every_size_fill_one_rectangle(
    qtbot: QtBot, loaded: MainWindow, wait_for_state: Wait
) -> None:
    boxes = []
    loaded.worker.painted.connect(lambda _: boxes.append(loaded.canvas.picture_rect()))
    sizes = Settings(size=96, sizes=(48, 96), steps=2, precision="float32")
    loaded.controls.show_settings(sizes)
    loaded.start()
    wait_for_state(State.IDLE)
    assert loaded.painted.frame.stages == 2
    assert len({box.getRect() for box in boxes}) == 1


def test_reset_asks_before_it_throws_a_picture_away(qtbot: QtBot, done: MainWindow) -> None:
    done.commands["reset"].trigger()
    question = done.findChild(QMessageBox)
    qtbot.mouseClick(question.button(QMessageBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    assert done.painted is not None
    done.commands["reset"].trigger()
    qtbot.mouseClick(_discard(done), Qt.MouseButton.LeftButton)
    assert done.painted is None
    assert not done.commands["export"].isEnabled()
    assert done.commands["start"].isEnabled()


def _discard(window: MainWindow) -> QPushButton:
    (question,) = (box for box in window.findChildren(QMessageBox) if box.isVisible())
    return question.button(QMessageBox.StandardButton.Discard)


def test_after_an_error_painting_starts_again(
    qtbot: QtBot, loaded: MainWindow, wait_for_state: Wait, tmp_path: Path
) -> None:
    good = loaded.controls.settings
    loaded.controls.show_settings(good.replaced(weights=str(tmp_path / "missing.npz")))
    loaded.start()
    wait_for_state(State.IDLE)
    assert loaded.messages.kind is Kind.ERROR
    assert "missing.npz" in loaded.messages.text
    assert loaded.painted is None
    loaded.controls.show_settings(good)
    loaded.start()
    wait_for_state(State.IDLE)
    assert loaded.painted.frame.last


def test_our_own_mistakes_come_with_details_to_copy(
    qtbot: QtBot, loaded: MainWindow, wait_for_state: Wait
) -> None:
    # A picture no file could hold: of four dimensions.
    broken = replace(loaded.places[1].source, picture=np.zeros((1, 8, 8, 3), np.float32))
    loaded.places[1].source = broken
    loaded.start()
    wait_for_state(State.IDLE)
    buttons = {b.text(): b for b in loaded.messages.findChildren(QPushButton)}
    assert "Traceback" not in loaded.messages.text
    qtbot.mouseClick(buttons["Copy"], Qt.MouseButton.LeftButton)
    assert "Traceback" in QGuiApplication.clipboard().text()


def test_the_result_is_copied_at_its_full_size(done: MainWindow) -> None:
    done.commands["copy"].trigger()
    assert QGuiApplication.clipboard().image().size().toTuple() == (64, 43)


def test_holding_the_mouse_shows_the_photograph(qtbot: QtBot, done: MainWindow) -> None:
    painted = done.canvas.grab().toImage()
    qtbot.mousePress(done.canvas, Qt.MouseButton.LeftButton)
    assert done.canvas.grab().toImage() != painted
    qtbot.mouseRelease(done.canvas, Qt.MouseButton.LeftButton)
    assert done.canvas.grab().toImage() == painted


def test_a_new_photograph_does_not_move_the_finished_picture(
    qtbot: QtBot, done: MainWindow, tmp_path: Path
) -> None:
    before = done.canvas.grab().toImage()
    Image.new("RGB", (40, 90), "red").save(tmp_path / "tall.png")
    done.open(tmp_path / "tall.png", None)
    qtbot.waitUntil(lambda: done.places[0].source.name == "tall.png")
    assert done.canvas.grab().toImage() == before
