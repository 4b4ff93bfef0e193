"""What waits for the next start: how large and how long, and what the first stroke is laid on."""

from __future__ import annotations

import random
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from styler.settings import MAX_SEED, MAX_SIZE, MAX_STEPS, MIN_SIZE, STARTS, Settings
from styler.ui.controls.binding import Binding
from styler.ui.controls.fields import Choice, IconButton, Number, Whole, line
from styler.ui.controls.sliders import LinearScale, LogScale
from styler.ui.intent import Intent
from styler.ui.theme import GRID

SIZES = (256, 512, 768, 1024, 2048)
SEEDS = 10_000  # as many as the dice has sides
CURRENT_RESULT, PICTURE_FILE, NAMED_START = range(len(STARTS), len(STARTS) + 3)


class NextStart(QWidget):
    """The settings that the picture does not follow while it is painted."""

    choose_start_wanted = Signal()
    result_as_start_wanted = Signal()

    def __init__(self, bound: Binding) -> None:
        super().__init__()
        self._bound = bound
        self._forecast = QLabel()
        self._forecast.setProperty("tone", "caption")
        self._forecast.setWordWrap(True)
        self._forecast.hide()
        self._start = Choice()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for part in self._parts():
            layout.addWidget(part)
        self.has_result(False)

    def show_forecast(self, words: str) -> None:
        """What the next start will take; nothing where nobody knows."""
        self._forecast.setText(words)
        self._forecast.setVisible(bool(words))

    def has_result(self, there: bool) -> None:
        """Whether there is a picture that painting could start from."""
        model = self._start.model()
        assert isinstance(model, QStandardItemModel)
        model.item(CURRENT_RESULT).setEnabled(there)

    def _parts(self) -> list[QWidget]:
        return [
            self._size(),
            self._steps(),
            self._forecast,
            self._bound.slider(
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
        box, number = Choice(), Number(Whole(MIN_SIZE, MAX_SIZE, 0))
        words = self.tr("Change the size")
        box.setEditable(True)
        number.setMinimumHeight(0)  # the box decides
        box.setLineEdit(number)
        box.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        box.addItems([str(size) for size in SIZES])
        box.activated.connect(lambda index: self._bound.change(words, size=SIZES[index], sizes=()))
        self._bound.follow(lambda intent: _choose(box, intent.settings.size))
        # After the box, whose choice is written into the number.
        self._bound.bind_number(number, "size", words, sizes=())
        return line(
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
        self._bound.bind_number(number, "steps", self.tr("Change the steps"))
        return line(
            self.tr("Steps"),
            number,
            self.tr(
                "How long it paints at the last size. Those before it take two fifths of that.\n"
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
        self._bound.follow(self._show_start)
        return line(
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
            settings = self._bound.settings.replaced(init=STARTS[index])
            self._bound.document.change(self.tr("Change the start"), settings=settings, start=None)
        elif index == CURRENT_RESULT:
            self.result_as_start_wanted.emit()
        elif index == PICTURE_FILE:
            self.choose_start_wanted.emit()
        self._show_start(self._bound.document.intent)

    def _show_start(self, intent: Intent) -> None:
        box, name = self._start, _name_of_start(intent)
        if name != box.itemText(NAMED_START):
            box.removeItem(NAMED_START)
            box.addItems([name] if name else [])
        box.setCurrentIndex(NAMED_START if name else STARTS.index(intent.settings.init))

    def _noise_in_start(self) -> QWidget:
        row = self._bound.slider(
            "init_noise",
            self.tr("Noise in the start"),
            self.tr(
                "Loosens the start: the more noise, the more the painting makes of it.\n"
                "G = (1 − x)·start + x·noise"
            ),
            self.tr("Change the noise in the start"),
            LinearScale(1.0),
        )
        self._bound.follow(lambda intent: row.setEnabled(intent.settings.init != "noise"))
        return row

    def _noise_number(self) -> QWidget:
        number, dice = Number(Whole(0, MAX_SEED, 1)), IconButton("dice", self.tr("Another noise"))
        words = self.tr("Change the noise")
        self._bound.bind_number(number, "seed", words)
        dice.clicked.connect(
            lambda: self._bound.change(words, seed=_another(self._bound.settings.seed))
        )
        both = QWidget()
        layout = QHBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(number, 1)
        layout.addWidget(dice)
        self._bound.follow(lambda intent: both.setEnabled(_is_noisy(intent.settings)))
        return line(
            self.tr("Noise number"),
            both,
            self.tr(
                "Where there is noise in the start, another number is another noise; the same "
                "number gives the same picture.\nThe seed of G"
            ),
            number,
        )

    def _workings(self) -> list[QWidget]:
        return [
            self._bound.choice(
                "pooling",
                self.tr("Pooling"),
                self.tr(
                    "How the network looks from further away: maximum is bolder, average "
                    "smoother.\nThe pooling between the blocks of VGG-19"
                ),
                self.tr("Change the pooling"),
                {"max": self.tr("maximum"), "avg": self.tr("average")},
            ),
            self._bound.choice(
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
            self._bound.choice(
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


def _choose(box: Choice, size: int) -> None:
    """The size in the list, or none where it is not there."""
    index = box.findText(str(size))
    if index != box.currentIndex():  # setting it writes into the number, in any case
        box.setCurrentIndex(index)


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
