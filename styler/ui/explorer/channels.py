"""All channels of a layer by their best patch, the most used first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QImage,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from styler.ui.theme import GRID

THUMB = 7 * GRID
CELL = QSize(THUMB + GRID, THUMB + 3 * GRID)
CHANNEL, PATCH, WEIGHT = (Qt.ItemDataRole.UserRole + n for n in range(1, 4))
FAINT = 0.25  # of a channel that is mute


class ChannelGrid(QListView):
    """A page to choose a channel from."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Channels of the layer"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setGridSize(CELL)
        self.setItemDelegate(_Delegate(self))
        self.setMinimumWidth(3 * CELL.width() + 3 * GRID)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.selectionModel().currentChanged.connect(self._tell)
        self._rows: dict[int, int] = {}

    def show_channels(self, order: Sequence[int], words: Mapping[int, str]) -> None:
        """Which there are, in this order, and what is told of each."""
        self.blockSignals(True)
        self._model.clear()
        self._rows = {channel: row for row, channel in enumerate(order)}
        for channel in order:
            item = QStandardItem(str(channel))
            item.setData(channel, CHANNEL)
            item.setData(1.0, WEIGHT)
            item.setToolTip(words[channel])
            item.setEditable(False)
            self._model.appendRow(item)
        self.blockSignals(False)

    def show_patches(self, patches: Mapping[int, QImage]) -> None:
        """The best patch of each."""
        for channel, patch in patches.items():
            self._item(channel).setData(QPixmap.fromImage(patch), PATCH)

    def show_weights(self, weights: Mapping[int, float]) -> None:
        """What each counts in the style cost; those that are left out, 1."""
        for channel in self._rows:
            self._item(channel).setData(weights.get(channel, 1.0), WEIGHT)

    def choose(self, channel: int | None) -> None:
        """Shows which one is chosen."""
        row = -1 if channel is None else self._rows.get(channel, -1)
        self.blockSignals(True)
        self.setCurrentIndex(self._model.index(row, 0))
        self.blockSignals(False)
        if row >= 0:
            self.scrollTo(self._model.index(row, 0))
        self.viewport().update()

    def place(self, channel: int) -> QModelIndex:
        """Where a channel stands."""
        return self._model.index(self._rows[channel], 0)

    def _item(self, channel: int) -> QStandardItem:
        return self._model.item(self._rows[channel])

    @Slot(QModelIndex, QModelIndex)
    def _tell(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(CHANNEL))


class _Delegate(QStyledItemDelegate):
    """A patch, and the channel's number beneath."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All alike."""
        return CELL

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt calls this for each that is seen."""
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        cell, weight = option.rect, index.data(WEIGHT)
        palette: QPalette = option.palette
        box = QRectF(cell.x() + GRID / 2, cell.y() + GRID / 2, THUMB, THUMB)
        painter.fillRect(box, palette.color(QPalette.ColorRole.Window))
        painter.setOpacity(1.0 if weight else FAINT)
        if patch := index.data(PATCH):
            painter.drawPixmap(box, patch, QRectF(patch.rect()))
        painter.setOpacity(1.0)
        self._draw_frame(painter, box, option, palette)
        room = QRectF(cell.x(), box.bottom(), cell.width(), 2 * GRID + GRID / 2)
        role = QPalette.ColorRole.PlaceholderText if weight == 1 else QPalette.ColorRole.Highlight
        painter.setPen(palette.color(QPalette.ColorGroup.Active, role))
        text = index.data() if weight == 1 else f"{index.data()} ×{weight:g}"
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _draw_frame(
        self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, palette: QPalette
    ) -> None:
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1))
        else:
            return
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 3, 3)
