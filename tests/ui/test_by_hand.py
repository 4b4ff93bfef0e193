"""The studio as a person meets it: a real X display, its mouse and its keyboard, and nothing else.

Every act goes through the X server (`xdotool`): the window cannot tell it from a hand. What comes
of it is read from the window. Skipped where there is no X display or no `xdotool`; CI has both.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QSlider, QWidget
from pytestqt.qtbot import QtBot

from styler.ui.export_options import ExportOptions
from styler.ui.question import Answer, SaveQuestion
from styler.ui.window import MainWindow
from styler.ui.worker import State

PATIENCE = 90_000
SOURCE = Path(__file__).with_name("drag_source.py")
SETTLED = 0.05  # seconds between two acts: a hand is slower

pytestmark = pytest.mark.skipif(not shutil.which("xdotool"), reason="xdotool is not installed")


class Hand:
    """A mouse and a keyboard."""

    def __init__(self, qtbot: QtBot) -> None:
        if QGuiApplication.platformName() != "xcb":
            pytest.skip("no X display")
        self._qtbot = qtbot

    def do(self, *words: object) -> None:
        """One call of xdotool, while the window lives on."""
        with subprocess.Popen(["xdotool", *map(str, words)]) as process:
            self._qtbot.waitUntil(lambda: process.poll() is not None, timeout=PATIENCE)
        assert process.returncode == 0
        self._qtbot.wait(round(1000 * SETTLED))

    def move(self, point: QPoint) -> None:
        self.do("mousemove", "--sync", point.x(), point.y())

    def click(self, widget: QWidget, times: int = 1) -> None:
        self.move(middle(widget))
        self.do("click", "--repeat", times, "--delay", 60, 1)

    def drag(self, start: QPoint, end: QPoint, steps: int = 12) -> None:
        self.move(start)
        self.do("mousedown", 1)
        for n in range(1, steps + 1):
            self.move(start + (end - start) * n / steps)
        self.do("mouseup", 1)

    def key(self, *keys: str) -> None:
        self.do("key", *keys)

    def type(self, text: str) -> None:
        self.do("type", "--delay", 5, text)


def middle(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(widget.rect().center())


@pytest.fixture
def hand(qtbot: QtBot, window: MainWindow) -> Hand:
    """Over the window, which stands at the left so that there is room for another beside it."""
    hand = Hand(qtbot)
    window.resize(1200, 860)
    window.move(0, 0)
    qtbot.wait(200)
    return hand


@contextmanager
def file_manager(hand: Hand, *files: Path) -> Iterator[QPoint]:
    """Another process whose window holds the files; yields where they can be taken."""
    at = QPoint(1300, 100)
    command = [sys.executable, str(SOURCE), str(at.x()), str(at.y()), *map(str, files)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.3)  # until it is mapped
        yield at + QPoint(20, 20)
        process.terminate()


def button(window: QWidget, text: str) -> QAbstractButton:
    (found,) = (
        b
        for b in window.findChildren(QAbstractButton)
        if b.isVisible() and text in (b.text(), b.accessibleName())
    )
    return found


def slider(window: QWidget, name: str) -> QSlider:
    (found,) = (
        s for s in window.findChildren(QSlider) if s.isVisible() and s.accessibleName() == name
    )
    return found


def test_two_files_dropped_become_a_picture(
    qtbot: QtBot,
    hand: Hand,
    window: MainWindow,
    photograph: Path,
    painting: Path,
    wait_for_state: Callable[[State], None],
) -> None:
    window.commands["auto_start"].trigger()
    with file_manager(hand, photograph, painting) as files:
        hand.drag(files, middle(window.welcome))
        qtbot.waitUntil(lambda: window.studio.job is not None, timeout=PATIENCE)
    wait_for_state(State.IDLE)
    assert window.studio.painted.frame.last
    intent = window.studio.job.asked
    assert (intent.content.name, intent.styles[0].name) == ("photograph.png", "painting.png")


def test_one_file_a_drop_each_to_its_half(
    qtbot: QtBot, hand: Hand, window: MainWindow, photograph: Path, painting: Path
) -> None:
    quarter = QPoint(window.welcome.width() // 4, 0)
    with file_manager(hand, painting) as files:
        hand.drag(files, middle(window.welcome) + quarter)
        qtbot.waitUntil(lambda: bool(window.studio.intent.styles), timeout=PATIENCE)
    with file_manager(hand, photograph) as files:
        hand.drag(files, middle(window.canvas) - quarter)
        qtbot.waitUntil(lambda: window.studio.intent.content is not None, timeout=PATIENCE)
    assert window.studio.intent.styles[0].name == "painting.png"
    assert window.studio.intent.content.name == "photograph.png"


def test_a_dragged_balance_reaches_the_picture_and_is_one_undo(
    qtbot: QtBot, hand: Hand, painting_window: MainWindow
) -> None:
    window = painting_window
    before = window.studio.intent.settings
    balance = next(
        s
        for s in window.controls.findChildren(QSlider)
        if s.isVisible() and s.orientation() is Qt.Orientation.Horizontal
    )
    start = middle(balance)
    hand.drag(start, start + QPoint(balance.width() // 4, 0))
    after = window.studio.intent.settings
    assert after.beta / after.alpha > 2 * before.beta / before.alpha
    seen = window.studio.painted.frame.step
    qtbot.waitUntil(lambda: window.studio.painted.frame.step > seen + 2, timeout=PATIENCE)
    frame = window.studio.painted.frame
    weighted = after.alpha * frame.content + after.beta * frame.style
    assert frame.total == pytest.approx(weighted, rel=1e-3)
    hand.key("ctrl+z")
    assert window.studio.intent.settings == before
    hand.key("ctrl+shift+z")
    assert window.studio.intent.settings == after


def test_space_pauses_and_goes_on(hand: Hand, painting_window: MainWindow) -> None:
    hand.click(painting_window.canvas)
    hand.key("space")
    assert painting_window.studio.worker.state is State.PAUSED
    hand.key("space")
    assert painting_window.studio.worker.state is State.PAINTING


def test_the_wipe_divides_content_and_result(hand: Hand, done: MainWindow) -> None:
    hand.key("w")
    assert done.canvas.wiping
    at_the_middle = pixels(done.canvas)
    start = middle(done.canvas)
    hand.drag(start, start + QPoint(150, 0))
    at_the_right = pixels(done.canvas)
    assert not np.array_equal(at_the_middle, at_the_right)
    hand.key("w")
    assert not done.canvas.wiping


def test_the_wheel_zooms_and_double_clicks_toggle(
    qtbot: QtBot, hand: Hand, done: MainWindow
) -> None:
    zooms: list[float] = []
    done.canvas.zoom_changed.connect(zooms.append)
    hand.move(middle(done.canvas) + QPoint(30, 20))
    hand.do("click", 4)
    assert zooms[-1] > 0
    hand.key("ctrl+1")
    assert zooms[-1] == pytest.approx(1)
    hand.key("ctrl+0")
    assert zooms[-1] > 1  # 64 pixels in a large window
    hand.click(done.canvas, times=2)
    assert zooms[-1] == pytest.approx(1)


def test_c_held_shows_the_content(hand: Hand, done: MainWindow) -> None:
    hand.click(done.canvas)
    result = pixels(done.canvas)
    hand.do("keydown", "c")
    assert not np.array_equal(pixels(done.canvas), result)
    hand.do("keyup", "c")
    assert np.array_equal(pixels(done.canvas), result)


def test_export_by_the_keyboard(qtbot: QtBot, hand: Hand, done: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "by hand.png"
    hand.key("ctrl+e")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    hand.key("ctrl+a")
    hand.type(str(path))
    hand.key("Return")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ExportOptions))
    hand.key("Return")
    qtbot.waitUntil(path.is_file, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not done.studio.unsaved, timeout=PATIENCE)
    with Image.open(path) as saved:
        image = np.clip(done.studio.painted.frame.image, 0, 255)
        assert np.abs(np.asarray(saved) - image).max() < 1  # dithered


@pytest.mark.parametrize("way", ["by the cross", "by the menu"])
def test_closing_with_unsaved_work_asks(
    qtbot: QtBot, hand: Hand, done: MainWindow, way: str
) -> None:
    def close() -> None:
        if way == "by the cross":  # what a window manager sends when its × is clicked
            ask_to_close(int(done.winId()))
        else:
            hand.click(done.menuBar())  # takes the mouse from the canvas
            hand.key("Escape")
            hand.key("alt+f")
            hand.key("q")

    close()
    qtbot.waitUntil(lambda: done.findChild(SaveQuestion) is not None)
    assert done.isVisible()
    hand.click(answer(done, Answer.CANCEL))
    assert done.isVisible()
    assert done.studio.unsaved
    close()
    qtbot.waitUntil(lambda: done.findChild(SaveQuestion) is not None)
    hand.click(answer(done, Answer.DISCARD))
    qtbot.waitUntil(lambda: not done.isVisible())


def ask_to_close(window: int) -> None:
    """Sends WM_DELETE_WINDOW, for there is no window manager here to do it."""
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x.XOpenDisplay(None))
    protocols, delete = (
        x.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
    )
    # XEvent is a union of 24 longs; of XClientMessageEvent type, window, kind, format and data.
    event = (ctypes.c_long * 24)()
    event[0], event[4], event[5], event[6], event[7] = 33, window, protocols, 32, delete
    x.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), event)
    x.XCloseDisplay(display)


def answer(window: MainWindow, wanted: Answer) -> QAbstractButton:
    (question,) = (box for box in window.findChildren(SaveQuestion) if box.isVisible())
    return next(button for button, answer in question.answers.items() if answer is wanted)


def pixels(widget: QWidget) -> np.ndarray:
    image = widget.grab().toImage()
    return np.array(image.constBits()).reshape(image.height(), -1)
