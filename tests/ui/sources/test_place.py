"""Pictures come by drop, click and paste; a bad one changes nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragLeaveEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from styler.ui.messages import Kind
from styler.ui.sources.origins import from_file
from styler.ui.sources.place import Place
from styler.ui.window import MainWindow

Drop = Callable[..., None]
Files = Callable[..., QMimeData]


def wait_for(qtbot: QtBot, place: Place, name: str) -> None:
    qtbot.waitUntil(lambda: place.source is not None and place.source.name == name)


def wait_for_message(qtbot: QtBot, window: MainWindow, kind: Kind) -> str:
    qtbot.waitUntil(lambda: window.messages.isVisible() and window.messages.kind is kind)
    return window.messages.text


@pytest.mark.parametrize("number", [0, 1])
def test_a_dropped_file_is_taken(
    qtbot: QtBot, window: MainWindow, drop: Drop, files_mime: Files, photograph: Path, number: int
) -> None:
    place = window.places[number]
    drop(place, files_mime(photograph))
    wait_for(qtbot, place, "photograph.png")
    assert "96 × 64" in place.accessibleName()
    assert window.places[1 - number].source is None


def test_a_drag_lights_the_place_up_until_it_leaves(
    window: MainWindow, drag_over: Drop, files_mime: Files, photograph: Path
) -> None:
    place = window.places[0]
    dark = place.grab().toImage()
    drag_over(place, files_mime(photograph))
    lit = place.grab().toImage()
    QApplication.sendEvent(place, QDragLeaveEvent())
    assert lit != dark
    assert place.grab().toImage() == dark


def test_a_bad_file_is_told_and_keeps_the_earlier_picture(
    qtbot: QtBot, loaded: MainWindow, drop: Drop, files_mime: Files, not_a_picture: Path
) -> None:
    earlier = loaded.places[0].source
    drop(loaded.places[0], files_mime(not_a_picture))
    text = wait_for_message(qtbot, loaded, Kind.ERROR)
    assert "notes.png" in text
    assert "Traceback" not in text
    assert loaded.places[0].source is earlier
    assert loaded.commands["start"].isEnabled()


def test_pixels_from_a_browser_are_taken(
    qtbot: QtBot, window: MainWindow, drop: Drop, photograph: Path
) -> None:
    mime = QMimeData()
    mime.setImageData(QImage(str(photograph)))
    drop(window.places[1], mime)
    qtbot.waitUntil(lambda: window.places[1].source is not None)
    assert window.places[1].source.size.toTuple() == (96, 64)


@pytest.fixture
def address(photograph: Path) -> Iterator[str]:
    """A web server on this computer that has the photograph."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = partial(Quiet, directory=str(photograph.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_address_from_a_browser_is_fetched(
    qtbot: QtBot, window: MainWindow, drop: Drop, address: str
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl(f"{address}/photograph.png")])
    drop(window.places[0], mime)
    wait_for(qtbot, window.places[0], "photograph.png")


def test_the_picture_on_a_page_comes_before_the_page_it_links_to(
    qtbot: QtBot, window: MainWindow, drop: Drop, address: str
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl(f"{address}/page.html")])
    mime.setHtml(f'<a href="page.html"><img alt="" src="{address}/photograph.png?a=1&amp;b=2"></a>')
    drop(window.places[0], mime)
    wait_for(qtbot, window.places[0], "photograph.png")


def test_an_address_without_a_picture_is_told(
    qtbot: QtBot, window: MainWindow, drop: Drop, address: str
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl(f"{address}/missing.png")])
    drop(window.places[0], mime)
    assert "missing.png" in wait_for_message(qtbot, window, Kind.ERROR)


def test_two_files_on_the_canvas_fill_both_places(
    qtbot: QtBot,
    window: MainWindow,
    drop: Drop,
    files_mime: Files,
    photograph: Path,
    painting: Path,
) -> None:
    drop(window.canvas, files_mime(photograph, painting))
    wait_for(qtbot, window.places[0], "photograph.png")
    wait_for(qtbot, window.places[1], "painting.png")


def test_the_right_half_of_the_canvas_is_the_style(
    qtbot: QtBot, window: MainWindow, drop: Drop, files_mime: Files, painting: Path
) -> None:
    drop(window.canvas, files_mime(painting), QPoint(window.canvas.width() - 40, 100))
    wait_for(qtbot, window.places[1], "painting.png")
    assert window.places[0].source is None


def test_pasted_pictures_fill_the_empty_places_in_order(
    qtbot: QtBot, window: MainWindow, photograph: Path, painting: Path
) -> None:
    for place, path in zip(window.places, (photograph, painting), strict=True):
        QGuiApplication.clipboard().setImage(QImage(str(path)))
        qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda place=place: place.source is not None)
        assert place.source.size == QImage(str(path)).size()


def test_a_paste_goes_to_the_place_with_the_focus(
    qtbot: QtBot, loaded: MainWindow, photograph: Path
) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(photograph)))
    loaded.places[1].setFocus()
    qtbot.keyClick(loaded.places[1], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: loaded.places[1].source.size.toTuple() == (96, 64))


def test_pasting_words_says_that_there_is_no_picture(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("a poem")
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "no picture" in wait_for_message(qtbot, window, Kind.WARNING)


def test_a_click_opens_a_dialog_and_the_chosen_file_is_taken(
    qtbot: QtBot, window: MainWindow, photograph: Path
) -> None:
    qtbot.mouseClick(window.places[0], Qt.MouseButton.LeftButton)
    dialog = window.findChild(QFileDialog)
    dialog.setDirectory(str(photograph.parent))
    dialog.selectFile(str(photograph))
    dialog.accept()
    wait_for(qtbot, window.places[0], "photograph.png")


def test_of_two_loads_the_later_one_stays(
    qtbot: QtBot, window: MainWindow, photograph: Path, painting: Path
) -> None:
    place = window.places[0]
    with qtbot.waitSignal(place.changed):
        place.load(from_file(photograph))
        place.load(from_file(painting))
    window.background.join()
    qtbot.wait(0)
    assert place.source.name == "painting.png"


def test_the_samples_load_from_the_invitation(qtbot: QtBot, window: MainWindow) -> None:
    window.canvas.samples_wanted.emit()
    qtbot.waitUntil(window.commands["start"].isEnabled)
    assert window.commands["coffee.jpg"].text() == "Coffee"
