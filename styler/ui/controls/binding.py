"""How the document's settings become controls, and what is entered into these becomes settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from styler.errors import StylerError
from styler.settings import Settings
from styler.ui.controls.fields import Choice, Number, line
from styler.ui.controls.sliders import Scale, SliderRow
from styler.ui.intent import Document, Intent
from styler.ui.language import sentence


class Binding(QObject):
    """Each control that is bound shows what is asked for, and asks for what is entered into it."""

    refused = Signal(str)

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self.document = document
        self._shows: list[Callable[[Intent], None]] = []
        document.changed.connect(self._show)

    @property
    def settings(self) -> Settings:
        """What is asked for now."""
        return self.document.intent.settings

    def follow(self, show: Callable[[Intent], None]) -> None:
        """Calls `show` with what is asked for, now and whenever it changes."""
        self._shows.append(show)
        show(self.document.intent)

    def change(self, undo_words: str, gesture: object = None, **changes: Any) -> None:
        """Asks for something else; where that can't be, tells why and shows what stays."""
        try:
            self.document.change_settings(undo_words, gesture, **changes)
        except StylerError as error:
            self.refused.emit(sentence(error))
            self._show()

    def slider(self, name: str, text: str, tip: str, undo_words: str, scale: Scale) -> SliderRow:
        """A slider for the setting of that name; `undo_words` say what is undone."""
        row = SliderRow(text, tip, scale, getattr(Settings(), name))
        row.entered.connect(
            lambda value, gesture: self.change(undo_words, gesture, **{name: value})
        )
        row.refused.connect(self.refused)
        self.follow(lambda intent: row.set_value(getattr(intent.settings, name)))
        return row

    def choice(
        self, name: str, text: str, tip: str, undo_words: str, words: Mapping[str, str]
    ) -> QWidget:
        """A choice among the values of the setting of that name, each by its words."""
        values, box = list(words), Choice(list(words.values()))
        box.activated.connect(lambda index: self.change(undo_words, **{name: values[index]}))
        self.follow(
            lambda intent: box.setCurrentIndex(values.index(getattr(intent.settings, name)))
        )
        return line(text, box, tip)

    def bind_number(self, number: Number, name: str, undo_words: str, **others: Any) -> None:
        """Lets the setting of that name be typed there; `others` change along with it."""
        number.entered.connect(
            lambda value, gesture: self.change(undo_words, gesture, **{name: int(value)}, **others)
        )
        number.refused.connect(self.refused)
        self.follow(lambda intent: number.set_value(getattr(intent.settings, name)))

    def _show(self) -> None:
        for show in self._shows:
            show(self.document.intent)
