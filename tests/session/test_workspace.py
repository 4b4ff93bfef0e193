"""The folder of a piece of work: whole files, one owner, and no more than the budget."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from styler.session import workspace as module
from styler.session.archive import MANIFEST
from styler.session.history import Branch, History, Place
from styler.session.kept import Kept
from styler.session.workspace import Workspace

from .test_history import branch, step

HOLD = """
import sys
from pathlib import Path
from styler.session.workspace import Workspace
work = Workspace.create(Path(sys.argv[1]))
work.write("manifest.json", b"{}")
print(work.folder, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def work(tmp_path: Path) -> Any:
    work = Workspace.create(tmp_path / "root")
    yield work
    work.close(discard=True)


@pytest.fixture
def history() -> History:
    """One branch of two sizes, of a hundred steps each."""
    history = History()
    made = branch(1)
    history.branches.append(made)
    made.steps = [step(n, steps=100, stage=stage) for stage in (1, 2) for n in range(100)]
    return history


def arrays(size: int = 3) -> dict[str, np.ndarray]:
    return {"u": np.arange(size, dtype=np.float32), "eta": np.array(0.5)}


def test_what_ended_without_a_word_is_found_by_the_next(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        folder = Path(process.stdout.readline().strip())
        assert Workspace.abandoned(tmp_path) == []
        with pytest.raises(BlockingIOError):
            Workspace.adopt(folder)
        process.kill()
    assert Workspace.abandoned(tmp_path) == [folder]
    mine = Workspace.adopt(folder)
    assert Workspace.abandoned(tmp_path) == []
    mine.close(discard=False)
    assert Workspace.abandoned(tmp_path) == [folder]
    Workspace.adopt(folder).close(discard=True)
    assert not folder.exists()


def test_a_folder_without_work_is_not_offered(tmp_path: Path, work: Workspace) -> None:
    work.close(discard=False)
    assert Workspace.abandoned(tmp_path / "root") == []
    work.write(MANIFEST, b"{}")
    assert Workspace.abandoned(tmp_path / "root") == [work.folder]


def test_what_is_the_same_is_kept_once(work: Workspace) -> None:
    first = work.put(b"cat", "picture", ".png")
    assert work.put(b"cat", "picture", ".png") == first
    assert work.put(b"dog", "picture", ".png") != first
    assert work.read(first) == b"cat"


def test_a_state_comes_back(work: Workspace, history: History) -> None:
    place = Place(history.branches[0], 7)
    assert work.state(place) is None
    work.keep_state(place, arrays())
    found = work.state(place)
    assert found
    assert found.keys() == {"u", "eta"}
    np.testing.assert_array_equal(found["u"], arrays()["u"], strict=True)


def _compressed(path: Path) -> None:
    with path.open("wb") as stream:
        np.savez_compressed(stream, u=np.zeros(10_000_000, np.float32))


def _pickled(path: Path) -> None:
    with path.open("wb") as stream:
        np.savez(stream, u=np.array([{}], object))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def _huge(path: Path) -> None:
    stream = io.BytesIO()
    header = {"descr": "<f4", "fortran_order": False, "shape": (10**7, 10**7)}
    np.lib.format.write_array_header_1_0(stream, header)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("u.npy", stream.getvalue())


@pytest.mark.parametrize("spoil", [_compressed, _pickled, _cut, _huge])
def test_a_state_from_anyone_unfolds_nothing_and_runs_nothing(
    work: Workspace, history: History, spoil: Any
) -> None:
    place = Place(history.branches[0], 7)
    work.keep_state(place, arrays())
    spoil(work.path(Kept("state", 1, 7)))
    assert work.state(place) is None


def test_states_are_within_the_budget_and_every_size_can_begin_again(
    work: Workspace, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = history.branches[0]
    for at in range(200):
        work.keep_state(Place(made, at), arrays(1000))
    size = work.path(Kept("state", 1, 50)).stat().st_size
    monkeypatch.setattr(module, "BUDGET", 12 * size)
    work.thin(history)
    left = [state.at for state in work.kept("state")]
    assert {0, 100, 199} <= set(left)
    assert len(left) == 2 + 12
    gaps = np.diff([at for at in left if at > 100])
    assert gaps[-1] < gaps[0]  # the older, the sparser


def test_views_are_thinned_but_for_the_newest(
    work: Workspace, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_VIEWS", 60)
    made = history.branches[0]
    for at in range(100):
        work.keep_view(Place(made, at), b"jpeg")
    work.thin(history)
    left = [view.at for view in work.kept("view")]
    assert len(left) == 60
    assert left[0] == 0
    assert left[-20:] == list(range(80, 100))


def test_a_branch_has_one_canvas(work: Workspace, history: History) -> None:
    other = branch(2)
    history.branches.append(other)
    for made, at in ((history.branches[0], 3), (other, 1), (history.branches[0], 9)):
        work.keep_canvas(Place(made, at), b"canvas")
    assert [(c.branch, c.at) for c in work.kept("canvas")] == [(1, 9), (2, 1)]


def test_a_project_takes_over_the_history_and_no_more(work: Workspace, history: History) -> None:
    made: Branch = history.branches[0]
    work.write("notes.txt", b"mine")
    work.write(MANIFEST, b"{}")
    work.add(lambda: "{}\n")
    work.keep_view(Place(made, 1), b"jpeg")
    work.keep_state(Place(made, 0), arrays())
    picture = work.put(b"cat", "picture", ".png")
    assert sorted(work.of_history(history)) == sorted(
        ["history.jsonl", "view-001-000001.jpg", "state-001-000000.npz", picture]
    )


def test_where_an_event_is_missing_the_history_ends(work: Workspace) -> None:
    """A later one would stand where the missing one belongs."""

    def no_event() -> str:
        raise OSError("no room")

    work.add(lambda: "first\n")
    with pytest.raises(OSError, match="no room"):
        work.add(no_event)
    work.add(lambda: "third\n")
    assert work.read("history.jsonl") == b"first\n"
