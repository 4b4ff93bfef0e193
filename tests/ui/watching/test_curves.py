"""The curves, pointed at with the mouse and with the arrow keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from styler.frame import Frame
from styler.settings import LAYERS, Settings
from styler.ui.watching.curves import Curves
from styler.ui.watching.inks import ink
from styler.ui.watching.record import CONTENT, TOTAL, Record


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., Curves]:
    def shown(record: Record, width: int = 700, height: int = 180) -> Curves:
        curves = Curves(record)
        qtbot.addWidget(curves)
        curves.resize(width, height)
        with qtbot.waitActive(curves):
            curves.show()
            curves.activateWindow()
        return curves

    return shown


@pytest.fixture
def curves(full: Record, show: Callable[..., Curves]) -> Curves:
    """Those of the real painting."""
    return show(full)


def colours(widget: QWidget) -> set[int]:
    image = widget.grab().toImage().convertToFormat(widget.grab().toImage().Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32)
    return set(np.unique(pixels).tolist())


def has(widget: QWidget, colour: QColor) -> bool:
    return colour.rgb() in colours(widget)


def move_to(curves: Curves, x: float) -> None:
    """Moves the mouse there, as any display would tell of it."""
    at, none = QPointF(x, 60), Qt.MouseButton.NoButton
    globally = QPointF(curves.mapToGlobal(at))
    move = QEvent.Type.MouseMove
    event = QMouseEvent(move, at, globally, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(curves, event)


def point_at(curves: Curves, share: float) -> None:
    """Moves the mouse to this part of the plot's width."""
    left, right = 40, curves.width() - 80
    move_to(curves, left + share * (right - left))


def test_each_term_is_drawn_in_its_colour(
    fill: Callable[..., None],
    record: Record,
    make_frame: Callable[..., Frame],
    show: Callable[..., Curves],
) -> None:
    fill(make_frame(step, cost=1e4 / (step + 1)) for step in range(30))
    curves = show(record)
    # The last two layers weigh the same: the upper one hides the other.
    for name in (TOTAL, CONTENT, "block1_conv1", "block2_conv1", "block3_conv1", "block4_conv1"):
        assert has(curves, ink(name, curves.palette())), name
    assert not has(curves, ink("block3_conv4", curves.palette()))


def test_a_change_of_theme_reaches_the_curves(curves: Curves, dressed: QPalette) -> None:
    curves.setPalette(dressed)
    assert has(curves, ink("block1_conv1", dressed))
    assert has(curves, dressed.color(QPalette.ColorRole.Mid))  # the grid


def test_without_frames_it_says_what_will_be_there(
    record: Record, show: Callable[..., Curves], make_frame: Callable[..., Frame]
) -> None:
    curves = show(record)
    empty = curves.grab().toImage()
    assert len(colours(curves)) > 2
    record.append(make_frame(0))
    curves.refresh()
    assert curves.grab().toImage() == empty  # one frame makes no curve
    point_at(curves, 0.5)
    QTest.keyClick(curves, Qt.Key.Key_Left)
    assert curves.reading == ""


def test_the_mouse_reads_the_nearest_step(curves: Curves) -> None:
    point_at(curves, 0.81)
    lines = curves.reading.split("\n")
    assert lines[0].startswith("Step 11 · 96 px · 0:")
    assert lines[1].startswith("J  ")
    assert len(lines) == 8  # the heading, J, content and five layers
    move_to(curves, 1)
    assert curves.reading.startswith("Step 0 · 48 px")


def test_the_costs_are_read_from_the_highest_downwards(full: Record, curves: Curves) -> None:
    point_at(curves, 4 / 15)
    names = [entry.split("  ")[0] for entry in curves.reading.split("\n")[1:]]
    terms = {name: float(full.series(name)[4]) for name in full.names}
    assert names[0] == "J"
    assert names.index("content") == sorted(terms.values(), reverse=True).index(terms["content"])


def test_a_mark_attracts_the_mouse_and_is_read(curves: Curves) -> None:
    point_at(curves, 0.204)
    assert "β 0.01 → 0.03" in curves.reading.split("\n")
    point_at(curves, 0.4)
    assert "β" not in curves.reading


def test_what_is_read_is_shown_beside_a_line(curves: Curves) -> None:
    before = curves.grab().toImage()
    point_at(curves, 0.5)
    assert curves.grab().toImage() != before


def test_the_mouse_gone_nothing_is_read(curves: Curves) -> None:
    before = curves.grab().toImage()
    point_at(curves, 0.5)
    QApplication.sendEvent(curves, QEvent(QEvent.Type.Leave))
    assert curves.reading == ""
    assert curves.grab().toImage() == before


def test_the_arrow_keys_read_step_by_step(curves: Curves) -> None:
    curves.setFocus()

    def press(*keys: Qt.Key) -> str:
        for key in keys:
            QTest.keyClick(curves, key)
        return curves.reading.split(" · ")[0]

    keys = Qt.Key
    assert press(keys.Key_Left) == "Step 13"
    assert press(keys.Key_Right, keys.Key_Right, keys.Key_Right) == "Step 14"
    assert press(keys.Key_Home) == "Step 0"
    assert press(keys.Key_Left) == "Step 0"
    assert press(keys.Key_Right) == "Step 1"
    assert press(keys.Key_End) == "Step 14"
    assert curves.accessibleDescription() == curves.reading


def test_other_keys_go_to_the_window(qtbot: QtBot, full: Record) -> None:
    pressed: list[int] = []

    class Window(QWidget):
        def keyPressEvent(self, event: object) -> None:
            pressed.append(event.key())  # type: ignore[attr-defined]

    window = Window()
    qtbot.addWidget(window)
    curves = Curves(full)
    curves.setParent(window)
    QTest.keyClick(curves, Qt.Key.Key_Space)
    QTest.keyClick(curves, Qt.Key.Key_Left)
    assert pressed == [Qt.Key.Key_Space]


def test_the_keyboard_is_shown_and_leaves_nothing_behind(curves: Curves) -> None:
    curves.clearFocus()
    before = curves.grab().toImage()
    accent = curves.palette().color(QPalette.ColorRole.Highlight)
    curves.setFocus()
    assert QColor(curves.grab().toImage().pixel(350, 0)).hue() == accent.hue()
    QTest.keyClick(curves, Qt.Key.Key_Left)
    curves.clearFocus()
    assert curves.reading == ""
    assert curves.grab().toImage() == before


def test_a_cleared_record_leaves_nothing_to_read(
    full: Record, curves: Curves, fill: Callable[..., None], make_frame: Callable[..., Frame]
) -> None:
    point_at(curves, 0.9)
    full.clear()
    curves.refresh()
    assert curves.reading == ""
    for step in range(30):
        full.append(make_frame(step))
    curves.refresh()
    assert curves.reading == ""


def test_a_long_noisy_run_is_drawn_too(
    fill: Callable[[Iterable[Frame]], None],
    record: Record,
    make_frame: Callable[..., Frame],
    show: Callable[..., Curves],
) -> None:
    costs = np.random.default_rng(2).lognormal(8, 0.5, 3000)
    fill(make_frame(step, cost=cost) for step, cost in enumerate(costs))
    curves = show(record)
    assert has(curves, ink(TOTAL, curves.palette()))
    point_at(curves, 0.5)
    assert curves.reading.startswith("Step 1")


@pytest.mark.parametrize("size", [(240, 80), (400, 124), (2400, 320)])
def test_sixteen_layers_are_drawn_and_read_in_any_room(
    record: Record,
    make_frame: Callable[..., Frame],
    show: Callable[..., Curves],
    size: tuple[int, int],
) -> None:
    settings = Settings(layer_weights={layer: n + 1 for n, layer in enumerate(LAYERS)}, tv=1)
    for step in range(5):
        record.append(make_frame(step, settings, cost=1e5 / (step + 1)))
    curves = show(record, *size)
    point_at(curves, 0.2)
    assert len(curves.reading.split("\n")) == 20
    assert has(curves, ink(TOTAL, curves.palette()))


@pytest.mark.parametrize("cost", [0.0, float("nan"), float("inf")])
def test_costs_that_no_logarithm_shows_are_left_out(
    fill: Callable[[Iterable[Frame]], None],
    record: Record,
    make_frame: Callable[..., Frame],
    show: Callable[..., Curves],
    cost: float,
) -> None:
    fill([make_frame(0), make_frame(1), make_frame(2, cost=cost)])
    curves = show(record)
    assert has(curves, ink(TOTAL, curves.palette()))
    record.clear()
    fill([make_frame(0, cost=cost), make_frame(1, cost=cost)])
    curves.refresh()
    assert not has(curves, ink("block1_conv1", curves.palette()))


def test_it_is_named_for_who_cannot_see_it(curves: Curves) -> None:
    assert curves.accessibleName() == "Curves of the costs"
