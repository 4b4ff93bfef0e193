"""The help page: what each control does, shown by pictures that are painted as it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QImage, QKeyEvent, QKeySequence, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from styler import images
from styler.assets import asset
from styler.colour import Picture
from styler.ui.background import Background, Failure
from styler.ui.help.lessons import CONTENT, STYLE, Lesson, Sketch, lessons
from styler.ui.help.sketch import WIDTH, CaptionedSketch, SketchView
from styler.ui.pictures import preview
from styler.ui.theme import GRID
from styler.ui.worker import Painted, State, Worker

FIRST_WIDTH, FIRST_HEIGHT = 760, 820
READABLE = 90 * GRID  # wider lines are hard to read
HEADING, TITLE = 16, 24  # pixels


class HelpPage(QDialog):
    """A page to scroll through. Its pictures are painted while nothing else is, and kept."""

    def __init__(
        self,
        parent: QWidget | None,
        worker: Worker,
        actions: Mapping[str, QAction],
        shown: Sequence[Lesson] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("How Styler paints"))
        self._worker = worker
        self._lessons = lessons() if shown is None else shown
        self._views: dict[str, SketchView] = {}
        self._pictures: tuple[Picture, Picture] | None = None
        self._background: Background | None = None
        self._now = _text("", "muted")
        self._lay_out(actions)
        self.resize(FIRST_WIDTH, FIRST_HEIGHT)
        worker.sketched.connect(self._show_sketch)
        worker.state_changed.connect(self._tell)
        self.finished.connect(self._leave)

    # Building

    def _lay_out(self, actions: Mapping[str, QAction]) -> None:
        self._scroller = _Scroller()
        self._scroller.setAccessibleName(self.windowTitle())
        self._scroller.setWidget(self._page(actions))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroller, 1)
        layout.addWidget(self._foot())

    def _page(self, actions: Mapping[str, QAction]) -> QWidget:
        column = QWidget()
        column.setMaximumWidth(READABLE)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 6 * GRID)
        layout.setSpacing(5 * GRID)
        for lesson in self._lessons:
            layout.addLayout(self._section(lesson))
        layout.addLayout(self._keys(actions.values()))
        layout.addStretch(1)
        page = QWidget()
        middle = QHBoxLayout(page)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addWidget(column, 1000)
        middle.addStretch(1)
        return page

    def _section(self, lesson: Lesson) -> QVBoxLayout:
        section = QVBoxLayout()
        section.setSpacing(GRID * 3 // 2)
        section.addWidget(_heading(lesson.heading, TITLE if self._is_first(lesson) else HEADING))
        for paragraph in lesson.paragraphs:
            section.addWidget(_text(paragraph))
        if lesson.formula:
            section.addWidget(_formula(lesson.formula))
        if lesson.sketches:
            section.addLayout(self._row(lesson.sketches))
        return section

    def _is_first(self, lesson: Lesson) -> bool:
        return lesson is self._lessons[0]

    def _row(self, sketches: Iterable[Sketch]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, GRID // 2, 0, 0)
        row.setSpacing(GRID * 3 // 2)
        for sketch in sketches:
            captioned = CaptionedSketch(sketch.caption)
            self._views[sketch.key] = captioned.view
            row.addWidget(captioned, 1)
        return row

    def _keys(self, actions: Iterable[QAction]) -> QVBoxLayout:
        section = QVBoxLayout()
        section.setSpacing(GRID * 3 // 2)
        section.addWidget(_heading(self.tr("Keys"), HEADING))
        table = QGridLayout()
        table.setHorizontalSpacing(3 * GRID)
        table.setVerticalSpacing(GRID // 2)
        table.setColumnStretch(1, 1)
        for row, action in enumerate(each for each in actions if each.shortcuts()):
            keys = _text(_keys_of(action))
            keys.setWordWrap(False)
            table.addWidget(keys, row, 0, Qt.AlignmentFlag.AlignTop)
            table.addWidget(_text(_what_it_does(action), "muted"), row, 1)
        section.addLayout(table)
        return section

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("notice")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QHBoxLayout(foot)
        layout.setContentsMargins(4 * GRID, GRID, 2 * GRID, GRID)
        layout.addWidget(self._now, 1)
        layout.addWidget(buttons)
        return foot

    # Painting

    def showEvent(self, event: QShowEvent) -> None:
        """Asks for the pictures that are not there yet."""
        super().showEvent(event)
        if event.spontaneous():
            return
        self._scroller.setFocus()
        if self._pictures:
            self._ask(self._pictures)
        elif not self._background:
            self._background = Background()
            self._background.do(_samples, self._take_samples, self._say_failure)

    def _take_samples(self, samples: tuple[Picture, Picture, QImage]) -> None:
        content, style, photograph = samples
        self._forget_background()
        for view in self._views.values():
            view.show_waiting(photograph)
        self._pictures = content, style
        self._ask(self._pictures)

    def _say_failure(self, failure: Failure) -> None:
        self._forget_background()
        self._now.setText(failure.sentence)

    def _ask(self, pictures: tuple[Picture, Picture]) -> None:
        content, style = pictures
        for sketch in self._missing():
            self._worker.sketch(sketch.key, content, [style], sketch.settings)
        self._tell()

    def _missing(self) -> list[Sketch]:
        sketches = (sketch for lesson in self._lessons for sketch in lesson.sketches)
        return [sketch for sketch in sketches if not self._views[sketch.key].finished]

    @Slot(object, object)
    def _show_sketch(self, key: str, painted: Painted) -> None:
        if view := self._views.get(key):  # or it is a contact sheet's
            view.show_frame(painted.image, _done(painted))
        if painted.frame.last:
            self._tell()

    @Slot()
    def _tell(self) -> None:
        if not self._missing():
            self._now.setText(self.tr("All pictures on this page were painted on this computer."))
        elif self._worker.state in (State.WARMING, State.PAINTING):
            self._now.setText(
                self.tr("Painting is under way: these pictures wait until it pauses.")
            )
        else:
            self._now.setText(self.tr("Styler paints these pictures now, one after another."))

    @Slot()
    def _leave(self) -> None:
        self._worker.drop_sketches()
        self._forget_background()

    def _forget_background(self) -> None:
        if self._background:
            self._background.close()
            self._background.join()  # two small files at the most
        self._background = None


class _Scroller(QScrollArea):
    """Scrolls by all the keys a reader would try."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home, End and Space; Qt does the arrows and the pages."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Space:
                bar.setValue(bar.value() + bar.pageStep())
            case _:
                super().keyPressEvent(event)


def _samples() -> tuple[Picture, Picture, QImage]:
    content = images.load(asset("samples", "content", CONTENT))
    style = images.load(asset("samples", "style", STYLE))
    return content, style, preview(content, 4 * WIDTH)


def _done(painted: Painted) -> float:
    frame = painted.frame
    if frame.last:
        return 1.0
    return (frame.stage - 1 + frame.step / frame.steps) / frame.stages


def _text(words: str, tone: str = "") -> QLabel:
    label = QLabel(words)
    label.setProperty("tone", tone)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _heading(words: str, pixels: int) -> QLabel:
    label = _text(words, "heading")
    font = label.font()
    font.setPixelSize(pixels)
    label.setFont(font)
    return label


def _formula(formula: str) -> QLabel:
    label = _text(formula)
    label.setBackgroundRole(QPalette.ColorRole.AlternateBase)
    label.setAutoFillBackground(True)
    label.setMargin(GRID * 3 // 2)
    return label


def _keys_of(action: QAction) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(keys.toString(native) for keys in action.shortcuts())


def _what_it_does(action: QAction) -> str:
    # The text may change with the state, as “Undo: Move β”; the tooltip, which ends with the keys,
    # does not.
    first = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return action.toolTip().removesuffix(f" ({first})")
