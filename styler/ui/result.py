"""What can be done with the newest picture: save it, copy it, film it, and paint on from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from styler.ui.exporting import ENDING, Exporter
from styler.ui.intent import Intent
from styler.ui.larger import LargerDialog
from styler.ui.pictures import pictures_folder
from styler.ui.samples import is_shipped
from styler.ui.studio import Studio
from styler.ui.timelapse import Timelapses
from styler.ui.wording import forecast_in_words
from styler.ui.worker import Painted


class Result(QObject):
    """The picture on the canvas, for whoever wants it; without one nothing happens."""

    said = Signal(str)  # what was done
    filmed = Signal(object)  # Path
    failed = Signal(object)  # Failure

    def __init__(self, window: QWidget, studio: Studio) -> None:
        super().__init__(window)
        self._window, self._studio = window, studio
        self._exporter = Exporter(window, studio.background, studio.preferences)
        self._timelapses = Timelapses(window, studio.background, studio.preferences)
        self._exporter.saved.connect(self._tell_exported)
        self._exporter.failed.connect(self.failed)
        self._timelapses.saved.connect(self.filmed)
        self._timelapses.failed.connect(self.failed)

    # Out of the window

    def export(self, then: Callable[[], None] | None = None) -> None:
        """Saves it, after asking for the file; then calls `then`."""
        if painted := self._studio.painted:
            self._exporter.ask(painted, self._suggestion(), then, self._asked())

    def export_to(self, path: Path) -> None:
        """Saves it into this file."""
        if painted := self._studio.painted:
            self._exporter.save(painted, path, asked=self._asked())

    def copy(self) -> None:
        """Puts it on the clipboard."""
        if painted := self._studio.painted:
            QGuiApplication.clipboard().setImage(painted.image)
            self.said.emit(self.tr("The picture is on the clipboard."))

    def film(self) -> None:
        """Asks for a time-lapse of all that led to it."""
        content = self._studio.run.content
        if content and (views := self._studio.views()):
            self._timelapses.ask(views, content, self._suggestion())

    # Into what is painted next

    def use_as_content(self) -> None:
        """What was painted becomes what is painted."""
        if result := self._studio.result():
            self._studio.document.change(self.tr("Use the result as content"), content=result)

    def use_as_start(self) -> None:
        """The next run begins from what this one has painted."""
        if result := self._studio.result():
            self._studio.start_from(result, self.tr("Start from the result"))

    def finish_larger(self) -> None:
        """Asks for a size, and paints it at that."""
        result, studio = self._studio.result(), self._studio
        if not result:
            return
        longer, settings = max(result.size.toTuple()), studio.intent.settings
        dialog = LargerDialog(self._window, longer)
        dialog.pointed.connect(
            lambda size: dialog.show_forecast(
                forecast_in_words(studio, settings.larger_from(longer, size))
            )
        )
        dialog.chosen.connect(studio.finish_larger)
        dialog.open()

    # How it comes about

    def _asked(self) -> Intent | None:
        """What it was painted from, with what was moved meanwhile."""
        job, intent = self._studio.job, self._studio.intent
        if not job:
            return None
        settings = job.asked.settings.steered_by(intent.settings)
        return replace(job.asked, settings=settings, masks=intent.masks)

    def _suggestion(self) -> Path:
        """Beside the photograph, unless that is one of Styler's own."""
        job = self._studio.job
        if not job or not job.asked.content:
            return pictures_folder() / f"styler{ENDING}"
        content, style = job.asked.content, job.asked.styles[0]
        beside = content.path if content.path and not is_shipped(content.path) else None
        folder = beside.parent if beside else pictures_folder()
        return folder / f"{Path(content.name).stem}-{Path(style.name).stem}{ENDING}"

    def _tell_exported(self, painted: Painted, path: Path) -> None:
        self._studio.take_saved(painted)
        height, width = painted.frame.image.shape[:2]
        words = self.tr("Saved “{name}”, {width} × {height} pixels.")
        if painted.frame.stage < painted.frame.stages:
            words = self.tr(
                "Saved “{name}”, {width} × {height} pixels. It is not yet painted at its full size."
            )
        self.said.emit(words.format(name=path.name, width=width, height=height))
