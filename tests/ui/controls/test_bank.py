"""The faders of λ."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from styler.settings import DEFAULT_LAYER_WEIGHTS, LAYERS, MAX_WEIGHT, Settings
from styler.ui.controls.bank import Fader, natural_weight
from styler.ui.controls.fields import Number, Switch
from styler.ui.controls.panel import ControlsPanel
from styler.ui.intent import Document

DEFAULTS = Settings()


@pytest.fixture
def fader(named: Callable[..., Fader]) -> Callable[[str], Fader]:
    """The fader of a layer."""
    return lambda layer: named(Fader, f"λ of {layer}")


def shown(panel: ControlsPanel) -> list[str]:
    """The layers that have a visible fader, from left to right."""
    faders = [fader for fader in panel.findChildren(Fader) if fader.isVisible()]
    faders.sort(key=lambda fader: fader.mapTo(panel, QPoint()).x())
    return [fader.accessibleName().removeprefix("λ of ") for fader in faders]


def click_switch(qtbot: QtBot, panel: ControlsPanel) -> None:
    qtbot.mouseClick(switch(panel, "All 16 layers"), Qt.MouseButton.LeftButton)


def switch(panel: ControlsPanel, text: str) -> Switch:
    return next(switch for switch in panel.findChildren(Switch) if switch.text() == text)


def test_five_layers_are_shown_and_all_16_on_demand(qtbot: QtBot, panel: ControlsPanel) -> None:
    assert shown(panel) == list(DEFAULT_LAYER_WEIGHTS)
    click_switch(qtbot, panel)
    assert shown(panel) == list(LAYERS)
    click_switch(qtbot, panel)
    assert shown(panel) == list(DEFAULT_LAYER_WEIGHTS)


def test_a_layer_that_counts_is_always_shown(panel: ControlsPanel, document: Document) -> None:
    document.change_settings("", layer_weights={"block3_conv3": 0.1})
    assert "block3_conv3" in shown(panel)


@pytest.mark.parametrize("width", [280, 460])
def test_sixteen_faders_fit(qtbot: QtBot, panel: ControlsPanel, width: int) -> None:
    click_switch(qtbot, panel)
    panel.resize(width, 900)
    faders = [fader for fader in panel.findChildren(Fader) if fader.isVisible()]
    assert all(fader.width() >= 12 for fader in faders)
    assert all(fader.mapTo(panel, QPoint(fader.width(), 0)).x() < width for fader in faders)


def test_the_natural_weights_are_those_of_the_default() -> None:
    for layer, weight in DEFAULT_LAYER_WEIGHTS.items():
        assert natural_weight(layer, balanced=False) == weight
    assert natural_weight("block2_conv2", balanced=False) == 2621.44 / 128**2
    assert len({natural_weight(layer, balanced=True) for layer in LAYERS}) == 1


def test_a_drag_changes_that_layer_alone_and_undoes_as_one(
    document: Document, drag: Callable[..., None], fader: Callable[[str], Fader]
) -> None:
    drag(fader("block3_conv1"), QPoint(0, -30))
    weights = dict(document.intent.settings.layer_weights)
    assert weights.pop("block3_conv1") > 2 * DEFAULT_LAYER_WEIGHTS["block3_conv1"]
    assert weights.items() < DEFAULT_LAYER_WEIGHTS.items()
    assert document.undo_stack.undoText() == "Change λ of block3_conv1"
    document.undo_stack.undo()
    assert document.intent.settings == DEFAULTS
    assert fader("block3_conv1").value() == fader("block1_conv1").value()


def test_a_layer_is_switched_on_by_moving_it_up(
    qtbot: QtBot,
    panel: ControlsPanel,
    document: Document,
    drag: Callable[..., None],
    fader: Callable[[str], Fader],
) -> None:
    click_switch(qtbot, panel)
    drag(fader("block2_conv2"), QPoint(0, -50))
    weights = document.intent.settings.layer_weights
    assert weights["block2_conv2"] > 0
    assert list(weights) == [layer for layer in LAYERS if layer in weights]
    document.undo_stack.undo()
    assert fader("block2_conv2").value() == 0


def test_one_tab_enters_the_bank_and_the_next_one_leaves_it(
    qtbot: QtBot, panel: ControlsPanel, named: Callable[..., Number]
) -> None:
    named(Number, "Style, β").setFocus()
    entered = []
    for _ in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        entered.append(type(QApplication.focusWidget()))
    assert entered.count(Fader) == 1
    assert Number in entered[entered.index(Fader) :]


def test_left_and_right_choose_a_layer_and_its_number_is_shown(
    qtbot: QtBot, named: Callable[..., Number], fader: Callable[[str], Fader]
) -> None:
    fader("block1_conv1").setFocus()
    qtbot.keyClick(fader("block1_conv1"), Qt.Key.Key_Left)  # there is none
    qtbot.keyClick(fader("block1_conv1"), Qt.Key.Key_Right)
    assert fader("block2_conv1").hasFocus()
    assert named(Number, "λ of block2_conv1, number").text() == "0.16"


@pytest.mark.parametrize(
    ("key", "weight"),
    [
        (Qt.Key.Key_Up, 0.041),
        (Qt.Key.Key_Down, 0.039),
        (Qt.Key.Key_PageUp, 0.063),
        (Qt.Key.Key_PageDown, 0.0254),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 4),
        (Qt.Key.Key_Delete, 0),
    ],
)
def test_keys_move_a_fader(
    qtbot: QtBot, document: Document, fader: Callable[[str], Fader], key: Qt.Key, weight: float
) -> None:
    fader("block3_conv1").setFocus()
    qtbot.keyClick(fader("block3_conv1"), key)
    moved = document.intent.settings.layer_weights["block3_conv1"]
    assert moved == pytest.approx(weight, rel=0.03)
    qtbot.keyClick(fader("block3_conv1"), Qt.Key.Key_Backspace)
    assert document.intent.settings == DEFAULTS


def test_the_exact_number_is_that_of_the_chosen_layer(
    qtbot: QtBot,
    document: Document,
    named: Callable[..., Number],
    fader: Callable[[str], Fader],
    type_in: Callable[..., None],
) -> None:
    qtbot.mouseClick(fader("block4_conv1"), Qt.MouseButton.LeftButton)
    type_in(named(Number, "λ of block4_conv1, number"), "0.0123456")
    assert document.intent.settings.layer_weights["block4_conv1"] == 0.0123456


def test_pointing_at_a_fader_shows_its_number_in_passing(
    qtbot: QtBot, panel: ControlsPanel, fader: Callable[[str], Fader]
) -> None:
    def shows(layer: str) -> bool:
        names = {number.accessibleName() for number in panel.findChildren(Number)}
        return f"λ of {layer}, number" in names

    assert shows("block1_conv1")
    qtbot.mouseMove(fader("block2_conv1"))
    qtbot.waitUntil(lambda: shows("block2_conv1"))
    qtbot.mouseMove(panel, QPoint(1, 1))
    qtbot.waitUntil(lambda: shows("block1_conv1"))


def test_costs_are_told_for_the_chosen_layer(panel: ControlsPanel) -> None:
    panel.show_costs({"block1_conv1": 100.0, "block2_conv1": 1200.0})
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert "J 100 · 25%" in texts  # 0.64·100 of 0.64·100 + 0.16·1200
    panel.show_costs({})
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert "J 100 · 25%" not in texts
    assert "colour" in texts


def test_a_share_is_drawn(panel: ControlsPanel, fader: Callable[[str], Fader]) -> None:
    before = fader("block2_conv1").grab().toImage()
    panel.show_costs({"block1_conv1": 100.0, "block2_conv1": 1200.0})
    assert fader("block2_conv1").grab().toImage() != before
    panel.show_costs({})
    assert fader("block2_conv1").grab().toImage() == before


@pytest.mark.parametrize("cost", [float("inf"), float("nan")])
def test_costs_without_end_have_no_share(
    panel: ControlsPanel, fader: Callable[[str], Fader], cost: float
) -> None:
    before = fader("block2_conv1").grab().toImage()
    panel.show_costs(dict.fromkeys(DEFAULT_LAYER_WEIGHTS, cost))
    assert fader("block2_conv1").grab().toImage() == before


def test_a_screen_reader_is_told_the_weight(
    document: Document, fader: Callable[[str], Fader]
) -> None:
    document.change_settings("", layer_weights={"block1_conv1": 0.3})
    assert fader("block1_conv1").accessibleDescription() == "λ = 0.3"
    assert fader("block2_conv1").accessibleDescription() == "λ = 0"


# Balanced


def test_weighed_by_pull_every_fader_stays_where_it_stands(
    qtbot: QtBot,
    panel: ControlsPanel,
    document: Document,
    drag: Callable[..., None],
    fader: Callable[[str], Fader],
) -> None:
    drag(fader("block3_conv1"), QPoint(0, -30))
    before = document.intent.settings
    places = [fader(layer).value() for layer in LAYERS]
    pull = switch(panel, "Weigh by pull")
    qtbot.mouseClick(pull, Qt.MouseButton.LeftButton)
    settings = document.intent.settings
    assert settings.balance_layers
    weights = dict(settings.layer_weights)
    assert weights.pop("block3_conv1") > 2 * weights["block1_conv1"]
    assert len(set(weights.values())) == 1  # as the defaults are meant to count alike
    assert [fader(layer).value() for layer in LAYERS] == places
    qtbot.mouseClick(pull, Qt.MouseButton.LeftButton)
    assert document.intent.settings == before
    assert not pull.isChecked()


def test_the_switch_of_the_pull_shows_what_is_so_and_undoes(
    qtbot: QtBot, panel: ControlsPanel, document: Document, fader: Callable[[str], Fader]
) -> None:
    pull = switch(panel, "Weigh by pull")
    pull.setFocus()
    qtbot.keyClick(pull, Qt.Key.Key_Space)
    assert document.undo_stack.undoText() == "Weigh by pull"
    document.undo_stack.undo()
    assert document.intent.settings == DEFAULTS
    assert not pull.isChecked()
    document.change_settings("", balance_layers=True)
    assert pull.isChecked()
    assert fader("block1_conv1").value() > fader("block5_conv1").value()


def test_balanced_a_double_click_brings_back_what_is_usual_there(
    qtbot: QtBot, document: Document, fader: Callable[[str], Fader]
) -> None:
    document.change_settings("", balance_layers=True)
    for layer in DEFAULT_LAYER_WEIGHTS:
        at = fader(layer).rect().center()
        qtbot.mouseDClick(fader(layer), Qt.MouseButton.LeftButton, pos=at)
    assert set(document.intent.settings.layer_weights.values()) == {
        natural_weight("block1_conv1", balanced=True)
    }


def test_balanced_the_share_is_of_what_the_painter_made_of_the_weights(
    panel: ControlsPanel, document: Document
) -> None:
    document.change_settings("", balance_layers=True)
    costs = {"block1_conv1": 100.0, "block2_conv1": 300.0}
    panel.show_costs(costs, {"block1_conv1": 3.0, "block2_conv1": 1.0})
    assert "J 100 · 50%" in [label.text() for label in panel.findChildren(QLabel)]


def test_weights_that_the_other_way_would_be_too_large_stay(
    qtbot: QtBot, panel: ControlsPanel, document: Document
) -> None:
    document.change_settings("", balance_layers=True, layer_weights={"block1_conv1": MAX_WEIGHT})
    before, pull = document.intent.settings, switch(panel, "Weigh by pull")
    with qtbot.waitSignal(panel.refused):
        qtbot.mouseClick(pull, Qt.MouseButton.LeftButton)
    assert document.intent.settings == before
    assert pull.isChecked()
