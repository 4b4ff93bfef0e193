"""A file is replaced whole or not at all: folder shut, disk full, or killed half-way."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from styler.errors import StylerError
from styler.session import Project

POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions are other things here")

# Saves a larger project over the file again and again, and says so, until it is killed.
SAVE_FOR_EVER = """
import sys
from dataclasses import replace
from pathlib import Path
from styler.session import Project

path, other = map(Path, sys.argv[1:])
one, two = Project.read(path), Project.read(other)
print("ready", flush=True)
while True:
    two.write(path)
    one.write(path)
"""

# A limit on the length of files is what a full disk is like, halfway through.
SAVE_WITHOUT_ROOM = """
import resource, signal, sys
from pathlib import Path
from styler.errors import StylerError
from styler.session import Project

path, other, room = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
large = Project.read(other)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    large.write(path)
except StylerError as error:
    print(error)
"""


@contextmanager
def nobody() -> Iterator[None]:
    """For root, whom no permission stops, a while as a user who has none."""
    user = os.geteuid()
    os.seteuid(user or 65_534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user can enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def large(project: Project, tmp_path: Path) -> Path:
    """Another project, of several megabytes, in a folder of its own."""
    folder = tmp_path / "large"
    folder.mkdir()
    members = {**project.members, "result.npy": random.Random(1).randbytes(4_000_000)}
    replace(project, members=members).write(folder / "large.styler")
    return folder / "large.styler"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with nothing in it yet."""
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def test_a_failure_of_our_own_leaves_the_old_file(project: Project, folder: Path) -> None:
    path = folder / "a.styler"
    project.write(path)
    before = path.read_bytes()
    broken = replace(project, members={**project.members, "start-3.png": NoBytes()})
    with pytest.raises(AttributeError):
        broken.write(path)
    assert path.read_bytes() == before
    assert list(folder.iterdir()) == [path]


class NoBytes:
    """Has a length, and can't be written."""

    def __len__(self) -> int:
        return 3


@POSIX
def test_permissions_are_kept(project: Project, folder: Path) -> None:
    path = folder / "a.styler"
    project.write(path)
    path.chmod(0o640)
    replace(project, result=None, members=without_result(project)).write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def without_result(project: Project) -> dict[str, bytes]:
    return {name: data for name, data in project.members.items() if name != "result.npy"}


@POSIX
def test_a_link_stays_a_link(project: Project, folder: Path) -> None:
    (folder / "link.styler").symlink_to(folder / "real.styler")
    project.write(folder / "link.styler")
    assert (folder / "link.styler").is_symlink()
    assert Project.read(folder / "real.styler") == project


def test_no_folder(project: Project, folder: Path) -> None:
    with pytest.raises(StylerError, match="There is no folder"):
        project.write(folder / "nowhere" / "a.styler")


def test_a_folder_of_that_name(project: Project, folder: Path) -> None:
    (folder / "a.styler").mkdir()
    with pytest.raises(StylerError, match=r"“a\.styler” is a folder"):
        project.write(folder / "a.styler")


@POSIX
def test_a_folder_that_is_shut(project: Project, public_folder: Path) -> None:
    path = public_folder / "a.styler"
    project.write(path)
    public_folder.chmod(0o555)
    before = path.read_bytes()
    with nobody(), pytest.raises(StylerError, match=r"You may not write “a\.styler”"):
        project.write(path)
    public_folder.chmod(0o755)
    assert path.read_bytes() == before
    assert list(public_folder.iterdir()) == [path]


@POSIX
def test_a_file_that_is_write_protected(project: Project, public_folder: Path) -> None:
    path = public_folder / "a.styler"
    project.write(path)
    path.chmod(0o444)
    public_folder.chmod(0o777)
    with nobody(), pytest.raises(StylerError, match="You may not write"):
        project.write(path)
    assert list(public_folder.iterdir()) == [path]


@POSIX
def test_a_file_that_may_not_be_read(project: Project, public_folder: Path) -> None:
    path = public_folder / "a.styler"
    project.write(path)
    path.chmod(0o000)
    with nobody(), pytest.raises(StylerError, match="You may not read"):
        Project.read(path)


@POSIX
@pytest.mark.parametrize("room", [0, 1, 1000, 70_000, 3_999_999])
def test_a_full_disk(project: Project, folder: Path, large: Path, room: int) -> None:
    path = folder / "a.styler"
    project.write(path)
    command = [sys.executable, "-c", SAVE_WITHOUT_ROOM, str(path), str(large), str(room)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "There is no room for “a.styler”" in told.stdout
    assert told.stderr == ""
    assert Project.read(path) == project
    assert list(folder.iterdir()) == [path]


@POSIX
def test_killed_while_saving(project: Project, folder: Path, large: Path) -> None:
    path, chance = folder / "a.styler", random.Random(3)
    project.write(path)
    known = (project, Project.read(large))
    halfway = 0
    for _ in range(20):
        command = [sys.executable, "-c", SAVE_FOR_EVER, str(path), str(large)]
        saver = subprocess.Popen(command, stdout=subprocess.PIPE)
        saver.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        saver.send_signal(signal.SIGKILL)
        saver.wait()
        saver.stdout.close()
        assert Project.read(path) in known
        litter = [left for left in folder.iterdir() if left != path]
        halfway += bool(litter)
        for left in litter:
            left.unlink()
        project.write(path)
    assert halfway > 0  # or it was never killed while it saved
