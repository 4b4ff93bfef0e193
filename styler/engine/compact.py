"""A matrix in a quarter of the memory."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

_LARGEST = 127  # of 8 bits
_TINY = 1e-30
_BLOCK = 1 << 15  # columns that are widened at a time, so that they stay in the cache

Vector = NDArray[np.float32]


class CompactRows:
    """Rows of float32 numbers, kept in 8 bits each: whole numbers, and scales.

    Each part of a row, of as many columns as `parts` says, has a scale of its own, and a number is
    off by at most a 254th of the largest in its part. Products are as fast as with float32: what
    they wait for is the memory.
    """

    def __init__(self, rows: int, parts: Sequence[int]):
        ends = np.cumsum([0, *parts]).tolist()
        self._parts = [slice(begin, end) for begin, end in itertools.pairwise(ends)]
        self.numbers = np.zeros((rows, ends[-1]), np.int8)
        self.scales = np.zeros((rows, len(parts)), np.float32)
        self._wide = np.empty((rows, min(_BLOCK, ends[-1])), np.float32)

    @property
    def columns(self) -> int:
        """How many numbers a row has."""
        return int(self.numbers.shape[1])

    def __setitem__(self, row: int, vector: Vector) -> None:
        for i, part in enumerate(self._parts):
            numbers = vector[part]
            largest = max(float(numbers.max()), -float(numbers.min()))
            self.scales[row, i] = largest / _LARGEST + _TINY
            np.rint(numbers / self.scales[row, i], out=self.numbers[row, part], casting="unsafe")

    def dots(self, rows: int, *vectors: Vector) -> NDArray[np.float64]:
        """The first so many rows times each vector, part by part: (vectors, parts, rows)."""
        dots = np.zeros((len(vectors), len(self._parts), rows))
        for part, columns, block in self._widened(rows):
            for sums, vector in zip(dots, vectors, strict=True):
                sums[part] += block @ vector[columns]
        return dots * self.scales[:rows].T

    def combined(self, coefficients: NDArray[np.float64]) -> Vector:
        """Σ c[p, i]·row[i] in each part p, of as many rows as there are coefficients for."""
        _, rows = coefficients.shape
        c = (coefficients * self.scales[:rows].T).astype(np.float32)
        combined = np.empty(self.columns, np.float32)
        for part, columns, block in self._widened(rows):
            np.matmul(c[part], block, out=combined[columns])
        return combined

    def _widened(self, rows: int) -> Iterator[tuple[int, slice, NDArray[np.float32]]]:
        """Part by part, blocks of its columns, and where they are."""
        for i, part in enumerate(self._parts):
            for at in range(part.start, part.stop, _BLOCK):
                columns = slice(at, min(at + _BLOCK, part.stop))
                narrow = self.numbers[:rows, columns]
                wide = self._wide[:rows, : narrow.shape[1]]
                wide[...] = narrow
                yield i, columns, wide
