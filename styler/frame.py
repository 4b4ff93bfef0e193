"""What a run yields after each step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]


@dataclass(frozen=True)
class Frame:
    """What the painter shows after each step."""

    step: int  # moves made at this size; 0 is the start, before any
    steps: int  # moves planned at this size
    size: int  # longer side now painted, pixels
    stage: int  # number of this size, from 1
    stages: int  # how many sizes there are
    # The canvas in the colours asked for: (n_H, n_W, 3), RGB, 0–255 and a little beyond, read-only.
    image: Picture
    total: float  # J = α·content + β·style + τ·tv
    content: float  # J_content = Σ_l w[l]·J_content[l]
    style: float  # J_style = Σ_l lambdas[l]·layers[l]
    tv: float  # J_tv
    layers: Mapping[str, float]  # J_style[l]
    lambdas: Mapping[str, float]  # λ[l] as it counts: the setting, or what balance made of it
    seconds: float  # of painting since the first step; the consumer's own time is not counted
    tile: int  # side of the tiles it is painted in, pixels; 0: whole
    precision: str  # of the features: "float32" or "bfloat16"
    device: str  # "CPU" or "GPU:0"
    last: bool  # no frame follows
