"""Sets of weights under a name: those that come with Styler, and one's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from styler.errors import StylerError
from styler.presets import DECIDED, PRESETS, agree, preset_of
from styler.settings import Settings
from styler.ui.controls.fields import FIELD_HEIGHT, Choice, IconButton
from styler.ui.theme import GRID

KEY = "presets"
LONGEST_NAME = 40


class OwnPresets:
    """One's own presets, kept in the preferences as JSON."""

    def __init__(self, preferences: QSettings) -> None:
        self._preferences = preferences

    def all(self) -> dict[str, Mapping[str, Any]]:
        """By name, in alphabetical order; whatever makes no sense is passed over."""
        found = {name: _weights(kept) for name, kept in self._read().items()}
        return {name: found[name] for name in sorted(found, key=str.casefold) if found[name]}

    def save(self, name: str, settings: Settings) -> None:
        """Adds one, or takes the place of the one with that name."""
        values = settings.to_json()
        self._write({**self.all(), name: {field: values[field] for field in DECIDED}})

    def delete(self, name: str) -> None:
        """Forgets it."""
        self._write({kept: weights for kept, weights in self.all().items() if kept != name})

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(str(self._preferences.value(KEY, "{}")))
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def _write(self, presets: Mapping[str, Mapping[str, Any]]) -> None:
        self._preferences.setValue(KEY, json.dumps(presets, ensure_ascii=False))


def _weights(kept: object) -> Mapping[str, Any]:
    """The weights of a preset that was kept; empty if it makes no sense."""
    if not isinstance(kept, dict):
        return {}
    if "content_layer" in kept:  # as it was called while there was only one
        kept = {"content_layers": {str(kept["content_layer"]): 1.0}, **kept}
    try:
        values = Settings.from_json({n: v for n, v in kept.items() if n in DECIDED}).to_json()
    except StylerError:
        return {}
    return {field: values[field] for field in DECIDED}


class PresetChooser(QWidget):
    """Chooses a preset, saves the weights as one's own, and deletes one's own."""

    chosen = Signal(str, object)  # its name, and the settings it stands for
    refused = Signal(str)

    def __init__(self, preferences: QSettings) -> None:
        super().__init__()
        self._own = OwnPresets(preferences)
        self._settings, self._asked = Settings(), ""
        self._box = Choice()
        self._box.setAccessibleName(self.tr("Preset"))
        self._box.setPlaceholderText(self.tr("Custom"))
        self._keep = IconButton("keep", self.tr("Save as preset…"))
        self._delete = IconButton("bin", self.tr("Delete this preset"))
        self._naming = _Naming()
        self._connect()
        self._lay_out()
        self._fill()

    def _connect(self) -> None:
        self._box.activated.connect(self._choose)
        self._keep.clicked.connect(self._naming.ask)
        self._delete.clicked.connect(self._delete_current)
        self._naming.named.connect(self._save)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        row.addWidget(self._box, 1)
        row.addWidget(self._keep)
        row.addWidget(self._delete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(row)
        layout.addWidget(self._naming)

    def show_settings(self, settings: Settings) -> None:
        """The preset whose weights these are, or that they are nobody's."""
        if settings == self._settings:
            return
        self._settings = settings
        self._show_current()

    def _words(self) -> dict[str, tuple[str, str]]:
        """The name of each preset that comes with Styler, and what it does to the picture."""
        return {
            "soft": (
                self.tr("Soft"),
                self.tr("The photograph stays clear; the painting lends its colours and light."),
            ),
            "balanced": (
                self.tr("Balanced"),
                self.tr("Photograph and painting in balance: a good place to begin."),
            ),
            "strict": (
                self.tr("Strict"),
                self.tr("Colour and brushwork closely follow the painting."),
            ),
            "gatys": (
                self.tr("Gatys"),
                self.tr("All five layers alike, as in the paper of Gatys, Ecker and Bethge."),
            ),
            "course": (
                self.tr("Course"),
                self.tr("The weights that courses on neural networks teach it with."),
            ),
        }

    def _fill(self) -> None:
        self._box.clear()
        words = self._words()
        for key, fields in PRESETS.items():
            self._add(*words[key], (key, fields))
        own = self._own.all()
        if own:
            self._box.insertSeparator(self._box.count())
        for name, fields in own.items():
            self._add(name, self.tr("One of your own."), (None, fields))
        self._show_current()

    def _add(self, name: str, tip: str, data: tuple[str | None, Mapping[str, Any]]) -> None:
        self._box.addItem(name, data)
        self._box.setItemData(self._box.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)

    def _show_current(self) -> None:
        alike = [i for i in range(self._box.count()) if self._is_current(i)]
        # Of two with the same weights, the one that was asked for.
        asked = [i for i in alike if self._box.itemText(i) == self._asked]
        current = next(iter(asked + alike), -1)
        self._box.setCurrentIndex(current)
        tip = self._box.itemData(current, Qt.ItemDataRole.ToolTipRole)
        self._box.setToolTip(tip or self.tr("Weights of your own making."))
        data = self._box.itemData(current)
        self._delete.setEnabled(data is not None and data[0] is None)

    def _is_current(self, index: int) -> bool:
        key, fields = self._box.itemData(index) or ("", {})
        if key is None:
            return agree(self._settings, fields)
        return bool(key) and key == preset_of(self._settings)

    def _choose(self, index: int) -> None:
        _, fields = self._box.itemData(index)
        self._asked = self._box.itemText(index)
        self.chosen.emit(self._asked, fields)
        self._show_current()

    def _save(self, name: str) -> None:
        if name.casefold() in {shown.casefold() for shown, _ in self._words().values()}:
            self.refused.emit(
                self.tr("“{name}” comes with Styler: please choose another name.").format(name=name)
            )
            return
        self._asked = name
        self._own.save(name, self._settings)
        self._fill()

    def _delete_current(self) -> None:
        self._own.delete(self._box.currentText())
        self._fill()


class _Naming(QWidget):
    """Asks for the name of a new preset, in the panel itself."""

    named = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._name = QLineEdit()
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setFixedHeight(FIELD_HEIGHT)
        self._name.setPlaceholderText(self.tr("Name of the preset"))
        self._name.setAccessibleName(self.tr("Name of the preset"))
        self._save = QPushButton(self.tr("Save"))
        self._save.setFixedHeight(FIELD_HEIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._name, 1)
        layout.addWidget(self._save)
        self._name.textChanged.connect(lambda text: self._save.setEnabled(bool(text.strip())))
        self._name.returnPressed.connect(self._finish)
        self._save.clicked.connect(self._finish)
        self.hide()

    def ask(self) -> None:
        """Opens the row and waits for a name; asked again, it closes."""
        self._name.clear()
        self._save.setEnabled(False)
        self.setVisible(self.isHidden())
        self._name.setFocus()

    def _finish(self) -> None:
        name = self._name.text().strip()
        if name:
            self.hide()
            self.named.emit(name)

    def event(self, event: QEvent) -> bool:
        """Esc closes it without a word, and does not reach the window."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.hide()
            return True
        return super().event(event)
