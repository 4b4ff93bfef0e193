"""The panel by itself, over a document, and what a person does with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from styler.ui.controls.panel import ControlsPanel
from styler.ui.controls.sliders import LogSlider
from styler.ui.intent import Document

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def document() -> Iterator[Document]:
    """What the panel shows and changes."""
    document = Document()
    yield document
    # PySide frees the commands twice if the garbage collector finds them before their stack.
    document.undo_stack.clear()


@pytest.fixture
def open_panel(
    qtbot: QtBot, document: Document, preferences: QSettings
) -> Callable[[], ControlsPanel]:
    """Opens a panel that has the keyboard."""

    def opened() -> ControlsPanel:
        panel = ControlsPanel(document, preferences)
        qtbot.addWidget(panel)
        panel.resize(340, 1200)
        QCursor.setPos(panel.screen().geometry().bottomRight())  # points at nothing
        with qtbot.waitActive(panel):
            panel.show()
            panel.activateWindow()
        return panel

    return opened


@pytest.fixture
def panel(open_panel: Callable[[], ControlsPanel]) -> ControlsPanel:
    """The panel with what Styler comes with."""
    return open_panel()


@pytest.fixture
def named(panel: ControlsPanel) -> Callable[[type[W], str], W]:
    """Finds a control by the name it has for a screen reader."""
    return lambda kind, name: find(panel, kind, name)


def find(panel: QWidget, kind: type[W], name: str) -> W:
    """The control of that kind and name."""
    return next(w for w in panel.findChildren(kind) if w.accessibleName() == name)


@pytest.fixture
def type_in(qtbot: QtBot) -> Callable[[QWidget, str], None]:
    """Replaces a field's text and presses Return."""

    def typed(field: QWidget, text: str) -> None:
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(field, Qt.Key.Key_Delete)
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)

    return typed


@pytest.fixture
def drag(qtbot: QtBot) -> Callable[[LogSlider, QPoint], None]:
    """Takes a slider by its handle and moves it by that much, pixel by pixel."""

    def dragged(slider: LogSlider, way: QPoint) -> None:
        handle = _handle(slider)
        qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=handle)
        steps = way.manhattanLength()
        for step in range(1, steps + 1):
            qtbot.mouseMove(slider, handle + way * step / steps)
        qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=handle + way)

    return dragged


def _handle(slider: LogSlider) -> QPoint:
    along = round(slider.place(slider.value()))
    middle = slider.rect().center()
    if slider.orientation() is Qt.Orientation.Horizontal:
        return QPoint(along, middle.y())
    return QPoint(middle.x(), along)


@pytest.fixture
def turn_wheel() -> Callable[[QWidget, int], None]:
    """Turns the wheel over a widget: a notch is 120."""

    def turned(widget: QWidget, angle: int) -> None:
        window = widget.window()
        at = widget.mapTo(window, widget.rect().center())
        QTest.wheelEvent(window.windowHandle(), QPointF(at), QPoint(0, angle))
        QApplication.processEvents()

    return turned
