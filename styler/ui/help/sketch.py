"""A small picture on the help page, and what it was painted with."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from styler.ui.pictures import Fitted
from styler.ui.theme import GRID

WIDTH, NARROWEST = 18 * GRID, 10 * GRID
FAINT = 0.25  # of the photograph, while the picture waits
LINE = 3  # pixels: how far it is painted


class SketchView(QWidget):
    """Shows the photograph faintly, then each frame as it comes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.finished = False
        self._aspect = QSize(3, 2)
        self._waiting: Fitted | None = None
        self._frame: Fitted | None = None
        self._done = 0.0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._say(self.tr("Waiting"))

    def show_waiting(self, photograph: QImage) -> None:
        """What it will be painted from."""
        self._waiting = Fitted(photograph)
        self._aspect = photograph.size()
        self.updateGeometry()
        self.update()

    def show_frame(self, image: QImage, done: float) -> None:
        """The newest frame, and which part of the way it has come, 1 at the end."""
        self._frame = Fitted(image)
        self._done = done
        self.finished = done == 1
        self._say(self.tr("Painted") if self.finished else self.tr("Being painted"))
        self.update()

    def _say(self, state: str) -> None:
        self.setAccessibleDescription(state)

    def sizeHint(self) -> QSize:
        """A comfortable width."""
        return QSize(WIDTH, self.heightForWidth(WIDTH))

    def minimumSizeHint(self) -> QSize:
        """Four of them fit into a narrow page."""
        return QSize(NARROWEST, self.heightForWidth(NARROWEST))

    def heightForWidth(self, width: int) -> int:
        """As the photograph is."""
        return round(width * self._aspect.height() / self._aspect.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt calls this when it is to be drawn."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Dark))
        if self._frame:
            self._frame.draw(painter, self.rect())
        elif self._waiting:
            self._draw_waiting(painter, self._waiting)
        if 0 < self._done < 1:
            self._draw_progress(painter)
        painter.end()

    def _draw_waiting(self, painter: QPainter, photograph: Fitted) -> None:
        painter.setOpacity(FAINT)
        photograph.draw(painter, self.rect())
        painter.setOpacity(1)

    def _draw_progress(self, painter: QPainter) -> None:
        width = round(self._done * self.width())
        line = QRect(0, self.height() - LINE, width, LINE)
        painter.fillRect(line, self.palette().color(QPalette.ColorRole.Highlight))


class CaptionedSketch(QWidget):
    """The picture, with its setting beneath."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.view = SketchView(caption)
        words = QLabel(caption)
        words.setProperty("tone", "caption")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.view)
        layout.addWidget(words, 1)
