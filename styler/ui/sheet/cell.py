"""A picture of the contact sheet that can be chosen, with its label beneath."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy

from styler.ui.buttons import DrawnButton
from styler.ui.help.sketch import FAINT, LINE
from styler.ui.pictures import Fitted
from styler.ui.theme import GRID

WIDEST, NARROWEST = 40 * GRID, 14 * GRID
FRAME = GRID // 2  # around the picture: where the keyboard or the mouse is
LABEL = 3 * GRID


class CellButton(DrawnButton):
    """Shows the photograph faintly, then each frame as it comes; a click chooses it."""

    def __init__(self, label: str, photograph: QImage, labelled: bool = True) -> None:
        super().__init__()
        self.setText(label if labelled else "")
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setEnabled(False)  # until there is something to choose
        self.setMaximumWidth(WIDEST)
        self._waiting = Fitted(photograph)
        self._frame: Fitted | None = None
        self._done, self._label = 0.0, LABEL if labelled else 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleDescription(self.tr("Waiting"))

    def show_frame(self, image: QImage, done: float) -> None:
        """The newest frame, and which part of the way it has come, 1 at the end."""
        self._frame, self._done = Fitted(image), done
        self.setEnabled(True)
        painted = self.tr("Painted") if self.finished else self.tr("Being painted")
        self.setAccessibleDescription(painted)
        self.update()

    @property
    def done(self) -> float:
        """Which part of the way it has come."""
        return self._done

    @property
    def finished(self) -> bool:
        """Whether no frame follows."""
        return self._done == 1

    def sizeHint(self) -> QSize:
        """As large as it may become."""
        return QSize(WIDEST, self.heightForWidth(WIDEST))

    def minimumSizeHint(self) -> QSize:
        """What can still be judged."""
        return QSize(NARROWEST, self.heightForWidth(NARROWEST))

    def heightForWidth(self, width: int) -> int:
        """As the photograph is, with room for the label."""
        size = self._waiting.image.size()
        inner = (width - 2 * FRAME) * size.height() / size.width()
        return round(inner) + 2 * FRAME + self._label

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt calls this when it is to be drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outer = self.rect().adjusted(0, 0, 0, -self._label)
        self._draw_picture(painter, outer.adjusted(FRAME, FRAME, -FRAME, -FRAME))
        self._draw_frame(painter, QRectF(outer))
        self._draw_label(painter)
        painter.end()

    def _draw_picture(self, painter: QPainter, box: QRect) -> None:
        painter.fillRect(box, self.palette().color(QPalette.ColorRole.Dark))
        if self._frame:
            self._frame.draw(painter, box)
        else:
            painter.setOpacity(FAINT)
            self._waiting.draw(painter, box)
            painter.setOpacity(1)
        if 0 < self._done < 1:
            line = QRect(box.left(), box.bottom() + 1 - LINE, round(self._done * box.width()), LINE)
            painter.fillRect(line, self.palette().color(QPalette.ColorRole.Highlight))

    def _draw_frame(self, painter: QPainter, outer: QRectF) -> None:
        roles = QPalette.ColorRole
        if self.hasFocus():
            pen = QPen(self.palette().color(roles.Highlight), 2)
        elif self.isEnabled() and self.underMouse():
            pen = QPen(self.palette().color(roles.PlaceholderText), 1)
        else:
            return
        painter.setPen(pen)
        painter.drawRoundedRect(outer.adjusted(1, 1, -1, -1), FRAME, FRAME)

    def _draw_label(self, painter: QPainter) -> None:
        lit = self.isEnabled() and (self.hasFocus() or self.underMouse())
        role = QPalette.ColorRole.WindowText if lit else QPalette.ColorRole.PlaceholderText
        room = self.rect().adjusted(FRAME, self.height() - self._label, -FRAME, 0)
        elide = Qt.TextElideMode.ElideMiddle
        shown = self.fontMetrics().elidedText(self.text(), elide, room.width())
        painter.setPen(self.palette().color(QPalette.ColorGroup.Active, role))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
