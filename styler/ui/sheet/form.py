"""What is to be varied: one thing, or two."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from styler.sheet import Axis
from styler.ui.controls.fields import FIELD_HEIGHT, Choice
from styler.ui.sheet.choices import Variation, variations
from styler.ui.sheet.order import StyleSet, Wish
from styler.ui.theme import GRID

CHOICE_WIDTH = 30 * GRID


class Picker(QObject):
    """A list of what can be varied, and the values."""

    def __init__(self, name: str, others: dict[str, StyleSet]) -> None:
        super().__init__()
        self._others, self._variations = list(others.values()), variations()
        self.choice = Choice([*others, *(each.title for each in self._variations)])
        self.choice.setAccessibleName(name)
        self.choice.setFixedWidth(CHOICE_WIDTH)
        self.choice.setMaxVisibleItems(self.choice.count())
        self.values = QLineEdit()
        self.values.setFixedHeight(FIELD_HEIGHT)
        self.values.setAccessibleName(self.tr("Values"))
        self.values.setToolTip(self.tr("One small picture for each value; commas between them."))
        policy = self.values.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.values.setSizePolicy(policy)
        self.choice.currentIndexChanged.connect(self._show_values)
        self._show_values()

    @property
    def styles(self) -> StyleSet | None:
        """Which paintings are compared, if it is they."""
        index = self.choice.currentIndex()
        return self._others[index] if index < len(self._others) else None

    def axes(self) -> tuple[Axis, ...]:
        """The values that a setting is to have; none, if no setting is chosen."""
        varied = self._varied()
        return (varied.axis(self.values.text()),) if varied else ()

    def choose(self, name: str) -> None:
        """Chooses a setting."""
        names = [each.name for each in self._variations]
        self.choice.setCurrentIndex(len(self._others) + names.index(name))

    def _varied(self) -> Variation | None:
        index = self.choice.currentIndex() - len(self._others)
        return self._variations[index] if index >= 0 else None

    def _show_values(self) -> None:
        varied = self._varied()
        self.values.setText(varied.values if varied else "")
        self.values.setVisible(varied is not None)


class Form(QWidget):
    """Says what is wished for."""

    submitted = Signal()

    def __init__(self, several_styles: bool) -> None:
        super().__init__()
        self._first = Picker(
            self.tr("What to vary"),
            {
                self.tr("The paintings in use, one by one"): StyleSet.IN_USE,
                self.tr("Styler’s own paintings"): StyleSet.SHIPPED,
            },
        )
        self._second = Picker(
            self.tr("What to vary as well"), {self.tr("nothing else"): StyleSet.TOGETHER}
        )
        if not several_styles:
            self._first.choose("preset")
        self._button = QPushButton(self.tr("Paint the sheet"))
        self._button.setProperty("tone", "primary")
        self._button.setDefault(True)
        self._button.clicked.connect(self.submitted)
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(2, 1)
        rows = ((self.tr("&Vary"), self._first), (self.tr("a&nd"), self._second))
        for row, (words, picker) in enumerate(rows):
            label = QLabel(words)
            label.setBuddy(picker.choice)
            grid.addWidget(label, row, 0)
            grid.addWidget(picker.choice, row, 1)
            grid.addWidget(picker.values, row, 2)
        grid.addWidget(self._button, 1, 3)

    @property
    def wish(self) -> Wish:
        """What is chosen. Raises `StylerError` if the values make no sense."""
        styles = self._first.styles or StyleSet.TOGETHER
        return Wish(styles, (*self._first.axes(), *self._second.axes()))

    def vary(self, *names: str) -> None:
        """Chooses one setting, or two."""
        for picker, name in zip((self._first, self._second), names, strict=False):
            picker.choose(name)
