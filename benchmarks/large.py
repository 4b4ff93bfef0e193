"""Large canvases: memory, exactness, time and seams of painting in tiles.

    python benchmarks/large.py [--limit 8] [--side 4096]

Prints and writes to large.json:

- the peak memory of a process that takes three steps on a square canvas of `side` pixels, and of
  one of half the side in the same tiles, measured from outside the process;
- how far J and its gradient are from the untiled ones, over random sizes, tiles, layers; float32;
- a tiled step over an untiled one at 2048², tiles of 1024 pixels;
- the gradient's energy along tile borders over that elsewhere, of a result in tiles beside the same
  one painted whole;
- the forecast of time and memory beside what it took.

Takes about half an hour on two cores. Exits with 1 if a figure is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import processes
import tensorflow as tf

from styler import images
from styler.assets import asset
from styler.colour import Picture
from styler.engine.features import halo
from styler.engine.objective import AnyObjective, LiveWeights
from styler.engine.objectives import Objectives
from styler.engine.tiling import TiledObjective, windows
from styler.engine.transfer import pace, run
from styler.forecast import PER_CANVAS_PIXEL, PER_PAIR, Room, forecast, in_tiles, pairs
from styler.settings import (
    DEFAULT_CONTENT_LAYERS,
    DEFAULT_LAYER_WEIGHTS,
    FULL_STEPS_SIZE,
    LAYERS,
    Settings,
)

CONTENT = asset("samples", "content", "astronaut.jpg")  # square
STYLE = asset("samples", "style", "van-gogh-village-street.jpg")
MUST = {  # the worst that passes
    "memory, GB": 8.0,
    "bytes a pixel beyond the canvas's own arrays": 20.0,
    "difference of J": 1e-4,
    "difference of the gradient": 1e-4,
    "tiled over untiled time": 2.2,
    "seams": 0.02,
    "forecast of time": 0.3,
    "forecast of memory": 0.3,
}


def main() -> int:
    options = _options()
    figures: dict[str, float] = {}
    figures |= exactness(trials=12)
    figures |= seams()
    figures |= tiled_over_untiled()
    figures |= memory(options.side, options.limit)
    missed = [name for name, most in MUST.items() if abs(figures[name]) > most]
    for name, value in figures.items():
        print(f"{name:55} {value:12.4g}  {'MISSED' if name in missed else ''}")
    Path("large.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return int(bool(missed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--limit", type=float, default=8.0, help="GB for the whole process")
    parser.add_argument("--side", type=int, default=4096, help="of the largest canvas, pixels")
    return parser.parse_args()


def exactness(trials: int) -> dict[str, float]:
    """The largest relative differences over random pictures."""
    random, objectives = np.random.default_rng(0), Objectives()
    J, gradient = [], []
    for _ in range(trials):
        settings = Settings(
            precision="float32",
            tv=1.0,
            content_layers=_some(random, DEFAULT_CONTENT_LAYERS),
            layer_weights=_some(random, DEFAULT_LAYER_WEIGHTS),
        )
        height, width = (int(n) for n in random.integers(64, 400, 2))
        C, S, G = (_picture(random, height, width) for _ in range(3))
        whole, weights = objectives.get(settings), LiveWeights.of(settings)
        tiled = TiledObjective(whole, int(random.integers(32, 200)))
        a = whole(G, whole.sources(C, [S]).targets([1.0]), weights)
        b = tiled(G, tiled.sources(C, [S]).targets([1.0]), weights)
        J.append(abs(float(b.descended) / float(a.descended) - 1))
        gradient.append(float(tf.norm(b.gradient - a.gradient) / tf.norm(a.gradient)))
    return {"difference of J": max(J), "difference of the gradient": max(gradient)}


def _some(random: np.random.Generator, usual: Any) -> dict[str, float]:
    """The usual layers, or other ones."""
    if random.random() < 0.5:
        return dict(usual)
    return {str(layer): 1.0 for layer in random.choice(LAYERS, 3, replace=False)}


def _picture(random: np.random.Generator, height: int, width: int) -> tf.Tensor:
    grains = random.uniform(0, 255, (1, height // 4, width // 4, 3))
    return tf.cast(tf.image.resize(grains, (height, width), method="bicubic"), tf.float32)


def seams() -> dict[str, float]:
    """How much more energy tile borders have than the same places of the picture painted whole."""
    settings = Settings(size=1024, sizes=(1024,), steps=12)
    limited = settings.replaced(memory_limit=2.2)
    objectives, pictures = Objectives(), (images.load(CONTENT), [images.load(STYLE)])
    whole, tiled = (
        list(run(*pictures, s, objectives=objectives))[-1].image for s in (settings, limited)
    )
    dtype = objectives.get(settings).network.dtype.name
    tile = Room(whole.shape[0] * whole.shape[1], limited.memory_limit).tile(dtype)
    assert tile, "the limit does not call for tiles"
    reach = halo((*settings.content_layers, *settings.layer_weights))
    height, width, _ = whole.shape
    lines = sorted({window.owned.left for window in windows(height, width, tile, reach)} - {0})
    along = [_along(picture, lines) for picture in (tiled, whole)]
    return {"seams, tile borders": float(len(lines)), "seams": along[0] / along[1] - 1}


def _along(picture: Picture, lines: list[int]) -> float:
    """The energy of differences across these columns over that across all others."""
    energy = np.square(np.diff(picture, axis=1)).mean(axis=(0, 2))
    at = np.array(lines) - 1
    return float(energy[at].mean() / np.delete(energy, at).mean())


def tiled_over_untiled(side: int = 2048, tile: int = 1024, times: int = 3) -> dict[str, float]:
    """The step's J and gradient in turn; of each the fastest."""
    random, objectives, settings = np.random.default_rng(1), Objectives(), Settings()
    whole, weights = objectives.get(settings), LiveWeights.of(settings)
    G = _picture(random, side, side)
    tiled = TiledObjective(whole, tile)
    steps: list[tuple[AnyObjective, Any]] = [
        (objective, objective.sources(G, [G]).targets([1.0])) for objective in (whole, tiled)
    ]
    seconds: list[list[float]] = [[], []]
    for _ in range(times):
        for spent, (objective, targets) in zip(seconds, steps, strict=True):
            begun = time.perf_counter()
            objective(G, targets, weights)
            spent.append(time.perf_counter() - begun)
    return {
        "untiled step at 2048², s": min(seconds[0]),
        "tiled over untiled time": min(seconds[1]) / min(seconds[0]),
    }


def memory(side: int, limit: float) -> dict[str, float]:
    """Of a whole process that takes a step on a canvas of `side`, and of half of it."""
    speed = pace(Settings(), Objectives())
    settings = Settings(size=side, sizes=(side,), steps=_steps(2, side), memory_limit=limit)
    expected = forecast(1, 1, settings, speed)
    assert expected.tile, "the limit does not call for tiles"
    peak, seconds = _painted(side, limit)
    pixels = (side // 2) ** 2
    half, _ = _painted(side // 2, 1e-9 * in_tiles(pixels, expected.tile, speed.dtype) + 1e-3)
    grown = (peak - half) / (side**2 - (side // 2) ** 2)
    arrays = PER_CANVAS_PIXEL + PER_PAIR * pairs(side**2)
    return {
        "memory, GB": peak / 1e9,
        "memory at half the side, GB": half / 1e9,
        "bytes a pixel in all": grown,
        "bytes a pixel beyond the canvas's own arrays": max(grown - arrays, 0.0),
        "tile, pixels": float(expected.tile),
        "seconds a step": seconds / 2,
        "forecast of time": expected.seconds / seconds - 1,
        "forecast of memory": expected.bytes / peak - 1,
    }


def _steps(count: int, side: int) -> int:
    """What is asked for to get so many steps at this size."""
    return count * max(side // FULL_STEPS_SIZE, 1)


def _painted(side: int, limit: float) -> tuple[float, float]:
    """Peak bytes of the process, and the seconds of two steps; a third one is judged too."""
    with tempfile.TemporaryDirectory() as folder:
        out, trace = Path(folder) / "out.png", Path(folder) / "t.jsonl"
        settings = ("--size", side, "--sizes", side, "--steps", _steps(3, side))
        command = ("stylize", CONTENT, STYLE, *settings, "--memory-limit", limit, "-o", out)
        peak = processes.peak([sys.executable, "-m", "styler", *command, "--trace", trace])
        steps = [json.loads(line)["seconds"] for line in trace.read_text().splitlines()]
    return peak, steps[2] - steps[0]


if __name__ == "__main__":
    sys.exit(main())
