"""What the painter is asked for: runs, sketches and studies; and how it shares out its time.

Neither the painter's thread nor the engine is needed to ask.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from styler.colour import Picture
from styler.findings import Partial
from styler.frame import Frame, Snapshot, Step
from styler.regions import Regions
from styler.settings import Controls, Settings
from styler.ui.intent import Intent

# Of a run's time that looking into the network may take. With what the window makes of it, a run
# is slowed by less than a twentieth.
STUDY_SHARE = 0.03

# Called with the engine's explorer and a network, whose types the window can't name.
Search = Callable[[Any, Any], Iterator[Partial[Any]]]


@dataclass(frozen=True, eq=False)
class Resumption:
    """From where a run goes on: a snapshot, and the steps after it that are painted again."""

    snapshot: Snapshot
    again: Sequence[Step]


class Told(Protocol):
    """Who is told of a run on the painter's thread: of each new step, and of its end."""

    def __call__(self, frame: Frame, snapshot: Callable[[], Snapshot]) -> None: ...

    def end(self) -> None: ...


@dataclass(eq=False)
class Run:
    """One painting. It is its own generation number: what belongs to another run is dropped."""

    content: Picture
    styles: Sequence[Picture]
    settings: Settings
    initial: Picture | None
    finished: Picture | None
    controls: Controls
    told: Told | None
    resume: Callable[[], Resumption] | None
    going: threading.Event = field(default_factory=threading.Event)
    cancelled: bool = False
    newest: Frame | None = None  # for the log

    @classmethod
    def of(cls, intent: Intent, told: Told | None, resume: Callable[[], Resumption] | None) -> Run:
        """What the intent asks for, which must be paintable."""
        assert intent.content
        return cls(
            intent.content.picture,
            [style.picture for style in intent.styles],
            intent.settings,
            intent.start.picture if intent.start else None,
            intent.finished.picture if intent.finished else None,
            Controls(intent.settings, intent.regions),
            told,
            resume,
        )

    def cancel(self) -> None:
        """Ends it after the step it is at, paused or not."""
        self.cancelled = True
        self.going.set()


@dataclass(frozen=True, eq=False)
class Sketch:
    """A small picture for the help page or a contact sheet, painted while nothing else is."""

    key: Hashable
    content: Picture
    styles: Sequence[Picture]
    settings: Settings
    initial: Picture | None
    regions: Regions | None


@dataclass(eq=False)
class Study:
    """A search in the network, a chunk at a time. Like a run, it is its own generation number."""

    key: Hashable
    settings: Settings
    search: Search
    steps: Iterator[Partial[Any]] | None = None  # once it has begun
    cancelled: bool = False


class Allowance:
    """What a run leaves to studies: a share of its time, earned before it is spent."""

    def __init__(self) -> None:
        self._left = self._chunk = 0.0  # seconds; how long the next chunk may take

    @property
    def suffices(self) -> bool:
        """For another chunk, as far as one can tell from those before."""
        return self._left >= self._chunk

    def earn(self, painting: float) -> None:
        """For so many seconds of painting."""
        self._left += STUDY_SHARE * painting

    def spend(self, chunk: float) -> None:
        """So many seconds. One slow chunk, as the first may be, is not expected for ever."""
        self._left -= chunk
        self._chunk = max(chunk, self._chunk / 2)

    def lapse(self) -> None:
        """Nothing is put by while nobody looks."""
        self._left = min(self._left, 0.0)
