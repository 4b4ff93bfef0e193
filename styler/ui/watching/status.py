"""The strip along the foot of the window: where the painting stands, in numbers."""

from __future__ import annotations

import math
from collections import deque

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from styler.settings import Settings
from styler.ui.theme import GRID
from styler.ui.worker import Painted

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


class Pace:
    """Steps a second, over the last few frames of one size."""

    def __init__(self) -> None:
        self._marks: deque[tuple[int, float]] = deque(maxlen=12)
        self._stage = 0

    def of(self, painted: Painted) -> float | None:
        """The pace including this frame; None until there are two of its size."""
        frame = painted.frame
        if frame.stage != self._stage:
            self._marks.clear()
        self._stage = frame.stage
        self._marks.append((frame.step, frame.seconds))
        (first, began), (last, now) = self._marks[0], self._marks[-1]
        return (last - first) / (now - began) if now > began else None


class _Cell(QWidget):
    """A small name above a value."""

    def __init__(self, name: str, tip: str, width: int) -> None:
        super().__init__()
        caption, self._value = QLabel(name), QLabel()
        self._value.setAccessibleName(name)
        caption.setProperty("tone", "caption")
        self.setToolTip(tip)
        self.setMinimumWidth(width)
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
        self._pace = Pace()
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
            "pace": (self.tr("Steps/s"), self.tr("Steps a second at this size."), 6 * GRID),
            "time": (self.tr("Time"), self.tr("Time spent painting."), 6 * GRID),
            "device": (
                self.tr("Device"),
                self.tr("Where, and in which precision, the network is computed."),
                11 * GRID,
            ),
        }

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._state)
        left.addWidget(self._where)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(left, 1)
        for cell in self._cells.values():
            layout.addWidget(cell, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_state(self, text: str) -> None:
        """What the painter does, in a word or two."""
        self._state.setText(text)

    def show_frame(self, painted: Painted) -> None:
        """The numbers of the newest frame."""
        frame = painted.frame
        height, width = frame.image.shape[:2]
        self._where.setText(
            self.tr(
                "Step {step} of {steps} · {width} × {height} · size {stage} of {stages}"
            ).format(
                step=frame.step,
                steps=frame.steps,
                width=width,
                height=height,
                stage=frame.stage,
                stages=frame.stages,
            )
        )
        pace = self._pace.of(painted)
        values = {
            "total": quantity(frame.total),
            "content": quantity(frame.content),
            "style": quantity(frame.style),
            "tv": quantity(frame.tv),
            "pace": f"{pace:.1f}" if pace else "–",
            "time": duration(frame.seconds),
            "device": f"{frame.device} {frame.precision}",
        }
        for name, text in values.items():
            self._cells[name].show_text(text)

    def clear(self) -> None:
        """Nothing is painted."""
        self._pace = Pace()
        self._where.setText("")
        for cell in self._cells.values():
            cell.show_text("–")
