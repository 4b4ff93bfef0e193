"""The window as a whole: what it loads, remembers, shows, and how it is launched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

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


def make(preferences: QSettings) -> MainWindow:
    window = MainWindow(preferences)
    window.show()
    return window


def end(window: MainWindow) -> None:
    window.close()
    window.join()
    window.deleteLater()


def test_its_size_is_remembered(qtbot: QtBot, preferences: QSettings) -> None:
    first = make(preferences)
    first.resize(first.minimumSizeHint().width(), 715)
    size = first.size()
    end(first)
    second = make(preferences)
    assert second.size() == size
    end(second)


def test_nonsense_in_the_preferences_does_no_harm(qtbot: QtBot, preferences: QSettings) -> None:
    preferences.setValue("geometry", "large")
    preferences.setValue("appearance", "pink")
    window = make(preferences)
    assert window.isVisible()
    end(window)


def test_it_fits_a_small_screen(window: MainWindow) -> None:
    hint = window.minimumSizeHint()
    assert hint.width() <= 1024
    assert hint.height() <= 700


def test_dark_and_light_are_remembered(qtbot: QtBot, preferences: QSettings) -> None:
    for name, dark in (("dark", True), ("light", False)):
        window = make(preferences)
        window.commands[name].trigger()
        end(window)
        window = make(preferences)
        assert window.commands[name].isChecked()
        ground = window.palette().color(QPalette.ColorRole.Window)
        assert (ground.lightness() < 128) == dark
        end(window)


def test_about_names_the_paper(qtbot: QtBot, window: MainWindow) -> None:
    window.commands["about"].trigger()
    box = window.findChild(QMessageBox)
    assert "Gatys" in box.informativeText()
    box.accept()


def test_the_status_shows_every_number(done: MainWindow) -> None:
    frame = done.studio.painted.frame
    shown = {w.accessibleName(): w.text() for w in done.status.findChildren(QLabel)}
    assert shown["Cost J"] == quantity(frame.total)
    assert shown["Content"] == quantity(frame.content)
    assert shown["Style"] == quantity(frame.style)
    assert shown["Variation"] == quantity(frame.tv)
    assert shown["Device"] == f"{frame.device} float32"
    assert any("64 × 43" in label.text() for label in done.status.findChildren(QLabel))
    assert any(
        quantity(frame.layers["block1_conv1"]) == w.text()
        for w in done.controls.findChildren(QLabel)
    )


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
