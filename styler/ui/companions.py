"""The windows beside the main one: help, the contact sheet, the explorer, and the box of About."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from styler.ui.canvas.canvas import Canvas
from styler.ui.studio import Studio

if TYPE_CHECKING:
    from styler.ui.explorer.dialog import ExplorerWindow
    from styler.ui.help.page import HelpPage
    from styler.ui.sheet.dialog import SheetWindow


class Companions(QObject):
    """Loads and makes each window when it is first asked for, and then brings it to the front.

    To load them all would keep the main window waiting for a tenth of a second.
    """

    slider_wanted = Signal(str)  # of this layer, from the explorer

    def __init__(
        self, window: QWidget, studio: Studio, canvas: Canvas, commands: Mapping[str, QAction]
    ) -> None:
        super().__init__(window)
        self._window, self._studio, self._canvas = window, studio, canvas
        self._commands = commands
        self._help: HelpPage | None = None
        self._sheet: SheetWindow | None = None
        self._explorer: ExplorerWindow | None = None

    def show_help(self) -> None:
        """How Styler paints, with pictures."""
        from styler.ui.help.page import HelpPage

        self._help = self._help or HelpPage(self._window, self._studio.worker, self._commands)
        _bring_to_front(self._help)

    def show_sheet(self) -> None:
        """Small pictures side by side, to choose from."""
        from styler.ui.sheet.dialog import SheetWindow

        self._sheet = self._sheet or SheetWindow(self._window, self._studio)
        _bring_to_front(self._sheet)

    def show_explorer(self) -> None:
        """What the network sees of these pictures."""
        self._explorer = self._explorer or self._made_explorer()
        _bring_to_front(self._explorer)

    def _made_explorer(self) -> ExplorerWindow:
        from styler.ui.explorer.dialog import ExplorerWindow

        explorer = ExplorerWindow(self._window, self._studio, self._canvas)
        explorer.slider_wanted.connect(self.slider_wanted)
        explorer.addActions([self._commands["undo"], self._commands["redo"]])
        return explorer

    def show_about(self) -> None:
        """Who made what Styler stands on."""
        from styler.ui.help.about import about_box

        about_box(self._window).open()

    def close(self) -> None:
        """Closes all but the box, which the window has before it as long as it is open."""
        for page in (self._help, self._sheet, self._explorer):
            if page:
                page.close()


def _bring_to_front(page: QWidget) -> None:
    page.show()
    page.raise_()
    page.activateWindow()
