"""Frames: those of a small real painting, and made-up ones for what seldom happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication

from styler.colour import Picture
from styler.frame import Frame
from styler.regions import Regions
from styler.settings import Controls, Settings
from styler.ui import theme
from styler.ui.watching.record import Record
from styler.ui.worker import Painted

SMALL = Settings(size=96, sizes=(48, 96), steps=10, precision="float32")
CHANGED_AT = 3  # the frame after which β is three times as large
MakeFrame = Callable[..., Frame]


@pytest.fixture(scope="session")
def run() -> Sequence[tuple[Frame, Settings]]:
    """Every frame of a real painting in two sizes, with the settings of its moment."""
    from styler.engine import transfer

    random = np.random.default_rng(3)
    content, style = (random.uniform(0, 255, (96, 96, 3)).astype(np.float32) for _ in range(2))
    controls, frames = Controls(SMALL), []
    for frame in transfer.run(content, [style], SMALL, controls=controls):
        frames.append((frame, controls.settings))
        if len(frames) == CHANGED_AT:
            controls.settings = SMALL.replaced(beta=0.03)
    return frames


@pytest.fixture
def record() -> Record:
    """An empty one."""
    return Record()


@pytest.fixture
def full(run: Sequence[tuple[Frame, Settings]]) -> Record:
    """The real painting's."""
    record = Record()
    for frame, _ in run:
        record.append(frame)
    return record


@pytest.fixture
def picture() -> Picture:
    """Coloured and rich in contrast."""
    return np.random.default_rng(5).uniform(0, 255, (48, 64, 3)).astype(np.float32)


@pytest.fixture
def make_frame(picture: Picture) -> MakeFrame:
    """A frame whose terms add up, at a step."""
    return partial(_frame, picture)


def _frame(
    picture: Picture,
    step: int,
    settings: Settings | None = None,
    *,
    image: Picture | None = None,
    lambdas: Mapping[str, float] | None = None,
    size: int = 64,
    steps: int = 100,
    stage: int = 1,
    stages: int = 1,
    cost: float = 1000.0,
    seconds: float | None = None,
    tile: int = 0,
    faults: int = 0,
    evened: bool = False,
    last: bool = False,
) -> Frame:
    settings = settings or Settings()
    lambdas = lambdas or settings.layer_weights
    layers = dict.fromkeys(lambdas, 2 * cost)
    style = sum(lambdas[layer] * J for layer, J in layers.items())
    return Frame(
        step=step,
        steps=steps,
        size=size,
        stage=stage,
        stages=stages,
        image=picture if image is None else image,
        total=settings.alpha * cost + settings.beta * style + settings.tv * cost,
        content=cost,
        style=style,
        tv=cost,
        layers=layers,
        lambdas=lambdas,
        seconds=step / 2 if seconds is None else seconds,
        tile=tile,
        faults=faults,
        evened=evened,
        precision="float32",
        device="CPU",
        last=last,
        settings=settings,
        regions=Regions(),
    )


@pytest.fixture
def fill(record: Record) -> Callable[[Iterable[Frame]], None]:
    """Appends frames of the default settings."""

    def append_all(frames: Iterable[Frame]) -> None:
        for frame in frames:
            record.append(frame)

    return append_all


@pytest.fixture
def painted() -> Callable[[Frame], Painted]:
    """A frame as the worker hands it over, but that nobody here draws it."""
    return lambda frame: Painted(frame, QImage())


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def dressed(qapp: QApplication, request: pytest.FixtureRequest) -> QPalette:
    """The palette of one of the two themes."""
    return theme.palette(theme.colours(request.param))
