"""Starts the window."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from styler import log
from styler.ui.language import Languages
from styler.ui.log import listening_to_qt, remembered
from styler.ui.studio import Studio
from styler.ui.theme import Theme, application_icon
from styler.ui.window import MainWindow

INTERRUPTED = 130  # what a shell expects after Ctrl+C


def launch(content: Path | None = None, style: Path | None = None) -> int:
    """Shows the window until it is closed, and returns the exit code.

    With both paths it begins to paint; with one, that picture is in its place.
    """
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Styler")
    app.setDesktopFileName("styler")
    app.setWindowIcon(application_icon())
    preferences = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "styler")
    log.set_detailed(log.is_detailed() or remembered(preferences))
    application = Application(app, preferences, work_folder())
    application.window.open(content, style)
    application.window.recovery.offer()
    with listening_to_qt(), _ending_at_ctrl_c(app):
        code = app.exec()
    application.studio.close()
    # Whoever closes the window was asked; whoever interrupts it was not.
    application.studio.join(discard=code != INTERRUPTED)
    return code


def work_folder() -> Path:
    """Where the work is kept that goes on."""
    places = QStandardPaths.StandardLocation
    return Path(QStandardPaths.writableLocation(places.AppLocalDataLocation)) / "work"


class Application(QObject):
    """The studio, and the window on it, which is made anew in another language."""

    def __init__(self, app: QApplication, preferences: QSettings, folder: Path) -> None:
        super().__init__()
        self.languages = Languages(app, preferences)
        self.languages.install()
        self.theme = Theme(app, preferences)
        self.studio = Studio(preferences, folder)
        self.window = self._opened_window()
        self.studio.prepare_soon()

    def _opened_window(self) -> MainWindow:
        window = MainWindow(self.studio, self.theme, self.languages)
        window.language_wanted.connect(self._speak)
        window.show()
        return window

    def _speak(self, chosen: str) -> None:
        before = self.window
        before.remember()
        self.languages.choose(chosen)
        self.window = self._opened_window()
        self.window.take_over(before)
        before.deleteLater()


@contextmanager
def _ending_at_ctrl_c(app: QApplication) -> Iterator[None]:
    before = signal.signal(signal.SIGINT, lambda *_: app.exit(INTERRUPTED))
    # Python sees the signal only between two of its own instructions, so it is given some.
    awake = QTimer(interval=200)
    awake.timeout.connect(lambda: None)
    awake.start()
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
