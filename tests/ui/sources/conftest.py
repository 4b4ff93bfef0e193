"""The panel by itself, over a document, with threads and preferences of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QCursor
from pytestqt.qtbot import QtBot

from styler.ui.background import Background, Failure
from styler.ui.intent import Document
from styler.ui.sources.origins import from_file
from styler.ui.sources.panel import SourcesPanel
from styler.ui.sources.recent import Recents


@pytest.fixture
def document() -> Iterator[Document]:
    """What the panel shows and changes."""
    document = Document()
    yield document
    # PySide frees the commands twice if the garbage collector finds them before their stack.
    document.undo_stack.clear()


@pytest.fixture
def recents(preferences: QSettings) -> Recents:
    """None yet."""
    return Recents(preferences)


@pytest.fixture
def panel(
    qtbot: QtBot, document: Document, background: Background, recents: Recents
) -> SourcesPanel:
    """Empty, with the keyboard on the content, and pointed at by nobody."""
    panel = SourcesPanel(document, background, recents)
    qtbot.addWidget(panel)
    panel.resize(300, 900)
    QCursor.setPos(panel.screen().geometry().bottomRight())
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    return panel


@pytest.fixture
def said(panel: SourcesPanel) -> list[str]:
    """The sentences of the panel."""
    heard: list[str] = []
    panel.said.connect(heard.append)
    return heard


@pytest.fixture
def failures(panel: SourcesPanel) -> list[Failure]:
    """What it could not load."""
    heard: list[Failure] = []
    panel.failed.connect(heard.append)
    return heard


@pytest.fixture
def settle(qtbot: QtBot, panel: SourcesPanel) -> Callable[[], None]:
    """Waits until nothing is under way."""
    return lambda: qtbot.waitUntil(lambda: not panel.loading)


@pytest.fixture
def fill(
    panel: SourcesPanel, photograph: Path, painting: Path, settle: Callable[[], None]
) -> Callable[[int], None]:
    """Loads the photograph and so many styles."""

    def filled(styles: int) -> None:
        panel.load_content(from_file(photograph))
        panel.load_style(from_file(painting))
        settle()
        for _ in range(styles - 1):
            panel.add_style(from_file(painting))
            settle()

    return filled


@pytest.fixture
def drain(qtbot: QtBot, background: Background) -> Callable[[], None]:
    """Waits until the threads have done and told all that they were asked before."""

    def drained() -> None:
        both, free = threading.Barrier(2), []
        for _ in range(2):
            background.do(both.wait, free.append, free.append)
        qtbot.waitUntil(lambda: len(free) == 2)

    return drained
