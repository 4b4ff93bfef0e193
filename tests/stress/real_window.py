"""The window as `styler` opens it, with files dropped on it, and all that goes wrong collected."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QMimeData,
    QPointF,
    QSettings,
    Qt,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QPushButton, QWidget

from styler.engine.heap import give_back
from styler.ui.app import Application
from styler.ui.intent import Intent
from styler.ui.messages import Kind
from styler.ui.theme import application_icon

FOR_EVER = 120.0  # seconds
# What Qt says only because there is no screen.
_NO_SCREEN = "This plugin does not support"


class RealWindow:
    """The application on a screen or without one, and what went wrong in it since the last look."""

    def __init__(self, preferences: Path) -> None:
        self.troubles: list[str] = []
        self._collect()
        self._app = QApplication(sys.argv[:1])
        self._app.setApplicationName("Styler")
        self._app.setWindowIcon(application_icon())
        settings = QSettings(str(preferences), QSettings.Format.IniFormat)
        settings.setValue("auto_start", False)
        self._application = Application(self._app, settings, preferences.with_name("work"))
        self.window = self._application.window
        self.studio = self._application.studio
        self.window.activateWindow()
        self.window.messages.said.connect(self._look)

    def _collect(self) -> None:
        """What is raised where nobody catches it, and what Qt warns of."""
        qInstallMessageHandler(self._hear_qt)
        sys.excepthook = self._hear
        threading.excepthook = lambda args: self._hear(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        sys.unraisablehook = lambda args: self._hear(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def _hear_qt(self, kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and _NO_SCREEN not in text:
            self.troubles.append(f"Qt: {text}")

    def _hear(
        self, kind: type[BaseException], error: BaseException, at: TracebackType | None
    ) -> None:
        self.troubles.append("".join(traceback.format_exception(kind, error, at)))

    def _look(self, said: str) -> None:
        if shown := self.details:
            self.troubles.append(f"shown: {said}\n{shown}")

    @property
    def details(self) -> str:
        """What the message on the window has to be copied: a traceback."""
        (details,) = self.window.messages.findChildren(QPlainTextEdit)
        return details.toPlainText()

    @property
    def refuses(self) -> bool:
        """Whether the window says that something went wrong."""
        messages = self.window.messages
        return messages.isVisible() and messages.kind is not Kind.INFO

    def taken_troubles(self) -> str:
        """What went wrong since the last look."""
        troubles, self.troubles = "\n".join(self.troubles), []
        return troubles

    def drop(self, path: Path, on: QWidget | None = None, across: float = 0.25) -> None:
        """The file falls on what the window shows, or on this widget, so far across it."""
        page = self.window.canvas if self.window.canvas.isVisible() else self.window.welcome
        widget = on or (page if page is self.window.canvas else self.window.welcome.viewport())
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        point = QPointF(across * widget.width(), widget.height() / 2)
        button, modifier = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        held = (Qt.DropAction.CopyAction, mime, button, modifier)
        for kind in (QDragEnterEvent, QDragMoveEvent):
            QApplication.sendEvent(widget, kind(point.toPoint(), *held))
        QApplication.sendEvent(widget, QDropEvent(point, *held))

    def wait_until_warm(self) -> None:
        """Until TensorFlow is loaded, and the painter waits for something to paint."""
        self.wait_until(lambda: self.studio.worker.speed is not None)

    def choose(self, path: Path) -> None:
        """Answers the file dialog that is open."""
        self.wait_until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(path))
        dialog.accept()
        self.turn()

    def take_offer(self, text: str) -> bool:
        """Clicks the button of this text in the message, if there is one."""
        buttons = self.window.messages.findChildren(QPushButton)
        wanted = [button for button in buttons if button.isVisible() and button.text() == text]
        for button in wanted:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return bool(wanted)

    def clear(self) -> None:
        """Empty places, settings as shipped, and no way back."""
        self.window.safekeeping.new()
        self.studio.begin(Intent())
        self.window.messages.hide()
        self.turn()

    def turn(self, seconds: float = 0.0) -> None:
        """The event loop runs for a while, once at least."""
        end = time.monotonic() + seconds
        self._app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        while time.monotonic() < end:
            time.sleep(min(0.002, max(0.0, end - time.monotonic())))
            self._app.processEvents()

    def wait_until(self, true: Callable[[], bool], seconds: float = FOR_EVER) -> None:
        """Raises `TimeoutError` if it does not come true."""
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise TimeoutError("what was waited for did not come")
            self.turn(0.002)

    def close(self) -> None:
        """As by its ×, whatever is lost; then the threads end."""
        self.window.leave()
        self.turn()
        self.studio.close()
        self.studio.join()
        self.window.deleteLater()
        self.turn()


def at_home(folder: Path) -> None:
    """Every folder of the program's is in this one, from now on; call it before all else."""
    os.environ["HOME"] = str(folder)
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(folder / name.lower())
    if not os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


@contextmanager
def opened(preferences: Path) -> Iterator[RealWindow]:
    """The window, which is closed in the end."""
    try:
        window = RealWindow(preferences)
        try:
            yield window
        finally:
            window.close()
    finally:
        sys.excepthook = sys.__excepthook__  # what the script itself raises is to be seen


def memory() -> int:
    """What the process has of the machine's now, bytes, after all that can be given back was."""
    gc.collect()
    give_back()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def threads() -> int:
    """How many the process has, TensorFlow's and Qt's too."""
    return len(list(Path("/proc/self/task").iterdir()))
