"""The layers at which the photograph is compared, each with a weight of its own."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from styler.settings import LAYERS
from styler.ui.controls.fields import (
    FIELD_HEIGHT,
    FIELD_SHARE,
    NAME_SHARE,
    NUMBER_WIDTH,
    Choice,
    Number,
)
from styler.ui.theme import GRID

# One of each block before a second of any: neighbours see nearly the same.
OFFERED = (*(f"block{block}_conv2" for block in (4, 3, 2, 1, 5)), *LAYERS)


class ContentLayers(QWidget):
    """A row for each layer. One alone, of weight 1, is just a choice."""

    changed = Signal(object, object)  # layers and weights, and the gesture
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._weights: Mapping[str, float] = {}
        self._rows = [self._row(0)]
        self._title = QLabel(self.tr("Content layers"))
        self._add = QPushButton(self.tr("Add a layer"))
        self._add.clicked.connect(self._add_one)
        self._lay_out()

    def show_weights(self, weights: Mapping[str, float]) -> None:
        """The layers there are, and how much each counts."""
        if weights == self._weights:
            return
        self._weights = weights
        self._make_rows(len(weights))
        for row, (layer, weight) in zip(self._rows, weights.items(), strict=True):
            row.show_layer(layer, weight, taken=weights.keys() - {layer})
        simple = list(weights.values()) == [1]
        self._title.setVisible(not simple)
        self._rows[0].simplify(simple)
        for row in self._rows:
            row.remove.setEnabled(len(weights) > 1)
        self._add.setEnabled(len(weights) < len(LAYERS))

    def _lay_out(self) -> None:
        self._title.setToolTip(self._rows[0].tip())
        self._add.setProperty("tone", "quiet")
        self._add.setToolTip(
            self.tr("Compares the photograph at one more layer.\nAnother term of J_content")
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID // 2)
        self._list.addWidget(self._rows[0])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._title)
        layout.addLayout(self._list)
        layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignRight)

    def _make_rows(self, count: int) -> None:
        while len(self._rows) < count:
            row = self._row(len(self._rows))
            self._list.addWidget(row)
            row.follow(self._rows[-1])
            row.show()  # at once, so that it can be given the keyboard
            self._rows.append(row)
        while len(self._rows) > count:
            row = self._rows.pop()
            row.hide()
            row.deleteLater()

    def _row(self, number: int) -> ContentRow:
        row = ContentRow(number)
        row.layer.activated.connect(lambda index: self._choose(number, LAYERS[index]))
        row.weight.entered.connect(lambda value, gesture: self._weigh(number, value, gesture))
        row.weight.refused.connect(self.refused)
        row.remove.clicked.connect(lambda: self._remove(number))
        return row

    # What is done with them

    def _choose(self, number: int, layer: str) -> None:
        kept = list(self._weights.items())
        kept[number] = layer, kept[number][1]
        self.changed.emit(dict(kept), None)
        self._go_to(layer)

    def _weigh(self, number: int, weight: float, gesture: object) -> None:
        layer = list(self._weights)[number]
        self.changed.emit({**self._weights, layer: weight}, gesture)

    def _add_one(self) -> None:
        layer = next(layer for layer in OFFERED if layer not in self._weights)
        self.changed.emit({**self._weights, layer: 1.0}, None)
        self._go_to(layer)

    def _remove(self, number: int) -> None:
        gone = list(self._weights)[number]
        left = {layer: weight for layer, weight in self._weights.items() if layer != gone}
        self.changed.emit(left, None)
        self._rows[min(number, len(self._rows) - 1)].layer.setFocus()

    def _go_to(self, layer: str) -> None:
        """The keyboard follows a layer to its place in network order."""
        self._rows[list(self._weights).index(layer)].layer.setFocus()


class ContentRow(QWidget):
    """One layer: which, how much it counts, and a way out."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._name = QLabel(self.tr("Content layer"))
        self.layer, self.weight, self.remove = Choice(LAYERS), Number(), QPushButton("×")
        self._name.setBuddy(self.layer)
        self._name.setToolTip(self.tip())
        self.layer.setToolTip(self.tip())
        name = self.tr("Content layer {number}").format(number=number + 1)
        self.layer.setAccessibleName(name if number else self.tr("Content layer"))
        self.weight.setToolTip(
            self.tr("How firmly this layer holds the picture.\nw[l] in J_content")
        )
        self.remove.setProperty("tone", "tool")
        self.remove.setToolTip(self.tr("Take this layer out"))
        self._lay_out()

    def _lay_out(self) -> None:
        self.weight.setFixedWidth(NUMBER_WIDTH)
        self.remove.setFixedSize(FIELD_HEIGHT, FIELD_HEIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._name, NAME_SHARE)
        layout.addWidget(self.layer, FIELD_SHARE)
        layout.addWidget(self.weight)
        layout.addWidget(self.remove)

    def tip(self) -> str:
        """What a content layer is."""
        return self.tr(
            "Where in the network the photograph is compared: early layers hold every detail, "
            "deep ones only the arrangement.\nThe layers of J_content = Σ w[l]·J_content[l]"
        )

    def follow(self, before: ContentRow) -> None:
        """Tab comes here from that row."""
        stops = before.remove, self.layer, self.weight, self.remove
        for stop, next_stop in pairwise(stops):
            self.setTabOrder(stop, next_stop)

    def show_layer(self, layer: str, weight: float, taken: set[str]) -> None:
        """This one; those that have rows of their own cannot be chosen here."""
        self.layer.setCurrentIndex(LAYERS.index(layer))
        self.weight.set_value(weight)
        self.weight.setAccessibleName(self.tr("Weight of {layer}").format(layer=layer))
        self.remove.setAccessibleName(self.tr("Remove {layer}").format(layer=layer))
        model = self.layer.model()
        assert isinstance(model, QStandardItemModel)
        for index, other in enumerate(LAYERS):
            model.item(index).setEnabled(other not in taken)
        self.simplify(False)

    def simplify(self, simple: bool) -> None:
        """Only the choice, with its name before it; or all of it."""
        self._name.setVisible(simple)
        self.weight.setVisible(not simple)
        self.remove.setVisible(not simple)
