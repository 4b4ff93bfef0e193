"""What a screen reader is told while a picture is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from styler.frame import Frame
from styler.settings import Settings
from styler.ui.watching.announce import Announcer
from styler.ui.worker import Painted


@pytest.fixture
def announcer(qtbot: QtBot) -> Announcer:
    widget = QWidget()
    qtbot.addWidget(widget)
    return Announcer(widget)


@pytest.fixture
def said(announcer: Announcer) -> list[str]:
    """Everything it says."""
    words: list[str] = []
    announcer.said.connect(words.append)
    return words


def test_a_real_painting_is_told_from_start_to_end(
    announcer: Announcer,
    said: list[str],
    run: Sequence[tuple[Frame, Settings]],
    painted: Callable[[Frame], Painted],
) -> None:
    for frame, _ in run:
        announcer.show_frame(painted(frame))
    assert said == [
        "Painting at 48 pixels, size 1 of 2.",
        "25 percent of this size.",
        "50 percent of this size.",
        "75 percent of this size.",
        "Painting at 96 pixels, size 2 of 2.",
        "25 percent of this size.",
        "50 percent of this size.",
        "75 percent of this size.",
        "The picture is done.",
    ]


def test_a_run_after_one_that_was_stopped_is_told_from_its_start(
    announcer: Announcer,
    said: list[str],
    make_frame: Callable[..., Frame],
    painted: Callable[[Frame], Painted],
) -> None:
    for step in (0, 10, 30, 0, 1):
        announcer.show_frame(painted(make_frame(step)))
    start = "Painting at 64 pixels, size 1 of 1."
    assert said == [start, "25 percent of this size.", start]


def test_anything_else_can_be_said(announcer: Announcer, said: list[str]) -> None:
    announcer.say("Saved.")
    assert said == ["Saved."]
