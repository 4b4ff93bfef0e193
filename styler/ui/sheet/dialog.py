"""The contact sheet: small pictures painted side by side; the one that is clicked is adopted."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from styler import images
from styler.assets import asset
from styler.colour import Picture
from styler.errors import StylerError
from styler.images.page import Contents, page
from styler.sheet import small
from styler.ui.background import Failure
from styler.ui.exporting import ENDING, _pattern
from styler.ui.intent import Source
from styler.ui.language import sentence
from styler.ui.pictures import pictures_folder
from styler.ui.sheet.form import Form
from styler.ui.sheet.order import Order, Shrink, StyleSet, Wish, order
from styler.ui.sheet.table import SheetTable
from styler.ui.sources.origins import from_file
from styler.ui.sources.place import loaded
from styler.ui.studio import Studio
from styler.ui.theme import GRID
from styler.ui.worker import Painted, State

FIRST_WIDTH, FIRST_HEIGHT = 1000, 800
WHOLE = 1000  # of the progress bar


class SheetWindow(QDialog):
    """Chooses what to vary, shows the pictures as they come, and adopts one of them."""

    def __init__(self, window: QWidget | None, studio: Studio, shrunk: Shrink = small) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Contact sheet"))
        self._studio, self._worker, self._shrunk = studio, studio.worker, shrunk
        self._order: Order | None = None
        self._pictures: dict[int, Picture] = {}  # the newest of each cell
        self._shipped: tuple[Source, ...] = ()
        self._stopped = self._held = False
        self.form = Form(len(studio.intent.styles) > 1)
        self.table = SheetTable()
        self._lay_out()
        self._connect()
        self.resize(FIRST_WIDTH, FIRST_HEIGHT)
        self._tell()

    # Building

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.form)
        self._progress = QProgressBar()
        self._progress.setRange(0, WHOLE)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("How much of the sheet is painted"))
        layout.addWidget(self._progress)
        self.table.show_words(
            self.tr(
                "Choose what to vary. Styler paints a small picture for each value, side by side; "
                "the one you click becomes your painting."
            )
        )
        layout.addWidget(self.table, 1)
        layout.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("notice")
        self._now = QLabel()
        self._now.setProperty("tone", "muted")
        self._now.setWordWrap(True)
        self._pause = self._button(self.tr("&Pause the painting"), self._hold)
        self._stop = self._button(self.tr("&Stop"), self._give_up)
        self._save = self._button(self.tr("Save s&heet…"), self.ask_where)
        close = self._button(self.tr("&Close"), self.reject)
        layout = QHBoxLayout(foot)
        layout.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._now, 1)
        for button in (self._pause, self._stop, self._save, close):
            layout.addWidget(button)
        return foot

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _connect(self) -> None:
        self.form.submitted.connect(self.begin)
        self.table.chosen.connect(self._adopt)
        self._worker.sketched.connect(self._show_sketch)
        self._worker.sketch_failed.connect(self._give_up_for)
        self._worker.state_changed.connect(self._tell)
        self.finished.connect(self._leave)

    # Painting

    @Slot()
    def begin(self) -> None:
        """Paints the sheet that is wished for."""
        try:
            wish = self.form.wish
        except StylerError as error:
            self._now.setText(sentence(error))
            return
        if wish.styles is StyleSet.SHIPPED and not self._shipped:
            self._studio.background.do(
                _shipped_paintings, partial(self._take_shipped, wish), self._say_failure
            )
        else:
            self._paint(wish)

    def _take_shipped(self, wish: Wish, shipped: tuple[Source, ...]) -> None:
        self._shipped = shipped
        if self.isVisible():
            self._paint(wish)

    def _paint(self, wish: Wish) -> None:
        try:
            self._order = order(wish, self._studio.intent, self._shipped, self._shrunk)
        except StylerError as error:
            self._now.setText(sentence(error))
            return
        self._worker.drop_sketches()
        self._pictures.clear()
        self.table.show_sheet(self._order.sheet, self._order.content.preview)
        self._ask()

    def _ask(self) -> None:
        """For the cells that are not finished."""
        self._stopped = False
        if not self._order:
            return
        for cell in self._order.sheet.in_order_of_work:
            if not self.table.buttons[cell.number].finished:
                scene = self._order.scene(cell)
                styles = [style.picture for style in scene.styles]
                key = self._order, cell.number
                self._worker.sketch(
                    key,
                    self._order.content.picture,
                    styles,
                    scene.settings,
                    scene.start.picture if scene.start else None,
                    scene.regions,
                )
        self._tell()

    @Slot(object, object)
    def _show_sketch(self, key: object, painted: Painted) -> None:
        match key:
            case (self._order, int(number)) if not self._stopped:
                self._pictures[number] = painted.frame.image
                self.table.buttons[number].show_frame(painted.image, _done(painted))
                self._tell()

    @Slot()
    def _tell(self) -> None:
        """What goes on, and what can be done."""
        busy = self._worker.state in (State.WARMING, State.PAINTING)
        pending = self._pending and not self._stopped
        self._pause.setVisible(pending and busy)
        self._stop.setEnabled(pending)
        self._save.setEnabled(bool(self._pictures))
        self._progress.setValue(round(WHOLE * self._share) if pending else 0)
        self._now.setText(self._words(pending, busy))

    def _words(self, pending: bool, busy: bool) -> str:
        if not self._order:
            return ""
        if pending and busy:
            return self.tr("Waits until the painting is paused or done.")
        if pending:
            words = self.tr("{done} of {count} painted. Click the one you like at any time.")
            done = len(self.table.finished)
            return words.format(done=done, count=len(self.table.buttons))
        return self.tr("Click the one you like, and it becomes your painting.")

    @property
    def _pending(self) -> bool:
        return len(self.table.finished) < len(self.table.buttons)

    @property
    def _share(self) -> float:
        buttons = self.table.buttons.values()
        return sum(button.done for button in buttons) / len(buttons)

    @Slot()
    def _hold(self) -> None:
        self._worker.pause()
        self._held = True

    @Slot()
    def _give_up(self) -> None:
        self._worker.drop_sketches()
        self._stopped = True
        self._tell()

    @Slot(object, object)
    def _give_up_for(self, key: object, failure: Failure) -> None:
        """What one cell cannot do, the others cannot either."""
        match key:
            case (self._order, int()) if not self._stopped:
                self._give_up()
                self._now.setText(failure.sentence)

    def showEvent(self, event: QShowEvent) -> None:
        """Goes on with what was not painted when it was closed."""
        super().showEvent(event)
        if not event.spontaneous() and self._order and not self._stopped:
            self._ask()

    @Slot()
    def _leave(self) -> None:
        self._worker.drop_sketches()
        if self._held and self._worker.state is State.PAUSED:
            self._worker.resume()
        self._held = False

    # Choosing

    @Slot(int)
    def _adopt(self, number: int) -> None:
        assert self._order
        document = self._studio.document
        cell = self._order.sheet.cells[number - 1]
        changes = self._order.changes(cell, document.intent)
        document.change(self.tr("Adopt from the contact sheet"), **changes)
        self.accept()
        self._start_if_asked()

    def _start_if_asked(self) -> None:
        """As the studio does by itself where pictures change."""
        studio = self._studio
        follows = studio.job is not None and not studio.needs_restart and not studio.moved_since
        if not studio.auto_start or not studio.intent.paintable or follows:
            return
        if studio.unsaved:
            studio.asked_to_restart.emit()
        else:
            studio.start()

    # Saving

    @Slot()
    def ask_where(self) -> None:
        """Opens the file dialog."""
        if not self._order:
            return
        dialog = QFileDialog(self, self.tr("Save the contact sheet"), str(pictures_folder()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Pictures ({endings})").format(endings=_pattern()))
        dialog.setDefaultSuffix(ENDING)
        dialog.selectFile(f"{Path(self._order.content.name).stem}-sheet{ENDING}")
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Writes the page with the pictures that there are."""
        if self._order and self._pictures:
            contents = self._order.contents(dict(self._pictures))
            self._studio.background.do(
                partial(_save, contents, path), partial(self._say_saved, path), self._say_failure
            )

    def _say_saved(self, path: Path, _: None) -> None:
        self._now.setText(self.tr("Saved “{name}”.").format(name=path.name))

    def _say_failure(self, failure: Failure) -> None:
        self._now.setText(failure.sentence)


def _done(painted: Painted) -> float:
    frame = painted.frame
    if frame.last:
        return 1.0
    return (frame.stage - 1 + frame.step / frame.steps) / frame.stages


def _shipped_paintings() -> tuple[Source, ...]:
    paths = sorted(asset("samples", "style").iterdir())
    return tuple(loaded(from_file(path)) for path in paths)


def _save(contents: Contents, path: Path) -> None:
    images.save(page(contents), path)
