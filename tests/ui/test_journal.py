"""Nothing that was painted is lost: back to any step, branches, projects, and what is left."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QPushButton
from pytestqt.qtbot import QtBot

from styler.session.history import Place
from styler.settings import Settings
from styler.ui.intent import Intent
from styler.ui.messages import Kind

if TYPE_CHECKING:
    from styler.ui.app import Application
    from styler.ui.window import MainWindow

PATIENCE = 90_000
SETTINGS = Settings(size=64, sizes=(48, 64), steps=10, precision="float32")

LEFT = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from styler.settings import Settings
from styler.ui.app import Application
from styler.ui.intent import Intent
root, content, style = map(Path, sys.argv[1:])
app = QApplication([])
settings = QSettings(str(root / "p.ini"), QSettings.Format.IniFormat)
application = Application(app, settings, root / "work")
studio = application.studio
studio.begin(Intent(settings=Settings(size=64, steps=5, precision="float32")))
studio.frame_came.connect(
    lambda: QTimer.singleShot(300, lambda: print("done", flush=True))
    if studio.painted.frame.last else None
)
application.window.open(content, style)
app.exec()
"""


@pytest.fixture
def paint(
    qtbot: QtBot, window: MainWindow, photograph: Path, painting: Path
) -> Callable[..., np.ndarray]:
    """Paints to the end, and returns the canvas."""

    def paint(settings: Settings = SETTINGS) -> np.ndarray:
        window.studio.begin(Intent(settings=settings))
        window.open(photograph, painting)
        return _at_end(qtbot, window)

    return paint


def _at_end(qtbot: QtBot, window: MainWindow) -> np.ndarray:
    studio, before = window.studio, window.studio.painted

    def over() -> bool:
        painted = studio.painted
        return painted is not None and painted is not before and painted.frame.last

    qtbot.waitUntil(over, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not studio.busy, timeout=PATIENCE)
    window.timeline.refresh()
    qtbot.waitUntil(lambda: len(window.timeline.scrubber._line) == len(studio.line))
    assert studio.painted
    return studio.painted.frame.image


def click(qtbot: QtBot, window: MainWindow, text: str) -> None:
    buttons = window.messages.findChildren(QPushButton)
    (button,) = (b for b in buttons if b.isVisible() and b.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_any_step_is_seen_and_gone_on_from_to_the_same_picture(
    qtbot: QtBot, window: MainWindow, paint: Callable[..., np.ndarray]
) -> None:
    first = paint()
    scrubber, studio = window.timeline.scrubber, window.studio
    assert scrubber.slider.maximum() == 15  # 4 + 1 steps at one size, 10 + 1 at the next
    assert not scrubber.go_on.isEnabled()
    newest = window.canvas.grab().toImage()
    scrubber.slider.setFocus()
    qtbot.keyClick(scrubber.slider, Qt.Key.Key_Home)
    assert scrubber.where.text() == "48 px · 0/4"
    assert window.canvas.grab().toImage() != newest
    qtbot.keyClick(scrubber.slider, Qt.Key.Key_End)
    assert window.canvas.grab().toImage() == newest

    studio.document.change_settings("Move β", beta=0.05)
    scrubber.slider.setValue(11)
    scrubber.as_it_was.trigger()
    again = _at_end(qtbot, window)
    np.testing.assert_array_equal(again, first)
    assert studio.intent.settings.beta == SETTINGS.beta  # the weights of that step
    branches = studio.journal.history.branches
    assert [branch.origin for branch in branches] == [None, (1, 11, True)]
    assert scrubber.slider.maximum() == 15
    assert [mark.words for mark in studio.record.marks] == ["48 px", "64 px"]
    assert list(studio.record.steps)[-1] == 14


def test_a_branch_with_other_weights_leaves_the_first_as_it_was(
    qtbot: QtBot, window: MainWindow, paint: Callable[..., np.ndarray]
) -> None:
    first = paint()
    scrubber, studio = window.timeline.scrubber, window.studio
    scrubber.slider.setValue(5)
    studio.document.change_settings("Move β", beta=0.05)
    scrubber.as_now.trigger()
    other = _at_end(qtbot, window)
    assert np.abs(other - first).max() > 1
    assert studio.intent.settings.beta == 0.05
    assert [scrubber.branches.itemText(n) for n in range(2)] == ["Painting 1", "Branch 2, from 1"]

    scrubber.branch_wanted.emit(studio.journal.history.branches[0])
    qtbot.waitUntil(lambda: studio.branch is studio.journal.history.branches[0])
    assert studio.painted
    np.testing.assert_array_equal(studio.painted.frame.image, first)
    assert studio.intent.settings.beta == SETTINGS.beta
    studio.document.undo_stack.undo()
    assert studio.intent.settings.beta == 0.05


def test_two_branches_are_compared_by_the_wipe(
    qtbot: QtBot, window: MainWindow, paint: Callable[..., np.ndarray]
) -> None:
    paint()
    scrubber = window.timeline.scrubber
    assert not scrubber.against.isVisible()
    scrubber.slider.setValue(5)
    window.studio.document.change_settings("Move β", beta=0.2)
    scrubber.as_now.trigger()
    _at_end(qtbot, window)
    assert scrubber.against.isVisible()
    window.commands["wipe"].trigger()
    beside_photograph = window.canvas.grab().toImage()
    scrubber.against_wanted.emit(window.studio.journal.history.branches[0])
    assert window.canvas.grab().toImage() != beside_photograph
    scrubber.against_wanted.emit(None)
    assert window.canvas.grab().toImage() == beside_photograph


def test_a_branch_gets_a_name(
    qtbot: QtBot, window: MainWindow, paint: Callable[..., np.ndarray]
) -> None:
    paint()
    scrubber = window.timeline.scrubber
    qtbot.mouseClick(scrubber.rename, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(QInputDialog)
    dialog.setTextValue("The calm one")
    dialog.accept()
    qtbot.waitUntil(lambda: scrubber.branches.currentText() == "The calm one")


def test_a_project_has_the_history_in_it(
    qtbot: QtBot, window: MainWindow, paint: Callable[..., np.ndarray], tmp_path: Path
) -> None:
    first, studio = paint(), window.studio
    scrubber = window.timeline.scrubber
    with qtbot.waitSignal(window.projects.saved, timeout=PATIENCE):
        window.projects.save_to(tmp_path / "cat.styler", studio.painted)
    window.studio.begin(Intent())
    window.projects.new()
    with qtbot.waitSignal(window.projects.opened, timeout=PATIENCE):
        window.projects.open(tmp_path / "cat.styler")
    assert studio.painted
    np.testing.assert_array_equal(studio.painted.frame.image, first)
    qtbot.waitUntil(lambda: scrubber.slider.maximum() == 15)
    assert not window.isWindowModified()
    scrubber.slider.setValue(9)
    scrubber.as_it_was.trigger()
    np.testing.assert_array_equal(_at_end(qtbot, window), first)


def test_a_result_that_is_painted_on_is_a_branch_too(
    qtbot: QtBot, window: MainWindow, paint: Callable[..., np.ndarray]
) -> None:
    paint()
    studio = window.studio
    studio.paint_on()
    second = _at_end(qtbot, window)
    assert studio.journal.history.branches[1].origin == (1, 15, False)
    studio.finish_larger(96)
    _at_end(qtbot, window)
    branches = studio.journal.history.branches
    assert [branch.origin for branch in branches] == [None, (1, 15, False), (2, 10, False)]
    scrubber = window.timeline.scrubber
    scrubber.slider.setValue(20)
    assert scrubber.looking_at == Place(branches[1], 4)
    scrubber.as_it_was.trigger()
    np.testing.assert_array_equal(_at_end(qtbot, window), second)


def test_without_a_place_to_keep_it_painting_goes_on(
    qtbot: QtBot, window: MainWindow, paint: Callable[..., np.ndarray], tmp_path: Path
) -> None:
    (tmp_path / "work").write_text("in the way")
    paint()
    assert window.messages.kind is Kind.ERROR
    assert "history" in window.messages.text
    assert window.studio.journal.history.branches == []


def test_a_project_that_is_open_elsewhere_is_a_copy(
    qtbot: QtBot, window: MainWindow, paint: Callable[..., np.ndarray], tmp_path: Path
) -> None:
    paint()
    path = tmp_path / "cat.styler"
    with qtbot.waitSignal(window.projects.saved, timeout=PATIENCE):
        window.projects.save_to(path, window.studio.painted)
    window.studio.begin(Intent())
    window.projects.new()
    with _holding(window.studio.journal._lock(path)):
        with qtbot.waitSignal(window.projects.opened, timeout=PATIENCE):
            window.projects.open(path)
        assert "another window" in window.messages.text
        assert window.projects.path is None
        with qtbot.waitSignal(window.projects.failed):
            window.projects.save_to(path, window.studio.painted)
    with qtbot.waitSignal(window.projects.saved, timeout=PATIENCE):
        window.projects.save_to(path, window.studio.painted)


def _holding(lock: Path) -> subprocess.Popen[str]:
    """Another process that has the lock until the block ends."""
    code = (
        "import sys; from pathlib import Path; from styler.session.locking import Lock\n"
        "lock = Lock(Path(sys.argv[1])); print('has it', flush=True); sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(lock)], stdin=pipe, stdout=pipe, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "has it\n"
    return process


@pytest.fixture
def left(tmp_path: Path, photograph: Path, painting: Path) -> Path:
    """What a process that was killed after its last step has left."""
    command = [sys.executable, "-c", LEFT, str(tmp_path), str(photograph), str(painting)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "done\n"
        process.send_signal(signal.SIGKILL)
    (folder,) = (path for path in (tmp_path / "work").iterdir() if path.is_dir())
    return folder


def test_what_was_left_is_brought_back(
    qtbot: QtBot, left: Path, application: Application, window: MainWindow
) -> None:
    studio = application.studio
    window.recovery.offer()
    qtbot.waitUntil(window.messages.isVisible)
    assert "“photograph.png” is still there" in window.messages.text
    click(qtbot, window, "Bring it back")
    qtbot.waitUntil(lambda: studio.painted is not None)
    assert studio.painted
    assert studio.painted.frame.last
    assert len(studio.line) == 6
    assert studio.intent.paintable
    assert window.isWindowModified()  # it is in no file
    assert json.loads((left / "manifest.json").read_text())["format"] == "styler-project"


def test_what_was_left_is_discarded(
    qtbot: QtBot, left: Path, application: Application, window: MainWindow
) -> None:
    window.recovery.offer()
    qtbot.waitUntil(window.messages.isVisible)
    click(qtbot, window, "Discard it")
    qtbot.waitUntil(lambda: not left.exists())
    assert application.studio.painted is None


def test_who_closes_the_window_leaves_nothing(
    qtbot: QtBot, window: MainWindow, paint: Callable[..., np.ndarray], tmp_path: Path
) -> None:
    paint()
    folders: list[Any] = [path for path in (tmp_path / "work").iterdir() if path.is_dir()]
    assert len(folders) == 1
    window.studio.begin(Intent())
    qtbot.waitUntil(lambda: not folders[0].exists())
