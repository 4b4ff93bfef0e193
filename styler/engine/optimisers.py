"""Descent on the pixels or their waves: plain gradient descent, Adam, L-BFGS.

x is a float32 array of any shape, and `gradient` is ∂J/∂x there. NumPy serves all of them: a step
of the network costs thirty times as much as these few passes over x.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from styler.engine.compact import CompactRows

Array = NDArray[np.float32]
State = Mapping[str, NDArray[Any]]


class Optimiser(Protocol):
    """Moves x down the gradient, one step at a time."""

    def move(self, x: Array, gradient: Array) -> Array:
        """The next x."""

    def restart(self) -> None:
        """Forgets what earlier gradients taught: J has changed."""

    def forget_last(self) -> None:
        """J has changed, but hardly its curvature: the next gradient says nothing of the last."""

    def take_back(self, x: Array, gradient: Array) -> None:
        """The last move, to x with this gradient, is taken back: the next ones are smaller."""

    def state(self) -> State:
        """All that the next move depends on. The arrays are not copied."""

    def restore(self, state: State, size: int) -> None:
        """Goes on from there, with an x of so many entries.

        Raises `KeyError`, `IndexError` or `ValueError` for a state of anything else.
        """


class GradientDescent:
    """x ← x − η·∂J/∂x, with η such that the first step's root mean square is `first_move`."""

    def __init__(self, first_move: float = 16.0):
        self.first_move = first_move
        self._eta: float | None = None

    def move(self, x: Array, gradient: Array) -> Array:
        if self._eta is None:
            self._eta = self.first_move / _rms(gradient)
        return x - np.float32(self._eta) * gradient

    def restart(self) -> None:
        self._eta = None

    def forget_last(self) -> None:
        pass  # it compares none

    def take_back(self, x: Array, gradient: Array) -> None:
        self.first_move /= 2
        self._eta = None if self._eta is None else self._eta / 2

    def state(self) -> State:
        eta = np.nan if self._eta is None else self._eta
        return {"first_move": np.array(self.first_move), "eta": np.array(eta)}

    def restore(self, state: State, size: int) -> None:
        self.first_move, eta = float(state["first_move"]), float(state["eta"])
        self._eta = None if np.isnan(eta) else eta


class Adam:
    """D. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", 2014.

    `eta` is about how far each entry of x moves in a step, in grey levels.
    """

    def __init__(self, eta: float = 6.0, beta1: float = 0.9, beta2: float = 0.99):
        self.eta, self.beta1, self.beta2 = eta, beta1, beta2
        self.restart()

    def restart(self) -> None:
        self._t = 0
        self._m: Array = np.zeros((), np.float32)
        self._v: Array = np.zeros((), np.float32)

    def forget_last(self) -> None:
        pass  # its means fade

    def move(self, x: Array, gradient: Array) -> Array:
        self._t += 1
        self._m = self.beta1 * self._m + (1 - self.beta1) * gradient
        self._v = self.beta2 * self._v + (1 - self.beta2) * gradient * gradient
        m = self._m / (1 - self.beta1**self._t)
        v = self._v / (1 - self.beta2**self._t)
        return np.asarray(x - self.eta * m / (np.sqrt(v) + _TINY), np.float32)

    def take_back(self, x: Array, gradient: Array) -> None:
        self.eta /= 2
        self.restart()

    def state(self) -> State:
        return {
            "eta": np.array(self.eta),
            "t": np.array(self._t),
            "m": self._m,
            "v": self._v,
        }

    def restore(self, state: State, size: int) -> None:
        self.eta, self._t = float(state["eta"]), int(state["t"])
        self._m, self._v = state["m"], state["v"]
        for moment in (self._m, self._v):
            if moment.size not in (1, size) or not np.isfinite(moment).all():
                raise ValueError(size)


class LBFGS:
    """D. Liu and J. Nocedal, "On the limited memory BFGS method", 1989, without a line search.

    The two-loop recursion runs on coefficients (W. Chen, Z. Wang and J. Zhou, "Large-scale L-BFGS
    using MapReduce", 2014): the history is one matrix, read for all dot products at once and for
    the direction. `memory` pairs are kept, in 8 bits a number; a move is at most `cap`, root mean
    square. Before the first pair it is `first_move`.

    Where no pair has taught the curvature, H₀ stands for its inverse: a number for each of x's
    `parts`, which are so many entries one after the other; without them x is one part. It is how
    far the part moved in the newest pairs for how much its gradient changed, √(Σs·s / Σy·y), and
    within ten times of what that is for all of x. So that the newest pair's y·H₀·y would be s·y,
    all of H₀ is brought to that. It leans to the steepest that this pair met, and what is left is
    mostly flatter: so it is `stride` times as much.

    A move that is taken back has cost as much as any other, and tells most about the curvature
    where it is needed most: it is learned from like the rest.

    `move` raises `ValueError` for an x that has another number of entries than its parts.
    """

    def __init__(
        self,
        memory: int = 20,
        parts: Sequence[int] = (),
        first_move: float = 2.0,
        cap: float = 5.0,
        stride: float = 2.0,
    ):
        self.memory, self.first_move, self.cap, self.stride = memory, first_move, cap, stride
        self._reach = cap  # of the next move
        self._divide(parts)
        self.restart()

    def restart(self) -> None:
        self._pairs: list[int] = []  # in use, oldest first: rows 2i and 2i + 1
        self._last: tuple[Array, Array] | None = None

    def forget_last(self) -> None:
        self._last = None

    def take_back(self, x: Array, gradient: Array) -> None:
        if self._last is None:
            return
        s, y = x.reshape(-1) - self._last[0], gradient.reshape(-1) - self._last[1]
        self._reach = _rms(s) / 2
        self.first_move = min(self.first_move, self._reach)
        self._learn(s, y)
        self._last = None

    def state(self) -> State:
        used = 2 * len(self._pairs)
        last = {} if self._last is None else {"last_x": self._last[0], "last_g": self._last[1]}
        return {
            "first_move": np.array(self.first_move),
            "reach": np.array(self._reach),
            "history": self._history.numbers[:used],
            "scales": self._history.scales[:used],
            "dots": self._dots[:, :used, :used],
            "pairs": np.array(self._pairs, np.int64),
            **last,
        }

    def restore(self, state: State, size: int) -> None:
        self.restart()
        self._fit(size)
        self.first_move, self._reach = float(state["first_move"]), float(state["reach"])
        pairs = state["pairs"]
        used = 2 * pairs.size
        in_any_order = np.array_equal(np.sort(pairs), np.arange(used // 2))
        if pairs.dtype.kind != "i" or not in_any_order or used > 2 * self.memory:
            raise ValueError(pairs)
        self._pairs = pairs.tolist()
        if self._pairs:
            parts = len(self._parts)
            self._history.numbers[:used] = sound(state["history"], (used, size), np.int8)
            self._history.scales[:used] = sound(state["scales"], (used, parts), np.float32)
            self._dots[:, :used, :used] = sound(state["dots"], (parts, used, used), np.float64)
        if "last_x" in state:
            x, g = (sound(state[name], (size,), np.float32) for name in ("last_x", "last_g"))
            self._last = x, g

    def move(self, x: Array, gradient: Array) -> Array:
        self._fit(x.size)
        flat_x, g = x.reshape(-1), gradient.reshape(-1)
        if self._last is None:
            (g_dots,) = self._dots_with(g)
        else:
            (g_dots,) = self._learn(flat_x - self._last[0], g - self._last[1], g)
            self._reach = min(self.cap, _REGAINED * self._reach)
        self._last = flat_x, g
        d = self._direction(g, g_dots)
        d *= np.float32(min(1.0, self._reach / _rms(d)))
        d += flat_x
        return d.reshape(x.shape)

    def _learn(self, s: Array, y: Array, *others: Array) -> NDArray[np.float64]:
        """history·vector for each other vector, which are read with the pair that is new."""
        if not s @ y > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            # No positive curvature: the pair would turn the direction uphill.
            return self._dots_with(*others)
        pair = len(self._pairs) if len(self._pairs) < self.memory else self._pairs.pop(0)
        self._pairs.append(pair)
        rows = 2 * pair, 2 * pair + 1
        for row, vector in zip(rows, (s, y), strict=True):
            self._history[row] = vector
        dots = self._dots_with(s, y, *others)
        for row, own in zip(rows, dots, strict=False):
            self._dots[:, row] = self._dots[:, :, row] = own
        return dots[2:]

    def _fit(self, size: int) -> None:
        """x has so many entries."""
        if not self._parts:
            self._divide([size])
        if sum(self._parts) != size:
            raise ValueError(f"{size} entries in parts of {self._parts}")

    def _divide(self, parts: Sequence[int]) -> None:
        rows = 2 * self.memory
        self._parts = list(parts)
        self._history = CompactRows(rows, parts)  # s₀, y₀, s₁, y₁ …
        self._dots = np.zeros((len(parts), rows, rows))  # history·historyᵀ, part by part

    def _dots_with(self, *vectors: Array) -> NDArray[np.float64]:
        """history·vector for each vector and part; rows not yet in use give 0, unread."""
        used = 2 * len(self._pairs)
        dots = np.zeros((len(vectors), len(self._dots), 2 * self.memory))
        if used and vectors:
            dots[:, :, :used] = self._history.dots(used, *vectors)
        return dots

    def _direction(self, g: Array, g_dots: NDArray[np.float64]) -> Array:
        """−H·g: the two-loop recursion, begun from −g, with coefficients in place of vectors.

        On the way back in time it stands at Σc[j]·row[j] − g, on the way forth, in each part p, at
        ΣC[p, j]·row[j] − H₀[p]·g.
        """
        # Kept in 8 bits a pair may have lost the little curvature that it had.
        D, g_dots_whole = self._dots.sum(axis=0), g_dots.sum(axis=0)
        pairs = [i for i in self._pairs if D[2 * i, 2 * i + 1] > 0]
        if not pairs:
            return -g * np.float32(self.first_move / _rms(g))
        c, a = np.zeros(2 * self.memory), {}
        for i in reversed(pairs):
            s, y = 2 * i, 2 * i + 1
            a[i] = (D[s] @ c - g_dots_whole[s]) / D[s, y]
            c[y] -= a[i]
        H_0 = self._inverse_curvatures(pairs)
        C = H_0[:, None] * c
        for i in pairs:
            s, y = 2 * i, 2 * i + 1
            C[:, s] += a[i] - (np.vdot(self._dots[:, y], C) - H_0 @ g_dots[:, y]) / D[s, y]
        d = self._history.combined(C[:, : 2 * len(self._pairs)])
        d -= np.repeat(H_0.astype(np.float32), self._parts) * g
        return d

    def _inverse_curvatures(self, pairs: list[int]) -> NDArray[np.float64]:
        """H₀, a number for each part."""
        rows = 2 * np.array(pairs[-_NEWEST:])
        moved, changed = (self._dots[:, r, r].sum(axis=1) for r in (rows, rows + 1))
        # A part that neither moved nor changed is as steep as the whole.
        moved, changed = (of / of.sum() + _TINY for of in (moved, changed))
        H_0 = np.clip(np.sqrt(moved / changed), 1 / _APART, _APART)
        s, y = rows[-1], rows[-1] + 1
        return np.asarray(
            H_0 * self.stride * self._dots[:, s, y].sum() / (H_0 @ self._dots[:, y, y])
        )


_TINY = 1e-30
_NEWEST = 5  # pairs that tell how flat each part is
_APART = 10.0  # times flatter or steeper than all of x: no part is taken for more than that
_REGAINED = 1.5  # how fast L-BFGS dares larger moves again, once one has been taken back


def sound(array: NDArray[Any], shape: tuple[int, ...], dtype: type) -> NDArray[Any]:
    """The array itself. Raises `ValueError` if it is of another shape or type, or not finite."""
    if array.shape != shape or array.dtype != dtype or not np.isfinite(array).all():
        raise ValueError(array.shape)
    return array


def _rms(x: Array) -> float:
    return float(np.linalg.norm(x) / np.sqrt(x.size)) + _TINY
