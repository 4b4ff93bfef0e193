"""Descent on the pixels: plain gradient descent, Adam, L-BFGS.

Each has `move(x, evaluation) -> next x`, and `restart()` for when J itself has changed under it.
x is what the optimiser sees, a float32 tensor of any shape.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import tensorflow as tf


class Optimiser(Protocol):
    """Moves x down the gradient, one step at a time."""

    def move(self, x: tf.Tensor, gradient: tf.Tensor) -> tf.Tensor:
        """The next x, from x and the gradient there (same shape, float32)."""

    def restart(self) -> None:
        """Forgets what earlier gradients taught: J has changed."""

    def shorten(self) -> None:
        """The last move was taken back: be more careful."""


class GradientDescent:
    """x ← x − η·∂J/∂x, with η chosen so that the first step moves x by `first_move` on average."""

    def __init__(self, first_move: float = 1.0):
        self.first_move = first_move
        self._eta: tf.Tensor | None = None

    def move(self, x: tf.Tensor, gradient: tf.Tensor) -> tf.Tensor:
        if self._eta is None:
            self._eta = self.first_move / tf.maximum(_rms(gradient), 1e-30)
        return x - self._eta * gradient

    def restart(self) -> None:
        self._eta = None

    def shorten(self) -> None:
        if self._eta is not None:
            self._eta = self._eta / 2
        self.first_move /= 2


_NO_MOMENTS: tuple[int, tf.Tensor | float, tf.Tensor | float] = (0, 0.0, 0.0)


class Adam:
    """D. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", 2014.

    eta is in grey levels: about how far each pixel moves in a step.
    """

    def __init__(self, eta: float = 4.0, beta1: float = 0.9, beta2: float = 0.99):
        self.eta, self.beta1, self.beta2 = eta, beta1, beta2
        self._t, self._m, self._v = _NO_MOMENTS

    def move(self, x: tf.Tensor, gradient: tf.Tensor) -> tf.Tensor:
        self._t += 1
        self._m = self.beta1 * self._m + (1 - self.beta1) * gradient
        self._v = self.beta2 * self._v + (1 - self.beta2) * tf.square(gradient)
        m = self._m / (1 - self.beta1**self._t)
        v = self._v / (1 - self.beta2**self._t)
        return x - self.eta * m / (tf.sqrt(v) + 1e-30)

    def restart(self) -> None:
        self._t, self._m, self._v = _NO_MOMENTS

    def shorten(self) -> None:
        self.eta /= 2
        self.restart()


class LBFGS:
    """D. Liu and J. Nocedal, "On the limited memory BFGS method", 1989, with no line search.

    The two-loop recursion runs on coefficients (W. Chen, Z. Wang and J. Zhou, "Large-scale L-BFGS
    using MapReduce", 2014): the history is one matrix, read twice a step, for all the dot products
    and for the direction. `memory` pairs are kept; a step's root mean square is at most `cap`.
    """

    def __init__(self, memory: int = 20, first_move: float = 2.0, cap: float = 20.0):
        self.memory, self.first_move, self.cap = memory, first_move, cap
        self._basis: tf.Variable | None = None  # rows: s_0 … s_m−1, y_0 … y_m−1
        self.restart()

    def restart(self) -> None:
        self._dots = np.zeros((2 * self.memory, 2 * self.memory))  # basis·basisᵀ
        self._pairs: list[int] = []  # rows in use, oldest first
        self._last: tuple[tf.Tensor, tf.Tensor] | None = None

    def shorten(self) -> None:
        self.restart()
        self.first_move /= 2

    def move(self, x: tf.Tensor, gradient: tf.Tensor) -> tf.Tensor:
        flat_x, g = tf.reshape(x, (-1,)), tf.reshape(gradient, (-1,))
        if self._basis is None or self._basis.shape[1] != g.shape[0]:
            self._basis = tf.Variable(tf.zeros((2 * self.memory, g.shape[0])))
        if self._last is not None:
            self._learn(flat_x - self._last[0], g - self._last[1])
        self._last = flat_x, g
        d = self._direction(g)
        return x + tf.reshape(d * tf.minimum(1.0, self.cap / _rms(d)), x.shape)

    def _learn(self, s: tf.Tensor, y: tf.Tensor) -> None:
        assert self._basis is not None
        if not float(tf.tensordot(s, y, 1)) > 1e-10 * float(tf.norm(s) * tf.norm(y)):
            return  # no curvature to learn: keeping it would turn the direction uphill
        m = self.memory
        row = len(self._pairs) if len(self._pairs) < m else self._pairs.pop(0)
        self._pairs.append(row)
        self._basis[row].assign(s)
        self._basis[m + row].assign(y)
        products = tf.matmul(self._basis, tf.stack([s, y]), transpose_b=True).numpy()
        for column, index in enumerate((row, m + row)):
            self._dots[index, :] = self._dots[:, index] = products[:, column]

    def _direction(self, g: tf.Tensor) -> tf.Tensor:
        """−H·g, by the two-loop recursion on the coefficients of −H·g in (basis, g)."""
        if not self._pairs:
            return -g * (self.first_move / tf.maximum(_rms(g), 1e-30))
        assert self._basis is not None
        m, D = self.memory, self._dots
        dot_g = tf.linalg.matvec(self._basis, g).numpy().astype(np.float64)
        c = np.zeros(2 * m)  # of the basis; that of g stays −1 until it is scaled
        c_g = -1.0
        a = {}
        for i in reversed(self._pairs):
            a[i] = (D[i] @ c + c_g * dot_g[i]) / D[i, m + i]
            c[m + i] -= a[i]
        newest = self._pairs[-1]
        gamma = D[newest, m + newest] / D[m + newest, m + newest]
        c, c_g = c * gamma, c_g * gamma
        for i in self._pairs:
            b = (D[m + i] @ c + c_g * dot_g[m + i]) / D[i, m + i]
            c[i] += a[i] - b
        return tf.linalg.matvec(self._basis, tf.constant(c, tf.float32), transpose_a=True) + c_g * g


def _rms(x: tf.Tensor) -> tf.Tensor:
    return tf.sqrt(tf.reduce_mean(tf.square(x)))
