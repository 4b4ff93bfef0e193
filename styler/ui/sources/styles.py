"""The styles: one as large as the content, or several with a weight each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from styler.errors import StylerError
from styler.ui.controls.sliders import LogScale, LogSlider
from styler.ui.intent import Document, Source
from styler.ui.pictures import Fitted, fitted
from styler.ui.sources.place import AddPlace, Place, Role
from styler.ui.theme import GRID

MOST = 6
WEIGHTS = LogScale.around(1.0, 10.0)  # one style may count for ten times another


class StylesBox(QWidget):
    """Shows the document's styles, and moves their weights."""

    def __init__(self, role: Role, document: Document) -> None:
        super().__init__()
        self._document = document
        self._shown: tuple[Source, ...] = ()
        self._rows: list[StyleRow] = []
        self.place = Place(role)
        self.place.emptied.connect(partial(self._remove, 0))
        self.add = AddPlace()
        self._title = QLabel(self.tr("Styles"))
        self._title.setProperty("tone", "heading")
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID // 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._title)
        layout.addWidget(self.place, 1)
        layout.addLayout(self._list)
        layout.addWidget(self.add)
        # No higher than it needs: the rest is the gallery's.
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinAndMaxSize)
        document.changed.connect(self._follow)
        self._show_styles(())
        self._follow()

    def _follow(self) -> None:
        intent = self._document.intent
        if intent.styles != self._shown:
            self._show_styles(intent.styles)
        for row, share, weight in zip(self._rows, self._shares(), self._weights(), strict=False):
            row.show_weight(weight, share)

    def _show_styles(self, styles: tuple[Source, ...]) -> None:
        self._shown = styles
        several = len(styles) > 1
        self.place.show_source(styles[0] if styles else None)
        self.place.setVisible(not several)
        self._title.setVisible(several)
        self.add.setVisible(0 < len(styles) < MOST)
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(n, style) for n, style in enumerate(styles)] if several else []
        for row in self._rows:
            self._list.addWidget(row)
        stops = (self.place, *(stop for row in self._rows for stop in row.stops), self.add)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _row(self, number: int, style: Source) -> StyleRow:
        row = StyleRow(style)
        row.slider.moved.connect(partial(self._weigh, number))
        row.remove.clicked.connect(partial(self._remove, number))
        return row

    def _weights(self) -> Sequence[float]:
        settings = self._document.intent.settings
        return settings.style_weights or (1.0,) * len(self._shown)

    def _shares(self) -> Sequence[float]:
        return self._document.intent.settings.shares(len(self._shown)) if self._shown else ()

    def _weigh(self, number: int, weight: float, gesture: object) -> None:
        weights = list(self._weights())
        weights[number] = weight
        try:
            self._document.change_settings(
                self.tr("Mix the styles"), gesture, style_weights=tuple(weights)
            )
        except StylerError:  # the last one that counts stays
            self._follow()

    def _remove(self, number: int) -> None:
        kept = [n for n in range(len(self._shown)) if n != number]
        weights = self._document.intent.settings.style_weights
        left = tuple(weights[n] for n in kept) if weights and any(weights[n] for n in kept) else ()
        self._document.change(
            self.tr("Remove a style"),
            styles=tuple(self._shown[n] for n in kept),
            settings=self._document.intent.settings.replaced(style_weights=left),
        )
        self._refocus(number)

    def _refocus(self, number: int) -> None:
        """The keyboard stays where the style was."""
        if self._rows:
            self._rows[min(number, len(self._rows) - 1)].remove.setFocus()
        else:
            self.place.setFocus()


class StyleRow(QWidget):
    """One of several styles: its picture, its name, its weight, and a way out."""

    def __init__(self, style: Source) -> None:
        super().__init__()
        self.slider = LogSlider(WEIGHTS, 1.0)
        self.slider.setAccessibleName(self.tr("Weight of {name}").format(name=style.name))
        self.slider.setToolTip(
            self.tr("How much this painting counts in the mix.\nIts Grams' share in Gram[l](S).")
        )
        self.remove = QPushButton("×")
        self.remove.setProperty("tone", "tool")
        self.remove.setAccessibleName(self.tr("Remove {name}").format(name=style.name))
        self.remove.setToolTip(self.tr("Take this painting out of the mix"))
        name = _Elided(style.name)
        self._share = QLabel()
        self._share.setProperty("tone", "caption")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(name, 1)
        line.addWidget(self._share)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(0)
        layout.addWidget(_Thumbnail(style), 0, 0, 2, 1)
        layout.addLayout(line, 0, 1)
        layout.addWidget(self.slider, 1, 1)
        layout.addWidget(self.remove, 0, 2, 2, 1)
        layout.setColumnStretch(1, 1)

    @property
    def stops(self) -> tuple[QWidget, QWidget]:
        """Where the keyboard stops, in order."""
        return self.slider, self.remove

    def show_weight(self, weight: float, share: float) -> None:
        """The weight on the slider, and what it comes to beside the others."""
        self.slider.set_value(weight)
        self._share.setText(f"{share:.0%}")


class _Thumbnail(QWidget):
    """A small picture."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._picture = Fitted(source.preview)
        self.setFixedSize(QSize(6 * GRID, 5 * GRID))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, whole."""
        painter = QPainter(self)
        self._picture.draw(painter, fitted(self._picture.image.size(), self.rect()))
        painter.end()


class _Elided(QLabel):
    """A file's name that gives way rather than widen the column, its ending first."""

    def __init__(self, name: str) -> None:
        super().__init__(Path(name).stem)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of it as there is room for."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(QRect(self.rect()), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
