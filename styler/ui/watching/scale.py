"""From steps and costs to pixels: linear to the right, logarithmic upwards."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from styler.ui.watching.record import Numbers, Record

DECADES = 6.0  # shown at most: what is smaller does not count
COLUMN = 2.0  # pixels
FEW_DECADES = 1.5  # need finer lines
MARGIN = 0.05  # decades above and below


@dataclass(frozen=True)
class Thinned:
    """The extremes of a series in each column of pixels."""

    rows: NDArray[np.intp]  # the first of each column
    low: Numbers
    high: Numbers

    @property
    def exact(self) -> bool:
        """Whether each column has one step, and nothing was left out."""
        return self.low is self.high


@dataclass(frozen=True)
class Piece:
    """A stretch of a curve, in pixels."""

    x: Numbers
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


def decades(curves: Iterable[Thinned]) -> tuple[float, float]:
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
    rows, count = len(record), int(width / COLUMN)
    if rows <= count:
        return np.arange(rows)
    starts = np.searchsorted(record.steps, np.arange(count) * record.steps[-1] / count)
    return np.union1d(starts, [*record.breaks, rows - 1]).astype(np.intp)


def thinned(series: Numbers, starts: NDArray[np.intp]) -> Thinned:
    """The extremes from each row to the next: they draw what all of them would."""
    if len(starts) == len(series):
        return Thinned(starts, series, series)
    return Thinned(starts, np.fmin.reduceat(series, starts), np.fmax.reduceat(series, starts))


def pieces(scale: Scale, curve: Thinned, record: Record) -> Iterator[Piece]:
    """The curve from break to break; where it is not there it breaks too."""
    x, low, high = scale.x(record.steps[curve.rows]), scale.y(curve.low), scale.y(curve.high)
    there = np.isfinite(low) & np.isfinite(high)
    breaks = np.searchsorted(curve.rows, record.breaks)
    cuts = np.union1d(breaks, np.flatnonzero(np.diff(there)) + 1).astype(np.intp)
    for rows in np.split(np.arange(len(x)), cuts):
        if len(rows) and there[rows[0]]:
            yield Piece(x[rows], low[rows], high[rows])
