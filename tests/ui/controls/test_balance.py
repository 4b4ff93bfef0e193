"""One slider between the photograph and the painting, and two exact numbers."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from styler.settings import Settings
from styler.ui.controls.fields import Number
from styler.ui.controls.sliders import LogSlider
from styler.ui.intent import Document

DEFAULTS = Settings()


@pytest.fixture
def slider(named: Callable[..., LogSlider]) -> LogSlider:
    """The balance."""
    return named(LogSlider, "Balance of photograph and painting")


def test_a_drag_is_many_changes_and_one_step_to_undo(
    document: Document, drag: Callable[..., None], slider: LogSlider
) -> None:
    betas = []
    document.changed.connect(lambda: betas.append(document.intent.settings.beta))
    drag(slider, QPoint(40, 0))
    assert len(betas) > 20
    assert betas == sorted(betas)
    assert betas[-1] > 2 * DEFAULTS.beta
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.intent.settings == DEFAULTS
    assert slider.value() == slider.maximum() // 2


def test_to_the_left_is_the_photograph_s_side_and_the_strength_stays(
    document: Document, drag: Callable[..., None], slider: LogSlider
) -> None:
    drag(slider, QPoint(-60, 0))
    settings = document.intent.settings
    assert settings.alpha > DEFAULTS.alpha
    assert settings.beta < DEFAULTS.beta
    strength = sqrt(DEFAULTS.alpha * DEFAULTS.beta)
    assert sqrt(settings.alpha * settings.beta) == pytest.approx(strength, rel=1e-3)


def test_the_numbers_follow_the_slider_and_the_slider_the_numbers(
    document: Document,
    drag: Callable[..., None],
    type_in: Callable[..., None],
    named: Callable[..., Number],
    slider: LogSlider,
) -> None:
    drag(slider, QPoint(30, 0))
    assert float(named(Number, "Content, α").text()) == document.intent.settings.alpha
    assert float(named(Number, "Style, β").text()) == document.intent.settings.beta
    leant = slider.value()
    type_in(named(Number, "Content, α"), "0.0001")
    assert slider.value() > leant


def test_a_typed_weight_leaves_the_other_alone(
    document: Document, type_in: Callable[..., None], named: Callable[..., Number]
) -> None:
    type_in(named(Number, "Content, α"), "3")
    assert document.intent.settings == DEFAULTS.replaced(alpha=3)


@pytest.mark.parametrize(
    ("weights", "place"),
    [({"alpha": 0.0}, "right"), ({"beta": 0.0}, "left"), ({"alpha": 0.0, "beta": 0.0}, "middle")],
)
def test_a_weight_of_zero_stands_at_an_end_and_can_be_dragged_away(
    document: Document,
    drag: Callable[..., None],
    slider: LogSlider,
    weights: dict[str, float],
    place: str,
) -> None:
    document.change_settings("", **weights)
    end = {"left": 0, "middle": slider.maximum() // 2, "right": slider.maximum()}[place]
    assert slider.value() == end
    drag(slider, QPoint(-30 if place == "right" else 30, 0))
    assert document.intent.settings.alpha > 0
    assert document.intent.settings.beta > 0


def test_a_double_click_brings_the_usual_balance_back(
    qtbot: QtBot, document: Document, slider: LogSlider
) -> None:
    document.change_settings("", alpha=40.0, beta=0.0001)
    qtbot.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())
    assert document.intent.settings == DEFAULTS
