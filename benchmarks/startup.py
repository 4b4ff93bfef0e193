"""How long it takes until `styler` shows its window, and until it paints.

    python benchmarks/startup.py [--times 7]

On X11 (without a screen: under `xvfb-run -a`), with `xdotool`. Starts `styler` as a person does and
waits until the X server has its window, and the window has been drawn: more than a few colours.
Then, with the engine warm, from the drop of a second picture to the first painted frame. Prints the
medians, writes startup.json, and exits with 1 if one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from responsiveness import first_strokes

from styler.ui.app import Application

MUST = {"window drawn, s": 1.0, "first painted frame after the second drop, s": 1.5}
DRAWN = 20  # colours
PATIENCE = 60.0  # seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--times", type=int, default=7)
    times = parser.parse_args().times
    app = QApplication(sys.argv[:1])
    _seconds_to_window()  # files come from the disk
    windows = [_seconds_to_window() for _ in range(times)]
    figures = {
        "window drawn, s": float(np.median(windows)),
        "window drawn, slowest, s": max(windows),
        "first painted frame after the second drop, s": _first_frame(app),
    }
    missed = [name for name, most in MUST.items() if figures[name] > most]
    for name, value in figures.items():
        print(f"{name:48} {value:7.3f}  {'MISSED' if name in missed else ''}")
    Path("startup.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return int(bool(missed))


def _seconds_to_window() -> float:
    with tempfile.TemporaryDirectory() as home:
        own = {f"XDG_{kind}_HOME": home for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "styler"], env=os.environ | own, stderr=subprocess.DEVNULL
        )
        try:
            while not _drawn(process.pid):
                if process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                    raise RuntimeError("the window did not come")
            return time.perf_counter() - begun
        finally:
            process.terminate()
            process.wait()


def _drawn(process: int) -> bool:
    search = ["xdotool", "search", "--onlyvisible", "--all", "--pid", str(process), "--name", ""]
    found = subprocess.run(search, capture_output=True, text=True, check=False).stdout.split()
    return any(_colours(int(window)) > DRAWN for window in found)


def _colours(window: int) -> int:
    grabbed = QGuiApplication.primaryScreen().grabWindow(window).toImage()
    if grabbed.isNull():
        return 0
    image = grabbed.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    return len(np.unique(pixels[::4, ::4]))


def _first_frame(app: QApplication) -> float:
    with tempfile.TemporaryDirectory() as folder:
        preferences = QSettings(str(Path(folder) / "styler.ini"), QSettings.Format.IniFormat)
        application = Application(app, preferences, Path(folder) / "work")
        median = first_strokes(application)["median"]
        application.studio.close()
        application.studio.join()
    return median / 1000


if __name__ == "__main__":
    sys.exit(main())
