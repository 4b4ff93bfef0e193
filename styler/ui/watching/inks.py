"""The colours and names of the terms, the same in every drawing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QPalette

from styler.settings import LAYERS
from styler.ui.watching.record import CONTENT, TOTAL, VARIATION

# One for each block of the network, at least 3:1 against the panel; each is also labelled where its
# curve ends, so that no colour has to be told from another.
_ON_LIGHT = ("#0072b2", "#007a5a", "#6a51a3", "#b3376b", "#7d6400")
_ON_DARK = ("#56b4e9", "#29c096", "#b7a3e8", "#f08fb8", "#f0e442")


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
    # The further convolutions of a block are shades of its colour.
    return (
        colour.darker(100 + 12 * (conv - 1)) if not dark else colour.lighter(100 + 8 * (conv - 1))
    )


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
