"""The real window, with real events, that must leave nothing behind."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from styler.settings import Settings
from styler.ui.background import Background
from styler.ui.intent import Intent
from styler.ui.sources.origins import from_file
from styler.ui.sources.place import loaded as from_disk
from styler.ui.worker import State

if TYPE_CHECKING:
    from styler.ui.app import Application
    from styler.ui.studio import Studio
    from styler.ui.window import MainWindow

# Large enough for the deepest layer, small enough for a step to take no time.
QUICK = Settings(size=64, steps=3, precision="float32")

# Importing TensorFlow or painting on a busy computer: not a measurement, only not for ever.
PATIENCE = 90_000


def pytest_configure(config: pytest.Config) -> None:
    """Any other warning of Qt fails a test; this one only says that there is no screen."""
    for word in ("propagateSizeHints", "raise"):
        config.addinivalue_line("qt_log_ignore", f"This plugin does not support {word}")


@pytest.fixture(autouse=True)
def _nothing_left(qapp: QApplication) -> Iterator[None]:
    """Fails if a test leaves a thread of ours or a window."""
    before = set(qapp.topLevelWidgets())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [t.name for t in threading.enumerate() if t.name.startswith("styler")] == []
    assert set(qapp.topLevelWidgets()) - before == set()


@pytest.fixture
def preferences(tmp_path: Path) -> QSettings:
    """Settings of Qt in a file of the test's own."""
    return QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def application(
    qapp: QApplication, preferences: QSettings, tmp_path: Path
) -> Iterator[Application]:
    """What `styler` starts, with settings for a run that is over in a moment."""
    from styler.ui.app import Application

    preferences.setValue("auto_start", False)  # but for the tests of it
    application = Application(qapp, preferences, tmp_path / "work")
    application.studio.document.begin(Intent(settings=QUICK))
    yield application
    application.studio.close()
    application.studio.join()
    application.window.hide()
    application.window.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, application: Application) -> MainWindow:
    """Its window, which has the keyboard."""
    window = application.window
    with qtbot.waitActive(window):
        window.activateWindow()  # without a window manager no window is given the keyboard
    return window


@pytest.fixture
def change(window: MainWindow) -> Callable[..., None]:
    """Changes settings as a control does."""
    return lambda **changes: window.studio.document.change_settings("Change", **changes)


@pytest.fixture
def background() -> Iterator[Background]:
    """Ends with the test."""
    background = Background()
    yield background
    background.close()
    background.join()


@pytest.fixture
def studio(
    preferences: QSettings, photograph: Path, painting: Path, tmp_path: Path
) -> Iterator[Studio]:
    """Two pictures, and nobody who paints them yet."""
    from styler.ui.studio import Studio

    preferences.setValue("auto_start", False)
    studio = Studio(preferences, tmp_path / "work")
    content, style = (from_disk(from_file(path)) for path in (photograph, painting))
    studio.document.change("Open", content=content, styles=(style,))
    studio.document.change_settings("Quick", size=64, steps=3, precision="float32")
    yield studio
    studio.close()
    studio.join()


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A picture file of 96 × 64 pixels."""
    return _picture(tmp_path / "photograph.png", 96, 64, seed=1)


@pytest.fixture
def painting(tmp_path: Path) -> Path:
    """A picture file of 80 × 72 pixels."""
    return _picture(tmp_path / "painting.png", 80, 72, seed=2)


def _picture(path: Path, width: int, height: int, seed: int) -> Path:
    coarse = np.random.default_rng(seed).integers(0, 256, (height // 8, width // 8, 3), np.uint8)
    Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC).save(path)
    return path


@pytest.fixture
def not_a_picture(tmp_path: Path) -> Path:
    """A file with a picture's name and no picture in it."""
    path = tmp_path / "notes.png"
    path.write_text("Buy bread.")
    return path


@pytest.fixture
def files_mime() -> Callable[..., QMimeData]:
    """What a file manager puts into a drag of these files."""

    def mime(*paths: Path) -> QMimeData:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        return data

    return mime


@pytest.fixture
def drag_over() -> Callable[..., None]:
    """Brings a drag over a widget and holds it there."""

    def drag(widget: QWidget, mime: QMimeData, at: QPoint | None = None) -> None:
        point = at or widget.rect().center()
        for kind in (QDragEnterEvent, QDragMoveEvent):
            event = kind(point, *_held(mime))
            QApplication.sendEvent(widget, event)

    return drag


@pytest.fixture
def drop(drag_over: Callable[..., None]) -> Callable[..., None]:
    """Drags something over a widget and lets it fall."""

    def fall(widget: QWidget, mime: QMimeData, at: QPoint | None = None) -> None:
        drag_over(widget, mime, at)
        point = QPointF(at or widget.rect().center())
        QApplication.sendEvent(widget, QDropEvent(point, *_held(mime)))

    return fall


def _held(mime: QMimeData) -> tuple[object, ...]:
    return (
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )


@pytest.fixture
def loaded(qtbot: QtBot, window: MainWindow, photograph: Path, painting: Path) -> MainWindow:
    """The window with both pictures in their places."""
    window.open(photograph, None)
    window.open(None, painting)
    qtbot.waitUntil(window.commands["start"].isEnabled, timeout=PATIENCE)
    return window


@pytest.fixture
def wait_for_state(qtbot: QtBot, window: MainWindow) -> Callable[[State], None]:
    """Waits until the painter is in a state."""
    worker = window.studio.worker
    return lambda state: qtbot.waitUntil(lambda: worker.state is state, timeout=PATIENCE)


@pytest.fixture
def painting_window(
    loaded: MainWindow, change: Callable[..., None], wait_for_state: Callable[[State], None]
) -> MainWindow:
    """The window in the midst of a run that would never end by itself."""
    change(steps=100_000)
    loaded.start()
    wait_for_state(State.PAINTING)
    return loaded


@pytest.fixture
def done(loaded: MainWindow, wait_for_state: Callable[[State], None]) -> MainWindow:
    """The window with a finished picture."""
    loaded.start()
    wait_for_state(State.IDLE)
    return loaded
