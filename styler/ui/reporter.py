"""What the window reports: what happened, and what can be done about it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from styler.errors import OutOfMemoryError
from styler.settings import Settings
from styler.ui.background import Failure
from styler.ui.messages import Kind, MessageBar, Offer
from styler.ui.studio import Studio
from styler.ui.watching.health import Remedy, Verdict, remedy_text
from styler.ui.worker import Painted

SMALLEST = 64  # pixels: smaller ones are not offered


class Reporter(QObject):
    """Says on the message bar how the painting goes and what went wrong, with a way on."""

    start_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, window: QObject, studio: Studio, messages: MessageBar) -> None:
        super().__init__(window)
        self._studio, self._messages = studio, messages
        self._told_of: Painted | None = None
        studio.verdict.connect(self._judge)
        studio.failed.connect(self.refuse)
        studio.asked_to_restart.connect(self._offer_restart)

    # What is told

    def inform(self, words: str, *offers: Offer) -> None:
        """Good news, or a question that can wait."""
        self._messages.say(Kind.INFO, words, "", *offers)

    def warn(self, words: str, *offers: Offer) -> None:
        """Something is not as it should be."""
        self._messages.say(Kind.WARNING, words, "", *offers)

    def refuse(self, failure: Failure) -> None:
        """Something went wrong."""
        short = isinstance(failure.error, OutOfMemoryError)
        offers = [self._remedy(Remedy.SMALLER)] if short else []
        self._messages.say(Kind.ERROR, failure.sentence, failure.details, *offers)

    def tell_saved(self, path: Path) -> None:
        """A project or a film is in its file."""
        self.inform(self.tr("Saved “{name}”.").format(name=path.name))

    def tell_of_earlier(self) -> None:
        """A start has taken a picture away that is in no file: said once."""
        earlier = self._studio.earlier
        if earlier and earlier.painted is not self._told_of:
            self._told_of = earlier.painted
            back = Offer(self.tr("Bring it back"), self._studio.bring_back)
            self.inform(self.tr("The earlier picture was not exported."), back)

    def offer_recipe(self, words: str, use: Offer) -> None:
        """Beside a new start, where the pictures have changed under a picture."""
        restart = self._studio.needs_restart and self._studio.intent.paintable
        self.inform(words, use, *([self._start()] if restart else []))

    # How it comes about

    def _judge(self, verdict: Verdict) -> None:
        helps = verdict.remedy and not (verdict.settled and not self._studio.busy)
        offers = [self._remedy(verdict.remedy)] if verdict.remedy and helps else []
        (self.inform if verdict.settled else self.warn)(verdict.sentence, *offers)

    def _offer_restart(self) -> None:
        words = self.tr("The pictures have changed. The one on the canvas is in no file yet.")
        self.inform(words, self._start(), Offer(self.tr("Export…"), self.export_wanted.emit))

    def _start(self) -> Offer:
        return Offer(self.tr("Start again"), self.start_wanted.emit)

    def _remedy(self, remedy: Remedy) -> Offer:
        return Offer(remedy_text(remedy), partial(self._mend, remedy))

    def _mend(self, remedy: Remedy) -> None:
        words, document = remedy_text(remedy), self._studio.document
        match remedy:
            case Remedy.DEFAULT_WEIGHTS:
                live = document.intent.settings.steered_by(Settings())
                document.change(words, settings=replace(live, style_weights=()))
            case Remedy.NO_SMOOTHING:
                document.change_settings(words, tv=0.0)
            case Remedy.SMALLER:
                size = max(SMALLEST, document.intent.settings.size // 2)
                document.change_settings(words, size=size, sizes=())
                self.start_wanted.emit()
            case Remedy.RESTART:
                self.start_wanted.emit()
            case Remedy.STOP:
                self._studio.stop()
