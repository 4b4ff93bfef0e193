"""The canvas under the mouse and the keyboard: what is seen, and where."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from styler.ui.canvas.canvas import Canvas

SIZE = QSize(300, 200)
ROOT = Path(__file__).parents[3]


def noise(size: QSize, seed: int = 0) -> QImage:
    shape = (size.height(), size.width(), 3)
    pixels = np.random.default_rng(seed).integers(0, 256, shape, np.uint8)
    layout = QImage.Format.Format_RGB888
    return QImage(pixels.data, shape[1], shape[0], 3 * shape[1], layout).copy()


def plain(colour: str, size: QSize = SIZE) -> QImage:
    image = QImage(size, QImage.Format.Format_RGB888)
    image.fill(colour)
    return image


def pixels(image: QImage) -> NDArray[np.uint8]:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def seen(canvas: Canvas) -> NDArray[np.uint8]:
    return pixels(canvas.grab().toImage())


def colour_at(canvas: Canvas, point: QPoint) -> str:
    return canvas.grab().toImage().pixelColor(point).name()


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(700, 500)
    canvas.show_content(plain("red"), SIZE)
    canvas.show()
    return canvas


@pytest.fixture
def painted(canvas: Canvas) -> Canvas:
    canvas.show_frame(plain("blue"), SIZE)
    return canvas


def wheel(canvas: Canvas, at: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        canvas.mapToGlobal(QPointF(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def under(canvas: Canvas, at: QPoint) -> tuple[float, float]:
    """The point of the picture that is drawn there, in its pixels."""
    box = canvas.picture_rect()
    scale = box.width() / SIZE.width()
    return (at.x() - box.left()) / scale, (at.y() - box.top()) / scale


def test_it_is_fitted_and_stays_so_when_the_window_grows(painted: Canvas) -> None:
    before = painted.picture_rect()
    assert painted.rect().contains(before)
    assert before.width() / before.height() == pytest.approx(1.5, abs=0.02)
    painted.resize(1000, 800)
    after = painted.picture_rect()
    assert after.width() > before.width()
    assert abs(after.center().x() - painted.rect().center().x()) <= 1


def test_at_100_percent_a_pixel_is_a_pixel(canvas: Canvas) -> None:
    image = noise(SIZE)
    canvas.show_frame(image, SIZE)
    canvas.actual_size()
    box = canvas.picture_rect()
    assert box.size() == SIZE
    grabbed = seen(canvas)[box.top() : box.bottom() + 1, box.left() : box.right() + 1]
    assert np.array_equal(grabbed, pixels(image))


SCALED = """
import numpy as np
from PySide6.QtWidgets import QApplication
app = QApplication([])
from tests.ui.canvas.test_canvas import Canvas, SIZE, noise, pixels
canvas = Canvas()
canvas.resize(400, 300)
canvas.show_frame(noise(SIZE), SIZE)
canvas.show()
canvas.actual_size()
box = canvas.picture_rect()
grabbed = pixels(canvas.grab().toImage())
part = grabbed[box.top() : box.bottom() + 1, box.left() : box.right() + 1]
print(canvas.devicePixelRatio(), np.array_equal(part, pixels(noise(SIZE))))
"""


@pytest.mark.parametrize("factor", ["1.5", "2"])
def test_so_it_is_on_a_screen_of_many_pixels(factor: str) -> None:
    environment = {**os.environ, "QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SCALED], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.stdout.split() == [str(float(factor)), "True"], done.stderr


@pytest.mark.parametrize("notches", [1, 3, -1])
def test_the_wheel_zooms_at_the_mouse(painted: Canvas, notches: int) -> None:
    painted.actual_size()
    painted.zoom_in()
    wheel(painted, QPoint(350, 250), 6)  # larger than the room: nothing holds it in the middle
    at = QPoint(200, 150)
    before = under(painted, at)
    width = painted.picture_rect().width()
    wheel(painted, at, notches)
    assert (painted.picture_rect().width() > width) == (notches > 0)
    scale = painted.picture_rect().width() / SIZE.width()
    assert np.abs(np.subtract(under(painted, at), before)).max() <= 1.5 / scale


def test_a_smaller_size_moves_nothing(canvas: Canvas) -> None:
    zooms: list[float] = []
    canvas.show_frame(plain("green", QSize(90, 60)), SIZE)
    canvas.zoom_in()
    box = canvas.picture_rect()
    canvas.zoom_changed.connect(zooms.append)
    canvas.show_frame(plain("blue"), SIZE)
    assert canvas.picture_rect() == box
    assert zooms == []
    assert colour_at(canvas, box.center()) == "#0000ff"


def test_far_in_the_pixels_are_squares_but_not_of_a_smaller_size(canvas: Canvas) -> None:
    image = plain("black", QSize(90, 60))
    image.setPixelColor(45, 30, "white")
    canvas.show_frame(image, SIZE)
    assert len(np.unique(seen(canvas))) > 10  # shades between black and white
    canvas.show_frame(noise(SIZE), SIZE)
    canvas.actual_size()
    for _ in range(12):
        canvas.zoom_in()
    row = seen(canvas)[250]
    assert (np.abs(np.diff(row.astype(int), axis=0)).sum(axis=1) > 0).sum() < 700 / 10


def test_dragging_pans_and_stops_at_the_edge(qtbot: QtBot, painted: Canvas) -> None:
    painted.actual_size()
    wheel(painted, QPoint(350, 250), 10)
    before = painted.picture_rect()
    qtbot.mousePress(painted, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    qtbot.mouseMove(painted, QPoint(340, 230))
    assert painted.picture_rect().topLeft() - before.topLeft() == QPoint(40, 30)
    qtbot.mouseMove(painted, QPoint(99_999, 99_999))
    qtbot.mouseRelease(painted, Qt.MouseButton.LeftButton, pos=QPoint(340, 230))
    assert painted.picture_rect().topLeft() == QPoint(0, 0)


def test_arrows_pan(qtbot: QtBot, painted: Canvas) -> None:
    wheel(painted, QPoint(350, 250), 10)
    before = painted.picture_rect()
    qtbot.keyClick(painted, Qt.Key.Key_Right)
    assert painted.picture_rect().left() < before.left()
    qtbot.keyClick(painted, Qt.Key.Key_Down)
    assert painted.picture_rect().top() < before.top()


def test_a_double_click_goes_to_the_pixels_and_back(qtbot: QtBot, painted: Canvas) -> None:
    fitted = painted.picture_rect()
    qtbot.mouseDClick(painted, Qt.MouseButton.LeftButton, pos=QPoint(350, 250))
    assert painted.picture_rect().size() == SIZE
    qtbot.mouseDClick(painted, Qt.MouseButton.LeftButton, pos=QPoint(350, 250))
    assert painted.picture_rect() == fitted


def test_the_wipe_divides_and_follows_the_mouse(qtbot: QtBot, painted: Canvas) -> None:
    painted.set_wiping(True)
    box = painted.picture_rect()
    left, right = (
        QPoint(round(box.left() + part * box.width()), box.bottom() - 9) for part in (0.3, 0.7)
    )
    assert (colour_at(painted, left), colour_at(painted, right)) == ("#ff0000", "#0000ff")
    line = QPoint(box.center().x(), box.bottom() - 9)
    qtbot.mousePress(painted, Qt.MouseButton.LeftButton, pos=line)
    qtbot.mouseMove(painted, QPoint(box.right() - 20, line.y()))
    qtbot.mouseRelease(painted, Qt.MouseButton.LeftButton, pos=line)
    assert (colour_at(painted, left), colour_at(painted, right)) == ("#ff0000", "#ff0000")
    for _ in range(40):
        qtbot.keyClick(painted, Qt.Key.Key_Left)
    assert (colour_at(painted, left), colour_at(painted, right)) == ("#0000ff", "#0000ff")
    assert painted.picture_rect() == box


def test_comparing_shows_the_content(painted: Canvas) -> None:
    middle = painted.picture_rect().center()
    painted.comparing(True)
    assert colour_at(painted, middle) == "#ff0000"
    painted.comparing(False)
    assert colour_at(painted, middle) == "#0000ff"


def test_cleared_it_shows_the_content(painted: Canvas) -> None:
    painted.clear()
    assert colour_at(painted, painted.picture_rect().center()) == "#ff0000"


@pytest.mark.parametrize(("x", "role"), [(100, 0), (600, 1)])
def test_a_file_goes_to_the_half_it_falls_on(
    canvas: Canvas,
    photograph: Path,
    files_mime: Callable[..., QMimeData],
    drop: Callable[..., None],
    x: int,
    role: int,
) -> None:
    taken: list[tuple[int, list[str]]] = []
    canvas.dropped.connect(lambda role, found: taken.append((role, [o.name for o in found])))
    drop(canvas, files_mime(photograph), QPoint(x, 250))
    assert taken == [(role, ["photograph.png"])]


def test_of_two_files_the_first_is_the_content(
    canvas: Canvas,
    photograph: Path,
    painting: Path,
    files_mime: Callable[..., QMimeData],
    drop: Callable[..., None],
) -> None:
    taken: list[tuple[int, list[str]]] = []
    canvas.dropped.connect(lambda role, found: taken.append((role, [o.name for o in found])))
    drop(canvas, files_mime(photograph, painting), QPoint(600, 250))
    assert taken == [(0, ["photograph.png", "painting.png"])]


def test_a_drag_lights_up_and_leaves_no_trace(
    canvas: Canvas,
    photograph: Path,
    files_mime: Callable[..., QMimeData],
    drag_over: Callable[..., None],
    drop: Callable[..., None],
) -> None:
    before = seen(canvas)
    drag_over(canvas, files_mime(photograph), QPoint(100, 250))
    left = seen(canvas)
    drag_over(canvas, files_mime(photograph), QPoint(600, 250))
    right = seen(canvas)
    assert not np.array_equal(left, before)
    assert not np.array_equal(left, right)
    drop(canvas, files_mime(photograph), QPoint(600, 250))
    assert np.array_equal(seen(canvas), before)


def test_what_cannot_be_used_says_why(
    canvas: Canvas,
    tmp_path: Path,
    files_mime: Callable[..., QMimeData],
    drop: Callable[..., None],
) -> None:
    said: list[str] = []
    canvas.refused.connect(said.append)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all,")
    drop(canvas, files_mime(letter))
    drop(canvas, files_mime(tmp_path))
    nothing = QMimeData()
    nothing.setText("no address")
    drop(canvas, nothing)
    assert said == [
        "“letter.txt” is not a picture.",
        "This is a folder: drop the pictures inside it.",
        "There is no picture in this.",
    ]
