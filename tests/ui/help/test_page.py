from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QImage, QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from styler.assets import asset
from styler.settings import Settings
from styler.ui.help.lessons import CONTENT, STYLE, Lesson, Sketch, lessons
from styler.ui.help.page import HelpPage
from styler.ui.help.sketch import SketchView
from styler.ui.intent import Intent, Source
from styler.ui.worker import State, Worker

QUICK = Settings(size=64, steps=2, precision="float32")
ENDLESS = QUICK.replaced(steps=100_000)
PATIENCE = 90_000


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()
    worker.join()


def lesson(*settings: Settings) -> Lesson:
    sketches = tuple(Sketch(f"s{n}", f"Sketch {n}", each) for n, each in enumerate(settings))
    return Lesson("Heading", ("Paragraph",), "J = 0", sketches)


@pytest.fixture
def page(qtbot: QtBot, worker: Worker) -> HelpPage:
    page = HelpPage(None, worker, {}, [lesson(QUICK, QUICK)])
    qtbot.addWidget(page)
    return page


@pytest.fixture
def intent() -> Intent:
    """Something to paint that goes on until it is stopped."""
    grey = Source("grey", np.full((64, 64, 3), 90, np.float32), QImage(QSize(8, 8), _RGB))
    white = replace(grey, picture=np.full((64, 64, 3), 250, np.float32))
    return Intent(content=grey, styles=(white,), settings=ENDLESS)


_RGB = QImage.Format.Format_RGB888


def views(page: HelpPage) -> list[SketchView]:
    return page.findChildren(SketchView)


def finished(page: HelpPage) -> list[bool]:
    return [view.finished for view in views(page)]


def texts(page: HelpPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def test_paints_every_picture_one_after_another(
    qtbot: QtBot, worker: Worker, page: HelpPage
) -> None:
    order: list[str] = []
    worker.sketched.connect(lambda key, painted: order.append(key))
    page.show()

    qtbot.waitUntil(lambda: all(finished(page)), timeout=PATIENCE)
    assert order == sorted(order)
    assert set(order) == {"s0", "s1"}
    assert [view.accessibleDescription() for view in views(page)] == ["Painted"] * 2


def test_picture_is_the_size_of_the_photograph(qtbot: QtBot, page: HelpPage) -> None:
    photograph = QImage(str(asset("samples", "content", CONTENT)))
    page.show()
    qtbot.waitUntil(lambda: any(finished(page)), timeout=PATIENCE)

    view = views(page)[0]
    shape = photograph.width() / photograph.height()
    assert view.width() / view.height() == pytest.approx(shape, rel=0.05)


def test_each_picture_waits_until_its_turn(page: HelpPage) -> None:
    assert finished(page) == [False, False]
    assert [view.accessibleName() for view in views(page)] == ["Sketch 0", "Sketch 1"]
    assert [view.accessibleDescription() for view in views(page)] == ["Waiting"] * 2


def test_waits_while_a_run_paints_and_says_so(
    qtbot: QtBot, worker: Worker, page: HelpPage, intent: Intent
) -> None:
    worker.start(intent)
    qtbot.waitUntil(lambda: worker.state is State.PAINTING, timeout=PATIENCE)
    page.show()
    waits = "Painting is under way: these pictures wait until it pauses."
    qtbot.waitUntil(lambda: waits in texts(page), timeout=PATIENCE)
    assert finished(page) == [False, False]

    worker.pause()
    assert waits not in texts(page)
    qtbot.waitUntil(lambda: all(finished(page)), timeout=PATIENCE)


def test_second_opening_shows_them_at_once(qtbot: QtBot, worker: Worker, page: HelpPage) -> None:
    page.show()
    qtbot.waitUntil(lambda: all(finished(page)), timeout=PATIENCE)
    page.close()

    again: list[str] = []
    worker.sketched.connect(lambda key, painted: again.append(key))
    page.show()
    qtbot.wait(100)
    assert finished(page) == [True, True]
    assert again == []


def test_closing_drops_what_waits_and_the_next_opening_paints_it(
    qtbot: QtBot, worker: Worker
) -> None:
    page = HelpPage(None, worker, {}, [lesson(QUICK, ENDLESS, QUICK)])
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(
        worker.sketched, timeout=PATIENCE, check_params_cb=lambda key, painted: key == "s1"
    ):
        pass

    page.close()
    assert finished(page) == [True, False, False]

    with qtbot.waitSignal(
        worker.sketched, timeout=PATIENCE, check_params_cb=lambda key, painted: key == "s1"
    ):
        page.show()
    page.close()


def test_closes_before_the_pictures_are_read(qtbot: QtBot, page: HelpPage) -> None:
    page.show()
    page.close()

    assert not page.isVisible()
    assert finished(page) == [False, False]


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Down])
def test_keyboard_scrolls(qtbot: QtBot, worker: Worker, key: Qt.Key) -> None:
    page = HelpPage(None, worker, {}, [lesson()] * 20)
    qtbot.addWidget(page)
    page.show()
    bar = page.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: page.focusWidget() is not None and bar.maximum() > 0)

    qtbot.keyClick(page.focusWidget(), key)
    assert bar.value() > 0
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Home)
    assert bar.value() == 0
    page.close()


def test_close_button_closes_it(qtbot: QtBot, page: HelpPage) -> None:
    page.show()
    buttons = page.findChild(QDialogButtonBox)
    close = buttons.button(QDialogButtonBox.StandardButton.Close)

    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)

    assert not page.isVisible()


def test_keys_are_those_of_the_actions(qtbot: QtBot, worker: Worker) -> None:
    undo, quiet = QAction("&Undo: Move β"), QAction("&About")
    undo.setShortcuts(QKeySequence.listFromString("Ctrl+Z; Ctrl+U"))
    undo.setToolTip("Undo (Ctrl+Z)")
    page = HelpPage(None, worker, {"undo": undo, "about": quiet}, [])
    qtbot.addWidget(page)

    assert "Ctrl+Z, Ctrl+U" in texts(page)
    assert "Undo" in texts(page)
    assert "About" not in texts(page)


def test_is_not_modal(page: HelpPage) -> None:
    page.show()

    assert not page.isModal()
    page.close()


def test_lessons_differ_and_stand_on_shipped_pictures() -> None:
    sketches = [sketch for each in lessons() for sketch in each.sketches]

    assert len({sketch.key for sketch in sketches}) == len(sketches)
    assert all(sketch.settings.size <= 128 for sketch in sketches)
    for each in lessons():
        captions = [sketch.caption for sketch in each.sketches]
        assert len(set(captions)) == len(captions)
    assert asset("samples", "content", CONTENT).is_file()
    assert asset("samples", "style", STYLE).is_file()
