"""What a painting cost at each step, and what was changed on the way."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from styler.frame import Frame
from styler.settings import Settings

TOTAL, CONTENT, VARIATION = "total", "content", "variation"


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
        self._steps, self._sizes, self._seconds = array("q"), array("q"), array("d")
        self._terms: dict[str, array[float]] = {}
        self._before = 0  # steps at earlier sizes, and in earlier runs on the same picture
        self._settings: Settings | None = None

    def __len__(self) -> int:
        return len(self._steps)

    def append(self, frame: Frame, settings: Settings) -> None:
        """A frame, and the settings it was painted with."""
        if frame.step == 0 and self._steps:
            self._before = self._steps[-1]
        step = self._before + frame.step
        self._mark(step, frame, settings)
        self._steps.append(step)
        self._sizes.append(frame.size)
        self._seconds.append(frame.seconds)
        self._add_terms(_weighted(frame, settings))
        self._settings = settings

    @property
    def steps(self) -> NDArray[np.int64]:
        """Running numbers over all sizes. The first frame of a size repeats the number before."""
        return np.array(self._steps, np.int64)

    @property
    def sizes(self) -> NDArray[np.int64]:
        """The longer side painted at each, pixels."""
        return np.array(self._sizes, np.int64)

    @property
    def names(self) -> tuple[str, ...]:
        """TOTAL, CONTENT, the style layers in network order, and VARIATION."""
        layers = sorted(set(self._terms) - {TOTAL, CONTENT, VARIATION})
        return (TOTAL, CONTENT, *layers, VARIATION) if self._terms else ()

    def series(self, name: str) -> NDArray[np.float64]:
        """A term at each row; NaN where it was not there."""
        return np.array(self._terms[name], np.float64)

    def newest(self) -> dict[str, float]:
        """Each term's last value."""
        return {name: self._terms[name][-1] for name in self.names}

    def _add_terms(self, terms: dict[str, float]) -> None:
        rows = len(self._steps)
        for name in terms.keys() - self._terms.keys():
            self._terms[name] = array("d", [np.nan] * (rows - 1))
        for name, column in self._terms.items():
            column.append(terms.get(name, np.nan))

    def _mark(self, step: int, frame: Frame, settings: Settings) -> None:
        if not self._sizes or self._sizes[-1] != frame.size:
            words = QCoreApplication.translate("Record", "{size} px").format(size=frame.size)
            self.marks.append(Mark(step, words, True))
        if self._settings is not None and self._settings is not settings:
            words = ", ".join(_changes(self._settings, settings))
            if words:
                self.marks.append(Mark(step, words, False))


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


def _changes(before: Settings, after: Settings) -> Iterator[str]:
    for symbol, name in (("α", "alpha"), ("β", "beta"), ("τ", "tv")):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield f"{symbol} {old:.3g} → {new:.3g}"
    old_weights, new_weights = before.layer_weights, after.layer_weights
    moved = [
        layer
        for layer in {**old_weights, **new_weights}
        if old_weights.get(layer, 0.0) != new_weights.get(layer, 0.0)
    ]
    if len(moved) == 1:
        (layer,) = moved
        old, new = old_weights.get(layer, 0.0), new_weights.get(layer, 0.0)
        yield f"λ {layer} {old:.3g} → {new:.3g}"
    elif moved:
        yield QCoreApplication.translate("Record", "λ changed")
    if before.content_layer != after.content_layer:
        yield after.content_layer
    if before.style_weights != after.style_weights:
        yield QCoreApplication.translate("Record", "styles mixed anew")
