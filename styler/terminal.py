"""What a run prints while it paints: a progress bar on a terminal, quiet lines elsewhere."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from typing import Any, Protocol

from tqdm import tqdm

from styler.settings import Stage


class _Frame(Protocol):
    """What is read of the engine's frames."""

    @property
    def step(self) -> int: ...
    @property
    def steps(self) -> int: ...
    @property
    def size(self) -> int: ...
    @property
    def stage(self) -> int: ...
    @property
    def total(self) -> float: ...
    @property
    def seconds(self) -> float: ...


def progress(stages: Sequence[Stage]) -> Progress:
    """The bar or the lines, whichever suits where standard error goes."""
    return _Bar(stages) if sys.stderr.isatty() else _Lines()


class Progress(Protocol):
    """Told of every frame, of every tile of a large one, and of the end."""

    def show(self, frame: _Frame) -> None: ...
    def show_tile(self, done: int, of: int) -> None: ...
    def close(self) -> None: ...


class _Bar:
    """A bar over all sizes, in proportion to their work, so that the time left is right."""

    def __init__(self, stages: Sequence[Stage]):
        work = [stage.last * stage.size**2 for stage in stages]
        self._done = dict(
            zip((s.size for s in stages), itertools.accumulate(work, initial=0), strict=False)
        )
        self._pace = _Pace()
        self._bar: tqdm[Any] = tqdm(
            total=sum(work),
            bar_format="{desc} {percentage:3.0f}%|{bar}| {postfix} [{elapsed}<{remaining}]",
        )

    def show(self, frame: _Frame) -> None:
        self._bar.n = self._done[frame.size] + frame.step * frame.size**2
        self._bar.set_description_str(
            f"{frame.size} px, step {frame.step}/{frame.steps}", refresh=False
        )
        self._bar.set_postfix_str(
            f"{self._pace.per_second(frame):.2f} steps/s, J = {frame.total:,.0f}"
        )

    def show_tile(self, done: int, of: int) -> None:
        self._bar.set_postfix_str(f"tile {done}/{of}")

    def close(self) -> None:
        self._bar.close()


class _Lines:
    """One line when a size is done."""

    def show(self, frame: _Frame) -> None:
        if frame.step == frame.steps:
            print(
                f"{frame.size} px: {frame.steps} steps, J = {frame.total:,.0f}, "
                f"{frame.seconds:.1f} s",
                file=sys.stderr,
            )

    def show_tile(self, done: int, of: int) -> None:
        pass

    def close(self) -> None:
        pass


class _Pace:
    """Steps a second at the present size."""

    def __init__(self) -> None:
        self._size, self._since = 0, 0.0

    def per_second(self, frame: _Frame) -> float:
        if frame.size != self._size:
            self._size, self._since = frame.size, frame.seconds
        return frame.step / max(frame.seconds - self._since, 1e-9)
