"""What a process holds, seen from outside."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

POLLED = 0.1  # seconds


def peak(command: Sequence[object]) -> float:
    """Runs the command; the most that its process held at once, bytes.

    Raises `RuntimeError` if it fails. Its standard error is dropped.
    """
    process = subprocess.Popen(list(map(str, command)), stderr=subprocess.DEVNULL)
    most = 0.0
    while process.poll() is None:
        most = max(most, _high_water(process.pid))
        time.sleep(POLLED)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return most


def _high_water(process: int) -> float:
    """The most that the process has held so far, bytes; 0 once it has gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    lines = (line.split() for line in status.splitlines() if line.startswith("VmHWM"))
    return next((1024 * float(words[1]) for words in lines), 0.0)
