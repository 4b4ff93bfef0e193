"""How things stand, in a few words: what is done, what comes next, and how long it will take."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from styler.errors import OutOfMemoryError
from styler.forecast import forecast
from styler.settings import Settings
from styler.ui.language import sentence
from styler.ui.studio import Studio
from styler.ui.watching.status import duration
from styler.ui.worker import State


def state_in_words(studio: Studio, loading: bool) -> str:
    """What is done now; `loading` is whether a picture is on its way."""
    translate = QCoreApplication.translate
    match studio.worker.state:
        case State.WARMING:
            return translate("State", "Warming up…")
        case State.PAINTING:
            return translate("State", "Painting")
        case State.PAUSED:
            return translate("State", "Paused")
    if loading:
        return translate("State", "Loading…")
    if studio.painted:
        done = studio.painted.frame.last
        return translate("State", "Done") if done else translate("State", "Stopped")
    if studio.intent.paintable:
        return translate("State", "Ready")
    return translate("State", "Waiting for pictures")


def hint(studio: Studio) -> str:
    """What an empty canvas waits for."""
    translate, intent = QCoreApplication.translate, studio.intent
    if studio.worker.state is State.WARMING:
        return translate("State", "Warming up…")
    if not intent.styles:
        return translate("State", "Now a painting, for its style")
    if not intent.content:
        return translate("State", "Now a photograph, for its content")
    return translate("State", "Ready: press Start")


def forecast_in_words(studio: Studio, settings: Settings) -> str:
    """What painting with these settings will take; nothing as long as that is not known."""
    translate = QCoreApplication.translate
    content, speed = studio.intent.content, studio.worker.speed
    if not content or not speed:
        return ""
    try:
        found = forecast(*content.size.toTuple(), settings, speed)
    except OutOfMemoryError as error:
        return sentence(error)
    words = translate("Forecast", "About {time}, {memory:.1f} GB")
    if found.tile:
        words = translate("Forecast", "About {time}, {memory:.1f} GB, in tiles")
    return words.format(time=duration(found.seconds), memory=found.bytes / 1e9)
