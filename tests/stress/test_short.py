"""The scripts of this folder, for a moment each: that they still run, and still find nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    "command",
    [
        "images.py --count 40 --seed 1",
        "projects.py --count 40 --seed 1",
        "events.py --count 40 --seed 1",
        "soak.py --minutes 0.1 --size 64",
        "disk_full.py --count 16 --seed 1",
        "kill.py --count 1 --seed 3",
    ],
)
def test_short(command: str) -> None:
    script, *options = command.split()
    words = [sys.executable, HERE / script, *options]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# A process that crashes at case 2 and hangs at case 5, for what runs the others.
CHILD = """
import os, sys, time
sys.path.insert(0, {here!r})
from batches import parser, report_each

def case(number):
    def carry_out(beat):
        if number == 2:
            os.abort()
        if number == 5:
            while True:
                pass
        return "refused" if number % 2 else "opened", ""
    return "kind", carry_out

report_each(parser("-", 0).parse_args(), case)
"""
PARENT = """
import sys
sys.path.insert(0, {here!r})
import batches
batches.PATIENCE = 0.5
options = batches.parser("-", 8).parse_args(sys.argv[2:])
sys.exit(batches.run(sys.argv[1], options, lambda work: None, 1.0))
"""


def test_a_crash_and_a_hang_are_counted(tmp_path: Path) -> None:
    child, parent = tmp_path / "child.py", tmp_path / "parent.py"
    child.write_text(CHILD.format(here=str(HERE)))
    parent.write_text(PARENT.format(here=str(HERE)))
    done = subprocess.run(
        [sys.executable, parent, child], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines()[0].split() == [
        "files",
        "opened",
        "refused",
        "crash",
        "(-6)",
        "hang",
    ]
    assert done.stdout.splitlines()[2].split() == ["all", "8", "3", "3", "1", "1"]
