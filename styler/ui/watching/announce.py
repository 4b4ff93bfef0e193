"""Tells screen readers how the painting goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from styler.frame import Frame
    from styler.ui.worker import Painted

QUARTERS = 4


class Announcer(QObject):
    """Speaks for a widget: the start, each size, each quarter of it, and the end."""

    said = Signal(str)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._newest: Frame | None = None

    def say(self, text: str) -> None:
        """At once, and politely: it interrupts nobody."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._widget, text))
        self.said.emit(text)

    def show_frame(self, painted: Painted) -> None:
        """Says what is new about this frame, if it is worth it."""
        frame, before = painted.frame, self._newest
        self._newest = frame
        if frame.last:
            self.say(self.tr("The picture is done."))
        elif before is None or before.stage != frame.stage or before.step > frame.step:
            words = self.tr("Painting at {size} pixels, size {stage} of {stages}.")
            self.say(words.format(size=frame.size, stage=frame.stage, stages=frame.stages))
        elif _quarter(before) < _quarter(frame) < QUARTERS:
            words = self.tr("{percent} percent of this size.")
            self.say(words.format(percent=100 * _quarter(frame) // QUARTERS))


def _quarter(frame: Frame) -> int:
    return QUARTERS * frame.step // frame.steps
