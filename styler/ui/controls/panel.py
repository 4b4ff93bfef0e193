"""The right column: every setting, what it does to the picture, and when."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from styler.errors import StylerError
from styler.settings import MAX_SEED, MAX_SIZE, MAX_STEPS, MIN_SIZE, STARTS, Settings
from styler.ui.controls.balance import FORMULA, Balance
from styler.ui.controls.bank import Bank
from styler.ui.controls.colour import ColourChoice
from styler.ui.controls.content import ContentLayers
from styler.ui.controls.fields import (
    FIELD_SHARE,
    NAME_SHARE,
    Choice,
    Heading,
    IconButton,
    Number,
    Whole,
)
from styler.ui.controls.presets import PresetChooser
from styler.ui.controls.sliders import LinearScale, LogScale, Scale, SliderRow
from styler.ui.intent import Document, Intent
from styler.ui.language import sentence
from styler.ui.theme import GRID

NARROWEST, USUAL, WIDEST = 280, 340, 460
SIZES = (256, 512, 768, 1024, 2048)
BEFORE_REGIONS = 3  # presets, balance, colour
SEEDS = 10_000  # as many as the dice has sides
CURRENT_RESULT, PICTURE_FILE, NAMED_START = range(len(STARTS), len(STARTS) + 3)
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
        self._forecast = QLabel()
        self._forecast.setProperty("tone", "caption")
        self._forecast.setWordWrap(True)
        self._forecast.hide()
        self._headings: dict[str, Heading] = {}
        self._bank, self._start, self._seed = Bank(), Choice(), Number(Whole(0, MAX_SEED, 1))
        self._lay_out()
        self.has_result(False)
        document.changed.connect(self._show)
        self._show()

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

    def show_forecast(self, words: str) -> None:
        """What the next start will take; nothing where nobody knows."""
        self._forecast.setText(words)
        self._forecast.setVisible(bool(words))

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
            self._show()

    @property
    def _settings(self) -> Settings:
        return self._document.intent.settings

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
            ("next", self.tr("For the next start"), self._for_the_next_start()),
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
        settings = self._settings.replaced(**{name: getattr(defaults, name) for name in SHOWN})
        self._document.change(self.tr("Back to the defaults"), settings=settings, start=None)

    # What acts on the picture while it is painted

    def _presets(self) -> QWidget:
        chooser = PresetChooser(self._preferences)
        chooser.chosen.connect(self._take_preset)
        chooser.refused.connect(self.refused)
        self._shows.append(lambda intent: chooser.show_settings(intent.settings))
        return chooser

    def _take_preset(self, name: str, fields: Mapping[str, Any]) -> None:
        self._change(self.tr("Choose the preset “{name}”").format(name=name), **fields)

    def _balance(self) -> QWidget:
        balance, words = Balance(), self.tr("Change the balance")
        balance.weighed.connect(
            lambda alpha, beta, gesture: self._change(words, gesture, alpha=alpha, beta=beta)
        )
        balance.refused.connect(self.refused)
        self._shows.append(
            lambda intent: balance.set_weights(intent.settings.alpha, intent.settings.beta)
        )
        return balance

    def _colours(self) -> QWidget:
        colours, words = ColourChoice(), self.tr("Change the colours")
        colours.chosen.connect(lambda colour: self._change(words, colour=colour))
        self._shows.append(lambda intent: colours.show_colour(intent.settings.colour))
        return colours

    def _layers(self) -> QWidget:
        self._bank.entered.connect(self._change_layer)
        self._bank.balanced.connect(self._balance_layers)
        self._bank.refused.connect(self.refused)
        self._shows.append(
            lambda intent: self._bank.show_weights(
                intent.settings.layer_weights, intent.settings.balance_layers
            )
        )
        return self._bank

    def _balance_layers(self, on: bool, weights: Mapping[str, float]) -> None:
        words = self.tr("Weigh by pull") if on else self.tr("Stop weighing by pull")
        self._change(words, balance_layers=on, layer_weights=weights)

    def _change_layer(self, layer: str, weight: float, gesture: object) -> None:
        words = self.tr("Change λ of {layer}").format(layer=layer)
        self._change(words, gesture, layer_weights={**self._settings.layer_weights, layer: weight})

    def _shapes(self) -> list[QWidget]:
        return [
            self._content_layers(),
            self._slider(
                "tv",
                self.tr("Smoothness, τ"),
                self.tr("Calms specks and grain; too much of it blurs.\nτ in {formula}").format(
                    formula=FORMULA
                ),
                self.tr("Change τ"),
                LogScale(0.1, 10_000),
            ),
            self._choice(
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
            lambda weights, gesture: self._change(words, gesture, content_layers=weights)
        )
        layers.refused.connect(self.refused)
        self._shows.append(lambda intent: layers.show_weights(intent.settings.content_layers))
        return layers

    # What waits for the next start

    def _for_the_next_start(self) -> list[QWidget]:
        return [
            self._size(),
            self._steps(),
            self._forecast,
            self._slider(
                "style_scale",
                self.tr("Stroke size"),
                self.tr(
                    "2 makes the painting's strokes twice as large in the picture, 0.5 half.\n"
                    "The size of S against that of G"
                ),
                self.tr("Change the stroke size"),
                LogScale(0.25, 4, last=120, off=False),
            ),
            self._start_from(),
            self._noise_in_start(),
            self._noise_number(),
            *self._workings(),
        ]

    def _size(self) -> QWidget:
        box, number, words = (
            Choice(),
            Number(Whole(MIN_SIZE, MAX_SIZE, 0)),
            self.tr("Change the size"),
        )
        box.setEditable(True)
        number.setMinimumHeight(0)  # the box decides
        box.setLineEdit(number)
        box.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        box.addItems([str(size) for size in SIZES])
        self._follow_number(number, "size", words, sizes=())
        box.activated.connect(lambda index: self._change(words, size=SIZES[index], sizes=()))
        self._shows.append(lambda intent: _show_size(box, number, intent.settings.size))
        return _line(
            self.tr("Size, pixels"),
            box,
            self.tr(
                "The longer side of the finished picture. Twice the size takes 4 times as long.\n"
                "n_H or n_W of G, whichever is larger"
            ),
            number,
        )

    def _steps(self) -> QWidget:
        number = Number(Whole(1, MAX_STEPS, 10))
        self._follow_number(number, "steps", self.tr("Change the steps"))
        self._shows.append(lambda intent: number.set_value(intent.settings.steps))
        return _line(
            self.tr("Steps"),
            number,
            self.tr(
                "How long it paints at the last size. Those before it take half as many steps.\n"
                "How often G moves against ∂J/∂G"
            ),
        )

    def _start_from(self) -> QWidget:
        self._start.addItems(
            [
                self.tr("the photograph"),
                self.tr("photograph, recoloured"),
                self.tr("noise"),
                self.tr("the painting"),
                self.tr("the current result"),
                self.tr("a picture file…"),
            ]
        )
        self._start.activated.connect(self._choose_start)
        self._shows.append(self._show_start)
        return _line(
            self.tr("Start from"),
            self._start,
            self.tr(
                "What the first stroke is laid on. Recoloured, the photograph already has the "
                "painting's colours; from noise every picture comes out different.\n"
                "G before the first step"
            ),
        )

    def _choose_start(self, index: int) -> None:
        if index < len(STARTS):
            settings = self._settings.replaced(init=STARTS[index])
            self._document.change(self.tr("Change the start"), settings=settings, start=None)
        elif index == CURRENT_RESULT:
            self.result_as_start_wanted.emit()
        elif index == PICTURE_FILE:
            self.choose_start_wanted.emit()
        self._show_start(self._document.intent)

    def _show_start(self, intent: Intent) -> None:
        box, name = self._start, _name_of_start(intent)
        if name != box.itemText(NAMED_START):
            box.removeItem(NAMED_START)
            box.addItems([name] if name else [])
        box.setCurrentIndex(NAMED_START if name else STARTS.index(intent.settings.init))

    def _noise_in_start(self) -> QWidget:
        row = self._slider(
            "init_noise",
            self.tr("Noise in the start"),
            self.tr(
                "Loosens the start: the more noise, the more the painting makes of it.\n"
                "G = (1 − x)·start + x·noise"
            ),
            self.tr("Change the noise in the start"),
            LinearScale(1.0),
        )
        self._shows.append(lambda intent: row.setEnabled(intent.settings.init != "noise"))
        return row

    def _noise_number(self) -> QWidget:
        dice, words = IconButton("dice", self.tr("Another noise")), self.tr("Change the noise")
        self._follow_number(self._seed, "seed", words)
        dice.clicked.connect(lambda: self._change(words, seed=_another(self._settings.seed)))
        both = QWidget()
        layout = QHBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._seed, 1)
        layout.addWidget(dice)
        self._shows.append(lambda intent: self._seed.set_value(intent.settings.seed))
        self._shows.append(lambda intent: both.setEnabled(_is_noisy(intent.settings)))
        return _line(
            self.tr("Noise number"),
            both,
            self.tr(
                "Where there is noise in the start, another number is another noise; the same "
                "number gives the same picture.\nThe seed of G"
            ),
            self._seed,
        )

    def _workings(self) -> list[QWidget]:
        return [
            self._choice(
                "pooling",
                self.tr("Pooling"),
                self.tr(
                    "How the network looks from further away: maximum is bolder, average "
                    "smoother.\nThe pooling between the blocks of VGG-19"
                ),
                self.tr("Change the pooling"),
                {"max": self.tr("maximum"), "avg": self.tr("average")},
            ),
            self._choice(
                "padding",
                self.tr("Borders"),
                self.tr(
                    "What the network sees beyond the picture's edge: nothing, as it was trained, "
                    "or the picture mirrored, which treats the edge like the rest.\n"
                    "The padding of the convolutions of VGG-19"
                ),
                self.tr("Change the borders"),
                {"zero": self.tr("nothing"), "reflect": self.tr("mirrored")},
            ),
            self._choice(
                "precision",
                self.tr("Precision"),
                self.tr(
                    "Hardly seen in the picture. Automatic takes what is faster on this "
                    "computer.\nThe number format of a[l]"
                ),
                self.tr("Change the precision"),
                {"auto": self.tr("automatic"), "float32": "float32", "bfloat16": "bfloat16"},
            ),
        ]

    # How a setting becomes a control

    def _slider(self, name: str, text: str, tip: str, words: str, scale: Scale) -> QWidget:
        read = attrgetter(name)
        row = SliderRow(text, tip, scale, read(Settings()))
        row.entered.connect(lambda value, gesture: self._change(words, gesture, **{name: value}))
        row.refused.connect(self.refused)
        self._shows.append(lambda intent: row.set_value(read(intent.settings)))
        return row

    def _choice(
        self, name: str, text: str, tip: str, undo_words: str, words: Mapping[str, str]
    ) -> QWidget:
        values, box = list(words), Choice(list(words.values()))
        box.activated.connect(lambda index: self._change(undo_words, **{name: values[index]}))
        self._shows.append(
            lambda intent: box.setCurrentIndex(values.index(getattr(intent.settings, name)))
        )
        return _line(text, box, tip)

    def _follow_number(self, number: Number, name: str, words: str, **others: Any) -> None:
        number.entered.connect(
            lambda value, gesture: self._change(words, gesture, **{name: int(value)}, **others)
        )
        number.refused.connect(self.refused)


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


def _line(text: str, control: QWidget, tip: str, buddy: QWidget | None = None) -> QWidget:
    """A name at the left, and the control at the right."""
    line, label = QWidget(), QLabel(text)
    label.setBuddy(buddy or control)
    for widget in (control, buddy or control):
        widget.setAccessibleName(text)
    for widget in (line, label, control, buddy or control):
        widget.setToolTip(tip)
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID)
    layout.addWidget(label, NAME_SHARE)
    layout.addWidget(control, FIELD_SHARE)
    return line


def _show_size(box: Choice, number: Number, size: int) -> None:
    index = box.findText(str(size))
    if index != box.currentIndex():  # setting it writes into the number, in any case
        box.setCurrentIndex(index)
    number.set_value(size)


def _name_of_start(intent: Intent) -> str:
    """What the picture is called that painting starts from; empty for one of `STARTS`."""
    init = intent.settings.init
    if init in STARTS:
        return ""
    return intent.start.name if intent.start else Path(init).name


def _is_noisy(settings: Settings) -> bool:
    return settings.init == "noise" or settings.init_noise > 0


def _another(seed: int) -> int:
    return (seed + random.randrange(1, SEEDS)) % SEEDS
