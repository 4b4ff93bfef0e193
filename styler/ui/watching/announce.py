"""Tells screen readers how the painting goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from styler.ui.worker import Painted

QUARTERS = 4


class Announcer(QObject):
    """Speaks for a widget: the start, each size, each quarter of it, and the end."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.said: list[str] = []  # what was said since the last start
        self._at: tuple[int, int] | None = None

    def say(self, text: str) -> None:
        """At once, and politely: it interrupts nobody."""
        self.said.append(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._widget, text))

    def show_frame(self, painted: Painted) -> None:
        """Says what is new about this frame, if it is worth it."""
        frame = painted.frame
        quarter = QUARTERS * frame.step // frame.steps
        at = frame.stage, quarter
        if frame.last:
            self._at = None
            self.say(self.tr("The picture is done."))
        elif at != self._at:
            self._begin_or_go_on(painted)
            self._at = at

    def _begin_or_go_on(self, painted: Painted) -> None:
        frame = painted.frame
        if self._at is None:
            self.said.clear()
        if self._at is None or self._at[0] != frame.stage:
            words = self.tr("Painting at {size} pixels, size {stage} of {stages}.")
            self.say(words.format(size=frame.size, stage=frame.stage, stages=frame.stages))
        else:
            words = self.tr("{percent} percent of this size.")
            self.say(words.format(percent=100 * frame.step // frame.steps))
