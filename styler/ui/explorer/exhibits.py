"""The pictures that the explorer looks at, shrunk to what it needs of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from styler import images
from styler.colour import Picture
from styler.errors import StylerError
from styler.images.plates import enlarged
from styler.settings import with_longer_side

SIDE = 512  # pixels: the longer side of what is looked at, at the most
SIDE_OF_MANY = 320  # of the pictures of a folder
MOST = 48  # pictures of a folder


class Role(Enum):
    """What a picture is to the painting."""

    CONTENT = auto()
    STYLE = auto()
    RESULT = auto()
    OTHER = auto()  # the user's own


@dataclass(frozen=True, eq=False)
class Exhibit:
    """A picture that is looked at."""

    role: Role
    name: str
    picture: Picture  # (n_H, n_W, 3), no larger than `SIDE`


def exhibit(role: Role, name: str, picture: Picture, side: int = SIDE) -> Exhibit:
    """The picture, shrunk if its longer side exceeds `side` pixels."""
    height, width, _ = picture.shape
    if max(height, width) > side:
        width, height = with_longer_side(width, height, side)
        picture = enlarged(picture, height, width)
    return Exhibit(role, name, picture)


def folder(path: Path) -> tuple[Exhibit, ...]:
    """The first `MOST` pictures of a folder, by name; files that are none are passed over.

    Raises `StylerError` if there is no picture.
    """
    found: list[Exhibit] = []
    for file in sorted(each for each in path.iterdir() if each.is_file()):
        if len(found) < MOST and file.suffix.lower() in images.READABLE:
            found.extend(_read(file))
    if not found:
        raise StylerError("There is no picture in “{name}” that Styler can read.", name=path.name)
    return tuple(found)


def _read(file: Path) -> Sequence[Exhibit]:
    try:
        return [exhibit(Role.OTHER, file.name, images.load(file), SIDE_OF_MANY)]
    except StylerError:  # one that is broken keeps nobody from the others
        return []


def as_compared(style: Picture, generated: Picture, scale: float) -> Picture:
    """A style at the size at which a run compares it: as many pixels as G, times scale²."""
    height, width, _ = style.shape
    wanted = generated.shape[0] * generated.shape[1] * scale**2
    ratio = math.sqrt(wanted / (height * width))
    return enlarged(style, max(1, round(ratio * height)), max(1, round(ratio * width)))
