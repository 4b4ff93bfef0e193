"""Takes the screenshots in docs/screenshots from the real window, with the samples.

    python docs/make_screenshots.py

Takes a few minutes. Without a screen, run it under xvfb-run with a large enough one:

    xvfb-run -a -s "-screen 0 2800x1800x24" python docs/make_screenshots.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from styler.assets import asset
from styler.ui.app import Application
from styler.ui.explorer.dialog import UNITS_TAB, ExplorerWindow
from styler.ui.theme import Appearance, application_icon
from styler.ui.window import MainWindow

SCREENSHOTS = Path(__file__).with_name("screenshots")
CONTENT = asset("samples", "content", "chelsea.jpg")
STYLE = asset("samples", "style", "kandinsky-composition-8.jpg")
SIZE, SMALL, LARGE = (1440, 900), (1024, 700), (2560, 1440)
PATIENCE = 600_000  # milliseconds
LOOKED_BACK_AT = 120  # of some 140 steps
FOUND_AFTER = 25_000  # milliseconds: the explorer has found what it looks for
DOUBLE = "double"


def main() -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    double = DOUBLE in sys.argv
    app = QApplication(sys.argv[:1])
    app.setWindowIcon(application_icon())
    with tempfile.TemporaryDirectory() as folder:
        preferences = QSettings(str(Path(folder) / "styler.ini"), QSettings.Format.IniFormat)
        preferences.setValue("language", "en")
        preferences.setValue("appearance", Appearance.LIGHT.value)
        application = Application(app, preferences, Path(folder) / "work")
        if double:
            take_doubled(application)
        else:
            take_all(application)
        application.studio.close()
        application.studio.join()
    if not double:
        environment = {**os.environ, "QT_SCALE_FACTOR": "2"}
        subprocess.run([sys.executable, __file__, DOUBLE], env=environment, check=True)


def take_all(application: Application) -> None:
    """Every screenshot at the screen's own scale."""
    studio, window = application.studio, application.window
    window.resize(*SIZE)
    take(window, "welcome")
    look(window, Appearance.DARK)
    take(window, "welcome-dark")
    look(window, Appearance.LIGHT)
    paint_midway(application)
    take(window, "painting")
    wait_until(lambda: not studio.busy)
    take(window, "curves")
    window.timeline.scrubber.slider.setValue(LOOKED_BACK_AT)
    take(window, "looking-back")
    window.timeline.scrubber.look_at_newest()
    window.companions.show_explorer()
    (explorer,) = window.findChildren(ExplorerWindow)
    explorer.tabs.setCurrentIndex(UNITS_TAB)
    wait(FOUND_AFTER)
    take(explorer, "explorer")
    explorer.close()
    window.commands["wipe"].trigger()
    take(window, "wipe")
    window.commands["wipe"].trigger()
    look(window, Appearance.DARK)
    take(window, "dark")
    look(window, Appearance.LIGHT)
    for name, size in (("small", SMALL), ("large", LARGE)):
        window.resize(*size)
        take(window, name)
    window.resize(*SIZE)
    window.commands["language_zh_CN"].trigger()
    application.window.resize(*SIZE)
    take(application.window, "chinese")
    application.window.commands["language_en"].trigger()


def take_doubled(application: Application) -> None:
    """The one at 200%."""
    application.window.resize(*SMALL)
    paint_midway(application)
    take(application.window, "200-percent")
    application.studio.stop()


def paint_midway(application: Application) -> None:
    """Paints the sample to the midst of its last size, with a weight moved on the way."""
    studio = application.studio
    application.window.open(CONTENT, STYLE)
    wait_until(lambda: studio.painted is not None and studio.painted.frame.step > 20)
    studio.document.change_settings("β", beta=0.02)
    wait_until(lambda: studio.painted is not None and studio.painted.frame.stage == 2)
    wait_until(lambda: studio.painted is not None and studio.painted.frame.step > 30)


def look(window: MainWindow, appearance: Appearance) -> None:
    window.commands[appearance.value].trigger()


def take(window: QWidget, name: str) -> None:
    wait(400)
    window.grab().save(str(SCREENSHOTS / f"{name}.png"))


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
