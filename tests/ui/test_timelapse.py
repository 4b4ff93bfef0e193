"""The dialog, and the film that comes of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from styler.film import Options
from styler.timelapse import ENDINGS
from styler.ui.background import Background
from styler.ui.intent import Source
from styler.ui.pictures import preview
from styler.ui.timelapse import Remembered, TimelapseDialog, Timelapses, Wishes

PICTURE = np.random.default_rng(5).uniform(0, 255, (40, 60, 3)).astype(np.float32)
QUICK = Wishes(".webp", Options(seconds=1.0, hold=0.0, size=360))
LONG = Wishes(".webp", Options(seconds=300.0, hold=30.0, size=720))


@dataclass(frozen=True)
class Seen:
    """As the timeline has it."""

    step: int
    total: float
    path: Path


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Something for dialogs to stand on."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def steps(tmp_path: Path) -> list[Seen]:
    """Three that can be seen."""
    folder = tmp_path / "timeline"
    folder.mkdir()
    seen = [Seen(10 * n, 100.0 / (n + 1), folder / f"{n}.jpg") for n in range(3)]
    for step in seen:
        Image.new("RGB", (60, 40), (step.step * 10,) * 3).save(step.path)
    return seen


@pytest.fixture
def timelapses(window: QWidget, background: Background, preferences: QSettings) -> Timelapses:
    """Nothing asked yet."""
    Remembered(preferences).keep(QUICK)
    return Timelapses(window, background, preferences)


@pytest.fixture
def dialog(
    qtbot: QtBot, timelapses: Timelapses, window: QWidget, steps: list[Seen], tmp_path: Path
) -> TimelapseDialog:
    """What is asked."""
    content = Source("cat.jpg", PICTURE, preview(PICTURE, 64))
    timelapses.ask(steps, content, tmp_path / "cat-wave.png")
    dialog = window.findChild(TimelapseDialog)
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    return dialog


def controls(dialog: QWidget) -> dict[str, QWidget]:
    """By the names that are told."""
    kinds = (QAbstractButton, QComboBox, QLineEdit, QProgressBar)
    return {
        widget.accessibleName() or widget.text(): widget
        for kind in kinds
        for widget in dialog.findChildren(kind)
        if widget.window() is dialog  # and not the file dialog on it
    }


def told(dialog: QWidget) -> str:
    (label,) = [found for found in dialog.findChildren(QLabel) if found.property("tone")]
    return label.text()


def save(qtbot: QtBot, dialog: TimelapseDialog) -> None:
    """By the button, and the file that is suggested."""
    qtbot.mouseClick(controls(dialog)["Save…"], Qt.MouseButton.LeftButton)
    dialog.findChild(QFileDialog).accept()


class TestAsking:
    def test_every_control_has_a_name_and_the_keyboard_reaches_it(
        self, dialog: TimelapseDialog
    ) -> None:
        names = {
            "Format",
            "Longer side",
            "Painting lasts, seconds",
            "Hold the last picture, seconds",
            "Wipe between photograph and picture",
            "Draw how J falls",
            "Save…",
            "Cancel",
        }
        found = controls(dialog)
        assert names <= found.keys()
        assert all(found[name].focusPolicy() & Qt.FocusPolicy.TabFocus for name in names)

    def test_what_is_chosen_is_told(
        self, qtbot: QtBot, dialog: TimelapseDialog, tmp_path: Path
    ) -> None:
        found = controls(dialog)
        found["Format"].setCurrentIndex(ENDINGS.index(".gif"))
        found["Longer side"].setCurrentIndex(1)
        for name, keys in (
            ("Painting lasts, seconds", "3"),
            ("Hold the last picture, seconds", "1"),
        ):
            found[name].setFocus()
            found[name].selectAll()
            qtbot.keyClicks(found[name], keys)
        found["Draw how J falls"].click()  # and the keyboard stays where it is
        with qtbot.waitSignal(dialog.chosen) as chosen:
            save(qtbot, dialog)
        path, options = chosen.args
        assert path == tmp_path / "cat-wave.gif"
        assert options == Options(seconds=3, hold=1, size=480, curves=True)

    def test_it_says_what_it_comes_to(self, qtbot: QtBot, dialog: TimelapseDialog) -> None:
        assert told(dialog) == "360 × 240 pixels, 1 s in all"
        field = controls(dialog)["Painting lasts, seconds"]
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, "9999")
        controls(dialog)["Longer side"].setCurrentIndex(2)
        assert told(dialog) == "720 × 480 pixels, 1 s in all"  # it is being typed yet
        qtbot.keyClick(field, Qt.Key.Key_Tab)
        assert field.text() == "300"
        assert told(dialog) == "720 × 480 pixels, 300 s in all"

    def test_without_ffmpeg_another_format_comes_first_and_mp4_says_why(
        self, qtbot: QtBot, window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("PATH", "")
        dialog = TimelapseDialog(window, tmp_path / "a.png", (60, 40), Wishes(".mp4"))
        qtbot.addWidget(dialog)
        found = controls(dialog)
        assert dialog.wishes.ending == ".webp"
        found["Format"].setCurrentIndex(ENDINGS.index(".mp4"))
        assert "install it (ffmpeg.org)" in told(dialog)
        assert not found["Save…"].isEnabled()
        found["Format"].setCurrentIndex(ENDINGS.index(".gif"))
        assert found["Save…"].isEnabled()


class TestSaving:
    @pytest.mark.parametrize("ending", ENDINGS)
    def test_the_film_is_there_and_the_choice_remembered(
        self,
        qtbot: QtBot,
        timelapses: Timelapses,
        dialog: TimelapseDialog,
        preferences: QSettings,
        tmp_path: Path,
        ending: str,
    ) -> None:
        if ending == ".mp4" and not shutil.which("ffmpeg"):
            pytest.skip("ffmpeg is not on this computer")
        controls(dialog)["Format"].setCurrentIndex(ENDINGS.index(ending))
        with qtbot.waitSignal(timelapses.saved, timeout=60_000) as saved:
            save(qtbot, dialog)
            assert not controls(dialog)["Save…"].isEnabled()
        assert saved.args == [tmp_path / f"cat-wave{ending}"]
        assert saved.args[0].stat().st_size > 500
        assert not dialog.isVisible()
        assert Remembered(preferences).wishes == Wishes(ending, QUICK.options)

    @pytest.mark.parametrize("leave", ["Cancel", "Esc", "close"])
    def test_cancelled_it_leaves_no_file(
        self,
        qtbot: QtBot,
        background: Background,
        timelapses: Timelapses,
        window: QWidget,
        steps: list[Seen],
        preferences: QSettings,
        tmp_path: Path,
        leave: str,
    ) -> None:
        Remembered(preferences).keep(LONG)
        timelapses.ask(steps, Source("c", PICTURE, preview(PICTURE, 64)), tmp_path / "long.png")
        dialog = window.findChild(TimelapseDialog)
        heard: list[object] = []
        timelapses.saved.connect(heard.append)
        timelapses.failed.connect(heard.append)
        save(qtbot, dialog)
        bar = controls(dialog)["How much of the film is saved"]
        qtbot.waitUntil(lambda: bar.value() > 2, timeout=60_000)
        how: dict[str, Callable[[], object]] = {
            "Cancel": controls(dialog)["Cancel"].click,
            "Esc": lambda: qtbot.keyClick(dialog, Qt.Key.Key_Escape),
            "close": dialog.close,
        }
        how[leave]()
        over: list[None] = []
        qtbot.waitUntil(lambda: not list(tmp_path.glob(".styler-*")), timeout=60_000)
        background.do(lambda: None, over.append, over.append)
        qtbot.waitUntil(lambda: bool(over))
        assert heard == []
        assert not (tmp_path / "long.webp").exists()

    def test_a_view_that_has_gone_is_told(
        self,
        qtbot: QtBot,
        timelapses: Timelapses,
        dialog: TimelapseDialog,
        steps: list[Seen],
        tmp_path: Path,
    ) -> None:
        steps[1].path.unlink()
        with qtbot.waitSignal(timelapses.failed, timeout=60_000) as failed:
            save(qtbot, dialog)
        assert "1.jpg" in failed.args[0].sentence
        assert failed.args[0].details == ""
        assert not (tmp_path / "cat-wave.webp").exists()


class TestRemembering:
    def test_nothing_yet(self, preferences: QSettings) -> None:
        assert Remembered(preferences).wishes == Wishes()

    @pytest.mark.parametrize(
        "kept",
        ["", "no JSON", "[]", '{"ending": ".exe"}', '{"seconds": "8"}', '{"seconds": 1e9}', "1"],
    )
    def test_what_makes_no_sense_is_passed_over(self, preferences: QSettings, kept: str) -> None:
        preferences.setValue("timelapse", kept)
        assert Remembered(preferences).wishes == Wishes()


def test_return_saves(qtbot: QtBot, dialog: TimelapseDialog) -> None:
    (default,) = [b for b in dialog.findChildren(QPushButton) if b.isDefault()]
    assert default.text() == "Save…"
