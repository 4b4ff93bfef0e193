"""What is typed and chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from styler.settings import MAX_WEIGHT, Settings
from styler.ui.controls.fields import Heading, Number
from styler.ui.controls.panel import ControlsPanel
from styler.ui.controls.sliders import LogSlider
from styler.ui.intent import Document

DEFAULTS = Settings()


@pytest.fixture
def number(named: Callable[..., Number]) -> Number:
    """The number of β."""
    return named(Number, "Style, β")


@pytest.mark.parametrize(
    ("text", "value"), [("0.5", 0.5), ("1.3e-2", 0.013), ("0,25", 0.25), ("0", 0)]
)
def test_a_typed_number_is_taken_and_undone_as_one(
    document: Document, type_in: Callable[..., None], number: Number, text: str, value: float
) -> None:
    type_in(number, text)
    assert document.intent.settings.beta == value
    document.undo_stack.undo()
    assert document.intent.settings == DEFAULTS
    assert number.text() == "0.01"


@pytest.mark.parametrize("text", ["much", "-1", "nan", "inf", str(MAX_WEIGHT * 10), ""])
def test_a_senseless_number_is_put_back_with_a_sentence(
    qtbot: QtBot,
    panel: ControlsPanel,
    document: Document,
    type_in: Callable[..., None],
    number: Number,
    text: str,
) -> None:
    with qtbot.waitSignal(panel.refused) as refusal:
        type_in(number, text)
    assert refusal.args is not None
    assert refusal.args[0].endswith(".")
    assert document.intent.settings == DEFAULTS
    assert number.text() == "0.01"


@pytest.mark.parametrize("text", ["many", "12.5", "99999999", "0"])
def test_a_senseless_count_is_put_back_with_a_sentence(
    qtbot: QtBot,
    panel: ControlsPanel,
    document: Document,
    named: Callable[..., Number],
    type_in: Callable[..., None],
    text: str,
) -> None:
    steps = named(Number, "Steps")
    with qtbot.waitSignal(panel.refused):
        type_in(steps, text)
    assert document.intent.settings == DEFAULTS
    assert steps.text() == "100"


def test_looking_at_a_number_does_not_round_it(
    qtbot: QtBot, document: Document, number: Number
) -> None:
    document.change_settings("", beta=0.0131225612345)
    number.setFocus()
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert document.intent.settings.beta == 0.0131225612345


def test_escape_leaves_a_number_as_it_was(qtbot: QtBot, document: Document, number: Number) -> None:
    number.setFocus()
    qtbot.keyClicks(number, "77")
    qtbot.keyClick(number, Qt.Key.Key_Escape)
    assert number.text() == "0.01"
    assert document.intent.settings == DEFAULTS
    assert not number.hasFocus()


def test_what_is_being_typed_survives_a_change_elsewhere(
    qtbot: QtBot, document: Document, number: Number
) -> None:
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "0.7")
    document.change_settings("", steps=7)
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert document.intent.settings.beta == 0.7


def test_arrows_count_within_the_limits_and_undo_as_one(
    qtbot: QtBot, document: Document, named: Callable[..., Number]
) -> None:
    steps = named(Number, "Steps")
    for key, value in ((Qt.Key.Key_Up, 110), (Qt.Key.Key_Up, 120), (Qt.Key.Key_Down, 110)):
        qtbot.keyClick(steps, key)
        assert document.intent.settings.steps == value
    for _ in range(20):
        qtbot.keyClick(steps, Qt.Key.Key_Down)
    assert document.intent.settings.steps == 1
    document.undo_stack.undo()
    assert document.intent.settings == DEFAULTS


def test_a_section_closes_by_keyboard_and_stays_so(
    qtbot: QtBot, named: Callable[..., QWidget], open_panel: Callable[[], ControlsPanel]
) -> None:
    heading, slider = named(Heading, "Balance"), named(LogSlider, "Stroke size")
    balance = named(LogSlider, "Balance of photograph and painting")
    heading.setFocus()
    qtbot.keyClick(heading, Qt.Key.Key_Space)
    assert not balance.isVisible()
    assert slider.isVisible()
    another = open_panel()
    names = [s.accessibleName() for s in another.findChildren(LogSlider) if s.isVisible()]
    assert "Stroke size" in names
    assert "Balance of photograph and painting" not in names
