"""Where the picture is painted, or where one is invited."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from styler.ui.pictures import Fitted, fitted
from styler.ui.sources.origins import may_hold_picture, origins
from styler.ui.sources.place import Role
from styler.ui.theme import GRID, Glyph, paint_icon


class Canvas(QWidget):
    """Shows the content until something is painted, then the frames; hold to compare.

    Every frame fills the rectangle of the content's aspect, so that going from one size to the
    next does not move the picture by a pixel.
    """

    dropped = Signal(int, object)  # the place's number, Origin
    samples_wanted = Signal()

    def __init__(self, roles: tuple[Role, ...]) -> None:
        super().__init__()
        self._roles = roles
        self._content: Fitted | None = None
        self._frame: Fitted | None = None
        self._hint = ""
        self._comparing = False
        self._dragged_over: int | None = None
        self._invitation = _Invitation(roles)
        self._invitation.samples.clicked.connect(self.samples_wanted)
        layout = QVBoxLayout(self)
        layout.addWidget(self._invitation, 0, Qt.AlignmentFlag.AlignCenter)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click leaves the numbers
        self.setMinimumSize(40 * GRID, 30 * GRID)
        self.setAccessibleName(self.tr("Canvas"))

    def show_content(self, image: QImage) -> None:
        """The picture that will be painted; its aspect is the canvas'."""
        self._content = Fitted(image)
        self._invitation.hide()
        self.update()

    def show_frame(self, image: QImage) -> None:
        """The newest of the generated image."""
        self._frame = Fitted(image)
        self.setToolTip(self.tr("Hold the mouse button down to see the photograph"))
        self.update()

    def clear(self) -> None:
        """Back to what there was before painting."""
        self._frame = None
        self.setToolTip("")
        self.update()

    def show_hint(self, text: str) -> None:
        """A few words at the foot of a picture that is not painted yet."""
        self._hint = text
        self.update()

    def picture_rect(self) -> QRect:
        """Where the picture is drawn."""
        room = self.rect().adjusted(3 * GRID, 3 * GRID, -3 * GRID, -3 * GRID)
        return fitted(self._content.image.size() if self._content else QSize(4, 3), room)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surround, the picture, and what is said on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Dark))
        shown = self._content if self._comparing else self._frame or self._content
        if shown:
            shown.draw(painter, self.picture_rect())
        if shown and self._hint and not self._frame:
            self._paint_hint(painter)
        if self._dragged_over is not None:
            for number in range(len(self._roles)):
                self._paint_half(painter, number)
        painter.end()

    def _paint_hint(self, painter: QPainter) -> None:
        words = painter.fontMetrics().boundingRect(self._hint)
        pill = words.adjusted(-2 * GRID, -GRID, 2 * GRID, GRID)
        pill.moveCenter(self.picture_rect().center())
        pill.moveBottom(self.picture_rect().bottom() - 2 * GRID)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 170))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._hint)

    def _paint_half(self, painter: QPainter, number: int) -> None:
        box = self._half(number).adjusted(GRID, 2 * GRID, -GRID, -2 * GRID)
        palette, lit = self.palette(), number == self._dragged_over
        ground = QColor(palette.color(QPalette.ColorRole.AlternateBase))
        ground.setAlphaF(0.92)
        ink = palette.color(
            QPalette.ColorRole.Highlight if lit else QPalette.ColorRole.PlaceholderText
        )
        painter.setPen(QPen(ink, 2 if lit else 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, GRID, GRID)
        glyph = QRect(0, 0, 6 * GRID, 6 * GRID)
        glyph.moveCenter(box.center())
        paint_icon(painter, glyph.translated(0, -3 * GRID), self._roles[number].icon, ink)
        words = QRect(box.left(), box.center().y() + GRID, box.width(), 4 * GRID)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._roles[number].becomes)

    # Drag and drop: the left half is the content, the right half the style

    def _half(self, number: int) -> QRect:
        width = self.width() // len(self._roles)
        return QRect(number * width, 0, width, self.height())

    def _drag_to(self, number: int | None) -> None:
        self._dragged_over = number
        self._invitation.setVisible(number is None and self._content is None)
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Shows what each half stands for."""
        if may_hold_picture(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Lights up the half under the mouse."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._drag_to(self._number_at(event))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag went elsewhere."""
        self._drag_to(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """One picture goes to the half it is dropped on; of two, the first is the content."""
        self._drag_to(None)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        found = origins(event.mimeData())[: len(self._roles)]
        first = 0 if len(found) > 1 else self._number_at(event)
        for number, origin in enumerate(found, start=first):
            self.dropped.emit(number, origin)

    def _number_at(self, event: QDropEvent) -> int:
        x = event.position().toPoint().x()
        return sum(x >= self._half(number).left() for number in range(1, len(self._roles)))

    # Comparing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Shows the content while the button is down."""
        self._compare(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Shows the generated image again."""
        self._compare(False)

    def _compare(self, on: bool) -> None:
        self._comparing = on and self._frame is not None
        self.update()


class _Invitation(QWidget):
    """What an empty canvas says."""

    def __init__(self, roles: tuple[Role, ...]) -> None:
        super().__init__()
        icons = QHBoxLayout()
        icons.addStretch()
        for role in roles:
            icons.addWidget(Glyph(role.icon, 6 * GRID, QPalette.ColorRole.PlaceholderText))
        icons.addStretch()
        heading = QLabel(self.tr("Drop a photograph and a painting"))
        heading.setProperty("tone", "invitation")
        words = QLabel(self.tr("Styler paints the one in the manner of the other."))
        words.setProperty("tone", "muted")
        self.samples = QPushButton(self.tr("Try it with the sample pictures"))
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addLayout(icons)
        for widget in (heading, words):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
        layout.addSpacing(2 * GRID)
        layout.addWidget(self.samples, 0, Qt.AlignmentFlag.AlignCenter)
