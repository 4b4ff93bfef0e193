"""The content layers: one is a choice, several are a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from styler.settings import LAYERS, Settings
from styler.ui.controls.content import ContentLayers, ContentRow
from styler.ui.controls.fields import Choice, Number
from styler.ui.controls.panel import ControlsPanel
from styler.ui.intent import Document

THREE = {"block2_conv2": 0.5, "block4_conv2": 1.0, "block5_conv1": 0.25}
DEFAULTS = Settings()


@pytest.fixture
def layers(document: Document) -> Callable[[], Mapping[str, float]]:
    """What is asked for."""
    return lambda: dict(document.intent.settings.content_layers)


@pytest.fixture
def press(qtbot: QtBot, panel: ControlsPanel) -> Callable[[str], None]:
    """Clicks on the button of that name or text."""

    def pressed(name: str) -> None:
        buttons = panel.findChild(ContentLayers).findChildren(QPushButton)
        button = next(b for b in buttons if name in (b.accessibleName(), b.text()))
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    return pressed


def shown(panel: ControlsPanel) -> dict[str, float]:
    """What the rows say, from top to bottom."""
    rows = [row for row in panel.findChildren(ContentRow) if row.isVisible()]
    rows.sort(key=lambda row: row.mapTo(panel, QPoint()).y())
    return {row.layer.currentText(): float(row.weight.text()) for row in rows}


def test_one_layer_of_weight_one_is_just_a_choice(
    panel: ControlsPanel, document: Document, named: Callable[..., Choice]
) -> None:
    assert named(Choice, "Content layer").currentText() == "block4_conv2"
    (row,) = panel.findChildren(ContentRow)
    assert not row.weight.isVisible()
    assert not row.remove.isVisible()
    document.change_settings("", content_layers={"block4_conv2": 0.5})  # which must not be hidden
    assert row.weight.isVisible()
    assert not row.remove.isEnabled()


def test_every_layer_can_be_chosen_by_keyboard_and_undone(
    qtbot: QtBot,
    document: Document,
    layers: Callable[[], Mapping[str, float]],
    named: Callable[..., Choice],
) -> None:
    document.change_settings("", content_layers={LAYERS[0]: 1.0})
    box = named(Choice, "Content layer")
    box.setFocus()
    for layer in LAYERS[1:]:
        qtbot.keyClick(box, Qt.Key.Key_Down)
        assert layers() == {layer: 1.0}
        assert box.currentText() == layer
    document.undo_stack.undo()
    assert box.currentText() == LAYERS[-2]


def test_what_is_asked_for_is_shown(panel: ControlsPanel, document: Document) -> None:
    document.change_settings("", content_layers=THREE)
    assert shown(panel) == THREE
    document.change_settings("", content_layers={"block1_conv1": 2.0, "block3_conv4": 3.0})
    assert shown(panel) == {"block1_conv1": 2.0, "block3_conv4": 3.0}
    document.undo_stack.undo()
    assert shown(panel) == THREE


def test_layers_are_added_one_of_each_block_first_until_there_are_no_more(
    qtbot: QtBot,
    panel: ControlsPanel,
    document: Document,
    layers: Callable[[], Mapping[str, float]],
    press: Callable[[str], None],
) -> None:
    for count in range(2, len(LAYERS) + 1):
        press("Add a layer")
        assert len(layers()) == count
        if count == 5:
            assert {layer[:6] for layer in layers()} == {f"block{n}" for n in range(1, 6)}
    before = document.undo_stack.count()
    press("Add a layer")
    assert document.undo_stack.count() == before
    assert shown(panel) == dict.fromkeys(LAYERS, 1.0)
    document.undo_stack.setIndex(0)
    assert layers() == DEFAULTS.content_layers


def test_the_keyboard_is_at_the_layer_that_was_added(
    panel: ControlsPanel, press: Callable[[str], None]
) -> None:
    press("Add a layer")
    focus = QApplication.focusWidget()
    assert isinstance(focus, Choice)
    assert focus.currentText() == "block3_conv2"
    assert list(shown(panel)) == ["block3_conv2", "block4_conv2"]


def test_a_weight_is_typed_and_undone(
    document: Document,
    layers: Callable[[], Mapping[str, float]],
    named: Callable[..., Number],
    type_in: Callable[..., None],
) -> None:
    document.change_settings("", content_layers=THREE)
    type_in(named(Number, "Weight of block5_conv1"), "0.75")
    assert layers() == {**THREE, "block5_conv1": 0.75}
    assert document.undo_stack.undoText() == "Change the content layers"
    document.undo_stack.undo()
    assert named(Number, "Weight of block5_conv1").text() == "0.25"


@pytest.mark.parametrize("text", ["-1", "heavy"])
def test_a_senseless_weight_is_refused(
    qtbot: QtBot,
    panel: ControlsPanel,
    document: Document,
    named: Callable[..., Number],
    type_in: Callable[..., None],
    text: str,
) -> None:
    document.change_settings("", content_layers=THREE)
    with qtbot.waitSignal(panel.refused):
        type_in(named(Number, "Weight of block2_conv2"), text)
    assert shown(panel) == THREE


def test_layers_are_taken_out_but_for_the_last(
    panel: ControlsPanel,
    document: Document,
    layers: Callable[[], Mapping[str, float]],
    press: Callable[[str], None],
) -> None:
    document.change_settings("", content_layers=THREE)
    press("Remove block5_conv1")
    assert layers() == {"block2_conv2": 0.5, "block4_conv2": 1.0}
    press("Remove block4_conv2")
    assert layers() == {"block2_conv2": 0.5}
    press("Remove block2_conv2")
    assert layers() == {"block2_conv2": 0.5}
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert shown(panel) == THREE


def test_the_keyboard_follows_a_layer_past_another_and_never_onto_it(
    qtbot: QtBot,
    document: Document,
    layers: Callable[[], Mapping[str, float]],
    named: Callable[..., Choice],
) -> None:
    document.change_settings("", content_layers={"block1_conv1": 0.5, "block2_conv1": 1.0})
    named(Choice, "Content layer").setFocus()
    passed = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        passed.append(layers())
    assert passed == [
        {"block1_conv2": 0.5, "block2_conv1": 1.0},
        {"block2_conv1": 1.0, "block2_conv2": 0.5},
        {"block2_conv1": 1.0, "block3_conv1": 0.5},
    ]


@pytest.mark.parametrize("width", [280, 460])
def test_the_rows_fit(panel: ControlsPanel, document: Document, width: int) -> None:
    document.change_settings("", content_layers=THREE)
    panel.resize(width, 1200)
    for row in panel.findChildren(ContentRow):
        assert row.layer.width() >= 120
        assert row.remove.mapTo(panel, QPoint(row.remove.width(), 0)).x() <= width - 16
