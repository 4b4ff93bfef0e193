"""Places for pictures: drop one there, click to choose, or paste."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
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
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from styler.ui.buttons import DrawnButton
from styler.ui.intent import Source
from styler.ui.pictures import Fitted, fitted, preview
from styler.ui.sources.origins import Origin, origins, refusal
from styler.ui.theme import GRID, paint_icon

PREVIEW = 2048  # pixels: the longer side of what is kept to be shown
LINE = 3 * GRID
GLYPH = 4 * GRID


def loaded(origin: Origin) -> Source:
    """The picture itself; takes time."""
    picture = origin.load()
    return Source(
        origin.name, picture, preview(picture, PREVIEW), origin.path, origin.embedded_recipe()
    )


class DropButton(DrawnButton):
    """A button with a frame, on which pictures can be dropped."""

    dropped = Signal(object)  # list[Origin]
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._dragged_over = self._loading = False
        self._refusal = ""
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_loading(self, loading: bool) -> None:
        """Whether one is on its way."""
        self._loading = loading
        self.update()

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

    def event(self, event: QEvent) -> bool:
        """Hovering changes how the frame looks."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    @property
    def _welcome(self) -> bool:
        """Whether there is a drag over it that it can use."""
        return self._dragged_over and not self._refusal

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def _ink(self) -> QColor:
        """The colour of what is written in the frame."""
        roles = QPalette.ColorRole
        if self._dragged_over:
            return self._colour(roles.WindowText if self._refusal else roles.Highlight)
        return self._colour(roles.PlaceholderText)

    def _paint_frame(self, painter: QPainter, frame: QRect, empty: bool) -> None:
        roles = QPalette.ColorRole
        lit = self._welcome or self.hasFocus()
        hairline = roles.PlaceholderText if self.underMouse() else roles.Mid
        style = Qt.PenStyle.DashLine if empty and not lit else Qt.PenStyle.SolidLine
        line = self._colour(roles.Highlight if lit else hairline)
        painter.setPen(QPen(line, 2 if self._welcome else 1, style))
        painter.setBrush(self._colour(roles.Window))
        painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), GRID, GRID)


@dataclass(frozen=True)
class Role:
    """What a place is for, in words."""

    title: str
    what: str
    becomes: str
    icon: str


class Place(DropButton):
    """Shows one source, and takes drops for it."""

    emptied = Signal()

    def __init__(self, role: Role) -> None:
        super().__init__()
        self.role = role
        self._source: Source | None = None
        self._thumbnail: Fitted | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(16 * GRID)
        self.setMaximumHeight(34 * GRID)
        self._describe()

    def show_source(self, source: Source | None) -> None:
        """The picture it holds now."""
        if source is not self._source:
            self._source = source
            self._thumbnail = Fitted(source.preview) if source else None
            self._describe()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the picture away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._source:
            self.emptied.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same by mouse."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Choose…")).triggered.connect(self.click)
        remove = menu.addAction(self.tr("Take it away"))
        remove.triggered.connect(self.emptied)
        remove.setEnabled(self._source is not None)
        menu.popup(event.globalPos())

    # Painting

    def sizeHint(self) -> QSize:
        """As wide as its column, and a comfortable height."""
        return QSize(30 * GRID, 26 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title, frame with the picture or an invitation, and the caption."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.rect().adjusted(0, LINE, 0, -LINE)
        self._paint_title(painter, QRect(0, 0, self.width(), LINE - GRID // 2))
        self._paint_frame(painter, frame, empty=not self._thumbnail)
        if self._thumbnail:
            room = frame.adjusted(GRID, GRID, -GRID, -GRID)
            self._thumbnail.draw(painter, fitted(self._thumbnail.image.size(), room))
        if self._dragged_over or self._loading or not self._thumbnail:
            self._paint_words(painter, frame.adjusted(2, 2, -2, -2))
        self._paint_caption(painter, QRect(0, frame.bottom() + 1, self.width(), LINE))
        painter.end()

    def _paint_title(self, painter: QPainter, line: QRect) -> None:
        painter.setPen(self._colour(QPalette.ColorRole.WindowText))
        painter.setFont(_emphasised(self))
        _write(painter, line, Qt.AlignmentFlag.AlignLeft, self.role.title)
        painter.setFont(self.font())
        painter.setPen(self._colour(QPalette.ColorRole.PlaceholderText))
        _write(painter, line, Qt.AlignmentFlag.AlignRight, self.role.what)

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        """A glyph and some words under it, in the middle; where it is low, only the words."""
        self._paint_veil(painter, room)
        text, ink = self._words(), self._ink()
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        column = room.adjusted(GRID, 0, -GRID, 0)
        words = painter.boundingRect(column, flags, text)
        glyph = GLYPH + GRID // 2
        if glyph + words.height() > room.height():
            glyph = 0
        top = room.top() + (room.height() - glyph - words.height()) // 2
        if glyph:
            box = QRect(room.center().x() - GLYPH // 2, top, GLYPH, GLYPH)
            paint_icon(painter, box, "warning" if self._refused else self.role.icon, ink)
        painter.setPen(ink)
        painter.drawText(column.adjusted(0, top + glyph - column.top(), 0, 0), flags, text)

    def _paint_veil(self, painter: QPainter, room: QRect) -> None:
        veil = self._colour(QPalette.ColorRole.Window)
        veil.setAlphaF(0.92)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        painter.drawRoundedRect(room, GRID, GRID)

    @property
    def _refused(self) -> bool:
        return self._dragged_over and bool(self._refusal)

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


class AddPlace(DropButton):
    """A low place for one more style."""

    def __init__(self) -> None:
        super().__init__()
        self.setText(self.tr("Add a style"))
        self.setAccessibleName(self.text())
        self.setToolTip(
            self.tr("Mixes another painting in. Each has a weight, which moves while it paints.")
        )
        self.setFixedHeight(4 * GRID)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(24 * GRID, 4 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame and a line in it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter, self.rect(), empty=True)
        painter.setPen(self._ink())
        line = self.rect().adjusted(GRID, 0, -GRID, 0)
        words = painter.fontMetrics().elidedText(
            self._words(), Qt.TextElideMode.ElideRight, line.width()
        )
        _write(painter, line, Qt.AlignmentFlag.AlignHCenter, words)
        painter.end()

    def _words(self) -> str:
        if self._dragged_over:
            return self._refusal or self.tr("Becomes another style")
        return self.tr("Loading…") if self._loading else self.text()


def _dimensions(source: Source) -> str:
    return f"{source.size.width()} × {source.size.height()}"


def _emphasised(widget: QWidget) -> QFont:
    font = QFont(widget.font())
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _write(painter: QPainter, line: QRect, align: Qt.AlignmentFlag, text: str) -> None:
    painter.drawText(line, align | Qt.AlignmentFlag.AlignVCenter, text)
