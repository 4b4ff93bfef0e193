"""One step beside the convolutions in it.

    python benchmarks/step.py [--sizes 256 512 1024 2048] [--rounds 5]

For a square canvas of each size, in turn, several times over, in the precision that this machine is
faster with (--precision forces one):

- the step of a run, as its own clock has it, L-BFGS's history full;
- each convolution alone, forward and backward to its input, up to the deepest layer, summed up:
  with whole kernels, and as they are in a step, whose way back goes through half of the channels;
- J and its gradient without the optimiser: what is left of the step is the optimiser's share.

Then the peak memory of `styler stylize` at 512², whole process, and how often the step was traced
anew while all weights moved. Of each time the fastest counts: what else the machine does only adds.
Prints a table, writes step.json, and exits with 1 if a figure is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import processes
import tensorflow as tf

from styler import images
from styler.assets import asset
from styler.colour import Picture
from styler.engine.convolution import WayBack, convolved_back, halved
from styler.engine.features import HALVED, block_of, up_to
from styler.engine.objective import LiveWeights, Objective
from styler.engine.objectives import Objectives
from styler.engine.resampling import to_tensor
from styler.engine.transfer import run
from styler.forecast import PAIRS
from styler.settings import CHANNELS, Controls, Settings

CONTENT = asset("samples", "content", "astronaut.jpg")  # square
STYLE = asset("samples", "style", "van-gogh-village-street.jpg")
STEPS_A_ROUND = 3
MUST = {  # the worst that passes
    "step over whole convolutions at 512²": 1.25,
    "step over its convolutions at 512²": 1.4,
    "optimiser's share at 512²": 0.10,
    "a pixel at 1024² over one at 256²": 1.1,
    "peak memory at 512², GB": 1.1,
    "retraces while weights move": 0,
}


def main() -> int:
    options = _options()
    content, style = images.load(CONTENT), images.load(STYLE)
    settings, objectives = Settings(precision=options.precision), Objectives()
    figures: dict[str, float] = {}
    print(
        "| size | step, s | whole convolutions, s | ratio | its convolutions, s | ratio "
        "| optimiser's share | µs a pixel |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for size in options.sizes:
        at_size = settings.replaced(size=size, sizes=(size,), steps=10_000)
        step, whole, own, J = _measured(content, style, at_size, objectives, options.rounds)
        share, pixel = 1 - J / step, 1e6 * step / size**2
        print(
            f"| {size}² | {step:.3f} | {whole:.3f} | {step / whole:.2f} | {own:.3f} "
            f"| {step / own:.2f} | {share:.1%} | {pixel:.2f} |"
        )
        figures[f"step over whole convolutions at {size}²"] = step / whole
        figures[f"step over its convolutions at {size}²"] = step / own
        figures[f"optimiser's share at {size}²"] = share
        figures[f"µs a pixel at {size}²"] = pixel
    if {"µs a pixel at 256²", "µs a pixel at 1024²"} <= figures.keys():
        ratio = figures["µs a pixel at 1024²"] / figures["µs a pixel at 256²"]
        figures["a pixel at 1024² over one at 256²"] = ratio
    figures["retraces while weights move"] = _retraces(content, style, objectives)
    figures["peak memory at 512², GB"] = _memory(options.precision)
    missed = [name for name, most in MUST.items() if figures.get(name, 0) > most]
    for name in MUST.keys() & figures.keys():
        print(f"{name}: {figures[name]:.3g} {'MISSED' if name in missed else ''}")
    Path("step.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return int(bool(missed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[256, 512, 1024, 2048])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--precision", default="auto")
    return parser.parse_args()


def _measured(
    content: Picture, style: Picture, settings: Settings, objectives: Objectives, rounds: int
) -> tuple[float, float, float, float]:
    """Seconds of a step, of whole convolutions and of its own alone, and of J and its gradient."""
    frames = run(content, [style], settings, objectives=objectives)
    for _ in range(PAIRS + 3):
        next(frames)
    objective = objectives.get(settings)
    kinds = [list(_convolutions(objective, settings.size, half)) for half in (False, True)]
    evaluate = _evaluation(objective, content, style, settings)
    step, alone, J = [], [], []
    for _ in range(rounds):
        moments = [next(frames).seconds for _ in range(STEPS_A_ROUND + 1)]
        step += np.diff(moments).tolist()
        alone.append([[_seconds(work) for work in convolutions] for convolutions in kinds])
        J += [_seconds(evaluate) for _ in range(STEPS_A_ROUND)]
    whole, own = np.min(alone, axis=0).sum(axis=1).tolist()
    return min(step), whole, own, min(J)


def _evaluation(
    objective: Objective, content: Picture, style: Picture, settings: Settings
) -> Callable[[], Any]:
    C, S = (to_tensor(picture, settings.size, settings.size) for picture in (content, style))
    targets, weights = objective.sources(C, [S]).targets([1.0]), LiveWeights.of(settings)
    return lambda: objective(C, targets, weights).gradient.numpy()


def _convolutions(objective: Objective, size: int, half: bool) -> Iterator[Callable[[], Any]]:
    """Each convolution up to the deepest layer of the objective, forward and backward."""
    dtype, below = objective.network.dtype, 3
    for layer in up_to((*objective.content_layers, *objective.style_layers)):
        side, channels = size >> block_of(layer) - 1, CHANNELS[layer]
        a = tf.cast(tf.random.uniform((1, side, side, below)), dtype)
        above = tf.cast(tf.random.normal((1, side, side, channels)), dtype)
        numbers = tf.random.normal((3, 3, below, channels), stddev=0.05)
        kernel = tf.cast(numbers, dtype)
        halves = half and layer in HALVED
        way = halved(numbers.numpy(), dtype) if halves else WayBack(kernel)
        yield tf.function(lambda a=a, k=kernel: tf.nn.conv2d(a, k, 1, "SAME"))
        yield tf.function(
            lambda above=above, way=way, shape=a.shape: convolved_back(above, way, shape, "SAME")
        )
        below = channels


def _seconds(work: Callable[[], Any]) -> float:
    work()  # in its own turn, so that all are warm alike
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _retraces(content: Picture, style: Picture, objectives: Objectives) -> int:
    """How often the step is traced while α, β, τ and each λ move."""
    settings = Settings(size=128, sizes=(128,), steps=30)
    controls, objective = Controls(settings), objectives.get(settings)
    frames = run(content, [style], settings, controls=controls, objectives=objectives)
    next(frames)
    before = objective.traces
    for number, _ in enumerate(frames, 1):
        lambdas = {layer: λ * number for layer, λ in settings.layer_weights.items()}
        controls.settings = settings.replaced(
            alpha=0.1 * number, beta=0.01 * number, tv=0.1 * number, layer_weights=lambdas
        )
    return objective.traces - before


def _memory(precision: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        settings = ("--size", 512, "--sizes", 512, "--steps", PAIRS + 5, "--precision", precision)
        command = ("stylize", CONTENT, STYLE, *settings, "-o", Path(folder) / "out.png")
        return processes.peak([sys.executable, "-m", "styler", *command]) / 1e9


if __name__ == "__main__":
    sys.exit(main())
