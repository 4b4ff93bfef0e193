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
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from styler import forecast
from styler.ui.canvas.welcome import SampleCard
from styler.ui.messages import Kind
from styler.ui.window import MainWindow
from styler.ui.worker import Painted, State

PATIENCE = 90_000
Wait = Callable[[State], None]


def frames_of(window: MainWindow) -> list[Painted]:
    """A list that every delivered frame is added to."""
    frames: list[Painted] = []
    window.studio.worker.painted.connect(frames.append)
    return frames


def test_start_waits_for_both_pictures(
    qtbot: QtBot, window: MainWindow, photograph: Path, painting: Path
) -> None:
    start = window.commands["start"]
    assert not start.isEnabled()
    window.open(photograph, None)
    qtbot.waitUntil(lambda: window.studio.intent.content is not None)
    assert not start.isEnabled()
    window.open(None, painting)
    qtbot.waitUntil(start.isEnabled)


def test_a_run_ends_with_its_last_frame_on_the_canvas(
    qtbot: QtBot, loaded: MainWindow, wait_for_state: Wait
) -> None:
    empty = loaded.canvas.grab().toImage()
    qtbot.keyClick(loaded, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert loaded.studio.worker.state is State.WARMING
    wait_for_state(State.IDLE)
    assert loaded.studio.painted.frame.last
    assert loaded.studio.painted.frame.step == 3
    assert loaded.canvas.grab().toImage() != empty
    assert not loaded.messages.isVisible()


def test_two_pictures_begin_to_paint_by_themselves(
    window: MainWindow, photograph: Path, painting: Path, qtbot: QtBot
) -> None:
    window.commands["auto_start"].trigger()
    window.open(photograph, None)
    window.open(None, painting)
    qtbot.waitUntil(
        lambda: window.studio.painted is not None and window.studio.painted.frame.last,
        timeout=PATIENCE,
    )


def test_a_sample_is_painted_at_a_click_whatever_is_set(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.studio.auto_start
    card = window.welcome.findChild(SampleCard)
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: window.studio.painted is not None and window.studio.painted.frame.last,
        timeout=PATIENCE,
    )
    assert window.studio.intent.content.name == "chelsea.jpg"


def test_pause_holds_and_resume_goes_on(
    qtbot: QtBot, painting_window: MainWindow, wait_for_state: Wait
) -> None:
    window = painting_window
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_Space)
    assert window.studio.worker.state is State.PAUSED
    qtbot.wait(500)  # the step that was under way
    held = window.studio.painted
    qtbot.wait(500)
    assert window.studio.painted is held
    qtbot.keyClick(window.canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: window.studio.painted.frame.step > held.frame.step + 2, timeout=PATIENCE
    )


def test_stop_keeps_the_picture(qtbot: QtBot, painting_window: MainWindow) -> None:
    window = painting_window
    qtbot.keyClick(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    kept = window.studio.painted
    assert window.studio.worker.state is State.IDLE
    qtbot.wait(300)
    assert window.studio.painted is kept
    assert window.commands["export"].isEnabled()
    assert window.commands["start"].isEnabled()


def test_a_moved_beta_reaches_the_running_picture(
    qtbot: QtBot, painting_window: MainWindow, change: Callable[..., None]
) -> None:
    window = painting_window
    change(beta=50.0)
    settings, seen = window.studio.intent.settings, window.studio.painted
    qtbot.waitUntil(
        lambda: window.studio.painted.frame.step > seen.frame.step + 2, timeout=PATIENCE
    )
    frame = window.studio.painted.frame
    weighted = settings.alpha * frame.content + 50.0 * frame.style + settings.tv * frame.tv
    assert frame.total == pytest.approx(weighted, rel=1e-3)


def test_no_frame_of_a_replaced_run_arrives(
    painting_window: MainWindow, change: Callable[..., None], wait_for_state: Wait
) -> None:
    window = painting_window
    frames = frames_of(window)
    change(size=96, steps=3)
    window.start()
    wait_for_state(State.IDLE)
    assert {painted.frame.size for painted in frames} == {96}
    assert frames[-1].frame.last


def test_a_setting_that_needs_a_new_start_says_so_and_offers_it(
    qtbot: QtBot,
    painting_window: MainWindow,
    change: Callable[..., None],
    wait_for_state: Wait,
) -> None:
    window = painting_window
    change(alpha=2.0)
    assert not _shown_buttons(window.controls, "Restart")
    change(size=80, steps=2)
    (restart,) = _shown_buttons(window.controls, "Restart")
    qtbot.mouseClick(restart, Qt.MouseButton.LeftButton)
    assert not restart.isVisible()
    wait_for_state(State.IDLE)
    assert window.studio.painted.frame.size == 80


def _shown_buttons(window: QWidget, text: str) -> list[QPushButton]:
    return [b for b in window.findChildren(QPushButton) if b.text() == text and b.isVisible()]


def test_the_canvas_cleared_comes_back(qtbot: QtBot, done: MainWindow) -> None:
    picture = done.studio.painted
    done.commands["reset"].trigger()
    assert done.studio.painted is None
    assert not done.commands["export"].isEnabled()
    done.commands["bring_back"].trigger()
    assert done.studio.painted is picture
    assert done.commands["export"].isEnabled()


def test_what_a_new_start_takes_away_comes_back(
    qtbot: QtBot, done: MainWindow, wait_for_state: Wait
) -> None:
    picture = done.studio.painted
    done.commands["start"].trigger()
    wait_for_state(State.IDLE)
    assert done.studio.painted is not picture
    (bring_it_back,) = _shown_buttons(done, "Bring it back")
    qtbot.mouseClick(bring_it_back, Qt.MouseButton.LeftButton)
    assert done.studio.painted is picture


def test_it_paints_on_with_other_weights(
    qtbot: QtBot, done: MainWindow, change: Callable[..., None], wait_for_state: Wait
) -> None:
    before = done.studio.painted.frame
    change(beta=1.0)
    (paint_on,) = _shown_buttons(done, "Paint on")
    qtbot.mouseClick(paint_on, Qt.MouseButton.LeftButton)
    wait_for_state(State.IDLE)
    after = done.studio.painted.frame
    assert after.image.shape == before.image.shape
    assert after.style < before.style
    assert not _shown_buttons(done, "Paint on")


def test_the_result_becomes_the_content(done: MainWindow) -> None:
    done.commands["result_as_content"].trigger()
    content = done.studio.intent.content
    assert np.array_equal(content.picture, done.studio.painted.frame.image)
    done.commands["undo"].trigger()
    assert done.studio.intent.content.name == "photograph.png"


def test_the_result_becomes_the_start(done: MainWindow, wait_for_state: Wait) -> None:
    result = done.studio.painted.frame.image
    done.commands["result_as_start"].trigger()
    frames = frames_of(done)
    done.start()
    wait_for_state(State.IDLE)
    assert np.abs(frames[0].frame.image - np.clip(result, 0, 255)).mean() < 10


def test_new_pictures_do_not_replace_an_unsaved_one_by_themselves(
    qtbot: QtBot, done: MainWindow, tmp_path: Path
) -> None:
    done.commands["auto_start"].trigger()
    kept = done.studio.painted
    Image.new("RGB", (40, 90), "red").save(tmp_path / "tall.png")
    done.open(None, tmp_path / "tall.png")
    qtbot.waitUntil(lambda: bool(_shown_buttons(done, "Start again")))
    assert done.studio.painted is kept
    assert not done.studio.busy


def test_after_an_error_painting_starts_again(
    loaded: MainWindow, change: Callable[..., None], wait_for_state: Wait, tmp_path: Path
) -> None:
    change(weights=str(tmp_path / "missing.npz"))
    loaded.start()
    wait_for_state(State.IDLE)
    assert loaded.messages.kind is Kind.ERROR
    assert "missing.npz" in loaded.messages.text
    assert loaded.studio.painted is None
    change(weights="shipped")
    loaded.start()
    wait_for_state(State.IDLE)
    assert loaded.studio.painted.frame.last


def test_our_own_mistakes_come_with_details_to_copy(
    qtbot: QtBot, loaded: MainWindow, wait_for_state: Wait
) -> None:
    # A picture no file could hold: of four dimensions.
    (style,) = loaded.studio.intent.styles
    broken = replace(style, picture=np.zeros((1, 8, 8, 3), np.float32))
    loaded.studio.document.change("Break", styles=(broken,))
    loaded.start()
    wait_for_state(State.IDLE)
    buttons = {b.text(): b for b in loaded.messages.findChildren(QPushButton)}
    assert "Traceback" not in loaded.messages.text
    qtbot.mouseClick(buttons["Copy"], Qt.MouseButton.LeftButton)
    assert "Traceback" in QGuiApplication.clipboard().text()


def test_the_result_is_copied_at_its_full_size(done: MainWindow) -> None:
    done.commands["copy"].trigger()
    assert QGuiApplication.clipboard().image().size().toTuple() == (64, 43)


def test_holding_c_shows_the_photograph(qtbot: QtBot, done: MainWindow) -> None:
    done.canvas.setFocus()
    painted = done.canvas.grab().toImage()
    qtbot.keyPress(done.canvas, Qt.Key.Key_C)
    assert done.canvas.grab().toImage() != painted
    qtbot.keyRelease(done.canvas, Qt.Key.Key_C)
    assert done.canvas.grab().toImage() == painted


def test_weights_that_paint_nothing_are_told_and_mended_by_a_button(
    qtbot: QtBot, painting_window: MainWindow, change: Callable[..., None]
) -> None:
    window = painting_window
    change(alpha=0.0, beta=0.0)
    qtbot.waitUntil(
        lambda: bool(_shown_buttons(window.messages, "Use the default weights")), timeout=PATIENCE
    )
    (mend,) = _shown_buttons(window.messages, "Use the default weights")
    qtbot.mouseClick(mend, Qt.MouseButton.LeftButton)
    assert (window.studio.intent.settings.alpha, window.studio.intent.settings.beta) == (0.4, 0.01)
    assert not window.messages.isVisible()


def test_too_little_memory_is_told_and_half_the_size_offered(
    qtbot: QtBot,
    loaded: MainWindow,
    change: Callable[..., None],
    wait_for_state: Wait,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change(size=128)
    monkeypatch.setattr(forecast, "within_reach", lambda: forecast.BASE)
    loaded.start()
    wait_for_state(State.IDLE)
    assert "memory" in loaded.messages.text
    monkeypatch.undo()
    (smaller,) = _shown_buttons(loaded.messages, "Paint at half the size")
    qtbot.mouseClick(smaller, Qt.MouseButton.LeftButton)
    wait_for_state(State.IDLE)
    assert loaded.studio.painted.frame.last
    assert loaded.studio.painted.frame.size == 64


def test_it_stops_by_itself_when_settled_if_asked_to(
    qtbot: QtBot,
    loaded: MainWindow,
    change: Callable[..., None],
    wait_for_state: Wait,
) -> None:
    loaded.commands["stop_when_settled"].trigger()
    # From the content, towards the content: nothing moves, also once no other J is descended.
    change(steps=150, beta=0.0)
    loaded.start()
    wait_for_state(State.IDLE)
    assert not loaded.studio.painted.frame.last
    assert "hardly changes" in loaded.messages.text
