"""Presets: those that come with Styler, and one's own."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from styler.presets import PRESETS
from styler.settings import Settings
from styler.ui.controls.fields import Choice, IconButton
from styler.ui.controls.panel import ControlsPanel
from styler.ui.intent import Document

# A list that drops down wants more than a Qt without a screen can do.
pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support (raise|grabbing the keyboard)", extend=True
)

MINE_FIELDS = {
    "alpha": 0.123,
    "tv": 7.0,
    "content_layers": {"block3_conv2": 1.0, "block5_conv1": 0.5},
    "balance_layers": True,
    "layer_weights": {"block2_conv2": 0.5},
}
MINE = Settings(**MINE_FIELDS)


def chooser(panel: ControlsPanel) -> Choice:
    return next(box for box in panel.findChildren(Choice) if box.accessibleName() == "Preset")


def button(panel: ControlsPanel, name: str) -> IconButton:
    return next(b for b in panel.findChildren(IconButton) if b.accessibleName() == name)


def names(panel: ControlsPanel) -> list[str]:
    box = chooser(panel)
    return [box.itemText(index) for index in range(box.count()) if box.itemText(index)]


def choose(qtbot: QtBot, panel: ControlsPanel, name: str) -> None:
    """From the list, by mouse."""
    box = chooser(panel)
    box.showPopup()
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    item = view.model().index(box.findText(name), 0)
    view.scrollTo(item)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(item).center())
    qtbot.waitUntil(lambda: not view.isVisible())


def save_as(qtbot: QtBot, panel: ControlsPanel, name: str) -> None:
    """Under a name that is typed."""
    qtbot.mouseClick(button(panel, "Save as preset…"), Qt.MouseButton.LeftButton)
    field = next(
        f for f in panel.findChildren(QLineEdit) if f.accessibleName() == "Name of the preset"
    )
    assert field.hasFocus()
    qtbot.keyClicks(field, name)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_presets_are_named_and_explained(panel: ControlsPanel) -> None:
    box = chooser(panel)
    assert names(panel) == ["Soft", "Balanced", "Strict", "Gatys", "Course"]
    tips = {box.itemData(index, Qt.ItemDataRole.ToolTipRole) for index in range(box.count())}
    assert len(tips) == 5
    assert all(tip.endswith(".") for tip in tips)


@pytest.mark.parametrize("key", list(PRESETS))
def test_choosing_a_preset_sets_its_weights_and_undoes(
    qtbot: QtBot, panel: ControlsPanel, document: Document, key: str
) -> None:
    document.change_settings("", **MINE_FIELDS)
    assert chooser(panel).currentText() == ""
    assert chooser(panel).placeholderText() == "Custom"
    choose(qtbot, panel, key.capitalize())
    assert document.intent.settings == MINE.replaced(**PRESETS[key])
    assert chooser(panel).currentText() == key.capitalize()
    document.undo_stack.undo()
    assert document.intent.settings == MINE
    assert chooser(panel).currentText() == ""


def test_one_s_own_is_kept_restored_chosen_and_deleted(
    qtbot: QtBot,
    panel: ControlsPanel,
    document: Document,
    open_panel: Callable[[], ControlsPanel],
) -> None:
    document.change_settings("", **MINE_FIELDS)
    save_as(qtbot, panel, "Night in ink")
    assert chooser(panel).currentText() == "Night in ink"

    document.change_settings("", alpha=9.0)
    another = open_panel()
    assert chooser(another).currentText() == ""
    choose(qtbot, another, "Night in ink")
    assert document.intent.settings == MINE

    qtbot.mouseClick(button(another, "Delete this preset"), Qt.MouseButton.LeftButton)
    assert "Night in ink" not in names(another)
    assert document.intent.settings == MINE
    assert "Night in ink" not in names(open_panel())


def test_the_presets_that_come_with_styler_cannot_be_deleted(
    qtbot: QtBot, panel: ControlsPanel
) -> None:
    choose(qtbot, panel, "Strict")
    assert not button(panel, "Delete this preset").isEnabled()


def test_one_s_own_with_the_weights_of_another_can_be_told_from_it_and_deleted(
    qtbot: QtBot, panel: ControlsPanel
) -> None:
    choose(qtbot, panel, "Strict")
    save_as(qtbot, panel, "Firm")
    assert chooser(panel).currentText() == "Firm"
    choose(qtbot, panel, "Strict")
    assert chooser(panel).currentText() == "Strict"
    choose(qtbot, panel, "Firm")
    qtbot.mouseClick(button(panel, "Delete this preset"), Qt.MouseButton.LeftButton)
    assert chooser(panel).currentText() == "Strict"


def test_saving_under_the_same_name_takes_its_place(
    qtbot: QtBot, panel: ControlsPanel, document: Document
) -> None:
    document.change_settings("", alpha=5.0)
    save_as(qtbot, panel, "Mine")
    document.change_settings("", alpha=6.0)
    save_as(qtbot, panel, "Mine")
    assert names(panel).count("Mine") == 1
    document.change_settings("", alpha=7.0)
    choose(qtbot, panel, "Mine")
    assert document.intent.settings.alpha == 6


def test_the_name_of_a_preset_that_comes_with_styler_is_refused(
    qtbot: QtBot, panel: ControlsPanel, document: Document
) -> None:
    document.change_settings("", alpha=5.0)
    with qtbot.waitSignal(panel.refused):
        save_as(qtbot, panel, "soft")
    assert names(panel) == ["Soft", "Balanced", "Strict", "Gatys", "Course"]


def test_a_preset_without_a_name_is_not_saved(qtbot: QtBot, panel: ControlsPanel) -> None:
    before = names(panel)
    save_as(qtbot, panel, "   ")
    assert names(panel) == before


def test_escape_closes_the_naming(qtbot: QtBot, panel: ControlsPanel) -> None:
    qtbot.mouseClick(button(panel, "Save as preset…"), Qt.MouseButton.LeftButton)
    field = next(
        f for f in panel.findChildren(QLineEdit) if f.accessibleName() == "Name of the preset"
    )
    qtbot.keyClicks(field, "Draft")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert "Draft" not in names(panel)


@pytest.mark.parametrize(
    "kept",
    [
        "no JSON",
        "[1, 2]",
        json.dumps({"Bad": 7}),
        json.dumps({"Bad": {"alpha": "much"}}),
        json.dumps({"Bad": {"alpha": -1}}),
        json.dumps({"Bad": {"layer_weights": {"block9": 1}}}),
        json.dumps({"Bad": {"content_layers": ["block1_conv1"]}}),
        json.dumps({"Bad": {"content_layer": ["block1_conv1"]}}),
        json.dumps({"Bad": {"content_layer": "block9"}}),
    ],
)
def test_nonsense_in_the_preferences_does_no_harm(
    preferences: QSettings, open_panel: Callable[[], ControlsPanel], qtbot: QtBot, kept: str
) -> None:
    preferences.setValue("presets", kept)
    panel = open_panel()
    assert names(panel) == ["Soft", "Balanced", "Strict", "Gatys", "Course"]
    save_as(qtbot, panel, "Good")
    assert "Good" in names(panel)


def test_what_is_sound_among_nonsense_is_kept(
    preferences: QSettings, open_panel: Callable[[], ControlsPanel]
) -> None:
    preferences.setValue("presets", json.dumps({"Bad": {"alpha": "x"}, "Good": {"alpha": 3}}))
    assert names(open_panel())[5:] == ["Good"]


def test_one_s_own_from_before_there_were_several_content_layers_is_kept(
    qtbot: QtBot,
    preferences: QSettings,
    document: Document,
    open_panel: Callable[[], ControlsPanel],
) -> None:
    old = {"alpha": 0.3, "beta": 0.2, "tv": 0.0, "content_layer": "block3_conv1"}
    weights = {"layer_weights": {"block1_conv1": 0.7}}
    preferences.setValue("presets", json.dumps({"Old": {**old, **weights}}))
    panel = open_panel()
    save_as(qtbot, panel, "New")  # writes them all anew
    choose(qtbot, open_panel(), "Old")
    assert document.intent.settings == Settings(
        alpha=0.3, beta=0.2, content_layers={"block3_conv1": 1.0}, **weights
    )


def test_a_layer_that_was_switched_off_makes_no_other_preset(
    qtbot: QtBot, panel: ControlsPanel, document: Document
) -> None:
    off = {**document.intent.settings.layer_weights, "block3_conv3": 0.0}
    document.change_settings("", layer_weights=off)
    assert chooser(panel).currentText() == "Balanced"
    document.change_settings("", alpha=0.7)
    save_as(qtbot, panel, "Mine")
    document.change_settings("", layer_weights={**off, "block2_conv2": 0.0})
    assert chooser(panel).currentText() == "Mine"


def test_a_preset_leaves_what_waits_for_the_next_start(
    qtbot: QtBot, panel: ControlsPanel, document: Document
) -> None:
    save_as(qtbot, panel, "Mine")
    document.change_settings("", alpha=5.0, steps=7, size=640)
    choose(qtbot, panel, "Mine")
    assert document.intent.settings == Settings(steps=7, size=640)
