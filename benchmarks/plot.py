"""A plot of curves on two logarithmic axes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 800, 90  # pixels
COLOURS = ("#c0392b", "#1f6f8b", "#2e8b57", "#8e6bbf")

Point = tuple[float, float]


class Axis:
    """Powers of ten from `start` to `end`, pixels."""

    def __init__(self, values: Sequence[float], start: float, end: float):
        self.low, self.high = float(np.log10(min(values))), float(np.log10(max(values)))
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        """Where the value stands, pixels."""
        share = (np.log10(value) - self.low) / (self.high - self.low)
        return float(self._start + share * (self._end - self._start))

    def ticks(self) -> Iterator[tuple[str, float]]:
        """The powers of ten on it, and where they stand."""
        for power in range(int(np.ceil(self.low)), int(np.floor(self.high)) + 1):
            yield f"{10**power:,}", self.at(10.0**power)


def plot(curves: Mapping[str, Sequence[Point]], x_title: str, y_title: str, path: Path) -> None:
    """Saves a picture of the curves; all values are above 0."""
    points = [point for curve in curves.values() for point in curve]
    x = Axis([point[0] for point in points], MARGIN, WIDTH - MARGIN)
    y = Axis([point[1] for point in points], HEIGHT - MARGIN, MARGIN)
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(18)
    for label, across in x.ticks():
        draw.line([(across, MARGIN), (across, HEIGHT - MARGIN)], "#dddddd")
        draw.text((across, HEIGHT - MARGIN + 20), label, "#555555", font, "mm")
    for label, down in y.ticks():
        draw.line([(MARGIN, down), (WIDTH - MARGIN, down)], "#dddddd")
        draw.text((MARGIN - 8, down), label, "#555555", font, "rm")
    draw.text((WIDTH / 2, HEIGHT - 30), x_title, "#222222", font, "mm")
    draw.text((MARGIN, MARGIN / 2), y_title, "#222222", font, "lm")
    for line, ((name, curve), colour) in enumerate(zip(curves.items(), COLOURS, strict=False)):
        draw.line([(x.at(across), y.at(up)) for across, up in curve], colour, 3)
        draw.text((WIDTH - MARGIN - 8, MARGIN + 16 + 26 * line), name, colour, font, "rm")
    picture.save(path)
