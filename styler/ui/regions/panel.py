"""Where each style applies, and what stays as it was photographed: chosen, painted, loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from styler import images
from styler.regions import Mask
from styler.ui.background import Background
from styler.ui.controls.fields import Choice, Switch
from styler.ui.controls.sliders import LinearScale, SliderRow
from styler.ui.intent import Document, Intent, Source
from styler.ui.pictures import pictures_folder
from styler.ui.regions.brush import Brush, empty, filled, fitted, inverted
from styler.ui.regions.tool import LARGEST, SMALLEST, TINT, MaskTool
from styler.ui.theme import GRID

PERCENT = 100.0
THUMBNAIL = QSize(4 * GRID, 3 * GRID)
SHARP = 2  # pixels of a thumbnail for one of the window: enough for any screen


class RegionsPanel(QWidget):
    """Chooses whose mask it is, takes the brush in hand, and does the rest without one."""

    failed = Signal(object)  # Failure
    refused = Signal(str)

    def __init__(self, document: Document, background: Background, tool: MaskTool) -> None:
        super().__init__()
        self._document, self._background, self._tool = document, background, tool
        self._targets: list[Source | None] = []  # None: what is kept
        self._shown: Intent | None = None
        self._icons_of: tuple[object, ...] = ()
        self._painted_on: tuple[Source | None, Source | None] = (None, None)
        self._target = Choice()
        self._paint = QPushButton(self.tr("Paint on the picture"))
        self._erase = Switch(self.tr("Take away"))
        self._size, self._hardness = self._rows()
        self._remark = QLabel()
        self._acts = self._buttons()
        self._connect()
        self._lay_out()
        self._show_brush()
        self._show()

    # Building

    def _rows(self) -> tuple[SliderRow, SliderRow]:
        usual = Brush()
        return (
            SliderRow(
                self.tr("Brush, % of the picture"),
                self.tr("How large the brush is. [ and ] change it while you paint."),
                LinearScale(PERCENT * LARGEST),
                PERCENT * usual.size,
            ),
            SliderRow(
                self.tr("Hardness, %"),
                self.tr("At 100 the brush has a clear edge, at 0 it is soft from its middle on."),
                LinearScale(PERCENT),
                PERCENT * usual.hardness,
            ),
        )

    def _buttons(self) -> tuple[QPushButton, ...]:
        def button(text: str, tip: str, act: Callable[[], None]) -> QPushButton:
            made = QPushButton(text)
            made.setToolTip(tip)
            made.clicked.connect(act)
            return made

        return (
            button(
                self.tr("Fill"),
                self.tr("All of the picture. Take away from it what is too much."),
                partial(self._make, self.tr("Fill the region"), filled),
            ),
            button(
                self.tr("Invert"),
                self.tr("What was in the region is outside, and the other way round."),
                partial(self._make, self.tr("Invert the region"), inverted),
            ),
            button(
                self.tr("Clear"),
                self.tr("No region: a style is then wherever no other one is."),
                self._clear,
            ),
            button(
                self.tr("Load…"),
                self.tr("A picture as the region: white is in it, black is not."),
                self._choose_file,
            ),
        )

    def _connect(self) -> None:
        self._target.activated.connect(self._show)
        self._paint.setCheckable(True)
        self._paint.toggled.connect(self._tool.switch)
        self._erase.toggled.connect(lambda on: self._brush(erasing=on))
        self._size.entered.connect(
            lambda size, _: self._brush(size=min(max(size / PERCENT, SMALLEST), LARGEST))
        )
        self._hardness.entered.connect(
            lambda hardness, _: self._brush(hardness=min(max(hardness / PERCENT, 0.0), 1.0))
        )
        for row in (self._size, self._hardness):
            row.refused.connect(self.refused)
        self._tool.painted.connect(self._take_stroke)
        self._tool.switched.connect(self._show_switch)
        self._tool.brush_changed.connect(self._show_brush)
        self._document.changed.connect(self._follow)

    def _lay_out(self) -> None:
        self._target.setAccessibleName(self.tr("Region of"))
        self._target.setIconSize(THUMBNAIL)
        self._target.setToolTip(
            self.tr(
                "Each painting may have a part of the picture; what has none fills the rest. Or a "
                "part stays as it was photographed.\nThe guides of the Gram matrices"
            )
        )
        self._paint.setToolTip(
            self.tr(
                "The mouse paints the region, or arrows and Return. X takes away instead, Esc puts "
                "the brush away."
            )
        )
        self._remark.setProperty("tone", "caption")
        self._remark.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for widget in (self._target, self._paint, self._size, self._hardness, self._erase):
            layout.addWidget(widget)
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for number, button in enumerate(self._acts):
            grid.addWidget(button, number // 2, number % 2)
        layout.addLayout(grid)
        layout.addWidget(self._remark)

    # What is shown

    def _follow(self) -> None:
        """Of all that changes only the pictures and the masks are shown here."""
        intent, before = self._document.intent, self._shown
        if before is None or (intent.content, intent.styles, intent.masks) != (
            before.content,
            before.styles,
            before.masks,
        ):
            self._show()

    def _show(self) -> None:
        intent = self._shown = self._document.intent
        targets = [*intent.styles, None]
        if targets != self._targets:
            self._show_targets(targets)
        self._show_icons()
        if self._painted_on != (painted_on := (intent.content, self._chosen())):
            self._painted_on = painted_on
            self._tool.let_go()
        if intent.content is None:
            self._tool.switch(False)
        for widget in (self._target, self._paint, *self._acts):
            widget.setEnabled(intent.content is not None)
        base = self._base()
        self._tool.hold(base)
        words = self._words(base)
        self._remark.setText(words)
        self._target.setAccessibleDescription(words)

    def _show_targets(self, targets: list[Source | None]) -> None:
        """The one that was chosen stays so; of the first paintings the first one is."""
        chosen, had_styles = self._chosen(), len(self._targets) > 1
        self._targets = targets
        self._target.clear()
        self._target.addItems([self._name(target) for target in targets])
        stays = chosen in targets and had_styles
        self._target.setCurrentIndex(targets.index(chosen) if stays else 0)

    def _show_icons(self) -> None:
        content = self._document.intent.content
        marked = [self._mask_of(target) is not None for target in self._targets]
        if self._icons_of != (icons_of := (content, *self._targets, *marked)):
            self._icons_of = icons_of
            for index, target in enumerate(self._targets):
                picture = target or content
                icon = _thumbnail(picture.preview, marked[index]) if picture else QIcon()
                self._target.setItemIcon(index, icon)

    def _chosen(self) -> Source | None:
        index = self._target.currentIndex()
        return self._targets[index] if 0 <= index < len(self._targets) else None

    def _name(self, target: Source | None) -> str:
        return Path(target.name).stem if target else self.tr("What stays as photographed")

    def _mask_of(self, target: Source | None) -> Mask | None:
        masks = self._document.intent.masks
        return masks.of(target) if masks.content is self._document.intent.content else None

    def _mask(self) -> Mask | None:
        return self._mask_of(self._chosen())

    def _nothing(self) -> Mask | None:
        content = self._document.intent.content
        return empty(*content.size.toTuple()) if content else None

    def _base(self) -> Mask | None:
        """What the next stroke is laid on: a painting without a region is everywhere."""
        mask, nothing = self._mask(), self._nothing()
        if mask is not None and nothing is not None:
            return fitted(mask, nothing.shape)
        everywhere = self._tool.brush.erasing and self._chosen() is not None
        return filled(nothing) if everywhere and nothing is not None else nothing

    def _words(self, base: Mask | None) -> str:
        if base is not None and self._mask() is not None:
            return self.tr("{part} of the picture").format(part=f"{base.mean() / 255:.0%}")
        if self._chosen() is None:
            return self.tr("Nothing is kept: all of the picture is painted.")
        return self.tr("No region yet: this painting is wherever no other one is.")

    def _show_switch(self, on: bool) -> None:
        self._paint.setChecked(on)
        self._tool.hold(self._base())

    def _show_brush(self) -> None:
        brush = self._tool.brush
        self._size.set_value(round(PERCENT * brush.size, 1))
        self._hardness.set_value(round(PERCENT * brush.hardness, 1))
        self._erase.setChecked(brush.erasing)
        self._tool.hold(self._base())

    # What is done

    def _brush(self, **changes: Any) -> None:
        self._tool.take(replace(self._tool.brush, **changes))
        self._show_brush()

    def _take_stroke(self, mask: Mask, gesture: object) -> None:
        words = (
            self.tr("Erase the region") if self._tool.brush.erasing else self.tr("Paint the region")
        )
        self._change(words, mask, gesture)

    def _make(self, words: str, make: Callable[[Mask], Mask]) -> None:
        mask = self._mask()
        if (before := self._nothing() if mask is None else mask) is not None:
            self._change(words, make(before))

    def _clear(self) -> None:
        if self._mask() is not None:
            self._change(self.tr("Clear the region"), None)

    def _change(self, words: str, mask: Mask | None, gesture: object = None) -> None:
        self._replace(words, self._chosen(), mask, gesture)

    def _replace(
        self, words: str, target: Source | None, mask: Mask | None, gesture: object = None
    ) -> None:
        intent = self._document.intent
        if intent.content:
            masks = intent.masks.replaced(intent.content, target, mask)
            self._document.change(words, gesture, masks=masks)

    # From a file

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the region's picture"), str(pictures_folder()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        pattern = " ".join(f"*{ending}" for ending in images.READABLE)
        dialog.setNameFilter(self.tr("Pictures ({endings})").format(endings=pattern))
        dialog.fileSelected.connect(lambda path: self.load(Path(path)))
        dialog.open()

    def load(self, path: Path) -> None:
        """The picture in this file as the region of what is chosen."""
        self._background.do(
            partial(images.load_mask, path),
            partial(self._replace, self.tr("Load the region"), self._chosen()),
            self.failed.emit,
        )


def _thumbnail(picture: QImage, marked: bool) -> QIcon:
    """The middle of the picture, and a dot in the masks' colour if there is a region."""
    part = QRect(QPoint(), THUMBNAIL.scaled(picture.size(), Qt.AspectRatioMode.KeepAspectRatio))
    part.moveCenter(picture.rect().center())
    small = picture.copy(part).scaled(
        THUMBNAIL * SHARP,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    pixmap = QPixmap.fromImage(small)
    pixmap.setDevicePixelRatio(SHARP)
    if marked:
        _paint_dot(pixmap)
    return QIcon(pixmap)


def _paint_dot(pixmap: QPixmap) -> None:
    dot = QRect(0, 0, GRID, GRID)
    dot.moveBottomRight(QRect(QPoint(), THUMBNAIL).bottomRight())
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(Qt.GlobalColor.white, 1.5))
    painter.setBrush(TINT)
    painter.drawEllipse(dot)
    painter.end()
