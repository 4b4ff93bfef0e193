"""What the explorer costs a painting while it is open.

    python benchmarks/explorer.py [--size 512] [--seconds 20] [--rounds 3]

Paints in the real window, in turn with the explorer closed, on its page of units and on its page of
correlations, and prints the seconds a step takes in each, and the ratio to closed: of each round,
and their median. Exits with 1 if a median is above 1.05. About five minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from styler.assets import asset
from styler.settings import Settings
from styler.ui.app import Application
from styler.ui.explorer.dialog import CORRELATIONS_TAB, UNITS_TAB, ExplorerWindow
from styler.ui.intent import Intent
from styler.ui.theme import application_icon

MOST = 1.05
CONTENT = asset("samples", "content", "astronaut.jpg")
STYLE = asset("samples", "style", "van-gogh-village-street.jpg")
PAGES = {"closed": None, "units": UNITS_TAB, "correlations": CORRELATIONS_TAB}
FIRST_STEPS = 30  # are not counted
PATIENCE = 300.0  # seconds


def main() -> int:
    options = _options()
    app = QApplication(sys.argv[:1])
    app.setWindowIcon(application_icon())
    with tempfile.TemporaryDirectory() as folder:
        preferences = QSettings(str(Path(folder) / "styler.ini"), QSettings.Format.IniFormat)
        application = Application(app, preferences, Path(folder) / "work")
        ratios = _measured(application, options)
        application.studio.close()
        application.studio.join()
    medians = {page: round(statistics.median(each), 3) for page, each in ratios.items()}
    print(json.dumps({"medians": medians, "rounds": ratios}))
    return int(max(medians.values()) > MOST)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=512, help="pixels, painted at that size only")
    parser.add_argument("--seconds", type=float, default=20, help="of each page in each round")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _measured(application: Application, options: argparse.Namespace) -> dict[str, list[float]]:
    """Of each page and round, how much longer a step takes than with the explorer closed."""
    window, studio = application.window, application.studio
    size = options.size
    studio.begin(Intent(settings=Settings(size=size, sizes=(size,), steps=100_000)))
    window.open(CONTENT, STYLE)
    end = time.monotonic() + PATIENCE
    while not studio.painted or studio.painted.frame.step < FIRST_STEPS:
        if time.monotonic() > end:
            raise TimeoutError("painting did not begin")
        wait(0.1)
    ratios: dict[str, list[float]] = {page: [] for page in PAGES if page != "closed"}
    for number in range(options.rounds):
        steps = {page: _seconds_a_step(application, page, options.seconds) for page in PAGES}
        print(f"round {number + 1}:", {page: round(s, 4) for page, s in steps.items()})
        for page, each in ratios.items():
            each.append(round(steps[page] / steps["closed"], 3))
    return ratios


def _seconds_a_step(application: Application, page: str, seconds: float) -> float:
    """With the explorer on this page from the first of these seconds on."""
    window, studio = application.window, application.studio
    tab = PAGES[page]
    if tab is not None:
        window.companions.show_explorer()
        window.findChildren(ExplorerWindow)[0].tabs.setCurrentIndex(tab)
    assert studio.painted
    first, begun = studio.painted.frame.step, time.perf_counter()
    wait(seconds)
    spent, steps = time.perf_counter() - begun, studio.painted.frame.step - first
    for explorer in window.findChildren(ExplorerWindow):
        explorer.close()
    return spent / steps


def wait(seconds: float) -> None:
    """The event loop runs."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
