"""What a painting cost at each step, and what was changed on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from styler.frame import Frame
from styler.settings import LAYERS, Settings

Numbers = NDArray[np.float64]

TOTAL, CONTENT, VARIATION = "total", "content", "variation"
ONE_DRAG = 5  # steps: weights that move on within them are still being moved


@dataclass(frozen=True)
class Mark:
    """Something that happened at a step."""

    step: int
    words: str
    is_size: bool  # a new size, or else a change of weights


class Record:
    """Columns of numbers, one row a frame. All terms are weighted: they add up to J."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """As before the first frame."""
        self.marks: list[Mark] = []
        self.breaks: list[int] = []  # rows from which on J is another one: no curve crosses them
        self.still_since = 0  # the row since which nothing was moved: J compares from there
        self.settings: Settings | None = None  # what the last row was painted with
        self._steps, self._sizes, self._seconds = _Column(), _Column(), _Column()
        self._terms: dict[str, _Column] = {}
        self._newest: Frame | None = None
        self._steps_before = 0  # at earlier sizes, and in earlier runs on the same picture
        self._seconds_before = 0.0  # in earlier runs
        self._change: _Change | None = None

    def __len__(self) -> int:
        return len(self._steps)

    def append(self, frame: Frame, newest: Settings) -> None:
        """A frame, and the settings that are the newest as it arrives."""
        settings = _painted_with(frame, self.settings, newest)
        self._count_on(frame)
        step = self._steps_before + frame.step
        if self._newest is None or self._newest.size != frame.size:
            words = QCoreApplication.translate("Record", "{size} px").format(size=frame.size)
            self.marks.append(Mark(step, words, is_size=True))
        if self.settings is not None:
            self._note_change(step, self.settings, settings)
        self._steps.append(step)
        self._sizes.append(frame.size)
        self._seconds.append(self._seconds_before + frame.seconds)
        self._add_terms(_weighted(frame, settings))
        self.settings, self._newest = settings, frame

    @property
    def steps(self) -> Numbers:
        """Running numbers over all sizes. The first frame of a size repeats the number before."""
        return self._steps.values

    @property
    def sizes(self) -> Numbers:
        """The longer side painted at each, pixels."""
        return self._sizes.values

    @property
    def seconds(self) -> Numbers:
        """Of painting, up to each."""
        return self._seconds.values

    @property
    def names(self) -> tuple[str, ...]:
        """TOTAL, CONTENT, the style layers in network order, and VARIATION."""
        layers = sorted(set(self._terms) - {TOTAL, CONTENT, VARIATION})
        return (TOTAL, CONTENT, *layers, VARIATION) if self._terms else ()

    def series(self, name: str) -> Numbers:
        """A term at each row; NaN where it was not there."""
        return self._terms[name].values

    def newest(self) -> dict[str, float]:
        """Each term's last value."""
        return {name: float(self.series(name)[-1]) for name in self.names}

    def _count_on(self, frame: Frame) -> None:
        """Goes on counting where a size, or a run on the same picture, begins."""
        last = self._newest
        # The frame of step 0 may have been passed over for a newer one.
        if last is None or (frame.stage == last.stage and frame.step > last.step):
            return
        self._steps_before = int(self.steps[-1])
        if frame.seconds < last.seconds:
            self._seconds_before = float(self.seconds[-1])
        self._break()

    def _break(self) -> None:
        self.breaks.append(len(self))
        self.still_since = len(self)

    def _note_change(self, step: int, before: Settings, after: Settings) -> None:
        if not _changes(before, after):
            return
        if self._change and step - self._change.last <= ONE_DRAG:
            self.marks = [mark for mark in self.marks if mark is not self._change.mark]
            before, first = self._change.before, self._change.mark.step
            self.still_since = len(self)
        else:
            first = step
            self._break()
        mark = Mark(first, ", ".join(_changes(before, after)), is_size=False)
        self._change = _Change(mark, before, step)
        if mark.words:  # or it was moved back
            self.marks.append(mark)

    def _add_terms(self, terms: dict[str, float]) -> None:
        rows = len(self._steps)
        for name in terms.keys() - self._terms.keys():
            self._terms[name] = _Column(rows - 1)
        for name, column in self._terms.items():
            column.append(terms.get(name, np.nan))


class _Column:
    """Numbers one below the other, in an array that doubles when it is full."""

    def __init__(self, missing: int = 0) -> None:
        self._rows, self._length = np.full(max(1024, 2 * missing), np.nan), missing

    def __len__(self) -> int:
        return self._length

    @property
    def values(self) -> Numbers:
        return self._rows[: self._length]

    def append(self, value: float) -> None:
        if self._length == len(self._rows):
            self._rows = np.concatenate((self._rows, np.full(self._length, np.nan)))
        self._rows[self._length] = value
        self._length += 1


@dataclass(frozen=True)
class _Change:
    """Weights that are, or were, on the move."""

    mark: Mark
    before: Settings
    last: int  # step at which they moved


def _painted_with(frame: Frame, before: Settings | None, newest: Settings) -> Settings:
    """The settings whose terms add up to J: a frame may be older than the newest ones."""
    if before is None or before is newest:
        return newest
    return before if _misfit(frame, before) < _misfit(frame, newest) else newest


def _misfit(frame: Frame, settings: Settings) -> float:
    terms = _weighted(frame, settings)
    return abs(2 * terms[TOTAL] - sum(terms.values()))


def _weighted(frame: Frame, settings: Settings) -> dict[str, float]:
    layers = {
        layer: settings.beta * settings.layer_weights.get(layer, 0.0) * J
        for layer, J in frame.layers.items()
    }
    return {
        TOTAL: frame.total,
        CONTENT: settings.alpha * frame.content,
        **layers,
        VARIATION: settings.tv * frame.tv,
    }


def _changes(before: Settings, after: Settings) -> list[str]:
    """What was moved, in the symbols of the formula."""
    translate = QCoreApplication.translate
    found = list(_moved_weights(before, after))
    if before.content_layers != after.content_layers:
        words = translate("Record", "content from {layer}").format(
            layer=", ".join(after.content_layers)
        )
        found.append(words)
    if before.style_weights != after.style_weights:
        found.append(translate("Record", "styles mixed anew"))
    return found


def _moved_weights(before: Settings, after: Settings) -> Iterator[str]:
    for symbol, name in (("α", "alpha"), ("β", "beta"), ("τ", "tv")):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield f"{symbol} {old:.3g} → {new:.3g}"
    moved = [
        (layer, old, new)
        for layer in LAYERS
        if (old := before.layer_weights.get(layer, 0.0))
        != (new := after.layer_weights.get(layer, 0.0))
    ]
    if len(moved) == 1:
        ((layer, old, new),) = moved
        yield f"λ {layer} {old:.3g} → {new:.3g}"
    elif moved:
        yield QCoreApplication.translate("Record", "λ changed")
