"""What is asked for: the pictures and the settings, as one frozen value that undoes and redoes.

Whoever changes anything calls `Document.change`; whoever shows anything listens to
`Document.changed` and reads `Document.intent`. Nobody keeps a copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QUndoCommand, QUndoStack

from styler.colour import Picture
from styler.regions import Mask, Regions
from styler.session import Recipe
from styler.session.project import CONTENT, START, STYLE
from styler.settings import Settings


@dataclass(frozen=True, eq=False)
class Source:
    """A picture that is loaded, and a copy small enough to be drawn often."""

    name: str
    picture: Picture  # (height, width, 3), RGB, 0–255
    preview: QImage
    path: Path | None = None  # None: pasted, fetched, or painted here
    recipe: Recipe | None = None  # of how it was painted, if its file has one that is sound

    @property
    def size(self) -> QSize:
        """Width and height in pixels."""
        height, width = self.picture.shape[:2]
        return QSize(width, height)


@dataclass(frozen=True, eq=False)
class Masks:
    """Where each style applies and what is kept, as painted over one content.

    A mask is never written to: a stroke makes a new one, so that it undoes.
    """

    content: Source | None = None  # over another photograph they mean nothing
    styles: Mapping[Source, Mask] = field(default_factory=lambda: MappingProxyType({}))
    keep: Mask | None = None

    def of(self, target: Source | None) -> Mask | None:
        """The mask of a style; of None: what is kept."""
        return self.keep if target is None else self.styles.get(target)

    def replaced(self, content: Source, target: Source | None, mask: Mask | None) -> Masks:
        """These with another mask, or none, for a style; for None: for what is kept."""
        mine = self if self.content is content else Masks(content)
        if target is None:
            return replace(mine, keep=mask)
        others = {style: kept for style, kept in mine.styles.items() if style is not target}
        styles = others if mask is None else {**others, target: mask}
        return replace(mine, styles=MappingProxyType(styles))


NO_MASKS = Masks()


@dataclass(frozen=True)
class Intent:
    """Everything a painting is made from."""

    content: Source | None = None
    styles: tuple[Source, ...] = ()
    start: Source | None = None  # what `settings.init` names, where that is no word of its own
    masks: Masks = NO_MASKS
    finished: Source | None = None  # a smaller result that a run goes on from
    settings: Settings = field(default_factory=Settings)

    @property
    def paintable(self) -> bool:
        """Whether there is a content and a style."""
        return self.content is not None and bool(self.styles)

    @property
    def sources(self) -> tuple[tuple[str, Source], ...]:
        """The pictures that are asked for, each with its role."""
        given = [(CONTENT, self.content), *((STYLE, s) for s in self.styles), (START, self.start)]
        return tuple((role, source) for role, source in given if source)

    @cached_property
    def regions(self) -> Regions:
        """The masks in the order of the styles; none if they belong to another content."""
        if self.masks.content is None or self.masks.content is not self.content:
            return Regions()
        masks = tuple(self.masks.styles.get(style) for style in self.styles)
        return Regions(masks, self.masks.keep)


@dataclass(frozen=True)
class Job:
    """One painting: what was asked for, and what the painter was given to do it."""

    asked: Intent
    run: Intent

    def follows(self, intent: Intent) -> bool:
        """Whether it paints what is asked for now, without a new start."""
        live = self.asked.settings.steered_by(intent.settings)
        return replace(self.asked, settings=live, masks=intent.masks) == intent


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
