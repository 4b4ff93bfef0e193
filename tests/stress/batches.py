"""Many cases in child processes: a crash or a hang costs one case, and is counted."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import queue
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

PATIENCE = 10.0  # seconds for a stretch of a case; longer is a hang
BUSY = 6  # times as long by the clock, if the machine gave the process less than that of itself
TO_BEGIN = 180.0  # seconds for a child to load all it needs
SOUND = ("opened", "refused")
GIGABYTE = 1 << 30

Reports = queue.SimpleQueue[dict[str, Any] | None]  # None: the end


@dataclass(frozen=True)
class Outcome:
    """What became of a case: opened, refused, or what should not be."""

    number: int
    kind: str
    verdict: str
    seconds: float = 0.0
    details: str = ""
    peak: int = 0  # the most memory its process had until then, bytes


@dataclass
class Tally:
    """All outcomes, and the most memory a child had."""

    outcomes: list[Outcome] = field(default_factory=list)
    peak: int = 0  # bytes; also of one that broke before it could say so

    @property
    def largest(self) -> Outcome:
        """The first case at which its process had its most memory."""
        return max(self.outcomes, key=lambda outcome: outcome.peak)

    @property
    def slowest(self) -> Outcome:
        """The case that took longest at a stretch."""
        return max(self.outcomes, key=lambda outcome: outcome.seconds)

    @property
    def bad(self) -> list[Outcome]:
        """What should not be."""
        return [outcome for outcome in self.outcomes if outcome.verdict not in SOUND]

    def table(self) -> str:
        """A row for each kind, and one for all."""
        verdicts = [*SOUND, *sorted({outcome.verdict for outcome in self.bad})]
        lines = ["".join((f"{'':12}", *(f"{word:>12}" for word in ("files", *verdicts))))]
        for kind in [*sorted({outcome.kind for outcome in self.outcomes}), "all"]:
            these = [o.verdict for o in self.outcomes if kind in (o.kind, "all")]
            counts = Counter(these)
            numbers = (len(these), *(counts[verdict] for verdict in verdicts))
            lines.append("".join((f"{kind:12}", *(f"{number:12}" for number in numbers))))
        return "\n".join(lines)


def parser(about: str, count: int) -> argparse.ArgumentParser:
    """The options that every script of cases has."""
    options = argparse.ArgumentParser(description=about.splitlines()[0])
    options.add_argument("--count", type=int, default=count, help="cases")
    options.add_argument("--seed", type=int, default=0, help="of the mutations")
    options.add_argument("--first", type=int, default=0, help="number of the first case")
    options.add_argument("--batch", type=int, default=250, help="cases a process")
    options.add_argument("--keep", type=Path, help="a folder for the files that went wrong")
    options.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    return options


def chance_of(seed: int, number: int) -> Random:
    """The same for a case, whichever process it is in."""
    return Random(zlib.crc32(f"{seed}:{number}".encode()))


# The parent


def run(
    script: str, options: argparse.Namespace, prepare: Callable[[Path], None], limit: float
) -> int:
    """All cases; prints the table, and returns the exit code. `limit` is of memory, in GB."""
    with tempfile.TemporaryDirectory(prefix="styler-stress-") as folder:
        work = Path(folder)
        prepare(work)
        begun = time.monotonic()
        tally = _carried_out(script, options, work)
        seconds = time.monotonic() - begun
    print(tally.table())
    slowest, largest = tally.slowest, tally.largest
    print(f"slowest: {slowest.seconds:.1f} s (case {slowest.number}, {slowest.kind})")
    print(
        f"most memory: {tally.peak / GIGABYTE:.1f} GB, of {limit:.1f} allowed "
        f"(case {largest.number}, {largest.kind})"
    )
    print(f"in all: {seconds:.0f} s, seed {options.seed}")
    for outcome in tally.bad:
        print(f"\ncase {outcome.number}, {outcome.kind}: {outcome.verdict}\n{outcome.details}")
    return int(bool(tally.bad) or tally.peak > limit * GIGABYTE)


def _carried_out(script: str, options: argparse.Namespace, work: Path) -> Tally:
    tally, place = Tally(), options.first
    end = options.first + options.count
    while place < end:
        last = min(place + options.batch, end)
        command = [sys.executable, "-X", "faulthandler", script, "--child", str(work)]
        command += ["--seed", str(options.seed), "--first", str(place)]
        command += ["--count", str(last - place)]
        for outcome in _of_a_child(command, work, tally):
            tally.outcomes.append(outcome)
            place = outcome.number + 1
            if outcome.verdict not in SOUND and options.keep:
                _keep(work / "case", options.keep / f"{options.seed}-{outcome.number}")
        print(f"{place - options.first} of {options.count}", file=sys.stderr, flush=True)
    return tally


def _keep(case: Path, folder: Path) -> None:
    shutil.copytree(case, folder, dirs_exist_ok=True, symlinks=True)


def _of_a_child(command: Sequence[str], work: Path, tally: Tally) -> Iterator[Outcome]:
    """Its outcomes one by one. A crash or a hang is the last of them."""
    with (
        (work / "stderr").open("wb") as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, env=alone(work), text=True
        ) as child,
    ):
        reports, running, hangs = _reports(child), dict[str, Any](), False
        try:
            while report := _next(reports, child, running):
                running = report
                if "verdict" in report:
                    yield Outcome(**report)
        except queue.Empty:
            hangs = True
            child.kill()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    tally.peak = max(tally.peak, usage.ru_maxrss * 1024)
    if hangs or child.returncode:
        yield _broken(running, "hang" if hangs else f"crash ({child.returncode})", work)


def _next(
    reports: Reports, child: subprocess.Popen[str], running: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The child's next report, None at its end. Raises `queue.Empty` if it hangs."""
    if not running or "verdict" in running:  # it loads, or ends
        return reports.get(timeout=TO_BEGIN)
    before = _worked(child.pid)
    for _ in range(BUSY):
        with contextlib.suppress(queue.Empty):
            return reports.get(timeout=PATIENCE)
        if _worked(child.pid) - before >= PATIENCE:
            break
    raise queue.Empty


def _worked(process: int) -> float:
    """Seconds a processor has worked for it."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _broken(running: Mapping[str, Any], verdict: str, work: Path) -> Outcome:
    """The case under way, with what the process said last. Raises if it never began."""
    said = (work / "stderr").read_text(errors="replace")[-4000:]
    if not running:
        raise RuntimeError(f"{verdict} before any case: {said}")
    return Outcome(running["number"], running["kind"], verdict, PATIENCE, said)


def _reports(child: subprocess.Popen[str]) -> Reports:
    """What the child says, and None at its end."""
    reports: Reports = queue.SimpleQueue()

    def read() -> None:
        assert child.stdout
        for line in child.stdout:
            with contextlib.suppress(json.JSONDecodeError):  # what a library prints
                reports.put(json.loads(line))
        reports.put(None)

    threading.Thread(target=read, daemon=True).start()
    return reports


def alone(work: Path) -> dict[str, str]:
    """An environment whose every folder is within this one."""
    home = work / "home"
    home.mkdir(exist_ok=True)
    (work / "tmp").mkdir(exist_ok=True)
    folders = {
        name: str(home / name.lower())
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    }
    platform = {} if os.environ.get("DISPLAY") else {"QT_QPA_PLATFORM": "offscreen"}
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    temporary = {"HOME": str(home), "KERAS_HOME": str(home / "keras"), "TMPDIR": str(work / "tmp")}
    return {**os.environ, **folders, **temporary, **platform, **quiet}


# The child


# Of a case by its number: its kind, and what carries it out, with a verdict and details. It is
# given what to call after each stretch.
Beat = Callable[[], None]
Case = tuple[str, Callable[[Beat], tuple[str, str]]]


def report_each(options: argparse.Namespace, cases: Callable[[int], Case]) -> None:
    """Carries the cases out, and says so to the parent."""
    for number in range(options.first, options.first + options.count):
        kind, carry_out = cases(number)
        begun = {"number": number, "kind": kind}
        stretches = [time.monotonic()]

        def beat(begun: Mapping[str, Any] = begun, times: list[float] = stretches) -> None:
            _say(begun)
            times.append(time.monotonic())

        _say(begun)
        verdict, details = carry_out(beat)
        stretches.append(time.monotonic())
        seconds = max(after - before for before, after in pairwise(stretches))
        peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        _say({**begun, "verdict": verdict, "seconds": seconds, "details": details, "peak": peak})


def _say(words: Mapping[str, Any]) -> None:
    print(json.dumps(words), flush=True)
