"""Colours that can be seen on their ground, and names."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette

from styler.settings import LAYERS
from styler.ui.watching.inks import ink, label
from styler.ui.watching.record import CONTENT, TOTAL, VARIATION

NAMES = (TOTAL, CONTENT, *LAYERS, VARIATION)


def luminance(colour: QColor) -> float:
    linear = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_every_curve_stands_out_from_the_panel(dressed: QPalette, name: str) -> None:
    panel = dressed.color(QPalette.ColorRole.AlternateBase)
    darker, lighter = sorted((luminance(panel), luminance(ink(name, dressed))))
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def test_no_two_terms_have_a_colour_or_a_name_in_common(dressed: QPalette) -> None:
    assert len({ink(name, dressed).name() for name in NAMES}) == len(NAMES)
    assert len({label(name) for name in NAMES}) == len(NAMES)


def test_a_layer_is_named_by_its_block_and_convolution() -> None:
    assert label("block3_conv2") == "style 3.2"
