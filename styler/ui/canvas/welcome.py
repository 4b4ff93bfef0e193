"""What is seen before there is a picture: where to drop one, samples, and recent projects."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from styler import images
from styler.ui.background import Background, Failure
from styler.ui.buttons import DrawnButton
from styler.ui.canvas.drop import CONTENT, STYLE, DropHalves
from styler.ui.pictures import preview
from styler.ui.samples import Pair, pairs
from styler.ui.theme import GRID, paint_icon

COLUMN = 100 * GRID  # the widest the page's contents get
THUMBNAIL = 640  # pixels
SHOWN_PROJECTS = 4


class Welcome(QScrollArea):
    """Three ways to begin. It takes drops as the canvas does."""

    sample_chosen = Signal(object, object)  # Path content, Path style
    project_chosen = Signal(object)  # Path
    open_wanted = Signal(int)  # 0 content, 1 style
    dropped = Signal(int, object)
    refused = Signal(str)

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._halves = DropHalves(self)
        self._halves.dropped.connect(self.dropped)
        self._halves.refused.connect(self.refused)
        self._projects = QVBoxLayout()
        self._projects.setSpacing(0)
        self._recent = _caption(self.tr("Recent projects"))
        self.setWidget(self._page(background))
        self.show_projects(())

    def _page(self, background: Background) -> QWidget:
        column = QWidget()
        column.setMaximumWidth(COLUMN)
        layout = QVBoxLayout(column)
        layout.setSpacing(GRID)
        layout.addStretch(2)
        layout.addWidget(_heading(self.tr("Drop a photograph and a painting")))
        layout.addWidget(_caption(self.tr("Styler paints the one in the manner of the other.")))
        layout.addSpacing(2 * GRID)
        layout.addLayout(self._invitations())
        layout.addSpacing(3 * GRID)
        layout.addWidget(_caption(self.tr("Or begin with one of these: a click, and it paints")))
        layout.addLayout(self._samples(background))
        layout.addSpacing(2 * GRID)
        layout.addWidget(self._recent)
        layout.addLayout(self._projects)
        layout.addStretch(3)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        row.addWidget(column)
        return page

    def _invitations(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        for role, icon, text in (
            (CONTENT, "photograph", self.tr("The photograph")),
            (STYLE, "painting", self.tr("The painting")),
        ):
            invitation = _Invitation(icon, text, self.tr("Drop it, or click to choose"))
            invitation.clicked.connect(partial(self.open_wanted.emit, role))
            row.addWidget(invitation)
        return row

    def _samples(self, background: Background) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        for pair in pairs():
            card = SampleCard(pair, background)
            card.clicked.connect(partial(self.sample_chosen.emit, pair.content, pair.style))
            row.addWidget(card)
        return row

    def show_projects(self, paths: Sequence[Path]) -> None:
        """The newest first."""
        while item := self._projects.takeAt(0):
            if link := item.widget():
                link.deleteLater()
        self._recent.setVisible(bool(paths))
        for path in paths[:SHOWN_PROJECTS]:
            button = QPushButton(path.stem)
            button.setProperty("tone", "quiet")
            button.setToolTip(str(path))
            button.clicked.connect(partial(self.project_chosen.emit, path))
            self._projects.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The halves are as large as the page."""
        super().resizeEvent(event)
        self._halves.cover()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._halves.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._halves.move_over(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._halves.leave(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._halves.take(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground that a picture would have."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.palette().color(QPalette.ColorRole.Dark))
        painter.end()


class _Card(DrawnButton):
    """A button with a rounded frame, which lights up under the mouse and with the keyboard."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _ink(self) -> QColor:
        roles = QPalette.ColorRole
        lit = self.hasFocus() or self.underMouse()
        return self.palette().color(roles.Highlight if lit else roles.Mid)

    def _frame(self, painter: QPainter, dashed: bool) -> QRect:
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._ink(), 2 if self.hasFocus() else 1, style))
        painter.setBrush(self.palette().color(QPalette.ColorRole.AlternateBase))
        box = self.rect().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, GRID, GRID)
        return box

    def _write(self, painter: QPainter, line: QRect, text: str, role: QPalette.ColorRole) -> None:
        painter.setPen(self.palette().color(role))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)


class _Invitation(_Card):
    """A place to drop a picture, or to click."""

    def __init__(self, icon: str, text: str, hint: str) -> None:
        super().__init__(text)
        self._icon, self._hint = icon, hint
        self.setAccessibleDescription(hint)

    def sizeHint(self) -> QSize:
        return QSize(40 * GRID, 15 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, what belongs here, and how it gets here."""
        roles = QPalette.ColorRole
        painter = QPainter(self)
        box = self._frame(painter, dashed=True)
        glyph = QRect(0, 0, 5 * GRID, 5 * GRID)
        glyph.moveCenter(box.center())
        glyph.moveTop(box.top() + 2 * GRID)
        paint_icon(painter, glyph, self._icon, self.palette().color(roles.Highlight))
        line = QRect(box.left() + GRID, glyph.bottom() + GRID, box.width() - 2 * GRID, 3 * GRID)
        self._write(painter, line, self.text(), roles.WindowText)
        line.translate(0, line.height() - GRID // 2)
        self._write(painter, line, self._hint, roles.PlaceholderText)
        painter.end()


class SampleCard(_Card):
    """A photograph with the painting over its corner."""

    def __init__(self, pair: Pair, background: Background) -> None:
        super().__init__(pair.title)
        self._content: QImage | None = None
        self._style: QImage | None = None
        self.setToolTip(pair.title)
        background.do(partial(_thumbnails, pair), self._show, _left_blank)

    def _show(self, thumbnails: tuple[QImage, QImage]) -> None:
        self._content, self._style = thumbnails
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(30 * GRID, 24 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both pictures, and the title."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self._frame(painter, dashed=False)
        line = QRect(box.left() + GRID, box.bottom() - 4 * GRID, box.width() - 2 * GRID, 4 * GRID)
        self._write(painter, line, self.text(), QPalette.ColorRole.WindowText)
        room = box.adjusted(GRID, GRID, -GRID, -4 * GRID)
        if self._content and self._style:
            _paint_filling(painter, room, self._content)
            corner = QRect(0, 0, room.width() * 2 // 5, room.height() // 2)
            corner.moveBottomRight(room.bottomRight())
            frame = corner.adjusted(-3, -3, 0, 0)
            painter.fillRect(frame, self.palette().color(QPalette.ColorRole.AlternateBase))
            _paint_filling(painter, corner, self._style)
        painter.end()


def _paint_filling(painter: QPainter, room: QRect, image: QImage) -> None:
    """The middle of the image, as much as the room has the shape for."""
    size = room.size().scaled(image.size(), Qt.AspectRatioMode.KeepAspectRatio)
    part = QRect(0, 0, size.width(), size.height())
    part.moveCenter(image.rect().center())
    part.moveTop(part.top() // 2)  # what matters is seldom at the foot
    shape = QPainterPath()
    shape.addRoundedRect(room, 4, 4)
    painter.save()
    painter.setClipPath(shape)
    painter.drawImage(room, image, part)
    painter.restore()


def _thumbnails(pair: Pair) -> tuple[QImage, QImage]:
    return (
        preview(images.load(pair.content), THUMBNAIL),
        preview(images.load(pair.style), THUMBNAIL),
    )


def _left_blank(_: Failure) -> None:
    """The title is enough to click on."""


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", "invitation")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    return label


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    return label
