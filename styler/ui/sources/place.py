"""A place for a picture: drop one there, click to choose, or paste."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from styler.ui.intent import Source
from styler.ui.pictures import Fitted, fitted, preview
from styler.ui.sources.origins import Origin, origins, refusal
from styler.ui.theme import GRID, paint_icon

PREVIEW = 2048  # pixels: the longer side of what is kept to be shown
LINE = 3 * GRID


def loaded(origin: Origin) -> Source:
    """The picture itself; takes time."""
    picture = origin.load()
    return Source(origin.name, picture, preview(picture, PREVIEW), origin.path)


@dataclass(frozen=True)
class Role:
    """What a place is for, in words."""

    title: str
    what: str
    becomes: str
    icon: str


class Place(QAbstractButton):
    """Shows one source, and takes drops for it."""

    dropped = Signal(object)  # list[Origin]
    refused = Signal(str)
    emptied = Signal()

    def __init__(self, role: Role) -> None:
        super().__init__()
        self.role = role
        self._source: Source | None = None
        self._loading = False
        self._thumbnail: Fitted | None = None
        self._dragged_over = False
        self._refusal = ""
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(14 * GRID)
        self.setMaximumHeight(34 * GRID)
        self._describe()

    def show_source(self, source: Source | None) -> None:
        """The picture it holds now."""
        if source is not self._source:
            self._source = source
            self._thumbnail = Fitted(source.preview) if source else None
            self._describe()

    def show_loading(self, loading: bool) -> None:
        """Whether one is on its way."""
        self._loading = loading
        self.update()

    def _describe(self) -> None:
        held = self.tr("empty")
        if self._source:
            held = f"{self._source.name}, {_dimensions(self._source)}"
        self.setAccessibleName(f"{self.role.title}: {held}")
        self.setToolTip(
            self.tr("{what}. Drop a picture here, click to choose one, or paste.").format(
                what=self.role.what
            )
        )
        self.update()

    # Drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Lights up, and says what it will become, or why it can't."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._refusal = refusal(event.mimeData())
        self._light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag went elsewhere."""
        self._light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes what is dropped, or says why not."""
        self._light(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if self._refusal:
            self.refused.emit(self._refusal)
        else:
            self.dropped.emit(origins(event.mimeData()))

    def _light(self, on: bool) -> None:
        self._dragged_over = on
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return is as good as a click; Delete takes the picture away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._source:
            self.emptied.emit()
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
        wrapped = words.adjusted(GRID, 0, -GRID, LINE)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(wrapped, flags | Qt.TextFlag.TextWordWrap, self._words())

    def _words(self) -> str:
        if self._dragged_over:
            return self._refusal or self.role.becomes
        return self.tr("Loading…") if self._loading else self.tr("Drop, click or paste")

    def _paint_caption(self, painter: QPainter, line: QRect) -> None:
        if not self._source:
            return
        painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
        size = _dimensions(self._source)
        _write(painter, line, Qt.AlignmentFlag.AlignRight, size)
        metrics = painter.fontMetrics()
        left = line.adjusted(0, 0, -metrics.horizontalAdvance(size) - 2 * GRID, 0)
        name = metrics.elidedText(self._source.name, Qt.TextElideMode.ElideMiddle, left.width())
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
