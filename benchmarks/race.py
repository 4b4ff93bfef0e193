"""Styler against pastiche: same weights, same pixels, same objective, one judge.

    python benchmarks/race.py CONTENT STYLE [--size 512] [--steps 500] [--init matched] [--out DIR]
        [--no-float32]

pastiche (PyPI) runs its defaults with PyTorch on the processor, in an environment of its own, found
with --pastiche-python or made in the user's cache; nothing is installed into Styler's. Then Styler
runs the same objective, the design's α, β and λ for pastiche, on the same pixels. Every canvas of
both is judged by one float32 evaluation of J, as it is and as exported (clipped to 0–255, rounded).
Seconds are from the start of the first step. Prints the ratios; writes race.json, a plot of J over
time and the pictures. Takes about 25 minutes on two cores, 15 without the run in float32.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
import processes
import tensorflow as tf
from numpy.typing import NDArray
from plot import plot

from styler import images
from styler.colour import Picture
from styler.engine.objective import LiveWeights
from styler.engine.objectives import Objectives
from styler.engine.resampling import to_tensor, with_pixels
from styler.engine.transfer import run
from styler.settings import Settings, with_longer_side

# pastiche's default objective in Styler's terms.
ALPHA, BETA = 0.04, 0.01312256
LAYER_WEIGHTS = {
    "block1_conv1": 0.744186,
    "block2_conv1": 0.186047,
    "block3_conv1": 0.046512,
    "block4_conv1": 0.011628,
    "block5_conv1": 0.011628,
}
LARGE_STROKES = ("block3_conv1", "block4_conv1", "block5_conv1")
CANVAS_AT = (100, 200, 500)
PLOTTED_AT = (10, 20, 50, 150, 300, 400)
PLOTTED_FROM = 1.0  # seconds


@dataclass(frozen=True)
class Judged:
    """A canvas at a moment of a run, judged in float32."""

    seconds: float
    step: int
    size: int
    canvas: float  # J of the canvas
    exported: float  # J of the saved 8-bit picture
    layers: dict[str, float]  # J_style[l] of the saved picture


class Judge:
    """J of any picture of the race, in float32, by one evaluator."""

    def __init__(self, content: Picture, style: Picture, settings: Settings):
        self._objective = Objectives().get(settings.replaced(precision="float32"))
        C, S = (to_tensor(p, *p.shape[:2]) for p in (content, style))
        self._targets = self._objective.sources(C, [S]).targets([1.0])
        self._weights = LiveWeights.of(settings)

    def __call__(self, canvas: Picture, seconds: float, step: int) -> Judged:
        """J of the canvas as it is, and as exported."""
        as_is, exported = self._terms(canvas), self._terms(images.to_bytes8(canvas))
        layers = dict(zip(self._objective.style_layers, exported.layers.numpy(), strict=True))
        return Judged(
            seconds,
            step,
            max(canvas.shape),
            float(as_is.total),
            float(exported.total),
            {layer: float(J) for layer, J in layers.items()},
        )

    def _terms(self, picture: NDArray[Any]) -> Any:
        G = tf.constant(picture[None], tf.float32)
        return self._objective.terms(G, self._targets, self._weights)


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    content, style = _same_pixels(options)
    settings = Settings(
        options.size,
        alpha=ALPHA,
        beta=BETA,
        layer_weights=LAYER_WEIGHTS,
        precision=options.precision,
    )
    judge = Judge(content, style, settings)
    theirs = list(_pastiche(options, judge))
    single = settings.replaced(sizes=(options.size,), steps=options.steps, init=options.init)
    runs = {
        "default run": list(_styler(content, style, settings, judge, options.out)),
        "one size": list(_styler(content, style, single, judge)),
    }
    if options.float32:
        exact = single.replaced(precision="float32")
        runs["one size, float32"] = list(_styler(content, style, exact, judge))
    rows = _table(theirs, runs)
    rows.append(_memory(options))
    _print(rows)
    document = {
        "pair": [options.content.name, options.style.name],
        "size": options.size,
        "machine": platform.platform(),
        "processors": os.cpu_count(),
        "rows": rows,
        "pastiche": [vars(j) for j in theirs],
        **{name: [vars(j) for j in judged] for name, judged in runs.items()},
    }
    (options.out / "race.json").write_text(json.dumps(document, indent=1))
    curves = {"pastiche": theirs, **{f"Styler, {name}": judged for name, judged in runs.items()}}
    points = {
        name: [(j.seconds, j.canvas) for j in judged if j.seconds >= PLOTTED_FROM]
        for name, judged in curves.items()
    }
    titles = "seconds since the first step", "J of the canvas, judged in float32"
    plot(points, *titles, options.out / "race.png")
    print(f"pictures and figures: {options.out}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("content", type=Path)
    parser.add_argument("style", type=Path)
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--precision", default="auto")
    parser.add_argument("--init", default="content", help="where Styler's run of one size starts")
    parser.add_argument("--out", type=Path, default=Path("race"))
    parser.add_argument("--no-float32", dest="float32", action="store_false")
    parser.add_argument("--pastiche-python", type=Path, help="a Python that has torch and pastiche")
    return parser.parse_args()


def _same_pixels(options: argparse.Namespace) -> tuple[Picture, Picture]:
    """Both pictures at the sizes that both programs would resample them to, saved for both."""
    content, style = images.load(options.content), images.load(options.style)
    width, height = with_longer_side(content.shape[1], content.shape[0], options.size)
    style_size = with_pixels(style.shape[0], style.shape[1], height * width)
    resampled = to_tensor(content, height, width), to_tensor(style, *style_size)
    for name, tensor in zip(("content", "style"), resampled, strict=True):
        images.save(tensor[0].numpy(), options.out / f"{name}.png")
    return images.load(options.out / "content.png"), images.load(options.out / "style.png")


def _pastiche(options: argparse.Namespace, judge: Judge) -> Iterator[Judged]:
    python = options.pastiche_python or _environment()
    record = options.out / "pastiche.npz"
    script = Path(__file__).with_name("pastiche_run.py")
    pictures = [options.out / "content.png", options.out / "style.png"]
    wanted = (*CANVAS_AT, *PLOTTED_AT)
    moments = sorted({*(s for s in wanted if s < options.steps), options.steps})
    arguments = [python, script, *pictures, options.size, options.steps, record, *moments]
    subprocess.run(list(map(str, arguments)), check=True)
    with np.load(record) as recorded:
        for step in moments:
            canvas = recorded[f"canvas_{step}"]
            yield judge(canvas, float(recorded["seconds"][step - 1]), step)
        images.save(canvas, options.out / "pastiche.png")


def _environment() -> Path:
    """A virtual environment with torch (CPU) and pastiche, made if it is not there yet."""
    folder = Path(platformdirs.user_cache_dir("styler-race", appauthor=False))
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [str(python), "-m", "pip", "install", "-q"]
        subprocess.run([*pip, "torch==2.13.0", "pillow", "numpy"], check=True)
        subprocess.run([*pip, "--no-deps", "pastiche"], check=True)
    return python


def _styler(
    content: Picture, style: Picture, settings: Settings, judge: Judge, out: Path | None = None
) -> Iterator[Judged]:
    """One run; canvases of its last size are judged (a consumer's time is not counted)."""
    for frame in run(content, [style], settings):
        early = frame.step <= 100 or frame.step % 10 == 0
        if frame.size == settings.size and (early or frame.last):
            yield judge(frame.image, frame.seconds, frame.step)
    if out:
        images.save(frame.image, out / "styler.png")


def _table(theirs: Sequence[Judged], runs: dict[str, list[Judged]]) -> list[dict[str, Any]]:
    end, default = theirs[-1], runs["default run"]

    def speed(moment: Judged, ours: list[Judged], reached: Any) -> dict[str, Any]:
        first = next((j for j in ours if reached(j)), None)
        ratio = moment.seconds / max(first.seconds, 1e-9) if first else None
        return {"theirs": moment.seconds, "ours": first and first.seconds, "ratio": ratio}

    def strokes(j: Judged) -> bool:
        return all(j.layers[layer] <= end.layers[layer] for layer in LARGE_STROKES)

    rows = {
        f"seconds to pastiche's exported J after {end.step} steps, default run": speed(
            end, default, lambda j: j.exported <= end.exported
        ),
        "the same, and its style terms of blocks 3, 4 and 5": speed(
            end, default, lambda j: j.exported <= end.exported and strokes(j)
        ),
        "exported J at the end, default run": {
            "theirs": end.exported,
            "ours": default[-1].exported,
            "ratio": default[-1].exported / end.exported,
        },
        "exported J over canvas J at the end, default run": {
            "theirs": end.exported / end.canvas,
            "ours": default[-1].exported / default[-1].canvas,
            "ratio": None,
        },
    }
    singles = [name for name in runs if name != "default run"]
    compared = [moment for moment in theirs if moment.step in (*CANVAS_AT, end.step)]
    for name in singles:
        for moment in compared:
            rows[f"seconds to pastiche's canvas J after {moment.step} steps, {name}"] = speed(
                moment, runs[name], lambda j, J=moment.canvas: j.canvas <= J
            )
    if "one size, float32" in runs:
        exact, usual = (runs[name][-1].canvas for name in ("one size, float32", "one size"))
        rows["canvas J at the end of one size, over that in float32"] = {
            "theirs": exact,
            "ours": usual,
            "ratio": usual / exact,
        }
    return [{"figure": figure, **values} for figure, values in rows.items()]


def _memory(options: argparse.Namespace) -> dict[str, Any]:
    """The most that either process held, GB; Styler's own beside the judge's is another one."""
    with np.load(options.out / "pastiche.npz") as recorded:
        theirs = float(recorded["peak"]) / 1e9
    pictures = (options.out / "content.png", options.out / "style.png")
    settings = ("--size", options.size, "--steps", 30, "--precision", options.precision)
    out = ("-o", options.out / "memory.png")
    command = (sys.executable, "-m", "styler", "stylize", *pictures, *settings, *out)
    ours = processes.peak(command) / 1e9
    figure = "peak memory of the process, GB"
    return {"figure": figure, "theirs": theirs, "ours": ours, "ratio": ours / theirs}


def _print(rows: Sequence[dict[str, Any]]) -> None:
    print("| figure | pastiche | Styler | ratio |\n|---|---|---|---|")
    for row in rows:
        values = ("–" if row[k] is None else f"{row[k]:.4g}" for k in ("theirs", "ours", "ratio"))
        print("|", " | ".join((row["figure"], *values)), "|")


if __name__ == "__main__":
    main()
