"""Pictures come by drop, click and paste; a bad one changes nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragLeaveEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from styler import images
from styler.colour import Picture
from styler.images import Export, mask_bytes
from styler.images.metadata import xmp
from styler.session import Recipe
from styler.settings import Settings
from styler.ui.background import Background, Failure
from styler.ui.intent import Document, Source
from styler.ui.sources.origins import Origin, from_file
from styler.ui.sources.panel import STYLE, SourcesPanel
from styler.ui.sources.place import DropButton
from styler.ui.sources.recent import Recents
from styler.ui.sources.styles import MOST, StyleRow

Drop = Callable[..., None]
Files = Callable[..., QMimeData]
Fill = Callable[[int], None]
Settle = Callable[[], None]

# A menu wants more than a Qt without a screen can do.
pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support (raise|grabbing the keyboard)", extend=True
)


def content(document: Document) -> str:
    return document.intent.content.name if document.intent.content else ""


def styles(document: Document) -> list[str]:
    return [style.name for style in document.intent.styles]


def pixels(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setImageData(QImage(str(path)))
    return mime


class Gate:
    """A picture that is loaded when the test says so."""

    def __init__(self, path: Path) -> None:
        self._path, self.opened = path, threading.Event()

    @property
    def origin(self) -> Origin:
        return Origin(f"slow {self._path.name}", self._load)

    def _load(self) -> Picture:
        self.opened.wait()
        return images.load(self._path)


# Drops


def test_a_dropped_file_is_taken(
    panel: SourcesPanel,
    document: Document,
    drop: Drop,
    files_mime: Files,
    photograph: Path,
    painting: Path,
    settle: Settle,
) -> None:
    drop(panel.content_place, files_mime(photograph))
    drop(panel.styles_box.place, files_mime(painting))
    settle()
    assert (content(document), styles(document)) == ("photograph.png", ["painting.png"])
    assert panel.content_place.accessibleName() == "Content: photograph.png, 96 × 64"


def test_of_several_dropped_on_the_content_the_others_are_styles(
    panel: SourcesPanel,
    document: Document,
    drop: Drop,
    files_mime: Files,
    photograph: Path,
    painting: Path,
    settle: Settle,
) -> None:
    drop(panel.content_place, files_mime(photograph, painting, photograph))
    settle()
    assert content(document) == "photograph.png"
    assert styles(document) == ["painting.png", "photograph.png"]


def test_several_dropped_on_the_style_are_mixed_at_most_six(
    panel: SourcesPanel,
    document: Document,
    drop: Drop,
    files_mime: Files,
    painting: Path,
    settle: Settle,
) -> None:
    drop(panel.styles_box.place, files_mime(*[painting] * 8))
    settle()
    assert styles(document) == ["painting.png"] * 6
    assert content(document) == ""


def test_a_drop_on_the_low_place_adds_a_style(
    panel: SourcesPanel,
    document: Document,
    drop: Drop,
    files_mime: Files,
    photograph: Path,
    fill: Fill,
    settle: Settle,
) -> None:
    fill(1)
    drop(panel.styles_box.add, files_mime(photograph))
    settle()
    assert styles(document) == ["painting.png", "photograph.png"]


def test_dropped_pixels_are_taken(
    panel: SourcesPanel, document: Document, drop: Drop, photograph: Path, settle: Settle
) -> None:
    drop(panel.content_place, pixels(photograph))
    settle()
    assert document.intent.content
    assert document.intent.content.size.toTuple() == (96, 64)
    assert (document.intent.content.picture == images.load(photograph)).all()


def test_a_dropped_address_is_fetched_and_told_if_it_cannot_be(
    panel: SourcesPanel, drop: Drop, failures: list[Failure], settle: Settle
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("http://127.0.0.1:1/photograph.png")])  # where nobody listens
    drop(panel.content_place, mime)
    settle()
    assert "“photograph.png” could not be fetched" in failures[0].sentence
    assert failures[0].details == ""


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_refused_drop_says_why(
    panel: SourcesPanel,
    document: Document,
    drop: Drop,
    files_mime: Files,
    said: list[str],
    tmp_path: Path,
    fill: Fill,
    number: int,
) -> None:
    fill(1)
    before = document.intent
    drop(panel.findChildren(DropButton)[number], files_mime(tmp_path / "notes.txt"))
    assert said == ["“notes.txt” is not a picture."]
    assert not panel.loading
    assert document.intent is before


@pytest.mark.parametrize("name", ["photograph.png", "notes.txt"])
def test_a_drag_lights_the_place_up_until_it_leaves(
    panel: SourcesPanel, drag_over: Drop, files_mime: Files, tmp_path: Path, name: str
) -> None:
    place = panel.content_place
    dark = place.grab().toImage()
    drag_over(place, files_mime(tmp_path / name))
    lit = place.grab().toImage()
    QApplication.sendEvent(place, QDragLeaveEvent())
    assert lit != dark
    assert place.grab().toImage() == dark


# Loading


def test_a_picture_that_cannot_be_loaded_leaves_the_earlier_one(
    panel: SourcesPanel,
    document: Document,
    drop: Drop,
    files_mime: Files,
    not_a_picture: Path,
    failures: list[Failure],
    fill: Fill,
    settle: Settle,
    recents: Recents,
) -> None:
    fill(1)
    before = document.intent
    drop(panel.content_place, files_mime(not_a_picture))
    settle()
    assert "notes.png" in failures[0].sentence
    assert document.intent is before
    assert not_a_picture not in recents.contents


def test_of_two_loads_the_later_one_wins_and_the_earlier_is_not_told(
    panel: SourcesPanel,
    document: Document,
    photograph: Path,
    tmp_path: Path,
    failures: list[Failure],
    settle: Settle,
    drain: Settle,
) -> None:
    slow, missing = Gate(photograph), Gate(tmp_path / "missing.png")
    panel.load_content(slow.origin)
    panel.load_style(missing.origin)
    slow.opened.set()
    panel.load_content(from_file(photograph))
    missing.opened.set()
    panel.load_style(from_file(photograph))
    settle()
    drain()
    assert content(document) == "photograph.png"
    assert styles(document) == ["photograph.png"]
    assert document.undo_stack.count() == 2
    assert failures == []


def test_a_new_style_drops_those_that_were_to_be_added(
    panel: SourcesPanel,
    document: Document,
    photograph: Path,
    painting: Path,
    fill: Fill,
    settle: Settle,
    drain: Settle,
) -> None:
    fill(1)
    slow = Gate(painting)
    panel.add_style(slow.origin)
    panel.load_style(from_file(photograph))
    settle()
    slow.opened.set()
    drain()
    assert styles(document) == ["photograph.png"]


def test_styles_added_at_once_all_come(
    panel: SourcesPanel, document: Document, painting: Path, fill: Fill, settle: Settle
) -> None:
    fill(1)
    for _ in range(3):
        panel.add_style(from_file(painting))
    settle()
    assert len(document.intent.styles) == 4


def test_loading_is_told_and_shown(
    panel: SourcesPanel, photograph: Path, qtbot: QtBot, settle: Settle
) -> None:
    still = panel.content_place.grab().toImage()
    slow = Gate(photograph)
    with qtbot.waitSignal(panel.loading_changed):
        panel.load_content(slow.origin)
    assert panel.loading
    assert panel.content_place.grab().toImage() != still
    slow.opened.set()
    settle()


def test_a_panel_that_is_gone_takes_nothing(
    document: Document,
    background: Background,
    recents: Recents,
    qtbot: QtBot,
    photograph: Path,
    drain: Settle,
) -> None:
    panel = SourcesPanel(document, background, recents)
    slow, missing = Gate(photograph), Gate(photograph.with_name("missing.png"))
    panel.load_content(slow.origin)
    panel.load_style(missing.origin)
    with qtbot.waitSignal(panel.destroyed):
        panel.deleteLater()
    slow.opened.set()
    missing.opened.set()
    drain()
    assert content(document) == ""


# Keyboard, mouse and dialogs


def choose(panel: SourcesPanel, path: Path) -> None:
    dialog = next(d for d in panel.findChildren(QFileDialog) if d.isVisible())
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(str(path))
    dialog.accept()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_opens_the_dialog_and_the_chosen_file_is_taken(
    panel: SourcesPanel,
    document: Document,
    qtbot: QtBot,
    photograph: Path,
    painting: Path,
    settle: Settle,
    key: Qt.Key,
) -> None:
    for place, path in ((panel.content_place, photograph), (panel.styles_box.place, painting)):
        qtbot.keyClick(place, key)
        choose(panel, path)
    settle()
    assert (content(document), styles(document)) == ("photograph.png", ["painting.png"])


def test_the_keypads_enter_opens_the_dialog_but_ctrl_return_does_not(
    panel: SourcesPanel, qtbot: QtBot
) -> None:
    modifiers = Qt.KeyboardModifier
    qtbot.keyClick(panel.content_place, Qt.Key.Key_Return, modifiers.ControlModifier)
    assert not panel.findChildren(QFileDialog)
    qtbot.keyClick(panel.content_place, Qt.Key.Key_Enter, modifiers.KeypadModifier)
    assert panel.findChildren(QFileDialog)


def test_a_click_opens_the_dialog_for_another_style(
    panel: SourcesPanel,
    document: Document,
    qtbot: QtBot,
    photograph: Path,
    fill: Fill,
    settle: Settle,
) -> None:
    fill(1)
    qtbot.mouseClick(panel.styles_box.add, Qt.MouseButton.LeftButton)
    choose(panel, photograph)
    settle()
    assert styles(document) == ["painting.png", "photograph.png"]


def test_a_dialog_that_is_dismissed_changes_nothing(
    panel: SourcesPanel, document: Document, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.content_place, Qt.MouseButton.LeftButton)
    panel.findChild(QFileDialog).reject()
    assert not panel.loading
    assert content(document) == ""


def test_the_dialog_opens_where_the_last_picture_was(
    panel: SourcesPanel, photograph: Path, fill: Fill
) -> None:
    fill(1)
    panel.choose_content()
    dialog = panel.findChild(QFileDialog)
    assert Path(dialog.directory().absolutePath()) == photograph.parent
    dialog.reject()


def test_a_picture_to_start_from_is_chosen(
    panel: SourcesPanel, photograph: Path, settle: Settle
) -> None:
    taken: list[str] = []
    panel.choose_start(lambda source: taken.append(source.name))
    choose(panel, photograph)
    settle()
    assert taken == ["photograph.png"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_takes_a_picture_away_and_undo_brings_it_back(
    panel: SourcesPanel, document: Document, qtbot: QtBot, fill: Fill, key: Qt.Key
) -> None:
    fill(1)
    qtbot.keyClick(panel.content_place, key)
    qtbot.keyClick(panel.styles_box.place, key)
    assert (content(document), styles(document)) == ("", [])
    assert panel.content_place.accessibleName() == "Content: empty"
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert (content(document), styles(document)) == ("photograph.png", ["painting.png"])


def test_delete_on_an_empty_place_is_nothing_to_undo(
    panel: SourcesPanel, document: Document, qtbot: QtBot
) -> None:
    qtbot.keyClick(panel.content_place, Qt.Key.Key_Delete)
    assert document.undo_stack.count() == 0


def test_the_menu_of_a_place_takes_its_picture_away(
    panel: SourcesPanel, document: Document, fill: Fill
) -> None:
    fill(1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(panel.content_place, event)
    menu = panel.content_place.findChild(QMenu)
    next(a for a in menu.actions() if a.text() == "Take it away").trigger()
    menu.close()
    assert content(document) == ""


def test_the_keyboard_goes_from_top_to_bottom(
    panel: SourcesPanel, qtbot: QtBot, fill: Fill
) -> None:
    fill(2)
    # Qt shows what is new in a layout a moment later.
    qtbot.waitUntil(lambda: all(row.isVisible() for row in panel.findChildren(StyleRow)))
    panel.content_place.setFocus()
    stops = []
    for _ in range(7):
        stops.append(QApplication.focusWidget().accessibleName())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert stops == [
        "Content: photograph.png, 96 × 64",
        "Swap content and style",
        *["Weight of painting.png", "Remove painting.png"] * 2,
        "Add a style",
    ]


# Paste


def test_pasted_pictures_fill_the_empty_places_in_order(
    panel: SourcesPanel, document: Document, photograph: Path, painting: Path, settle: Settle
) -> None:
    panel.gallery.setFocus()
    for path in (photograph, painting):
        panel.paste(pixels(path))
        settle()
    assert document.intent.content
    assert document.intent.content.size.toTuple() == (96, 64)
    assert document.intent.styles[0].size.toTuple() == (80, 72)


def test_a_paste_with_no_place_asks_for_one(
    panel: SourcesPanel, document: Document, said: list[str], photograph: Path, fill: Fill
) -> None:
    fill(1)
    panel.content_place.clearFocus()
    panel.paste(pixels(photograph))
    assert said == ["Point at Content or Style first, then paste."]
    assert not panel.loading


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_paste_goes_to_the_place_with_the_keyboard(
    panel: SourcesPanel,
    document: Document,
    photograph: Path,
    fill: Fill,
    settle: Settle,
    number: int,
) -> None:
    fill(1)
    box = panel.styles_box
    (panel.content_place, box.place, box.add)[number].setFocus()
    panel.paste(pixels(photograph))
    settle()
    assert (content(document), styles(document)) == [
        ("pasted", ["painting.png"]),
        ("photograph.png", ["pasted"]),
        ("photograph.png", ["painting.png", "pasted"]),
    ][number]


def test_the_place_pointed_at_comes_before_the_one_with_the_keyboard(
    panel: SourcesPanel,
    document: Document,
    qtbot: QtBot,
    photograph: Path,
    fill: Fill,
    settle: Settle,
) -> None:
    fill(1)
    panel.content_place.setFocus()
    place = panel.styles_box.place
    qtbot.mouseMove(place, place.rect().center() - QPoint(3, 3))
    qtbot.mouseMove(place)
    qtbot.waitUntil(place.underMouse)
    panel.paste(pixels(photograph))
    settle()
    assert (content(document), styles(document)) == ("photograph.png", ["pasted"])


def test_several_pasted_files_are_content_and_styles(
    panel: SourcesPanel,
    document: Document,
    files_mime: Files,
    photograph: Path,
    painting: Path,
    settle: Settle,
) -> None:
    panel.paste(files_mime(photograph, painting))
    settle()
    assert (content(document), styles(document)) == ("photograph.png", ["painting.png"])


def test_pasting_words_says_that_there_is_no_picture(panel: SourcesPanel, said: list[str]) -> None:
    mime = QMimeData()
    mime.setText("a poem")
    panel.paste(mime)
    assert said == ["There is no picture on the clipboard."]


# Swap


def test_swap_and_its_undo(
    panel: SourcesPanel, document: Document, qtbot: QtBot, fill: Fill
) -> None:
    fill(2)
    document.change_settings("Mix", style_weights=(1.0, 3.0))
    before = document.intent
    qtbot.mouseClick(panel.swap_button, Qt.MouseButton.LeftButton)
    assert content(document) == "painting.png"
    assert styles(document) == ["photograph.png", "painting.png"]
    assert document.intent.settings.style_weights == (1.0, 3.0)
    document.undo_stack.undo()
    assert document.intent is before


def test_a_lonely_picture_changes_its_role(
    panel: SourcesPanel, document: Document, qtbot: QtBot, painting: Path, settle: Settle
) -> None:
    assert not panel.swap_button.isEnabled()
    for _ in range(2):
        panel.add_style(from_file(painting))
        settle()
    document.change_settings("Mix", style_weights=(1.0, 3.0))
    qtbot.mouseClick(panel.swap_button, Qt.MouseButton.LeftButton)
    assert (content(document), styles(document)) == ("painting.png", ["painting.png"])
    assert document.intent.settings.style_weights == ()


def test_undo_and_redo_of_loads(panel: SourcesPanel, document: Document, fill: Fill) -> None:
    fill(2)
    stack = document.undo_stack
    assert stack.undoText() == "Add a style"
    for _ in range(stack.count()):
        stack.undo()
    assert (content(document), styles(document)) == ("", [])
    assert not panel.swap_button.isEnabled()
    for _ in range(stack.count()):
        stack.redo()
    assert (content(document), len(styles(document))) == ("photograph.png", 2)


# Pictures that have their recipe in them

PAINTED = np.random.default_rng(4).uniform(0, 255, (40, 60, 3)).astype(np.float32)
MASK = np.random.default_rng(5).integers(0, 256, (20, 30), np.uint8)
RECIPE = Recipe(Settings(beta=0.5, init="noise"), {1: mask_bytes(MASK)}, mask_bytes(255 - MASK))
WITH_A_RECIPE = tuple(kind for kind in images.WRITABLE if images.kind_of(f"a{kind}").recipe)


@pytest.fixture
def found(panel: SourcesPanel) -> list[Source]:
    """Those that were told."""
    heard: list[Source] = []
    panel.recipe_found.connect(heard.append)
    return heard


@pytest.mark.parametrize("kind", WITH_A_RECIPE)
def test_a_dropped_export_is_taken_and_its_recipe_told(
    panel: SourcesPanel,
    document: Document,
    drop: Drop,
    files_mime: Files,
    settle: Settle,
    found: list[Source],
    tmp_path: Path,
    kind: str,
) -> None:
    path = tmp_path / f"painted{kind}"
    images.save(PAINTED, path, Export(recipe=RECIPE.to_json()))
    before = document.intent.settings
    drop(panel.content_place, files_mime(path))
    settle()
    assert content(document) == path.name
    assert found == [document.intent.content]
    assert found[0].recipe == RECIPE
    assert document.intent.settings == before  # until somebody wants it


def test_of_several_the_first_that_has_one_is_told(
    panel: SourcesPanel, painting: Path, settle: Settle, found: list[Source], tmp_path: Path
) -> None:
    for name in ("one.png", "two.png"):
        images.save(PAINTED, tmp_path / name, Export(recipe=RECIPE.to_json()))
    paths = (painting, tmp_path / "one.png", tmp_path / "two.png")
    panel.take_drop(STYLE, [from_file(path) for path in paths])
    settle()
    assert [source.name for source in found] == ["one.png"]


def test_one_for_which_there_was_no_place_is_not_told(
    panel: SourcesPanel, fill: Fill, settle: Settle, found: list[Source], tmp_path: Path
) -> None:
    fill(MOST)
    images.save(PAINTED, tmp_path / "one.png", Export(recipe=RECIPE.to_json()))
    panel.add_style(from_file(tmp_path / "one.png"))
    settle()
    assert found == []


HOSTILE = {
    "no recipe": "Buy bread.",
    "deep": "[" * 100_000,
    "another format": '{"format": "x"}',
    "newer": RECIPE.to_json().replace('"version": 1', '"version": 99'),
    "leads to a file": RECIPE.to_json().replace('"noise"', '"/etc/passwd"'),
    "no number": RECIPE.to_json().replace('"beta": 0.5', '"beta": 1e999'),
    "wrong settings": '{"format": "styler-recipe", "version": 1, "settings": [[]]}',
    "markup": "<b>&#x0;</b>" * 1000,
    "too large": "x" * 1_500_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("kind", [".png", ".tif", ".webp"])
def test_a_hostile_recipe_is_not_told_and_the_picture_is_there(
    panel: SourcesPanel,
    document: Document,
    settle: Settle,
    found: list[Source],
    failures: list[Failure],
    tmp_path: Path,
    kind: str,
    text: str,
) -> None:
    path = tmp_path / f"made{kind}"
    image = Image.fromarray(images.to_bytes8(PAINTED))
    if kind == ".png":
        written = PngInfo()
        written.add_text("styler-recipe", text)
        image.save(path, pnginfo=written)
    elif kind == ".tif":
        image.save(path, tiffinfo={700: xmp(text)})
    else:
        image.save(path, xmp=xmp(text))
    panel.load_content(from_file(path))
    settle()
    # Pillow opens no PNG with so long a text.
    assert (content(document), len(failures)) in ((path.name, 0), ("", 1))
    assert content(document) or (kind == ".png" and len(text) > images.MAX_RECIPE)
    assert all(failure.details == "" for failure in failures)
    assert found == []
