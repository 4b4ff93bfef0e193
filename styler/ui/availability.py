"""Which commands can be given as things stand, and what those are called that change."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QUndoStack

from styler.ui.studio import Studio
from styler.ui.worker import State

OF_A_RUN = ("pause", "stop")
OF_A_PICTURE = ("export", "copy", "wipe", "compare")
OF_A_RESULT = ("result_as_content", "result_as_start")
GOING_ON = ("paint_on", "finish_larger")


class Availability(QObject):
    """Enables a window's commands, and names them, by the state of the studio."""

    def __init__(self, window: QObject, studio: Studio, commands: Mapping[str, QAction]) -> None:
        super().__init__(window)
        self._studio, self._commands = studio, commands

    def refresh(self) -> None:
        """Brings all commands up to date."""
        for name, possible in self._possible().items():
            self._commands[name].setEnabled(possible)
        for name, words in self._words().items():
            self._commands[name].setText(words)

    def _possible(self) -> dict[str, bool]:
        studio, intent, stack = self._studio, self._studio.intent, self._stack
        painted = studio.painted is not None
        return {
            **dict.fromkeys(OF_A_RUN, studio.busy),
            **dict.fromkeys(OF_A_PICTURE, painted),
            **dict.fromkeys(OF_A_RESULT, studio.begun),
            **dict.fromkeys(GOING_ON, studio.can_paint_on),
            "start": intent.paintable,
            "sheet": intent.content is not None,
            "reset": studio.busy or painted,
            "bring_back": studio.earlier is not None,
            "swap": intent.content is not None or bool(intent.styles),
            "undo": stack.canUndo(),
            "redo": stack.canRedo(),
        }

    def _words(self) -> dict[str, str]:
        paused = self._studio.worker.state is State.PAUSED
        return {
            "pause": self.tr("Resume") if paused else self.tr("&Pause"),
            "start": self.tr("&Restart") if self._studio.job else self.tr("&Start"),
            "undo": self._with(self.tr("&Undo"), self._stack.undoText()),
            "redo": self._with(self.tr("&Redo"), self._stack.redoText()),
        }

    def _with(self, verb: str, act: str) -> str:
        return self.tr("{verb}: {act}").format(verb=verb, act=act) if act else verb

    @property
    def _stack(self) -> QUndoStack:
        return self._studio.document.undo_stack
