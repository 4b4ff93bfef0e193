"""What goes into a file beside the picture, and how finely the picture goes into it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from styler.errors import StylerError

DEPTHS = (8, 16)
CHROMAS = ("4:4:4", "4:2:0")
MAX_DPI = 9600
# Pillow, and what stands on it, opens no PNG with a longer text.
MAX_RECIPE = 1_000_000

# Of shape (n_H, n_W): 0, transparent, to 255.
Alpha = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Export:
    """How a picture is saved. What the file's format has no place for is left out, but for the
    depth: a picture in 16 bits is not secretly one in 8.
    """

    depth: int = 8  # bits a colour
    quality: int = 95  # of what loses: 1 to 100
    chroma: str = CHROMAS[0]  # of JPEG and AVIF: whether colour is as fine as light
    dpi: int | None = None  # pixels an inch in print
    exif: bytes = b""  # the photograph's, by `load_exif`
    alpha: Alpha | None = None  # the photograph's, by `load_alpha`; stretched over the picture
    recipe: str | None = None  # JSON, at most MAX_RECIPE bytes of ASCII

    def __post_init__(self) -> None:
        _check("depth", self.depth, self.depth in DEPTHS, "8 or 16")
        _check("quality", self.quality, 1 <= self.quality <= 100, "1 to 100")
        _check("chroma", self.chroma, self.chroma in CHROMAS, " or ".join(CHROMAS))
        dpi = self.dpi
        _check("dpi", dpi, dpi is None or 1 <= dpi <= MAX_DPI, f"1 to {MAX_DPI}")
        if self.recipe and not (self.recipe.isascii() and len(self.recipe) <= MAX_RECIPE):
            raise StylerError("The recipe is too large to be put into a picture: save it apart.")


def _check(name: str, value: object, sound: bool, wanted: str) -> None:
    if not sound:
        raise StylerError(
            "{name} is {value}: it must be {wanted}.", name=name, value=value, wanted=wanted
        )


PLAIN = Export()
