"""Whether a painting goes well, and what to do where it does not."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from styler.ui.watching.record import TOTAL, VARIATION, Record

if TYPE_CHECKING:
    from styler.ui.worker import Painted

LOOKED_AT = 4096  # pixels of a canvas
DIVERGED = 10.0  # times the least J since the weights were moved
COLLAPSED = 0.15  # of the contrast, or of the colour, that there was at first
FEW_STEPS = 10  # are no verdict
STILL = 15  # steps over which a settled picture hardly moves
LITTLE_COLOUR = 4.0  # of 255
SETTLED = 0.06  # mean change of a pixel a step, of 255


class Remedy(Enum):
    """What a button can do about it."""

    DEFAULT_WEIGHTS = auto()
    NO_SMOOTHING = auto()
    SMALLER = auto()
    RESTART = auto()
    STOP = auto()


def remedy_text(remedy: Remedy) -> str:
    """The words of the button."""
    translate = QCoreApplication.translate
    return {
        Remedy.DEFAULT_WEIGHTS: translate("Remedy", "Use the default weights"),
        Remedy.NO_SMOOTHING: translate("Remedy", "Take smoothness off"),
        Remedy.SMALLER: translate("Remedy", "Paint at half the size"),
        Remedy.RESTART: translate("Remedy", "Start again"),
        Remedy.STOP: translate("Remedy", "Stop here"),
    }[remedy]


@dataclass(frozen=True)
class Verdict:
    """A sentence about the painting, and what would help."""

    sentence: str
    remedy: Remedy | None
    settled: bool = False


class Health:
    """Looks at every frame of a run, and says each thing once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._first: _Look | None = None
        self._size = 0
        self._recent: deque[tuple[int, NDArray[np.float32]]] = deque(maxlen=STILL + 1)
        self._least, self._marks = math.inf, len(record.marks)
        self._said: set[Callable[[Painted, _Look], Verdict | None]] = set()

    def look(self, painted: Painted) -> Verdict | None:
        """What is to be said now, if anything."""
        look = _Look.of(painted.frame.image)
        self._first = self._first or look
        if painted.frame.size != self._size:
            self._size = painted.frame.size
            self._recent.clear()
        self._recent.append((painted.frame.step, look.sample))
        for judge in self._judges():
            verdict = judge(painted, look) if judge not in self._said else None
            if verdict:
                self._said.add(judge)
                return verdict
        return None

    def _judges(self) -> Iterator[Callable[[Painted, _Look], Verdict | None]]:
        yield self._not_finite
        yield self._nothing_counts
        yield self._diverging
        yield self._flat
        yield self._grey
        yield self._settled

    def _not_finite(self, painted: Painted, look: _Look) -> Verdict | None:
        if math.isfinite(painted.frame.total) and np.isfinite(look.sample).all():
            return None
        words = QCoreApplication.translate(
            "Health", "The costs are no longer numbers: the weights are too large."
        )
        return Verdict(words, Remedy.DEFAULT_WEIGHTS)

    def _nothing_counts(self, painted: Painted, look: _Look) -> Verdict | None:
        terms = self._record.newest()
        if any(value for name, value in terms.items() if name not in (TOTAL, VARIATION)):
            return None
        words = QCoreApplication.translate(
            "Health", "Neither content nor style counts: there is nothing to paint towards."
        )
        return Verdict(words, Remedy.DEFAULT_WEIGHTS)

    def _diverging(self, painted: Painted, look: _Look) -> Verdict | None:
        if len(self._record.marks) != self._marks:  # J is another one now
            self._marks, self._least = len(self._record.marks), math.inf
        self._least = min(self._least, painted.frame.total)
        if painted.frame.step < FEW_STEPS or painted.frame.total <= DIVERGED * self._least:
            return None
        words = QCoreApplication.translate(
            "Health", "The cost rises instead of falling: this optimiser does not cope."
        )
        return Verdict(words, Remedy.RESTART)

    def _flat(self, painted: Painted, look: _Look) -> Verdict | None:
        assert self._first
        if painted.frame.step < FEW_STEPS or look.contrast > COLLAPSED * self._first.contrast:
            return None
        words = QCoreApplication.translate("Health", "The picture has become flat.")
        return Verdict(words, self._against_smoothing())

    def _grey(self, painted: Painted, look: _Look) -> Verdict | None:
        assert self._first
        if painted.frame.step < FEW_STEPS or look.colour > COLLAPSED * self._first.colour:
            return None
        if self._first.colour < LITTLE_COLOUR:  # it was grey from the start
            return None
        words = QCoreApplication.translate(
            "Health", "The picture has lost its colours. That may be the painting's doing."
        )
        return Verdict(words, self._against_smoothing())

    def _against_smoothing(self) -> Remedy:
        smoothed = self._record.newest()[VARIATION] > 0
        return Remedy.NO_SMOOTHING if smoothed else Remedy.DEFAULT_WEIGHTS

    def _settled(self, painted: Painted, look: _Look) -> Verdict | None:
        step, before = self._recent[0]
        steps = painted.frame.step - step
        if painted.frame.stage < painted.frame.stages or steps < STILL:
            return None
        if float(np.abs(look.sample - before).mean()) > SETTLED * steps:
            return None
        words = QCoreApplication.translate("Health", "The picture hardly changes any more.")
        return Verdict(words, Remedy.STOP, settled=True)


@dataclass(frozen=True, eq=False)
class _Look:
    """A few thousand pixels of a canvas, and what they have in common."""

    sample: NDArray[np.float32]  # (about LOOKED_AT, 3), 0–255
    contrast: float  # standard deviation of the lightness
    colour: float  # mean distance of the channels from grey

    @classmethod
    def of(cls, image: NDArray[np.float32]) -> _Look:
        pixels = image.reshape(-1, 3)
        # A step without a factor in common with the width takes pixels from all over.
        sample = np.clip(pixels[:: max(1, len(pixels) // LOOKED_AT) | 1], 0, 255)
        grey = sample.mean(axis=1, keepdims=True)
        return cls(sample, float(grey.std()), float(np.abs(sample - grey).mean()))
