"""The window closes cleanly in every state, and asks once if a picture would be lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from styler.settings import Settings
from styler.ui.app import Application
from styler.ui.export_options import ExportOptions
from styler.ui.question import Answer, SaveQuestion
from styler.ui.studio import PREPARE_AFTER
from styler.ui.window import MainWindow
from styler.ui.worker import State

Wait = Callable[[State], None]


def answer(qtbot: QtBot, window: MainWindow, wanted: Answer) -> None:
    (question,) = (box for box in window.findChildren(SaveQuestion) if box.isVisible())
    button = next(button for button, answer in question.answers.items() if answer is wanted)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_empty(window: MainWindow) -> None:
    assert window.close()
    assert not window.isVisible()


@pytest.mark.parametrize("at_once", [False, True])
def test_it_prepares_once_unless_it_is_closed_at_once(
    qtbot: QtBot, application: Application, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    prepared: list[Settings] = []
    monkeypatch.setattr(application.studio.worker, "prepare", prepared.append)
    if at_once:
        application.studio.close()
    qtbot.wait(2 * PREPARE_AFTER)
    assert len(prepared) == (not at_once)


def test_while_pictures_load(window: MainWindow, photograph: Path, painting: Path) -> None:
    window.open(photograph, painting)
    assert window.close()


def test_while_tensorflow_loads(loaded: MainWindow) -> None:
    loaded.start()
    assert loaded.studio.worker.state is State.WARMING
    assert loaded.close()
    assert not loaded.isVisible()


@pytest.mark.parametrize("paused", [False, True])
@pytest.mark.parametrize("way", ["cross", "quit"])
def test_while_painting(qtbot: QtBot, painting_window: MainWindow, way: str, paused: bool) -> None:
    window = painting_window
    qtbot.waitUntil(lambda: window.studio.unsaved)
    if paused:
        window.studio.pause_or_resume()
    if way == "cross":
        assert not window.close()
    else:
        window.commands["quit"].trigger()
    assert window.isVisible()
    answer(qtbot, window, Answer.DISCARD)
    assert not window.isVisible()


def test_done_cancel_stays(qtbot: QtBot, done: MainWindow) -> None:
    done.close()
    answer(qtbot, done, Answer.CANCEL)
    assert done.isVisible()
    assert done.studio.unsaved


def test_done_export_saves_and_then_closes(
    qtbot: QtBot, done: MainWindow, photograph: Path
) -> None:
    done.close()
    answer(qtbot, done, Answer.EXPORT)
    done.findChild(QFileDialog).accept()
    qtbot.waitUntil(lambda: done.findChild(ExportOptions) is not None)
    done.findChild(ExportOptions).accept()
    qtbot.waitUntil(lambda: not done.isVisible())
    assert (photograph.parent / "photograph-painting.png").is_file()


def test_done_export_that_fails_stays(qtbot: QtBot, done: MainWindow, photograph: Path) -> None:
    done.close()
    answer(qtbot, done, Answer.EXPORT)
    dialog = done.findChild(QFileDialog)
    dialog.selectFile(str(photograph.parent / "result.doc"))
    dialog.accept()
    qtbot.waitUntil(done.messages.isVisible)
    assert done.isVisible()
    assert done.studio.unsaved


def test_it_asks_once_however_often_it_is_closed(qtbot: QtBot, done: MainWindow) -> None:
    done.close()
    done.close()
    done.commands["quit"].trigger()
    answer(qtbot, done, Answer.DISCARD)
    assert not done.isVisible()


def test_a_saved_picture_needs_no_question(qtbot: QtBot, done: MainWindow, tmp_path: Path) -> None:
    done.result.export_to(tmp_path / "result.png")
    qtbot.waitUntil(lambda: not done.studio.unsaved)
    assert done.close()


def test_closing_finishes_a_save_under_way(done: MainWindow, tmp_path: Path) -> None:
    done.result.export_to(tmp_path / "result.png")
    done.studio.close()
    done.studio.join()
    assert (tmp_path / "result.png").is_file()


def test_done_save_keeps_a_project_and_then_closes(
    qtbot: QtBot, done: MainWindow, tmp_path: Path
) -> None:
    done.close()
    answer(qtbot, done, Answer.SAVE)
    dialog = done.findChild(QFileDialog)
    dialog.selectFile(str(tmp_path / "cat.styler"))
    dialog.accept()
    qtbot.waitUntil(lambda: not done.isVisible())
    assert (tmp_path / "cat.styler").is_file()
