"""From one piece of work to another: new, open, save, and the question before one would be lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from styler.ui.intent import Intent
from styler.ui.messages import Kind, MessageBar
from styler.ui.projects import Opened, Projects
from styler.ui.question import Answer, SaveQuestion
from styler.ui.studio import Studio
from styler.ui.worker import Painted

Then = Callable[[], None]


class Safekeeping(QObject):
    """Lets no work go from the studio without asking whether it is to be kept."""

    def __init__(
        self,
        window: QWidget,
        studio: Studio,
        projects: Projects,
        messages: MessageBar,
        export: Callable[[Then], None],
    ) -> None:
        """`export` saves the picture, and then calls what it is given."""
        super().__init__(window)
        self._window, self._studio, self._projects = window, studio, projects
        self._messages, self._export = messages, export
        self._question: SaveQuestion | None = None
        projects.opened.connect(self._begin)

    @property
    def would_lose(self) -> bool:
        """Whether something was painted or changed that is in no file."""
        return self._studio.unsaved or self._projects.dirty(self._result())

    def ask_before(self, then: Then) -> None:
        """Does it at once, or, if something would be lost, asks first."""
        if not self.would_lose:
            then()
        elif not self._question:
            self._question = SaveQuestion(self._window, self._projects.path)
            self._question.answered.connect(partial(self._answered, then))
            self._question.open()

    def _answered(self, then: Then, answer: Answer) -> None:
        self._question = None
        match answer:
            case Answer.EXPORT:
                self._export(then)
            case Answer.SAVE:
                self.save(then)
            case Answer.DISCARD:
                then()

    # Another

    def new(self) -> None:
        """Empty places, an empty canvas; the settings stay."""
        self.ask_before(self._begin_anew)

    def _begin_anew(self) -> None:
        self._projects.new()
        self._studio.begin(Intent(settings=self._studio.intent.settings.replaced(init="content")))

    def ask_open(self) -> None:
        """Asks for a project's file, and opens it."""
        self.ask_before(self._projects.ask_open)

    def open(self, path: Path) -> None:
        """Opens a project: from the list of recent ones, or dropped."""
        self.ask_before(partial(self._projects.open, path))

    def _begin(self, opened: Opened) -> None:
        self._messages.hide()
        self._studio.begin(opened.intent, opened.result, opened.work)
        if opened.elsewhere:
            words = self.tr(
                "“{name}” is open in another window of Styler: this one has a copy, which is saved "
                "as a new file."
            )
            self._messages.say(Kind.WARNING, words.format(name=opened.path.name))

    # This one

    def save(self, then: Then | None = None) -> None:
        """Into the project's file, or into one that is asked for; then calls `then`."""
        self._projects.save(self._result(), self._once_saved(then))

    def save_as(self) -> None:
        """Into another file."""
        self._projects.ask_save_as(self._result(), self._once_saved(None))

    def _result(self) -> Painted | None:
        return self._studio.painted if self._studio.begun else None

    def _once_saved(self, then: Then | None) -> Then:
        painted = self._studio.painted

        def told() -> None:
            if painted:
                self._studio.take_saved(painted)
            if then:
                then()

        return told
