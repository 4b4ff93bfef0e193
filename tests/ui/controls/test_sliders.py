"""Sliders, numbers, and the scale between them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from styler.settings import MAX_WEIGHT, Settings
from styler.ui.controls.sliders import LogScale, LogSlider, Number
from styler.ui.window import MainWindow

DEFAULTS = Settings()


@pytest.fixture
def slider(window: MainWindow) -> LogSlider:
    """The slider of β."""
    return next(s for s in window.findChildren(LogSlider) if s.accessibleName() == "Style, β")


@pytest.fixture
def number(window: MainWindow) -> Number:
    """The number of β."""
    return next(n for n in window.findChildren(Number) if n.accessibleName() == "Style, β, number")


def type_in(qtbot: QtBot, number: Number, text: str) -> None:
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, text)
    qtbot.keyClick(number, Qt.Key.Key_Return)


def test_a_scale_has_zero_at_its_left_end_and_the_default_in_the_middle() -> None:
    scale = LogScale.around(0.4, 1000)
    assert scale.value(0) == 0
    assert scale.value(1) == pytest.approx(0.0004)
    assert scale.value(scale.last) == pytest.approx(400)
    assert scale.position(0.4) == pytest.approx(scale.last / 2, abs=1)


@pytest.mark.parametrize("position", [0, 1, 57, 399, 400])
def test_a_scale_goes_there_and_back(position: int) -> None:
    scale = LogScale.around(0.013, 1000)
    assert scale.position(scale.value(position)) == position


def test_values_beyond_a_scale_stand_at_its_ends() -> None:
    scale = LogScale(0.1, 10)
    assert scale.position(1e9) == scale.last
    assert scale.position(1e-9) == 1


def test_a_drag_moves_the_weight_and_the_number(
    qtbot: QtBot, window: MainWindow, slider: LogSlider, number: Number
) -> None:
    middle = slider.rect().center()
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(slider, middle + QPoint(20, 0))
    qtbot.mouseMove(slider, middle + QPoint(40, 0))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=middle + QPoint(40, 0))
    assert window.controls.settings.beta > 2 * DEFAULTS.beta
    assert float(number.text()) == window.controls.settings.beta


def test_a_click_on_the_left_end_is_zero(
    qtbot: QtBot, window: MainWindow, slider: LogSlider
) -> None:
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(2, slider.height() // 2))
    assert window.controls.settings.beta == 0


def test_a_double_click_brings_the_default_back_exactly(
    qtbot: QtBot, window: MainWindow, slider: LogSlider
) -> None:
    window.controls.show_settings(DEFAULTS.replaced(beta=5.0))
    qtbot.mouseDClick(slider, Qt.MouseButton.LeftButton)
    assert window.controls.settings.beta == DEFAULTS.beta


@pytest.mark.parametrize(("text", "value"), [("0.5", 0.5), ("1.3e-2", 0.013), ("0,25", 0.25)])
def test_a_typed_number_is_taken(
    qtbot: QtBot, window: MainWindow, slider: LogSlider, number: Number, text: str, value: float
) -> None:
    before = slider.value()
    type_in(qtbot, number, text)
    assert window.controls.settings.beta == value
    assert (slider.value() > before) == (value > DEFAULTS.beta)


@pytest.mark.parametrize("text", ["much", "-1", "nan", "inf", str(MAX_WEIGHT * 10), ""])
def test_a_senseless_number_is_refused_with_a_sentence(
    qtbot: QtBot, window: MainWindow, number: Number, text: str
) -> None:
    before = number.text()
    number.setFocus()
    number.clear()
    type_in(qtbot, number, text)
    assert window.controls.settings.beta == DEFAULTS.beta
    assert number.text() == before
    assert window.messages.isVisible()


def test_looking_at_a_number_does_not_round_it(
    qtbot: QtBot, window: MainWindow, number: Number
) -> None:
    exact = 0.0131225612345
    window.controls.show_settings(DEFAULTS.replaced(beta=exact))
    number.setFocus()
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert window.controls.settings.beta == exact


def test_escape_leaves_a_number_as_it_was(qtbot: QtBot, window: MainWindow, number: Number) -> None:
    number.setFocus()
    qtbot.keyClicks(number, "77")
    qtbot.keyClick(number, Qt.Key.Key_Escape)
    assert float(number.text()) == DEFAULTS.beta
    assert window.controls.settings.beta == DEFAULTS.beta
