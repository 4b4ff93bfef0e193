"""Several styles are mixed by weights that move live and stay as many as the styles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from styler.ui.intent import Document
from styler.ui.sources.origins import from_file
from styler.ui.sources.panel import SourcesPanel
from styler.ui.sources.styles import StyleRow

Fill = Callable[[int], None]
Settle = Callable[[], None]


def rows(panel: SourcesPanel) -> list[StyleRow]:
    QApplication.processEvents()  # a layout shows what is new in it only then
    return [row for row in panel.findChildren(StyleRow) if row.isVisible()]


def shares(panel: SourcesPanel) -> list[str]:
    labels = (label.text() for row in rows(panel) for label in row.findChildren(QLabel))
    return [text for text in labels if text.endswith("%")]


def weights(document: Document) -> tuple[float, ...]:
    return document.intent.settings.style_weights


def drag(qtbot: QtBot, row: StyleRow, way: int) -> None:
    slider, left = row.slider, Qt.MouseButton.LeftButton
    handle = QPoint(round(slider.place(slider.value())), slider.height() // 2)
    qtbot.mousePress(slider, left, pos=handle)
    for part in range(1, 6):
        qtbot.mouseMove(slider, handle + QPoint(way * part // 5, 0))
    qtbot.mouseRelease(slider, left, pos=handle + QPoint(way, 0))


def test_one_style_has_no_weight(panel: SourcesPanel, fill: Fill) -> None:
    fill(1)
    assert rows(panel) == []
    assert panel.styles_box.place.isVisible()


def test_two_styles_count_the_same(panel: SourcesPanel, document: Document, fill: Fill) -> None:
    fill(2)
    assert shares(panel) == ["50%", "50%"]
    assert not panel.styles_box.place.isVisible()
    assert weights(document) == ()


def test_a_drag_moves_a_weight_live_and_is_undone_at_once(
    panel: SourcesPanel, document: Document, qtbot: QtBot, fill: Fill
) -> None:
    fill(3)
    before, seen = document.undo_stack.count(), []
    document.changed.connect(lambda: seen.append(weights(document)))
    drag(qtbot, rows(panel)[1], 30)
    assert len(set(seen)) > 1  # while it was dragged
    assert weights(document)[1] > 1
    assert weights(document)[::2] == (1, 1)
    assert shares(panel)[1] > shares(panel)[0] == shares(panel)[2]
    assert document.undo_stack.count() == before + 1
    document.undo_stack.undo()
    assert weights(document) == ()
    assert shares(panel) == ["33%"] * 3
    document.undo_stack.redo()
    assert weights(document)[1] > 1


def test_the_last_style_that_counts_goes_on_counting(
    panel: SourcesPanel, document: Document, qtbot: QtBot, fill: Fill
) -> None:
    fill(2)
    qtbot.keyClick(rows(panel)[0].slider, Qt.Key.Key_Home)
    qtbot.keyClick(rows(panel)[1].slider, Qt.Key.Key_Home)
    assert weights(document) == (0, 1)
    assert shares(panel) == ["0%", "100%"]
    assert rows(panel)[1].slider.value() > 0


@pytest.mark.parametrize(
    ("mixed", "removed", "left"),
    [
        ((), 1, ()),
        ((1.0, 2.0, 3.0), 0, (2.0, 3.0)),
        ((1.0, 2.0, 3.0), 2, (1.0, 2.0)),
        ((0.0, 2.0, 0.0), 1, ()),  # of those left none would count
    ],
)
def test_a_style_goes_with_its_weight_and_comes_back_with_it(
    panel: SourcesPanel,
    document: Document,
    qtbot: QtBot,
    fill: Fill,
    mixed: tuple[float, ...],
    removed: int,
    left: tuple[float, ...],
) -> None:
    fill(3)
    document.change_settings("Mix", style_weights=mixed)
    before = document.intent
    qtbot.mouseClick(rows(panel)[removed].remove, Qt.MouseButton.LeftButton)
    assert document.intent.styles == tuple(
        style for n, style in enumerate(before.styles) if n != removed
    )
    assert weights(document) == left
    assert len(shares(panel)) == 2
    document.undo_stack.undo()
    assert document.intent is before
    assert len(shares(panel)) == 3


def test_by_keyboard_one_style_after_another_is_removed(
    panel: SourcesPanel, document: Document, qtbot: QtBot, fill: Fill
) -> None:
    fill(3)
    rows(panel)[2].remove.setFocus()
    for left in (2, 1):
        qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Space)
        assert len(document.intent.styles) == left
    assert panel.styles_box.place.hasFocus()
    qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Delete)
    assert document.intent.styles == ()


def test_a_new_style_weighs_one_beside_weighted_ones(
    panel: SourcesPanel, document: Document, painting: Path, fill: Fill, settle: Settle
) -> None:
    fill(2)
    document.change_settings("Mix", style_weights=(2.0, 3.0))
    panel.add_style(from_file(painting))
    settle()
    assert weights(document) == (2.0, 3.0, 1.0)


def test_other_styles_are_not_weighed_as_those_before(
    panel: SourcesPanel, document: Document, painting: Path, fill: Fill, settle: Settle
) -> None:
    fill(2)
    document.change_settings("Mix", style_weights=(2.0, 3.0))
    panel.load_style(from_file(painting))
    settle()
    assert weights(document) == ()


def test_a_seventh_style_is_refused(
    panel: SourcesPanel,
    document: Document,
    painting: Path,
    said: list[str],
    fill: Fill,
    settle: Settle,
) -> None:
    fill(6)
    before = document.intent
    assert not panel.styles_box.add.isVisible()
    panel.add_style(from_file(painting))
    settle()
    assert said == ["There are 6 styles already: remove one first."]
    assert document.intent is before


def test_six_styles_are_reached_in_a_low_window(panel: SourcesPanel, fill: Fill) -> None:
    panel.resize(224, 560)
    fill(6)
    assert panel.size().toTuple() == (224, 560)
    last = rows(panel)[-1]
    last.remove.setFocus()
    corner = last.remove.mapTo(panel, last.remove.rect().bottomRight())
    assert panel.rect().contains(corner)
