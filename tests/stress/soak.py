"""A long painting with a live change each second: does memory stay, and does J?

    python tests/stress/soak.py --minutes 60

Paints in the real window, moves one of the live weights each second as a slider does, and notes
the process's memory every half minute. Exits with 1 if, after a warm-up of a quarter of the time
and five minutes at most, memory leaves its first value by more than 5%, if a frame's J is not
finite, if the window says that something went wrong, or if Qt warns.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from real_window import RealWindow, at_home, memory, opened

from styler.assets import asset
from styler.settings import Settings
from styler.ui.intent import Intent
from styler.ui.messages import Kind
from styler.ui.worker import Painted, State

TOLERANCE = 0.05
LONGEST_WARM_UP = 5.0  # minutes
NOTED = 30.0  # seconds between two looks at memory
CHANGED = 1.0  # seconds between two changes
STYLES = ("van-gogh-village-street.jpg", "hokusai-great-wave.jpg")
LAYERS = ("block1_conv1", "block2_conv1", "block3_conv1", "block4_conv1", "block5_conv1")


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="styler-stress-") as folder:
        at_home(Path(folder))
        with opened(Path(folder) / "preferences.ini") as window:
            soak = Soak(window, options)
            soak.begin()
            soak.last(60 * options.minutes)
            troubles = window.taken_troubles()
    return _report(soak, options.minutes, troubles)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--size", type=int, default=256, help="of the painting, pixels")
    parser.add_argument("--seed", type=int, default=0, help="of the changes")
    return parser.parse_args()


class Soak:
    """Paints, changes, and notes."""

    def __init__(self, window: RealWindow, options: argparse.Namespace) -> None:
        self._real, self._studio = window, window.studio
        self._size, self._chance = options.size, Random(options.seed)
        self.noted: list[tuple[float, int]] = []  # minutes, bytes
        self.frames = self.changes = self.not_finite = 0
        self._studio.worker.painted.connect(self._count)
        window.window.messages.said.connect(self._listen)

    def begin(self) -> None:
        """Drops the pictures, and starts."""
        settings = Settings(size=self._size, steps=100_000)
        self._studio.begin(Intent(settings=settings))
        self._real.drop(asset("samples", "content", "coffee.jpg"))
        self._real.wait_until(lambda: self._studio.intent.content is not None)
        self._real.drop(asset("samples", "style", STYLES[0]), across=0.75)
        self._real.wait_until(lambda: self._studio.intent.paintable)
        self._real.window.start()
        self._real.wait_until(lambda: self._studio.begun)

    def last(self, seconds: float) -> None:
        """A change each second, and a note now and then."""
        begun = time.monotonic()
        while (gone := time.monotonic() - begun) < seconds:
            if not self.noted or gone - 60 * self.noted[-1][0] >= min(NOTED, seconds / 10):
                self.noted.append((gone / 60, memory()))
            self._change()
            if self._studio.worker.state is State.IDLE:  # it was done
                self._real.window.start()
            self._real.turn(CHANGED)
        self.noted.append((seconds / 60, memory()))

    def _change(self) -> None:
        chance, settings = self._chance, self._studio.intent.settings
        weight = 10 ** chance.uniform(-1, 1)
        changes: Sequence[tuple[str, object]] = (
            ("alpha", Settings().alpha * weight),
            ("beta", Settings().beta * weight),
            ("tv", chance.choice((0.0, weight))),
            ("layer_weights", {**settings.layer_weights, chance.choice(LAYERS): weight / 10}),
        )
        name, value = chance.choice(changes)
        self._studio.document.change_settings(f"Move {name}", **{name: value})
        self.changes += 1

    def _count(self, painted: Painted) -> None:
        self.frames += 1
        self.not_finite += not math.isfinite(painted.frame.total)

    def _listen(self, said: str) -> None:
        if self._real.window.messages.kind is Kind.ERROR:
            self._real.troubles.append(f"the window said: {said}")


def _report(soak: Soak, minutes: float, troubles: str) -> int:
    warm = min(LONGEST_WARM_UP, minutes / 4)
    for minute, size in soak.noted:
        print(f"{minute:6.1f} min  {size / 1e6:8.1f} MB{'' if minute >= warm else '  warm-up'}")
    sizes = [size for minute, size in soak.noted if minute >= warm]
    change = max((size / sizes[0] - 1 for size in sizes), key=abs)
    print(f"memory after the warm-up: {change:+.1%} at most")
    print(f"{soak.frames} frames seen, {soak.changes} changes, J not finite: {soak.not_finite}")
    print(f"errors: {troubles or 'none'}")
    return int(abs(change) > TOLERANCE or soak.not_finite > 0 or bool(troubles))


if __name__ == "__main__":
    sys.exit(main())
