"""The pictures used last survive in a real INI file, and nonsense in it does no harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from styler.ui.sources.recent import KEPT, Recents


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """More than are kept."""
    paths = [tmp_path / f"{n} ä,b.png" for n in range(KEPT + 2)]
    for path in paths:
        path.touch()
    return paths


def from_disk(preferences: QSettings) -> Recents:
    preferences.sync()
    return Recents(QSettings(preferences.fileName(), QSettings.Format.IniFormat))


def test_the_newest_comes_first_and_once(recents: Recents, files: list[Path]) -> None:
    for path in (files[0], files[1], files[2], files[0]):
        recents.remember_content(path)
    assert recents.contents == (files[0], files[2], files[1])
    assert recents.styles == ()


def test_so_many_are_kept(recents: Recents, files: list[Path]) -> None:
    for path in files:
        recents.remember_style(path)
    assert recents.styles == tuple(reversed(files))[:KEPT]


def test_a_file_that_has_gone_is_left_out(recents: Recents, files: list[Path]) -> None:
    for path in files[:2]:
        recents.remember_content(path)
    files[1].unlink()
    assert recents.contents == (files[0],)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_they_are_there_the_next_time(
    recents: Recents, preferences: QSettings, files: list[Path], count: int
) -> None:
    recents.remember_content(files[9])
    recents.clear()
    for path in files[:count]:
        recents.remember_content(path)
        recents.remember_style(path)
    again = from_disk(preferences)
    assert again.contents == again.styles == tuple(reversed(files[:count]))


def test_one_is_forgotten_as_content_and_as_style(
    recents: Recents, files: list[Path], qtbot: QtBot
) -> None:
    for path in files[:2]:
        recents.remember_content(path)
        recents.remember_style(path)
    with qtbot.waitSignal(recents.changed):
        recents.forget(files[0])
    assert recents.contents == recents.styles == (files[1],)


@pytest.mark.parametrize(
    "nonsense",
    ["7", "@Invalid()", '"\\0"', "x" * 5000, "@ByteArray(abc)", "1, 2"],
)
def test_nonsense_is_no_picture(preferences: QSettings, nonsense: str, files: list[Path]) -> None:
    Path(preferences.fileName()).write_text(f"[General]\nrecent_contents={nonsense}\n")
    recents = from_disk(preferences)
    assert recents.contents == ()
    recents.remember_content(files[0])
    assert recents.contents == (files[0],)
