"""The right column: every setting, what it does to the picture, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from styler.settings import Settings
from styler.ui.controls.balance import FORMULA, Balance
from styler.ui.controls.bank import Bank
from styler.ui.controls.binding import Binding
from styler.ui.controls.colour import ColourChoice
from styler.ui.controls.content import ContentLayers
from styler.ui.controls.fields import Heading
from styler.ui.controls.next_start import NextStart
from styler.ui.controls.presets import PresetChooser
from styler.ui.controls.sliders import LogScale
from styler.ui.intent import Document
from styler.ui.theme import GRID

NARROWEST, USUAL, WIDEST = 280, 340, 460
BEFORE_REGIONS = 3  # presets, balance, colour
# What the panel shows, and so what “Back to the defaults” brings back.
SHOWN = (
    *("alpha", "beta", "tv", "colour", "layer_weights", "balance_layers", "content_layers"),
    *("optimizer", "size", "sizes", "steps", "style_scale", "init", "init_noise", "seed"),
    *("pooling", "padding", "precision"),
)


class ControlsPanel(QFrame):
    """Shows the document's settings, and changes them."""

    refused = Signal(str)
    restart_wanted = Signal()
    paint_on_wanted = Signal()

    def __init__(self, document: Document, preferences: QSettings) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setProperty("side", "right")
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)
        self._preferences = preferences
        self._bound = Binding(document, self)
        self._bound.refused.connect(self.refused)
        self._headings: dict[str, Heading] = {}
        self._bank = Bank()
        self.next_start = NextStart(self._bound)
        self._lay_out()

    def sizeHint(self) -> QSize:
        """What it is given the first time."""
        return QSize(USUAL, super().sizeHint().height())

    def show_costs(
        self, layers: Mapping[str, float], lambdas: Mapping[str, float] | None = None
    ) -> None:
        """J_style[l] of the newest picture, and λ[l] as it counted; nothing where there is none."""
        self._bank.show_costs(layers, lambdas or {})

    def focus_layer(self, layer: str) -> None:
        """Gives the keyboard to the λ of a layer."""
        self._headings["layers"].setChecked(True)
        self._bank.focus(layer)

    def show_restart(self, needed: bool) -> None:
        """Whether something was changed that the picture does not follow."""
        self._restart.setVisible(needed)

    def show_paint_on(self, offered: bool) -> None:
        """Whether the picture is done, and the weights were moved since."""
        self._paint_on.setVisible(offered)

    # Building

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(_scrolled(self._page()), 1)
        layout.addWidget(self._paint_on_notice())
        layout.addWidget(self._restart_notice())

    def _page(self) -> QWidget:
        page = QWidget()
        layout = self._sections = QVBoxLayout(page)
        layout.setSpacing(GRID)
        layout.addWidget(self._presets())
        for name, title, parts in (
            ("balance", self.tr("Balance"), [self._balance()]),
            ("colour", self.tr("Colour"), [self._colours()]),
            ("layers", self.tr("Style, layer by layer"), [self._layers()]),
            ("shapes", self.tr("Shapes and smoothness"), self._shapes()),
            ("next", self.tr("For the next start"), [self.next_start]),
        ):
            layout.addLayout(self._section(name, title, parts))
        layout.addSpacing(GRID)
        layout.addWidget(self._back_to_defaults())
        layout.addStretch()
        return page

    def add_regions(self, regions: QWidget) -> None:
        """A section of its own for where each style applies, closed until it is wanted."""
        section = self._section("regions", self.tr("Regions"), [regions], is_open=False)
        self._sections.insertLayout(BEFORE_REGIONS, section)

    def _section(
        self, name: str, title: str, parts: Sequence[QWidget], is_open: bool = True
    ) -> QVBoxLayout:
        """A heading, and what it opens and closes; remembered for the next time."""
        body, key = QWidget(), f"controls/{name}"
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for part in parts:
            layout.addWidget(part)
        heading = self._headings[name] = Heading(title, body)
        heading.setToolTip(self.tr("Opens and closes this part."))
        heading.setChecked(str(self._preferences.value(key, is_open)).lower() != "false")
        heading.toggled.connect(lambda is_open: self._preferences.setValue(key, is_open))
        section = QVBoxLayout()
        section.setSpacing(GRID // 2)
        section.setContentsMargins(0, GRID, 0, 0)
        section.addWidget(heading)
        section.addWidget(body)
        return section

    def _restart_notice(self) -> QWidget:
        self._restart = _Notice(self.tr("Takes effect at the next start"))
        restart = self._restart.add_button(self.tr("Restart"))
        restart.setToolTip(self.tr("Paints anew with everything as it is set now."))
        restart.clicked.connect(self.restart_wanted)
        return self._restart

    def _paint_on_notice(self) -> QWidget:
        self._paint_on = _Notice(self.tr("The weights have moved since"))
        paint_on = self._paint_on.add_button(self.tr("Paint on"))
        paint_on.setToolTip(self.tr("Goes on from the picture there is, with the new weights."))
        paint_on.clicked.connect(self.paint_on_wanted)
        again = self._paint_on.add_button(self.tr("Start again"))
        again.setToolTip(self.tr("Paints anew with everything as it is set now."))
        again.clicked.connect(self.restart_wanted)
        return self._paint_on

    def _back_to_defaults(self) -> QWidget:
        button = QPushButton(self.tr("Back to the defaults"))
        button.setToolTip(self.tr("Every control. A double click on a slider does it for one."))
        button.clicked.connect(self._take_defaults)
        return button

    def _take_defaults(self) -> None:
        defaults = Settings()
        shown = {name: getattr(defaults, name) for name in SHOWN}
        settings = self._bound.settings.replaced(**shown)
        self._bound.document.change(self.tr("Back to the defaults"), settings=settings, start=None)

    # What acts on the picture while it is painted

    def _presets(self) -> QWidget:
        chooser = PresetChooser(self._preferences)
        chooser.chosen.connect(self._take_preset)
        chooser.refused.connect(self.refused)
        self._bound.follow(lambda intent: chooser.show_settings(intent.settings))
        return chooser

    def _take_preset(self, name: str, fields: Mapping[str, Any]) -> None:
        self._bound.change(self.tr("Choose the preset “{name}”").format(name=name), **fields)

    def _balance(self) -> QWidget:
        balance, words = Balance(), self.tr("Change the balance")
        balance.weighed.connect(
            lambda alpha, beta, gesture: self._bound.change(words, gesture, alpha=alpha, beta=beta)
        )
        balance.refused.connect(self.refused)
        self._bound.follow(
            lambda intent: balance.set_weights(intent.settings.alpha, intent.settings.beta)
        )
        return balance

    def _colours(self) -> QWidget:
        colours, words = ColourChoice(), self.tr("Change the colours")
        colours.chosen.connect(lambda colour: self._bound.change(words, colour=colour))
        self._bound.follow(lambda intent: colours.show_colour(intent.settings.colour))
        return colours

    def _layers(self) -> QWidget:
        self._bank.entered.connect(self._change_layer)
        self._bank.balanced.connect(self._balance_layers)
        self._bank.refused.connect(self.refused)
        self._bound.follow(
            lambda intent: self._bank.show_weights(
                intent.settings.layer_weights, intent.settings.balance_layers
            )
        )
        return self._bank

    def _balance_layers(self, on: bool, weights: Mapping[str, float]) -> None:
        words = self.tr("Weigh by pull") if on else self.tr("Stop weighing by pull")
        self._bound.change(words, balance_layers=on, layer_weights=weights)

    def _change_layer(self, layer: str, weight: float, gesture: object) -> None:
        words = self.tr("Change λ of {layer}").format(layer=layer)
        weights = {**self._bound.settings.layer_weights, layer: weight}
        self._bound.change(words, gesture, layer_weights=weights)

    def _shapes(self) -> list[QWidget]:
        return [
            self._content_layers(),
            self._bound.slider(
                "tv",
                self.tr("Smoothness, τ"),
                self.tr("Calms specks and grain; too much of it blurs.\nτ in {formula}").format(
                    formula=FORMULA
                ),
                self.tr("Change τ"),
                LogScale(0.1, 10_000),
            ),
            self._bound.choice(
                "optimizer",
                self.tr("Optimiser"),
                self.tr(
                    "How each step is found: L-BFGS gets furthest, plain gradient descent is the "
                    "one in the textbook. Changed while it paints, the picture stays.\n"
                    "G ← G − η·∂J/∂G, and its betters"
                ),
                self.tr("Change the optimiser"),
                {"lbfgs": "L-BFGS", "adam": "Adam", "gd": self.tr("gradient descent")},
            ),
        ]

    def _content_layers(self) -> QWidget:
        layers, words = ContentLayers(), self.tr("Change the content layers")
        layers.changed.connect(
            lambda weights, gesture: self._bound.change(words, gesture, content_layers=weights)
        )
        layers.refused.connect(self.refused)
        self._bound.follow(lambda intent: layers.show_weights(intent.settings.content_layers))
        return layers


class _Notice(QFrame):
    """A sentence at the foot of the panel, with what can be done about it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setObjectName("notice")
        words = QLabel(text)
        words.setWordWrap(True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(words)
        layout.addLayout(self._buttons)
        self.hide()

    def add_button(self, text: str) -> QPushButton:
        """One way on."""
        button = QPushButton(text)
        self._buttons.addWidget(button)
        return button


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it scrolls to whichever control has it
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    area.verticalScrollBar().rangeChanged.connect(lambda low, high: _keep_clear(page, high > low))
    _keep_clear(page, False)
    return area


def _keep_clear(page: QWidget, scrolls: bool) -> None:
    """As much room at the right as at the left, with the scroll bar or without."""
    right = GRID if scrolls else 2 * GRID
    layout = page.layout()
    assert layout
    layout.setContentsMargins(2 * GRID, 2 * GRID, right, 2 * GRID)
