"""Back to any step, and from branch to branch: what the canvas shows of the history."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QAction, QImage

from styler.session.history import Branch, Place
from styler.ui.canvas.canvas import Canvas
from styler.ui.studio import Studio
from styler.ui.watching.scrubber import branch_name
from styler.ui.watching.timeline import Timeline


class LookingBack(QObject):
    """Has the newest picture on the canvas, or the step that the scrubber looks back at.

    The wipe has the photograph beside it, or another branch.
    """

    def __init__(
        self, window: QObject, studio: Studio, timeline: Timeline, canvas: Canvas, wipe: QAction
    ) -> None:
        """`wipe` is checked while the canvas shows both."""
        super().__init__(window)
        self._studio, self._timeline, self._canvas, self._wipe = studio, timeline, canvas, wipe
        self._scrubber = timeline.scrubber
        self._against: tuple[Branch, QImage] | None = None  # another one, to compare with
        self._connect()

    def _connect(self) -> None:
        studio, scrubber = self._studio, self._scrubber
        studio.journal.changed.connect(self._timeline.refresh)
        self._timeline.refreshed.connect(self._show_line)
        scrubber.looked.connect(self._look_at)
        scrubber.against_wanted.connect(self._compare_with)
        scrubber.go_on_wanted.connect(
            lambda place, as_it_was: studio.go_on_from(place, as_it_was=as_it_was)
        )
        scrubber.branch_wanted.connect(studio.show_branch)
        scrubber.renamed.connect(studio.journal.rename)

    def show_picture(self) -> None:
        """The newest, unless an earlier one is looked at."""
        if not self._scrubber.looking_at:
            self._show_newest()
        self._timeline.refresh()

    def show_beside(self) -> None:
        """What the wipe shows beside the picture."""
        if self._against:
            branch, image = self._against
            self._canvas.show_content(image, self._size(), branch_name(branch))
        else:
            content = self._studio.run.content
            self._canvas.show_content(content.preview if content else None, self._size())

    def clear(self) -> None:
        """There is no picture any more."""
        self._canvas.clear()
        self._against = None
        self.show_beside()
        self._timeline.refresh()

    def _show_newest(self) -> None:
        if painted := self._studio.painted:
            self._canvas.show_frame(painted.image, self._size())

    def _show_line(self) -> None:
        branches = tuple(self._studio.journal.history.branches)
        self._scrubber.show_line(self._studio.line, branches, self._studio.branch)

    def _look_at(self, place: Place | None) -> None:
        """Shows an earlier step, or the newest picture again."""
        image = self._studio.view(place) if place else QImage()
        if image.isNull():
            self._show_newest()
        else:
            self._canvas.show_frame(image, self._size())

    def _compare_with(self, branch: Branch | None) -> None:
        """The wipe shows another branch beside the picture, or the photograph again."""
        self._against = None
        if branch and branch.steps:
            image = self._studio.view(Place(branch, len(branch.steps) - 1))
            self._against = None if image.isNull() else (branch, image)
            self._wipe.setChecked(True)
            self._canvas.set_wiping(True)
        self.show_beside()

    def _size(self) -> QSize:
        """Of the finished picture, pixels."""
        run = self._studio.run
        if not run.content:
            return QSize()
        return QSize(*run.settings.canvas_size(*run.content.size.toTuple()))
