"""Where in the picture each style applies, and where the content stays.

A mask is (n_H, n_W), 8-bit, from 0 (not here) to 255 (here), of any size: it is stretched over the
picture. The mathematics has it as weights from 0 to 1.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]
Weights = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Regions:
    """A mask for each style, in their order, and one of what is kept as it was.

    A style without a mask fills what the masks of the others leave.
    """

    styles: tuple[Mask | None, ...] = ()  # may be shorter than the styles: the rest have none
    keep: Mask | None = None

    def same(self, other: Regions) -> bool:
        """Whether the masks are the very same ones."""
        before, after = ((*regions.styles, regions.keep) for regions in (self, other))
        return len(before) == len(after) and all(map(operator.is_, before, after))

    @property
    def any(self) -> bool:
        """Whether there is any mask."""
        return any(mask is not None for mask in (*self.styles, self.keep))


def guidance(
    masks: Sequence[Weights | None], shares: Sequence[float], shape: tuple[int, int]
) -> list[Weights]:
    """For each style, how much of it there is at each pixel; all of one shape, from 0 to 1.

    Where masks overlap, the styles are mixed by their shares, as they are where there are no masks;
    where none applies there is no style. So p[n] = min(1, Σ m) · s[n]·m[n] / Σ s·m.
    """
    given = [mask for mask in masks if mask is not None]
    left = 1 - np.minimum(1, np.sum(given, axis=0))
    full = [np.broadcast_to(left, shape) if mask is None else mask for mask in masks]
    weighed = [share * mask for share, mask in zip(shares, full, strict=True)]
    everywhere = np.minimum(1, np.sum(full, axis=0))
    total = np.sum(weighed, axis=0)
    factor = np.divide(everywhere, total, out=np.zeros_like(total), where=total > 0)
    return [np.asarray(part * factor, np.float32) for part in weighed]
