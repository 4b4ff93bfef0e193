"""How the window stands, from one start to the next."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QWidget

FIRST_SIZE = QSize(1440, 920)


class Geometry:
    """Keeps the window's place, how wide its parts are, and which of its panels are shown."""

    def __init__(
        self,
        window: QWidget,
        preferences: QSettings,
        splitters: Mapping[str, QSplitter],
        panels: Mapping[str, QAction],
    ) -> None:
        """By the names under which they are kept; a panel's action is checked if it is shown."""
        self._window, self._preferences = window, preferences
        self._splitters, self._panels = splitters, panels

    def restore(self) -> None:
        """As it was the last time, or as it is best at first."""
        kept = self._preferences.value("geometry")
        if not isinstance(kept, QByteArray) or not self._window.restoreGeometry(kept):
            self._window.resize(FIRST_SIZE.boundedTo(self._window.screen().availableSize()))
        for name, splitter in self._splitters.items():
            state = self._preferences.value(name)
            if isinstance(state, QByteArray):
                splitter.restoreState(state)
        for name, panel in self._panels.items():
            panel.setChecked(str(self._preferences.value(name, True)).lower() != "false")

    def remember(self) -> None:
        """For the next time."""
        self._preferences.setValue("geometry", self._window.saveGeometry())
        for name, splitter in self._splitters.items():
            self._preferences.setValue(name, splitter.saveState())
        for name, panel in self._panels.items():
            self._preferences.setValue(name, panel.isChecked())
