"""Pixels for steps and costs, and curves thinned without a peak being lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from styler.frame import Frame
from styler.ui.watching.record import TOTAL, Record
from styler.ui.watching.scale import Scale, columns, decades, pieces, thinned

PLOT = QRectF(10, 20, 200, 100)


def test_steps_go_to_the_right_and_decades_upwards() -> None:
    scale = Scale(PLOT, last=50, foot=1, top=5)
    assert scale.x(np.array([0, 25, 50])).tolist() == [10, 110, 210]
    assert scale.y(np.array([10, 1000, 1e5])) == pytest.approx([120, 70, 20])
    assert not np.isfinite(scale.y(np.array([0, -1, np.nan, np.inf]))).any()
    assert scale.step(110) == 25


@pytest.mark.parametrize(
    ("foot", "top", "costs"),
    [(2.9, 5.1, [1e3, 1e4, 1e5]), (0.9, 2.1, [10, 20, 50, 100]), (-0.6, -0.1, [0.5])],
)
def test_the_grid_is_the_decades_and_finer_where_there_are_few(
    foot: float, top: float, costs: list[float]
) -> None:
    assert list(Scale(PLOT, 1, foot, top).costs()) == pytest.approx(costs)


@pytest.mark.parametrize(
    ("last", "ticks"), [(3, [0, 1, 2, 3]), (100, [0, 50, 100]), (4500, [0, 2000, 4000])]
)
def test_ticks_are_round_and_far_enough_apart(last: float, ticks: list[int]) -> None:
    assert list(Scale(PLOT, last, 0, 1).ticks(apart=60)) == ticks


def test_the_range_holds_the_values_within_reason() -> None:
    rows = np.arange(2)
    curve = thinned(np.array([1e-9, 1e6]), rows)
    foot, top = decades([curve])
    assert top == pytest.approx(6.05)
    assert foot == pytest.approx(0.05)  # six decades
    flat_foot, flat_top = decades([thinned(np.array([7.0, 7.0]), rows)])
    assert flat_top - flat_foot == pytest.approx(0.5)
    assert decades([thinned(np.array([0.0, np.nan]), rows)]) == (0.0, 1.0)


def test_thinning_keeps_every_extreme_and_the_last_value(
    fill: Callable[[Iterable[Frame]], None], record: Record, make_frame: Callable[..., Frame]
) -> None:
    costs = np.random.default_rng(1).uniform(1, 9, 5000)
    costs[[1234, 4321]] = 1000, 0.001
    fill(make_frame(step, cost=cost) for step, cost in enumerate(costs))
    starts = columns(record, PLOT.width())
    curve = thinned(record.series(TOTAL), starts)
    assert len(starts) < PLOT.width()
    assert curve.high.max() == record.series(TOTAL).max()
    assert curve.low.min() == record.series(TOTAL).min()
    assert curve.low[-1] == curve.high[-1] == record.series(TOTAL)[-1]


def test_a_short_series_is_drawn_as_it_is(full: Record) -> None:
    curve = thinned(full.series(TOTAL), columns(full, PLOT.width()))
    assert curve.exact
    assert curve.low.tolist() == full.series(TOTAL).tolist()


def test_a_curve_breaks_where_the_record_does_and_where_it_is_not_there(full: Record) -> None:
    def lengths(series: np.ndarray) -> list[int]:
        scale = Scale(PLOT, 14, 0, 15)
        return [len(p.x) for p in pieces(scale, thinned(series, np.arange(16)), full)]

    assert lengths(full.series(TOTAL)) == [3, 2, 11]
    gone = full.series(TOTAL).copy()
    gone[9:11] = 0
    assert lengths(gone) == [3, 2, 4, 5]
