"""Takes the screenshots in docs/screenshots from the real window, with the samples.

    python docs/make_screenshots.py

Takes a few minutes. Without a screen, run it under xvfb-run.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from styler.assets import asset
from styler.ui.theme import Appearance, application_icon
from styler.ui.window import MainWindow
from styler.ui.worker import State

SCREENSHOTS = Path(__file__).with_name("screenshots")
CONTENT = asset("samples", "content", "chelsea.jpg")
STYLE = asset("samples", "style", "kandinsky-composition-8.jpg")
SIZE = (1440, 900)
PATIENCE = 600_000  # milliseconds


def main() -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    app = QApplication(sys.argv)
    app.setWindowIcon(application_icon())
    with tempfile.TemporaryDirectory() as folder:
        preferences = QSettings(str(Path(folder) / "styler.ini"), QSettings.Format.IniFormat)
        window = MainWindow(preferences)
        window.resize(*SIZE)
        window.show()
        take_all(window)
        window.worker.stop()
        window.shut_down()
        window.join()


def take_all(window: MainWindow) -> None:
    """Empty, painting and done, each in light and dark."""
    take(window, "empty")
    window.open(CONTENT, STYLE)
    wait_until(lambda: window.painted is not None and window.painted.frame.size == 512)
    wait_until(lambda: window.painted is not None and window.painted.frame.step > 20)
    take(window, "painting")
    wait_until(lambda: window.worker.state is State.IDLE)
    take(window, "done")


def take(window: MainWindow, name: str) -> None:
    for appearance in (Appearance.DARK, Appearance.LIGHT):
        window.commands[appearance.value].trigger()
        wait(200)
        window.grab().save(str(SCREENSHOTS / f"{name}-{appearance.value}.png"))


def wait(milliseconds: int) -> None:
    """Runs the event loop; QTest.qWait would keep Python's lock from the painter."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(reached: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(PATIENCE)
    while not reached():
        if deadline.hasExpired():
            raise SystemExit("The window did not get there.")
        wait(50)


if __name__ == "__main__":
    main()
