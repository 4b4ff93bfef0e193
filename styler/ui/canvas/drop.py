"""The two halves that light up under a drag: content at the left, style at the right."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QWidget

from styler.ui.sources.origins import origins, refusal
from styler.ui.theme import GRID, paint_icon

CONTENT, STYLE = range(2)


class DropHalves(QWidget):
    """Lies over a widget and takes its drops; unseen until something is dragged there."""

    dropped = Signal(int, object)  # CONTENT or STYLE, list[Origin]
    refused = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._lit: int | None = None
        self._refusal = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """As large as what it lies over."""
        over = self.parentWidget()
        assert over
        self.setGeometry(over.rect())

    # Its parent hands these on: a widget that is hidden gets no drags.

    def enter(self, event: QDragEnterEvent) -> None:
        """Shows what each half stands for, or why this can't be used."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._refusal = refusal(event.mimeData())
        self._light(self._half_at(event))

    def move_over(self, event: QDragMoveEvent) -> None:
        """Lights up the half under the mouse."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._light(self._half_at(event))

    def leave(self, event: QDragLeaveEvent) -> None:
        """The drag went elsewhere."""
        self._light(None)

    def take(self, event: QDropEvent) -> None:
        """One picture goes to the half it is dropped on; of several, the first is the content."""
        role = self._half_at(event)
        self._light(None)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if self._refusal:
            self.refused.emit(self._refusal)
            return
        found = origins(event.mimeData())
        self.dropped.emit(role if len(found) == 1 else CONTENT, found)

    def _light(self, role: int | None) -> None:
        self._lit = role
        self.cover()
        self.setVisible(role is not None)
        self.raise_()
        self.update()

    def _half_at(self, event: QDropEvent) -> int:
        over = self.parentWidget()
        assert over
        return STYLE if event.position().x() >= over.width() / 2 else CONTENT

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two cards, or one with the reason why not."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._refusal:
            self._paint_card(painter, self.rect(), "warning", self._refusal, False)
        else:
            half = self.width() // 2
            for role, icon, words in (
                (CONTENT, "photograph", self.tr("Becomes the content")),
                (STYLE, "painting", self.tr("Becomes the style")),
            ):
                box = QRect(role * half, 0, half, self.height())
                self._paint_card(painter, box, icon, words, role == self._lit)
        painter.end()

    def _paint_card(self, painter: QPainter, box: QRect, icon: str, words: str, lit: bool) -> None:
        box = box.adjusted(GRID, GRID, -GRID, -GRID)
        roles = QPalette.ColorRole
        ground = QColor(self.palette().color(roles.AlternateBase))
        ground.setAlphaF(0.92)
        ink = self.palette().color(roles.Highlight if lit else roles.PlaceholderText)
        painter.setPen(QPen(ink, 2 if lit else 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, GRID, GRID)
        glyph = QRect(0, 0, 6 * GRID, 6 * GRID)
        glyph.moveCenter(box.center())
        paint_icon(painter, glyph.translated(0, -3 * GRID), icon, ink)
        painter.setPen(self.palette().color(roles.WindowText))
        room = QRect(box.left() + GRID, box.center().y() + GRID, box.width() - 2 * GRID, 8 * GRID)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, flags | Qt.TextFlag.TextWordWrap, words)
