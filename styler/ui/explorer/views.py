"""Pictures in the explorer: shown whole, or as patches that can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from styler.ui.buttons import DrawnButton
from styler.ui.pictures import Fitted, fitted
from styler.ui.theme import GRID

PATCH, LEAST_PATCH = 10 * GRID, 6 * GRID
COLUMNS = 3  # nine patches, as Zeiler and Fergus show them
CORNER = 3


class PictureView(QWidget):
    """A picture as large as fits, with a frame around a part of it."""

    def __init__(self, name: str, least: QSize) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumSize(least)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._image: Fitted | None = None
        self._part, self._words = QRectF(), ""

    @property
    def image(self) -> QImage | None:
        """What is shown."""
        return self._image.image if self._image else None

    @property
    def part(self) -> QRectF:
        """What is framed, in parts of the picture's width and height; empty: nothing."""
        return self._part

    def show_image(self, image: QImage | None, words: str = "") -> None:
        """A picture; in place of one, a few words."""
        self._image, self._words = Fitted(image) if image else None, words
        self.setAccessibleDescription(words)
        self.update()

    def show_part(self, part: QRectF) -> None:
        """Frames a part of the picture."""
        self._part = part
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt calls this when it is to be drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._image:
            box = fitted(self._image.image.size(), self.rect())
            self._image.draw(painter, box)
            self._draw_part(painter, box)
        else:
            self._draw_words(painter)
        painter.end()

    def _draw_part(self, painter: QPainter, box: QRect) -> None:
        if self._part.isEmpty():
            return
        part = QRectF(
            box.x() + self._part.x() * box.width(),
            box.y() + self._part.y() * box.height(),
            self._part.width() * box.width(),
            self._part.height() * box.height(),
        ).intersected(QRectF(box).adjusted(1, 1, -1, -1))
        for pen in (QPen(Qt.GlobalColor.black, 4), QPen(Qt.GlobalColor.white, 2)):
            painter.setPen(pen)
            painter.drawRect(part)

    def _draw_words(self, painter: QPainter) -> None:
        colour, roles = self.palette().color, QPalette.ColorRole
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(roles.Window))
        painter.drawRoundedRect(self.rect(), CORNER, CORNER)
        painter.setPen(colour(roles.PlaceholderText))
        room = self.rect().adjusted(GRID, GRID, -GRID, -GRID)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self._words)


class PatchButton(DrawnButton):
    """A patch that can be chosen."""

    def __init__(self, side: int = PATCH) -> None:
        super().__init__()
        self._side = side
        self._image: Fitted | None = None
        self.setCheckable(True)
        self.setEnabled(False)  # until there is something to choose
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_patch(self, image: QImage | None, name: str) -> None:
        """A patch and what it is; or that there is none."""
        self._image = Fitted(image) if image else None
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setEnabled(image is not None)
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt calls this when it is to be drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(2, 2, -2, -2)
        if self._image:
            self._image.draw(painter, box)
        else:
            painter.fillRect(box, self.palette().color(QPalette.ColorRole.Window))
        self._draw_frame(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _draw_frame(self, painter: QPainter, box: QRectF) -> None:
        roles = QPalette.ColorRole
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(self.palette().color(roles.Highlight), 2))
        elif self.isEnabled() and self.underMouse():
            painter.setPen(QPen(self.palette().color(roles.PlaceholderText), 1))
        else:
            return
        painter.drawRoundedRect(box, CORNER, CORNER)


class Patches(QWidget):
    """Nine patches, three by three, of which one is chosen."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.buttons = [PatchButton() for _ in range(COLUMNS * COLUMNS)]
        self._group = QButtonGroup(self)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for number, button in enumerate(self.buttons):
            self._group.addButton(button, number)
            layout.addWidget(button, *divmod(number, COLUMNS))
        self._group.idClicked.connect(self.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_patches(self, images: Sequence[QImage], names: Sequence[str]) -> None:
        """Up to nine, the strongest first."""
        for number, button in enumerate(self.buttons):
            there = number < len(images)
            button.show_patch(images[number] if there else None, names[number] if there else "")

    def choose(self, number: int) -> None:
        """Shows which one is chosen; -1: none."""
        self._group.setExclusive(False)
        for index, button in enumerate(self.buttons):
            button.setChecked(index == number)
        self._group.setExclusive(True)
