"""A size's first steps descend another J, in which all of J_style counts more evenly.

At the start nine tenths of J is one layer's. L-BFGS brings that one down first and the others late;
block 5, a thousandth of J, hardly within the steps there are. Nearer to each other all come down
together, the one no later than alone, and what J wants otherwise takes a few steps at the end.
So it is within a layer, where a few mixtures of channels hold nearly all of a Gram matrix. That is
a continuation: E. Allgower and K. Georg, "Numerical Continuation Methods", 1990.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from styler.engine.features import block_of

_MOST_EMPHASIS = 1000.0  # what is asked to count for next to nothing is not to count for much
_POWER = -0.25  # of a mixture's strength, in its metric
_LEAST_STRENGTH = 0.01  # of the mean: what a style hardly holds is not to count for much
_DEEPEST_BLOCK = 4  # beyond it there are hardly more places than channels


def evened_steps(steps: int) -> int:
    """How many of a size's steps come before those that descend J as it is asked for."""
    return steps * 4 // 5


def emphasis(terms: Sequence[tuple[float, float]]) -> list[float]:
    """What multiplies each layer's λ; `terms` are its λ[l]·J_style[l] at the start, and the same by
    its metric.

    The second becomes the geometric mean of the first and the mean of all; those that are 0 are
    left out. So J_content too counts for more while one layer is nearly all of J_style: up to √n
    times as much beside n layers.
    """
    counting = [term for term, _ in terms if term > 0]
    mean = sum(counting) / max(len(counting), 1)
    if not math.isfinite(mean):
        return [1.0] * len(terms)
    return [
        min(math.sqrt(mean / term), _MOST_EMPHASIS) * term / by_metric
        if term > 0 < by_metric
        else 1.0
        for term, by_metric in terms
    ]


def metric(layer: str, E_S: NDArray[Any]) -> NDArray[np.float32]:
    """P for `gram_cost_by`, in which the mixtures of a layer's channels count more evenly.

    E_S: a style's mean Gram matrix, (n_C, n_C). Where it is V·diag(s)·Vᵀ, P = c·V·diag(s̃^−¼)·Vᵀ;
    s̃ is s over its mean, and a hundredth more. c makes E_S itself cost what it does without P.
    """
    if block_of(layer) > _DEEPEST_BLOCK or not np.isfinite(E_S).all() or np.trace(E_S) <= 0:
        return np.eye(len(E_S), dtype=np.float32)
    strengths, mixtures = np.linalg.eigh(E_S.astype(np.float64))
    strengths = np.maximum(strengths, 0)  # rounding makes nothing negative
    counts = (strengths / strengths.mean() + _LEAST_STRENGTH) ** _POWER
    counts *= np.linalg.norm(strengths) / np.linalg.norm(counts * strengths)
    P: NDArray[np.float32] = (mixtures * counts @ mixtures.T).astype(np.float32)
    return P
