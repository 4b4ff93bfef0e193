"""Plates of what the network sees: patches, activation maps over a picture, Gram matrices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from styler.colour import Picture
from styler.findings import Array, Comparison, Order, Spot, Survey, cut
from styler.images.page import Contents, Tile, page
from styler.images.picture import to_bytes8

CELL = 144  # pixels
GLOW = np.array((255, 176, 32), np.float32)  # of what excites, RGB
DIMMED = 0.4  # how bright the rest of the picture is
BRIGHT = 99  # percentile of a map from which on the picture is fully lit
# What a matrix has too little of, nothing, and too much of, RGB.
LESS, NONE, MORE = np.array([(38, 84, 148), (250, 250, 248), (178, 48, 36)], np.float32)
HAIRLINE = 226  # grey level
COARSE = 24  # pixels; smaller patches are shown as the pixels that they are


class Pictures(Protocol):
    """Pictures by their number; they may be read only when they are asked for."""

    def __getitem__(self, number: int, /) -> Picture: ...


def enlarged(picture: Picture, height: int, width: int) -> Picture:
    """The picture at another size; a few pixels stay visible as such."""
    way = Image.Resampling.NEAREST if max(picture.shape[:2]) < COARSE else Image.Resampling.LANCZOS
    resized = Image.fromarray(to_bytes8(picture)).resize((width, height), way)
    return np.asarray(resized, np.float32)


def overlay(picture: Picture, activation: Array, strongest: float | None = None) -> Picture:
    """The picture (n_H, n_W, 3), lit where a channel's map (of any size) is high.

    Full light is `strongest`; unless given, what a hundredth of the map exceeds.
    """
    height, width, _ = picture.shape
    most = strongest or float(np.percentile(activation, BRIGHT)) or 1.0
    level = Image.fromarray(np.asarray(activation / most, np.float32))
    stretched = level.resize((width, height), Image.Resampling.BICUBIC)
    light = np.clip(np.asarray(stretched), 0, 1)[..., None]
    grey = picture.mean(axis=-1, keepdims=True)
    dim = DIMMED * (0.5 * picture + 0.5 * grey)
    lit = 0.65 * picture + 0.35 * GLOW
    return np.asarray(dim + light * (lit - dim), np.float32)


def framed(picture: Picture, spots: Sequence[Spot]) -> Picture:
    """The picture with a frame around what each spot sees of it."""
    height, width, _ = picture.shape
    made = picture.copy()
    for spot in spots:
        top, left = max(spot.box.top, 0), max(spot.box.left, 0)
        bottom, right = min(spot.box.bottom, height) - 1, min(spot.box.right, width) - 1
        made[[top, bottom], left : right + 1] = made[top : bottom + 1, [left, right]] = GLOW
    return made


def heat(matrix: Array, order: Order | None = None, limit: float | None = None) -> Picture:
    """A matrix (n, n) as a picture (n, n, 3): red above zero, blue below, by the root of its size.

    Full colour is `limit`; unless given, the 99.9th percentile of its absolute values.
    """
    shown = matrix if order is None else matrix[np.ix_(order, order)]
    most = limit or warmth(shown)
    level = np.clip(np.sqrt(np.abs(shown) / most), 0, 1)[..., None]
    ink = np.where(shown[..., None] > 0, MORE, LESS)
    return np.asarray(NONE + level * (ink - NONE), np.float32)


def warmth(*matrices: Array) -> float:
    """The limit for matrices that are to be compared."""
    sizes = np.concatenate([np.abs(matrix).ravel() for matrix in matrices])
    return float(np.percentile(sizes, 99.9)) or 1.0


def nine(spots: Sequence[Spot], pictures: Pictures, cell: int = CELL) -> Picture:
    """A channel's patches, three by three."""
    gap = max(2, cell // 24)
    made = np.full((3 * cell + 2 * gap, 3 * cell + 2 * gap, 3), 255, np.float32)
    for number, spot in enumerate(spots[:9]):
        y, x = ((cell + gap) * n for n in divmod(number, 3))
        patch = cut(pictures[spot.picture], spot.box)
        made[y : y + cell, x : x + cell] = enlarged(patch, cell, cell)
    return made


def unit_page(
    title: str,
    spots: Sequence[Spot],
    pictures: Pictures,
    names: Sequence[str],
    activation: Array,
    synthesised: Picture,
) -> Picture:
    """A channel's nine patches, its map over the picture that excites it most, and its own image.

    `activation` is its map (n_H, n_W) over the picture of the first spot, or of the first picture.
    """
    where = spots[0].picture if spots else 0
    patches = nine(spots, pictures)
    side = len(patches)
    here = [spot for spot in spots if spot.picture == where]
    lit = overlay(pictures[where], activation)
    tiles = [
        Tile(patches, "what excites it most"),
        Tile(_within(framed(lit, here), side), f"where, in {names[where]}"),
        Tile(enlarged(synthesised, side, side), "an image made to excite it"),
    ]
    return page(Contents((), tiles, len(tiles), title=title))


def channels_page(title: str, survey: Survey, pictures: Pictures, cell: int = CELL // 2) -> Picture:
    """All channels of a layer by their best patch, the most used first."""
    tiles = [
        Tile(_best(survey.spots[channel], pictures, cell), f"{channel}") for channel in survey.order
    ]
    width = 8 * math.ceil(math.sqrt(len(tiles)) / 8)
    return page(Contents((), tiles, width, title=title))


def gram_page(title: str, found: Comparison, names: Sequence[str], side: int = 512) -> Picture:
    """The two Gram matrices and their difference, all in one order."""
    limit = warmth(found.style.matrix, found.generated.matrix)
    matrices = (found.style.matrix, found.generated.matrix, found.difference)
    labels = (*names, "the second less the first")
    tiles = [
        Tile(_stretched(heat(matrix, found.order, limit), side), label)
        for matrix, label in zip(matrices, labels, strict=True)
    ]
    return page(Contents((), tiles, len(tiles), title=title))


def strip(
    title: str, pictures: Sequence[Picture], labels: Sequence[str], original: Picture
) -> Picture:
    """Reconstructions side by side, after the picture that they are of."""
    tiles = [Tile(original, "the picture"), *map(Tile, pictures, labels)]
    return page(Contents((), tiles, len(tiles), title=title))


def _best(spots: Sequence[Spot], pictures: Pictures, cell: int) -> Picture | None:
    if not spots:
        return None
    patch = enlarged(cut(pictures[spots[0].picture], spots[0].box), cell, cell)
    patch[[0, -1]] = patch[:, [0, -1]] = HAIRLINE  # a white patch on white paper has an edge too
    return patch


def _within(picture: Picture, side: int) -> Picture:
    """The picture as large as fits, in the middle of a white square."""
    height, width, _ = picture.shape
    scale = side / max(height, width)
    height, width = round(scale * height), round(scale * width)
    made = np.full((side, side, 3), 255, np.float32)
    top, left = (side - height) // 2, (side - width) // 2
    made[top : top + height, left : left + width] = enlarged(picture, height, width)
    return made


def _stretched(matrix: NDArray[np.float32], side: int) -> Picture:
    """Each entry as a square of whole pixels."""
    times = max(1, side // len(matrix))
    return np.asarray(matrix.repeat(times, axis=0).repeat(times, axis=1))
