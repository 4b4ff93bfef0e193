"""The menu bar, as a table. The transport's buttons are made from the same commands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from styler.ui import log
from styler.ui.commands import Choice, Command, Menu, Submenu, Toggle
from styler.ui.language import NAMES
from styler.ui.samples import pairs
from styler.ui.theme import Appearance

if TYPE_CHECKING:
    from styler.ui.window import MainWindow


class Menus(QObject):
    """Every command of a window, in the order of its menus."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._studio, self._sources, self._canvas = window.studio, window.sources, window.canvas

    def all(self) -> tuple[tuple[str, Menu], ...]:
        """Title and entries of each menu."""
        return (
            (self.tr("&File"), self._file()),
            (self.tr("&Edit"), self._edit()),
            (self.tr("&Painting"), self._painting()),
            (self.tr("&View"), self._view()),
            (self.tr("&Help"), self._help()),
        )

    def _file(self) -> Menu:
        window, sources = self._window, self._sources
        return (
            Command("new", self.tr("&New"), window.safekeeping.new, "Ctrl+N"),
            Command("open", self.tr("&Open project…"), window.safekeeping.ask_open, "Ctrl+O"),
            Submenu("recent_projects", self.tr("Open &recent"), ()),
            Command("save", self.tr("&Save project"), window.safekeeping.save, "Ctrl+S"),
            Command(
                "save_as", self.tr("Save project &as…"), window.safekeeping.save_as, "Ctrl+Shift+S"
            ),
            None,
            Command("open_recipe", self.tr("&Use a recipe…"), window.recipes.ask_open, "Ctrl+R"),
            Command(
                "save_recipe",
                self.tr("Save the rec&ipe…"),
                window.recipes.ask_save,
                "Ctrl+Shift+R",
            ),
            None,
            Command(
                "open_content",
                self.tr("Choose the &content…"),
                sources.choose_content,
                "Ctrl+Shift+O",
            ),
            Command("open_style", self.tr("Choose the s&tyle…"), sources.choose_style, "Ctrl+L"),
            Command(
                "add_style",
                self.tr("A&dd a style…"),
                sources.choose_another_style,
                "Ctrl+Shift+L",
            ),
            Submenu("samples", self.tr("Sa&mples"), self._samples()),
            None,
            Command(
                "export",
                self.tr("&Export…"),
                window.result.export,
                "Ctrl+E",
                "export",
                self.tr("Save the picture at its full size"),
            ),
            None,
            Command("quit", self.tr("&Quit"), window.close, "Ctrl+Q"),
        )

    def _samples(self) -> Menu:
        return tuple(
            Command(
                f"sample_{pair.content.stem}",
                pair.title,
                partial(self._window.open, pair.content, pair.style),
            )
            for pair in pairs()
        )

    def _edit(self) -> Menu:
        window, stack = self._window, self._studio.document.undo_stack
        return (
            Command("undo", self.tr("&Undo"), stack.undo, "Ctrl+Z"),
            Command("redo", self.tr("&Redo"), stack.redo, "Ctrl+Shift+Z; Ctrl+Y"),
            None,
            Command("paste", self.tr("&Paste picture"), window.paste, "Ctrl+V"),
            Command("copy", self.tr("&Copy result"), window.result.copy, "Ctrl+Shift+C"),
            None,
            Command(
                "swap",
                self.tr("&Swap content and style"),
                self._sources.swap,
                "Ctrl+Shift+X",
                "swap",
            ),
            Command(
                "result_as_content",
                self.tr("Use the result as c&ontent"),
                window.result.use_as_content,
                "Ctrl+Shift+U",
            ),
            Command(
                "result_as_start",
                self.tr("Start &from the result"),
                window.result.use_as_start,
            ),
            None,
            Command(
                "bring_back",
                self.tr("&Bring back the earlier picture"),
                self._studio.bring_back,
                "Ctrl+B",
            ),
        )

    def _painting(self) -> Menu:
        window, studio = self._window, self._studio
        return (
            Command(
                "start",
                self.tr("&Start"),
                window.start,
                "Ctrl+Return",
                "start",
                self.tr("Paint the photograph in the manner of the painting"),
            ),
            Command(
                "pause",
                self.tr("&Pause"),
                studio.pause_or_resume,
                "Space",
                "pause",
                self.tr("Hold the brush, or go on"),
            ),
            Command(
                "stop",
                self.tr("S&top"),
                studio.stop,
                "Ctrl+.",
                "stop",
                self.tr("End painting and keep the picture"),
            ),
            Command(
                "paint_on",
                self.tr("Paint &on"),
                studio.paint_on,
                "Ctrl+Shift+Return",
                "paint_on",
                self.tr("Go on from this picture, with the weights as they are now"),
            ),
            Command(
                "finish_larger",
                self.tr("Finish &larger…"),
                window.result.finish_larger,
                "Ctrl+Shift+P",
                tip=self.tr("Paint this very picture at a larger size, for print"),
            ),
            Command(
                "reset",
                self.tr("&Clear the canvas"),
                studio.reset,
                "Ctrl+Backspace",
                "reset",
                self.tr("Clear the canvas; the pictures and the settings stay"),
            ),
            None,
            Command(
                "sheet",
                self.tr("Contact s&heet…"),
                window.companions.show_sheet,
                "Ctrl+K",
                tip=self.tr("Small pictures side by side, to choose from"),
            ),
            None,
            Toggle(
                "auto_start",
                self.tr("Start by &itself"),
                partial(setattr, studio, "auto_start"),
                tip=self.tr("Paint as soon as there is a photograph and a painting"),
            ),
            Toggle(
                "stop_when_settled",
                self.tr("Stop when it no longer chan&ges"),
                partial(setattr, studio, "stop_when_settled"),
                tip=self.tr("End painting when the picture hardly changes any more"),
            ),
        )

    def _view(self) -> Menu:
        window, canvas = self._window, self._canvas

        def show(_: bool) -> None:
            window.show_panels()

        return (
            Command("zoom_in", self.tr("Zoom &in"), canvas.zoom_in, "Ctrl++; Ctrl+=", "zoom_in"),
            Command("zoom_out", self.tr("Zoom &out"), canvas.zoom_out, "Ctrl+-", "zoom_out"),
            Command("fit", self.tr("&Fit the window"), canvas.fit, "Ctrl+0", "fit"),
            Command(
                "actual_size",
                self.tr("&Actual pixels"),
                canvas.actual_size,
                "Ctrl+1",
                "actual_size",
            ),
            None,
            Toggle(
                "wipe",
                self.tr("&Wipe between content and result"),
                canvas.set_wiping,
                "W",
                "wipe",
            ),
            Toggle(
                "compare",
                self.tr("Show the &content (or hold C)"),
                canvas.comparing,
                tip=self.tr("The photograph in the place of the result"),
            ),
            None,
            Toggle("show_sources", self.tr("&Sources"), show, "F6"),
            Toggle("show_controls", self.tr("Con&trols"), show, "F7"),
            Toggle("show_timeline", self.tr("Ti&meline"), show, "F8"),
            Toggle("full_screen", self.tr("F&ull screen"), window.show_full_screen, "F11"),
            None,
            Command(
                "explorer",
                self.tr("What the network s&ees…"),
                window.companions.show_explorer,
                "F2",
                tip=self.tr("Its layers and channels, and what of the pictures excites them"),
            ),
            None,
            Submenu("theme", self.tr("T&heme"), (self._themes(),)),
            Submenu("language", self.tr("&Language"), (self._languages(),)),
        )

    def _themes(self) -> Choice:
        words = {
            Appearance.SYSTEM: self.tr("As the &system"),
            Appearance.LIGHT: self.tr("&Light"),
            Appearance.DARK: self.tr("&Dark"),
        }
        choose = self._window.theme.choose
        return Choice(
            [Command(look.value, text, partial(choose, look)) for look, text in words.items()]
        )

    def _languages(self) -> Choice:
        names = {"system": self.tr("As the &system"), **NAMES}
        choose = self._window.language_wanted.emit
        return Choice(
            [
                Command(f"language_{code}", name, partial(choose, code))
                for code, name in names.items()
            ]
        )

    def _help(self) -> Menu:
        return (
            Command("help", self.tr("How &Styler paints"), self._window.companions.show_help, "F1"),
            None,
            Toggle(
                "detailed_log",
                self.tr("Keep a &detailed log"),
                partial(log.choose, self._studio.preferences),
                tip=self.tr("For a report of something that goes wrong: it names files"),
            ),
            Command("show_log", self.tr("Show the &log"), log.show_folder),
            None,
            Command("about", self.tr("&About Styler"), self._window.companions.show_about),
        )
