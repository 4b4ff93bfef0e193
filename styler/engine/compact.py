"""A matrix in a quarter of the memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_LARGEST = 127  # of 8 bits
_TINY = 1e-30
_BLOCK = 1 << 15  # columns that are widened at a time, so that they stay in the cache

Vector = NDArray[np.float32]


class CompactRows:
    """Rows of float32 numbers, kept in 8 bits each: whole numbers, and a scale for each row.

    A number is off by at most a 254th of the largest in its row. Products are as fast as with
    float32: what they wait for is the memory.
    """

    def __init__(self, rows: int, columns: int):
        self.numbers = np.zeros((rows, columns), np.int8)
        self.scales = np.zeros(rows, np.float32)
        self._wide = np.empty((rows, _BLOCK), np.float32)

    @property
    def columns(self) -> int:
        """How many numbers a row has."""
        return self.numbers.shape[1]

    def __setitem__(self, row: int, vector: Vector) -> None:
        largest = max(float(vector.max()), -float(vector.min()))
        self.scales[row] = largest / _LARGEST + _TINY
        np.rint(vector / self.scales[row], out=self.numbers[row], casting="unsafe")

    def dots(self, rows: int, *vectors: Vector) -> NDArray[np.float64]:
        """The first so many rows times each vector, (number of vectors, rows)."""
        dots = np.zeros((len(vectors), rows))
        for columns, block in self._widened(rows):
            for sums, vector in zip(dots, vectors, strict=True):
                sums += block @ vector[columns]
        return dots * self.scales[:rows]

    def combined(self, coefficients: NDArray[np.float64]) -> Vector:
        """Σ c[i]·row[i] over as many rows as there are coefficients."""
        c = (coefficients * self.scales[: coefficients.size]).astype(np.float32)
        combined = np.empty(self.columns, np.float32)
        for columns, block in self._widened(c.size):
            np.matmul(c, block, out=combined[columns])
        return combined

    def _widened(self, rows: int) -> Iterator[tuple[slice, NDArray[np.float32]]]:
        for at in range(0, self.columns, _BLOCK):
            narrow = self.numbers[:rows, at : at + _BLOCK]
            wide = self._wide[:rows, : narrow.shape[1]]
            wide[...] = narrow
            yield slice(at, at + _BLOCK), wide
