from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from styler import images
from styler.sheet import small
from styler.ui.controls.fields import Choice
from styler.ui.intent import Source
from styler.ui.sheet.cell import CellButton
from styler.ui.sheet.dialog import SheetWindow
from styler.ui.sources.origins import from_file
from styler.ui.sources.place import loaded
from styler.ui.studio import Studio
from styler.ui.worker import State

PATIENCE = 90_000
QUICK = partial(small, size=64, steps=2)


def source(path: Path) -> Source:
    return loaded(from_file(path))


@pytest.fixture
def sheet(qtbot: QtBot, studio: Studio) -> SheetWindow:
    window = SheetWindow(None, studio, QUICK)
    qtbot.addWidget(window)
    window.show()
    return window


def pickers(sheet: SheetWindow) -> list[tuple[Choice, QLineEdit]]:
    return list(
        zip(sheet.form.findChildren(Choice), sheet.form.findChildren(QLineEdit), strict=True)
    )


def vary(sheet: SheetWindow, title: str, values: str = "", row: int = 0) -> None:
    choice, edit = pickers(sheet)[row]
    choice.setCurrentText(title)
    assert choice.currentText() == title
    if values:
        edit.setText(values)


def press(qtbot: QtBot, sheet: SheetWindow, text: str) -> None:
    qtbot.mouseClick(button(sheet, text), Qt.MouseButton.LeftButton)


def button(sheet: SheetWindow, text: str) -> QPushButton:
    [found] = [each for each in sheet.findChildren(QPushButton) if plain(each) == text]
    return found


def plain(button: QPushButton) -> str:
    return button.text().replace("&", "")


def cells(sheet: SheetWindow) -> list[CellButton]:
    return list(sheet.table.buttons.values())


def names(sheet: SheetWindow) -> list[str]:
    return [cell.accessibleName() for cell in cells(sheet)]


def says(sheet: SheetWindow, words: str) -> bool:
    return any(words in label.text() for label in sheet.findChildren(QLabel))


@pytest.fixture
def painted(qtbot: QtBot, sheet: SheetWindow) -> SheetWindow:
    """A finished sheet of three values of α."""
    vary(sheet, "α, weight of the photograph", "0.1, 1, 7")
    press(qtbot, sheet, "Paint the sheet")
    wait_until_painted(qtbot, sheet)
    return sheet


def wait_until_painted(qtbot: QtBot, sheet: SheetWindow) -> None:
    def done() -> bool:
        return bool(cells(sheet)) and all(cell.finished for cell in cells(sheet))

    qtbot.waitUntil(done, timeout=PATIENCE)


def test_values_become_cells_that_can_be_chosen(painted: SheetWindow) -> None:
    assert names(painted) == ["α = 0.1", "α = 1", "α = 7"]
    assert [cell.accessibleDescription() for cell in cells(painted)] == ["Painted"] * 3
    assert all(cell.isEnabled() for cell in cells(painted))
    assert says(painted, "Click the one you like")


def test_click_adopts_and_undo_takes_it_back(
    qtbot: QtBot, studio: Studio, painted: SheetWindow
) -> None:
    before = studio.intent
    qtbot.mouseClick(cells(painted)[2], Qt.MouseButton.LeftButton)

    assert not painted.isVisible()
    assert studio.intent.settings == before.settings.replaced(alpha=7.0)
    assert studio.document.undo_stack.undoText() == "Adopt from the contact sheet"
    studio.document.undo_stack.undo()
    assert studio.intent == before
    assert studio.worker.state is State.IDLE  # as painting does not start by itself here


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keyboard_adopts(qtbot: QtBot, studio: Studio, painted: SheetWindow, key: Qt.Key) -> None:
    qtbot.keyClick(cells(painted)[1], key)

    assert studio.intent.settings.alpha == 1.0
    assert not painted.isVisible()


def test_arrows_go_from_cell_to_cell(qtbot: QtBot, painted: SheetWindow) -> None:
    first, second, _ = cells(painted)
    with qtbot.waitActive(painted):
        painted.activateWindow()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)

    assert second.hasFocus()


def test_adopting_begins_to_paint_where_painting_starts_by_itself(
    qtbot: QtBot, studio: Studio, painted: SheetWindow
) -> None:
    studio.auto_start = True
    qtbot.mouseClick(cells(painted)[0], Qt.MouseButton.LeftButton)

    assert studio.busy
    assert studio.job
    assert studio.job.asked == studio.intent
    qtbot.waitUntil(lambda: not studio.busy, timeout=PATIENCE)


def test_adopting_never_paints_over_a_picture_that_is_in_no_file(
    qtbot: QtBot, studio: Studio, painted: SheetWindow
) -> None:
    studio.start()
    qtbot.waitUntil(lambda: not studio.busy, timeout=PATIENCE)
    assert studio.unsaved
    studio.auto_start = True
    with qtbot.waitSignal(studio.asked_to_restart):
        qtbot.mouseClick(cells(painted)[0], Qt.MouseButton.LeftButton)

    assert not studio.busy


def test_styles_are_compared_and_one_is_adopted(
    qtbot: QtBot, studio: Studio, photograph: Path, painting: Path
) -> None:
    styles = (*studio.intent.styles, source(photograph))
    settings = studio.intent.settings.replaced(style_weights=(0.7, 0.3))
    studio.document.change("Add", styles=styles, settings=settings)
    sheet = SheetWindow(None, studio, QUICK)
    qtbot.addWidget(sheet)
    sheet.show()
    press(qtbot, sheet, "Paint the sheet")  # several styles are the first thing to compare
    wait_until_painted(qtbot, sheet)
    assert names(sheet) == ["painting", "photograph"]

    qtbot.mouseClick(cells(sheet)[1], Qt.MouseButton.LeftButton)
    assert studio.intent.styles == (styles[1],)
    assert studio.intent.settings.style_weights == ()
    studio.document.undo_stack.undo()
    assert studio.intent.styles == styles
    assert studio.intent.settings.style_weights == (0.7, 0.3)


def test_shipped_paintings_are_compared_with_values_across(
    qtbot: QtBot, studio: Studio, sheet: SheetWindow
) -> None:
    vary(sheet, "Styler’s own paintings")
    vary(sheet, "Colours", "style, match", row=1)
    press(qtbot, sheet, "Paint the sheet")
    wait_until_painted(qtbot, sheet)
    assert len(cells(sheet)) == 6
    assert names(sheet)[1] == "hokusai-great-wave, The photograph's, freely"

    qtbot.mouseClick(cells(sheet)[1], Qt.MouseButton.LeftButton)
    assert [style.name for style in studio.intent.styles] == ["hokusai-great-wave.jpg"]
    assert studio.intent.settings.colour == "match"


@pytest.mark.parametrize(
    ("title", "values", "said"),
    [
        ("α, weight of the photograph", "0.1, much", "alpha must be a number, not “much”"),
        ("α, weight of the photograph", "0.1", "nothing to choose from"),
        ("Stroke size", "1, 99", "between 0.25 and 4"),
        ("The paintings in use, one by one", "", "nothing to choose from"),
    ],
)
def test_what_makes_no_sheet_is_told(
    qtbot: QtBot, sheet: SheetWindow, title: str, values: str, said: str
) -> None:
    vary(sheet, title, values)
    press(qtbot, sheet, "Paint the sheet")

    assert says(sheet, said)
    assert cells(sheet) == []


def test_without_a_photograph_it_says_what_is_missing(
    qtbot: QtBot, studio: Studio, sheet: SheetWindow
) -> None:
    studio.document.change("Close", content=None)
    press(qtbot, sheet, "Paint the sheet")
    assert says(sheet, "There is no photograph yet")


def test_waits_for_a_run_and_offers_to_pause_it(
    qtbot: QtBot, studio: Studio, sheet: SheetWindow
) -> None:
    studio.document.change_settings("Endless", steps=100_000)
    studio.start()
    qtbot.waitUntil(lambda: studio.worker.state is State.PAINTING, timeout=PATIENCE)
    vary(sheet, "Pooling")
    press(qtbot, sheet, "Paint the sheet")
    assert says(sheet, "Waits until the painting is paused or done.")
    assert not any(cell.isEnabled() for cell in cells(sheet))

    press(qtbot, sheet, "Pause the painting")
    wait_until_painted(qtbot, sheet)
    assert studio.worker.state is State.PAUSED
    assert button(sheet, "Pause the painting").isHidden()
    sheet.close()
    assert studio.worker.state is State.PAINTING  # as it was


def test_stop_keeps_what_is_painted(qtbot: QtBot, sheet: SheetWindow) -> None:
    vary(sheet, "Steps", "2, 100000")
    press(qtbot, sheet, "Paint the sheet")
    qtbot.waitUntil(lambda: bool(cells(sheet)) and cells(sheet)[1].isEnabled(), timeout=PATIENCE)
    press(qtbot, sheet, "Stop")

    assert cells(sheet)[0].finished
    assert not cells(sheet)[1].finished
    assert not button(sheet, "Stop").isEnabled()
    assert button(sheet, "Save sheet…").isEnabled()


def test_closing_ends_it_and_showing_it_again_goes_on(
    qtbot: QtBot, studio: Studio, sheet: SheetWindow
) -> None:
    vary(sheet, "Steps", "2, 100000, 3")
    press(qtbot, sheet, "Paint the sheet")
    qtbot.waitUntil(lambda: bool(cells(sheet)) and cells(sheet)[1].isEnabled(), timeout=PATIENCE)
    sheet.close()
    done = cells(sheet)[1].done
    qtbot.wait(200)
    assert cells(sheet)[1].done == done

    with qtbot.waitSignal(studio.worker.sketched, timeout=PATIENCE) as came:
        sheet.show()
    assert came.args[0][1] == 2  # the first is painted already
    sheet.close()


def test_another_s_sketch_is_none_of_its_cells(
    qtbot: QtBot, studio: Studio, painted: SheetWindow
) -> None:
    frame = studio.intent
    assert frame.content
    with qtbot.waitSignal(studio.worker.sketched, timeout=PATIENCE):
        studio.worker.sketch(
            "help", frame.content.picture, [frame.styles[0].picture], frame.settings
        )
    assert all(cell.finished for cell in cells(painted))


def test_page_is_saved(qtbot: QtBot, painted: SheetWindow, tmp_path: Path) -> None:
    path = tmp_path / "sheet.png"
    painted.save(path)
    qtbot.waitUntil(lambda: says(painted, "Saved “sheet.png”."), timeout=PATIENCE)

    height, width, _ = images.load(path).shape
    assert width > 3 * 64
    assert height > 43


def test_page_that_cannot_be_saved_is_told(
    qtbot: QtBot, painted: SheetWindow, tmp_path: Path
) -> None:
    painted.save(tmp_path / "sheet.doc")
    qtbot.waitUntil(lambda: says(painted, "must end in one of"), timeout=PATIENCE)


def test_everything_has_a_name(painted: SheetWindow) -> None:
    for choice, edit in pickers(painted):
        assert choice.accessibleName()
        assert edit.accessibleName()
    assert not painted.isModal()


def test_cells_begin_from_the_file_there_is_and_keep_the_masks(
    qtbot: QtBot, studio: Studio, sheet: SheetWindow, painting: Path
) -> None:
    content, start = studio.intent.content, source(painting)
    assert content
    settings = studio.intent.settings.replaced(init=start.name)
    everything = np.full((8, 8), 255, np.uint8)
    masks = studio.intent.masks.replaced(content, None, everything)
    studio.document.change("Start", start=start, settings=settings, masks=masks)
    vary(sheet, "α, weight of the photograph", "0.1, 1")
    press(qtbot, sheet, "Paint the sheet")
    wait_until_painted(qtbot, sheet)


def test_what_cannot_be_painted_is_told(qtbot: QtBot, studio: Studio, sheet: SheetWindow) -> None:
    studio.document.change_settings("Lose", weights="/nowhere/vgg19.h5")
    press(qtbot, sheet, "Paint the sheet")

    qtbot.waitUntil(lambda: says(sheet, "/nowhere/vgg19.h5"), timeout=PATIENCE)
    assert not button(sheet, "Stop").isEnabled()
