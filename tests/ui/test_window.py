"""The window as a whole: what it loads, remembers, shows, and how it is launched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QSplitter
from pytestqt.qtbot import QtBot

from styler.ui.app import Application
from styler.ui.question import Answer, SaveQuestion
from styler.ui.watching.status import duration, quantity
from styler.ui.window import MainWindow

ROOT = Path(__file__).parents[2]


def run(script: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, **more
    )


def test_the_window_does_not_load_tensorflow() -> None:
    done = run("import sys, styler.ui.window, styler.ui.app; print('tensorflow' in sys.modules)")
    assert done.stdout.strip() == "False", done.stderr


@contextmanager
def opened(qapp: QApplication, preferences: QSettings) -> Iterator[MainWindow]:
    """A window as `styler` opens it, and closes it."""
    folder = Path(preferences.fileName()).with_name("work")
    application = Application(qapp, preferences, folder)
    try:
        yield application.window
    finally:
        application.window.close()
        application.studio.close()
        application.studio.join()
        application.window.deleteLater()


def test_its_size_and_panels_are_remembered(qapp: QApplication, preferences: QSettings) -> None:
    with opened(qapp, preferences) as first:
        first.resize(first.minimumSizeHint().width(), 715)
        first.commands["show_controls"].trigger()
        assert not first.controls.isVisible()
        height = first.height()
    with opened(qapp, preferences) as second:
        assert second.height() == height
        assert not second.controls.isVisible()
        assert second.sources.isVisible()


def test_the_widths_of_its_columns_are_remembered(
    qapp: QApplication, preferences: QSettings
) -> None:
    if qapp.primaryScreen().availableSize().width() < 1400:
        pytest.skip("Qt keeps the window within the screen, which is too small to tell")
    with opened(qapp, preferences) as first:
        first.resize(1400, 800)
        splitter = first.sources.parentWidget()
        assert isinstance(splitter, QSplitter)
        splitter.moveSplitter(330, 1)
        width = first.sources.width()
    with opened(qapp, preferences) as second:
        assert second.sources.width() == width


def test_nonsense_in_the_preferences_does_no_harm(
    qapp: QApplication, preferences: QSettings
) -> None:
    for name in ("geometry", "appearance", "language", "columns", "presets", "recent_contents"):
        preferences.setValue(name, "pink")
    with opened(qapp, preferences) as window:
        assert window.isVisible()


def test_it_fits_a_small_screen(done: MainWindow) -> None:
    hint = done.minimumSizeHint()
    assert hint.width() <= 1024
    assert hint.height() <= 700


def test_dark_and_light_are_remembered(qapp: QApplication, preferences: QSettings) -> None:
    for name, dark in (("dark", True), ("light", False)):
        with opened(qapp, preferences) as window:
            window.commands[name].trigger()
        with opened(qapp, preferences) as window:
            assert window.commands[name].isChecked()
            ground = window.palette().color(QPalette.ColorRole.Window)
            assert (ground.lightness() < 128) == dark


def test_about_names_the_paper_and_the_versions(qtbot: QtBot, window: MainWindow) -> None:
    window.commands["about"].trigger()
    (box,) = (d for d in window.findChildren(QDialog) if d.isVisible())
    said = " ".join(label.text() for label in box.findChildren(QLabel))
    assert "Gatys" in said
    assert "TensorFlow" in said
    box.close()


def test_another_language_goes_on_with_the_same_picture(
    qtbot: QtBot, done: MainWindow, application: Application
) -> None:
    painted = application.studio.painted
    done.commands["language_zh_CN"].trigger()
    window = application.window
    assert window is not done
    assert window.menuBar().actions()[0].text() == "文件(&F)"
    assert window.studio.painted is painted
    assert window.canvas.picture_rect().isValid()
    window.commands["language_en"].trigger()
    assert application.window.menuBar().actions()[0].text() == "&File"


def test_another_language_goes_on_with_the_same_project(
    qtbot: QtBot, application: Application, window: MainWindow, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.projects.saved):
        window.projects.save_to(tmp_path / "cat.styler", None)
    window.commands["language_zh_CN"].trigger()

    assert application.window.windowTitle() == "cat – Styler[*]"
    application.window.commands["language_en"].trigger()


def test_another_language_while_it_paints(
    qtbot: QtBot, painting_window: MainWindow, application: Application
) -> None:
    painting_window.commands["language_zh_CN"].trigger()
    seen = application.studio.painted.frame.step
    qtbot.waitUntil(lambda: application.studio.painted.frame.step > seen + 2, timeout=90_000)
    assert application.window.commands["pause"].isEnabled()
    application.window.commands["language_en"].trigger()


def test_undo_is_named_after_the_act(window: MainWindow, change: Callable[..., None]) -> None:
    assert not window.commands["undo"].isEnabled()
    change(beta=0.5)
    assert window.commands["undo"].text() == "&Undo: Change"
    window.commands["undo"].trigger()
    assert window.commands["redo"].text() == "&Redo: Change"
    assert window.studio.intent.settings.beta == 0.01


def test_new_empties_the_places_and_asks_for_the_picture(qtbot: QtBot, done: MainWindow) -> None:
    done.commands["new"].trigger()
    (question,) = (box for box in done.findChildren(SaveQuestion) if box.isVisible())
    discard = next(b for b, answer in question.answers.items() if answer is Answer.DISCARD)
    qtbot.mouseClick(discard, Qt.MouseButton.LeftButton)
    assert not done.studio.intent.paintable
    assert done.welcome.isVisible()
    assert done.studio.painted is None


def test_a_saved_project_comes_back_with_its_picture(
    qtbot: QtBot, done: MainWindow, tmp_path: Path
) -> None:
    picture = done.studio.painted.frame.image
    done.projects.path = tmp_path / "cat.styler"
    done.commands["save"].trigger()
    qtbot.waitUntil(lambda: not done.studio.unsaved, timeout=90_000)
    done.commands["new"].trigger()
    assert done.welcome.isVisible()
    done.safekeeping.open(tmp_path / "cat.styler")
    qtbot.waitUntil(lambda: done.studio.painted is not None, timeout=90_000)
    assert np.array_equal(done.studio.painted.frame.image, picture)
    assert not done.isWindowModified()
    assert not done.studio.busy
    assert "cat" in done.windowTitle()


def test_the_status_shows_every_number(done: MainWindow) -> None:
    frame = done.studio.painted.frame
    shown = {w.accessibleName(): w.text() for w in done.status.findChildren(QLabel)}
    assert shown["Cost J"] == quantity(frame.total)
    assert shown["Content"] == quantity(frame.content)
    assert shown["Style"] == quantity(frame.style)
    assert shown["Variation"] == quantity(frame.tv)
    assert shown["Device"] == f"{frame.device} float32"
    assert any("64 × 43" in label.text() for label in done.status.findChildren(QLabel))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.0131, "0.0131"),
        (12.44, "12.4"),
        (87275.3, "87,275"),
        (2.17e6, "2.17 × 10⁶"),
        (3.2e-5, "3.20 × 10⁻⁵"),
        (float("nan"), "nan"),
    ],
)
def test_quantities_are_short(value: float, text: str) -> None:
    assert quantity(value) == text


@pytest.mark.parametrize(("seconds", "text"), [(7.9, "0:07"), (750, "12:30"), (3723, "1:02:03")])
def test_durations_read_like_a_clock(seconds: float, text: str) -> None:
    assert duration(seconds) == text


LAUNCH = """
import sys
from PySide6.QtCore import QTimer
from styler.ui import app
begin = app.MainWindow.open
def opened(window, *paths):
    begin(window, *paths)
    QTimer.singleShot(0, lambda: print("ready", flush=True))
    {then}
app.MainWindow.open = opened
sys.exit(app.launch())
"""


def test_launch_returns_0_when_the_window_is_closed() -> None:
    done = run(LAUNCH.format(then="QTimer.singleShot(100, window.close)"), env=_screenless())
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is another thing there")
def test_ctrl_c_in_the_terminal_ends_it() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LAUNCH.format(then="pass")],
        cwd=ROOT,
        env=_screenless(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in errors


def _screenless() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
