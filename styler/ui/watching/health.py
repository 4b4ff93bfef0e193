"""Whether a painting goes well, and what to do where it does not."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from styler.settings import Settings
from styler.ui.watching.record import TOTAL, Record

if TYPE_CHECKING:
    from styler.frame import Frame
    from styler.ui.worker import Painted

LOOKED_AT = 4096  # pixels of a canvas
DIVERGED = 10.0  # times the least J since anything was moved
COLLAPSED = 0.15  # of the contrast, or of the colour, that there was at first
FEW_STEPS = 10  # are no verdict
STILL = 15  # steps over which a settled picture hardly moves
LITTLE_COLOUR = 4.0  # of 255
# Mean change of a pixel a step, of 255. Of 1000 steps at 128 px L-BFGS gets there at the 460th to
# 500th, 60 to 100 after evening has ended, when J falls by 0.02 to 0.03 % a step.
SETTLED = 0.08


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
    """Looks at every frame of a run, once the record has it, and says each thing once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._first: _Look | None = None
        self._still_since = -1
        self._tile: tuple[int, int] | None = None  # at which size, and its side
        self._recent: deque[tuple[int, NDArray[np.float32]]] = deque(maxlen=STILL + 1)
        self._judges: list[Callable[[Frame, _Look], Verdict | None]] = [
            self._not_finite,
            self._fault,
            self._short_of_memory,
            self._nothing_counts,
            self._diverging,
            self._flat,
            self._grey,
            self._settled,
        ]

    def look(self, painted: Painted) -> Verdict | None:
        """What is to be said now, if anything."""
        frame, look = painted.frame, _Look.of(painted.frame.image)
        self._first = self._first or look
        if self._still_since != self._record.still_since or frame.evened:
            self._still_since = self._record.still_since
            self._recent.clear()  # an evened picture stands still where J does not
        self._recent.append((frame.step, look.sample))
        for judge in self._judges:
            if verdict := judge(frame, look):
                self._judges.remove(judge)
                return verdict
        return None

    def _not_finite(self, frame: Frame, look: _Look) -> Verdict | None:
        if math.isfinite(frame.total) and np.isfinite(look.sample).all():
            return None
        words = QCoreApplication.translate(
            "Health", "The costs are no longer numbers: the weights are too large."
        )
        return Verdict(words, Remedy.DEFAULT_WEIGHTS)

    def _fault(self, frame: Frame, look: _Look) -> Verdict | None:
        if frame.faults == 0:
            return None
        words = QCoreApplication.translate(
            "Health",
            "A step came to no number: the picture went back to the last good one, and goes on "
            "with smaller steps.",
        )
        return Verdict(words, None)

    def _short_of_memory(self, frame: Frame, look: _Look) -> Verdict | None:
        before, self._tile = self._tile, (frame.stage, frame.tile)
        if before is None or before[0] != frame.stage or before[1] == frame.tile:
            return None
        words = QCoreApplication.translate(
            "Health", "Memory ran short: painting goes on in smaller tiles, and takes longer."
        )
        return Verdict(words, None)

    def _nothing_counts(self, frame: Frame, look: _Look) -> Verdict | None:
        settings = self._record.settings
        assert settings
        some_layer = any(settings.layer_weights.values())
        if settings.alpha == 0 and (settings.beta == 0 or not some_layer):
            words = QCoreApplication.translate(
                "Health", "Neither content nor style counts: there is nothing to paint towards."
            )
        elif not some_layer:
            words = QCoreApplication.translate(
                "Health", "All layer weights are 0: the style does not count."
            )
        else:
            return None
        return Verdict(words, Remedy.DEFAULT_WEIGHTS)

    def _diverging(self, frame: Frame, look: _Look) -> Verdict | None:
        costs = self._record.series(TOTAL)[self._record.still_since :]
        if len(costs) <= FEW_STEPS or not costs[-FEW_STEPS:].min() > DIVERGED * costs.min():
            return None
        words = QCoreApplication.translate(
            "Health", "The cost rises instead of falling: this optimiser does not cope."
        )
        return Verdict(words, Remedy.RESTART)

    def _flat(self, frame: Frame, look: _Look) -> Verdict | None:
        assert self._first
        if frame.step < FEW_STEPS or not (look.contrast < COLLAPSED * self._first.contrast):
            return None
        words = QCoreApplication.translate("Health", "The picture has become flat.")
        return Verdict(words, self._against_collapse())

    def _grey(self, frame: Frame, look: _Look) -> Verdict | None:
        assert self._first
        if frame.step < FEW_STEPS or not (look.colour < COLLAPSED * self._first.colour):
            return None
        if self._first.colour < LITTLE_COLOUR:  # it was grey from the start
            return None
        words = QCoreApplication.translate(
            "Health", "The picture has lost its colours. That may be the painting's doing."
        )
        return Verdict(words, self._against_collapse())

    def _against_collapse(self) -> Remedy | None:
        settings = self._record.settings
        assert settings
        if settings.tv > 0:
            return Remedy.NO_SMOOTHING
        as_shipped = settings == settings.steered_by(Settings())
        return None if as_shipped else Remedy.DEFAULT_WEIGHTS

    def _settled(self, frame: Frame, look: _Look) -> Verdict | None:
        step, before = self._recent[0]
        steps = frame.step - step
        if frame.last or frame.stage < frame.stages or steps < STILL:
            return None
        if not np.abs(look.sample - before).mean() <= SETTLED * steps:
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
        stride = max(1, len(pixels) // LOOKED_AT)
        while math.gcd(stride, image.shape[1]) > 1:  # or it would take always the same columns
            stride += 1
        sample = np.clip(pixels[::stride], 0, 255)
        grey = sample.mean(axis=1, keepdims=True)
        return cls(sample, float(grey.std()), float(np.abs(sample - grey).mean()))
