"""Short jobs off the window's thread: reading and writing pictures."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from shiboken6 import isValid

from styler import log
from styler.errors import StylerError
from styler.ui.language import sentence

T = TypeVar("T")


@dataclass(frozen=True)
class Failure:
    """What went wrong: a sentence, and where it was our mistake, the details to report."""

    sentence: str
    details: str = ""
    error: BaseException | None = None

    @classmethod
    def of(cls, error: BaseException) -> Failure:
        """A `StylerError` speaks for itself; anything else is told with its traceback."""
        log.failed(error)
        if isinstance(error, StylerError):
            return cls(sentence(error), error=error)
        surprise = QCoreApplication.translate(
            "Failure", "Something went wrong inside Styler ({name}). You can carry on."
        ).format(name=type(error).__name__)
        return cls(surprise, "".join(traceback.format_exception(error)), error)


class Background(QObject):
    """Does work in threads of its own and hands the results back on the window's thread."""

    _ready = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="styler-files")
        self._closed = False
        # Queued: a future that is done at once calls back on this thread, and too early.
        self._ready.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def do(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Failure], None]
    ) -> None:
        """Calls `work` there, then `done` with its result or `failed` with its failure here."""
        future = self._threads.submit(work)
        future.add_done_callback(partial(self._hand_back, done, failed))

    @Slot(object)
    def _call(self, report: Callable[[], None]) -> None:
        if not self._closed and _is_there(report):  # or there is nobody left to hear it
            report()

    def _hand_back(
        self, done: Callable[[Any], None], failed: Callable[[Failure], None], future: Future[Any]
    ) -> None:
        error = future.exception()
        self._ready.emit(
            partial(failed, Failure.of(error)) if error else partial(done, future.result())
        )

    def close(self) -> None:
        """Takes no more work. What was asked for is finished: no save is ever lost."""
        self._closed = True
        self._threads.shutdown(wait=False)

    def join(self) -> None:
        """Waits for what was asked for."""
        self._threads.shutdown(wait=True)


def _is_there(report: Callable[[], None]) -> bool:
    """Whether the widget that waits for the report has not been deleted meanwhile."""
    call: Any = report
    while isinstance(call, partial):
        call = call.func
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
