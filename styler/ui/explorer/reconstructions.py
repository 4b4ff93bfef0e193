"""What each depth keeps: the photograph from one layer, the painting's texture from those up to it.

The figure of L. Gatys, A. Ecker and M. Bethge, 2015, of the user's own pictures.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from styler.errors import StylerError
from styler.reconstruction import DEPTHS, SIZE, STEPS, content_from, texture_up_to
from styler.settings import Settings
from styler.ui.background import Failure
from styler.ui.help.sketch import CaptionedSketch
from styler.ui.intent import Source
from styler.ui.language import sentence
from styler.ui.studio import Studio
from styler.ui.theme import GRID
from styler.ui.worker import Painted, State

Shrink = Callable[[Settings], Settings]


def small(settings: Settings) -> Settings:
    """What can be painted ten times in a few minutes."""
    return settings.replaced(size=SIZE, sizes=(SIZE,), steps=STEPS, time_limit=None)


class ReconstructionsPage(QWidget):
    """Two rows of small live runs, shallow layers at the left."""

    failed = Signal(str)

    def __init__(self, studio: Studio, shrunk: Shrink = small) -> None:
        super().__init__()
        self._studio, self._worker, self._shrunk = studio, studio.worker, shrunk
        self._of: tuple[Source, Source] | None = None
        self._asking = False
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setProperty("tone", "muted")
        self._lay_out()
        self._worker.sketched.connect(self._show_sketch)
        self._worker.sketch_failed.connect(self._take_failure)
        self._worker.state_changed.connect(self._tell)
        studio.document.changed.connect(self._follow_intent)

    def _lay_out(self) -> None:
        self.views: dict[tuple[str, str], CaptionedSketch] = {}
        strip = QWidget()
        grid = QGridLayout(strip)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 3 // 2)
        grid.setVerticalSpacing(GRID)
        for row, (kind, heading) in enumerate(self._rows()):
            title = QLabel(heading)
            title.setProperty("tone", "heading")
            grid.addWidget(title, 2 * row, 0, 1, len(DEPTHS))
            for column, layer in enumerate(DEPTHS):
                view = self.views[kind, layer] = CaptionedSketch(self._caption(kind, layer))
                grid.addWidget(view, 2 * row + 1, column, Qt.AlignmentFlag.AlignTop)
                grid.setColumnStretch(column, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QScrollArea.Shape.NoFrame)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(strip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._words)
        layout.addWidget(scroller, 1)

    def _rows(self) -> tuple[tuple[str, str], ...]:
        return (
            ("content", self.tr("The photograph, made anew from one layer alone")),
            ("style", self.tr("The painting's texture, from this layer and those before it")),
        )

    def _caption(self, kind: str, layer: str) -> str:
        if kind == "content" or layer == DEPTHS[0]:
            return layer
        return self.tr("{first} … {last}").format(first=DEPTHS[0], last=layer)

    @property
    def progress(self) -> float | None:
        """How much of both rows is painted, up to 1; None where nothing is being painted."""
        if not self._asking or not self._missing():
            return None
        return 1 - len(self._missing()) / len(self.views)

    # Painting

    def open(self) -> None:
        """Paints what is not there yet."""
        self._asking = True
        self._follow_intent()

    def close_strip(self) -> None:
        """Paints nothing any more."""
        if self._asking:
            self._asking = False
            self._worker.drop_sketches()

    @Slot()
    def _follow_intent(self) -> None:
        intent = self._studio.intent
        of = (intent.content, intent.styles[0]) if intent.content and intent.styles else None
        if not self._asking or of == self._of:
            return
        self._worker.drop_sketches()
        self._of = of
        if of:
            for (kind, _), captioned in self.views.items():
                captioned.view.finished = False
                captioned.view.show_waiting(of[kind == "style"].preview)
            self._ask()
        self._tell()

    def _ask(self) -> None:
        if not self._of:
            return
        try:
            for kind, layer in self._missing():
                self._sketch(self._of, kind, layer)
        except StylerError as error:
            self.failed.emit(sentence(error))

    def _sketch(self, of: tuple[Source, Source], kind: str, layer: str) -> None:
        base = self._shrunk(self._studio.intent.settings)
        settings = (content_from if kind == "content" else texture_up_to)(layer, base)
        picture = of[kind == "style"].picture
        self._worker.sketch((self, of, kind, layer), picture, [picture], settings)

    def _missing(self) -> list[tuple[str, str]]:
        return [key for key, captioned in self.views.items() if not captioned.view.finished]

    @Slot(object, object)
    def _show_sketch(self, key: object, painted: Painted) -> None:
        match key:
            case (page, of, str(kind), str(layer)) if page is self and of == self._of:
                frame = painted.frame
                done = 1.0 if frame.last else frame.step / frame.steps
                self.views[kind, layer].view.show_frame(painted.image, done)
                self._tell()

    @Slot(object, object)
    def _take_failure(self, key: object, failure: Failure) -> None:
        match key:
            case (page, _, _, _) if page is self:
                self.failed.emit(failure.sentence)

    @Slot()
    def _tell(self) -> None:
        if not self._of:
            words = self.tr("This needs a photograph and a painting.")
        elif not self._missing():
            words = self.tr(
                "Shallow layers keep the pixels, deep ones the arrangement. A texture grows "
                "coarser with each layer that is added."
            )
        elif self._worker.state in (State.WARMING, State.PAINTING):
            words = self.tr("Painting is under way: these pictures wait until it pauses.")
        else:
            words = self.tr("Styler paints these now, from noise, one after another.")
        self._words.setText(words)
