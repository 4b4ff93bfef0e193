"""Sliders, and the scale between their positions and their values."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from styler.settings import Settings
from styler.ui.controls.fields import Number
from styler.ui.controls.sliders import LinearScale, LogScale, LogSlider, Scale
from styler.ui.intent import Document

DEFAULTS = Settings()


@pytest.fixture
def slider(named: Callable[..., LogSlider]) -> LogSlider:
    """The slider of τ, which can be switched off."""
    return named(LogSlider, "Smoothness, τ")


@pytest.fixture
def strokes(named: Callable[..., LogSlider]) -> LogSlider:
    """The slider of the stroke size, which cannot."""
    return named(LogSlider, "Stroke size")


def test_a_scale_has_zero_at_its_end_and_the_default_in_the_middle() -> None:
    scale = LogScale.around(0.4, 1000)
    assert scale.value(0) == 0
    assert scale.value(1) == pytest.approx(0.0004)
    assert scale.value(scale.last) == pytest.approx(400)
    assert scale.value((scale.last + 1) // 2) == 0.4


def test_a_scale_without_zero_has_the_default_in_the_middle() -> None:
    scale = LogScale.around(0.025, 1000, off=False)
    assert scale.value(0) == pytest.approx(0.000025)
    assert scale.value(scale.last // 2) == 0.025


@pytest.mark.parametrize(
    "scale",
    [
        LogScale.around(0.013, 1000),
        LogScale.around(0.025, 1000, off=False),
        LogScale.around(0.64, 100),
        LogScale(0.25, 4, last=120, off=False),
        LinearScale(1.0),
        LinearScale(3.0, last=70),
    ],
)
def test_a_scale_goes_there_and_back(scale: Scale) -> None:
    positions = range(scale.last + 1)
    assert [scale.position(scale.value(position)) for position in positions] == list(positions)


def test_values_beyond_a_scale_stand_at_its_ends() -> None:
    scale = LogScale(0.1, 10)
    assert scale.position(1e9) == scale.last
    assert scale.position(float("inf")) == scale.last
    assert scale.position(1e-9) == 1


def test_a_linear_scale_goes_in_equal_steps_from_zero() -> None:
    scale = LinearScale(1.0)
    assert [scale.value(position) for position in (0, 1, 30, 50, 100)] == [0, 0.01, 0.3, 0.5, 1]
    assert scale.position(7.0) == scale.last
    assert scale.position(float("inf")) == scale.last


def test_the_noise_in_the_start_is_dragged_in_proportion(
    document: Document, drag: Callable[..., None], named: Callable[..., LogSlider]
) -> None:
    noise = named(LogSlider, "Noise in the start")
    drag(noise, QPoint(round(noise.groove().width() / 4), 0))
    assert document.intent.settings.init_noise == pytest.approx(0.25, abs=0.01)
    document.undo_stack.undo()
    assert document.intent.settings == DEFAULTS
    assert noise.value() == 0


def test_a_drag_moves_the_value_and_the_number(
    document: Document,
    drag: Callable[..., None],
    named: Callable[..., Number],
    strokes: LogSlider,
) -> None:
    drag(strokes, QPoint(40, 0))
    assert document.intent.settings.style_scale > 1.2
    shown = named(Number, "Stroke size, number").text()
    assert float(shown) == document.intent.settings.style_scale


def test_taking_the_handle_off_its_middle_moves_nothing(
    qtbot: QtBot, document: Document, strokes: LogSlider
) -> None:
    beside = QPoint(round(strokes.place(strokes.value())) + 4, strokes.height() // 2)
    qtbot.mouseClick(strokes, Qt.MouseButton.LeftButton, pos=beside)
    assert document.intent.settings == DEFAULTS


def test_a_click_on_the_left_end_switches_off(
    qtbot: QtBot, document: Document, slider: LogSlider
) -> None:
    document.change_settings("", tv=5.0)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(2, slider.height() // 2))
    assert document.intent.settings.tv == 0


def test_the_right_button_moves_nothing(
    qtbot: QtBot, document: Document, strokes: LogSlider
) -> None:
    qtbot.mouseClick(strokes, Qt.MouseButton.RightButton, pos=QPoint(9, 9))
    assert document.intent.settings == DEFAULTS


def test_a_double_click_brings_the_default_back_and_is_one_step_to_undo(
    qtbot: QtBot, document: Document, strokes: LogSlider
) -> None:
    document.change_settings("", style_scale=2.345)
    at = QPoint(strokes.width() // 5, strokes.height() // 2)
    qtbot.mouseClick(strokes, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(strokes, Qt.MouseButton.LeftButton, pos=at)
    assert document.intent.settings.style_scale == 1
    document.undo_stack.undo()
    assert document.intent.settings.style_scale == 2.345


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 10_000),
        (Qt.Key.Key_Delete, 0),
        (Qt.Key.Key_Backspace, 0),
    ],
)
def test_keys_go_to_the_ends_to_nothing_and_to_the_default(
    qtbot: QtBot, document: Document, slider: LogSlider, key: Qt.Key, value: float
) -> None:
    document.change_settings("", tv=5.0)
    qtbot.keyClick(slider, key)
    assert document.intent.settings.tv == value


def test_delete_leaves_a_slider_alone_that_cannot_be_switched_off(
    qtbot: QtBot, document: Document, strokes: LogSlider
) -> None:
    qtbot.keyClick(strokes, Qt.Key.Key_Delete)
    assert document.intent.settings == DEFAULTS


def test_a_key_held_down_is_one_step_to_undo(
    qtbot: QtBot, document: Document, strokes: LogSlider
) -> None:
    values = set()
    document.changed.connect(lambda: values.add(document.intent.settings.style_scale))
    for _ in range(5):
        qtbot.keyClick(strokes, Qt.Key.Key_Right)
    assert len(values) == 5
    document.undo_stack.undo()
    assert document.intent.settings == DEFAULTS


def test_two_drags_are_two_steps_to_undo(
    document: Document, drag: Callable[..., None], strokes: LogSlider
) -> None:
    drag(strokes, QPoint(30, 0))
    between = document.intent.settings
    drag(strokes, QPoint(30, 0))
    document.undo_stack.undo()
    assert document.intent.settings == between
