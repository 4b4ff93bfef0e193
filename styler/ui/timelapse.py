"""Saving a time-lapse: how it is to be, where to, and how far it is."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from styler import timelapse
from styler.errors import StylerError
from styler.film import Options, Progress, View, film_size
from styler.images import to_bytes8
from styler.timelapse import ENDINGS, check_savable
from styler.ui.background import Background, Failure
from styler.ui.controls.fields import Choice, Number, Switch, Whole
from styler.ui.intent import Source
from styler.ui.language import sentence
from styler.ui.theme import GRID

KEY = "timelapse"
FIELD_WIDTH = 22 * GRID
SIZES = (360, 480, 720, 1080, 1440, 2160)
SECONDS, HOLD = Whole(1, 300, 1), Whole(0, 30, 1)


class Step(Protocol):
    """A step of the timeline that can be seen."""

    @property
    def step(self) -> int: ...
    @property
    def total(self) -> float: ...
    @property
    def path(self) -> Path: ...


@dataclass(frozen=True)
class Wishes:
    """What the user chose the last time."""

    ending: str = ENDINGS[0]
    options: Options = field(default_factory=Options)


class Remembered:
    """Kept in the preferences as JSON."""

    def __init__(self, preferences: QSettings) -> None:
        self._preferences = preferences

    @property
    def wishes(self) -> Wishes:
        """Whatever of it makes no sense is passed over."""
        try:
            kept = json.loads(str(self._preferences.value(KEY, "{}")))
            options = Options(**_fitting(kept))
        except (ValueError, AttributeError, StylerError):
            return Wishes()
        ending = kept.get("ending")
        return Wishes(ending if ending in ENDINGS else ENDINGS[0], options)

    def keep(self, wishes: Wishes) -> None:
        """For the next time."""
        kept = {"ending": wishes.ending, **asdict(wishes.options)}
        self._preferences.setValue(KEY, json.dumps(kept))


def _fitting(kept: dict[str, Any]) -> dict[str, Any]:
    """The values whose type is that of the option."""
    defaults = asdict(Options())
    return {
        name: value
        for name, value in kept.items()
        if name in defaults and type(value) is type(defaults[name])
    }


class TimelapseDialog(QDialog):
    """Asks how the film is to be and then for its file; stays until it is saved."""

    chosen = Signal(object, object)  # Path, Options
    cancelled = Signal()

    def __init__(
        self, parent: QWidget, suggestion: Path, size: tuple[int, int], wishes: Wishes
    ) -> None:
        """`suggestion` is the file's name, whatever its ending; `size` the picture's."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Save a time-lapse"))
        self._suggestion, self._size, self._options = suggestion, size, wishes.options
        self._make_fields(wishes)
        self._save = self._lay_out()
        self._show_what_it_comes_to()

    def _make_fields(self, wishes: Wishes) -> None:
        words = {
            ".mp4": self.tr("MP4, a film"),
            ".webp": self.tr("WebP, moving"),
            ".gif": self.tr("GIF, moving"),
        }
        self._format = Choice([words[ending] for ending in ENDINGS])
        ending = wishes.ending if _is_possible(wishes.ending) else _first_possible()
        self._format.setCurrentIndex(ENDINGS.index(ending))
        self._format.setToolTip(
            self.tr("MP4 is small and plays anywhere; WebP and GIF move by themselves on a page.")
        )
        self._side = Choice([self.tr("{size} pixels").format(size=size) for size in SIZES])
        nearest = min(SIZES, key=lambda size: abs(size - wishes.options.size))
        self._side.setCurrentIndex(SIZES.index(nearest))
        self._seconds = _Limited(SECONDS, wishes.options.seconds)
        self._seconds.setToolTip(
            self.tr("Seconds. Early steps, where most changes, have more of them than late ones.")
        )
        self._hold = _Limited(HOLD, wishes.options.hold)
        self._hold.setToolTip(self.tr("Seconds in which the finished picture is to be seen."))
        self._wipe = Switch(self.tr("Wipe between photograph and picture"))
        self._wipe.setChecked(wishes.options.wipe)
        self._curves = Switch(self.tr("Draw how J falls"))
        self._curves.setChecked(wishes.options.curves)
        self._result = QLabel()
        self._result.setProperty("tone", "muted")
        self._result.setWordWrap(True)
        self._progress = QProgressBar(textVisible=False)
        self._progress.setAccessibleName(self.tr("How much of the film is saved"))
        self._progress.setRange(0, 1)
        for choice in (self._format, self._side):
            choice.currentIndexChanged.connect(self._show_what_it_comes_to)
        for number in (self._seconds, self._hold):
            number.entered.connect(self._show_what_it_comes_to)

    def _lay_out(self) -> QWidget:
        """The button that saves."""
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(GRID)
        form.addLayout(self._grid())
        form.addWidget(self._wipe)
        form.addWidget(self._curves)
        box = QDialogButtonBox()
        save = box.addButton(self.tr("Save…"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("tone", "primary")
        save.setDefault(True)
        box.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self._ask_where)
        box.rejected.connect(self.reject)
        column.addWidget(self._form)
        column.addWidget(self._result)
        column.addWidget(self._progress)
        column.addSpacing(GRID)
        column.addWidget(box)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        return save

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 1)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("&Format"), self._format),
            (self.tr("&Longer side"), self._side),
            (self.tr("&Painting lasts, seconds"), self._seconds),
            (self.tr("&Hold the last picture, seconds"), self._hold),
        )
        for row, (words, asked) in enumerate(rows):
            label = QLabel(words)
            label.setBuddy(asked)
            asked.setAccessibleName(words.replace("&", ""))
            asked.setFixedWidth(FIELD_WIDTH)
            grid.addWidget(label, row, 0)
            grid.addWidget(asked, row, 1)
        return grid

    @property
    def wishes(self) -> Wishes:
        """As the fields stand."""
        options = replace(
            self._options,
            seconds=float(self._seconds.value),
            hold=float(self._hold.value),
            size=SIZES[self._side.currentIndex()],
            wipe=self._wipe.isChecked(),
            curves=self._curves.isChecked(),
        )
        return Wishes(ENDINGS[self._format.currentIndex()], options)

    def _show_what_it_comes_to(self) -> None:
        wishes = self.wishes
        try:
            timelapse.check_format(wishes.ending)
        except StylerError as error:
            self._result.setText(sentence(error))
            self._save.setEnabled(False)
            return
        width, height = film_size(self._size, wishes.options.size)
        seconds = wishes.options.seconds + wishes.options.hold
        words = self.tr("{width} × {height} pixels, {seconds:.0f} s in all")
        self._result.setText(words.format(width=width, height=height, seconds=seconds))
        self._save.setEnabled(True)

    def _ask_where(self) -> None:
        self._save.setFocus()  # what is being typed is taken
        ending = self.wishes.ending
        dialog = QFileDialog(self, self.tr("Save the time-lapse"), str(self._suggestion.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Time-lapses ({endings})").format(endings=f"*{ending}"))
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(self._suggestion.with_suffix(ending).name)
        dialog.fileSelected.connect(lambda path: self._begin(Path(path)))
        dialog.open()

    def _begin(self, path: Path) -> None:
        self._form.setEnabled(False)
        self._save.setEnabled(False)
        self._result.setText(self.tr("Saving “{name}”…").format(name=path.name))
        self.chosen.emit(path, self.wishes.options)

    def show_progress(self, done: int, of: int) -> None:
        """How many pictures are written."""
        self._progress.setRange(0, of)
        self._progress.setValue(done)

    def reject(self) -> None:
        """Cancel, Esc: also while it is being saved."""
        self.cancelled.emit()
        super().reject()


def _is_possible(ending: str) -> bool:
    try:
        timelapse.check_format(ending)
    except StylerError:
        return False
    return True


def _first_possible() -> str:
    return next(filter(_is_possible, ENDINGS))


class _Limited(Number):
    """A whole number that stays between its limits."""

    def __init__(self, limits: Whole, value: float) -> None:
        super().__init__(limits)
        self._limits = limits
        self._take(value)
        self.entered.connect(self._take)

    def _take(self, value: float) -> None:
        self.value = min(max(int(value), self._limits.low), self._limits.high)
        self.set_value(self.value)


class _CancelledError(Exception):
    """Nobody waits for the film any more."""


class Timelapses(QObject):
    """Asks for a film of the timeline, and saves it in the background."""

    saved = Signal(object)  # Path
    failed = Signal(object)  # Failure

    _progressed = Signal(int, int)

    def __init__(self, window: QWidget, background: Background, preferences: QSettings) -> None:
        super().__init__(window)
        self._window, self._background = window, background
        self._remembered = Remembered(preferences)

    def ask(self, steps: Sequence[Step], content: Source, suggestion: Path) -> None:
        """Opens the dialog. The steps' files must be there until the film is saved or given up."""
        size = content.size.width(), content.size.height()
        dialog = TimelapseDialog(self._window, suggestion, size, self._remembered.wishes)
        stop = threading.Event()
        dialog.cancelled.connect(stop.set)
        dialog.chosen.connect(partial(self._save, dialog, stop, tuple(steps), content))
        dialog.open()

    def _save(
        self,
        dialog: TimelapseDialog,
        stop: threading.Event,
        steps: Sequence[Step],
        content: Source,
        path: Path,
        options: Options,
    ) -> None:
        self._remembered.keep(dialog.wishes)
        self._progressed.connect(dialog.show_progress)
        work = partial(_write, steps, content, path, options, partial(self._pass_on, stop))
        self._background.do(work, partial(self._end, dialog), partial(self._give_up, dialog))

    def _pass_on(self, stop: threading.Event, done: int, of: int) -> None:
        """On the background's thread."""
        if stop.is_set():
            raise _CancelledError
        self._progressed.emit(done, of)

    def _end(self, dialog: TimelapseDialog, path: Path) -> None:
        _close(dialog)
        self.saved.emit(path)

    def _give_up(self, dialog: TimelapseDialog, failure: Failure) -> None:
        if not isinstance(failure.error, _CancelledError):
            _close(dialog)
            self.failed.emit(failure)


def _close(dialog: TimelapseDialog) -> None:
    if isValid(dialog):  # it may have been cancelled too late
        dialog.accept()


def _write(
    steps: Sequence[Step],
    content: Source,
    path: Path,
    options: Options,
    progress: Progress,
) -> Path:
    check_savable(path)
    views = [View(step.step, step.total, step.path) for step in steps]
    timelapse.save(views, to_bytes8(content.picture), path, options, progress)
    return path
