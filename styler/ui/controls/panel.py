"""The right column: every setting, what it does to the picture, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import sqrt
from typing import Any

from PySide6.QtCore import QSettings, QSize, Qt, QRandomGenerator, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from styler.errors import StylerError
from styler.settings import LAYERS, MAX_SEED, MAX_SIZE, MAX_STEPS, MIN_SIZE, STARTS, Settings
from styler.ui.controls.bank import Bank
from styler.ui.controls.fields import Choice, Heading, IconButton, Number, Whole
from styler.ui.controls.presets import PresetChooser
from styler.ui.controls.sliders import BalanceSlider, LogScale, SliderRow
from styler.ui.intent import Document, Intent
from styler.ui.language import sentence
from styler.ui.theme import GRID, Glyph

NARROWEST, USUAL, WIDEST = 280, 340, 460
CONTROL_WIDTH = 18 * GRID
BALANCE_SPAN = 1000.0
SIZES = (256, 512, 768, 1024, 2048)
CURRENT_RESULT, PICTURE_FILE, NAMED_START = range(len(STARTS), len(STARTS) + 3)


class ControlsPanel(QFrame):
    """Shows the document's settings, and changes them."""

    refused = Signal(str)
    restart_wanted = Signal()
    paint_on_wanted = Signal()
    choose_start_wanted = Signal()
    result_as_start_wanted = Signal()

    def __init__(self, document: Document, preferences: QSettings) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setProperty("side", "right")
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)
        self._document, self._preferences = document, preferences
        # For each control, how it shows what is asked for.
        self._shows: list[Callable[[Intent], None]] = []
        self._bank = self._layers()
        self._lay_out()
        document.changed.connect(self._show)
        self._show()

    def sizeHint(self) -> QSize:
        """What it is given the first time."""
        return QSize(USUAL, super().sizeHint().height())

    def show_costs(self, layers: Mapping[str, float]) -> None:
        """J_style[l] of the newest picture; nothing where there is none."""
        self._bank.show_costs(layers)

    def show_restart(self, needed: bool) -> None:
        """Whether something was changed that the picture does not follow."""
        self._restart.setVisible(needed)

    def show_paint_on(self, offered: bool) -> None:
        """Whether the picture is done, and the weights were moved since."""
        self._paint_on.setVisible(offered)

    def has_result(self, there: bool) -> None:
        """Whether there is a picture that painting could start from."""
        model = self._start.model()
        assert isinstance(model, QStandardItemModel)
        model.item(CURRENT_RESULT).setEnabled(there)

    def _show(self) -> None:
        for show in self._shows:
            show(self._document.intent)

    def _change(self, words: str, gesture: object = None, **changes: Any) -> None:
        try:
            self._document.change_settings(words, gesture, **changes)
        except StylerError as error:
            self.refused.emit(sentence(error))

    @property
    def _settings(self) -> Settings:
        return self._document.intent.settings

    # Building

    def _lay_out(self) -> None:
        self._restart = self._restart_notice()
        self._paint_on = self._paint_on_notice()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(_scrolled(self._page()), 1)
        layout.addWidget(self._paint_on)
        layout.addWidget(self._restart)

    def _page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._presets())
        for name, title, parts in (
            ("balance", self.tr("Balance"), self._balance()),
            ("layers", self.tr("Style, layer by layer"), [self._bank]),
            ("content", self.tr("Detail and calm"), self._detail()),
            ("next", self.tr("For the next start"), self._next_start()),
        ):
            layout.addSpacing(GRID)
            for widget in self._section(name, title, parts):
                layout.addWidget(widget)
        layout.addSpacing(GRID)
        layout.addWidget(self._back_to_defaults())
        layout.addStretch()
        return page

    def _section(self, name: str, title: str, parts: Sequence[QWidget]) -> tuple[QWidget, ...]:
        """A heading, and what it opens and closes; remembered for the next time."""
        body, key = QWidget(), f"controls/{name}"
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for part in parts:
            layout.addWidget(part)
        heading = Heading(title, body)
        heading.setToolTip(self.tr("Opens and closes this part."))
        heading.setChecked(str(self._preferences.value(key, True)).lower() != "false")
        heading.toggled.connect(lambda is_open: self._preferences.setValue(key, is_open))
        return heading, body

    def _presets(self) -> QWidget:
        chooser = PresetChooser(self._preferences)
        chooser.chosen.connect(self._take_preset)
        chooser.refused.connect(self.refused)
        self._shows.append(lambda intent: chooser.show_settings(intent.settings))
        return chooser

    def _take_preset(self, name: str, fields: Mapping[str, Any]) -> None:
        self._change(self.tr("Preset “{name}”").format(name=name), **fields)

    # The balance

    def _balance(self) -> list[QWidget]:
        return [_Balance(self).connected(), self._exact_weights()]

    def _exact_weights(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        return row

    # How a setting becomes a control


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area
