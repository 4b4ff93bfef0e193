"""The costs, as in the paper.

L. Gatys, A. Ecker and M. Bethge, "A Neural Algorithm of Artistic Style", 2015. C, S and G are the
content, style and generated images; a[l](X) is the activation of layer l on X, of shape
(1, n_H, n_W, n_C). Costs are float32 scalars without unit, whatever the activations' precision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import tensorflow as tf

_LEAST_AREA = 1e-6  # positions; a guide that points nowhere has nothing to divide by


def content_cost(a_C: tf.Tensor, a_G: tf.Tensor) -> tf.Tensor:
    """J_content(C, G) = 1/(4·n_H·n_W·n_C) · Σ (a(C) − a(G))²

    a_C, a_G: (1, n_H, n_W, n_C), of one shape. Returns a float32 scalar.
    Raises ValueError or tf.errors.InvalidArgumentError if the shapes differ.
    Source: Gatys et al. 2015, equation 1, made a mean so that the picture's size does not matter.
    """
    _require_one_shape(a_C, a_G)
    return tf.reduce_mean(tf.square(_float32(a_C) - _float32(a_G))) / 4


def content_slope(a_C: tf.Tensor, a_G: tf.Tensor) -> tf.Tensor:
    """∂J_content(C, G)/∂a(G) = 1/(2·n_H·n_W·n_C) · (a(G) − a(C)), float32.

    Source: Gatys et al. 2015, equation 2, for the mean.
    """
    return (_float32(a_G) - _float32(a_C)) / (2 * tf.cast(tf.size(a_G, tf.int64), tf.float32))


def gram_matrix(a: tf.Tensor) -> tf.Tensor:
    """Gram(X) = Aᵀ·A, A the activation unrolled to (n_H·n_W, n_C).

    a: (1, n_H, n_W, n_C). Returns (n_C, n_C), float32: how often two channels fire together.
    Source: Gatys et al. 2015, equation 3.
    """
    return _correlate(_unrolled(a))


def mean_gram_matrix(a: tf.Tensor) -> tf.Tensor:
    """Gram(X)/N with N = n_H·n_W, which images of any size share. Returns (n_C, n_C), float32."""
    A = _unrolled(a)
    return _correlate(A) / tf.cast(tf.shape(A)[0], tf.float32)


def mean_gram_slope(a: tf.Tensor, D: tf.Tensor) -> tf.Tensor:
    """∂J/∂a = A·(D + Dᵀ)/N where J depends on a by Gram(X)/N, and D is ∂J/∂(Gram(X)/N).

    a: (1, n_H, n_W, n_C); D: (n_C, n_C), float32. Returns the shape and the precision of a.
    Source: Gatys et al. 2015, equation 6.
    """
    A = _unrolled(a)
    return tf.reshape(_pulled(A, D / tf.cast(tf.shape(A)[0], tf.float32)), tf.shape(a))


def guided_gram_matrix(a: tf.Tensor, guide: tf.Tensor, area: tf.Tensor) -> tf.Tensor:
    """Aᵀ·diag(t)·A / Σ t: the mean Gram matrix of the positions that the guide t points at.

    a: (1, n_H, n_W, n_C); guide: (n_H, n_W), from 0 to 1; area: Σ t, which is more than that of
    this guide if `a` is a part of the picture. Returns (n_C, n_C), float32; with a guide
    of ones it is the mean Gram matrix, with one of zeros it is zero.
    Source: L. Gatys et al., "Controlling Perceptual Factors in Neural Style Transfer", 2017,
    equation 3, with T² there being t here.
    """
    t = tf.reshape(guide, (-1, 1))
    return _correlate(_unrolled(a), t) / tf.maximum(area, _LEAST_AREA)


def guided_gram_slope(a: tf.Tensor, guide: tf.Tensor, area: tf.Tensor, D: tf.Tensor) -> tf.Tensor:
    """∂J/∂a = diag(t)·A·(D + Dᵀ)/Σ t, the same for the guided Gram matrix; t is constant."""
    pulled = _pulled(_unrolled(a), D / tf.maximum(area, _LEAST_AREA))
    return tf.reshape(pulled * tf.cast(tf.reshape(guide, (-1, 1)), a.dtype), tf.shape(a))


def gram_cost(E_S: tf.Tensor, E_G: tf.Tensor, channels: tf.Tensor | None = None) -> tf.Tensor:
    """1/(4·n_C²) · Σ_ij w_i·w_j·(E_ij(S) − E_ij(G))², for mean Gram matrices E, (n_C, n_C).

    channels: w, (n_C,), at least 0; None for ones. It is the cost of the Gram matrices of features
    whose channels are scaled by √w: a channel of weight 0 takes no part, with whichever other.
    """
    squares = tf.square(E_S - E_G)
    if channels is not None:
        squares *= channels[:, None] * channels
    return tf.reduce_mean(squares) / 4


def gram_cost_by(
    metric: tf.Tensor, E_S: tf.Tensor, E_G: tf.Tensor, channels: tf.Tensor
) -> tf.Tensor:
    """1/(4·n_C²) · tr(P·D·P·D) with D_ij = √(w_i·w_j)·(E_ij(S) − E_ij(G)): `gram_cost` if P is 1.

    metric: P, (n_C, n_C), symmetric and positive definite; the others as there. By P = Q·Q it is
    the cost of Q·E·Q, the Gram matrices of features A·Q.
    """
    product = tf.matmul(metric, tf.sqrt(channels[:, None] * channels) * (E_S - E_G))
    return tf.reduce_mean(product * tf.transpose(product)) / 4


def layer_style_cost(a_S: tf.Tensor, a_G: tf.Tensor) -> tf.Tensor:
    """J_style[l](S, G) = 1/(4·n_C²) · Σ (Gram(S)/N_S − Gram(G)/N_G)², N_X = n_H·n_W of X

    a_S, a_G: (1, n_H, n_W, n_C); heights and widths may differ, n_C may not.
    Raises ValueError or tf.errors.InvalidArgumentError if n_C differs.
    Source: Gatys et al. 2015, equation 4; each Gram divided by its own N, which for one size is the
    familiar 1/(4·n_C²·(n_H·n_W)²) and otherwise lets S have any size.
    """
    return gram_cost(mean_gram_matrix(a_S), mean_gram_matrix(a_G))


def style_cost(
    a_S: Mapping[str, tf.Tensor],
    a_G: Mapping[str, tf.Tensor],
    layer_weights: Mapping[str, Any],
) -> tf.Tensor:
    """J_style(S, G) = Σ_l λ[l] · J_style[l](S, G)

    a_S, a_G: activations by layer; layer_weights: λ by layer. Raises KeyError if a layer that has a
    weight has no activation. Source: Gatys et al. 2015, equation 5.
    """
    return weighted_sum({l: layer_style_cost(a_S[l], a_G[l]) for l in layer_weights}, layer_weights)


def weighted_sum(J_layers: Mapping[str, tf.Tensor], layer_weights: Mapping[str, Any]) -> tf.Tensor:
    """Σ_l λ[l] · J[l], zero if there is no layer."""
    return sum((layer_weights[l] * J_layers[l] for l in J_layers), tf.constant(0.0))


def total_cost(J_content: Any, J_style: Any, alpha: Any, beta: Any) -> Any:
    """J = α·J_content + β·J_style. Source: Gatys et al. 2015, equation 7."""
    return alpha * J_content + beta * J_style


def variation_cost(image: tf.Tensor) -> tf.Tensor:
    """J_tv(G) = 1/(n_H·n_W·n_C) · Σ ((∂G/∂x)² + (∂G/∂y)²), by differences of neighbours

    image: (1, n_H, n_W, n_C). Returns a float32 scalar. A mean, so that it does not grow with the
    picture; squared, so that it is smooth. Source: Mahendran and Vedaldi, "Understanding Deep Image
    Representations by Inverting Them", 2015, with β = 2.
    """
    height, width = tf.unstack(tf.shape(image)[1:3])
    n = tf.cast(tf.size(image), tf.float32)
    return variation(image, (0, 0, height, width)) / n


def variation(image: tf.Tensor, box: Sequence[Any]) -> tf.Tensor:
    """Σ ((∂G/∂x)² + (∂G/∂y)²) over the pixels of a box: top, left, bottom, right.

    Each difference belongs to the pixel at its top or left.
    """
    top, left, bottom, right = tf.unstack(box)
    inside = within(image, (top, left, bottom + 1, right + 1))
    height, width = tf.unstack(tf.shape(inside)[1:3])
    rows, columns = bottom - top, right - left
    across = within(inside, (0, 1, rows, width)) - within(inside, (0, 0, rows, width - 1))
    down = within(inside, (1, 0, height, columns)) - within(inside, (0, 0, height - 1, columns))
    return tf.reduce_sum(tf.square(across)) + tf.reduce_sum(tf.square(down))


def range_cost(image: tf.Tensor) -> tf.Tensor:
    """J_range(G): the mean square of how far G leaves 0–255, where a saved picture can't follow."""
    return tf.reduce_mean(tf.square(tf.nn.relu(-image)) + tf.square(tf.nn.relu(image - 255)))


def within(a: tf.Tensor, box: Sequence[Any]) -> tf.Tensor:
    """What of `a`, (1, n_H, n_W, n_C), is in a box: top, left, bottom, right; beyond is nothing.

    By tf.slice: the gradient of a[…] takes a twentieth of a step, on one core.
    """
    top, left, bottom, right = tf.unstack(box)
    height, width = tf.unstack(tf.shape(a)[1:3])
    rows = tf.maximum(tf.minimum(bottom, height) - top, 0)
    columns = tf.maximum(tf.minimum(right, width) - left, 0)
    return tf.slice(a, (0, top, left, 0), (1, rows, columns, -1))


def around(inside: tf.Tensor, box: Sequence[Any], shape: tf.Tensor) -> tf.Tensor:
    """The reverse: a tensor of this shape with `inside` in the box, and zeros around it."""
    top, left, _, _ = tf.unstack(box)
    below, beyond = tf.unstack(shape[1:3] - tf.shape(inside)[1:3] - (top, left))
    return tf.pad(inside, [(0, 0), (top, below), (left, beyond), (0, 0)])


def _correlate(A: tf.Tensor, t: tf.Tensor | None = None) -> tf.Tensor:
    """Aᵀ·A, or Aᵀ·diag(t)·A for t (N, 1).

    A bfloat16 product would round its sums to 8 bits and lose small differences of Grams.
    """
    wide = _float32(A)
    return tf.matmul(wide if t is None else wide * t, wide, transpose_a=True)


def _pulled(A: tf.Tensor, D: tf.Tensor) -> tf.Tensor:
    """A·(D + Dᵀ) in A's precision: autodiff's two products in one, and of half the bytes."""
    return tf.matmul(A, tf.cast(D + tf.transpose(D), A.dtype))


def _unrolled(a: tf.Tensor) -> tf.Tensor:
    return tf.reshape(a, (-1, tf.shape(a)[-1]))


def _float32(a: tf.Tensor) -> tf.Tensor:
    return tf.cast(a, tf.float32)


def _require_one_shape(a: tf.Tensor, b: tf.Tensor) -> None:
    if not a.shape.is_compatible_with(b.shape):
        raise ValueError(f"Activations of one shape are needed, not {a.shape} and {b.shape}.")
