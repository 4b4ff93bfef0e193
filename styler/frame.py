"""What a run yields after each step, and what it needs to go on from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from numpy.typing import NDArray

from styler.colour import Picture
from styler.regions import Regions
from styler.settings import Settings, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """All that is known of a step but its picture. A long painting has many thousands."""

    step: int  # moves made at this size; 0 is the start, before any
    steps: int  # moves planned at this size
    size: int  # longer side now painted, pixels
    stage: int  # number of this size, from 1
    stages: int  # how many sizes there are
    total: float  # J = α·content + β·style + τ·tv
    content: float  # J_content = Σ_l w[l]·J_content[l]
    style: float  # J_style = Σ_l lambdas[l]·layers[l]
    tv: float  # J_tv
    layers: Mapping[str, float]  # J_style[l]
    lambdas: Mapping[str, float]  # λ[l] as it counts: the setting, or what balance made of it
    seconds: float  # of painting since the first step; the consumer's own time is not counted
    tile: int  # side of the tiles it is painted in, pixels; 0: whole
    faults: int  # moves so far that came to no number, and were taken back
    precision: str  # of the features: "float32" or "bfloat16"
    device: str  # "CPU" or "GPU:0"
    evened: bool  # what was descended is a J in which J_style counts more evenly than is asked
    last: bool  # no frame follows
    settings: Settings  # as they were in force
    regions: Regions  # the same


@dataclass(frozen=True, slots=True)
class Frame(Step):
    """What the painter shows after each step."""

    # The canvas in the colours asked for: (n_H, n_W, 3), RGB, 0–255 and a little beyond, read-only.
    image: Picture

    @classmethod
    def of(cls, step: Step, image: Picture) -> Frame:
        """The step with its picture."""
        return cls(image=image, **{field.name: getattr(step, field.name) for field in fields(Step)})

    def without_picture(self) -> Step:
        """The step alone."""
        return Step(**{field.name: getattr(self, field.name) for field in fields(Step)})


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Where a run stands after a step: one that goes on from here paints the same.

    The arrays are the run's own: whoever keeps them writes them down before it goes on.
    """

    plan: tuple[Stage, ...]  # the sizes of the run, and its steps at each
    at: Step
    arrays: Mapping[str, NDArray[Any]]  # G_0, u, J_style at the start, and the optimiser's own

    @property
    def bytes(self) -> int:
        """Of all arrays."""
        return sum(array.nbytes for array in self.arrays.values())
