"""The same window on a real X server, where there is one to be had."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]

SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QMimeData, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from styler.assets import asset
from styler.settings import Settings
from styler.ui.window import MainWindow

folder = Path(sys.argv[1])
app = QApplication([])
print(app.platformName())
window = MainWindow(QSettings(str(folder / "preferences.ini"), QSettings.Format.IniFormat))
window.controls.show_settings(Settings(size=64, steps=3, precision="float32"))
window.show()

def wait_until(condition):
    loop, timer = QEventLoop(), QTimer(interval=20)
    timer.timeout.connect(lambda: condition() and loop.quit())
    timer.start()
    loop.exec()

def drop(place, path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    held = Qt.CopyAction, mime, Qt.LeftButton, Qt.NoModifier
    point = QPointF(place.rect().center())
    QApplication.sendEvent(place, QDragEnterEvent(point, *held))
    QApplication.sendEvent(place, QDropEvent(point, *held))

drop(window.places[0], asset("samples", "content", "coffee.jpg"))
drop(window.places[1], asset("samples", "style", "hokusai-great-wave.jpg"))
wait_until(window.commands["start"].isEnabled)
window.commands["start"].trigger()
wait_until(lambda: window.painted is not None and window.painted.frame.last)
window.export_to(folder / "result.png")
wait_until(lambda: not window.unsaved)
QTimer.singleShot(0, window.close)
app.exec()
window.join()
"""


@pytest.fixture
def display() -> Iterator[str]:
    """The name of an X server of our own."""
    if not shutil.which("Xvfb"):
        pytest.skip("Xvfb is not installed")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait()


def test_drop_paint_export_and_close(display: str, tmp_path: Path) -> None:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["xcb"]
    assert "Traceback" not in done.stderr
    with Image.open(tmp_path / "result.png") as saved:
        assert saved.size == (64, 43)
