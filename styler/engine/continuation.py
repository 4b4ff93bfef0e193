"""A size's first steps descend another J, in which the layers of J_style count more evenly.

At the start nine tenths of J is one layer's. L-BFGS brings that one down first and the others late;
block 5, a thousandth of J, hardly within the steps there are. Nearer to each other all come down
together, the one no later than alone, and what J wants otherwise takes a few steps at the end. That
is a continuation: E. Allgower and K. Georg, "Numerical Continuation Methods", 1990.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

_MOST_STEPS = 80  # once all layers have come down there is nothing left to even
_MOST_EMPHASIS = 1000.0  # what is asked to count for next to nothing is not to count for much


def evened_steps(steps: int) -> int:
    """How many of a size's steps come before those that descend J as it is asked for."""
    return min(_MOST_STEPS, steps * 4 // 5)


def emphasis(terms: Sequence[float]) -> list[float]:
    """What multiplies each layer's λ, where `terms` are its λ[l]·J_style[l] at the start.

    Each term becomes the geometric mean of itself and the mean of all; those that are 0 are left
    out. So J_content too counts for more while one layer is nearly all of J_style: up to √n times
    as much beside n layers.
    """
    counting = [term for term in terms if term > 0]
    mean = sum(counting) / max(len(counting), 1)
    if not math.isfinite(mean):
        return [1.0] * len(terms)
    return [min(math.sqrt(mean / t), _MOST_EMPHASIS) if t > 0 else 1.0 for t in terms]
