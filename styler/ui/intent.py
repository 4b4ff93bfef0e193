"""What is asked for: the pictures and the settings, as one frozen value that undoes and redoes.

Whoever changes anything calls `Document.change`; whoever shows anything listens to
`Document.changed` and reads `Document.intent`. Nobody keeps a copy.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QUndoCommand, QUndoStack

from styler.images import Picture
from styler.settings import Settings


@dataclass(frozen=True, eq=False)
class Source:
    """A picture that is loaded, and a copy small enough to be drawn often."""

    name: str
    picture: Picture  # (height, width, 3), RGB, 0–255
    preview: QImage
    path: Path | None = None  # None: pasted, fetched, or painted here

    @property
    def size(self) -> QSize:
        """Width and height in pixels."""
        height, width = self.picture.shape[:2]
        return QSize(width, height)


@dataclass(frozen=True)
class Intent:
    """Everything a painting is made from."""

    content: Source | None = None
    styles: tuple[Source, ...] = ()
    start: Source | None = None  # what `settings.init` names, where that is no word of its own
    settings: Settings = field(default_factory=Settings)

    @property
    def paintable(self) -> bool:
        """Whether there is a content and a style."""
        return self.content is not None and bool(self.styles)


class Document(QObject):
    """Holds the newest intent, and the way back."""

    changed = Signal()

    def __init__(self, intent: Intent | None = None) -> None:
        super().__init__()
        self.intent = intent or Intent()
        self.undo_stack = QUndoStack(self)

    def change(self, words: str, gesture: object = None, **changes: Any) -> None:
        """Replaces fields of the intent. `words` name the act in the Edit menu, as “Move β”.

        Changes that share a `gesture` (any object but None) are undone together: a drag is one.
        """
        after = replace(self.intent, **changes)
        if after != self.intent:
            self.undo_stack.push(_Change(self, words, gesture, self.intent, after))

    def change_settings(self, words: str, gesture: object = None, **changes: Any) -> None:
        """The same for fields of the settings. Raises `StylerError` for a value out of limits."""
        self.change(words, gesture, settings=self.intent.settings.replaced(**changes))

    def begin(self, intent: Intent) -> None:
        """Another piece of work: there is no way back to the one before."""
        self.undo_stack.clear()
        self._show(intent)

    def _show(self, intent: Intent) -> None:
        self.intent = intent
        self.changed.emit()


class _Change(QUndoCommand):
    """One act, from the intent before it to the one after."""

    def __init__(
        self, document: Document, words: str, gesture: object, before: Intent, after: Intent
    ) -> None:
        super().__init__(words)
        self._document, self._gesture = document, gesture
        self._before, self._after = before, after

    def id(self) -> int:
        """Qt offers only commands of one id to `mergeWith`."""
        return 1

    def mergeWith(self, newer: QUndoCommand) -> bool:
        """Takes over what belongs to the same gesture."""
        assert isinstance(newer, _Change)
        if self._gesture is None or newer._gesture is not self._gesture:
            return False
        self._after = newer._after
        self.setObsolete(self._after == self._before)
        return True

    def redo(self) -> None:
        """Also called by Qt when the act is done for the first time."""
        self._document._show(self._after)

    def undo(self) -> None:
        """Back to what there was."""
        self._document._show(self._before)
