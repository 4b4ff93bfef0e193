"""The panel holds the newest settings."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from styler.settings import Settings
from styler.ui.controls.sliders import Number
from styler.ui.window import MainWindow

W = TypeVar("W", bound=QWidget)


def named(window: MainWindow, kind: type[W], name: str) -> W:
    return next(w for w in window.findChildren(kind) if w.accessibleName() == name)


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("Content layer", "content_layer", "block1_conv1"),
        ("Start from", "init", "noise"),
        ("Optimiser", "optimizer", "adam"),
        ("Pooling", "pooling", "avg"),
        ("Precision", "precision", "bfloat16"),
    ],
)
def test_a_choice_by_keyboard_is_taken(
    qtbot: QtBot, window: MainWindow, name: str, field: str, value: str
) -> None:
    window.controls.show_settings(Settings(pooling="max", optimizer="lbfgs", precision="float32"))
    box = named(window, QComboBox, name)
    box.setFocus()
    for _ in range(box.count()):
        if getattr(window.controls.settings, field) != value:
            qtbot.keyClick(box, Qt.Key.Key_Up if name == "Content layer" else Qt.Key.Key_Down)
    assert getattr(window.controls.settings, field) == value


@pytest.mark.parametrize(
    ("name", "field", "value"), [("Size, pixels", "size", 640), ("Steps", "steps", 7)]
)
def test_a_typed_count_is_taken(
    qtbot: QtBot, window: MainWindow, name: str, field: str, value: int
) -> None:
    box = named(window, QSpinBox, name)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, str(value))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert getattr(window.controls.settings, field) == value


def test_a_layer_s_weight_is_that_layer_s_alone(qtbot: QtBot, window: MainWindow) -> None:
    number = named(window, Number, "block3_conv1, number")
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "0.9")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    expected = {**Settings().layer_weights, "block3_conv1": 0.9}
    assert dict(window.controls.settings.layer_weights) == expected


def test_the_stroke_size_has_the_settings_limits(qtbot: QtBot, window: MainWindow) -> None:
    number = named(window, Number, "Stroke size")
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "40")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert window.controls.settings.style_scale == Settings().style_scale
    assert "between" in window.messages.text


def test_the_wheel_changes_nothing_in_passing(window: MainWindow) -> None:
    before = window.controls.settings
    for control in window.controls.findChildren(QComboBox):
        QApplication.sendEvent(control, _wheel(control))
    assert window.controls.settings == before


def _wheel(widget: QWidget) -> QWheelEvent:
    at = QPointF(widget.rect().center())
    return QWheelEvent(
        at,
        QPointF(widget.mapToGlobal(at)),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


def test_the_defaults_come_back(qtbot: QtBot, window: MainWindow) -> None:
    window.controls.show_settings(Settings(alpha=3, steps=5, init="style"))
    button = next(b for b in window.controls.findChildren(QPushButton) if "defaults" in b.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.controls.settings == Settings()


def test_every_control_can_be_told_by_ear(window: MainWindow) -> None:
    for kind in (QComboBox, QSpinBox, Number):
        for control in window.controls.findChildren(kind):
            assert control.accessibleName()
