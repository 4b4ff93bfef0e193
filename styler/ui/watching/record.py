"""What a painting cost at each step, and what was changed on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from styler.frame import Step
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
        self._newest: Step | None = None
        self._steps_before = 0  # at earlier sizes, and in earlier runs on the same picture
        self._seconds_before = 0.0  # in earlier runs
        self._change: _Change | None = None

    def __len__(self) -> int:
        return len(self._steps)

    def append(self, frame: Step) -> None:
        """What is known of a frame."""
        settings = frame.settings
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
        self._add_terms(_weighted(frame, settings, frame.lambdas))
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

    def _count_on(self, frame: Step) -> None:
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


def _weighted(frame: Step, settings: Settings, lambdas: Mapping[str, float]) -> dict[str, float]:
    layers = {
        layer: settings.beta * lambdas.get(layer, 0.0) * J for layer, J in frame.layers.items()
    }
    return {
        TOTAL: frame.total,
        CONTENT: settings.alpha * frame.content,
        **layers,
        VARIATION: settings.tv * frame.tv,
    }


def _changes(before: Settings, after: Settings) -> list[str]:
    """What was moved, in the symbols of the formula or in words."""
    return [*_moved_weights(before, after), *_other_ways(before, after)]


def _moved_weights(before: Settings, after: Settings) -> Iterator[str]:
    for symbol, name in (("α", "alpha"), ("β", "beta"), ("τ", "tv")):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield f"{symbol} {old:.3g} → {new:.3g}"
    if before.balance_layers == after.balance_layers:
        yield from _moved_layers("λ", before.layer_weights, after.layer_weights)
    if before.content_layers.keys() == after.content_layers.keys():
        yield from _moved_layers("w", before.content_layers, after.content_layers)


def _moved_layers(
    symbol: str, before: Mapping[str, float], after: Mapping[str, float]
) -> Iterator[str]:
    moved = [
        (layer, old, new)
        for layer in LAYERS
        if (old := before.get(layer, 0.0)) != (new := after.get(layer, 0.0))
    ]
    if len(moved) == 1:
        ((layer, old, new),) = moved
        yield f"{symbol} {layer} {old:.3g} → {new:.3g}"
    elif moved:
        yield QCoreApplication.translate("Record", "{symbol} changed").format(symbol=symbol)


def _other_ways(before: Settings, after: Settings) -> Iterator[str]:
    translate = QCoreApplication.translate
    if before.content_layers.keys() != after.content_layers.keys():
        layers = ", ".join(after.content_layers)
        yield translate("Record", "content from {layer}").format(layer=layers)
    if before.balance_layers != after.balance_layers:
        yield (
            translate("Record", "λ weighed by pull")
            if after.balance_layers
            else translate("Record", "λ no longer weighed by pull")
        )
    if before.style_weights != after.style_weights:
        yield translate("Record", "styles mixed anew")
    if before.channel_weights != after.channel_weights:
        yield translate("Record", "channels weighed anew")
    if before.colour != after.colour:
        yield _colours(after.colour)
    if before.optimizer != after.optimizer:
        yield _optimiser(after.optimizer)


def _colours(colour: str) -> str:
    translate = QCoreApplication.translate
    return {
        "style": translate("Record", "the painting's colours"),
        "luminance": translate("Record", "the photograph's colours, exactly"),
        "match": translate("Record", "the photograph's colours, freely"),
        "transfer": translate("Record", "the painting's colours, no brushwork"),
    }[colour]


def _optimiser(name: str) -> str:
    descent = QCoreApplication.translate("Record", "gradient descent")
    return {"lbfgs": "L-BFGS", "adam": "Adam", "gd": descent}[name]
