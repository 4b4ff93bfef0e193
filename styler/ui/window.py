"""The main window: the parts put together, and what its commands do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QDateTime, QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QImage, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGridLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from styler.errors import OutOfMemoryError
from styler.forecast import forecast
from styler.session.history import Branch, Place
from styler.settings import Settings
from styler.ui import log
from styler.ui.background import Failure
from styler.ui.canvas.canvas import Canvas
from styler.ui.canvas.welcome import Welcome
from styler.ui.commands import Actions
from styler.ui.controls.panel import ControlsPanel
from styler.ui.explorer.dialog import ExplorerWindow
from styler.ui.exporting import ENDING, Exporter
from styler.ui.help.about import about_box
from styler.ui.help.page import HelpPage
from styler.ui.intent import Intent, Source
from styler.ui.language import Languages, sentence
from styler.ui.larger import LargerDialog
from styler.ui.menus import Menus
from styler.ui.messages import Kind, MessageBar, Offer
from styler.ui.pictures import pictures_folder
from styler.ui.projects import Opened, Projects, is_project
from styler.ui.question import Answer, SaveQuestion
from styler.ui.recipes import Recipes, is_recipe
from styler.ui.regions.panel import RegionsPanel
from styler.ui.samples import is_shipped
from styler.ui.sheet.dialog import SheetWindow
from styler.ui.sources.origins import Origin, from_file
from styler.ui.sources.panel import SourcesPanel
from styler.ui.studio import Studio
from styler.ui.theme import GRID, Theme, icon
from styler.ui.timelapse import Timelapses
from styler.ui.transport import Transport
from styler.ui.watching.announce import Announcer
from styler.ui.watching.health import Remedy, Verdict, remedy_text
from styler.ui.watching.scrubber import branch_name
from styler.ui.watching.status import StatusStrip, duration, progress
from styler.ui.watching.timeline import Timeline
from styler.ui.work import Left, Work
from styler.ui.worker import Painted, State

FIRST_SIZE = QSize(1440, 920)
FIRST_COLUMNS = (30 * GRID, 110 * GRID, 40 * GRID)
FIRST_ROWS = (96 * GRID, 18 * GRID)
REFRESH_TIMELINE = 15  # at most so often a second


class MainWindow(QMainWindow):
    """Sources at the left, the canvas, controls at the right, and the timeline beneath."""

    language_wanted = Signal(str)

    def __init__(self, studio: Studio, theme: Theme, languages: Languages) -> None:
        super().__init__()
        self.studio, self.theme = studio, theme
        preferences = studio.preferences
        self._preferences = preferences
        self.sources = SourcesPanel(studio.document, studio.background, studio.recents)
        self.canvas = Canvas()
        self.welcome = Welcome(studio.background)
        self.controls = ControlsPanel(studio.document, preferences)
        self.regions = RegionsPanel(studio.document, studio.background, self.canvas.masking)
        self.controls.add_regions(self.regions)
        self.timeline = Timeline(studio.record)
        self.status = StatusStrip()
        self.messages = MessageBar()
        self.projects = Projects(
            self, studio.document, studio.background, preferences, studio.journal
        )
        self.recipes = Recipes(self, studio.document, studio.background)
        self._exporter = Exporter(self, studio.background, preferences)
        self._timelapses = Timelapses(self, studio.background, preferences)
        self._announcer = Announcer(self.status)
        self._question: SaveQuestion | None = None
        self._help: HelpPage | None = None
        self._sheet: SheetWindow | None = None
        self._explorer: ExplorerWindow | None = None
        self._told_of: Painted | None = None
        self._against: tuple[Branch, QImage] | None = None  # of another branch, to compare with
        self._leaving = self._paint_when_loaded = False
        self._actions = Actions(self)
        for title, entries in Menus(self).all():
            self._actions.fill(self.menuBar().addMenu(title), entries)
        self.commands = self._actions.by_name
        self.transport = Transport(self.commands)
        self._lay_out()
        self._connect()
        self._check_choices(languages)
        self._draw_icons()
        self._restore()
        self._follow_intent()
        self._show_projects()
        if studio.painted:
            self._show_frame()
        self.canvas.setFocus()  # or Qt would give it to the first place, and a paste with it

    def open(self, content: Path | None, style: Path | None) -> None:
        """Loads the files; where there are two, painting begins as soon as both are there."""
        self._paint_when_loaded = bool(content and style)
        if content:
            self.sources.load_content(from_file(content))
        if style:
            self.sources.load_style(from_file(style))

    def hand_over(self) -> None:
        """Leaves the studio to another window."""
        self._leaving = True
        self.close()

    # Building

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self.canvas)
        # Over the canvas and not above it: a message moves no picture.
        stage = QGridLayout()
        stage.addWidget(self._pages, 0, 0)
        stage.addWidget(self.messages, 0, 0, Qt.AlignmentFlag.AlignTop)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(stage, 1)
        layout.addWidget(self.transport)
        self._columns = _splitter(
            Qt.Orientation.Horizontal, (self.sources, middle, self.controls), FIRST_COLUMNS
        )
        self._rows = _splitter(Qt.Orientation.Vertical, (self._columns, self.timeline), FIRST_ROWS)
        self._columns.setStretchFactor(1, 1)
        self._rows.setStretchFactor(0, 1)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._rows, 1)
        rows.addWidget(self.status)
        self.setCentralWidget(page)
        for button in page.findChildren(QAbstractButton):
            # A click leaves the keyboard where it was, so that Space goes on to mean Pause.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _connect(self) -> None:
        studio = self.studio
        studio.changed.connect(self._refresh)
        studio.document.changed.connect(self._follow_intent)
        studio.document.undo_stack.indexChanged.connect(self._refresh)
        studio.frame_came.connect(self._show_frame)
        studio.cleared.connect(self._show_cleared)
        studio.verdict.connect(self._say_verdict)
        studio.failed.connect(self._say_failure)
        studio.worker.tile_done.connect(self.status.show_tile)
        studio.worker.pace_known.connect(self._show_forecast)
        studio.asked_to_restart.connect(self._offer_restart)
        self._connect_panels()
        self._connect_scrubber()
        for reporter in (self._exporter, self.projects, self.recipes, self.sources, self.regions):
            reporter.failed.connect(self._say_failure)
        self._exporter.saved.connect(self._say_exported)
        self.projects.saved.connect(self._say_project_saved)
        self.projects.opened.connect(self._take_project)
        self.projects.recent_changed.connect(self._show_projects)
        self.theme.changed.connect(self._draw_icons)

    def _connect_panels(self) -> None:
        inform, warn = (
            partial(self.messages.say, Kind.INFO),
            partial(self.messages.say, Kind.WARNING),
        )
        for said in (self.sources.said, self.recipes.opened, self.recipes.saved):
            said.connect(inform)
        self.sources.recipe_found.connect(self.recipes.offer)
        self.recipes.offered.connect(self._offer_recipe)
        self.sources.loading_changed.connect(self._refresh)
        # Queued: the document has the picture only after this.
        self.sources.loading_changed.connect(
            self._paint_if_loaded, Qt.ConnectionType.QueuedConnection
        )
        for page in (self.canvas, self.welcome):
            page.dropped.connect(self._take_drop)
            page.refused.connect(warn)
        self.canvas.zoom_changed.connect(self.transport.show_zoom)
        self.welcome.sample_chosen.connect(self.paint_sample)
        self.welcome.project_chosen.connect(self.open_known_project)
        self.welcome.open_wanted.connect(self._choose)
        for panel in (self.controls, self.regions):
            panel.refused.connect(warn)
        self.controls.restart_wanted.connect(self.start)
        self.controls.paint_on_wanted.connect(self.studio.paint_on)
        self.controls.result_as_start_wanted.connect(self.use_result_as_start)
        self.controls.choose_start_wanted.connect(self._choose_start)
        self.messages.said.connect(self._announcer.say)

    def _connect_scrubber(self) -> None:
        scrubber, studio = self.timeline.scrubber, self.studio
        self.timeline.refreshed.connect(self._show_line)
        studio.journal.changed.connect(self.timeline.refresh)
        scrubber.looked.connect(self._look_at)
        scrubber.go_on_wanted.connect(
            lambda place, as_it_was: studio.go_on_from(place, as_it_was=as_it_was)
        )
        scrubber.branch_wanted.connect(studio.show_branch)
        scrubber.renamed.connect(studio.journal.rename)
        scrubber.against_wanted.connect(self._compare_with)
        scrubber.lapse_wanted.connect(self._ask_timelapse)
        self._timelapses.failed.connect(self._say_failure)
        self._timelapses.saved.connect(self._say_project_saved)

    def _check_choices(self, languages: Languages) -> None:
        self.commands[self.theme.appearance.value].setChecked(True)
        self.commands[f"language_{languages.chosen}"].setChecked(True)
        self.commands["auto_start"].setChecked(self.studio.auto_start)
        self.commands["stop_when_settled"].setChecked(self.studio.stop_when_settled)
        self.commands["detailed_log"].setChecked(log.remembered(self._preferences))

    def _draw_icons(self) -> None:
        colours = self.theme.colours
        for name, action in self.commands.items():
            if drawing := action.property("icon_name"):
                normal = colours.on_accent if name == "start" else colours.text
                action.setIcon(icon(drawing, normal, colours.disabled))

    # As it was the last time

    def _restore(self) -> None:
        remembered = self._preferences.value("geometry")
        if not isinstance(remembered, QByteArray) or not self.restoreGeometry(remembered):
            self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize()))
        for name, splitter in self._splitters():
            state = self._preferences.value(name)
            if isinstance(state, QByteArray):
                splitter.restoreState(state)
        for name, _ in self._panels():
            shown = str(self._preferences.value(name, True)).lower() != "false"
            self.commands[name].setChecked(shown)

    def remember(self) -> None:
        """Keeps how the window stands, for the next time."""
        self._preferences.setValue("geometry", self.saveGeometry())
        for name, splitter in self._splitters():
            self._preferences.setValue(name, splitter.saveState())
        for name, _ in self._panels():
            self._preferences.setValue(name, self.commands[name].isChecked())

    def _splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        return ("columns", self._columns), ("rows", self._rows)

    def _panels(self) -> tuple[tuple[str, QWidget], ...]:
        return (
            ("show_sources", self.sources),
            ("show_controls", self.controls),
            ("show_timeline", self.timeline),
        )

    # What is shown

    def _follow_intent(self) -> None:
        intent = self.studio.intent
        self._pages.setCurrentWidget(
            self.canvas if intent.content or intent.styles else self.welcome
        )
        self._show_content()
        self.show_panels()
        self._refresh()

    def show_panels(self) -> None:
        """There is no timeline of nothing."""
        for name, panel in self._panels():
            panel.setVisible(self.commands[name].isChecked())
        if self._pages.currentWidget() is self.welcome:
            self.timeline.hide()

    def _show_content(self) -> None:
        """What the wipe shows beside the picture: its photograph, or another branch."""
        run = self._run()
        preview = run.content.preview if run.content else None
        if self._against:
            branch, image = self._against
            self.canvas.show_content(image, self._finished_size(), branch_name(branch))
        else:
            self.canvas.show_content(preview, self._finished_size())

    def _show_line(self) -> None:
        studio = self.studio
        self.timeline.scrubber.show_line(
            studio.line, tuple(studio.journal.history.branches), studio.branch
        )

    def _look_at(self, place: Place | None) -> None:
        """Shows an earlier step, or the newest picture again."""
        painted = self.studio.painted
        image = self.studio.view(place) if place else QImage()
        if not image.isNull():
            self.canvas.show_frame(image, self._finished_size())
        elif painted:
            self.canvas.show_frame(painted.image, self._finished_size())

    def _ask_timelapse(self) -> None:
        """A film of all that led to the picture on the canvas."""
        content = self._run().content
        if content and (views := self.studio.views()):
            self._timelapses.ask(views, content, self._suggestion())

    def _compare_with(self, branch: Branch | None) -> None:
        """The wipe shows another branch beside the picture, or the photograph again."""
        self._against = None
        if branch and branch.steps:
            image = self.studio.view(Place(branch, len(branch.steps) - 1))
            self._against = None if image.isNull() else (branch, image)
            self.commands["wipe"].setChecked(True)
            self.canvas.set_wiping(True)
        self._show_content()

    def _run(self) -> Intent:
        job = self.studio.job
        return job.run if job else self.studio.intent

    def _finished_size(self) -> QSize:
        """Of the picture, pixels."""
        run = self._run()
        if not run.content:
            return QSize()
        return QSize(*run.settings.canvas_size(*run.content.size.toTuple()))

    def _show_frame(self) -> None:
        painted = self.studio.painted
        assert painted
        self._pages.setCurrentWidget(self.canvas)
        if not self.timeline.scrubber.looking_at:
            self.canvas.show_frame(painted.image, self._finished_size())
        self.status.show_frame(painted, self._run().settings)
        self.controls.show_costs(painted.frame.layers, painted.frame.lambdas)
        self.timeline.refresh()
        self._announcer.show_frame(painted)
        self._show_progress()

    def _show_cleared(self) -> None:
        self.canvas.clear()
        self._against = None
        self._show_content()
        self.status.clear()
        self.timeline.refresh()
        self.controls.show_costs({})

    def _refresh(self) -> None:
        """Brings all that depends on the state up to date with it."""
        studio, state = self.studio, self.studio.worker.state
        self._enable()
        self.commands["pause"].setText(
            self.tr("Resume") if state is State.PAUSED else self.tr("&Pause")
        )
        self.commands["start"].setText(self.tr("&Restart") if studio.job else self.tr("&Start"))
        self.status.show_state(self._state_in_words())
        self.canvas.show_hint(self._hint())
        self.controls.show_restart(studio.needs_restart and studio.intent.paintable)
        self.controls.show_paint_on(studio.moved_since)
        self.controls.has_result(studio.begun)
        self._show_progress()
        self._show_forecast()
        self._show_title()

    def _enable(self) -> None:
        studio, stack = self.studio, self.studio.document.undo_stack
        for name, enabled in {
            "start": studio.intent.paintable,
            "sheet": studio.intent.content is not None,
            "pause": studio.busy,
            "stop": studio.busy,
            "paint_on": studio.can_paint_on,
            "finish_larger": studio.can_paint_on,
            "reset": studio.busy or studio.painted is not None,
            "export": studio.painted is not None,
            "copy": studio.painted is not None,
            "wipe": studio.painted is not None,
            "compare": studio.painted is not None,
            "result_as_content": studio.begun,
            "result_as_start": studio.begun,
            "bring_back": studio.earlier is not None,
            "swap": studio.intent.content is not None or bool(studio.intent.styles),
            "undo": stack.canUndo(),
            "redo": stack.canRedo(),
        }.items():
            self.commands[name].setEnabled(enabled)
        self.commands["undo"].setText(self._with(self.tr("&Undo"), stack.undoText()))
        self.commands["redo"].setText(self._with(self.tr("&Redo"), stack.redoText()))

    def _with(self, verb: str, act: str) -> str:
        return self.tr("{verb}: {act}").format(verb=verb, act=act) if act else verb

    def _show_title(self) -> None:
        name = self.projects.path.stem if self.projects.path else ""
        title = self.tr("{name} – Styler").format(name=name) if name else self.tr("Styler")
        self.setWindowTitle(f"{title}[*]")
        self.setWindowModified(self._would_lose())

    def _state_in_words(self) -> str:
        match self.studio.worker.state:
            case State.WARMING:
                return self.tr("Warming up…")
            case State.PAINTING:
                return self.tr("Painting")
            case State.PAUSED:
                return self.tr("Paused")
        if self.sources.loading:
            return self.tr("Loading…")
        if self.studio.painted:
            done = self.studio.painted.frame.last
            return self.tr("Done") if done else self.tr("Stopped")
        return self.tr("Ready") if self.studio.intent.paintable else self.tr("Waiting for pictures")

    def _hint(self) -> str:
        intent = self.studio.intent
        if self.studio.worker.state is State.WARMING:
            return self.tr("Warming up…")
        if not intent.styles:
            return self.tr("Now a painting, for its style")
        if not intent.content:
            return self.tr("Now a photograph, for its content")
        return self.tr("Ready: press Start")

    def _show_forecast(self) -> None:
        self.controls.show_forecast(self._forecast(self.studio.intent.settings))

    def _forecast(self, settings: Settings) -> str:
        """What painting with these settings will take, as far as it is known."""
        content, speed = self.studio.intent.content, self.studio.worker.speed
        if not content or not speed:
            return ""
        try:
            found = forecast(*content.size.toTuple(), settings, speed)
        except OutOfMemoryError as error:
            return sentence(error)
        words = self.tr("About {time}, {memory:.1f} GB")
        if found.tile:
            words = self.tr("About {time}, {memory:.1f} GB, in tiles")
        time, memory = duration(found.seconds), found.bytes / 1e9
        return words.format(time=time, memory=memory)

    def _show_progress(self) -> None:
        studio = self.studio
        if studio.worker.state is State.WARMING:
            self.transport.show_progress(0, 0)
        elif not studio.painted:
            self.transport.show_progress(0, 1)
        else:
            made, planned = progress(studio.painted, self._run().settings)
            done = studio.painted.frame.last
            self.transport.show_progress(planned if done else made, planned)

    def _show_projects(self) -> None:
        recent = self.projects.recent
        self.welcome.show_projects(recent)
        menu = self._actions.menus["recent_projects"]
        menu.clear()
        menu.setEnabled(bool(recent))
        for path in recent:
            menu.addAction(path.stem, partial(self.open_known_project, path))
        menu.addSeparator()
        menu.addAction(self.tr("&Clear this list"), self.projects.clear_recent)

    # What is said

    def _say_verdict(self, verdict: Verdict) -> None:
        offers = []
        if verdict.remedy and not (verdict.settled and not self.studio.busy):
            remedy = verdict.remedy
            offers = [Offer(remedy_text(remedy), partial(self._mend, remedy))]
        kind = Kind.INFO if verdict.settled else Kind.WARNING
        self.messages.say(kind, verdict.sentence, "", *offers)

    def _mend(self, remedy: Remedy) -> None:
        words, document = remedy_text(remedy), self.studio.document
        match remedy:
            case Remedy.DEFAULT_WEIGHTS:
                live = document.intent.settings.steered_by(Settings())
                document.change(words, settings=replace(live, style_weights=()))
            case Remedy.NO_SMOOTHING:
                document.change_settings(words, tv=0.0)
            case Remedy.SMALLER:
                self._paint_smaller()
            case Remedy.RESTART:
                self.start()
            case Remedy.STOP:
                self.studio.stop()

    def _paint_smaller(self) -> None:
        size = max(64, self.studio.intent.settings.size // 2)
        self.studio.document.change_settings(remedy_text(Remedy.SMALLER), size=size, sizes=())
        self.start()

    def _say_failure(self, failure: Failure) -> None:
        offers = []
        if isinstance(failure.error, OutOfMemoryError):
            remedy = Remedy.SMALLER
            offers = [Offer(remedy_text(remedy), partial(self._mend, remedy))]
        self.messages.say(Kind.ERROR, failure.sentence, failure.details, *offers)

    def _offer_restart(self) -> None:
        words = self.tr("The pictures have changed. The one on the canvas is in no file yet.")
        start = Offer(self.tr("Start again"), self.start)
        export = Offer(self.tr("Export…"), self.export)
        self.messages.say(Kind.INFO, words, "", start, export)

    def _offer_recipe(self, words: str, use: Offer) -> None:
        """Beside a new start, where the pictures have changed under a picture."""
        offers = [use]
        if self.studio.needs_restart and self.studio.intent.paintable:
            offers.append(Offer(self.tr("Start again"), self.start))
        self.messages.say(Kind.INFO, words, "", *offers)

    # Sources

    def _take_drop(self, role: int, found: list[Origin]) -> None:
        files = [origin.path for origin in found if origin.path]
        if projects := list(filter(is_project, files)):
            self.open_known_project(projects[0])
        elif recipes := list(filter(is_recipe, files)):
            self.recipes.open(recipes[0])
        else:
            self.sources.take_drop(role, found)

    def _choose(self, role: int) -> None:
        (self.sources.choose_content, self.sources.choose_style)[role]()

    def paste(self) -> None:
        """The clipboard's picture, to the place pointed at, or to the first that is empty."""
        self.sources.paste(QGuiApplication.clipboard().mimeData())

    def _paint_if_loaded(self) -> None:
        """Two pictures opened together are painted, whether or not painting starts by itself."""
        if self._paint_when_loaded and not self.sources.loading:
            self._paint_when_loaded = False
            if self.studio.intent.paintable and (not self.studio.job or self.studio.needs_restart):
                self.start()

    def paint_sample(self, content: Path, style: Path) -> None:
        """Loads a shipped pair, which begins to paint."""
        self.open(content, style)

    def use_result_as_content(self) -> None:
        """What was painted becomes what is painted."""
        if result := self.studio.result():
            self.studio.document.change(self.tr("Use the result as content"), content=result)

    def use_result_as_start(self) -> None:
        """The next run begins from what this one has painted."""
        if result := self.studio.result():
            self._start_from(result, self.tr("Start from the result"))

    def _choose_start(self) -> None:
        self.sources.choose_start(partial(self._start_from, words=self.tr("Start from a picture")))

    def _start_from(self, source: Source, words: str) -> None:
        intent = self.studio.intent
        settings = intent.settings.replaced(init=source.name)
        self.studio.document.change(words, start=source, settings=settings)

    # Painting

    def start(self) -> None:
        """Paints anew with what is asked for now, and says where the earlier picture is."""
        self.messages.hide()
        self.studio.start()
        if self.studio.earlier and self.studio.earlier.painted is not self._told_of:
            self._told_of = self.studio.earlier.painted
            words = self.tr("The earlier picture was not exported.")
            offer = Offer(self.tr("Bring it back"), self.studio.bring_back)
            self.messages.say(Kind.INFO, words, "", offer)

    def finish_larger(self) -> None:
        """Asks for a size, and paints the picture there is at it."""
        result = self.studio.result()
        if not result:
            return
        longer, settings = max(result.size.toTuple()), self.studio.intent.settings
        dialog = LargerDialog(self, longer)
        dialog.pointed.connect(
            lambda size: dialog.show_forecast(self._forecast(settings.larger_from(longer, size)))
        )
        dialog.chosen.connect(self.studio.finish_larger)
        dialog.open()

    # The view

    def show_full_screen(self, on: bool) -> None:
        """Without the system's frame; Esc comes back."""
        self.setWindowState(
            self.windowState() | Qt.WindowState.WindowFullScreen
            if on
            else self.windowState() & ~Qt.WindowState.WindowFullScreen
        )

    def changeEvent(self, event: QEvent) -> None:
        """The system may leave full screen too."""
        if event.type() == QEvent.Type.WindowStateChange:
            self.commands["full_screen"].setChecked(self.isFullScreen())
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Space belongs to a button, list or box that has the keyboard, before it means Pause."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            takers = (QAbstractButton, QAbstractItemView, QComboBox)
            if event.key() == Qt.Key.Key_Space and isinstance(QApplication.focusWidget(), takers):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """C, held, shows the content; Esc leaves full screen."""
        if event.key() == Qt.Key.Key_C and not event.modifiers():
            if not event.isAutoRepeat():
                self.canvas.comparing(True)
        elif event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.show_full_screen(False)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The result again."""
        if event.key() == Qt.Key.Key_C and not event.isAutoRepeat():
            self.canvas.comparing(self.commands["compare"].isChecked())
        else:
            super().keyReleaseEvent(event)

    def show_help(self) -> None:
        """How Styler paints, with pictures."""
        self._help = self._help or HelpPage(self, self.studio.worker, self.commands)
        self._help.show()
        self._help.raise_()
        self._help.activateWindow()

    def show_sheet(self) -> None:
        """Small pictures side by side, to choose from."""
        self._sheet = self._sheet or SheetWindow(self, self.studio)
        self._sheet.show()
        self._sheet.raise_()
        self._sheet.activateWindow()

    def show_explorer(self) -> None:
        """What the network sees of these pictures."""
        if not self._explorer:
            self._explorer = ExplorerWindow(self, self.studio, self.canvas)
            self._explorer.slider_wanted.connect(self._show_slider)
            self._explorer.addActions([self.commands["undo"], self.commands["redo"]])
        self._explorer.show()
        self._explorer.raise_()
        self._explorer.activateWindow()

    def _show_slider(self, layer: str) -> None:
        self.commands["show_controls"].setChecked(True)
        self.show_panels()
        self.activateWindow()
        self.controls.focus_layer(layer)

    def about(self) -> None:
        """Who made what Styler stands on."""
        about_box(self).open()

    # The result

    def export(self, then: Callable[[], None] | None = None) -> None:
        """Saves the newest canvas, after asking for the file."""
        if self.studio.painted:
            self._exporter.ask(self.studio.painted, self._suggestion(), then, self._asked())

    def export_to(self, path: Path) -> None:
        """Saves the newest canvas into this file."""
        if self.studio.painted:
            self._exporter.save(self.studio.painted, path, asked=self._asked())

    def _asked(self) -> Intent | None:
        """What the picture was painted from, with what was moved meanwhile."""
        job, intent = self.studio.job, self.studio.intent
        if not job:
            return None
        settings = job.asked.settings.steered_by(intent.settings)
        return replace(job.asked, settings=settings, masks=intent.masks)

    def _suggestion(self) -> Path:
        job = self.studio.job
        if not job or not job.asked.content:
            return pictures_folder() / f"styler{ENDING}"
        content, style = job.asked.content, job.asked.styles[0]
        name = f"{Path(content.name).stem}-{Path(style.name).stem}{ENDING}"
        folder = (
            content.path.parent
            if content.path and not is_shipped(content.path)
            else pictures_folder()
        )
        return folder / name

    def copy(self) -> None:
        """Puts the newest canvas on the clipboard."""
        if self.studio.painted:
            QGuiApplication.clipboard().setImage(self.studio.painted.image)
            self.messages.say(Kind.INFO, self.tr("The picture is on the clipboard."))

    def _say_exported(self, painted: Painted, path: Path) -> None:
        self.studio.take_saved(painted)
        height, width = painted.frame.image.shape[:2]
        words = self.tr("Saved “{name}”, {width} × {height} pixels.")
        if painted.frame.stage < painted.frame.stages:
            words = self.tr(
                "Saved “{name}”, {width} × {height} pixels. It is not yet painted at its full size."
            )
        self.messages.say(Kind.INFO, words.format(name=path.name, width=width, height=height))

    # Projects

    def new(self) -> None:
        """Empty places, an empty canvas; the settings stay."""
        self._ask_before(self._begin_anew)

    def _begin_anew(self) -> None:
        self.projects.new()
        self.studio.begin(Intent(settings=self.studio.intent.settings.replaced(init="content")))

    def open_project(self) -> None:
        """Asks for a project's file."""
        self._ask_before(self.projects.ask_open)

    def open_known_project(self, path: Path) -> None:
        """From the list of recent ones, or dropped."""
        self._ask_before(partial(self.projects.open, path))

    def save_project(self, then: Callable[[], None] | None = None) -> None:
        """Into the project's file, or into one that is asked for."""
        self.projects.save(self._result(), self._after_saving(then))

    def save_project_as(self) -> None:
        """Into another file."""
        self.projects.ask_save_as(self._result(), self._after_saving(None))

    def _result(self) -> Painted | None:
        return self.studio.painted if self.studio.begun else None

    def _after_saving(self, then: Callable[[], None] | None) -> Callable[[], None]:
        painted = self.studio.painted

        def told() -> None:
            if painted:
                self.studio.take_saved(painted)
            self._show_title()
            if then:
                then()

        return told

    def _say_project_saved(self, path: Path) -> None:
        self.messages.say(Kind.INFO, self.tr("Saved “{name}”.").format(name=path.name))

    def _take_project(self, opened: Opened) -> None:
        self.messages.hide()
        self.studio.begin(opened.intent, opened.result, opened.work)
        if opened.elsewhere:
            self.messages.say(Kind.WARNING, self._open_elsewhere(opened.path))

    def _open_elsewhere(self, path: Path) -> str:
        return self.tr(
            "“{name}” is open in another window of Styler: this one has a copy, which is saved "
            "as a new file."
        ).format(name=path.name)

    # What was left

    def offer_what_was_left(self) -> None:
        """Says so if Styler did not end well the last time, and offers what there is."""
        work = partial(Work.left, self.studio.journal.root)
        self.studio.background.do(work, self._offer_left, self._say_failure)

    def _offer_left(self, found: Sequence[Left]) -> None:
        if not found:
            return
        left, *others = found
        words = self.tr("Styler did not end well. “{name}” is still there, as of {time}.")
        when = QDateTime.fromSecsSinceEpoch(int(left.when))
        time = self.locale().toString(when, QLocale.FormatType.ShortFormat)
        keep = Offer(self.tr("Bring it back"), partial(self._bring_back, left))
        discard = Offer(self.tr("Discard it"), partial(self._discard, left, others))
        self.messages.say(Kind.WARNING, words.format(name=left.name, time=time), "", keep, discard)

    def _bring_back(self, left: Left) -> None:
        self._ask_before(partial(self._recover, left))

    def _recover(self, left: Left) -> None:
        self.studio.background.do(
            partial(Work.recovered, left.folder), partial(self._take_left, left), self._say_failure
        )

    def _take_left(self, left: Left, found: tuple[Work, Intent, Painted | None]) -> None:
        work, intent, painted = found
        self.projects.recover(left.project)
        self.studio.begin(intent, painted, work, saved=False)
        self.offer_what_was_left()  # there may be more

    def _discard(self, left: Left, others: Sequence[Left]) -> None:
        self.studio.background.do(
            partial(Work.discard, left), lambda _: self._offer_left(others), self._say_failure
        )

    # Leaving

    def _would_lose(self) -> bool:
        return self.studio.unsaved or self.projects.dirty(self._result())

    def _ask_before(self, then: Callable[[], None]) -> None:
        """Does it at once, or, if something would be lost, asks first."""
        if not self._would_lose():
            then()
        elif not self._question:
            self._question = SaveQuestion(self, self.projects.path)
            self._question.answered.connect(partial(self._answered, then))
            self._question.open()

    def _answered(self, then: Callable[[], None], answer: Answer) -> None:
        self._question = None
        match answer:
            case Answer.EXPORT:
                self.export(then)
            case Answer.SAVE:
                self.save_project(then)
            case Answer.DISCARD:
                then()

    def _leave(self) -> None:
        self._leaving = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """By the window's × or by Quit: a picture is never lost without being asked for."""
        if self._would_lose() and not self._leaving:
            event.ignore()
            self._ask_before(self._leave)
            return
        self.remember()
        for page in (self._help, self._sheet, self._explorer):
            if page:
                page.close()
        event.accept()


def _splitter(way: Qt.Orientation, parts: Sequence[QWidget], sizes: Sequence[int]) -> QSplitter:
    splitter = QSplitter(way)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for part in parts:
        splitter.addWidget(part)
    splitter.setSizes(list(sizes))
    return splitter
