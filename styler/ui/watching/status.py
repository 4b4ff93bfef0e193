"""The strip along the foot of the window: where the painting stands, in numbers."""

from __future__ import annotations

import math
import os
import sys
from collections import deque
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from styler.frame import Frame
from styler.settings import Settings
from styler.ui.theme import GRID
from styler.ui.worker import Painted

STATE_WIDTH = 36 * GRID
PACE_OVER = 4.0  # seconds
# What a narrow window hides, first to last.
_DISPENSABLE = ("tv", "memory", "device", "content", "style", "time", "pace", "left", "total")

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def quantity(value: float) -> str:
    """A cost, short enough to be read while it changes: 0.0131, 12.4, 87,275, 2.17 × 10⁶."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    if 1000 <= abs(value) < 1e6:
        return f"{value:,.0f}"
    if 1e-3 <= abs(value) < 1000:
        return f"{value:.3g}"
    digits, exponent = f"{value:.2e}".split("e")
    return f"{digits} × 10{str(int(exponent)).translate(_SUPERSCRIPTS)}"


def duration(seconds: float) -> str:
    """Seconds as a clock would show them: 0:07, 12:30, 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def progress(painted: Painted, settings: Settings) -> tuple[int, int]:
    """Steps made and planned, over all sizes."""
    frame = painted.frame
    # The engine leaves out the first sizes if a picture is too narrow for them.
    planned = [stage.steps for stage in settings.stages[-frame.stages :]]
    return sum(planned[: frame.stage - 1]) + frame.step, sum(planned)


def _gigabytes(held: int | None) -> str:
    return "–" if held is None else f"{held / 1e9:.1f} GB"


class Pace:
    """Steps a second, over the last seconds of one size."""

    def __init__(self) -> None:
        self._marks: deque[tuple[int, float]] = deque()
        self._newest: Frame | None = None
        self._before: float | None = None  # what the sizes before let expect of this one

    def of(self, painted: Painted) -> float | None:
        """The pace including this frame; None until it can be told."""
        frame, newest = painted.frame, self._newest
        if newest and (frame.stage != newest.stage or frame.step <= newest.step):
            measured = self._measured()
            self._before = measured * (newest.size / frame.size) ** 2 if measured else None
            self._marks.clear()
        self._newest = frame
        self._marks.append((frame.step, frame.seconds))
        while len(self._marks) > 2 and frame.seconds - self._marks[1][1] >= PACE_OVER:
            self._marks.popleft()
        return self._measured()

    def _measured(self) -> float | None:
        (first, began), (last, now) = self._marks[0], self._marks[-1]
        return (last - first) / (now - began) if now > began else self._before


def seconds_left(painted: Painted, settings: Settings, pace: float) -> float:
    """Until the last size is done, at this pace; a step takes as long as it has pixels."""
    frame = painted.frame
    if frame.last:
        return 0.0
    steps = float(frame.steps - frame.step)
    for later in settings.stages[-frame.stages :][frame.stage :]:
        steps += later.steps * (later.size / frame.size) ** 2
    left = steps / pace
    if settings.time_limit is None:
        return left
    return max(0.0, min(left, settings.time_limit - frame.seconds))


def memory() -> int | None:
    """Bytes this process holds, or has held at most; None where the system does not tell simply."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return None
    import resource  # not on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak


class _Cell(QWidget):
    """A small name above a value."""

    def __init__(self, name: str, tip: str, width: int) -> None:
        super().__init__()
        caption, self._value = QLabel(name), QLabel()
        self._value.setAccessibleName(name)
        caption.setProperty("tone", "caption")
        digits = QFont(self._value.font())
        digits.setFeature(QFont.Tag("tnum"), 1)  # so that nothing shakes while it changes
        self._value.setFont(digits)
        self.setToolTip(tip)
        self.setFixedWidth(width)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(caption)
        layout.addWidget(self._value)

    def show_text(self, text: str) -> None:
        """The value."""
        self._value.setText(text)


class StatusStrip(QFrame):
    """What the painter does, the costs, and how fast it goes."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setProperty("side", "bottom")
        self._pace, self._step = Pace(), ""
        self._state = QLabel()
        self._state.setProperty("tone", "heading")
        self._where = QLabel()
        self._where.setProperty("tone", "caption")
        self._cells = {name: _Cell(*words) for name, words in self._words().items()}
        self._lay_out()
        self.clear()

    def _words(self) -> dict[str, tuple[str, str, int]]:
        cost = 11 * GRID
        return {
            "total": (
                self.tr("Cost J"),
                self.tr("Total cost: J = α·J_content + β·J_style + τ·J_tv. Painting lowers it."),
                cost,
            ),
            "content": (
                self.tr("Content"),
                self.tr("J_content: how far the picture has moved from the photograph."),
                cost,
            ),
            "style": (
                self.tr("Style"),
                self.tr("J_style: how far its brushwork and colours are from the painting's."),
                cost,
            ),
            "tv": (
                self.tr("Variation"),
                self.tr("J_tv: how much neighbouring pixels differ."),
                8 * GRID,
            ),
            "pace": (self.tr("Steps/s"), self.tr("Steps a second at this size."), 7 * GRID),
            "time": (self.tr("Time"), self.tr("Time spent painting."), 7 * GRID),
            "left": (
                self.tr("Left"),
                self.tr("Time until the picture is done, at this pace, all sizes together."),
                7 * GRID,
            ),
            "memory": (self.tr("Memory"), self.tr("What Styler holds at the moment."), 8 * GRID),
            "device": (
                self.tr("Device"),
                self.tr("Where, and in which precision, the network is computed."),
                13 * GRID,
            ),
        }

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._state)
        left.addWidget(self._where)
        layout = QHBoxLayout(self)
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # cells give way
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(left, 1)
        for cell in self._cells.values():
            layout.addWidget(cell, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_state(self, text: str) -> None:
        """What the painter does, in a word or two."""
        self._state.setText(text)

    def show_frame(self, painted: Painted, settings: Settings) -> None:
        """The numbers of the newest frame of a run with these settings."""
        frame = painted.frame
        height, width = frame.image.shape[:2]
        self._step = self.tr(
            "Step {step} of {steps} · {width} × {height} · size {stage} of {stages}"
        ).format(
            step=frame.step,
            steps=frame.steps,
            width=width,
            height=height,
            stage=frame.stage,
            stages=frame.stages,
        )
        self._where.setText(self._step)
        pace = self._pace.of(painted)
        values = {
            "total": quantity(frame.total),
            "content": quantity(frame.content),
            "style": quantity(frame.style),
            "tv": quantity(frame.tv),
            "pace": quantity(float(f"{pace:.2g}")) if pace else "–",
            "time": duration(frame.seconds),
            "left": duration(seconds_left(painted, settings, pace)) if pace else "–",
            "memory": _gigabytes(memory()),
            "device": f"{frame.device} {frame.precision}",
        }
        for name, text in values.items():
            self._cells[name].show_text(text)

    def show_tile(self, done: int, of: int) -> None:
        """How far the step is that is under way, of a canvas that is painted in tiles."""
        tiles = self.tr("tile {done} of {of}").format(done=done, of=of)
        self._where.setText(f"{self._step} · {tiles}" if self._step else tiles)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window does without the less important."""
        room = self.width() - STATE_WIDTH
        for name in sorted(self._cells, key=_DISPENSABLE.index, reverse=True):
            cell = self._cells[name]
            room -= cell.width() + 2 * GRID
            cell.setVisible(room >= 0)
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Narrower than all its cells: they give way."""
        return QSize(STATE_WIDTH, super().minimumSizeHint().height())

    def clear(self) -> None:
        """Nothing is painted."""
        self._pace, self._step = Pace(), ""
        self._where.setText("")
        for cell in self._cells.values():
            cell.show_text("–")
