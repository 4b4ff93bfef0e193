"""The panel shows the document's settings, and changes them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from styler.settings import (
    COLOURS,
    LAYERS,
    OPTIMIZERS,
    PADDINGS,
    POOLINGS,
    PRECISIONS,
    STARTS,
    Settings,
)
from styler.ui.controls.fields import Choice, IconButton, Number
from styler.ui.controls.panel import ControlsPanel
from styler.ui.controls.sliders import LogSlider
from styler.ui.intent import Document, Source

# A list that drops down wants more than a Qt without a screen can do.
pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support (raise|grabbing the keyboard)", extend=True
)

DEFAULTS = Settings()
ONE_LINE = 32  # pixels: what stands beside each other need not be level


@pytest.fixture
def press(qtbot: QtBot, panel: ControlsPanel) -> Callable[[str], None]:
    """Presses the button with that text."""

    def pressed(text: str) -> None:
        buttons = [b for b in panel.findChildren(QPushButton) if b.text() == text]
        visible = next(b for b in buttons if b.isVisible())
        qtbot.mouseClick(visible, Qt.MouseButton.LeftButton)

    return pressed


# Each setting, there and back


@pytest.mark.parametrize(
    ("name", "field", "values"),
    [
        ("Colours", "colour", COLOURS),
        ("Start from", "init", STARTS),
        ("Optimiser", "optimizer", OPTIMIZERS),
        ("Pooling", "pooling", POOLINGS),
        ("Borders", "padding", PADDINGS),
        ("Precision", "precision", PRECISIONS),
    ],
)
def test_every_choice_by_keyboard_is_taken_shown_and_undone(
    qtbot: QtBot,
    document: Document,
    named: Callable[..., Choice],
    name: str,
    field: str,
    values: tuple[str, ...],
) -> None:
    document.change_settings("", **{field: values[0]})
    box = named(Choice, name)
    box.setFocus()
    for value in values[1:]:
        before = box.currentText()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        assert getattr(document.intent.settings, field) == value
        assert box.currentText() != before
    document.undo_stack.undo()
    assert getattr(document.intent.settings, field) == values[-2]
    assert box.currentIndex() == len(values) - 2


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("Content, α", "alpha", 0.7),
        ("Style, β", "beta", 0.7),
        ("Smoothness, τ, number", "tv", 2.5),
        ("Stroke size, number", "style_scale", 1.5),
        ("Noise in the start, number", "init_noise", 0.3),
        ("Size, pixels", "size", 640),
        ("Steps", "steps", 7),
        ("Noise number", "seed", 11),
    ],
)
def test_every_number_typed_is_taken_shown_and_undone(
    document: Document,
    named: Callable[..., Number],
    type_in: Callable[..., None],
    name: str,
    field: str,
    value: float,
) -> None:
    document.change_settings("", init_noise=0.5)  # or the noise number could not be typed
    number = named(Number, name)
    before, words = document.intent.settings, number.text()
    type_in(number, str(value))
    assert document.intent.settings == before.replaced(**{field: value})
    assert number.text() == str(value)
    document.undo_stack.undo()
    assert document.intent.settings == before
    assert number.text() == words


def test_the_usual_sizes_are_offered(
    qtbot: QtBot, document: Document, named: Callable[..., Number]
) -> None:
    document.change_settings("", sizes=(200, 512))
    number = named(Number, "Size, pixels")
    number.setFocus()
    for size in (768, 1024, 2048):
        qtbot.keyClick(number, Qt.Key.Key_Down)
        assert document.intent.settings.size == size
        assert number.text() == str(size)
    document.undo_stack.undo()
    assert number.text() == "1024"


def test_an_unusual_size_stays_in_its_field(
    document: Document, named: Callable[..., Number]
) -> None:
    number = named(Number, "Size, pixels")
    for changes in ({"size": 640}, {"alpha": 2.0}, {"size": 700}, {"size": 512}, {"size": 640}):
        document.change_settings("", **changes)
        assert number.text() == str(document.intent.settings.size)


@pytest.mark.parametrize("text", ["40", "0.1"])
def test_the_stroke_size_has_the_settings_limits(
    qtbot: QtBot,
    panel: ControlsPanel,
    document: Document,
    named: Callable[..., Number],
    type_in: Callable[..., None],
    text: str,
) -> None:
    with qtbot.waitSignal(panel.refused) as refusal:
        type_in(named(Number, "Stroke size, number"), text)
    assert refusal.args is not None
    assert "between" in refusal.args[0]
    assert document.intent.settings == DEFAULTS


def test_the_dice_throws_another_noise(
    qtbot: QtBot, document: Document, named: Callable[..., IconButton]
) -> None:
    dice = named(IconButton, "Another noise")
    assert not dice.isEnabled()  # a photograph has no noise
    document.change_settings("", init="noise")
    assert dice.isEnabled()
    document.change_settings("", init="content", init_noise=0.1)
    for _ in range(3):
        before = document.intent.settings.seed
        qtbot.mouseClick(dice, Qt.MouseButton.LeftButton)
        assert document.intent.settings.seed != before


def test_back_to_the_defaults_leaves_what_the_panel_does_not_show(
    document: Document, press: Callable[[str], None]
) -> None:
    elsewhere = {"time_limit": 60.0, "memory_limit": 8.0, "weights": "keras"}
    channels = {"block3_conv1": {7: 0.0}}
    elsewhere = {**elsewhere, "style_weights": (1.0, 2.0), "channel_weights": channels}
    weights = {"alpha": 3.0, "beta": 2.0, "tv": 1.0, "balance_layers": True}
    layers = {"layer_weights": {"block1_conv1": 1.0}, "content_layers": {"block5_conv1": 2.0}}
    sizes = {"size": 640, "sizes": (200, 640), "steps": 5, "style_scale": 2.0}
    start = {"init": "noise", "init_noise": 0.5, "seed": 4}
    ways = {"colour": "match", "optimizer": "gd", "pooling": "avg", "padding": "reflect"}
    changed = {**weights, **layers, **sizes, **start, **ways, "precision": "float32"}
    assert changed.keys() | elsewhere.keys() == DEFAULTS.to_json().keys()
    document.change_settings("", **changed, **elsewhere)
    before = document.intent
    press("Back to the defaults")
    assert document.intent.settings == DEFAULTS.replaced(**elsewhere)
    document.undo_stack.undo()
    assert document.intent == before


# Where painting starts from


def test_pure_noise_cannot_be_made_noisier(
    document: Document, named: Callable[..., QWidget]
) -> None:
    slider, number = (
        named(LogSlider, "Noise in the start"),
        named(Number, "Noise in the start, number"),
    )
    document.change_settings("", init="noise")
    assert not slider.isEnabled()
    assert not number.isEnabled()
    document.undo_stack.undo()
    assert slider.isEnabled()
    assert number.isEnabled()


def choose_start(qtbot: QtBot, box: QComboBox, text: str) -> None:
    """From the list, by mouse."""
    box.showPopup()
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    item = view.model().index(box.findText(text), 0)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(item).center())


def test_a_picture_file_is_asked_for_and_shown_by_its_name(
    qtbot: QtBot, panel: ControlsPanel, document: Document, named: Callable[..., Choice]
) -> None:
    box = named(Choice, "Start from")
    with qtbot.waitSignal(panel.next_start.choose_start_wanted):
        choose_start(qtbot, box, "a picture file…")
    assert box.currentText() == "the photograph"  # until there is one
    picture = np.zeros((8, 8, 3), np.float32)
    start = Source("sketch.png", picture, QImage(8, 8, QImage.Format.Format_RGB32), Path("/s.png"))
    settings = document.intent.settings.replaced(init="sketch.png")
    document.change("", settings=settings, start=start)
    assert box.currentText() == "sketch.png"
    choose_start(qtbot, box, "noise")
    assert document.intent.settings.init == "noise"
    assert document.intent.start is None
    assert box.findText("sketch.png") == -1
    document.undo_stack.undo()
    assert box.currentText() == "sketch.png"
    assert document.intent.start is start


def test_the_current_result_is_offered_once_there_is_one(
    qtbot: QtBot, panel: ControlsPanel, named: Callable[..., Choice]
) -> None:
    box = named(Choice, "Start from")
    with qtbot.assertNotEmitted(panel.next_start.result_as_start_wanted):
        choose_start(qtbot, box, "the current result")
    box.hidePopup()
    panel.next_start.has_result(True)
    with qtbot.waitSignal(panel.next_start.result_as_start_wanted):
        choose_start(qtbot, box, "the current result")


# Notices


def visible_texts(panel: QWidget) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_a_restart_is_offered_while_it_is_needed(
    qtbot: QtBot, panel: ControlsPanel, press: Callable[[str], None]
) -> None:
    assert "Takes effect at the next start" not in visible_texts(panel)
    panel.show_restart(True)
    assert "Takes effect at the next start" in visible_texts(panel)
    with qtbot.waitSignal(panel.restart_wanted):
        press("Restart")
    panel.show_restart(False)
    assert "Takes effect at the next start" not in visible_texts(panel)


def test_painting_on_is_offered_beside_a_new_start(
    qtbot: QtBot, panel: ControlsPanel, press: Callable[[str], None]
) -> None:
    panel.show_paint_on(True)
    with qtbot.waitSignal(panel.paint_on_wanted):
        press("Paint on")
    with qtbot.waitSignal(panel.restart_wanted):
        press("Start again")


# For everyone


def test_the_wheel_scrolls_the_panel_and_changes_nothing(
    qtbot: QtBot,
    panel: ControlsPanel,
    document: Document,
    turn_wheel: Callable[[QWidget, int], None],
) -> None:
    panel.resize(340, 400)
    area = panel.findChild(QScrollArea)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for control in controls(panel):
        if control.isVisible():
            control.setFocus()
            area.ensureWidgetVisible(control)
            before = bar.value()
            turn_wheel(control, -120 if before < bar.maximum() / 2 else 120)
            assert bar.value() != before, control.accessibleName()
    assert document.intent.settings == DEFAULTS


def controls(panel: ControlsPanel) -> list[QWidget]:
    kinds = (LogSlider, QComboBox, Number, QAbstractButton)
    return [control for kind in kinds for control in panel.findChildren(kind)]


def test_every_control_can_be_told_by_ear_and_explains_itself(panel: ControlsPanel) -> None:
    for control in controls(panel):
        button = control.text() if isinstance(control, QAbstractButton) else ""
        assert control.accessibleName() or button, control
        assert control.toolTip() or not control.isVisible(), control.accessibleName()


def test_every_label_before_a_field_is_its_buddy(panel: ControlsPanel) -> None:
    buddies = {label.text(): label.buddy() for label in panel.findChildren(QLabel)}
    for text in ("α", "β", "λ", "Content layer", "Smoothness, τ", "Size, pixels", "Noise number"):
        assert buddies[text] is not None, text


@pytest.mark.parametrize("content_layers", [{"block4_conv2": 1.0}, dict.fromkeys(LAYERS, 0.5)])
def test_tab_goes_from_top_to_bottom_and_reaches_everything(
    qtbot: QtBot, panel: ControlsPanel, document: Document, content_layers: dict[str, float]
) -> None:
    # Or the noise number could not be reached.
    document.change_settings("", init_noise=0.5, content_layers=content_layers)
    page = panel.findChild(QScrollArea).widget()
    first = next(b for b in panel.findChildren(Choice) if b.accessibleName() == "Preset")
    first.setFocus()
    reached, widget = [], first
    while widget is not None and (not reached or widget is not first):
        reached.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
    tops = [w.mapTo(page, QPoint()).y() for w in reached]
    assert all(after > before - ONE_LINE for before, after in pairwise(tops))
    for kind in (QComboBox, Number):
        for control in panel.findChildren(kind):
            if control.isVisible():
                assert {control, control.focusProxy()} & set(reached), control.accessibleName()


@pytest.mark.parametrize("width", [280, 340, 460])
def test_nothing_is_cut_off(qtbot: QtBot, panel: ControlsPanel, width: int) -> None:
    panel.resize(width, 500)
    area = panel.findChild(QScrollArea)
    assert area.widget().width() == area.viewport().width()
