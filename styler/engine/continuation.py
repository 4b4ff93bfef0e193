"""A size's first steps descend another J, in which the layers of J_style count more evenly.

At the start nine tenths of J is one layer's. L-BFGS brings that one down first and the others late;
block 5, a thousandth of J, hardly within the steps there are. Nearer to each other all come down
together, the one no later than alone, and what J wants otherwise takes a few steps at the end. That
is a continuation: E. Allgower and K. Georg, "Numerical Continuation Methods", 1990.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

_MOST_STEPS = 80  # once all layers have come down there is nothing left to even
_MOST_EMPHASIS = 1000.0  # what is asked to count for next to nothing is not to count for much


def evened_steps(steps: int) -> int:
    """How many of a size's steps come before those that descend J as it is asked for."""
    return min(_MOST_STEPS, steps * 4 // 5)


def emphasis(terms: Mapping[str, float]) -> dict[str, float]:
    """What to multiply each layer's λ by, where `terms` are its λ[l]·J_style[l] at the start.

    Each term becomes the geometric mean of itself and the mean of all; one that is 0 stays so.
    """
    mean = sum(terms.values()) / max(len(terms), 1)
    return {
        layer: min(math.sqrt(mean / term), _MOST_EMPHASIS) if term > 0 else 1.0
        for layer, term in terms.items()
    }
