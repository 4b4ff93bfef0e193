"""What is exported is the canvas, at its size, and nothing is lost when that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from styler.images import to_bytes8
from styler.ui.messages import Kind
from styler.ui.window import MainWindow
from styler.ui.worker import State

PATIENCE = 90_000


def wait_for_message(qtbot: QtBot, window: MainWindow) -> str:
    qtbot.waitUntil(window.messages.isVisible)
    return window.messages.text


def test_the_file_holds_the_canvas(qtbot: QtBot, done: MainWindow, tmp_path: Path) -> None:
    done.export_to(tmp_path / "result.png")
    assert "64 × 43" in wait_for_message(qtbot, done)
    with Image.open(tmp_path / "result.png") as saved:
        assert saved.size == (64, 43)
        assert np.array_equal(np.asarray(saved), to_bytes8(done.studio.painted.frame.image))
    assert not done.studio.unsaved


def test_the_dialog_suggests_a_name_beside_the_photograph(
    qtbot: QtBot, done: MainWindow, photograph: Path
) -> None:
    done.commands["export"].trigger()
    dialog = done.findChild(QFileDialog)
    suggested = photograph.parent / "photograph-painting.png"
    assert dialog.selectedFiles() == [str(suggested)]
    dialog.accept()
    wait_for_message(qtbot, done)
    assert suggested.is_file()


def test_while_painting_the_newest_canvas_is_exported_and_its_size_told(
    qtbot: QtBot,
    loaded: MainWindow,
    change: Callable[..., None],
    wait_for_state: Callable[[State], None],
    tmp_path: Path,
) -> None:
    change(size=96, sizes=(48, 96), steps=90_000)
    loaded.start()
    wait_for_state(State.PAINTING)
    loaded.export_to(tmp_path / "early.png")
    text = wait_for_message(qtbot, loaded)
    assert "48 × 32" in text
    assert "not yet" in text
    with Image.open(tmp_path / "early.png") as saved:
        assert saved.size == (48, 32)


def test_a_file_that_cannot_be_written_is_told_and_nothing_lost(
    qtbot: QtBot, done: MainWindow, tmp_path: Path
) -> None:
    done.export_to(tmp_path / "nowhere" / "result.png")
    wait_for_message(qtbot, done)
    assert done.messages.kind is Kind.ERROR
    assert done.studio.unsaved
    assert done.studio.painted is not None


def test_an_unknown_ending_leaves_an_older_file_as_it_is(
    qtbot: QtBot, done: MainWindow, tmp_path: Path
) -> None:
    older = tmp_path / "result.doc"
    older.write_text("a letter")
    done.export_to(older)
    assert "result.doc" in wait_for_message(qtbot, done)
    assert older.read_text() == "a letter"
