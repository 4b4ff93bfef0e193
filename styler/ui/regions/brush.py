"""Painting a mask: a soft round brush on an array of grey levels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from styler.regions import Mask

SIDE = 512  # pixels of a mask's longer side
FULL = 255
FINEST = 4  # times as many pixels a side as are wanted: more are not looked at
SOFTEST = 0.5  # pixels over which even the hardest edge falls


@dataclass(frozen=True)
class Brush:
    """What paints, or takes away."""

    size: float = 0.12  # its diameter, of the picture's longer side
    hardness: float = 0.5  # 0: soft from its middle on, 1: a clear edge
    erasing: bool = False


class Stroke:
    """One stroke over a mask, which itself is left as it was.

    Within a stroke the brush passes over a place twice and leaves it as after the first time.
    """

    def __init__(self, mask: Mask, brush: Brush) -> None:
        self._before, self._brush = mask, brush
        self._touched = np.zeros(mask.shape, np.float32)  # how much of the brush was there
        self._mask = mask.copy()
        self._last: tuple[float, float] | None = None

    @property
    def mask(self) -> Mask:
        """What the stroke has made of it so far; not written to later."""
        return self._mask.copy()

    def to(self, x: float, y: float) -> None:
        """Moves the brush to a point, in parts of the picture's width and height."""
        height, width = self._mask.shape
        point = (x * width - 0.5, y * height - 0.5)
        self._pass_over(self._last or point, point)
        self._last = point

    def _pass_over(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        radius = max(self._brush.size * max(self._mask.shape) / 2, SOFTEST)
        box = _box(start, end, radius, self._mask.shape)
        fall = max(radius * (1 - self._brush.hardness), SOFTEST)
        there = np.clip((radius - _distance(box, start, end)) / fall, 0, 1)
        touched = self._touched[box]
        np.maximum(touched, there * there * (3 - 2 * there), out=touched)
        self._mask[box] = _mixed(self._before[box], touched, self._brush.erasing)


def empty(width: int, height: int) -> Mask:
    """A mask of nothing for a picture of this size in pixels."""
    scale = SIDE / max(width, height)
    return np.zeros((max(1, round(height * scale)), max(1, round(width * scale))), np.uint8)


def fitted(mask: Mask, shape: tuple[int, ...]) -> Mask:
    """A mask of any size at the resolution of the brush; itself if it has that already."""
    if mask.shape == shape:
        return mask
    rows, columns = (max(1, n // (FINEST * m)) for n, m in zip(mask.shape, shape, strict=True))
    image = Image.fromarray(np.ascontiguousarray(mask[::rows, ::columns]))
    return np.asarray(image.resize(list(shape[::-1]), Image.Resampling.BILINEAR))


def filled(mask: Mask) -> Mask:
    """All of it."""
    return np.full_like(mask, FULL)


def inverted(mask: Mask) -> Mask:
    """What was in is out."""
    return FULL - mask


def _box(
    start: tuple[float, float], end: tuple[float, float], radius: float, shape: tuple[int, ...]
) -> tuple[slice, slice]:
    """Rows and columns that the brush can touch on its way."""
    (across, down), (height, width) = zip(start, end, strict=True), shape

    def span(values: tuple[float, ...], length: int) -> slice:
        ends = np.floor(min(values) - radius), np.ceil(max(values) + radius) + 1
        low, high = np.clip(ends, 0, length).astype(int).tolist()
        return slice(low, high)

    return span(down, height), span(across, width)


def _distance(
    box: tuple[slice, slice], start: tuple[float, float], end: tuple[float, float]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """From each pixel of the box to the straight way from start to end."""
    y, x = np.mgrid[box].astype(np.float32)
    (x0, y0), (x1, y1) = start, end
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    t = np.clip(((x - x0) * dx + (y - y0) * dy) / length, 0, 1) if length else 0.0
    return np.asarray(np.hypot(x - x0 - t * dx, y - y0 - t * dy), np.float32)


def _mixed(
    before: Mask, touched: np.ndarray[tuple[int, ...], np.dtype[np.float32]], erasing: bool
) -> Mask:
    goal = 0 if erasing else FULL
    return np.rint(before + (goal - before.astype(np.float32)) * touched).astype(np.uint8)
