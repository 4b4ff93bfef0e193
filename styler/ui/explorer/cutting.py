"""Patches and maps as images, made off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from styler.colour import Picture
from styler.findings import Array, Order, Spot, Survey, cut
from styler.images.plates import enlarged, heat, overlay
from styler.ui.explorer.exhibits import Exhibit
from styler.ui.pictures import to_qimage

SHARPNESS = 2  # pixels of a patch for one of the window: screens may have so many


def patch(spot: Spot, exhibits: Sequence[Exhibit], side: int) -> QImage:
    """What a spot sees, to be shown at `side` pixels."""
    pixels = SHARPNESS * side
    seen = cut(exhibits[spot.picture].picture, spot.box)
    return to_qimage(enlarged(seen, pixels, pixels))


def best(survey: Survey, exhibits: Sequence[Exhibit], side: int) -> dict[int, QImage]:
    """The best patch of each channel that has one."""
    return {
        channel: patch(spots[0], exhibits, side)
        for channel, spots in enumerate(survey.spots)
        if spots
    }


def lit(picture: Picture, activation: Array) -> QImage:
    """The picture, lit where a channel is excited."""
    return to_qimage(overlay(picture, activation))


def heated(matrices: Sequence[Array], order: Order, limit: float) -> list[QImage]:
    """Matrices as heat maps of one scale, rows and columns in this order."""
    return [to_qimage(heat(matrix, order, limit)) for matrix in matrices]


def part_of(spot: Spot, picture: Picture) -> QRectF:
    """What a spot sees, in parts of the picture's width and height."""
    height, width, _ = picture.shape
    top, left, bottom, right = spot.box
    part = QRectF(left / width, top / height, (right - left) / width, (bottom - top) / height)
    return part.intersected(QRectF(0, 0, 1, 1))
