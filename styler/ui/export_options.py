"""How a picture is exported: what is asked after the file, and remembered for the next time."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from styler.errors import StylerError
from styler.images import CHROMAS, DEPTHS, MAX_DPI, Alpha, Export, Kind, kind_of
from styler.ui.controls.fields import FIELD_HEIGHT, Choice, Number, Switch, Whole
from styler.ui.theme import GRID

KEY = "export"
FIELD_WIDTH = 22 * GRID
CM_PER_INCH = 2.54


@dataclass(frozen=True)
class Wishes:
    """What the user chose, whatever the format has a place for."""

    depth: int = 8
    quality: int = 95
    chroma: str = CHROMAS[0]
    dpi: int | None = None
    details: bool = False
    place: bool = False  # never remembered: it is asked for each time
    alpha: bool = True
    recipe: bool = True


@dataclass(frozen=True, eq=False)
class Origin:
    """What the photograph's file has beside its colours."""

    alpha: Alpha | None = None
    exif: bytes = b""
    exif_with_place: bytes = b""
    dpi: int | None = None

    @property
    def has_place(self) -> bool:
        """Whether it says where it was taken."""
        return self.exif != self.exif_with_place


def export_of(wishes: Wishes, kind: Kind, origin: Origin, recipe: str | None) -> Export:
    """The wishes, as far as the format has a place for them."""
    exif = origin.exif_with_place if wishes.place else origin.exif
    return Export(
        depth=wishes.depth if kind.deep else 8,
        quality=wishes.quality,
        chroma=wishes.chroma,
        dpi=wishes.dpi or (origin.dpi if wishes.details else None),
        exif=exif if wishes.details else b"",
        alpha=origin.alpha if wishes.alpha and kind.alpha else None,
        recipe=recipe if wishes.recipe and kind.recipe else None,
    )


class Remembered:
    """What was chosen the last time, kept in the preferences as JSON."""

    def __init__(self, preferences: QSettings | None) -> None:
        self._preferences = preferences

    @property
    def wishes(self) -> Wishes:
        """Whatever of it makes no sense is passed over."""
        kept = str(self._preferences.value(KEY, "{}")) if self._preferences is not None else "{}"
        try:
            wishes = Wishes(**_fitting(json.loads(kept)))
            Export(wishes.depth, wishes.quality, wishes.chroma, wishes.dpi)
        except (ValueError, AttributeError, StylerError):
            return Wishes()
        return replace(wishes, place=False)

    def keep(self, wishes: Wishes) -> None:
        """For the next time."""
        if self._preferences is not None:
            self._preferences.setValue(KEY, json.dumps(asdict(replace(wishes, place=False))))


def _fitting(kept: dict[str, Any]) -> dict[str, Any]:
    """The values whose type is that of the field."""
    defaults = asdict(Wishes())
    types = {name: (int,) if name == "dpi" else (type(value),) for name, value in defaults.items()}
    return {name: value for name, value in kept.items() if type(value) in types.get(name, ())}


class ExportOptions(QDialog):
    """Asks for what this format can hold. Return exports."""

    chosen = Signal(object)  # Wishes

    def __init__(
        self,
        parent: QWidget,
        path: Path,
        size: tuple[int, int],
        wishes: Wishes,
        origin: Origin,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export “{name}”").format(name=path.name))
        self._size = size
        self._make_fields(wishes)
        self._make_switches(wishes, origin)
        self._lay_out(kind_of(path), origin)
        self._show_print_size()
        self.accepted.connect(lambda: self.chosen.emit(self.wishes))

    def _make_fields(self, wishes: Wishes) -> None:
        self._depth = Choice([self.tr("8 bits a colour"), self.tr("16 bits a colour")])
        self._depth.setCurrentIndex(DEPTHS.index(wishes.depth))
        self._depth.setToolTip(
            self.tr("16 bits keep every shade that was painted, for further work on the picture.")
        )
        self._quality = Number(Whole(1, 100, 1))
        self._quality.set_value(wishes.quality)
        self._quality.entered.connect(self._take_quality)
        self._quality.setToolTip(self.tr("From 1, the smallest file, to 100, the finest picture."))
        self._chroma = Choice([self.tr("as fine as light (4:4:4)"), self.tr("coarser (4:2:0)")])
        self._chroma.setCurrentIndex(CHROMAS.index(wishes.chroma))
        self._chroma.setToolTip(self.tr("Coarser colours make the file smaller."))
        self._dpi = QLineEdit(str(wishes.dpi or ""))
        self._dpi.setFixedHeight(FIELD_HEIGHT)
        self._dpi.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._dpi.setValidator(QIntValidator(1, MAX_DPI, self._dpi))
        self._dpi.setPlaceholderText(self.tr("not said"))
        self._dpi.setToolTip(self.tr("How large the picture is in print: 300 is usual."))
        self._dpi.textChanged.connect(self._show_print_size)
        self._print_size = QLabel()
        self._print_size.setProperty("tone", "muted")

    def _make_switches(self, wishes: Wishes, origin: Origin) -> None:
        self._recipe = Switch(self.tr("Put the recipe into the file"))
        self._recipe.setChecked(wishes.recipe)
        self._recipe.setToolTip(
            self.tr("Settings and masks, so that another picture can be painted like this one.")
        )
        self._alpha = Switch(self.tr("Keep what is transparent in the photograph"))
        self._alpha.setChecked(wishes.alpha)
        self._details = Switch(self.tr("Keep the photograph’s details (EXIF)"))
        self._details.setChecked(wishes.details)
        self._details.setToolTip(self.tr("When and how it was taken, and by whom."))
        self._place = Switch(self.tr("Also where it was taken"))
        self._place.setEnabled(wishes.details)
        self._details.toggled.connect(self._place.setEnabled)

    def _take_quality(self, value: float) -> None:
        self._quality.set_value(min(max(int(value), 1), 100))

    def _lay_out(self, kind: Kind, origin: Origin) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(self._fields(kind))
        for switch, fits in (
            (self._recipe, kind.recipe),
            (self._alpha, kind.alpha and origin.alpha is not None),
            (self._details, bool(origin.exif_with_place)),
            (self._place, origin.has_place),
        ):
            switch.setVisible(fits)
            column.addWidget(switch)
        column.addSpacing(GRID)
        column.addWidget(self._buttons())
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _fields(self, kind: Kind) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 1)
        rows: tuple[tuple[str, QWidget, bool], ...] = (
            (self.tr("&Depth"), self._depth, kind.deep),
            (self.tr("&Quality"), self._quality, kind.quality),
            (self.tr("&Colours"), self._chroma, kind.chroma),
            (self.tr("Dots per &inch"), self._dpi, True),
        )
        for row, (words, field, fits) in enumerate(rows):
            label = QLabel(words)
            label.setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            field.setFixedWidth(FIELD_WIDTH)
            label.setVisible(fits)
            field.setVisible(fits)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self._print_size, len(rows), 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        return grid

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        export = box.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        export.setProperty("tone", "primary")
        export.setDefault(True)
        box.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _show_print_size(self) -> None:
        width, height = self._size
        pixels = self.tr("{width} × {height} pixels").format(width=width, height=height)
        if not self._dots:
            self._print_size.setText(pixels)
            return
        cm = CM_PER_INCH / self._dots
        printed = self.tr("{pixels}, {width} × {height} cm in print")
        self._print_size.setText(
            printed.format(pixels=pixels, width=f"{width * cm:.1f}", height=f"{height * cm:.1f}")
        )

    @property
    def _dots(self) -> int | None:
        return int(self._dpi.text()) if self._dpi.hasAcceptableInput() else None

    @property
    def wishes(self) -> Wishes:
        """As the fields stand. What this format has no place for is as it was."""
        return Wishes(
            depth=DEPTHS[self._depth.currentIndex()],
            quality=int(self._quality.text()),
            chroma=CHROMAS[self._chroma.currentIndex()],
            dpi=self._dots,
            details=self._details.isChecked(),
            place=self._details.isChecked() and self._place.isChecked(),
            alpha=self._alpha.isChecked(),
            recipe=self._recipe.isChecked(),
        )
