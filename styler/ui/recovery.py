"""What Styler has left where it did not end well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QDateTime, QLocale, QObject, Signal
from PySide6.QtWidgets import QWidget

from styler.ui.background import Failure
from styler.ui.intent import Intent
from styler.ui.messages import Kind, MessageBar, Offer
from styler.ui.projects import Projects
from styler.ui.studio import Studio
from styler.ui.work import Left, Work
from styler.ui.worker import Painted


class Recovery(QObject):
    """Offers the work of an ended process, one piece after the other."""

    failed = Signal(object)  # Failure

    def __init__(
        self,
        window: QWidget,
        studio: Studio,
        projects: Projects,
        messages: MessageBar,
        ask_before: Callable[[Callable[[], None]], None],
    ) -> None:
        """`ask_before` does what it is given, unless the work there is would be lost by it."""
        super().__init__(window)
        self._window, self._studio, self._projects = window, studio, projects
        self._messages, self._ask_before = messages, ask_before

    def offer(self) -> None:
        """Says so if Styler did not end well the last time, and offers what there is."""
        work = partial(Work.left, self._studio.journal.root)
        self._studio.background.do(work, self._offer, self._refuse)

    def _offer(self, found: Sequence[Left]) -> None:
        if not found:
            return
        left, *others = found
        words = self.tr("Styler did not end well. “{name}” is still there, as of {time}.")
        when = QDateTime.fromSecsSinceEpoch(int(left.when))
        time = self._window.locale().toString(when, QLocale.FormatType.ShortFormat)
        keep = Offer(self.tr("Bring it back"), partial(self._bring_back, left))
        discard = Offer(self.tr("Discard it"), partial(self._discard, left, others))
        words = words.format(name=left.name, time=time)
        self._messages.say(Kind.WARNING, words, "", keep, discard)

    def _bring_back(self, left: Left) -> None:
        self._ask_before(partial(self._recover, left))

    def _recover(self, left: Left) -> None:
        work = partial(Work.recovered, left.folder)
        self._studio.background.do(work, partial(self._take, left), self._refuse)

    def _take(self, left: Left, found: tuple[Work, Intent, Painted | None]) -> None:
        work, intent, painted = found
        self._projects.recover(left.project)
        self._studio.begin(intent, painted, work, saved=False)
        self.offer()  # there may be more

    def _discard(self, left: Left, others: Sequence[Left]) -> None:
        then = partial(self._offer_others, others)
        self._studio.background.do(partial(Work.discard, left), then, self._refuse)

    def _offer_others(self, others: Sequence[Left], _: None) -> None:
        self._offer(others)

    def _refuse(self, failure: Failure) -> None:
        self.failed.emit(failure)
