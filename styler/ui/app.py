"""Starts the window."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from styler.ui.theme import application_icon
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
    window = MainWindow(QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "styler"))
    window.show()
    window.open(content, style)
    with _ending_at_ctrl_c(app):
        code = app.exec()
    window.shut_down()
    window.join()
    return code


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
