"""Ends the process without warning while it paints and saves, and looks at what comes back.

    python tests/stress/kill.py --count 50 --seed 0

Each time the real window paints a pair of the samples, its weights are moved and its project is
saved again and again; after a random time its process is killed (SIGKILL). The next process must
offer what was left, bring back a picture at most ten seconds of painting old, and open the project.
Exits with 1 if one of them does not.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from real_window import at_home, opened

from styler.assets import asset
from styler.settings import Settings
from styler.ui.intent import Intent

LONGEST = 14.0  # seconds between the first stroke and the end
MOST_LOST = 10.0  # seconds of painting
FIRST_STROKE = 120.0  # seconds
KEEP, DISCARD = "Bring it back", "Discard it"
PAINTED, PROJECT, DONE = "painted.txt", "painting.styler", "found.json"


def main() -> int:
    options = _options()
    if options.paint:
        paint(options.paint)
    elif options.look:
        look(options.look)
    else:
        return kill(options.count, options.seed)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=50, help="processes to kill")
    parser.add_argument("--seed", type=int, default=0, help="of the moments")
    parser.add_argument("--paint", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--look", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def kill(count: int, seed: int) -> int:
    """Paints, kills and looks so often. Returns how many did not come back, at most 1."""
    random, back, lost, unreadable = Random(seed), 0, [0.0], 0
    for number in range(1, count + 1):
        with tempfile.TemporaryDirectory(prefix="styler-stress-") as name:
            found = _killed(Path(name), random.uniform(0, LONGEST))
        sound = found["offered"] and found["lost"] <= MOST_LOST and found["finite"]
        back += sound
        unreadable += not found["project"]
        lost.append(found["lost"])
        print(f"{number:4}  {json.dumps(found)}", flush=True)
    print(f"came back    {back} of {count}")
    print(f"lost         {max(lost):.1f} s of painting at most")
    print(f"projects     {unreadable} unreadable")
    return int(back < count or unreadable > 0)


def _killed(folder: Path, after: float) -> dict[str, Any]:
    """What the next process finds when one was killed so many seconds after its first stroke."""
    with _process("--paint", folder) as painting:
        end = time.monotonic() + FIRST_STROKE
        while not _told(folder) and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(after)
        painting.send_signal(signal.SIGKILL)
    with _process("--look", folder) as looking:
        looking.wait(2 * FIRST_STROKE)
    found: dict[str, Any] = json.loads((folder / DONE).read_text())
    lost = max(0.0, float(_told(folder)[-1]) - found["seconds"])
    return {"after": round(after, 1), **found, "lost": lost}


def _told(folder: Path) -> list[str]:
    """Seconds of painting at each step, as far as they were written down."""
    file = folder / PAINTED
    return file.read_text().split("\n")[:-1] if file.exists() else []


def _process(role: str, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, __file__, role, str(folder)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def paint(folder: Path) -> None:
    """Paints and saves until it is killed, and writes down how far it is."""
    at_home(folder)
    with opened(folder / "preferences.ini") as window, (folder / PAINTED).open("w") as told:
        studio, projects = window.studio, window.window.projects
        studio.begin(Intent(settings=Settings(size=200, sizes=(100, 200), steps=4000)))
        samples = asset("samples")
        window.window.open(
            samples / "content" / "chelsea.jpg", samples / "style" / "kandinsky-composition-8.jpg"
        )
        studio.frame_came.connect(
            lambda: (
                print(studio.painted.frame.seconds, file=told, flush=True)
                if studio.painted
                else None
            )
        )
        for number in range(1_000_000):
            window.turn(0.9)
            if studio.begun:
                beta = 0.01 + 0.001 * (number % 7)
                studio.document.change_settings("Move β", beta=beta)
                projects.save_to(folder / PROJECT, studio.painted)


def look(folder: Path) -> None:
    """Starts anew, takes what is offered, and opens the project."""
    at_home(folder)
    with opened(folder / "preferences.ini") as window:
        window.window.recovery.offer()
        window.wait_until(lambda: window.window.messages.isVisible())
        found = {"offered": window.take_offer(KEEP), "seconds": 0.0, "steps": 0, "finite": True}
        window.wait_until(lambda: window.studio.intent.paintable)
        if painted := window.studio.painted:
            found["seconds"], found["steps"] = painted.frame.seconds, len(window.studio.line)
            found["finite"] = bool(np.isfinite(painted.frame.image).all())
        found["project"] = _opens(window, folder / PROJECT)
        found["trouble"] = window.taken_troubles()
        (folder / DONE).write_text(json.dumps(found))


def _opens(window: Any, project: Path) -> bool:
    """Whether the project, if there is one already, opens."""
    if not project.exists():
        return True
    seen: list[object] = []
    window.window.projects.opened.connect(seen.append)
    window.window.projects.failed.connect(seen.append)
    window.window.projects.open(project)
    window.wait_until(lambda: bool(seen))
    return hasattr(seen[0], "intent")


if __name__ == "__main__":
    sys.exit(main())
