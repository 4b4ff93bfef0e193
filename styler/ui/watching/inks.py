"""The colours and names of the terms, the same in every drawing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QPalette

from styler.settings import LAYERS
from styler.ui.watching.record import CONTENT, TOTAL, VARIATION

# One for each block of the network. Chosen by a search: at least 3.2:1 against the panel, calm, and
# with J, content and variation as far from each other as can be (18 units of CIELAB or more), for
# who sees all colours and for who does not.
_ON_LIGHT = ("#39539d", "#2f995b", "#b076b0", "#6d0000", "#710060")
_ON_DARK = ("#6c72ce", "#129b5f", "#a3ceff", "#977517", "#58e8a3")

SHADE = 0.07  # of the lightness


def ink(name: str, palette: QPalette) -> QColor:
    """The colour of a term on a panel of this palette."""
    roles = QPalette.ColorRole
    if name == TOTAL:
        return palette.color(roles.WindowText)
    if name == CONTENT:
        return palette.color(roles.Highlight)
    if name == VARIATION:
        return palette.color(roles.PlaceholderText)
    dark = palette.color(roles.Window).lightness() < 128
    block, conv = _block_and_conv(name)
    colour = QColor((_ON_DARK if dark else _ON_LIGHT)[block - 1])
    return _shade(colour, conv - 1, 0.7 if dark else 0.3)


def _shade(colour: QColor, steps: int, middle: float) -> QColor:
    """For the further convolutions of a block: steps towards and past this lightness."""
    lightness = colour.lightnessF()
    way = -SHADE if lightness > middle else SHADE
    saturation = colour.hslSaturationF() * (1 - SHADE * steps)
    return QColor.fromHslF(colour.hslHueF(), saturation, lightness + way * steps)


def label(name: str) -> str:
    """A term, short enough for the end of a curve."""
    translate = QCoreApplication.translate
    if name == TOTAL:
        return "J"
    if name == CONTENT:
        return translate("Terms", "content")
    if name == VARIATION:
        return translate("Terms", "variation")
    block, conv = _block_and_conv(name)
    return translate("Terms", "style {block}.{conv}").format(block=block, conv=conv)


def _block_and_conv(name: str) -> tuple[int, int]:
    assert name in LAYERS
    return int(name[len("block")]), int(name[-1])
