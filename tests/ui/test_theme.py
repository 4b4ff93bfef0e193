"""Both sets of colours can be read by everyone."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from styler.ui.theme import DARK, LIGHT, Colours

TEXT, LARGE_OR_DRAWN = 4.5, 3.0  # WCAG 2.2, level AA: 1.4.3 and 1.4.11

PANELS = ("window", "panel", "field")
GROUNDS = (*PANELS, "canvas")


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [("text", ground) for ground in GROUNDS] + [("muted", ground) for ground in PANELS],
)
def test_text_stands_out(colours: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= TEXT


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_and_in_the_accent_stand_out(colours: Colours) -> None:
    assert contrast(colours.on_accent, colours.accent) >= TEXT
    for ground in (colours.panel, colours.field):
        assert contrast(colours.accent, ground) >= TEXT
        assert contrast(colours.error, ground) >= TEXT


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_is_seen(colours: Colours) -> None:
    for ground in (colours.window, colours.panel, colours.canvas):
        assert contrast(colours.accent, ground) >= LARGE_OR_DRAWN
