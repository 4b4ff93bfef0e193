"""How long a painting will take, how much memory, and how it fits where that is not there.

TensorFlow ends the process where an allocation fails, and a long painting with it. So the peak is
forecast, a canvas that does not fit whole is painted in tiles, and one that does not fit in tiles
either is refused before it is begun.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from styler.errors import OutOfMemoryError
from styler.settings import Settings, with_longer_side

# Measured peaks of whole processes, TensorFlow 2.21, and about a tenth more. Whole: at 512² and
# 1024², 1.29 and 2.64 GB in float32, 1.09 and 2.39 GB in bfloat16.
BASE = 0.87e9  # bytes
PER_PIXEL = {"float32": 2000.0, "bfloat16": 1750.0}  # of the canvas, or of a tile's window
# Of the canvas, in tiles: G, its start, u, gradients, content's features, and what Fourier's
# transform and the optimiser need, but for its pairs.
PER_CANVAS_PIXEL = 190.0
PER_PAIR = 6.0  # bytes of L-BFGS's history a canvas pixel
PAIRS = 20  # that are worth keeping
FEWEST_PAIRS = 4
PAIRS_BYTES = 0.8e9  # of history, where it is more than the fewest pairs

LARGEST_TILE = 1024
TILES = (LARGEST_TILE, 768, 512, 384, 256)
WINDOW = 160  # pixels that a tile's window is wider than the tile: a halo of 80 at each side

_MEMINFO, _OWN = Path("/proc/meminfo"), Path("/proc/self/status")


# A tiled step runs the network forward twice, which is half of a step more.
TWO_PASSES = 3 / 2


class Forecast(NamedTuple):
    """What a painting will take."""

    seconds: float
    bytes: float  # at most, for the whole process
    tile: int | None  # side of the last size's tiles, pixels; None: whole


class Pace(NamedTuple):
    """How fast this machine paints."""

    seconds_per_pixel: float  # of a step
    dtype: str  # of the features: "float32" or "bfloat16"


def forecast(width: int, height: int, settings: Settings, pace: Pace) -> Forecast:
    """For a content of this size, pixels. Raises `OutOfMemoryError` if it cannot be painted."""
    seconds = 0.0
    for stage in settings.stages:
        across, down = with_longer_side(width, height, stage.size)
        pixels = across * down
        tile = Room(pixels, settings.memory_limit).tile(pace.dtype)
        seconds += stage.steps * pixels * pace.seconds_per_pixel * _overhead(tile)
    needed = whole(pixels, pace.dtype) if tile is None else in_tiles(pixels, tile, pace.dtype)
    return Forecast(min(seconds, settings.time_limit or seconds), needed, tile)


def _overhead(tile: int | None) -> float:
    return 1.0 if tile is None else TWO_PASSES * ((tile + WINDOW) / tile) ** 2


class Room(NamedTuple):
    """The memory for a canvas."""

    pixels: int  # of the canvas
    limit: float | None  # GB for the whole process; None: what is free
    below: int | None = None  # smaller tiles than that, whatever the forecast: it was wrong

    def tile(self, dtype: str) -> int | None:
        """The side of the tiles that fit, in pixels; None if the canvas fits whole.

        Raises `OutOfMemoryError` if no tiles do.
        """
        reach = within_reach() if self.limit is None else 1e9 * self.limit
        if self.below is None and (reach is None or whole(self.pixels, dtype) <= reach):
            return None
        for tile in TILES if self.below is None else (t for t in TILES if t < self.below):
            if reach is None or in_tiles(self.pixels, tile, dtype) <= reach:
                return tile
        raise OutOfMemoryError(
            "A picture of {pixels:.1f} megapixels needs {needed:.1f} GB of memory, and there are "
            "{free:.1f} GB: choose a smaller size, or close programs.",
            pixels=self.pixels / 1e6,
            needed=in_tiles(self.pixels, TILES[-1], dtype) / 1e9,
            free=(reach or 0.0) / 1e9,
        )


def whole(pixels: int, dtype: str) -> float:
    """Bytes that the process will hold at most while it paints so many pixels at once."""
    return BASE + PER_PIXEL[dtype] * pixels


def in_tiles(pixels: int, tile: int, dtype: str) -> float:
    """The same for tiles of `tile` pixels a side."""
    canvas = (PER_CANVAS_PIXEL + PER_PAIR * pairs(pixels)) * pixels
    return whole((tile + WINDOW) ** 2, dtype) + canvas


def pairs(pixels: int) -> int:
    """How many pairs of L-BFGS's history are kept for so many pixels."""
    return max(FEWEST_PAIRS, min(PAIRS, int(PAIRS_BYTES / (PER_PAIR * max(pixels, 1)))))


def within_reach() -> float | None:
    """Bytes that this process holds or could have; None where the system does not tell."""
    try:
        return _field(_MEMINFO, "MemAvailable") + _field(_OWN, "VmRSS")
    except (OSError, ValueError):
        return None


def _field(file: Path, name: str) -> float:
    """A line such as “MemAvailable:   123 kB”, in bytes."""
    for line in file.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return 1024 * float(line.split()[1])
    raise ValueError(name)
