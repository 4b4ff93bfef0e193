"""What is in the log, what is not, and that it stands in nobody's way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from styler import log
from styler.log import without_paths

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the log of this test is."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv(log.VARIABLE, raising=False)
    return log.path().parent


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Run:
    """Python in a process of its own, in a folder with a picture."""
    Image.linear_gradient("L").resize((64, 48)).convert("RGB").save(tmp_path / "my cat.png")

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=os.environ | variables,
            check=False,
        )

    return run


def text(folder: Path) -> str:
    return (folder / log.NAME).read_text()


PAINT = ("-m", "styler", "stylize", "my cat.png", "my cat.png", "-o", "out.png")
QUICK = ("--sizes", "64", "--steps", "2", "--precision", "float32", "--init", "my cat.png")


class TestCommandLine:
    def test_a_run_is_told_with_its_settings_and_without_paths(
        self, run: Run, folder: Path
    ) -> None:
        done = run(*PAINT, *QUICK)
        assert done.returncode == 0, done.stderr
        started, begins, ended = text(folder).splitlines()
        assert "started: stylize, Styler" in started
        assert "tensorflow 2." in started
        assert "run begins: 64 × 48 px, 1 style(s)" in begins
        assert '"steps": 2' in begins
        assert '"init": "a file"' in begins
        assert "run done: step 2 of 2 at 64 px" in ended
        assert "cat" not in text(folder)

    @pytest.mark.parametrize("way", ["before", "after", "variable"])
    def test_in_detail_with_paths(self, run: Run, folder: Path, way: str) -> None:
        flag = ("--verbose",)
        arguments = PAINT[:2] + flag * (way == "before") + PAINT[2:] + flag * (way == "after")
        variables = {log.VARIABLE: "1"} if way == "variable" else {}
        assert run(*arguments, "--recipe", "no such.json", **variables).returncode == 2
        assert "no such.json" in text(folder)
        assert "Traceback" in text(folder)

    def test_a_refusal_is_told_without_its_values(self, run: Run, folder: Path) -> None:
        assert run(*PAINT, "--recipe", "no such.json").returncode == 2
        assert "told: There is no file" in text(folder)
        assert "no such" not in text(folder)
        assert "Traceback" not in text(folder)

    def test_a_question_leaves_no_log(self, run: Run, folder: Path) -> None:
        assert run("-m", "styler", "--version").returncode == 0
        assert not (folder / log.NAME).exists()

    @pytest.mark.parametrize("kind", ["file", "full", "log-is-folder"])
    def test_where_it_cannot_be_written_nothing_is_disturbed(
        self, run: Run, folder: Path, tmp_path: Path, kind: str
    ) -> None:
        if kind == "file":
            (tmp_path / "state").write_text("in the way")
        elif kind == "log-is-folder":
            (folder / log.NAME).mkdir(parents=True)
        elif not Path("/dev/full").exists():
            pytest.skip("no /dev/full here")
        else:
            folder.mkdir(parents=True)
            (folder / log.NAME).symlink_to("/dev/full")
        done = run(*PAINT, "--recipe", "no such.json")
        assert done.returncode == 2
        assert done.stderr.startswith("styler: There is no file")
        assert len(done.stderr.splitlines()) == 1

    def test_info_says_where_it_is(self, run: Run, folder: Path) -> None:
        assert str(folder / log.NAME) in run("-m", "styler", "info").stdout


BROKEN = """
import threading
from styler import log

def break_thread():
    raise ValueError("in /home/ann/a thread.png")

with log.kept():
    thread = threading.Thread(target=break_thread, name="styler-test")
    thread.start()
    thread.join()
    {rest}
"""
HOOK = "import sys\n    sys.excepthook(KeyError, KeyError('called'), None)"


class TestExceptions:
    def test_nobody_caught_it(self, run: Run, folder: Path) -> None:
        done = run("-c", BROKEN.format(rest='open("/home/ann/secret cat.png")'))
        assert done.returncode == 1
        assert "FileNotFoundError" in done.stderr  # it is printed as ever
        told = text(folder)
        assert "nobody caught this in thread styler-test" in told
        assert "ValueError" in told
        assert "FileNotFoundError" in told
        assert told.count("Traceback") == 2
        assert "ann" not in told
        assert "secret" not in told

    def test_in_detail(self, run: Run, folder: Path) -> None:
        run("-c", BROKEN.format(rest='open("/home/ann/cat.png")'), **{log.VARIABLE: "1"})
        assert "/home/ann/cat.png" in text(folder)

    def test_the_hook_that_qt_calls(self, run: Run, folder: Path) -> None:
        done = run("-c", BROKEN.format(rest=HOOK))
        assert "KeyError" in done.stderr
        assert "KeyError: 'called'" in text(folder)

    def test_the_hooks_are_given_back(self, folder: Path) -> None:
        before = sys.excepthook
        with log.kept():
            assert sys.excepthook is not before
        assert sys.excepthook is before
        log.LOGGER.info("nobody listens")
        assert not folder.exists() or not list(folder.iterdir())


class TestFile:
    def test_it_does_not_grow_without_end(self, folder: Path) -> None:
        with log.kept():
            for _ in range(700):
                log.LOGGER.info("x" * 10_000)
        files = sorted(file.name for file in folder.iterdir())
        assert files == [log.NAME, *(f"{log.NAME}.{n}" for n in range(1, log.KEPT + 1))]
        assert all(file.stat().st_size <= log.MAX_BYTES for file in folder.iterdir())

    def test_what_is_quoted_makes_no_lines_of_its_own(self, folder: Path) -> None:
        with log.kept():
            log.LOGGER.info("opened %s", "a.png\n2026-01-01 INFO styler: forged\ud800")
        assert len(text(folder).splitlines()) == 1
        assert "\\n2026" in text(folder)

    def test_detail_is_switched_while_it_is_written(self, folder: Path) -> None:
        with log.kept():
            for on in (False, True, False):
                log.set_detailed(on)
                log.LOGGER.debug("fine grain %s", on)
                log.LOGGER.info("opened '/a/b %s.png'", on)
        assert text(folder).count("fine grain") == 1
        assert text(folder).count("'…'") == 2
        assert "/a/b True.png" in text(folder)

    def test_a_recovery(self, folder: Path) -> None:
        with log.kept():
            log.recovered("a step was taken back", step=12)
        assert "WARNING styler: recovered: a step was taken back (step 12)" in text(folder)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('File "/usr/lib/py/styler/ui/window.py", line 3', 'File "…styler.ui.window.py", line 3'),
        (r'File "C:\Users\Ann\styler\ui\window.py", line 3', 'File "…styler.ui.window.py", line 3'),
        ("No such file: '/home/ann lee/my cat.png'", "No such file: '…'"),
        ("There is no folder “/home/ann/x”: make it", "There is no folder “…”: make it"),
        ("don't open '/a b/c d' now", "don't open '…' now"),
        ("saved ~/cat.png, then", "saved …, then"),
        (r"in C:\Users\Ann\cat.png", "in …"),
        (r"from \\server\share\cat.png", "from …"),
        ("step 3/5, 1.5 steps/s, α/β", "step 3/5, 1.5 steps/s, α/β"),
        ("J = 8,590, float32 on CPU", "J = 8,590, float32 on CPU"),
    ],
)
def test_paths_are_hidden(given: str, kept: str) -> None:
    assert without_paths(given) == kept


@pytest.mark.parametrize("piece", ["'", "/", "'/", '"\\', 'File "/', "~/", "a/ '"])
def test_hostile_text_takes_no_time(piece: str) -> None:
    assert len(without_paths(piece * 200_000)) <= 200_000 * len(piece) + 200_000
