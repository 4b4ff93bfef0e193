"""Curves and bars together: they keep up with the record, and do not draw too often."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage, QPalette
from pytestqt.qtbot import QtBot

from styler.frame import Frame
from styler.settings import LAYERS, Settings
from styler.ui.watching.contributions import Contributions
from styler.ui.watching.inks import ink
from styler.ui.watching.record import CONTENT, Record
from styler.ui.watching.timeline import Timeline


class Paints(QObject):
    """Counts how often a widget is drawn."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.fixture
def timeline(qtbot: QtBot, record: Record) -> Timeline:
    timeline = Timeline(record)
    qtbot.addWidget(timeline)
    timeline.resize(1200, 200)
    with qtbot.waitExposed(timeline):
        timeline.show()
    return timeline


@pytest.fixture
def bars(qtbot: QtBot, record: Record) -> Contributions:
    bars = Contributions(record)
    qtbot.addWidget(bars)
    bars.resize(300, 160)
    return bars


def coloured_rows(bars: Contributions, name: str) -> list[int]:
    """The longest stretch of a term's colour in each row of pixels that has any."""
    image = bars.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    counts = (pixels == ink(name, bars.palette()).rgb()).sum(axis=1)
    return [int(count) for count in counts if count]


def test_frames_appear_in_both_drawings(
    qtbot: QtBot,
    timeline: Timeline,
    fill: Callable[[Iterable[Frame]], None],
    make_frame: Callable[..., Frame],
) -> None:
    before = timeline.grab().toImage()
    fill(make_frame(step) for step in range(5))
    timeline.refresh()
    qtbot.waitUntil(lambda: timeline.grab().toImage() != before)
    assert coloured_rows(timeline.contributions, CONTENT)


def test_many_frames_at_once_are_drawn_once(
    qtbot: QtBot,
    timeline: Timeline,
    fill: Callable[[Iterable[Frame]], None],
    make_frame: Callable[..., Frame],
) -> None:
    paints = Paints()
    timeline.curves.installEventFilter(paints)
    for step in range(50):
        fill([make_frame(step)])
        timeline.refresh()
    qtbot.waitUntil(lambda: paints.count > 0)
    qtbot.wait(150)
    assert paints.count == 1
    timeline.refresh()
    qtbot.waitUntil(lambda: paints.count == 2)


def test_the_bars_take_a_quarter_within_limits(timeline: Timeline) -> None:
    for width, expected in ((700, 240), (1200, 300), (2400, 336)):
        timeline.resize(width, 200)
        timeline.layout().activate()
        assert timeline.contributions.width() == pytest.approx(expected, abs=20)


def test_shares_are_those_of_the_real_cost(full: Record) -> None:
    bars = Contributions(full)
    shares = bars.shares()
    assert sum(shares.values()) == pytest.approx(1)
    newest = full.newest()
    for name, share in shares.items():
        assert share == pytest.approx(newest[name] / newest["total"], rel=1e-3)
    bars.deleteLater()


def test_a_bar_is_as_long_as_its_share(
    record: Record, bars: Contributions, make_frame: Callable[..., Frame]
) -> None:
    settings = Settings(alpha=0.5, beta=0.25, layer_weights={"block1_conv1": 1.0})
    record.append(make_frame(0, settings))  # content and one layer: half each
    halves = max(coloured_rows(bars, CONTENT)), max(coloured_rows(bars, "block1_conv1"))
    assert halves[0] == pytest.approx(halves[1], abs=2)
    lighter = settings.replaced(alpha=0.05)
    record.append(make_frame(1, lighter))
    assert max(coloured_rows(bars, CONTENT)) < halves[0] / 3


def test_what_weighs_nothing_or_is_no_number_has_no_bar(
    record: Record, bars: Contributions, make_frame: Callable[..., Frame]
) -> None:
    assert bars.shares() == {}
    blank = bars.grab().toImage()
    record.append(make_frame(0, cost=float("nan")))
    assert bars.shares() == {}
    assert bars.grab().toImage() == blank
    settings = Settings(layer_weights={"block1_conv1": 1.0, "block2_conv1": 0.0})
    record.append(make_frame(1, settings))
    assert set(bars.shares()) == {CONTENT, "block1_conv1"}


@pytest.mark.parametrize("height", [80, 124, 300])
def test_sixteen_layers_fit(
    record: Record, bars: Contributions, make_frame: Callable[..., Frame], height: int
) -> None:
    settings = Settings(layer_weights=dict.fromkeys(LAYERS, 1.0), beta=0.1)
    record.append(make_frame(0, settings))
    bars.resize(300, height)
    assert len(bars.shares()) == 17
    for name in bars.shares():
        assert len(coloured_rows(bars, name)) in range(3, 8), name


def test_a_change_of_theme_reaches_the_bars(
    fill: Callable[[Iterable[Frame]], None],
    bars: Contributions,
    make_frame: Callable[..., Frame],
    dressed: QPalette,
) -> None:
    fill([make_frame(0)])
    bars.setPalette(dressed)
    assert coloured_rows(bars, CONTENT)
