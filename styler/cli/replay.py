"""`styler replay`: a project's picture painted once more, from the record of how it was painted."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from styler import images
from styler.errors import StylerError
from styler.settings import Controls
from styler.terminal import progress

if TYPE_CHECKING:
    from styler.frame import Frame
    from styler.session.history import Branch
    from styler.ui.work import Work

OTHER = 1  # exit code: another picture came out


def add_replay(commands: Any) -> None:
    """`styler replay`."""
    replay = commands.add_parser(
        "replay", help="paint a project's picture once more, step by step as it was painted"
    )
    replay.add_argument("project", type=Path, help="a .styler file with its history")
    replay.add_argument(
        "--branch", type=int, metavar="N", help="number of the branch (default: the newest)"
    )
    replay.add_argument("-o", "--output", type=Path, metavar="FILE", help="save it here")
    replay.set_defaults(command=_replay)


def _replay(options: argparse.Namespace) -> int:
    from styler.ui.work import Work

    if options.output:
        images.check_writable(options.output)
    with tempfile.TemporaryDirectory(prefix="styler-") as folder:
        work, _, _ = Work.opened(options.project, Path(folder))
        try:
            branch = _chosen(work, options.branch)
            frame, kept = _painted_again(work, branch), work.painted(branch)
        finally:
            work.workspace.close(discard=True)
    if options.output:
        images.save(frame.image, options.output)
        print(options.output)
    return _compared(frame, None if kept is None else kept.frame)


def _chosen(work: Work, number: int | None) -> Branch:
    history = work.history
    if number is None and history.newest:
        return history.newest
    if number is None or not 1 <= number <= len(history.branches):
        raise StylerError(
            "The project has {count} branches: choose one by its number, from 1.",
            count=len(history.branches),
        )
    return history.branches[number - 1]


def _painted_again(work: Work, branch: Branch) -> Frame:
    from styler.engine import transfer
    from styler.session.history import Place

    run = work.job(branch).run
    assert run.content
    made = work.resumption(Place(branch, len(branch.steps) - 1), from_start=True)
    at, settings = made.snapshot.at, run.settings
    controls = Controls(at.settings, at.regions)
    frames = transfer.run(
        run.content.picture,
        [style.picture for style in run.styles],
        settings.replaced(precision=at.precision, time_limit=None),
        controls=controls,
        initial=run.start.picture if run.start else None,
        finished=run.finished.picture if run.finished else None,
        resume=made.snapshot,
    )
    bar = progress(made.snapshot.plan)
    try:
        for frame in transfer.again(frames, controls, [at, *made.again]):
            bar.show(frame)
    finally:
        bar.close()
    return frame


def _compared(frame: Frame, kept: Frame | None) -> int:
    """Says whether it is the same picture."""
    if kept is None or kept.image.shape != frame.image.shape:
        print("There is no picture of this step to compare it with.")
        return OTHER
    if np.array_equal(kept.image, frame.image):
        print("The same picture, to the last bit.")
        return 0
    difference = np.abs(kept.image - frame.image)
    mean, most = difference.mean(), difference.max()
    print(f"Another picture: it differs by {mean:.3g} of 255, and by {most:.3g} at most.")
    return OTHER
