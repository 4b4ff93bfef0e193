"""The window's part of the log."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, qWarning

from styler import log
from styler.ui.log import choose, listening_to_qt, remembered


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of this test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv(log.VARIABLE, raising=False)
    return log.path()


def test_what_qt_warns_of_is_in_it(file: Path) -> None:
    with log.kept(), listening_to_qt():
        qWarning("a widget is not well")
    assert "WARNING styler.qt: default: a widget is not well" in file.read_text()


def test_the_choice_acts_at_once_and_is_remembered(file: Path, preferences: QSettings) -> None:
    assert not remembered(preferences)
    with log.kept():
        choose(preferences, True)
        assert log.is_detailed()
        choose(preferences, False)
        assert not log.is_detailed()
        choose(preferences, True)
    preferences.sync()
    again = QSettings(preferences.fileName(), QSettings.Format.IniFormat)
    assert remembered(again)
