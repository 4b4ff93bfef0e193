"""Pictures at hand: the shipped ones, and those used last."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from styler import images
from styler.assets import asset
from styler.ui.background import Background, Failure
from styler.ui.pictures import preview
from styler.ui.sources.recent import Recents
from styler.ui.theme import GRID

THUMBNAIL = QSize(9 * GRID, 7 * GRID)
PATH = Qt.ItemDataRole.UserRole


class Gallery(QWidget):
    """Photographs and paintings; one that is clicked takes its role."""

    content_chosen = Signal(object)  # Path
    style_chosen = Signal(object)
    another_style_chosen = Signal(object)

    def __init__(self, background: Background, recents: Recents) -> None:
        super().__init__()
        self._recents = recents
        self._photographs = PictureList(background, self.tr("Photographs at hand"))
        self._paintings = PictureList(background, self.tr("Paintings at hand"))
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
        layout.setSpacing(GRID // 2)
        layout.addLayout(self._tabs())
        layout.addWidget(self._pages, 1)
        recents.changed.connect(self._fill)
        self._fill()

    def _tabs(self) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
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
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, signal in (
            (self.tr("Use as the content"), self.content_chosen),
            (self.tr("Use as the style"), self.style_chosen),
            (self.tr("Add as another style"), self.another_style_chosen),
        ):
            menu.addAction(text, partial(signal.emit, path))
        menu.addSeparator()
        forget = menu.addAction(self.tr("Forget"), partial(self._recents.forget, path))
        assert isinstance(forget, QAction)
        forget.setEnabled(path in (*self._recents.contents, *self._recents.styles))
        menu.popup(at)


class PictureList(QListWidget):
    """Thumbnails in rows, by mouse and by keyboard."""

    chosen = Signal(object)  # Path
    menu_wanted = Signal(object, object)  # Path, QPoint

    def __init__(self, background: Background, name: str) -> None:
        super().__init__()
        self._background = background
        self._thumbnails: dict[Path, QIcon] = {}
        self.setAccessibleName(name)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMovement(QListWidget.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(THUMBNAIL)
        self.setGridSize(THUMBNAIL + QSize(GRID, GRID))
        self.setDragEnabled(True)
        self.setMinimumHeight(THUMBNAIL.height() + 2 * GRID)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(PATH)))

    def show_paths(self, paths: Iterable[Path]) -> None:
        """These pictures, in this order."""
        self.clear()
        for path in paths:
            item = QListWidgetItem()
            item.setData(PATH, path)
            item.setToolTip(path.name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, path.name)
            self.addItem(item)
            if path in self._thumbnails:
                item.setIcon(self._thumbnails[path])
            else:
                self._background.do(
                    partial(_thumbnail, path), partial(self._show, path), _left_blank
                )

    def _show(self, path: Path, image: QImage) -> None:
        self._thumbnails[path] = QIcon(QPixmap.fromImage(image))
        for row in range(self.count()):
            item = self.item(row)
            if item.data(PATH) == path:
                item.setIcon(self._thumbnails[path])

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


def _thumbnail(path: Path) -> QImage:
    # Twice as large as it is shown, for screens of 200%.
    return preview(images.load(path), 2 * THUMBNAIL.width())


def _left_blank(_: Failure) -> None:
    """It is told when somebody wants the picture itself."""
