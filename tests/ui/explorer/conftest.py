from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from styler.settings import Settings
from styler.ui.canvas.canvas import Canvas
from styler.ui.explorer.dialog import ExplorerWindow
from styler.ui.sources.origins import from_file
from styler.ui.sources.place import loaded as source
from styler.ui.studio import Studio
from styler.ui.window import MainWindow

PATIENCE = 90_000


@pytest.fixture
def explorer(loaded: MainWindow) -> ExplorerWindow:
    """The explorer beside the window, with two pictures at hand."""
    loaded.commands["explorer"].trigger()
    [explorer] = loaded.findChildren(ExplorerWindow)
    explorer.choose_layer("block1_conv2")
    return explorer


@pytest.fixture
def studio(
    preferences: QSettings, photograph: Path, painting: Path, tmp_path: Path
) -> Iterator[Studio]:
    """Two pictures, and nobody who paints them yet."""
    preferences.setValue("auto_start", False)
    studio = Studio(preferences, tmp_path / "work")
    content, style = (source(from_file(path)) for path in (photograph, painting))
    studio.document.change("Open", content=content, styles=(style,))
    studio.document.change_settings("Quick", size=64, steps=3, precision="float32")
    yield studio
    studio.close()
    studio.join()


@pytest.fixture
def alone(qtbot: QtBot, studio: Studio) -> ExplorerWindow:
    """The explorer without the window."""
    canvas = Canvas()
    explorer = ExplorerWindow(None, studio, canvas, smaller)
    for each in (canvas, explorer):
        qtbot.addWidget(each)
    explorer.choose_layer("block1_conv2")
    explorer.show()
    return explorer


@pytest.fixture
def wait(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    """Waits until something is so."""
    return lambda so: qtbot.waitUntil(so, timeout=PATIENCE)


def smaller(settings: Settings) -> Settings:
    """Reconstructions that are over in a moment."""
    return settings.replaced(size=64, sizes=(64,), steps=2)
