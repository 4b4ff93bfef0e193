"""The slim bar over the canvas that says what happened. It never stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from styler.ui.theme import GRID, Glyph

INFO_SECONDS = 8


class Kind(Enum):
    """How grave it is; also the icon's name."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_INKS = {
    Kind.INFO: QPalette.ColorRole.PlaceholderText,
    Kind.WARNING: QPalette.ColorRole.Highlight,
    Kind.ERROR: QPalette.ColorRole.BrightText,
}


@dataclass(frozen=True)
class Offer:
    """A way on: the words of a button, and what it does."""

    text: str
    do: Callable[[], object]


class MessageBar(QFrame):
    """One message at a time; good news leaves by itself."""

    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.kind = Kind.INFO
        self._glyph = Glyph(Kind.INFO.value, 20, _INKS[Kind.INFO])
        self._text = QLabel()
        self._text.setWordWrap(True)
        # What errors quote comes from files, and is not to be read as mark-up.
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setFixedHeight(20 * GRID)
        self._offers = QHBoxLayout()
        self._more = _quiet(self.tr("Details"))
        self._more.setCheckable(True)
        self._copy = _quiet(self.tr("Copy"))
        self._close = _quiet(self.tr("Close"))
        self._leave = QTimer(self, singleShot=True, interval=INFO_SECONDS * 1000)
        self._connect()
        self._lay_out()
        self.hide()

    def _connect(self) -> None:
        self._more.toggled.connect(self._details.setVisible)
        self._copy.clicked.connect(self._copy_all)
        self._close.clicked.connect(self.hide)
        self._leave.timeout.connect(self.hide)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._glyph)
        line.addWidget(self._text, 1)
        line.addLayout(self._offers)
        for button in (self._more, self._copy, self._close):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.addLayout(line)
        layout.addWidget(self._details)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, kind: Kind, text: str, details: str = "", *offers: Offer) -> None:
        """Shows a message in the place of the last one, with a button for each offer."""
        self.kind = kind
        self._show_offers(offers)
        self.setProperty("kind", kind.value)
        self.style().polish(self)
        self._glyph.show_icon(kind.value, _INKS[kind])
        self._text.setText(text)
        self._details.setPlainText(details)
        self._more.setChecked(False)
        self._details.hide()
        for button in (self._more, self._copy):
            button.setVisible(bool(details))
        self._leave.stop()
        if kind is Kind.INFO and not offers:
            self._leave.start()
        self.show()
        self.said.emit(text)

    def _show_offers(self, offers: Iterable[Offer]) -> None:
        while item := self._offers.takeAt(0):
            if button := item.widget():
                button.deleteLater()
        for offer in offers:
            made = QPushButton(offer.text)
            made.clicked.connect(self.hide)
            made.clicked.connect(lambda _, do=offer.do: do())
            self._offers.addWidget(made)

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.text}\n\n{self._details.toPlainText()}")

    def minimumSizeHint(self) -> QSize:
        """The text wraps; it never widens the window."""
        return QSize(0, super().minimumSizeHint().height())


def _quiet(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("tone", "quiet")
    return button
