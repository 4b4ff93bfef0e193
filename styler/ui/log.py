"""The log and the window: Qt's complaints go into it, and how detailed it is is remembered."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from PySide6.QtCore import QMessageLogContext, QSettings, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices

from styler import log

KEY = "detailed_log"

_LOGGER = logging.getLogger("styler.qt")
_LEVELS: Mapping[QtMsgType, int] = MappingProxyType(
    {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.DEBUG,
        QtMsgType.QtWarningMsg: logging.WARNING,
        QtMsgType.QtCriticalMsg: logging.ERROR,
        QtMsgType.QtFatalMsg: logging.CRITICAL,
    }
)


@contextmanager
def listening_to_qt() -> Iterator[None]:
    """While this lasts, what Qt would print is in the log; it is printed nowhere else."""
    before = qInstallMessageHandler(_take)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _take(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    _LOGGER.log(_LEVELS[kind], "%s: %s", context.category or "default", message)


def remembered(preferences: QSettings) -> bool:
    """Whether the log is to be detailed, as it was chosen."""
    # An INI file holds words.
    return str(preferences.value(KEY, False)).lower() == "true"


def choose(preferences: QSettings, detailed: bool) -> None:
    """From now on, and the next time."""
    preferences.setValue(KEY, detailed)
    log.set_detailed(detailed)


def show_folder() -> None:
    """Where the log is, in the system's own window of files."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(log.path().parent)))
