"""What looking into the network finds, as plain arrays: what excites a channel, and which channels
fire together.

The engine's explorer makes these; pages and panels show them. An activation is (n_H, n_W, n_C),
float32, not negative.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from styler.anatomy import Box, Layer
from styler.colour import Picture

Array = NDArray[np.float32]
Order = NDArray[np.intp]
T = TypeVar("T")

NINE = 9  # patches of a channel, as Zeiler and Fergus show them
LEAST_APART = 16  # pixels between two patches of a picture: nearer ones are of the same spot
# What the network takes for nothing, ImageNet's mean: it pads with that beyond the edge.
NOTHING = (123.68, 116.779, 103.939)

_ALL_ONE: Mapping[int, float] = MappingProxyType({})


@dataclass(frozen=True)
class Partial(Generic[T]):
    """What is found so far. To cancel a search, do not iterate on."""

    done: int
    of: int
    finding: T | None = None  # the newest there is; with the last one, all of it


@dataclass(frozen=True)
class Spot:
    """A place that excites a channel."""

    picture: int  # its number among those that were looked at, from 0
    row: int
    column: int  # of the feature
    activation: float
    box: Box  # its receptive field; may reach beyond the picture


Spots = tuple[Spot, ...]


@dataclass(frozen=True, eq=False)
class Survey:
    """A layer over some pictures, channel by channel."""

    layer: str
    pictures: int  # how many
    usage: Array  # (n_C,): the mean activation
    firing: Array  # (n_C,): the share of positions where it is above zero
    spots: tuple[Spots, ...]  # up to NINE for each channel, the strongest first, none twice

    @property
    def order(self) -> Order:
        """The channels, the most used first."""
        return np.argsort(-self.usage, kind="stable")

    def joined(self, other: Survey) -> Survey:
        """Of the pictures of both."""
        n, m = self.pictures, other.pictures
        return Survey(
            self.layer,
            n + m,
            _mean(self.usage, n, other.usage, m),
            _mean(self.firing, n, other.firing, m),
            tuple(map(_strongest, self.spots, other.spots)),
        )


def surveyed(layer: Layer, activation: Array, picture: int) -> Survey:
    """What a layer makes of one picture of this number: of all channels that are given."""
    maps = np.ascontiguousarray(np.moveaxis(activation, -1, 0))
    return Survey(
        layer.name,
        1,
        maps.mean(axis=(1, 2)),
        (maps > 0).mean(axis=(1, 2), dtype=np.float32),
        tuple(strongest_spots(layer, channel, picture) for channel in maps),
    )


def all_channels(layer: str, parts: Sequence[Survey]) -> Survey:
    """Surveys of one picture as one: the channels of the first, of the second …"""
    return Survey(
        layer,
        parts[0].pictures,
        np.concatenate([part.usage for part in parts]),
        np.concatenate([part.firing for part in parts]),
        tuple(itertools.chain.from_iterable(part.spots for part in parts)),
    )


def strongest_spots(layer: Layer, channel: Array, picture: int) -> Spots:
    """Where a channel's map (n_H, n_W) is highest, but for places that see much the same.

    Two of them are half a receptive field apart, and `LEAST_APART` pixels.
    """
    apart = math.ceil(max(layer.receptive_field / 2, LEAST_APART) / layer.jump)
    return tuple(
        Spot(picture, row, column, float(channel[row, column]), layer.sees(row, column))
        for row, column in peaks(channel, NINE, apart)
    )


def peaks(channel: Array, count: int, apart: int) -> list[tuple[int, int]]:
    """Rows and columns of the highest places above zero, none nearer than `apart` to a higher one.

    channel: (n_H, n_W). Nearness is by the larger of the two distances; of equals the first counts.
    """
    left, width = channel.copy(), channel.shape[1]
    found: list[tuple[int, int]] = []
    while len(found) < count:
        row, column = divmod(int(left.argmax()), width)
        if left[row, column] <= 0:
            break
        found.append((row, column))
        rows, columns = (slice(max(n - apart + 1, 0), n + apart) for n in (row, column))
        left[rows, columns] = 0
    return found


def cut(picture: Picture, box: Box) -> Picture:
    """What of the picture (n_H, n_W, 3) is in the box, `NOTHING` where it reaches beyond."""
    patch = np.empty((box.bottom - box.top, box.right - box.left, 3), np.float32)
    patch[:] = NOTHING
    top, left = max(box.top, 0), max(box.left, 0)
    inside = picture[top : max(box.bottom, 0), left : max(box.right, 0)]
    down, across = top - box.top, left - box.left
    patch[down : down + inside.shape[0], across : across + inside.shape[1]] = inside
    return patch


def _mean(a: Array, n: int, b: Array, m: int) -> Array:
    return np.asarray((n * a + m * b) / (n + m), np.float32)


def _strongest(one: Spots, other: Spots) -> Spots:
    both = sorted((*one, *other), key=lambda spot: -spot.activation)
    return tuple(both[:NINE])


@dataclass(frozen=True, eq=False)
class Gram:
    """What a layer's channels have to do with each other in one picture."""

    layer: str
    matrix: Array  # Gram/N, (n_C, n_C)
    together: Array  # the share of positions where both fire, (n_C, n_C); its diagonal: where one


@dataclass(frozen=True)
class Pair:
    """Two channels, or one with itself, and what they do to the style cost."""

    first: int
    second: int
    style: float  # their entry of Gram(S)/N
    generated: float  # of Gram(G)/N
    cost: float  # their part of J_style[l], both triangles


@dataclass(frozen=True, eq=False)
class Comparison:
    """The Gram matrices of the style and of the generated image at a layer."""

    style: Gram
    generated: Gram
    order: Order  # of rows and columns of all three matrices, so that structure shows
    cost: float  # J_style[l], channels weighed
    pairs: tuple[Pair, ...]  # those that add most to it, the most first

    @property
    def difference(self) -> Array:
        """Gram(G)/N − Gram(S)/N, (n_C, n_C)."""
        return self.generated.matrix - self.style.matrix


def compared(
    style: Gram,
    generated: Gram,
    weights: Mapping[int, float] = _ALL_ONE,
    order: Order | None = None,
    pairs: int = 20,
) -> Comparison:
    """The two side by side; `weights` are those of channels that are not 1.

    The order is that of the style's matrix, which stays while G moves: give it back with the next
    call, and only the costs are new.
    """
    n_C = len(style.matrix)
    w = np.ones(n_C)
    w[list(weights)] = list(weights.values())
    difference = generated.matrix.astype(np.float64) - style.matrix
    costs = w[:, None] * w * difference**2 / (4 * n_C**2)
    found = tuple(
        Pair(
            i,
            j,
            float(style.matrix[i, j]),
            float(generated.matrix[i, j]),
            (1 + (i != j)) * costs[i, j],
        )
        for i, j in _largest(costs, pairs)
    )
    given = seriated(style.matrix) if order is None else order
    return Comparison(style, generated, given, float(costs.sum()), found)


def _largest(costs: NDArray[np.float64], count: int) -> list[tuple[int, int]]:
    """Rows and columns of the pairs that cost most, in the upper triangle of a symmetric matrix."""
    upper = np.triu(costs) + np.triu(costs, 1)
    count = min(count, len(costs) * (len(costs) + 1) // 2)
    some = np.argpartition(upper.ravel(), -count)[-count:]
    some = some[np.argsort(-upper.ravel()[some], kind="stable")]
    return [(int(n) // len(costs), int(n) % len(costs)) for n in some if upper.flat[n] > 0]


def seriated(matrix: Array) -> Order:
    """An order of the channels in which those that fire together stand together.

    matrix: a Gram matrix of activations, (n_C, n_C). Its entries over the lengths of both channels
    are cosines, 0 to 1; the order is that of the Fiedler vector of the graph with these as edges
    (J. Atkins, E. Boman and B. Hendrickson, "A spectral algorithm for seriation and the consecutive
    ones problem", 1998). Channels that never fire come last.
    """
    lengths = np.sqrt(np.diag(matrix).astype(np.float64))
    alive, dead = np.flatnonzero(lengths > 0), np.flatnonzero(lengths <= 0)
    if len(alive) < 3:
        return np.concatenate([alive, dead])
    cosines = matrix[np.ix_(alive, alive)] / np.outer(lengths[alive], lengths[alive])
    return np.concatenate([alive[np.argsort(_fiedler(cosines), kind="stable")], dead])


def _fiedler(edges: NDArray[np.float64]) -> NDArray[Any]:
    """The eigenvector of the second least eigenvalue of the normalised Laplacian I − D^−½·W·D^−½,
    divided by √D; its sign such that the best connected vertex is in the first half.
    """
    root = np.sqrt(edges.sum(axis=0))
    _, vectors = np.linalg.eigh(edges / np.outer(root, root))
    vector = vectors[:, -2] / root
    return np.asarray(vector if vector[root.argmax()] <= np.median(vector) else -vector)
