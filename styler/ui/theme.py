"""How Styler looks: two calm sets of greys, one warm accent, and the icons.

Widgets that paint themselves read the palette, so that a change of theme reaches them at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from string import Template

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from styler.assets import asset

GRID = 8  # pixels: every distance is a multiple, or half of one


class Appearance(Enum):
    """What the View menu offers."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Colours:
    """The greys around the picture, and the accent."""

    window: str
    panel: str
    canvas: str
    field: str
    border: str
    text: str
    muted: str
    disabled: str
    accent: str
    on_accent: str
    error: str


LIGHT = Colours(
    window="#eeedeb",
    panel="#f8f7f6",
    canvas="#d6d4d1",
    field="#ffffff",
    border="#cfccc8",
    text="#24221f",
    muted="#66615b",
    disabled="#a5a09a",
    accent="#b0581a",
    on_accent="#ffffff",
    error="#b3261e",
)
DARK = Colours(
    window="#232322",
    panel="#2b2b2a",
    canvas="#191918",
    field="#363534",
    border="#454442",
    text="#e8e6e3",
    muted="#a39f99",
    disabled="#6b6864",
    accent="#e59a50",
    on_accent="#1d1309",
    error="#f0837a",
)

_SHEET = Template("""
QMainWindow, QStatusBar { background: $window; }
QMenuBar { background: $window; padding: 2px 8px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $field; }
QMenu { background: $panel; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
#panel { background: $panel; }
#panel[side="bottom"] { border-top: 1px solid $border; }
QListView { background: transparent; border: none; outline: none; }
QListView::item { border: 2px solid transparent; border-radius: 4px; }
QListView::item:hover { border-color: $border; }
QListView::item:selected { border-color: $accent; background: transparent; }
QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="heading"] { color: $text; font-weight: 600; }
QLabel[tone="caption"] { color: $muted; font-size: 11px; }
QLabel[tone="invitation"] { font-size: 22px; font-weight: 300; }
QToolTip { background: $field; color: $text; border: 1px solid $border; padding: 6px; }

QPushButton { background: $field; color: $text; border: 1px solid $border; border-radius: 6px;
              padding: 7px 12px; }
QPushButton:hover { border-color: $muted; }
QPushButton:pressed { background: $window; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $disabled; background: transparent; }
QPushButton[tone="primary"] { background: $accent; color: $on_accent; border-color: $accent;
                              font-weight: 600; }
QPushButton[tone="primary"]:focus, QPushButton[tone="primary"]:hover { border-color: $text; }
QPushButton[tone="primary"]:disabled { background: $field; color: $disabled;
                                       border-color: $border; }
QPushButton:checked { border-color: $accent; color: $accent; }
QPushButton[tone="quiet"] { background: transparent; border-color: transparent; color: $accent;
                            padding: 3px 6px; }
QPushButton[tone="quiet"]:hover, QPushButton[tone="quiet"]:focus { border-color: $accent; }
QPushButton[tone="quiet"]:disabled { color: $disabled; }

QPushButton[tone="tool"] { background: transparent; border-color: transparent; padding: 4px; }
QPushButton[tone="tool"]:hover { background: $field; border-color: $border; }
QPushButton[tone="tool"]:checked { background: $field; border-color: $accent; }
QPushButton[tone="tool"]:focus { border-color: $accent; }

QPushButton[tone="tool"]:disabled { background: transparent; border-color: transparent; }

QLineEdit { background: $field; color: $text; border: 1px solid $border; border-radius: 6px;
            padding: 0 7px; selection-background-color: $accent;
            selection-color: $on_accent; }
QLineEdit:focus { border-color: $accent; }
QLineEdit:disabled { color: $disabled; background: transparent; }
QComboBox QLineEdit { border: none; background: transparent; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $border; padding: 4px;
                              outline: none; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: $accent; color: $on_accent; }

QPlainTextEdit { background: $field; border: 1px solid $border; border-radius: 4px;
                 font-family: monospace; font-size: 11px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $border; border-radius: 3px; margin: 2px;
                              min-height: 32px; }
QScrollBar::handle:vertical:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
#notice { border-top: 1px solid $border; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QProgressBar { background: transparent; border: none; max-height: 3px; min-height: 3px; }
QProgressBar::chunk { background: $accent; }

#message { background: $field; border: none; border-bottom: 1px solid $border; }
#message[kind="warning"] { border-left: 4px solid $accent; }
#message[kind="error"] { border-left: 4px solid $error; }
#message[kind="info"] { border-left: 4px solid $muted; }
""")


def colours(dark: bool) -> Colours:
    """The set of colours for dark or light."""
    return DARK if dark else LIGHT


def palette(c: Colours) -> QPalette:
    """The colours in Qt's roles; `Dark` is what surrounds the picture, `Mid` the hairlines."""
    roles = {
        QPalette.ColorRole.Window: c.window,
        QPalette.ColorRole.WindowText: c.text,
        QPalette.ColorRole.Base: c.field,
        QPalette.ColorRole.AlternateBase: c.panel,
        QPalette.ColorRole.Text: c.text,
        QPalette.ColorRole.PlaceholderText: c.muted,
        QPalette.ColorRole.Button: c.panel,
        QPalette.ColorRole.ButtonText: c.text,
        QPalette.ColorRole.BrightText: c.error,
        QPalette.ColorRole.Dark: c.canvas,
        QPalette.ColorRole.Mid: c.border,
        QPalette.ColorRole.Highlight: c.accent,
        QPalette.ColorRole.HighlightedText: c.on_accent,
        QPalette.ColorRole.Accent: c.accent,
        QPalette.ColorRole.Link: c.accent,
        QPalette.ColorRole.ToolTipBase: c.field,
        QPalette.ColorRole.ToolTipText: c.text,
    }
    made = QPalette(QColor(c.panel), QColor(c.window))
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.disabled))
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor(c.disabled))
    return made


class Theme(QObject):
    """Dresses the application, follows the system, and remembers what the user chose."""

    changed = Signal()

    def __init__(self, app: QApplication, preferences: QSettings) -> None:
        super().__init__()
        self._app, self._preferences = app, preferences
        remembered = preferences.value("appearance")
        known = {appearance.value: appearance for appearance in Appearance}
        self.appearance = known.get(str(remembered), Appearance.SYSTEM)
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    def choose(self, appearance: Appearance) -> None:
        """Light, dark, or as the system is; kept for the next time."""
        self.appearance = appearance
        self._preferences.setValue("appearance", appearance.value)
        self._dress()

    @property
    def colours(self) -> Colours:
        """The colours in use."""
        return colours(self._dark())

    def _dark(self) -> bool:
        if self.appearance is Appearance.SYSTEM:
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.appearance is Appearance.DARK

    def _dress(self) -> None:
        self._app.setPalette(palette(self.colours))
        self._app.setStyleSheet(_SHEET.substitute(vars(self.colours)))
        self.changed.emit()


def paint_icon(painter: QPainter, box: QRect, name: str, colour: QColor | str) -> None:
    """Draws `assets/icons/<name>.svg` with its strokes in the colour."""
    drawing = asset("icons", f"{name}.svg").read_bytes()
    recoloured = drawing.replace(b"currentColor", QColor(colour).name().encode())
    QSvgRenderer(QByteArray(recoloured)).render(painter, QRectF(box))


def icon(name: str, normal: str, disabled: str) -> QIcon:
    """An icon in two colours, for buttons."""
    made = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, normal), (QIcon.Mode.Disabled, disabled)):
        for side in (16, 32, 64):
            made.addPixmap(_pixmap(name, colour, side), mode)
    return made


def application_icon() -> QIcon:
    """The icon of the window and of the task bar."""
    made = QIcon()
    for side in (16, 32, 64, 128, 256):
        made.addPixmap(_pixmap("styler", "black", side))
    return made


def _pixmap(name: str, colour: str, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, pixmap.rect(), name, colour)
    painter.end()
    return pixmap


class Glyph(QWidget):
    """A small drawing in a layout, in a colour of the palette."""

    def __init__(self, name: str, side: int, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name, self._role = name, role
        self.setFixedSize(QSize(side, side))

    def show_icon(self, name: str, role: QPalette.ColorRole) -> None:
        """Another drawing, or another colour."""
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt calls this when it is to be drawn."""
        painter = QPainter(self)
        paint_icon(painter, self.rect(), self._name, self.palette().color(self._role))
        painter.end()
