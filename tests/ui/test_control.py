"""Control over the picture while it paints, by keyboard and by drops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from styler import colour
from styler.colour import Picture
from styler.ui.larger import LargerDialog
from styler.ui.sheet.dialog import SheetWindow
from styler.ui.window import MainWindow
from styler.ui.worker import Painted


def choose(window: MainWindow, qtbot: QtBot, name: str, text: str) -> None:
    """Takes one of a box's words by keyboard."""
    (box,) = (b for b in window.controls.findChildren(QComboBox) if b.accessibleName() == name)
    box.setFocus()
    for _ in range(box.count()):
        if box.currentText() == text:
            return
        before = box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        if box.currentIndex() == before:  # from the last to the first
            qtbot.keyClick(box, Qt.Key.Key_Home)
    assert box.currentText() == text


def after_steps(window: MainWindow, qtbot: QtBot, count: int = 2) -> Painted:
    """The newest picture, so many steps from now."""
    painted = window.studio.painted
    assert painted
    wanted = painted.frame.step + count

    def there() -> bool:
        newest = window.studio.painted
        return newest is not None and newest.frame.step >= wanted

    qtbot.waitUntil(there, timeout=20_000)
    newest = window.studio.painted
    assert newest
    return newest


def test_the_photographs_colours_come_back_while_it_paints(
    painting_window: MainWindow, qtbot: QtBot
) -> None:
    window = painting_window
    choose(window, qtbot, "Colours", "The photograph's, exactly")
    image = after_steps(window, qtbot, 3).frame.image
    content = window.studio.intent.content
    assert content
    height, width = image.shape[:2]
    shrunk = Image.fromarray(content.picture.astype(np.uint8)).resize((width, height))
    photograph = np.asarray(shrunk, np.float32)

    def off(picture: Picture) -> float:
        chrominance = [p - colour.luma(p) for p in (picture, photograph)]
        return float(np.abs(chrominance[0] - chrominance[1]).mean())

    photographs = off(image)
    assert not window.studio.needs_restart
    window.commands["undo"].trigger()
    image = after_steps(window, qtbot, 3).frame.image
    assert off(image) > 1.5 * photographs


def test_another_optimiser_keeps_the_picture(painting_window: MainWindow, qtbot: QtBot) -> None:
    window = painting_window
    before = after_steps(window, qtbot, 5)
    choose(window, qtbot, "Optimiser", "Adam")
    after = after_steps(window, qtbot, 2)
    assert np.abs(after.frame.image - before.frame.image).mean() < 30
    assert after.frame.total < 1.1 * before.frame.total
    assert not window.studio.needs_restart


def test_a_dropped_recipe_is_used_and_undone(
    loaded: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    drop: Callable[..., None],
    files_mime: Callable[..., object],
) -> None:
    window, recipe = loaded, tmp_path / "recipe.json"
    document = window.studio.document
    document.change_settings("Change α", alpha=7.0, colour="match")
    window.recipes.save(recipe)
    qtbot.waitUntil(recipe.exists)
    document.change_settings("Change α", alpha=1.0, colour="style")
    drop(window.canvas, files_mime(recipe))
    qtbot.waitUntil(lambda: document.intent.settings.alpha == 7.0)
    assert document.intent.settings.colour == "match"
    window.commands["undo"].trigger()
    assert (document.intent.settings.alpha, document.intent.settings.colour) == (1.0, "style")


def test_the_contact_sheet_opens_from_the_menu_and_closes_with_the_window(
    loaded: MainWindow, qtbot: QtBot
) -> None:
    window = loaded
    window.commands["sheet"].trigger()
    sheet = window.findChild(SheetWindow)
    assert sheet.isVisible()
    window.close()
    assert not sheet.isVisible()


def test_a_picture_is_finished_larger_from_the_menu(done: MainWindow, qtbot: QtBot) -> None:
    """Asked for the size by keyboard; the shapes stay, and the small one can be brought back."""
    window, small = done, done.studio.painted
    assert small
    window.studio.document.change_settings("Fewer steps", steps=2)
    window.commands["finish_larger"].trigger()
    dialog = window.findChild(LargerDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)

    def larger() -> bool:
        painted = window.studio.painted
        return painted is not None and painted.frame.last and painted is not small

    qtbot.waitUntil(larger, timeout=90_000)
    assert window.studio.painted
    assert max(window.studio.painted.frame.image.shape) == 512
    assert not window.studio.needs_restart
    window.commands["bring_back"].trigger()
    assert window.studio.painted is small
