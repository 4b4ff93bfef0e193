"""Pictures at hand: the shipped ones, and those used last."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from styler import images
from styler.assets import asset
from styler.ui.background import Background, Failure
from styler.ui.pictures import preview
from styler.ui.sources.recent import Recents
from styler.ui.theme import GRID

TILE = QSize(12 * GRID, 9 * GRID)  # about as large as a tile is, with the gap beside it
SIDE = 4 * TILE.width()  # pixels of a thumbnail: enough for a narrow cut on a screen of 200%
MARGIN = GRID + GRID // 2  # right of the column, where the scroll bar is
RADIUS = GRID // 2
PATH = Qt.ItemDataRole.UserRole
PICTURE = Qt.ItemDataRole.DecorationRole


class Gallery(QWidget):
    """Photographs and paintings; one that is clicked takes its role.

    It is wider than its column by `MARGIN`.
    """

    content_chosen = Signal(object)  # Path
    style_chosen = Signal(object)
    another_style_chosen = Signal(object)

    def __init__(self, background: Background, recents: Recents) -> None:
        super().__init__()
        self._recents = recents
        thumbnails = Thumbnails(background, self)
        self._photographs = PictureList(thumbnails, self.tr("Photographs at hand"))
        self._paintings = PictureList(thumbnails, self.tr("Paintings at hand"))
        self._pages = QStackedWidget()
        for pictures, chosen in (
            (self._photographs, self.content_chosen),
            (self._paintings, self.style_chosen),
        ):
            pictures.chosen.connect(chosen)
            pictures.menu_wanted.connect(self._open_menu)
            self._pages.addWidget(pictures)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._tabs())
        layout.addWidget(self._pages, 1)
        recents.changed.connect(self._fill)
        self._fill()

    def show_used(self, content: Path | None, styles: Collection[Path | None]) -> None:
        """Marks the pictures that are in their places."""
        self._photographs.mark((content,))
        self._paintings.mark(styles)

    def _tabs(self) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setContentsMargins(0, 0, MARGIN, 0)
        row.setSpacing(GRID // 2)
        for number, text in enumerate((self.tr("Photographs"), self.tr("Paintings"))):
            button = QPushButton(text)
            button.setProperty("tone", "tool")
            button.setCheckable(True)
            button.setChecked(number == 0)
            group.addButton(button, number)
            row.addWidget(button, 1)
        group.idClicked.connect(self._pages.setCurrentIndex)
        return row

    def _fill(self) -> None:
        for pictures, recent, folder in (
            (self._photographs, self._recents.contents, "content"),
            (self._paintings, self._recents.styles, "style"),
        ):
            samples = sorted(asset("samples", folder).iterdir())
            pictures.show_paths((*recent, *(path for path in samples if path not in recent)))

    def _open_menu(self, path: Path, at: QPoint) -> None:
        recent = {*self._recents.contents, *self._recents.styles}
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, signal in (
            (self.tr("Use as the content"), self.content_chosen),
            (self.tr("Use as the style"), self.style_chosen),
            (self.tr("Add as another style"), self.another_style_chosen),
        ):
            menu.addAction(text).triggered.connect(partial(signal.emit, path))
        menu.addSeparator()
        forget = menu.addAction(self.tr("Forget"))
        forget.triggered.connect(partial(self._recents.forget, path))
        forget.setEnabled(path in recent)
        clear = menu.addAction(self.tr("Forget all pictures used"))
        clear.triggered.connect(self._recents.clear)
        clear.setEnabled(bool(recent))
        menu.popup(at)


class Thumbnails(QObject):
    """Small pictures, made one after another so that what somebody waits for comes between."""

    came = Signal(object, object)  # Path, QPixmap

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._made: dict[Path, QPixmap | None] = {}  # None: asked for
        self._waiting: deque[Path] = deque()
        self._busy = False

    def of(self, path: Path) -> QPixmap | None:
        """It, or nothing: then it is told when it has come."""
        if path not in self._made:
            self._made[path] = None
            self._waiting.append(path)
            self._make_next()
        return self._made[path]

    def _make_next(self) -> None:
        if self._waiting and not self._busy:
            self._busy = True
            path = self._waiting.popleft()
            self._background.do(
                partial(_thumbnail, path), partial(self._take, path), self._leave_blank
            )

    def _take(self, path: Path, image: QImage) -> None:
        if isValid(self):  # the window may have been made anew meanwhile
            self._made[path] = QPixmap.fromImage(image)
            self.came.emit(path, self._made[path])
            self._go_on()

    def _leave_blank(self, _: Failure) -> None:
        # It is told when somebody wants the picture itself.
        if isValid(self):
            self._go_on()

    def _go_on(self) -> None:
        self._busy = False
        self._make_next()


def _thumbnail(path: Path) -> QImage:
    return preview(images.load(path), SIDE)


class PictureList(QListWidget):
    """Thumbnails in rows, by mouse and by keyboard."""

    chosen = Signal(object)  # Path
    menu_wanted = Signal(object, object)  # Path, QPoint

    def __init__(self, thumbnails: Thumbnails, name: str) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._tiles = Tiles()
        self.setItemDelegate(self._tiles)
        self.setAccessibleName(name)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMovement(QListWidget.Movement.Static)
        self.setUniformItemSizes(True)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.setMinimumHeight(TILE.height() + GRID)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(PATH)))
        thumbnails.came.connect(self._show)

    def show_paths(self, paths: Iterable[Path]) -> None:
        """These pictures, in this order; the keyboard stays on the one it is on."""
        current = self.currentItem().data(PATH) if self.currentItem() else None
        self.clear()
        for path in paths:
            item = QListWidgetItem(self)
            item.setData(PATH, path)
            item.setToolTip(path.name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, path.name)
            item.setData(PICTURE, self._thumbnails.of(path))
            if path == current:
                self.setCurrentItem(item)

    def mark(self, used: Collection[Path | None]) -> None:
        """These are in use."""
        self._tiles.used = used
        self.viewport().update()

    def _show(self, path: Path, picture: QPixmap) -> None:
        for row in range(self.count()):
            if self.item(row).data(PATH) == path:
                self.item(row).setData(PICTURE, picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many tiles in a row as look well, and together as wide as the column."""
        # Qt leaves room for the scroll bar, which stands in the margin, and the last tile's gap
        # is no part of the column.
        bar = self.verticalScrollBar()
        kept = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, bar)
        self.setViewportMargins(0, 0, MARGIN - GRID - kept, 0)
        room = self.maximumViewportSize().width() - kept
        columns = max(2, round(room / TILE.width()))
        width = (room - 1) // columns
        self.setGridSize(QSize(width, width * TILE.height() // TILE.width()))
        super().resizeEvent(event)

    def mimeData(self, items: Iterable[QListWidgetItem]) -> QMimeData:
        """A file, as a file manager drags it."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(item.data(PATH))) for item in items])
        return mime

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space are as good as a click."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentItem():
            self.chosen.emit(self.currentItem().data(PATH))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Where else the picture can go."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        item = self.itemAt(event.pos()) if by_mouse else self.currentItem()
        if item:
            at = self.viewport().mapToGlobal(self.visualItemRect(item).center())
            self.menu_wanted.emit(item.data(PATH), event.globalPos() if by_mouse else at)


class Tiles(QStyledItemDelegate):
    """Draws each picture as a tile of one size, cut where it is longer."""

    def __init__(self) -> None:
        super().__init__()
        self.used: Collection[Path | None] = ()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As large as the list's grid."""
        view = option.widget
        return view.gridSize() if isinstance(view, PictureList) else TILE

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The picture, and a frame or a dot that tells how things are with it."""
        rect, state = option.rect, option.state
        colours = option.palette
        tile = QRect(rect).adjusted(0, 0, -GRID, -GRID)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(tile), RADIUS, RADIUS)
        painter.fillPath(shape, colours.color(QPalette.ColorRole.Window))
        _paint_cut(painter, shape, tile, index.data(PICTURE))
        _paint_state(painter, tile, state, colours)
        if index.data(PATH) in self.used:
            _paint_dot(painter, tile, colours)
        painter.restore()


def _paint_cut(painter: QPainter, shape: QPainterPath, tile: QRect, picture: object) -> None:
    if not isinstance(picture, QPixmap):
        return
    size = picture.size().scaled(tile.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    whole = QRect(QPoint(), size)
    whole.moveCenter(tile.center())
    whole.moveTop(tile.top() - (whole.height() - tile.height()) // 4)  # faces are in the upper half
    painter.save()
    painter.setClipPath(shape)
    painter.drawPixmap(whole, picture)
    painter.restore()


def _paint_state(
    painter: QPainter, tile: QRect, state: QStyle.StateFlag, colours: QPalette
) -> None:
    """A frame where the keyboard is, a thinner one under the mouse."""
    flags, roles = QStyle.StateFlag, QPalette.ColorRole
    if state & flags.State_Selected and state & flags.State_Active:
        pen = QPen(colours.color(roles.Highlight), 2)
    elif state & flags.State_MouseOver:
        pen = QPen(colours.color(roles.PlaceholderText), 1)
    else:
        return
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def _paint_dot(painter: QPainter, tile: QRect, colours: QPalette) -> None:
    """In the corner of a picture that is in use."""
    dot = QRectF(0, 0, 1.25 * GRID, 1.25 * GRID)
    dot.moveBottomRight(QRectF(tile).bottomRight() - QPoint(RADIUS, RADIUS))
    painter.setPen(QPen(colours.color(QPalette.ColorRole.Base), 2))
    painter.setBrush(colours.color(QPalette.ColorRole.Highlight))
    painter.drawEllipse(dot)
