"""Which part of the picture is seen, and how large: pure arithmetic, in device pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF

LARGEST = 32.0  # device pixels for one of the picture
NOTCH = 1.25  # what one step of zoom multiplies by


@dataclass(frozen=True)
class View:
    """A picture of some size in a room of some size."""

    room: QSizeF  # the widget, device pixels
    picture: QSize  # the finished picture, its own pixels
    scale: float  # device pixels for one of the picture
    centre: QPointF  # the point of the picture in the middle of the room
    fitted: bool  # whether it follows the room

    @classmethod
    def fit(cls, room: QSizeF, picture: QSize) -> View:
        """All of the picture, as large as it goes."""
        scale = min(room.width() / picture.width(), room.height() / picture.height())
        middle = QPointF(picture.width() / 2, picture.height() / 2)
        return cls(room, picture, max(scale, 1e-3), middle, True)

    @property
    def box(self) -> QRect:
        """Where the whole picture would be drawn, on whole device pixels."""
        left = self.room.width() / 2 - self.centre.x() * self.scale
        top = self.room.height() / 2 - self.centre.y() * self.scale
        return QRect(
            round(left),
            round(top),
            max(1, round(self.picture.width() * self.scale)),
            max(1, round(self.picture.height() * self.scale)),
        )

    @property
    def is_larger_than_room(self) -> bool:
        """Whether there is something to pan to."""
        box = self.box
        return box.width() > self.room.width() or box.height() > self.room.height()

    def to_picture(self, point: QPointF) -> QPointF:
        """The point of the picture under a point of the room."""
        middle = QPointF(self.room.width() / 2, self.room.height() / 2)
        return self.centre + (point - middle) / self.scale

    def zoomed(self, scale: float, at: QPointF) -> View:
        """Another scale; the point of the picture under `at` stays there as far as it can."""
        whole = View.fit(self.room, self.picture)
        scale = min(max(scale, min(whole.scale, 1.0)), max(LARGEST, whole.scale))
        held = self.to_picture(at)
        middle = QPointF(self.room.width() / 2, self.room.height() / 2)
        centre = held - (at - middle) / scale
        return replace(self, scale=scale, centre=centre, fitted=False)._within()

    def panned(self, by: QPointF) -> View:
        """The picture moved by so many device pixels, but not out of sight."""
        return replace(self, centre=self.centre - by / self.scale, fitted=False)._within()

    def resized(self, room: QSizeF) -> View:
        """The same in another room: fitted stays fitted, otherwise the middle stays."""
        if self.fitted:
            return View.fit(room, self.picture)
        return replace(self, room=room)._within()

    def _within(self) -> View:
        seen = QSizeF(self.room.width() / self.scale, self.room.height() / self.scale)
        return replace(
            self,
            centre=QPointF(
                _kept(self.centre.x(), seen.width(), self.picture.width()),
                _kept(self.centre.y(), seen.height(), self.picture.height()),
            ),
        )


def _kept(centre: float, seen: float, whole: float) -> float:
    """No empty room beside a picture that is larger; one that is smaller stays in the middle."""
    if seen >= whole:
        return whole / 2
    return min(max(centre, seen / 2), whole - seen / 2)


def visible(box: QRect, room: QRectF) -> QRect:
    """The part of the box that is in the room."""
    return box.intersected(room.toAlignedRect())
