"""The strip of numbers, and how they are come by."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from styler.frame import Frame
from styler.settings import Settings
from styler.ui.watching.status import (
    Pace,
    StatusStrip,
    duration,
    memory,
    progress,
    quantity,
    seconds_left,
)
from styler.ui.worker import Painted

TWO_SIZES = Settings(size=1536, sizes=(768, 1536), steps=150)  # 60 steps at 768 px, 100 at 1536
Hand = Callable[[Frame], Painted]


@pytest.fixture
def strip(qtbot: QtBot) -> StatusStrip:
    strip = StatusStrip()
    qtbot.addWidget(strip)
    strip.resize(1440, 48)
    strip.show()
    return strip


def shown(strip: StatusStrip) -> dict[str, str]:
    """The values that can be seen, by their names."""
    labels = [label for label in strip.findChildren(QLabel) if label.isVisible()]
    return {label.accessibleName(): label.text() for label in labels if label.accessibleName()}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.01312256, "0.0131"),
        (12.43, "12.4"),
        (87275, "87,275"),
        (2.17e6, "2.17 × 10⁶"),
        (0.00012, "1.20 × 10⁻⁴"),
        (math.inf, "inf"),
    ],
)
def test_costs_are_short(value: float, text: str) -> None:
    assert quantity(value) == text


@pytest.mark.parametrize(("seconds", "text"), [(7.9, "0:07"), (750, "12:30"), (3723, "1:02:03")])
def test_durations_are_a_clock_s(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_progress_counts_all_sizes(make_frame: Callable[..., Frame], painted: Hand) -> None:
    first = painted(make_frame(30, steps=60, stage=1, stages=2))
    second = painted(make_frame(30, steps=100, stage=2, stages=2))
    only = painted(make_frame(30, steps=100))  # the first size was left out
    assert progress(first, TWO_SIZES) == (30, 160)
    assert progress(second, TWO_SIZES) == (90, 160)
    assert progress(only, TWO_SIZES) == (30, 100)


def test_the_pace_is_that_of_the_last_seconds(
    make_frame: Callable[..., Frame], painted: Hand
) -> None:
    pace = Pace()
    assert pace.of(painted(make_frame(0))) is None
    slow = [pace.of(painted(make_frame(step, seconds=step))) for step in range(1, 11)]
    assert slow == [pytest.approx(1)] * 10
    for step in range(11, 100):
        newest = pace.of(painted(make_frame(step, seconds=10 + (step - 10) / 8)))
    assert newest == pytest.approx(8)


def test_a_larger_size_is_expected_to_be_slower_by_its_pixels(
    make_frame: Callable[..., Frame], painted: Hand
) -> None:
    pace = Pace()
    for step in (0, 1, 2):
        pace.of(painted(make_frame(step, seconds=step / 8, stages=2)))
    larger = make_frame(0, seconds=1, stage=2, stages=2, size=128)
    assert pace.of(painted(larger)) == pytest.approx(2)
    later = make_frame(3, seconds=2, stage=2, stages=2, size=128)
    assert pace.of(painted(later)) == pytest.approx(3)


def test_the_time_left_is_that_of_all_sizes(
    make_frame: Callable[..., Frame], painted: Hand
) -> None:
    first = painted(make_frame(50, steps=75, stage=1, stages=2, size=768))
    assert seconds_left(first, TWO_SIZES, 10) == pytest.approx((25 + 4 * 100) / 10)
    second = painted(make_frame(50, steps=100, stage=2, stages=2, size=1536))
    assert seconds_left(second, TWO_SIZES, 10) == pytest.approx(5)
    assert seconds_left(painted(make_frame(50, last=True)), TWO_SIZES, 10) == 0


def test_a_time_limit_is_the_longest_it_can_last(
    make_frame: Callable[..., Frame], painted: Hand
) -> None:
    limited = TWO_SIZES.replaced(time_limit=30.0)
    assert seconds_left(painted(make_frame(1, seconds=12)), limited, 0.01) == 18
    assert seconds_left(painted(make_frame(1, seconds=31)), limited, 0.01) == 0


def test_the_memory_is_this_process_s() -> None:
    held = memory()
    assert held is None or 10e6 < held < 1e12


def test_a_frame_is_shown_in_numbers(
    strip: StatusStrip, make_frame: Callable[..., Frame], painted: Hand
) -> None:
    strip.show_state("Painting")
    for step in (0, 20):
        frame = make_frame(step, steps=150, stages=2, size=768)
        strip.show_frame(painted(frame), TWO_SIZES)
    texts = {label.text() for label in strip.findChildren(QLabel)}
    assert {"Painting", "Step 20 of 150 · 64 × 48 · size 1 of 2"} <= texts
    values = shown(strip)
    assert values.pop("Memory").endswith(" GB")
    assert values == {
        "Cost J": "417",
        "Content": "1,000",
        "Style": "1,720",
        "Variation": "1,000",
        "Steps/s": "2",
        "Time": "0:10",
        "Left": "4:25",
        "Device": "CPU float32",
    }


def test_cleared_it_shows_nothing(
    strip: StatusStrip, make_frame: Callable[..., Frame], painted: Hand
) -> None:
    strip.show_frame(painted(make_frame(3)), TWO_SIZES)
    strip.clear()
    assert set(shown(strip).values()) == {"–"}


def test_a_narrow_window_does_without_the_less_important(
    strip: StatusStrip, make_frame: Callable[..., Frame], painted: Hand
) -> None:
    strip.show_frame(painted(make_frame(3)), TWO_SIZES)
    assert len(shown(strip)) == 9
    strip.resize(1024, 48)
    assert len(shown(strip)) >= 7
    assert {"Cost J", "Left", "Device"} <= set(shown(strip))
    right = max(cell.geometry().right() for cell in strip._cells.values() if cell.isVisible())
    assert right <= 1024
    strip.resize(440, 48)
    assert set(shown(strip)) == {"Cost J"}
    strip.resize(1440, 48)
    assert len(shown(strip)) == 9
