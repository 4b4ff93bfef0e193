"""`styler replay` paints a project's picture once more, to the last bit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from styler import images
from styler.assets import asset
from styler.cli import main
from styler.engine import transfer
from styler.session.history import Place
from styler.settings import Controls, Settings
from styler.ui.intent import Intent, Job, Source
from styler.ui.journal import Journal
from styler.ui.packing import packed, to_bytes
from styler.ui.pictures import preview, to_qimage
from styler.ui.work import Work
from styler.ui.worker import Painted

SETTINGS = Settings(size=64, sizes=(40, 64), steps=8, precision="float32")


def source(*path: str) -> Source:
    picture = images.load(asset("samples", *path))[::4, ::4]
    return Source(path[-1], picture, preview(picture, 100))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A painting whose β was moved, as the window saves it."""
    return painted(tmp_path_factory.mktemp("replay"))


def painted(folder: Path, stopped_at: int | None = None, settings: Settings = SETTINGS) -> Path:
    """The project; stopped after so many steps of its last size, or not."""
    content, style = source("content", "coffee.jpg"), source("style", "hokusai-great-wave.jpg")
    intent = Intent(content, (style,), settings=settings)
    journal, controls = Journal(folder / "work"), Controls(settings)
    journal.keep_intent(intent)
    take = journal.begin(Job(intent, intent), None)
    assert take
    for frame in transfer.run(
        content.picture, [style.picture], settings, controls=controls, keeper=take
    ):
        if (frame.stage, frame.step) == (1, 3):
            controls.settings = settings.replaced(beta=0.04)
        if (frame.stage, frame.step) == (2, stopped_at):
            break
    take.end()
    newest = Painted(frame, to_qimage(frame.image))
    with journal.standing_still(journal.work) as files:
        whole = replace(packed(intent, newest, "a.styler"), history=files)
        whole.write(folder / "a.styler")
    journal.close(discard=True)
    return folder / "a.styler"


def test_the_same_picture_comes_out(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "again.png"
    assert main(["replay", str(project), "-o", str(out)]) == 0
    assert "The same picture, to the last bit." in capsys.readouterr().out
    assert images.load(out).shape == (43, 64, 3)


@pytest.mark.parametrize("stopped_at", [0, 7])
def test_so_it_does_of_a_run_that_was_stopped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], stopped_at: int
) -> None:
    assert main(["replay", str(painted(tmp_path, stopped_at))]) == 0
    assert "The same picture, to the last bit." in capsys.readouterr().out


def test_so_it_does_of_a_run_whose_time_was_short(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which ended each size, and how long its layers were evened."""
    short = SETTINGS.replaced(steps=9000, time_limit=1.5)
    assert main(["replay", str(painted(tmp_path, settings=short))]) == 0
    assert "The same picture, to the last bit." in capsys.readouterr().out


def test_such_a_run_may_be_gone_on_from_and_then_takes_the_steps_it_was_to_take(
    tmp_path: Path,
) -> None:
    short = SETTINGS.replaced(steps=9000, time_limit=1.5)
    work, _, newest = Work.opened(painted(tmp_path, settings=short), tmp_path / "opened")
    (branch,) = work.history.branches
    last_but_one = Place(branch, len(branch.steps) - 2)
    run, resumption = work.job(branch).run, work.resumption(last_but_one)
    assert resumption.again
    assert run.content
    assert newest
    controls = Controls(short)
    frames = transfer.run(
        run.content.picture,
        [style.picture for style in run.styles],
        short.replaced(time_limit=None),
        controls=controls,
        resume=resumption.snapshot,
    )
    *_, there = transfer.again(frames, controls, [resumption.snapshot.at, *resumption.again])
    assert (there.stage, there.step) == (2, last_but_one.step.step)
    further = next(frames)
    np.testing.assert_array_equal(further.image, newest.frame.image)
    assert newest.frame.last
    assert not further.last
    work.workspace.close(discard=True)


def test_another_picture_is_told(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    spoiled: Callable[[Path], Path],
) -> None:
    assert main(["replay", str(spoiled(project))]) == 1
    assert "Another picture: it differs by 1" in capsys.readouterr().out


@pytest.fixture
def spoiled(tmp_path: Path) -> Callable[[Path], Path]:
    """The project with a canvas that is brighter by one than what was painted."""

    def spoil(project: Path) -> Path:
        from styler.session import Project
        from styler.session.kept import Kept

        folder = tmp_path / "unpacked"
        folder.mkdir()
        whole = Project.read(project, folder)
        (canvas,) = (path for path in folder.iterdir() if path.name.startswith("canvas"))
        assert Kept.of(canvas.name)
        canvas.write_bytes(to_bytes(np.load(canvas) + np.float32(1)))
        files = {path.name: path for path in folder.iterdir()}
        replace(whole, history=files).write(tmp_path / "spoiled.styler")
        return tmp_path / "spoiled.styler"

    return spoil


def test_a_branch_that_is_not_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(project), "--branch", "2"]) == 2
    assert "The project has 1 branches" in capsys.readouterr().err


def test_a_file_that_is_no_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.styler").write_text("Buy bread.")
    assert main(["replay", str(tmp_path / "notes.styler")]) == 2
    assert "not a project of Styler" in capsys.readouterr().err
