"""Pictures as Qt sees them: made from NumPy, fitted, and drawn crisply."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QRect, QSize, QStandardPaths, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from styler.colour import Picture
from styler.images import to_bytes8


def pictures_folder() -> Path:
    """Where the system keeps pictures, or the user's own folder."""
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return Path(pictures) if Path(pictures).is_dir() else Path.home()


def to_qimage(picture: Picture) -> QImage:
    """What would be saved, as a `QImage` that owns its pixels."""
    return _as_qimage(to_bytes8(picture))


def preview(picture: Picture, side: int) -> QImage:
    """The same, shrunk if it is larger than `side`."""
    # Pillow lets go of Python's lock while it shrinks, Qt does not, and the window would freeze.
    small = Image.fromarray(to_bytes8(picture))
    small.thumbnail((side, side))
    return _as_qimage(np.asarray(small))


def _as_qimage(pixels: NDArray[np.uint8]) -> QImage:
    height, width, channels = pixels.shape
    layout = QImage.Format.Format_RGB888
    return QImage(pixels.data, width, height, width * channels, layout).copy()


def fitted(aspect: QSize, room: QRect) -> QRect:
    """The largest rectangle of this aspect in the room, in its middle."""
    box = QRect(room.topLeft(), aspect.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
    box.moveCenter(room.center())
    return box


class Fitted:
    """An image that is scaled once for the place it is drawn in, in real pixels."""

    def __init__(self, image: QImage) -> None:
        self.image = image
        self._scaled = QPixmap()

    def draw(self, painter: QPainter, box: QRect) -> None:
        """Fills the box, whatever the image's own size."""
        pixels = box.size() * painter.device().devicePixelRatio()
        if self._scaled.size() != pixels:
            self._scaled = QPixmap.fromImage(
                self.image.scaled(
                    pixels,
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        painter.drawPixmap(box, self._scaled)
