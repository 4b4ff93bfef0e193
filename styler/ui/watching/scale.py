"""From steps and costs to pixels: linear to the right, logarithmic upwards."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from styler.ui.watching.record import Numbers, Record

DECADES = 6.0  # shown at most: what is smaller does not count
FEW_DECADES = 1.5  # need finer lines
MARGIN = 0.05  # decades above and below


@dataclass(frozen=True)
class Thinned:
    """A series, a row for each pixel column that has several steps in it."""

    rows: NDArray[np.intp]  # the first of each column
    low: Numbers
    high: Numbers


@dataclass(frozen=True)
class Scale:
    """Where a step and a cost are drawn."""

    plot: QRectF
    last: float  # step at the right edge
    foot: float  # power of ten at the bottom edge
    top: float

    def x(self, steps: Numbers) -> Numbers:
        """Pixels, from the left."""
        return self.plot.left() + self.plot.width() * steps / self.last

    def y(self, values: Numbers) -> Numbers:
        """Pixels, from the top; not finite for what a logarithm cannot show."""
        with np.errstate(divide="ignore", invalid="ignore"):
            height = (np.log10(values) - self.foot) / (self.top - self.foot)
        return self.plot.bottom() - self.plot.height() * height

    def step(self, x: float) -> float:
        """The step drawn there."""
        return self.last * (x - self.plot.left()) / self.plot.width()

    def costs(self) -> Iterator[float]:
        """Where the lines of the grid are: the decades, or finer where there are few."""
        digits = (1,) if self.top - self.foot > FEW_DECADES else (1, 2, 5)
        for decade in range(math.floor(self.foot), math.ceil(self.top) + 1):
            for digit in digits:
                if self.foot <= decade + math.log10(digit) <= self.top:
                    yield digit * 10.0**decade

    def ticks(self, apart: float) -> Iterator[int]:
        """Round steps, at least so many pixels apart."""
        least = max(1.0, apart * self.last / self.plot.width())
        power = 10 ** math.floor(math.log10(least))
        between = next(n * power for n in (1, 2, 5, 10) if n * power >= least)
        yield from range(0, int(self.last) + 1, between)


def decades(curves: Iterator[Thinned]) -> tuple[float, float]:
    """The powers of ten at the bottom and at the top that show them all, within reason."""
    values = np.concatenate([np.concatenate((curve.low, curve.high)) for curve in curves])
    values = values[np.isfinite(values) & (values > 0)]
    if not len(values):
        return 0.0, 1.0
    top = math.log10(values.max()) + MARGIN
    foot = max(math.log10(values.min()) - MARGIN, top - DECADES)
    return min(foot, top - 0.5), top


def columns(record: Record, width: float) -> NDArray[np.intp]:
    """The first row of each pixel column, and of each stretch that no curve crosses."""
    rows = len(record)
    if rows <= width:
        return np.arange(rows)
    edges = np.arange(width) * record.steps[-1] / width
    starts = np.searchsorted(record.steps, edges)
    return np.union1d(starts[starts < rows], [*record.breaks, rows - 1]).astype(np.intp)


def thinned(series: Numbers, starts: NDArray[np.intp]) -> Thinned:
    """The extremes from each row to the next: they draw what all of them would."""
    if len(starts) == len(series):
        return Thinned(starts, series, series)
    return Thinned(
        starts, np.fmin.reduceat(series, starts), np.fmax.reduceat(series, starts)
    )
