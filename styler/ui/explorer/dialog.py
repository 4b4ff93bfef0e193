"""What the network sees: a window beside the picture, closed by default."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from styler.anatomy import Layer, layer_at, table
from styler.errors import StylerError
from styler.settings import LAYERS
from styler.ui.canvas.canvas import Canvas
from styler.ui.controls.fields import Choice
from styler.ui.explorer.correlations import CorrelationsPage
from styler.ui.explorer.exhibits import Role
from styler.ui.explorer.inquiry import FIRST_LAYER, Inquiry, Need
from styler.ui.explorer.layers import LayersPage
from styler.ui.explorer.reconstructions import ReconstructionsPage, Shrink, small
from styler.ui.explorer.units import UnitsPage
from styler.ui.language import sentence
from styler.ui.studio import Studio
from styler.ui.theme import GRID
from styler.ui.worker import State

FIRST_WIDTH, FIRST_HEIGHT = 1000, 760
WHOLE = 1000  # of the progress bar
TABS = """
QTabWidget::pane { border: none; border-top: 1px solid palette(mid); }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { padding: 8px 16px; border: none; border-bottom: 2px solid transparent;
               color: palette(placeholder-text); }
QTabBar::tab:hover, QTabBar::tab:selected { color: palette(window-text); }
QTabBar::tab:selected { border-bottom-color: palette(highlight); }
QTabBar::tab:selected:focus { color: palette(highlight); }
"""
ON_WHICH_SIZE = (512, 512)  # the network is shown, where there is no picture
NEEDS = (
    (),
    (Need.SURVEY, Need.MAP, Need.SYNTHESIS),
    (Need.SURVEY, Need.STYLE, Need.GENERATED),
    (),
)
LAYERS_TAB, UNITS_TAB, CORRELATIONS_TAB, RECONSTRUCTIONS_TAB = range(len(NEEDS))


class ExplorerWindow(QDialog):
    """Layers, units, correlations and reconstructions, each on a tab; one layer for all."""

    slider_wanted = Signal(str)

    def __init__(
        self, window: QWidget | None, studio: Studio, canvas: Canvas, shrunk: Shrink = small
    ) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("What the network sees"))
        self._studio, self._canvas = studio, canvas
        self._layer = FIRST_LAYER  # that is shown: a pooling too
        self._shown_size: tuple[int, int] | None = None
        self._trouble = ""
        self.inquiry = Inquiry(self, studio)
        self.layers = LayersPage()
        self.units = UnitsPage(self.inquiry, studio.document, studio.background)
        self.correlations = CorrelationsPage(self.inquiry, studio.background)
        self.reconstructions = ReconstructionsPage(studio, shrunk)
        self._choice = Choice(LAYERS)
        self._lay_out()
        self._connect()
        self.resize(FIRST_WIDTH, FIRST_HEIGHT)
        self._follow_studio()
        self._show_layer()

    # Building

    def _lay_out(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setStyleSheet(TABS)
        self.tabs.addTab(self.layers, self.tr("&Layers"))
        self.tabs.addTab(self.units, self.tr("&Units"))
        self.tabs.addTab(self.correlations, self.tr("C&orrelations"))
        self.tabs.addTab(self.reconstructions, self.tr("&Reconstructions"))
        self._progress = QProgressBar()
        self._progress.setRange(0, WHOLE)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("How much is found"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._progress)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("notice")
        words = QLabel(self.tr("La&yer"))
        words.setBuddy(self._choice)
        self._choice.setAccessibleName(self.tr("Layer"))
        self._choice.setMinimumWidth(20 * GRID)
        self._now = QLabel()
        self._now.setProperty("tone", "muted")
        self._now.setWordWrap(True)
        close = QPushButton(self.tr("&Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        layout = QHBoxLayout(foot)
        layout.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(words)
        layout.addWidget(self._choice)
        layout.addSpacing(GRID)
        layout.addWidget(self._now, 1)
        layout.addWidget(close)
        return foot

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._look)
        self._choice.textActivated.connect(self.choose_layer)
        self.layers.chosen.connect(self.choose_layer)
        self.layers.units_wanted.connect(self._show_units)
        self.layers.slider_wanted.connect(self.slider_wanted)
        self.correlations.channel_wanted.connect(self._show_channel)
        self.units.marked.connect(self._mark_patch)
        self.inquiry.progressed.connect(self._tell)
        for teller in (self.inquiry, self.units, self.correlations, self.reconstructions):
            teller.failed.connect(self._say)
        self._studio.changed.connect(self._follow_studio)
        self._studio.frame_came.connect(self._follow_size)
        self._studio.worker.state_changed.connect(self._tell)
        self._studio.worker.sketched.connect(self._tell)
        self._canvas.pointed.connect(self._point)
        self.finished.connect(self._leave)

    # Opening and closing

    def showEvent(self, event: QShowEvent) -> None:
        """Goes on looking where it stopped."""
        super().showEvent(event)
        if not event.spontaneous():
            self._look()

    @Slot()
    def _look(self) -> None:
        """For what the tab shows, and for nothing else."""
        if not self.isVisible():
            return
        tab = self.tabs.currentIndex()
        self._trouble = ""
        self.inquiry.open(*NEEDS[tab])
        if tab == RECONSTRUCTIONS_TAB:
            self.reconstructions.open()
        else:
            self.reconstructions.close_strip()
        self._choice.setEnabled(tab != RECONSTRUCTIONS_TAB)
        self._canvas.show_mark(QRectF())
        self._tell()

    @Slot()
    def _leave(self) -> None:
        self.inquiry.close()
        self.reconstructions.close_strip()
        self._canvas.show_mark(QRectF())

    # Which layer

    @Slot(str)
    def choose_layer(self, name: str) -> None:
        """Shows it, and if it has channels of its own, looks into it."""
        self._layer, self._trouble = name, ""
        if name in LAYERS:
            self.inquiry.choose_layer(name)
        self._show_layer()

    def _show_layer(self) -> None:
        self.layers.show_chosen(self._layer)
        self._choice.setCurrentIndex(LAYERS.index(self.inquiry.layer))

    @Slot()
    def _show_units(self) -> None:
        self.tabs.setCurrentIndex(UNITS_TAB)

    @Slot(int)
    def _show_channel(self, channel: int) -> None:
        self.inquiry.choose_channel(channel)
        self._show_units()

    # Following the studio

    @Slot()
    def _follow_studio(self) -> None:
        self.layers.show_settings(self._studio.intent.settings)
        self._follow_size()

    @Slot()
    def _follow_size(self) -> None:
        """The network runs on the newest picture; before painting, on one of its final size."""
        if self._size() != self._shown_size:
            self._shown_size = self._size()
            try:
                layers = table(*self._shown_size)
            except StylerError as error:
                layers = ()
                self._say(sentence(error))
            self.layers.show_layers(layers)

    def _size(self) -> tuple[int, int]:
        """Height and width, pixels."""
        painted, intent = self._studio.painted, self._studio.intent
        if painted:
            return painted.frame.image.shape[:2]
        if intent.content:
            width, height = intent.settings.canvas_size(*intent.content.size.toTuple())
            return height, width
        return ON_WHICH_SIZE

    # On the canvas

    @Slot(object)
    def _point(self, at: QPointF | None) -> None:
        """Frames what a unit of the layer sees, where the mouse points."""
        if not self.isVisible():
            return
        layer = self._layer_here()
        if at is None or layer is None:
            self._canvas.show_mark(QRectF())
            return
        height, width = self._size()
        box = layer.sees(*layer.feature_at(at.y() * height, at.x() * width))
        self._mark(QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top))

    def _layer_here(self) -> Layer | None:
        try:
            return layer_at(self._layer, *self._size())
        except StylerError:
            return None

    def _mark(self, box: QRectF) -> None:
        height, width = self._size()
        part = QRectF(box.x() / width, box.y() / height, box.width() / width, box.height() / height)
        self._canvas.show_mark(part.intersected(QRectF(0, 0, 1, 1)))

    @Slot(object, object)
    def _mark_patch(self, role: Role, part: QRectF) -> None:
        """A patch of what the canvas shows is framed there too."""
        shown = Role.RESULT if self._studio.painted else Role.CONTENT
        if self.isVisible() and self.tabs.currentIndex() == UNITS_TAB:
            self._canvas.show_mark(part if role is shown else QRectF())

    # What goes on

    @Slot()
    def _tell(self) -> None:
        progress = self.inquiry.progress
        if self.tabs.currentIndex() == RECONSTRUCTIONS_TAB:
            progress = self.reconstructions.progress
        self._progress.setValue(0 if progress is None else round(WHOLE * progress))
        self._now.setText(self._trouble or self._words(progress is not None))

    def _words(self, looking: bool) -> str:
        if not looking:
            return ""
        if self._studio.worker.state in (State.WARMING, State.PAINTING):
            return self.tr("Painting goes first: looking takes a twentieth of its time.")
        return self.tr("Looking…")

    @Slot(str)
    def _say(self, words: str) -> None:
        self._trouble = words
        self._tell()
