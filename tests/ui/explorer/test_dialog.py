"""What the network sees, from a layer to a unit to a patch, in the real window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from styler.anatomy import table
from styler.settings import CHANNELS
from styler.ui.controls.bank import Fader
from styler.ui.explorer.dialog import (
    CORRELATIONS_TAB,
    LAYERS_TAB,
    RECONSTRUCTIONS_TAB,
    UNITS_TAB,
    ExplorerWindow,
)
from styler.ui.explorer.exhibits import Role
from styler.ui.explorer.inquiry import Need
from styler.ui.explorer.views import PictureView
from styler.ui.studio import Studio
from styler.ui.window import MainWindow
from styler.ui.worker import State

Wait = Callable[[Callable[[], bool]], None]
LAYER = "block2_conv1"


def click(qtbot: QtBot, explorer: ExplorerWindow, text: str) -> None:
    [button] = [
        each
        for each in explorer.findChildren(QPushButton)
        if each.text().replace("&", "") == text and each.isVisible()
    ]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def go_to(qtbot: QtBot, explorer: ExplorerWindow, tab: int) -> None:
    bar = explorer.tabs.tabBar()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(tab).center())
    assert explorer.tabs.currentIndex() == tab


def move_over(widget: object, at: QPointF) -> None:
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        at,
        widget.mapToGlobal(at),  # type: ignore[attr-defined]
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)  # type: ignore[call-overload]


@pytest.fixture
def units(qtbot: QtBot, explorer: ExplorerWindow, wait: Wait) -> ExplorerWindow:
    """With the channels of a layer and their patches."""
    go_to(qtbot, explorer, UNITS_TAB)
    explorer.choose_layer(LAYER)
    wait(lambda: explorer.inquiry.survey is not None and explorer.inquiry.progress is None)
    return explorer


def test_from_a_layer_to_a_unit_to_a_patch(
    qtbot: QtBot, explorer: ExplorerWindow, wait: Wait
) -> None:
    inquiry, page = explorer.inquiry, explorer.units
    drawing = explorer.layers.drawing
    at = drawing.slab(LAYER).center().toPoint()
    qtbot.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=at)
    assert inquiry.layer == LAYER

    click(qtbot, explorer, "Its channels")
    assert explorer.tabs.currentIndex() == UNITS_TAB
    wait(lambda: inquiry.survey is not None and inquiry.survey.pictures == 2)
    channel = int(inquiry.survey.order[2])
    place = page.grid.visualRect(page.grid.place(channel)).center()
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert inquiry.channel == channel
    wait(lambda: page.patches.buttons[1].isEnabled())

    wait(lambda: page.map.image is not None)
    wait(lambda: inquiry.progress is None)
    assert inquiry.synthesis is not None
    before, wanted = page.map.part, inquiry.spots[1]
    qtbot.mouseClick(page.patches.buttons[1], Qt.MouseButton.LeftButton)
    assert inquiry.spot is wanted
    assert page.patches.buttons[1].isChecked()
    assert page.map.part != before
    picture = inquiry.picture_of(wanted)
    assert page.map.part.width() * picture.shape[1] <= wanted.box.right - wanted.box.left


def test_channel_is_muted_and_favoured_live_and_undone(
    qtbot: QtBot, units: ExplorerWindow, loaded: MainWindow
) -> None:
    studio, channel = loaded.studio, units.inquiry.channel
    assert channel is not None
    click(qtbot, units, "Mute")
    assert studio.intent.settings.channel_weights == {LAYER: {channel: 0.0}}
    assert studio.document.undo_stack.undoText() == f"Mute channel {channel} of {LAYER}"
    click(qtbot, units, "Favour")
    assert studio.intent.settings.channel_weight(LAYER, channel) > 1
    assert not units.units.mute.isChecked()

    with qtbot.waitActive(units):
        units.activateWindow()
    qtbot.keyClick(units, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert units.units.mute.isChecked()
    click(qtbot, units, "All count alike again")
    assert studio.intent.settings.channel_weights == {}
    assert not units.units.all_alike.isVisible()


def test_a_run_that_paints_is_steered(
    painting_window: MainWindow, explorer: ExplorerWindow, qtbot: QtBot, wait: Wait
) -> None:
    worker = painting_window.studio.worker
    go_to(qtbot, explorer, UNITS_TAB)
    wait(lambda: explorer.inquiry.channel is not None)
    click(qtbot, explorer, "Mute")
    assert worker.settings is not None
    assert worker.settings.channel_weight("block1_conv2", explorer.inquiry.channel or 0) == 0
    assert worker.state is State.PAINTING


def test_closing_ends_the_search_and_opening_goes_on(
    qtbot: QtBot, explorer: ExplorerWindow, loaded: MainWindow, wait: Wait
) -> None:
    steps: list[object] = []
    loaded.studio.worker.studied.connect(lambda key, step: steps.append(key))
    go_to(qtbot, explorer, UNITS_TAB)
    wait(lambda: Need.SYNTHESIS in steps)
    click(qtbot, explorer, "Close")
    assert explorer.inquiry.progress is None
    so_far = len(steps)
    qtbot.wait(300)
    assert len(steps) == so_far

    loaded.commands["explorer"].trigger()
    wait(lambda: explorer.inquiry.synthesis is not None and explorer.inquiry.progress is None)


def test_the_table_is_of_the_picture_that_is_painted(alone: ExplorerWindow, studio: Studio) -> None:
    rows = table(43, 64)
    page = alone.layers.table
    assert page.rowCount() == len(rows)
    assert page.item(0, 1).text() == "43 × 64 × 64"
    assert [page.item(3, column).text() for column in (0, 2, 5, 6, 7)] == [
        "block2_conv1",
        "3 × 3",
        "73,856",
        "10 px",
        "2 px",
    ]
    studio.document.change_settings("Grow", size=96)
    assert page.item(0, 1).text() == "64 × 96 × 64"


def test_the_receptive_field_is_drawn_where_the_mouse_points(
    qtbot: QtBot, explorer: ExplorerWindow, loaded: MainWindow
) -> None:
    canvas, marks = loaded.canvas, []
    explorer.choose_layer(LAYER)
    before = canvas.grab().toImage()
    canvas.pointed.connect(marks.append)
    inside = QPointF(canvas.picture_rect().center())
    move_over(canvas, inside)
    assert QRectF(0, 0, 1, 1).contains(marks[-1])
    assert canvas.grab().toImage() != before

    move_over(canvas, QPointF(1, 1))
    assert marks[-1] is None
    assert canvas.grab().toImage() == before
    move_over(canvas, inside)
    explorer.close()
    assert canvas.grab().toImage() == before


def test_from_a_layer_to_its_slider(
    qtbot: QtBot, explorer: ExplorerWindow, loaded: MainWindow
) -> None:
    go_to(qtbot, explorer, LAYERS_TAB)
    loaded.commands["show_controls"].setChecked(False)
    loaded.show_panels()
    with qtbot.waitActive(loaded):
        click(qtbot, explorer, "To its λ slider")
    [fader] = [
        each
        for each in loaded.controls.findChildren(Fader)
        if each.accessibleName() == "λ of block1_conv2"
    ]
    assert fader.isVisible()
    assert loaded.focusWidget() is fader


def test_a_cell_tells_its_two_channels(qtbot: QtBot, alone: ExplorerWindow, wait: Wait) -> None:
    page, inquiry = alone.correlations, alone.inquiry
    go_to(qtbot, alone, CORRELATIONS_TAB)
    wait(lambda: page.pairs.count() > 0 and inquiry.progress is None)
    assert [heat.image.width() for heat in page.maps] == [CHANNELS["block1_conv2"]] * 3
    found = inquiry.comparison
    assert found is not None
    move_over(page.maps[0], page.maps[0].centre(3, 5))
    first, second = int(found.order[3]), int(found.order[5])
    assert page.told == f"Channels {first} and {second}"

    qtbot.mouseClick(page.patches[1], Qt.MouseButton.LeftButton)
    assert alone.tabs.currentIndex() == UNITS_TAB
    assert inquiry.channel == second


def test_correlations_are_those_of_the_run(
    qtbot: QtBot, done: MainWindow, explorer: ExplorerWindow, wait: Wait
) -> None:
    explorer.choose_layer(LAYER)
    go_to(qtbot, explorer, CORRELATIONS_TAB)
    wait(lambda: explorer.inquiry.comparison is not None)
    painted = done.studio.painted
    assert painted is not None
    found = explorer.inquiry.comparison
    assert found is not None
    assert found.cost == pytest.approx(painted.frame.layers[LAYER], rel=0.2)


def test_correlations_follow_the_picture(
    qtbot: QtBot, painting_window: MainWindow, explorer: ExplorerWindow, wait: Wait
) -> None:
    go_to(qtbot, explorer, CORRELATIONS_TAB)
    inquiry = explorer.inquiry
    wait(lambda: inquiry.compared_role is Role.RESULT)
    first = inquiry.comparison
    wait(lambda: inquiry.comparison is not first)
    assert first is not None
    assert inquiry.comparison is not None
    assert inquiry.comparison.style is first.style


def test_a_folder_of_pictures_is_looked_into(
    alone: ExplorerWindow, qtbot: QtBot, wait: Wait, tmp_path, not_a_picture
) -> None:
    go_to(qtbot, alone, UNITS_TAB)
    alone.inquiry.look_into(tmp_path)
    wait(lambda: [each.name for each in alone.inquiry.exhibits] == NAMES)
    wait(lambda: alone.inquiry.survey is not None)
    assert alone.units.findChildren(QComboBox)[0].currentText() == "A folder…"


NAMES = ["painting.png", "photograph.png"]


def test_reconstructions_are_painted_side_by_side(
    qtbot: QtBot, alone: ExplorerWindow, wait: Wait
) -> None:
    go_to(qtbot, alone, RECONSTRUCTIONS_TAB)
    views = alone.reconstructions.views.values()
    wait(lambda: all(view.view.finished for view in views))
    assert len(views) == 10


def test_without_pictures_it_says_so(qtbot: QtBot, alone: ExplorerWindow, studio: Studio) -> None:
    studio.document.change("Close", content=None, styles=())
    assert alone.layers.table.rowCount() == 20
    for tab in (UNITS_TAB, CORRELATIONS_TAB, RECONSTRUCTIONS_TAB):
        go_to(qtbot, alone, tab)
        assert alone.inquiry.progress is None
    for words in ("no picture to look at yet", "needs a photograph and a painting"):
        assert any(words in label.text() for label in alone.findChildren(QLabel))


def test_everything_has_a_name(alone: ExplorerWindow) -> None:
    for kind in (PictureView, QComboBox):
        assert all(each.accessibleName() for each in alone.findChildren(kind))
    assert not alone.isModal()
    assert alone.layers.drawing.accessibleName()
    assert all(heat.accessibleName() for heat in alone.correlations.maps)


def test_arrows_go_from_layer_to_layer(qtbot: QtBot, alone: ExplorerWindow) -> None:
    qtbot.keyClick(alone.layers.drawing, Qt.Key.Key_Right)
    assert alone.layers.table.currentItem().text() == "block1_pool"
    assert alone.inquiry.layer == "block1_conv2"  # a pooling has no channels of its own
    qtbot.keyClick(alone.layers.drawing, Qt.Key.Key_Right)
    assert alone.inquiry.layer == LAYER
