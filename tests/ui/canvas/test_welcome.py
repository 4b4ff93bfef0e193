"""The welcome page: three ways to begin, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from styler.ui.background import Background
from styler.ui.canvas.welcome import Welcome
from styler.ui.samples import pairs


@pytest.fixture
def welcome(qtbot: QtBot, background: Background) -> Welcome:
    welcome = Welcome(background)
    qtbot.addWidget(welcome)
    welcome.resize(800, 600)
    welcome.show()
    return welcome


def card(welcome: Welcome, text: str) -> QAbstractButton:
    (found,) = (b for b in welcome.findChildren(QAbstractButton) if b.text() == text)
    return found


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair.content.stem)
def test_a_sample_by_a_click_and_by_return(qtbot: QtBot, welcome: Welcome, pair: object) -> None:
    chosen: list[tuple[Path, Path]] = []
    welcome.sample_chosen.connect(lambda content, style: chosen.append((content, style)))
    sample = card(welcome, pair.title)
    qtbot.mouseClick(sample, Qt.MouseButton.LeftButton)
    qtbot.keyClick(sample, Qt.Key.Key_Return)
    assert chosen == [(pair.content, pair.style)] * 2
    assert pair.content.is_file()
    assert pair.style.is_file()


def test_the_invitations_ask_for_a_file(qtbot: QtBot, welcome: Welcome) -> None:
    wanted: list[int] = []
    welcome.open_wanted.connect(wanted.append)
    qtbot.mouseClick(card(welcome, "The photograph"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(card(welcome, "The painting"), Qt.Key.Key_Return)
    assert wanted == [0, 1]


def test_recent_projects_are_links(qtbot: QtBot, welcome: Welcome) -> None:
    chosen: list[Path] = []
    welcome.project_chosen.connect(chosen.append)
    paths = [Path("/somewhere/cat.styler"), Path("/elsewhere/dog.styler")]
    welcome.show_projects(paths)
    link = card(welcome, "dog")
    assert isinstance(link, QPushButton)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert chosen == paths[1:]
    welcome.show_projects(())
    qtbot.waitUntil(lambda: not [b for b in welcome.findChildren(QPushButton) if b.text()])


def test_files_dropped_anywhere_are_taken(
    welcome: Welcome,
    photograph: Path,
    painting: Path,
    files_mime: Callable[..., QMimeData],
    drop: Callable[..., None],
) -> None:
    taken: list[tuple[int, list[str]]] = []
    welcome.dropped.connect(lambda role, found: taken.append((role, [o.name for o in found])))
    drop(welcome.viewport(), files_mime(painting), QPoint(700, 100))
    drop(welcome.viewport(), files_mime(photograph, painting), QPoint(700, 100))
    assert taken == [(1, ["painting.png"]), (0, ["photograph.png", "painting.png"])]


@pytest.mark.parametrize(("width", "height"), [(560, 420), (1900, 1200)])
def test_nothing_is_out_of_reach(welcome: Welcome, width: int, height: int) -> None:
    welcome.resize(width, height)
    QApplication.processEvents()
    assert not welcome.horizontalScrollBar().maximum()
    page = welcome.widget()
    for button in page.findChildren(QAbstractButton):
        corner = button.mapTo(page, button.rect().bottomRight())
        assert page.rect().contains(corner)
