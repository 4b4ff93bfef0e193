"""VGG-19 drawn: a slab for each layer, as high as its map and as deep as its channels."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from styler.anatomy import Layer
from styler.ui.theme import GRID

HEIGHT = 18 * GRID
FOOT = 5 * GRID  # beneath the slabs: the dots, and the names of the blocks
GAP, BLOCK_GAP = 4.0, 3.0 * GRID
POOL_WIDTH = 5.0
DOT = 3.0  # its radius


class NetworkDrawing(QWidget):
    """A layer is chosen by the mouse, or by the arrow keys."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._layers: Sequence[Layer] = ()
        self._layer = ""
        self._style: Collection[str] = ()
        self._content: Collection[str] = ()
        self.setAccessibleName(self.tr("Drawing of the network"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(HEIGHT + FOOT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_layers(self, layers: Sequence[Layer]) -> None:
        """From the pixels upwards."""
        self._layers = layers
        self.update()

    def show_counted(self, style: Collection[str], content: Collection[str]) -> None:
        """Which layers the style is taken from, and which the content."""
        self._style, self._content = style, content
        self.update()

    def show_chosen(self, layer: str) -> None:
        """Which one is chosen."""
        self._layer = layer
        self.setAccessibleDescription(layer)
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to tell the slabs apart."""
        return QSize(90 * GRID, HEIGHT + FOOT)

    def slab(self, name: str) -> QRectF:
        """Where a layer is drawn."""
        return next(box for layer, box in self._slabs() if layer.name == name)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses what is under the mouse, or above or beneath it."""
        if layer := self._at(event.position()):
            self.chosen.emit(layer.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from layer to layer."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        names = [layer.name for layer in self._layers]
        if way is None or self._layer not in names:
            super().keyPressEvent(event)
            return
        beside = min(max(names.index(self._layer) + way, 0), len(names) - 1)
        self.chosen.emit(names[beside])

    def event(self, event: QEvent) -> bool:
        """Says which layer is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            layer = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._described(layer) if layer else "", self)
            return True
        return super().event(event)

    def _described(self, layer: Layer) -> str:
        height, width, channels = layer.output_shape
        words = self.tr("{name}: {height} × {width} × {channels}")
        return words.format(name=layer.name, height=height, width=width, channels=channels)

    def _at(self, point: QPointF) -> Layer | None:
        for layer, box in self._slabs():
            if box.left() - GAP / 2 <= point.x() <= box.right() + GAP / 2:
                return layer
        return None

    # Drawing

    def _slabs(self) -> Iterator[tuple[Layer, QRectF]]:
        widths = [_width(layer) for layer in self._layers]
        gaps = [_gap(layer) for layer in self._layers]
        scale = (self.width() - 2 * GRID - sum(gaps)) / max(sum(widths), 1)
        x = float(GRID)
        tallest = max((layer.output_shape[0] for layer in self._layers), default=1)
        for layer, width, gap in zip(self._layers, widths, gaps, strict=True):
            height = (HEIGHT - GRID) * math.sqrt(layer.output_shape[0] / tallest)
            yield layer, QRectF(x, (HEIGHT - height) / 2, scale * width, height)
            x += scale * width + gap

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt calls this when it is to be drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for layer, box in self._slabs():
            self._draw_slab(painter, layer, box)
            self._draw_dots(painter, layer.name, box.center().x())
        self._draw_names(painter)
        if self.hasFocus():
            painter.setPen(QPen(self._colour(QPalette.ColorRole.Highlight), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def _draw_slab(self, painter: QPainter, layer: Layer, box: QRectF) -> None:
        roles = QPalette.ColorRole
        chosen, pools = layer.name == self._layer, layer.kernel == 2
        fill = roles.Highlight if chosen else roles.Mid if pools else roles.Base
        painter.setBrush(self._colour(fill))
        painter.setPen(QPen(self._colour(roles.Highlight if chosen else roles.Mid), 1))
        painter.drawRoundedRect(box, 2, 2)

    def _draw_dots(self, painter: QPainter, name: str, x: float) -> None:
        ink = self._colour(QPalette.ColorRole.Highlight)
        painter.setPen(QPen(ink, 1.5))
        for counted, y, brush in (
            (self._style, HEIGHT + GRID, ink),
            (self._content, HEIGHT + 2 * GRID, Qt.BrushStyle.NoBrush),
        ):
            if name in counted:
                painter.setBrush(brush)
                painter.drawEllipse(QPointF(x, y), DOT, DOT)

    def _draw_names(self, painter: QPainter) -> None:
        painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
        blocks: dict[str, QRectF] = {}
        for layer, box in self._slabs():
            block = layer.name.partition("_")[0]
            blocks[block] = blocks.get(block, box).united(box)
        for block, box in blocks.items():
            room = QRectF(box.left(), self.height() - 2 * GRID, box.width(), 2 * GRID)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, block)


def _width(layer: Layer) -> float:
    return POOL_WIDTH if layer.kernel == 2 else 4 * math.log2(layer.output_shape[2] / 8)


def _gap(layer: Layer) -> float:
    return BLOCK_GAP if layer.kernel == 2 else GAP
