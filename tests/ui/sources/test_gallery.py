"""Pictures at hand: by click, by keyboard, by menu, and dragged out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from styler.assets import asset
from styler.ui.intent import Document
from styler.ui.sources.origins import from_file, origins
from styler.ui.sources.panel import SourcesPanel
from styler.ui.sources.recent import Recents

Fill = Callable[[int], None]
Settle = Callable[[], None]

# A menu wants more than a Qt without a screen can do.
pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support (raise|grabbing the keyboard)", extend=True
)

PHOTOGRAPHS = ["astronaut.jpg", "chelsea.jpg", "coffee.jpg"]


@pytest.fixture
def photographs(panel: SourcesPanel) -> QListWidget:
    """The list that is seen at first."""
    return listed(panel, "Photographs at hand")


@pytest.fixture
def paintings(panel: SourcesPanel, qtbot: QtBot) -> QListWidget:
    """The other one, opened."""
    button = next(b for b in panel.findChildren(QPushButton) if b.text() == "Paintings")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return listed(panel, "Paintings at hand")


def listed(panel: SourcesPanel, name: str) -> QListWidget:
    return next(w for w in panel.findChildren(QListWidget) if w.accessibleName() == name)


def names(pictures: QListWidget) -> list[str]:
    return [item.toolTip() for item in items(pictures)]


def items(pictures: QListWidget) -> list[QListWidgetItem]:
    return [pictures.item(row) for row in range(pictures.count())]


def click(qtbot: QtBot, pictures: QListWidget, row: int) -> None:
    at = pictures.visualItemRect(pictures.item(row)).center()
    qtbot.mouseClick(pictures.viewport(), Qt.MouseButton.LeftButton, pos=at)


def names_used(document: Document) -> tuple[str, list[str]]:
    content = document.intent.content
    return content.name if content else "", [style.name for style in document.intent.styles]


def looks(pictures: QListWidget, row: int) -> QImage:
    return pictures.viewport().grab(pictures.visualItemRect(pictures.item(row))).toImage()


def pick(panel: SourcesPanel, pictures: QListWidget, row: int, words: str) -> None:
    """From the menu of a picture, opened by keyboard."""
    pictures.setCurrentRow(row)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(pictures, event)
    menu = next(menu for menu in panel.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def test_the_shipped_pictures_are_there(
    photographs: QListWidget, paintings: QListWidget, qtbot: QtBot
) -> None:
    assert names(photographs) == PHOTOGRAPHS
    assert len(names(paintings)) == 3
    blank = looks(paintings, 0)
    qtbot.waitUntil(lambda: looks(paintings, 0) != blank)


def test_a_click_chooses(
    photographs: QListWidget,
    paintings: QListWidget,
    panel: SourcesPanel,
    document: Document,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    click(qtbot, paintings, 1)
    button = next(b for b in panel.findChildren(QPushButton) if b.text() == "Photographs")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    click(qtbot, photographs, 2)
    settle()
    assert names_used(document) == ("coffee.jpg", [names(paintings)[1]])


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_chooses_and_the_next_key_goes_on_from_there(
    photographs: QListWidget, document: Document, qtbot: QtBot, settle: Settle, key: Qt.Key
) -> None:
    photographs.setFocus()
    photographs.setCurrentRow(0)
    for name in ("chelsea.jpg", "coffee.jpg"):
        qtbot.keyClick(photographs, Qt.Key.Key_Right)
        qtbot.keyClick(photographs, key)
        settle()
        assert names_used(document) == (name, [])


def test_the_keyboard_stays_on_a_picture_when_others_come(
    photographs: QListWidget, recents: Recents, photograph: Path
) -> None:
    photographs.setCurrentRow(1)
    recents.remember_content(photograph)
    assert names(photographs) == ["photograph.png", *PHOTOGRAPHS]
    assert photographs.currentItem().toolTip() == "chelsea.jpg"


def test_the_menu_sends_a_picture_elsewhere(
    photographs: QListWidget, panel: SourcesPanel, document: Document, settle: Settle
) -> None:
    for row, words in enumerate(("Use as the style", "Add as another style")):
        pick(panel, photographs, row, words)
        settle()
    pick(panel, photographs, 2, "Use as the content")
    settle()
    assert names_used(document) == ("coffee.jpg", ["astronaut.jpg", "chelsea.jpg"])


def test_the_menu_by_mouse_is_of_the_picture_pointed_at(
    photographs: QListWidget, panel: SourcesPanel
) -> None:
    asked = []
    photographs.menu_wanted.connect(lambda path, _: asked.append(path.name))
    at = photographs.visualItemRect(photographs.item(2)).center()
    for point in (at, QPoint(5, photographs.height() - 2)):  # and where there is none
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, QPoint(5, 5))
        QApplication.sendEvent(photographs.viewport(), event)
    panel.findChild(QMenu).close()
    assert asked == ["coffee.jpg"]


def test_pictures_used_are_forgotten_one_or_all(
    photographs: QListWidget,
    panel: SourcesPanel,
    recents: Recents,
    photograph: Path,
    painting: Path,
) -> None:
    for path in (photograph, painting):
        recents.remember_content(path)
    assert names(photographs) == ["painting.png", "photograph.png", *PHOTOGRAPHS]
    pick(panel, photographs, 1, "Forget")
    assert names(photographs) == ["painting.png", *PHOTOGRAPHS]
    pick(panel, photographs, 1, "Forget")  # a shipped one: there is nothing to forget
    assert names(photographs) == ["painting.png", *PHOTOGRAPHS]
    pick(panel, photographs, 0, "Forget all pictures used")
    assert names(photographs) == PHOTOGRAPHS
    assert recents.contents == ()


def test_a_picture_is_dragged_out_as_a_file(photographs: QListWidget) -> None:
    mime = photographs.model().mimeData([photographs.model().index(1, 0)])
    assert isinstance(mime, QMimeData)
    (origin,) = origins(mime)
    assert origin.path == asset("samples", "content", "chelsea.jpg")


def test_what_was_used_comes_first_but_the_shipped_ones_stay_where_they_are(
    photographs: QListWidget,
    paintings: QListWidget,
    panel: SourcesPanel,
    fill: Fill,
    settle: Settle,
) -> None:
    fill(1)
    panel.load_content(from_file(asset("samples", "content", "coffee.jpg")))
    settle()
    assert names(photographs) == ["photograph.png", *PHOTOGRAPHS]
    assert names(paintings)[0] == "painting.png"


def test_the_picture_in_its_place_is_marked(
    photographs: QListWidget, panel: SourcesPanel, document: Document, qtbot: QtBot, settle: Settle
) -> None:
    blank = looks(photographs, 2)
    qtbot.waitUntil(lambda: looks(photographs, 2) != blank)
    unused = looks(photographs, 2)
    panel.load_content(from_file(asset("samples", "content", "coffee.jpg")))
    settle()
    assert looks(photographs, 2) != unused
    document.undo_stack.undo()
    assert looks(photographs, 2) == unused


def test_a_file_that_is_no_picture_is_an_empty_tile(
    photographs: QListWidget,
    recents: Recents,
    not_a_picture: Path,
    photograph: Path,
    drain: Settle,
    qtbot: QtBot,
) -> None:
    recents.remember_content(photograph)
    recents.remember_content(not_a_picture)
    qtbot.waitUntil(lambda: items(photographs)[1].data(Qt.ItemDataRole.DecorationRole) is not None)
    drain()
    assert items(photographs)[0].data(Qt.ItemDataRole.DecorationRole) is None
    assert items(photographs)[0].toolTip() == "notes.png"


@pytest.mark.parametrize("width", [224, 240, 280, 333, 420, 448])
def test_the_tiles_fill_the_column(
    photographs: QListWidget, panel: SourcesPanel, width: int
) -> None:
    panel.resize(width, 900)
    row = [photographs.visualItemRect(item) for item in items(photographs)]
    beside = [rect for rect in row if rect.top() == row[0].top()]
    assert len(beside) >= min(3, panel.content_place.width() // 110 + 1)
    assert row[0].left() == 0
    assert all(rect.right() <= photographs.viewport().width() for rect in row)
