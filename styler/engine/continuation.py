"""A size's first steps descend another J, in which all of J_style counts more evenly.

At the start nine tenths of J is one layer's. L-BFGS brings that one down first and the others late;
block 5, a thousandth of J, hardly within the steps there are. Nearer to each other all come down
together, the one no later than alone, and what J wants otherwise takes a few steps at the end.
So it is within a layer, where a few mixtures of channels hold nearly all of a Gram matrix. That is
a continuation: E. Allgower and K. Georg, "Numerical Continuation Methods", 1990.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from styler.engine.features import block_of
from styler.settings import CHANNELS

EVENED = Fraction(4, 5)  # of a size's steps, and of its time where that is short
MOST_EVENED = 400  # steps: whoever lets it paint for long may stop it anywhere
LAYERS_EVENED = 80  # steps at most; then the layers are near each other

_LAYERS_POWER = 0.5  # of how far a layer's term is below their mean, in what multiplies it
_LARGEST_FACTOR = 1000.0  # what is asked to count for next to nothing is not to count for much
_POWER = -0.25  # of a mixture's strength, in its metric
_LEAST_STRENGTH = 0.01  # of the mean: what a style hardly holds is not to count for much
_DEEPEST_BLOCK = 4  # with block 5 too the terms of blocks 3 to 5 come down in twice the steps


def evened_steps(steps: int) -> int:
    """How many of a size's steps come before those that descend J as it is asked for."""
    return min(int(steps * EVENED), MOST_EVENED)


class Evening(NamedTuple):
    """How the style layers count in what is descended, in network order; float32 but for a bool."""

    begins: tf.Tensor  # bool: with the G that is evaluated, whatever `costs` are
    power: tf.Tensor  # how even the layers are: 0 as they are asked for, each by its metric
    costs: tf.Tensor  # (number of style layers, 2): J_style[l] where this began, and by its metric
    metrics: tuple[tf.Tensor, ...]  # of the layers' Gram matrices, (n_C, n_C)

    @classmethod
    def of(
        cls,
        costs: NDArray[np.float32],
        metrics: Sequence[tf.Tensor],
        begins: bool = False,
        layers_too: bool = True,
    ) -> Evening:
        """A layer that cost nothing where this began counts as it is asked to, by its metric."""
        power = tf.constant(_LAYERS_POWER if layers_too else 0.0)
        return cls(tf.constant(begins), power, tf.constant(costs, tf.float32), tuple(metrics))

    @classmethod
    def none(cls, layers: Iterable[str]) -> Evening:
        """J is what is descended."""
        metrics = [tf.eye(CHANNELS[layer]) for layer in layers]
        return cls.of(np.zeros((len(metrics), 2), np.float32), metrics)

    def factors(self, lambdas: tf.Tensor, layers: tf.Tensor, by_metrics: tf.Tensor) -> tf.Tensor:
        """What multiplies each λ, where G costs so much now, layer by layer; it is constant."""
        costs = tf.where(self.begins, tf.stack([layers, by_metrics], axis=1), self.costs)
        terms, terms_by_metrics = tf.unstack(lambdas[:, None] * costs, axis=1)
        return tf.stop_gradient(evening_factors(terms, terms_by_metrics, self.power))


def evening_factors(
    terms: tf.Tensor, by_metrics: tf.Tensor, power: tf.Tensor | float = _LAYERS_POWER
) -> tf.Tensor:
    """What multiplies each λ[l]; `terms` are λ[l]·J_style[l] where this began, `by_metrics` the
    same by the layers' metrics. All are (number of style layers,).

    Each of these becomes term·(mean/term)^power: with 0 its term, with ½ the geometric mean of its
    term and the mean of all. Then J_content too counts for more while one layer is nearly all of
    J_style: up to √n times as much beside n layers. What is 0, or no number, is left out.
    """
    takes_part = _positive(terms) & _positive(by_metrics)
    mean = tf.math.divide_no_nan(
        tf.reduce_sum(tf.where(takes_part, terms, 0)),
        tf.math.count_nonzero(takes_part, dtype=tf.float32),
    )
    factors = tf.minimum((mean / terms) ** power, _LARGEST_FACTOR) * terms / by_metrics
    return tf.where(takes_part & tf.math.is_finite(factors), factors, 1.0)


def _positive(costs: tf.Tensor) -> tf.Tensor:
    return (costs > 0) & tf.math.is_finite(costs)


def has_metric(layer: str) -> bool:
    """Whether another than 1 is of use to the layer."""
    return block_of(layer) <= _DEEPEST_BLOCK


def metric(layer: str, E_S: NDArray[Any]) -> NDArray[np.float32]:
    """P for `gram_cost_by`, in which the mixtures of a layer's channels count more evenly.

    E_S: a style's mean Gram matrix, (n_C, n_C). Where it is V·diag(s)·Vᵀ, P = c·V·diag(s̃^−¼)·Vᵀ;
    s̃ is s over its mean, and a hundredth more. c makes E_S itself cost what it does without P.
    """
    if not has_metric(layer) or not np.isfinite(E_S).all() or np.trace(E_S) <= 0:
        return np.eye(len(E_S), dtype=np.float32)
    strengths, mixtures = np.linalg.eigh(E_S.astype(np.float64))
    strengths = np.maximum(strengths, 0)  # rounding makes nothing negative
    weights = (strengths / strengths.mean() + _LEAST_STRENGTH) ** _POWER
    weights *= np.linalg.norm(strengths) / np.linalg.norm(weights * strengths)
    P: NDArray[np.float32] = (mixtures * weights @ mixtures.T).astype(np.float32)
    return P
