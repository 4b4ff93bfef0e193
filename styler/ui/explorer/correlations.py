"""What a layer correlates: the Gram matrices of the style and of G, and what of them costs most."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from styler.findings import Comparison
from styler.images.plates import warmth
from styler.ui.background import Background, Failure
from styler.ui.explorer import cutting
from styler.ui.explorer.exhibits import Role
from styler.ui.explorer.heat import HeatMap
from styler.ui.explorer.inquiry import Inquiry
from styler.ui.explorer.views import PatchButton
from styler.ui.theme import GRID
from styler.ui.watching.status import quantity

LARGE = 14 * GRID
CHANNELS = Qt.ItemDataRole.UserRole + 1


class CorrelationsPage(QWidget):
    """Three heat maps in one order, and the pair of channels that is pointed at."""

    failed = Signal(str)
    channel_wanted = Signal(int)

    def __init__(self, inquiry: Inquiry, background: Background) -> None:
        super().__init__()
        self._inquiry, self._background = inquiry, background
        self._pair: tuple[int, int] | None = None
        self._order: list[int] = []
        self._captions = [QLabel(), QLabel(), QLabel()]
        self.maps = [
            HeatMap(self.tr("Gram matrix of the painting")),
            HeatMap(self.tr("Gram matrix of the result")),
            HeatMap(self.tr("The difference")),
        ]
        self.pairs = QListWidget()
        self.patches = [PatchButton(LARGE), PatchButton(LARGE)]
        self._title, self._facts, self._cost = QLabel(), QLabel(), QLabel()
        self._lay_out()
        for heat in self.maps:
            heat.pointed.connect(self._point)
        for number, button in enumerate(self.patches):
            button.setCheckable(False)
            button.clicked.connect(partial(self._want_channel, number))
        self.pairs.currentItemChanged.connect(self._choose_pair)
        inquiry.compared.connect(self._show_comparison)
        inquiry.layer_chosen.connect(self._forget)
        inquiry.surveyed.connect(self._show_pair)
        self._forget()

    def _lay_out(self) -> None:
        maps = QGridLayout()
        maps.setHorizontalSpacing(2 * GRID)
        maps.setVerticalSpacing(GRID // 2)
        for column, (caption, heat) in enumerate(zip(self._captions, self.maps, strict=True)):
            caption.setProperty("tone", "caption")
            maps.addWidget(caption, 0, column)
            maps.addWidget(heat, 1, column)
            maps.setColumnStretch(column, 1)
        maps.setRowStretch(1, 1)
        legend = QLabel(
            self.tr(
                "Each row and column is a channel; red: both fire together, blue in the "
                "difference: too little. Point at a cell."
            )
        )
        legend.setProperty("tone", "caption")
        below = QHBoxLayout()
        below.setSpacing(3 * GRID)
        below.addLayout(self._readout(), 3)
        below.addLayout(self._list(), 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(maps, 3)
        layout.addWidget(legend)
        layout.addLayout(below, 2)

    def _readout(self) -> QVBoxLayout:
        self._title.setProperty("tone", "heading")
        self._facts.setProperty("tone", "muted")
        self._facts.setWordWrap(True)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in self.patches:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._facts, 1)
        layout = QVBoxLayout()
        layout.setSpacing(GRID)
        layout.addWidget(self._title)
        layout.addLayout(row)
        layout.addStretch(1)
        return layout

    def _list(self) -> QVBoxLayout:
        self._cost.setProperty("tone", "heading")
        self.pairs.setAccessibleName(self.tr("The pairs that cost most"))
        self.pairs.setMinimumHeight(10 * GRID)
        self.pairs.setStyleSheet("QListView::item:selected { color: palette(window-text); }")
        layout = QVBoxLayout()
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._cost)
        layout.addWidget(self.pairs, 1)
        return layout

    @property
    def told(self) -> str:
        """Of which pair the figures are."""
        return self._title.text()

    # What is shown

    @Slot()
    def _forget(self) -> None:
        self._pair, self._order = None, []
        for heat in self.maps:
            heat.show_matrix(QImage())
            heat.show_cell(None)
        self.pairs.clear()
        self._show_names()
        self._show_pair()

    def _show_names(self) -> None:
        painted = self._inquiry.compared_role is Role.RESULT
        result = self.tr("G, the result") if painted else self.tr("The photograph, as G begins")
        names = (self.tr("S, the painting"), result, self.tr("The second less the first"))
        for caption, name in zip(self._captions, names, strict=True):
            caption.setText(name)

    @Slot()
    def _show_comparison(self) -> None:
        found = self._inquiry.comparison
        if found:
            work = partial(_heated, found)
            self._background.do(work, partial(self._take_heated, found), self._say)

    def _take_heated(self, found: Comparison, images: list[QImage]) -> None:
        if found is not self._inquiry.comparison:
            return
        self._order = found.order.tolist()
        for heat, image in zip(self.maps, images, strict=True):
            heat.show_matrix(image)
        self._show_names()
        self._show_pairs(found)
        self._show_pair()

    def _show_pairs(self, found: Comparison) -> None:
        words = self.tr("J_style of {layer}: {cost}. Most of it comes from:")
        layer = self._inquiry.layer
        self._cost.setText(words.format(layer=layer, cost=quantity(found.cost)))
        self.pairs.blockSignals(True)
        self.pairs.clear()
        for pair in found.pairs:
            item = QListWidgetItem(self._words_of(pair.first, pair.second, pair.cost / found.cost))
            item.setData(CHANNELS, (pair.first, pair.second))
            self.pairs.addItem(item)
            if (pair.first, pair.second) == self._pair:
                self.pairs.setCurrentItem(item)
        self.pairs.blockSignals(False)

    def _words_of(self, first: int, second: int, share: float) -> str:
        words = self.tr("{first} and {second}: {share}")
        if first == second:
            words = self.tr("{first} alone: {share}")
        return words.format(first=first, second=second, share=f"{share:.1%}")

    @Slot()
    def _show_pair(self) -> None:
        found, pair = self._inquiry.comparison, self._pair
        if not found or not pair:
            self._title.setText(self._waiting())
            self._facts.setText("")
            for button in self.patches:
                button.show_patch(None, "")
            return
        for heat in self.maps:
            heat.show_cell((self._order.index(pair[0]), self._order.index(pair[1])))
        words = self.tr("Channels {first} and {second}")
        if pair[0] == pair[1]:
            words = self.tr("Channel {first} alone")
        self._title.setText(words.format(first=pair[0], second=pair[1]))
        self._facts.setText(self._facts_of(found, *pair))
        self._show_patches(pair)

    def _waiting(self) -> str:
        if self._inquiry.comparison:
            return self.tr("Point at a cell, or choose a pair")
        if not self._inquiry.intent.paintable:
            return self.tr("This needs a photograph and a painting.")
        return self.tr("Looking at {layer}…").format(layer=self._inquiry.layer)

    def _facts_of(self, found: Comparison, first: int, second: int) -> str:
        words = self.tr(
            "Both fire at {style} of all places in the painting, and at {generated} in {result}.\n"
            "Gram/N: {gram_s} and {gram_g}."
        )
        if first == second:
            words = self.tr(
                "It fires at {style} of all places in the painting, and at {generated} in "
                "{result}.\nGram/N: {gram_s} and {gram_g}."
            )
        painted = self._inquiry.compared_role is Role.RESULT
        return words.format(
            style=f"{found.style.together[first, second]:.0%}",
            generated=f"{found.generated.together[first, second]:.0%}",
            result=self.tr("the result") if painted else self.tr("the photograph"),
            gram_s=quantity(float(found.style.matrix[first, second])),
            gram_g=quantity(float(found.generated.matrix[first, second])),
        )

    def _show_patches(self, pair: tuple[int, int]) -> None:
        survey, exhibits = self._inquiry.survey, self._inquiry.exhibits
        for button, channel in zip(self.patches, pair, strict=True):
            spots = survey.spots[channel] if survey else ()
            image = cutting.patch(spots[0], exhibits, LARGE) if spots else None
            words = self.tr("Channel {channel}: look at it").format(channel=channel)
            button.show_patch(image, words)
        self.patches[1].setVisible(pair[0] != pair[1])

    # What is pointed at

    @Slot(int, int)
    def _point(self, row: int, column: int) -> None:
        self._pair = self._order[row], self._order[column]
        self._show_pair()

    def _choose_pair(self, item: QListWidgetItem | None) -> None:
        if item:
            self._pair = item.data(CHANNELS)
            self._show_pair()

    def _want_channel(self, number: int) -> None:
        if self._pair:
            self.channel_wanted.emit(self._pair[number])

    def _say(self, failure: Failure) -> None:
        self.failed.emit(failure.sentence)


def _heated(found: Comparison) -> list[QImage]:
    matrices = (found.style.matrix, found.generated.matrix, found.difference)
    limit = warmth(*matrices[:2])
    return cutting.heated(matrices, found.order, limit)
