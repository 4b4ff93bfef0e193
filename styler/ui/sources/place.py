"""The two places for the content and the style: drop, click, or paste a picture there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFont,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from styler.images import Picture
from styler.ui.background import Background, Failure
from styler.ui.pictures import Fitted, fitted, preview
from styler.ui.sources.origins import Origin, may_hold_picture, origins
from styler.ui.theme import GRID, paint_icon

PREVIEW = 2048  # pixels: the longer side of what is kept to be shown
LINE = 3 * GRID


@dataclass(frozen=True, eq=False)
class Source:
    """A picture that is loaded, and a copy small enough to be drawn often."""

    name: str
    picture: Picture
    preview: QImage
    folder: Path | None

    @property
    def size(self) -> QSize:
        """Width and height in pixels."""
        height, width = self.picture.shape[:2]
        return QSize(width, height)


def _loaded(origin: Origin) -> Source:
    picture = origin.load()
    return Source(origin.name, picture, preview(picture, PREVIEW), origin.folder)


@dataclass(frozen=True)
class Role:
    """What a place is for, in words."""

    title: str
    what: str
    becomes: str
    icon: str


class Place(QAbstractButton):
    """Holds one source. A picture that cannot be loaded leaves the earlier one in place."""

    changed = Signal()
    failed = Signal(object)  # Failure

    def __init__(self, role: Role, background: Background) -> None:
        super().__init__()
        self.role = role
        self.source: Source | None = None
        self._background = background
        self._loading: Origin | None = None
        self._thumbnail: Fitted | None = None
        self._dragged_over = False
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(18 * GRID)
        self.setMaximumHeight(36 * GRID)
        self._describe()

    def load(self, origin: Origin) -> None:
        """Loads in the background; when two are asked for, the later one stays."""
        self._loading = origin
        self.update()
        self._background.do(
            partial(_loaded, origin), partial(self._take, origin), partial(self._refuse, origin)
        )

    def is_empty(self) -> bool:
        """Whether no picture has been loaded yet."""
        return self.source is None

    def _take(self, origin: Origin, source: Source) -> None:
        if origin is not self._loading:
            return
        self._loading = None
        self.source = source
        self._thumbnail = Fitted(source.preview)
        self._describe()
        self.changed.emit()

    def _refuse(self, origin: Origin, failure: Failure) -> None:
        if origin is self._loading:
            self._loading = None
            self.update()
        self.failed.emit(failure)

    def _describe(self) -> None:
        held = self.tr("empty")
        if self.source:
            held = f"{self.source.name}, {_dimensions(self.source)}"
        self.setAccessibleName(f"{self.role.title}: {held}")
        self.setToolTip(
            self.tr("{what}. Drop a picture here, click to choose one, or paste.").format(
                what=self.role.what
            )
        )
        self.update()

    # Drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Lights up for anything that may hold a picture."""
        if may_hold_picture(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag went elsewhere."""
        self._light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes the first picture of the drop."""
        self._light(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        for origin in origins(event.mimeData())[:1]:
            self.load(origin)

    def _light(self, on: bool) -> None:
        self._dragged_over = on
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return is as good as a click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    # Painting

    def sizeHint(self) -> QSize:
        """As wide as its column, and a comfortable height."""
        return QSize(30 * GRID, 26 * GRID)

    def event(self, event: QEvent) -> bool:
        """Hovering and focus change how the frame looks."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title, frame with the picture or an invitation, and the caption."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.rect().adjusted(0, LINE, 0, -LINE)
        self._paint_title(painter, QRect(0, 0, self.width(), LINE - GRID))
        self._paint_frame(painter, frame)
        if self._thumbnail:
            room = frame.adjusted(GRID, GRID, -GRID, -GRID)
            self._thumbnail.draw(painter, fitted(self._thumbnail.image.size(), room))
        if self._dragged_over or self._loading or not self._thumbnail:
            self._paint_words(painter, frame)
        self._paint_caption(painter, QRect(0, frame.bottom() + 1, self.width(), LINE))
        painter.end()

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def _paint_title(self, painter: QPainter, line: QRect) -> None:
        painter.setFont(_emphasised(self))
        _write(painter, line, Qt.AlignmentFlag.AlignLeft, self.role.title)
        painter.setFont(self.font())
        painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
        _write(painter, line, Qt.AlignmentFlag.AlignRight, self.role.what)

    def _paint_frame(self, painter: QPainter, frame: QRect) -> None:
        lit = self._dragged_over or self.hasFocus()
        line, dashed = QPalette.ColorRole.Mid, not self._thumbnail and not lit
        if lit:
            line = QPalette.ColorRole.Highlight
        elif self.underMouse():
            line = QPalette.ColorRole.PlaceholderText
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(self._colour(line), 2 if self._dragged_over else 1, style))
        painter.setBrush(self._colour(QPalette.ColorRole.Window))
        painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), GRID, GRID)

    def _paint_words(self, painter: QPainter, frame: QRect) -> None:
        if self._thumbnail:
            veil = QColor(self._colour(QPalette.ColorRole.Window))
            veil.setAlphaF(0.85)
            painter.fillRect(frame.adjusted(2, 2, -2, -2), veil)
        muted = self._colour(QPalette.ColorRole.PlaceholderText)
        accent = self._colour(QPalette.ColorRole.Highlight)
        glyph = QRect(0, 0, 4 * GRID, 4 * GRID)
        glyph.moveCenter(frame.center())
        glyph.translate(0, -2 * GRID)
        paint_icon(painter, glyph, self.role.icon, accent if self._dragged_over else muted)
        painter.setPen(accent if self._dragged_over else muted)
        words = QRect(frame.left(), glyph.bottom() + GRID // 2, frame.width(), LINE)
        _write(painter, words, Qt.AlignmentFlag.AlignHCenter, self._words())

    def _words(self) -> str:
        if self._dragged_over:
            return self.role.becomes
        return self.tr("Loading…") if self._loading else self.tr("Drop, click or paste")

    def _paint_caption(self, painter: QPainter, line: QRect) -> None:
        if not self.source:
            return
        painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
        size = _dimensions(self.source)
        _write(painter, line, Qt.AlignmentFlag.AlignRight, size)
        metrics = painter.fontMetrics()
        left = line.adjusted(0, 0, -metrics.horizontalAdvance(size) - 2 * GRID, 0)
        name = metrics.elidedText(self.source.name, Qt.TextElideMode.ElideMiddle, left.width())
        painter.setPen(self._colour(QPalette.ColorRole.WindowText))
        _write(painter, left, Qt.AlignmentFlag.AlignLeft, name)


def _dimensions(source: Source) -> str:
    return f"{source.size.width()} × {source.size.height()}"


def _emphasised(widget: QWidget) -> QFont:
    font = QFont(widget.font())
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _write(painter: QPainter, line: QRect, align: Qt.AlignmentFlag, text: str) -> None:
    painter.drawText(line, align | Qt.AlignmentFlag.AlignVCenter, text)
