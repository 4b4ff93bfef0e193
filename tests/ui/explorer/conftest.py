from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from styler.settings import Settings
from styler.ui.canvas.canvas import Canvas
from styler.ui.explorer.dialog import ExplorerWindow
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
