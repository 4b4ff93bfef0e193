"""Projects are opened and saved by their dialogs, and only sound ones change anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from styler.frame import Frame
from styler.regions import Regions
from styler.session import Project
from styler.settings import Settings
from styler.ui.background import Background
from styler.ui.intent import Document, Intent, Source
from styler.ui.journal import Journal
from styler.ui.packing import packed
from styler.ui.pictures import preview, to_qimage
from styler.ui.projects import Opened, Projects
from styler.ui.worker import Painted

PICTURE = np.random.default_rng(5).uniform(0, 255, (30, 50, 3)).astype(np.float32)


def source(name: str, picture: np.ndarray = PICTURE) -> Source:
    return Source(name, picture, preview(picture, 2048))


def painted(step: int = 7, side: int = 30) -> Painted:
    image = PICTURE[:side] + np.float32(step)
    frame = Frame(
        step=step,
        steps=9,
        size=side,
        stage=1,
        stages=1,
        total=3.0,
        content=1.0,
        style=2.0,
        tv=0.0,
        layers={},
        lambdas={},
        seconds=1.5,
        tile=0,
        faults=0,
        precision="float32",
        device="CPU",
        evened=False,
        last=step == 9,
        settings=Settings(),
        regions=Regions(),
        image=image,
    )
    return Painted(frame, to_qimage(image))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Keeps nothing beyond the test."""
    journal = Journal(tmp_path / "work")
    yield journal
    journal.close(discard=True)


@pytest.fixture
def document() -> Document:
    """With everything in it."""
    settings = Settings(init="sketch.png", alpha=0.25)
    styles = (source("night.png"), source("sea.png", PICTURE[:8]))
    return Document(Intent(source("cat.jpg"), styles, source("sketch.png"), settings=settings))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Something for dialogs to stand on."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def projects(
    window: QWidget,
    document: Document,
    background: Background,
    preferences: QSettings,
    journal: Journal,
) -> Projects:
    """Nothing opened yet."""
    projects = Projects(window, document, background, preferences, journal)
    projects.opened.connect(lambda opened: journal.take(opened.work))
    return projects


@pytest.fixture
def wait_saved(qtbot: QtBot, projects: Projects) -> Callable[..., Path]:
    """Saves, and waits until it is on the disk."""

    def save(path: Path, result: Painted | None = None) -> Path:
        with qtbot.waitSignal(projects.saved) as saved:
            projects.save_to(path, result)
        return saved.args[0]

    return save


@pytest.fixture
def wait_opened(qtbot: QtBot, projects: Projects) -> Callable[[Path], Opened]:
    """Opens, and waits until it is read."""

    def open_(path: Path) -> Opened:
        with qtbot.waitSignal(projects.opened) as opened:
            projects.open(path)
        return opened.args[0]

    return open_


def dialog_on(window: QWidget) -> QFileDialog:
    return window.findChildren(QFileDialog)[-1]


def step_in(path: Path) -> int:
    result = Project.read(path).result
    assert result
    return result.numbers["step"]


class TestSavingAndOpening:
    def test_everything_comes_back(
        self,
        document: Document,
        tmp_path: Path,
        wait_saved: Callable[..., Path],
        wait_opened: Callable[[Path], Opened],
    ) -> None:
        result, before = painted(), document.intent
        path = wait_saved(tmp_path / "cat.styler", result)
        opened = wait_opened(path)
        assert opened.path == path
        assert opened.intent.settings == before.settings
        assert [s.name for s in opened.intent.styles] == ["night.png", "sea.png"]
        assert opened.intent.start
        np.testing.assert_array_equal(opened.intent.start.picture, PICTURE, strict=True)
        assert opened.intent.content
        assert opened.intent.content.preview.size() == opened.intent.content.size
        assert opened.result
        np.testing.assert_array_equal(opened.result.frame.image, result.frame.image, strict=True)

    def test_the_document_is_left_to_who_hears_it(
        self,
        document: Document,
        tmp_path: Path,
        wait_saved: Callable[..., Path],
        wait_opened: Callable[[Path], Opened],
    ) -> None:
        before = document.intent
        wait_opened(wait_saved(tmp_path / "cat.styler"))
        assert document.intent is before

    def test_then_is_called_once_it_is_on_the_disk(
        self, qtbot: QtBot, projects: Projects, tmp_path: Path
    ) -> None:
        path, found = tmp_path / "cat.styler", []
        projects.save_to(path, None, lambda: found.append(Project.read(path)))
        assert found == []
        qtbot.waitUntil(lambda: len(found) == 1)

    def test_saving_again_asks_for_no_file(
        self,
        qtbot: QtBot,
        window: QWidget,
        projects: Projects,
        tmp_path: Path,
        wait_saved: Callable[..., Path],
    ) -> None:
        path = wait_saved(tmp_path / "cat.styler", painted(1))
        with qtbot.waitSignal(projects.saved):
            projects.save(painted(2))
        assert step_in(path) == 2
        assert window.findChildren(QFileDialog) == []

    def test_a_window_that_has_gone_is_told_nothing(
        self,
        qtbot: QtBot,
        document: Document,
        background: Background,
        preferences: QSettings,
        journal: Journal,
        tmp_path: Path,
    ) -> None:
        window, done = QWidget(), []
        projects = Projects(window, document, background, preferences, journal)
        projects.save_to(tmp_path / "cat.styler", None, lambda: done.append(1))
        shiboken6.delete(window)  # the report to a deleted object would raise, which fails the test
        background.join()
        qtbot.wait(50)
        assert Project.read(tmp_path / "cat.styler").settings == document.intent.settings
        assert done == []

    def test_a_file_that_cannot_be_written(
        self, qtbot: QtBot, projects: Projects, tmp_path: Path
    ) -> None:
        done = []
        with qtbot.waitSignal(projects.failed) as failed:
            projects.save_to(tmp_path / "nowhere" / "cat.styler", None, lambda: done.append(1))
        assert "There is no folder" in failed.args[0].sentence
        assert failed.args[0].details == ""
        assert projects.path is None
        assert done == []

    @pytest.mark.parametrize("data", [b"Buy bread.", b"PK\x03\x04", None])
    def test_a_file_that_is_no_project_changes_nothing(
        self,
        qtbot: QtBot,
        projects: Projects,
        document: Document,
        tmp_path: Path,
        wait_saved: Callable[..., Path],
        data: bytes | None,
    ) -> None:
        path = wait_saved(tmp_path / "cat.styler")
        before, other = document.intent, tmp_path / "other.styler"
        if data is not None:
            other.write_bytes(data)
        with qtbot.waitSignal(projects.failed) as failed:
            projects.open(other)
        assert "other.styler" in failed.args[0].sentence
        assert failed.args[0].details == ""
        assert projects.path == path
        assert document.intent is before
        assert not projects.dirty(None)


class TestOrder:
    def test_of_two_saves_the_later_stays(
        self, qtbot: QtBot, projects: Projects, tmp_path: Path
    ) -> None:
        large = painted(1)
        large = replace(large, frame=replace(large.frame, image=np.tile(PICTURE, (40, 20, 1))))
        path, done = tmp_path / "cat.styler", []
        for _ in range(8):
            done.clear()
            small = painted(2)
            projects.save_to(path, large, lambda: done.append(1))
            projects.save_to(path, small, lambda: done.append(2))
            qtbot.waitUntil(lambda: len(done) == 2)
            assert step_in(path) == 2
            assert not projects.dirty(small)

    def test_of_two_files_opened_the_later_stays(
        self, qtbot: QtBot, projects: Projects, tmp_path: Path
    ) -> None:
        large = Intent(source("large", np.tile(PICTURE, (30, 30, 1))))
        packed(large, None, "large").write(tmp_path / "large.styler")
        packed(Intent(), None, "small").write(tmp_path / "small.styler")
        heard = []
        projects.opened.connect(heard.append)
        projects.open(tmp_path / "large.styler")
        projects.open(tmp_path / "small.styler")
        qtbot.waitUntil(lambda: bool(heard))
        qtbot.wait(300)
        assert [opened.path.name for opened in heard] == ["small.styler"]
        assert projects.path == tmp_path / "small.styler"

    def test_a_save_of_earlier_work_does_not_name_the_new(
        self, qtbot: QtBot, projects: Projects, tmp_path: Path
    ) -> None:
        with qtbot.waitSignal(projects.saved):
            projects.save_to(tmp_path / "cat.styler", None)
            projects.new()
        assert projects.path is None
        assert projects.recent == (tmp_path / "cat.styler",)


class TestDirty:
    def test_without_a_file_there_is_nothing_to_differ_from(self, projects: Projects) -> None:
        assert not projects.dirty(painted())

    def test_it_follows_what_is_asked_for_and_the_picture(
        self,
        projects: Projects,
        document: Document,
        tmp_path: Path,
        wait_saved: Callable[..., Path],
    ) -> None:
        result = painted()
        wait_saved(tmp_path / "cat.styler", result)
        assert not projects.dirty(result)
        assert projects.dirty(painted())
        assert projects.dirty(None)
        document.change_settings("Move α", alpha=0.9)
        assert projects.dirty(result)
        document.undo_stack.undo()
        assert not projects.dirty(result)
        document.change("Remove the content", content=None)
        assert projects.dirty(result)

    def test_what_is_changed_while_it_is_saved_is_not_in_the_file(
        self, qtbot: QtBot, projects: Projects, document: Document, tmp_path: Path
    ) -> None:
        with qtbot.waitSignal(projects.saved):
            projects.save_to(tmp_path / "cat.styler", None)
            document.change_settings("Move α", alpha=0.9)
        assert projects.dirty(None)
        assert Project.read(tmp_path / "cat.styler").settings.alpha == 0.25

    def test_what_was_opened_is_clean(
        self,
        projects: Projects,
        document: Document,
        tmp_path: Path,
        wait_saved: Callable[..., Path],
        wait_opened: Callable[[Path], Opened],
    ) -> None:
        path = wait_saved(tmp_path / "cat.styler", painted())
        projects.opened.connect(lambda opened: document.begin(opened.intent))
        opened = wait_opened(path)
        assert not projects.dirty(opened.result)
        assert projects.dirty(None)
        assert not document.undo_stack.canUndo()

    def test_another_window_goes_on_with_it(
        self,
        window: QWidget,
        projects: Projects,
        document: Document,
        background: Background,
        preferences: QSettings,
        journal: Journal,
        tmp_path: Path,
        wait_saved: Callable[..., Path],
    ) -> None:
        wait_saved(tmp_path / "cat.styler")
        other = Projects(window, document, background, preferences, journal)
        other.continue_from(projects)
        assert other.path == tmp_path / "cat.styler"
        assert not other.dirty(None)


class TestDialogs:
    def test_opening(
        self,
        qtbot: QtBot,
        window: QWidget,
        projects: Projects,
        tmp_path: Path,
        wait_saved: Callable[..., Path],
    ) -> None:
        path = wait_saved(tmp_path / "cat.styler")
        projects.ask_open()
        dialog = dialog_on(window)
        assert dialog.isVisible()
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile("cat.styler")
        with qtbot.waitSignal(projects.opened) as opened:
            dialog.accept()
        assert opened.args[0].path == path

    def test_saving_suggests_the_contents_name_and_adds_the_ending(
        self, qtbot: QtBot, window: QWidget, projects: Projects, tmp_path: Path
    ) -> None:
        projects.save(None)
        dialog = dialog_on(window)
        assert Path(dialog.selectedFiles()[0]).name == "cat.styler"
        dialog.setDirectory(str(tmp_path))
        type_name(qtbot, dialog, "evening")
        with qtbot.waitSignal(projects.saved) as saved:
            dialog.accept()
        assert saved.args[0] == tmp_path / "evening.styler"
        assert projects.path == tmp_path / "evening.styler"

    def test_a_dot_in_the_name_is_no_ending(
        self, qtbot: QtBot, window: QWidget, projects: Projects, tmp_path: Path
    ) -> None:
        projects.ask_save_as(None)
        dialog = dialog_on(window)
        dialog.setDirectory(str(tmp_path))
        type_name(qtbot, dialog, "cat.v2")
        with qtbot.waitSignal(projects.saved) as saved:
            dialog.accept()
        assert saved.args[0] == tmp_path / "cat.v2.styler"

    def test_a_file_that_the_ending_makes_another_is_asked_about(
        self, qtbot: QtBot, window: QWidget, projects: Projects, tmp_path: Path
    ) -> None:
        older = tmp_path / "cat.v2.styler"
        older.write_text("older")
        projects.ask_save_as(None)
        first = dialog_on(window)
        first.setDirectory(str(tmp_path))
        type_name(qtbot, first, "cat.v2")
        first.accept()
        qtbot.waitUntil(lambda: dialog_on(window) is not first)
        second = dialog_on(window)
        assert second.selectedFiles() == [str(older)]
        second.reject()
        assert older.read_text() == "older"

    def test_cancelling_does_nothing(
        self, qtbot: QtBot, window: QWidget, projects: Projects, tmp_path: Path
    ) -> None:
        projects.ask_save_as(None)
        qtbot.keyClick(dialog_on(window), Qt.Key.Key_Escape)
        assert projects.path is None


def type_name(qtbot: QtBot, dialog: QFileDialog, name: str) -> None:
    """Into the dialog's field, as a person does."""
    field = dialog.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, name)


class TestRecent:
    def test_newest_first_each_once(
        self, projects: Projects, tmp_path: Path, wait_saved: Callable[..., Path]
    ) -> None:
        for name in ("a", "b", "a"):
            wait_saved(tmp_path / f"{name}.styler")
        assert [path.stem for path in projects.recent] == ["a", "b"]

    def test_at_most_ten(
        self, projects: Projects, tmp_path: Path, wait_saved: Callable[..., Path]
    ) -> None:
        for number in range(12):
            wait_saved(tmp_path / f"{number}.styler")
        assert [path.stem for path in projects.recent] == [str(n) for n in range(11, 1, -1)]

    def test_a_file_that_has_gone_is_left_out(
        self, projects: Projects, tmp_path: Path, wait_saved: Callable[..., Path]
    ) -> None:
        for name in ("a", "b"):
            wait_saved(tmp_path / f"{name}.styler")
        (tmp_path / "a.styler").unlink()
        assert projects.recent == (tmp_path / "b.styler",)

    def test_they_outlive_the_window(
        self,
        projects: Projects,
        preferences: QSettings,
        tmp_path: Path,
        wait_saved: Callable[..., Path],
        window: QWidget,
        document: Document,
        background: Background,
        journal: Journal,
    ) -> None:
        wait_saved(tmp_path / "a.styler")
        preferences.sync()
        fresh = QSettings(preferences.fileName(), QSettings.Format.IniFormat)
        later = Projects(window, document, background, fresh, journal)
        assert later.recent == (tmp_path / "a.styler",)

    def test_clearing(
        self, qtbot: QtBot, projects: Projects, tmp_path: Path, wait_saved: Callable[..., Path]
    ) -> None:
        path = wait_saved(tmp_path / "a.styler")
        with qtbot.waitSignal(projects.recent_changed):
            projects.clear_recent()
        assert projects.recent == ()
        assert path.is_file()

    def test_a_path_that_cannot_be_looked_at_is_passed_over(
        self, projects: Projects, preferences: QSettings, tmp_path: Path
    ) -> None:
        (tmp_path / "a.styler").touch()
        preferences.setValue("recent_projects", ["/" + "x" * 300, str(tmp_path / "a.styler")])
        assert projects.recent == (tmp_path / "a.styler",)

    def test_what_makes_no_sense_is_passed_over(
        self, projects: Projects, preferences: QSettings
    ) -> None:
        for value in (3, "nowhere.styler", ["", "\0"], {"a": 1}):
            preferences.setValue("recent_projects", value)
            assert projects.recent == ()
