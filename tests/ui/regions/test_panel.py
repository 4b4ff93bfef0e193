"""Regions by mouse and keyboard: chosen, painted on the canvas, filled, inverted, loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from styler.regions import Mask, Regions
from styler.ui.background import Failure
from styler.ui.controls.fields import Choice, Switch
from styler.ui.regions.panel import RegionsPanel
from styler.ui.sources.origins import from_file
from styler.ui.window import MainWindow

KEEP = "What stays as photographed"


@pytest.fixture
def panel(loaded: MainWindow) -> RegionsPanel:
    """With its section open; the pictures are there, and nothing paints."""
    loaded.studio.stop()
    loaded.studio.auto_start = False
    loaded.regions.parentWidget().show()
    return loaded.regions


def press(panel: RegionsPanel, qtbot: QtBot, text: str) -> None:
    (button,) = (b for b in panel.findChildren(QPushButton) if b.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(panel: RegionsPanel, qtbot: QtBot, text: str) -> None:
    target = panel.findChild(Choice)
    target.setFocus()
    while target.currentText() != text:
        before = target.currentIndex()
        qtbot.keyClick(target, Qt.Key.Key_Down)
        assert target.currentIndex() != before, f"there is no {text}"


def at(window: MainWindow, x: float, y: float) -> QPoint:
    box, ratio = window.canvas.picture_rect(), window.canvas.devicePixelRatio()
    point = QPoint(round(box.x() + x * box.width()), round(box.y() + y * box.height()))
    return point / ratio


def drag(window: MainWindow, qtbot: QtBot, *points: tuple[float, float]) -> None:
    first, *rest = (at(window, *point) for point in points)
    qtbot.mousePress(window.canvas, Qt.MouseButton.LeftButton, pos=first)
    for point in rest:
        qtbot.mouseMove(window.canvas, point)
    qtbot.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, pos=rest[-1] if rest else first)


def regions(window: MainWindow) -> Regions:
    return window.studio.intent.regions


def first_mask(window: MainWindow) -> Mask:
    mask = regions(window).styles[0]
    assert mask is not None
    return mask


def test_a_stroke_on_the_canvas_paints_the_first_styles_region(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot
) -> None:
    press(panel, qtbot, "Paint on the picture")
    drag(loaded, qtbot, (0.2, 0.5), (0.4, 0.5), (0.6, 0.5))
    mask = first_mask(loaded)
    height, width = mask.shape
    assert (mask[height // 2, int(0.2 * width) : int(0.6 * width)] > 200).all()
    assert not mask[: height // 5].any()
    assert regions(loaded).keep is None


def test_a_stroke_is_undone_in_one_step_and_redone(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot
) -> None:
    press(panel, qtbot, "Paint on the picture")
    drag(loaded, qtbot, (0.2, 0.3), (0.6, 0.3))
    once = first_mask(loaded)
    drag(loaded, qtbot, (0.2, 0.7), (0.4, 0.7), (0.6, 0.7))
    twice = first_mask(loaded)
    assert "Paint the region" in loaded.commands["undo"].text()
    loaded.commands["undo"].trigger()
    assert first_mask(loaded) is once
    loaded.commands["undo"].trigger()
    assert not regions(loaded).any
    loaded.commands["redo"].trigger()
    loaded.commands["redo"].trigger()
    assert first_mask(loaded) is twice


@pytest.mark.parametrize("zoom", [("fit",), ("actual_size",), ("actual_size", "zoom_in")])
def test_at_any_zoom_the_stroke_is_where_the_mouse_is(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot, zoom: tuple[str, ...]
) -> None:
    for command in zoom:
        loaded.commands[command].trigger()
    press(panel, qtbot, "Paint on the picture")
    middle = at(loaded, 0.5, 0.5)
    qtbot.mouseClick(loaded.canvas, Qt.MouseButton.LeftButton, pos=middle)
    rows, columns = np.nonzero(first_mask(loaded) > 127)
    height, width = first_mask(loaded).shape
    assert rows.mean() / height == pytest.approx(0.5, abs=0.02)
    assert columns.mean() / width == pytest.approx(0.5, abs=0.02)


def test_x_takes_away_and_brackets_change_the_size(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot
) -> None:
    press(panel, qtbot, "Paint on the picture")
    drag(loaded, qtbot, (0.5, 0.5))
    painted = int(first_mask(loaded).sum())
    for _ in range(3):
        qtbot.keyClick(loaded.canvas, Qt.Key.Key_BracketLeft)
    qtbot.keyClick(loaded.canvas, Qt.Key.Key_X)
    assert panel.findChild(Switch).isChecked()
    drag(loaded, qtbot, (0.5, 0.5))
    height, width = first_mask(loaded).shape
    assert first_mask(loaded)[height // 2, width // 2] == 0
    assert 0 < first_mask(loaded).sum() < painted


def test_escape_puts_the_brush_away_and_the_mouse_pans_again(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot
) -> None:
    press(panel, qtbot, "Paint on the picture")
    loaded.canvas.setFocus()
    qtbot.keyClick(loaded.canvas, Qt.Key.Key_Escape)
    drag(loaded, qtbot, (0.3, 0.5), (0.6, 0.5))
    assert not regions(loaded).any


def test_the_document_follows_during_the_stroke(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot
) -> None:
    press(panel, qtbot, "Paint on the picture")
    qtbot.mousePress(loaded.canvas, Qt.MouseButton.LeftButton, pos=at(loaded, 0.3, 0.5))
    qtbot.waitUntil(lambda: regions(loaded).any)
    early = first_mask(loaded)
    qtbot.mouseMove(loaded.canvas, at(loaded, 0.7, 0.5))
    qtbot.mouseRelease(loaded.canvas, Qt.MouseButton.LeftButton, pos=at(loaded, 0.7, 0.5))
    assert first_mask(loaded).sum() > early.sum()
    loaded.commands["undo"].trigger()
    assert not regions(loaded).any


def test_the_middle_button_pans_and_paints_nothing(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot
) -> None:
    press(panel, qtbot, "Paint on the picture")
    canvas = loaded.canvas
    while canvas.picture_rect().width() < 2 * canvas.width():
        canvas.zoom_in()
    before, start = canvas.picture_rect().topLeft(), canvas.rect().center()
    qtbot.mousePress(canvas, Qt.MouseButton.MiddleButton, pos=start)
    qtbot.mouseMove(canvas, start + QPoint(30, 20))
    qtbot.mouseRelease(canvas, Qt.MouseButton.MiddleButton, pos=start + QPoint(30, 20))
    assert canvas.picture_rect().topLeft() - before == QPoint(30, 20) * canvas.devicePixelRatio()
    assert not regions(loaded).any


def test_the_keyboard_alone_paints(loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot) -> None:
    (button,) = (b for b in panel.findChildren(QPushButton) if b.isCheckable())
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert loaded.canvas.hasFocus()
    box = loaded.canvas.picture_rect()
    for _ in range(4):
        qtbot.keyClick(loaded.canvas, Qt.Key.Key_Left)
    assert loaded.canvas.picture_rect() == box
    qtbot.keyClick(loaded.canvas, Qt.Key.Key_Return)
    rows, columns = np.nonzero(first_mask(loaded) > 127)
    height, width = first_mask(loaded).shape
    assert rows.mean() / height == pytest.approx(0.5, abs=0.02)
    assert columns.mean() / width == pytest.approx(0.5 - loaded.canvas.masking.brush.size, abs=0.02)
    for _ in range(50):
        qtbot.keyClick(loaded.canvas, Qt.Key.Key_Up)
    qtbot.keyClick(loaded.canvas, Qt.Key.Key_Return)
    assert first_mask(loaded)[0].any()
    loaded.commands["undo"].trigger()
    assert not first_mask(loaded)[0].any()


def test_a_dab_on_a_loaded_mask_is_as_round_as_the_brush(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    Image.new("L", (1500, 1500)).save(tmp_path / "square.png")
    panel.load(tmp_path / "square.png")
    qtbot.waitUntil(lambda: regions(loaded).any)
    press(panel, qtbot, "Paint on the picture")
    drag(loaded, qtbot, (0.5, 0.5))
    rows, columns = np.nonzero(first_mask(loaded) > 127)
    height, width = first_mask(loaded).shape
    content = loaded.studio.intent.content
    assert content
    tall = np.ptp(rows) / height * content.size.height()
    wide = np.ptp(columns) / width * content.size.width()
    assert wide == pytest.approx(tall, rel=0.05)


def test_taking_away_from_what_is_not_kept_keeps_nothing(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot
) -> None:
    choose(panel, qtbot, KEEP)
    press(panel, qtbot, "Paint on the picture")
    qtbot.keyClick(loaded.canvas, Qt.Key.Key_X)
    drag(loaded, qtbot, (0.3, 0.5), (0.6, 0.5))
    keep = regions(loaded).keep
    assert keep is not None
    assert not keep.any()


def test_taking_away_from_a_painting_that_is_everywhere_leaves_the_rest(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot
) -> None:
    press(panel, qtbot, "Paint on the picture")
    qtbot.keyClick(loaded.canvas, Qt.Key.Key_X)
    drag(loaded, qtbot, (0.5, 0.5))
    height, width = first_mask(loaded).shape
    assert first_mask(loaded)[height // 2, width // 2] == 0
    assert first_mask(loaded)[0, 0] == 255


@pytest.mark.parametrize("taking_away", [False, True])
def test_nothing_inverted_is_everything_whatever_the_brush(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot, taking_away: bool
) -> None:
    panel.findChild(Switch).setChecked(taking_away)
    press(panel, qtbot, "Invert")
    assert first_mask(loaded).min() == 255


def test_the_list_marks_what_has_a_region(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot
) -> None:
    target = panel.findChild(Choice)

    def icons() -> list[QImage]:
        return [
            target.itemIcon(index).pixmap(target.iconSize()).toImage()
            for index in range(target.count())
        ]

    before = icons()
    press(panel, qtbot, "Fill")
    style, keep = icons()
    assert style != before[0]
    assert keep == before[1]
    press(panel, qtbot, "Clear")
    assert icons() == before


def test_a_stroke_does_not_go_over_to_another_photograph(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot
) -> None:
    press(panel, qtbot, "Paint on the picture")
    qtbot.mousePress(loaded.canvas, Qt.MouseButton.LeftButton, pos=at(loaded, 0.3, 0.5))
    loaded.studio.document.change("Take another", content=loaded.studio.intent.styles[0])
    qtbot.mouseMove(loaded.canvas, at(loaded, 0.6, 0.5))
    qtbot.mouseRelease(loaded.canvas, Qt.MouseButton.LeftButton, pos=at(loaded, 0.6, 0.5))
    assert not regions(loaded).any


def test_without_a_photograph_the_brush_is_put_away(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot
) -> None:
    press(panel, qtbot, "Paint on the picture")
    assert loaded.canvas.masking.active
    loaded.studio.document.change("Take away", content=None)
    assert not loaded.canvas.masking.active
    assert not any(button.isChecked() for button in panel.findChildren(QPushButton))


def test_a_region_goes_to_the_painting_it_was_loaded_for(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    Image.new("L", (64, 64), 255).save(tmp_path / "white.png")
    panel.load(tmp_path / "white.png")
    choose(panel, qtbot, KEEP)  # before it is read: it comes back through the event loop
    qtbot.waitUntil(lambda: regions(loaded).any)
    assert regions(loaded).keep is None


def test_what_is_kept_is_filled_inverted_and_cleared_by_keyboard(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot
) -> None:
    choose(panel, qtbot, KEEP)
    buttons = {button.text(): button for button in panel.findChildren(QPushButton)}

    def key(text: str) -> None:
        buttons[text].setFocus()
        qtbot.keyClick(buttons[text], Qt.Key.Key_Space)

    key("Fill")
    keep = regions(loaded).keep
    assert keep is not None
    assert keep.min() == 255
    key("Invert")
    keep = regions(loaded).keep
    assert keep is not None
    assert keep.max() == 0
    key("Clear")
    assert not regions(loaded).any


def test_each_style_has_a_region_of_its_own(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot, photograph: Path
) -> None:
    loaded.sources.add_style(from_file(photograph))
    qtbot.waitUntil(lambda: len(loaded.studio.intent.styles) == 2)
    choose(panel, qtbot, photograph.stem)
    press(panel, qtbot, "Fill")
    one, two = regions(loaded).styles
    assert one is None
    assert two is not None
    first, second = loaded.studio.intent.styles
    loaded.studio.document.change("Turn round", styles=(second, first))
    assert regions(loaded).styles[0] is two


def test_a_region_is_loaded_from_a_picture(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    Image.fromarray(np.uint8([[0, 255], [128, 0]])).resize((64, 64), 0).save(tmp_path / "m.png")
    panel.load(tmp_path / "m.png")
    qtbot.waitUntil(lambda: regions(loaded).any)
    mask = first_mask(loaded)
    assert mask[0, -1] == 255
    assert mask[-1, 0] == 128


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot, not_a_picture: Path
) -> None:
    failures: list[Failure] = []
    panel.failed.connect(failures.append)
    panel.load(not_a_picture)
    qtbot.waitUntil(lambda: bool(failures))
    assert not_a_picture.name in failures[0].sentence
    assert not failures[0].details
    assert not regions(loaded).any


def test_over_another_photograph_regions_mean_nothing_until_undone(
    loaded: MainWindow, panel: RegionsPanel, qtbot: QtBot, painting: Path
) -> None:
    press(panel, qtbot, "Fill")
    before = loaded.studio.intent.content
    loaded.sources.load_content(from_file(painting))
    qtbot.waitUntil(lambda: loaded.studio.intent.content is not before)
    assert not regions(loaded).any
    loaded.commands["undo"].trigger()
    assert regions(loaded).any


def test_without_a_photograph_there_is_nothing_to_paint_on(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel = window.regions
    assert not any(button.isEnabled() for button in panel.findChildren(QPushButton))


def test_a_mask_painted_while_it_paints_keeps_the_photograph(
    painting_window: MainWindow, qtbot: QtBot, wait_for_state: Callable[..., None]
) -> None:
    """The painter follows at its next step, without a new start."""
    window, panel = painting_window, painting_window.regions
    panel.parentWidget().show()
    choose(panel, qtbot, KEEP)
    press(panel, qtbot, "Paint on the picture")
    drag(window, qtbot, (0.5, 0.5), (0.52, 0.5))
    content = window.studio.intent.content
    assert content

    def kept() -> bool:
        painted = window.studio.painted
        assert painted
        image = painted.frame.image
        height, width = image.shape[:2]
        photograph = np.asarray(
            Image.fromarray(content.picture.astype(np.uint8)).resize((width, height)), np.float32
        )
        middle = np.s_[height // 2 - 1 : height // 2 + 1, width // 2 - 1 : width // 2 + 1]
        return bool(np.abs(image[middle] - photograph[middle]).mean() < 12)

    qtbot.waitUntil(kept, timeout=20_000)
    assert not window.studio.needs_restart
