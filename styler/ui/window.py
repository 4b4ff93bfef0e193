"""The main window: the parts put together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
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

from styler.ui import log
from styler.ui.availability import Availability
from styler.ui.canvas.canvas import Canvas
from styler.ui.canvas.welcome import Welcome
from styler.ui.commands import Actions
from styler.ui.companions import Companions
from styler.ui.controls.panel import ControlsPanel
from styler.ui.geometry import Geometry
from styler.ui.language import Languages
from styler.ui.looking_back import LookingBack
from styler.ui.menus import Menus
from styler.ui.messages import MessageBar
from styler.ui.projects import Projects, is_project
from styler.ui.recipes import Recipes, is_recipe
from styler.ui.recovery import Recovery
from styler.ui.regions.panel import RegionsPanel
from styler.ui.reporter import Reporter
from styler.ui.result import Result
from styler.ui.safekeeping import Safekeeping
from styler.ui.sources.origins import Origin, from_file
from styler.ui.sources.panel import SourcesPanel
from styler.ui.studio import Studio
from styler.ui.theme import GRID, Theme, icon
from styler.ui.transport import Transport
from styler.ui.watching.announce import Announcer
from styler.ui.watching.status import StatusStrip, progress
from styler.ui.watching.timeline import Timeline
from styler.ui.wording import forecast_in_words, hint, state_in_words
from styler.ui.worker import State

FIRST_COLUMNS = (30 * GRID, 110 * GRID, 40 * GRID)
FIRST_ROWS = (96 * GRID, 18 * GRID)


class MainWindow(QMainWindow):
    """Sources at the left, the canvas, controls at the right, and the timeline beneath.

    It shows in them what the studio has. What can be done besides is done by helpers, each with a
    module of its own: they are made in `_make_helpers` and `_make_commands`.
    """

    language_wanted = Signal(str)

    def __init__(self, studio: Studio, theme: Theme, languages: Languages) -> None:
        super().__init__()
        self.studio, self.theme = studio, theme
        self._leaving = self._paint_when_loaded = False
        self._make_parts()
        self._actions = Actions(self)
        self.commands = self._actions.by_name
        self._make_helpers()
        self._make_commands()
        self._lay_out()
        self._connect()
        self._check_choices(languages)
        self._draw_icons()
        self._geometry.restore()
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

    def remember(self) -> None:
        """Keeps how the window stands, for the next time."""
        self._geometry.remember()

    def take_over(self, before: MainWindow) -> None:
        """Goes on with the project of another window, in the place of which it is."""
        self.projects.continue_from(before.projects)
        self._show_title()
        before.leave()

    def leave(self) -> None:
        """Closes without a question: it was answered, or another window has the studio."""
        self._leaving = True
        self.close()

    # Building

    def _make_parts(self) -> None:
        document, background = self.studio.document, self.studio.background
        self.sources = SourcesPanel(document, background, self.studio.recents)
        self.canvas = Canvas()
        self.welcome = Welcome(background)
        self.controls = ControlsPanel(document, self.studio.preferences)
        self.regions = RegionsPanel(document, background, self.canvas.masking)
        self.controls.add_regions(self.regions)
        self.timeline = Timeline(self.studio.record)
        self.status = StatusStrip()
        self.messages = MessageBar()
        self._panels: dict[str, QWidget] = {
            "show_sources": self.sources,
            "show_controls": self.controls,
            "show_timeline": self.timeline,
        }

    def _make_helpers(self) -> None:
        studio = self.studio
        document, background = studio.document, studio.background
        self.projects = Projects(self, document, background, studio.preferences, studio.journal)
        self.recipes = Recipes(self, document, background)
        self.result = Result(self, studio)
        self.reporter = Reporter(self, studio, self.messages)
        self.safekeeping = Safekeeping(
            self, studio, self.projects, self.messages, self.result.export
        )
        self.recovery = Recovery(
            self, studio, self.projects, self.messages, self.safekeeping.ask_before
        )
        self.companions = Companions(self, studio, self.canvas, self.commands)
        self._announcer = Announcer(self.status)

    def _make_commands(self) -> None:
        for title, entries in Menus(self).all():
            self._actions.fill(self.menuBar().addMenu(title), entries)
        self.transport = Transport(self.commands)
        self._availability = Availability(self, self.studio, self.commands)
        self._looking_back = LookingBack(
            self, self.studio, self.timeline, self.canvas, self.commands["wipe"]
        )

    def _lay_out(self) -> None:
        middle = _column(self._stage(), self.transport)
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        columns = _splitter(across, (self.sources, middle, self.controls), FIRST_COLUMNS)
        rows = _splitter(down, (columns, self.timeline), FIRST_ROWS)
        columns.setStretchFactor(1, 1)
        rows.setStretchFactor(0, 1)
        page = _column(rows, self.status)
        self.setCentralWidget(page)
        for button in page.findChildren(QAbstractButton):
            # A click leaves the keyboard where it was, so that Space goes on to mean Pause.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        panels = {name: self.commands[name] for name in self._panels}
        splitters = {"columns": columns, "rows": rows}
        self._geometry = Geometry(self, self.studio.preferences, splitters, panels)

    def _stage(self) -> QWidget:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self.canvas)
        # Over the canvas and not above it: a message moves no picture.
        stage = QWidget()
        layout = QGridLayout(stage)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages, 0, 0)
        layout.addWidget(self.messages, 0, 0, Qt.AlignmentFlag.AlignTop)
        return stage

    def _connect(self) -> None:
        self._connect_studio()
        self._connect_helpers()
        self._connect_sources()
        self._connect_controls()
        self.canvas.zoom_changed.connect(self.transport.show_zoom)
        self.messages.said.connect(self._announcer.say)
        self.theme.changed.connect(self._draw_icons)

    def _connect_studio(self) -> None:
        studio = self.studio
        studio.changed.connect(self._refresh)
        studio.document.changed.connect(self._follow_intent)
        studio.document.undo_stack.indexChanged.connect(self._refresh)
        studio.frame_came.connect(self._show_frame)
        studio.cleared.connect(self._show_cleared)
        studio.worker.tile_done.connect(self.status.show_tile)
        studio.worker.pace_known.connect(self._show_forecast)

    def _connect_helpers(self) -> None:
        reporter, recipes, projects = self.reporter, self.recipes, self.projects
        reporter.start_wanted.connect(self.start)
        reporter.export_wanted.connect(self.result.export)
        for teller in (self.sources, recipes, projects, self.regions, self.result, self.recovery):
            teller.failed.connect(reporter.refuse)
        for said in (self.sources.said, recipes.opened, recipes.saved, self.result.said):
            said.connect(reporter.inform)
        for refused in (self.canvas, self.welcome, self.controls, self.regions):
            refused.refused.connect(reporter.warn)
        recipes.offered.connect(reporter.offer_recipe)
        projects.saved.connect(reporter.tell_saved)
        projects.saved.connect(self._show_title)
        projects.recent_changed.connect(self._show_projects)
        self.result.filmed.connect(reporter.tell_saved)
        self.timeline.scrubber.lapse_wanted.connect(self.result.film)
        self.companions.slider_wanted.connect(self._show_slider)

    def _connect_sources(self) -> None:
        self.sources.recipe_found.connect(self.recipes.offer)
        self.sources.loading_changed.connect(self._refresh)
        # Queued: the document has the picture only after this.
        self.sources.loading_changed.connect(
            self._paint_if_loaded, Qt.ConnectionType.QueuedConnection
        )
        for page in (self.canvas, self.welcome):
            page.dropped.connect(self._take_drop)
        self.welcome.sample_chosen.connect(self.open)
        self.welcome.project_chosen.connect(self.safekeeping.open)
        self.welcome.open_wanted.connect(self._choose)

    def _connect_controls(self) -> None:
        self.controls.restart_wanted.connect(self.start)
        self.controls.paint_on_wanted.connect(self.studio.paint_on)
        self.controls.next_start.result_as_start_wanted.connect(self.result.use_as_start)
        self.controls.next_start.choose_start_wanted.connect(self._choose_start)

    def _check_choices(self, languages: Languages) -> None:
        self.commands[self.theme.appearance.value].setChecked(True)
        self.commands[f"language_{languages.chosen}"].setChecked(True)
        self.commands["auto_start"].setChecked(self.studio.auto_start)
        self.commands["stop_when_settled"].setChecked(self.studio.stop_when_settled)
        self.commands["detailed_log"].setChecked(log.remembered(self.studio.preferences))

    def _draw_icons(self) -> None:
        colours = self.theme.colours
        for name, action in self.commands.items():
            if drawing := action.property("icon_name"):
                normal = colours.on_accent if name == "start" else colours.text
                action.setIcon(icon(drawing, normal, colours.disabled))

    # What is shown

    def _follow_intent(self) -> None:
        begun = self.studio.intent.content or self.studio.intent.styles
        self._pages.setCurrentWidget(self.canvas if begun else self.welcome)
        self._looking_back.show_beside()
        self.show_panels()
        self._refresh()

    def show_panels(self) -> None:
        """There is no timeline of nothing."""
        for name, panel in self._panels.items():
            panel.setVisible(self.commands[name].isChecked())
        if self._pages.currentWidget() is self.welcome:
            self.timeline.hide()

    def _show_frame(self) -> None:
        painted = self.studio.painted
        assert painted
        self._pages.setCurrentWidget(self.canvas)
        self._looking_back.show_picture()
        self.status.show_frame(painted, self.studio.run.settings)
        self.controls.show_costs(painted.frame.layers, painted.frame.lambdas)
        self._announcer.show_frame(painted)
        self._show_progress()

    def _show_cleared(self) -> None:
        self._looking_back.clear()
        self.status.clear()
        self.controls.show_costs({})

    def _refresh(self) -> None:
        """Brings all that depends on the state up to date with it."""
        studio = self.studio
        self._availability.refresh()
        self.status.show_state(state_in_words(studio, self.sources.loading))
        self.canvas.show_hint(hint(studio))
        self.controls.show_restart(studio.needs_restart and studio.intent.paintable)
        self.controls.show_paint_on(studio.moved_since)
        self.controls.next_start.has_result(studio.begun)
        self._show_progress()
        self._show_forecast()
        self._show_title()

    def _show_title(self) -> None:
        name = self.projects.path.stem if self.projects.path else ""
        title = self.tr("{name} – Styler").format(name=name) if name else self.tr("Styler")
        self.setWindowTitle(f"{title}[*]")
        self.setWindowModified(self.safekeeping.would_lose)

    def _show_forecast(self) -> None:
        words = forecast_in_words(self.studio, self.studio.intent.settings)
        self.controls.next_start.show_forecast(words)

    def _show_progress(self) -> None:
        painted = self.studio.painted
        if self.studio.worker.state is State.WARMING:
            self.transport.show_progress(0, 0)
        elif not painted:
            self.transport.show_progress(0, 1)
        else:
            made, planned = progress(painted, self.studio.run.settings)
            self.transport.show_progress(planned if painted.frame.last else made, planned)

    def _show_projects(self) -> None:
        recent = self.projects.recent
        self.welcome.show_projects(recent)
        menu = self._actions.menus["recent_projects"]
        menu.clear()
        menu.setEnabled(bool(recent))
        for path in recent:
            menu.addAction(path.stem, partial(self.safekeeping.open, path))
        menu.addSeparator()
        menu.addAction(self.tr("&Clear this list"), self.projects.clear_recent)

    def _show_slider(self, layer: str) -> None:
        self.commands["show_controls"].setChecked(True)
        self.show_panels()
        self.activateWindow()
        self.controls.focus_layer(layer)

    # Sources

    def _take_drop(self, role: int, found: list[Origin]) -> None:
        files = [origin.path for origin in found if origin.path]
        if projects := list(filter(is_project, files)):
            self.safekeeping.open(projects[0])
        elif recipes := list(filter(is_recipe, files)):
            self.recipes.open(recipes[0])
        else:
            self.sources.take_drop(role, found)

    def _choose(self, role: int) -> None:
        (self.sources.choose_content, self.sources.choose_style)[role]()

    def _choose_start(self) -> None:
        words = self.tr("Start from a picture")
        self.sources.choose_start(partial(self.studio.start_from, words=words))

    def paste(self) -> None:
        """The clipboard's picture, to the place pointed at, or to the first that is empty."""
        self.sources.paste(QGuiApplication.clipboard().mimeData())

    # Painting

    def start(self) -> None:
        """Paints anew with what is asked for now, and says where the earlier picture is."""
        self.messages.hide()
        self.studio.start()
        self.reporter.tell_of_earlier()

    def _paint_if_loaded(self) -> None:
        """Two pictures opened together are painted, whether or not painting starts by itself."""
        if self._paint_when_loaded and not self.sources.loading:
            self._paint_when_loaded = False
            if self.studio.intent.paintable and (not self.studio.job or self.studio.needs_restart):
                self.start()

    # Keys, and the whole screen

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

    # Leaving

    def closeEvent(self, event: QCloseEvent) -> None:
        """By the window's × or by Quit: a picture is never lost without being asked for."""
        if self.safekeeping.would_lose and not self._leaving:
            event.ignore()
            self.safekeeping.ask_before(self.leave)
            return
        self.remember()
        self.companions.close()
        event.accept()


def _splitter(way: Qt.Orientation, parts: Sequence[QWidget], sizes: Sequence[int]) -> QSplitter:
    splitter = QSplitter(way)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for part in parts:
        splitter.addWidget(part)
    splitter.setSizes(list(sizes))
    return splitter


def _column(tall: QWidget, low: QWidget) -> QWidget:
    """The first has all the height that the second leaves."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(tall, 1)
    layout.addWidget(low)
    return column
