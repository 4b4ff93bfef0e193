"""The pictures of a time-lapse: the painting's views, one blended into the next.

A film has two clocks. Its own runs evenly; the painting's goes with its square, so that the first
quarter of the steps, in which most changes, has half of the time. Between two views one is blended
into the other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from styler import images
from styler.settings import check_number

# 8-bit RGB, shape (n_H, n_W, 3), or the file of such a picture, which is read when it is needed.
Pixels = Image.Image | NDArray[np.uint8] | Path
Progress = Callable[[int, int], None]  # pictures done, of how many; what it raises ends the film

EASE = 2  # the exponent by which the painting's clock goes
SWEEP = 2.7  # seconds in which the wipe crosses the picture
EVEN = 2  # H.264 halves the colours' sides
MIN_SIDE = 16  # pixels

BAND, MARGIN = 0.3, 0.04  # of the film's height and width: where the curve is
SHADE = 150  # of 255: how dark it is behind the curve's foot
FINE = 4  # times as large as it is shown, so that its edges are smooth
INK, DOT = "#ffffff", "#e59a50"

_LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"seconds": (0.5, 300), "fps": (1, 50), "size": (64, 4096), "hold": (0, 30)}
)


@dataclass(frozen=True, eq=False)
class View:
    """The picture after a step, at the size that was painted then."""

    step: int
    total: float  # J
    picture: Pixels


@dataclass(frozen=True)
class Options:
    """How the film is made. Raises `StylerError` if a value is out of its limits."""

    seconds: float = 8.0  # of painting
    hold: float = 2.0  # seconds of the last picture, after them
    fps: int = 25  # pictures a second
    size: int = 720  # longer side, pixels
    wipe: bool = False  # a line moves to and fro, with the photograph before it
    curves: bool = False  # J is drawn at the foot, on a logarithmic scale, as far as it has come

    def __post_init__(self) -> None:
        for name, (low, high) in _LIMITS.items():
            check_number(name, getattr(self, name), low, high)

    @property
    def count(self) -> int:
        """Pictures of painting."""
        return max(2, round(self.seconds * self.fps))

    @property
    def held(self) -> int:
        """Times that the last one is shown after that."""
        return round(self.hold * self.fps)


def film_size(size: tuple[int, int], longer: int) -> tuple[int, int]:
    """Width and height of the film of a picture of this width and height: both can be halved."""
    scale = longer / max(size) / EVEN
    width, height = (max(MIN_SIDE, EVEN * round(side * scale)) for side in size)
    return width, height


class Film:
    """Makes each picture when it is asked for, and tells how far it is."""

    def __init__(
        self, views: Sequence[View], content: Pixels, options: Options, progress: Progress
    ) -> None:
        self.options, self._views, self._progress = options, views, progress
        self.size = film_size(_image(views[-1].picture).size, options.size)
        # Two neighbours are blended, again and again.
        self._fitted = lru_cache(maxsize=2)(self._fit)
        self._times = _times([view.step for view in views])
        totals = [view.total for view in views]
        self._curve = _Curve(self._times, totals, self.size) if options.curves else None
        self._content = _resized(_image(content), self.size) if options.wipe else None

    def __len__(self) -> int:
        return self.options.count + self.options.held

    def __getitem__(self, number: int) -> Image.Image:
        self._progress(number, len(self))
        return self.drawn(min(1.0, number / (self.options.count - 1)))

    def drawn(self, time: float) -> Image.Image:
        """The picture at a time from 0 to 1, as it is shown."""
        picture = self._blended(time)
        if self._content:
            _wipe(picture, self._content, _edge(time, self.options.seconds))
        if self._curve:
            self._curve.draw(picture, time)
        return picture

    def done(self) -> None:
        """Told when all of it is written."""
        self._progress(len(self), len(self))

    def _blended(self, time: float) -> Image.Image:
        place = float(np.interp(time, self._times, np.arange(len(self._views))))
        first = min(int(place), len(self._views) - 1)
        picture, share = self._fitted(first), place - first
        if share == 0:
            return picture.copy()
        return Image.blend(picture, self._fitted(first + 1), share)

    def _fit(self, number: int) -> Image.Image:
        return _resized(_image(self._views[number].picture), self.size)


def _image(pixels: Pixels) -> Image.Image:
    if isinstance(pixels, Path):
        # It may be from a project that came from anyone.
        return Image.fromarray(images.to_bytes8(images.load(pixels)))
    return Image.fromarray(pixels) if isinstance(pixels, np.ndarray) else pixels.convert("RGB")


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    grows = image.width < size[0]
    how = Image.Resampling.BICUBIC if grows else Image.Resampling.LANCZOS
    return image.resize(size, how)


def _times(steps: Sequence[int]) -> NDArray[np.float64]:
    """When each step is shown, from 0 to 1."""
    run = np.maximum.accumulate(np.asarray(steps, np.float64))
    span = run[-1] - run[0]
    if span == 0:
        return np.linspace(0, 1, len(steps))
    return np.asarray(((run - run[0]) / span) ** (1 / EASE))


# The wipe


def _edge(time: float, seconds: float) -> float:
    """Where the line is, from 0, at the left, to 1. It ends at the left, with all of the picture
    to be seen.
    """
    pairs = max(0, round((seconds / SWEEP - 1) / 2))
    return (1 + math.cos(math.pi * (2 * pairs + 1) * time)) / 2


def _wipe(picture: Image.Image, content: Image.Image, edge: float) -> None:
    """Lays the photograph over what is left of the line."""
    width, height = picture.size
    x, line = round(edge * width), max(2, width // 240)
    picture.paste(content.crop((0, 0, x, height)), (0, 0))
    if 0 < x < width:
        picture.paste(INK, (x - line // 2, 0, x - line // 2 + line, height))


# The curve


class _Curve:
    """J over the film's own time, drawn once and shown bit by bit."""

    def __init__(
        self, times: NDArray[np.float64], totals: Sequence[float], size: tuple[int, int]
    ) -> None:
        self._width, self._height = size
        self._band = round(BAND * self._height)
        self._margin = max(8, round(MARGIN * self._width))
        self._font = ImageFont.load_default(max(12, round(0.13 * self._band)))
        self._line = max(2.0, self._band / 60)
        there = np.isfinite(totals) & (np.asarray(totals) > 0)
        self._times = times[there]
        self._powers = np.log10(np.asarray(totals, np.float64)[there])
        gradient = Image.linear_gradient("L").resize((self._width, self._band))
        self._shade = gradient.point([_shade(level / 255) for level in range(256)])
        if len(self._times):
            self._foot, self._top = float(self._powers.min()), float(self._powers.max())
            self._drawn = self._whole()

    def draw(self, picture: Image.Image, time: float) -> None:
        """Over the foot of the picture, up to the time."""
        top = self._height - self._band
        picture.paste("#000000", (0, top), self._shade)
        if not len(self._times):
            return
        x = self._x(time)
        part = self._drawn.crop((0, 0, round(x), self._band))
        picture.paste(INK, (0, top), part)
        power = float(np.interp(time, self._times, self._powers))
        self._dot(picture, x, top + self._y(power))
        at = (self._width - self._margin, top + round(0.29 * self._band))
        ImageDraw.Draw(picture).text(at, _told(10**power), INK, self._font, anchor="ra")

    def _x(self, time: float) -> float:
        return self._margin + time * (self._width - 2 * self._margin)

    def _y(self, power: float) -> float:
        """From the band's upper edge; a curve that hardly falls lies at its foot."""
        height = (power - self._foot) / max(self._top - self._foot, 0.5)
        return self._band * (0.9 - 0.5 * height)

    def _whole(self) -> Image.Image:
        """How much of each pixel the curve covers."""
        large = Image.new("L", (FINE * self._width, FINE * self._band))
        places = zip(self._times, self._powers, strict=True)
        points = [(FINE * self._x(t), FINE * self._y(p)) for t, p in places]
        pen = ImageDraw.Draw(large)
        pen.line(points, fill=255, width=round(FINE * self._line), joint="curve")
        return large.reduce(FINE)

    def _dot(self, picture: Image.Image, x: float, y: float) -> None:
        radius = 2.2 * self._line
        side = 2 * math.ceil(radius) + 2
        left, top = math.floor(x) - side // 2, math.floor(y) - side // 2
        large = Image.new("L", (FINE * side, FINE * side))
        middle = FINE * (x - left), FINE * (y - top)
        ImageDraw.Draw(large).circle(middle, FINE * radius, fill=255)
        picture.paste(DOT, (left, top), large.reduce(FINE))


def _shade(height: float) -> int:
    """How dark it is, by how far down the band: without an edge above, and soon dark enough for
    white words on a white picture.
    """
    eased = min(1.0, 1.8 * height)
    return round(SHADE * eased * eased * (3 - 2 * eased))


def _told(total: float) -> str:
    return f"J = {total:,.0f}" if total >= 100 else f"J = {total:.3g}"
