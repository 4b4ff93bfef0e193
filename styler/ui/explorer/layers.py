"""The layers: what each makes of the picture, as a drawing and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from styler.anatomy import Layer
from styler.settings import CHANNELS, Settings
from styler.ui.explorer.drawing import NetworkDrawing
from styler.ui.theme import GRID

ROW = 2.5 * GRID
HEADER = """
QHeaderView, QHeaderView::section { background: palette(window); border: none; }
QHeaderView::section { border-bottom: 1px solid palette(mid); padding: 4px 8px; }
QTableView { background: palette(window); }
QTableView::item { padding: 0 8px; }
"""


class LayersPage(QWidget):
    """One layer is chosen, in the drawing or in the table."""

    chosen = Signal(str)
    slider_wanted = Signal(str)
    units_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.drawing = NetworkDrawing()
        self.table = self._table()
        self._words, self._layers = QLabel(), tuple[Layer, ...]()
        self._name = ""
        self._to_units = QPushButton(self.tr("Its c&hannels"))
        self._to_slider = QPushButton(self.tr("To its λ &slider"))
        self._to_units.clicked.connect(self.units_wanted)
        self._to_slider.clicked.connect(lambda: self.slider_wanted.emit(self._name))
        self.drawing.chosen.connect(self.chosen)
        self.table.itemSelectionChanged.connect(self._choose_row)
        self._lay_out()

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 9)
        table.setAccessibleName(self.tr("Layers of the network"))
        for column, text in enumerate(self._columns()):
            table.setHorizontalHeaderItem(column, _item(text, column > 0))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setFrameShape(QTableWidget.Shape.NoFrame)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(ROW))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for wide in (0, 1, 8):
            header.setSectionResizeMode(wide, QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        table.setStyleSheet(HEADER)
        return table

    def _columns(self) -> tuple[str, ...]:
        return (
            self.tr("Layer"),
            self.tr("Output"),
            self.tr("Kernel"),
            self.tr("Stride"),
            self.tr("Padding"),
            self.tr("Parameters"),
            self.tr("Sees"),
            self.tr("Jump"),
            self.tr("Multiply-adds"),
        )

    def _lay_out(self) -> None:
        legend = QLabel(
            self.tr(
                "● the style is taken from this layer   ○ the content is   "
                "· Point at the canvas: the frame is what one unit of the chosen layer sees."
            )
        )
        legend.setProperty("tone", "caption")
        self._words.setWordWrap(True)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self._words, 1)
        for button in (self._to_units, self._to_slider):
            button.setAutoDefault(False)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.drawing)
        layout.addWidget(legend)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    # What is shown

    def show_layers(self, layers: Sequence[Layer]) -> None:
        """The network on the picture there is; none: there is no picture it runs on."""
        self._layers = tuple(layers)
        self.drawing.show_layers(self._layers)
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._layers))
        for row, layer in enumerate(self._layers):
            for column, text in enumerate(self._figures(layer)):
                self.table.setItem(row, column, _item(text, column > 0))
        self.table.blockSignals(False)
        self.show_chosen(self._name)

    def _figures(self, layer: Layer) -> tuple[str, ...]:
        height, width, channels = layer.output_shape
        return (
            layer.name,
            f"{height} × {width} × {channels}",
            f"{layer.kernel} × {layer.kernel}",
            str(layer.stride),
            str(layer.padding),
            f"{layer.parameters:,}",
            self.tr("{side} px").format(side=layer.receptive_field),
            self.tr("{side} px").format(side=layer.jump),
            self._millions(layer.multiply_adds),
        )

    def _millions(self, count: int) -> str:
        return self.tr("{millions} M").format(millions=f"{count / 1e6:,.0f}") if count else "0"

    def show_settings(self, settings: Settings) -> None:
        """Which layers count."""
        counted = [layer for layer, weight in settings.layer_weights.items() if weight]
        self.drawing.show_counted(counted, settings.content_layers)

    def show_chosen(self, name: str) -> None:
        """Which layer is chosen."""
        self._name = name
        self.drawing.show_chosen(name)
        row = next((n for n, layer in enumerate(self._layers) if layer.name == name), -1)
        self.table.blockSignals(True)
        self.table.setCurrentCell(row, 0)
        self.table.blockSignals(False)
        self._words.setText(self._described(self._layers[row]) if row >= 0 else "")
        for button in (self._to_units, self._to_slider):
            button.setEnabled(name in CHANNELS)

    def _described(self, layer: Layer) -> str:
        if layer.kernel == 2:
            words = self.tr(
                "{name} keeps one number of four: what comes after it sees twice as far."
            )
        else:
            words = self.tr(
                "{name} has {channels} channels. Each looks for one thing in {side} × {side} "
                "pixels, every {jump} pixels."
            )
        return words.format(
            name=layer.name,
            channels=layer.output_shape[2],
            side=layer.receptive_field,
            jump=layer.jump,
        )

    @Slot()
    def _choose_row(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._layers):
            self.chosen.emit(self._layers[row].name)


def _item(text: str, is_number: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
