"""Whose colours the picture has."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from styler.settings import COLOURS
from styler.ui.controls.fields import Choice


class ColourChoice(Choice):
    """One of `COLOURS`, in words."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Colours"))
        words = self._words()
        for colour in COLOURS:
            text, tip = words[colour]
            self.addItem(text)
            self.setItemData(self.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.activated.connect(lambda index: self.chosen.emit(COLOURS[index]))

    def show_colour(self, colour: str) -> None:
        """The choice there is, and what it does to the picture."""
        self.setCurrentIndex(COLOURS.index(colour))
        self.setToolTip(self.currentData(Qt.ItemDataRole.ToolTipRole))

    def _words(self) -> dict[str, tuple[str, str]]:
        return {
            "style": (
                self.tr("The painting's"),
                self.tr("Colours and brushwork both come from the painting.\nG as it is"),
            ),
            "luminance": (
                self.tr("The photograph's, exactly"),
                self.tr(
                    "The brushwork is painted in light and dark alone; every hue stays as it is "
                    "in the photograph.\nY' of G with the chrominance of C; Y' is the luma of YIQ, "
                    "ITU-R BT.601"
                ),
            ),
            "match": (
                self.tr("The photograph's, freely"),
                self.tr(
                    "The painting is recoloured like the photograph before it is painted from: "
                    "its strokes keep a life of their own.\nS ↦ Σ_C^½·Σ_S^−½·(S − μ_S) + μ_C, the "
                    "linear transfer"
                ),
            ),
            "transfer": (
                self.tr("The painting's, no brushwork"),
                self.tr(
                    "The photograph itself in the painting's colours, without a stroke.\n"
                    "C ↦ Σ_S^½·Σ_C^−½·(C − μ_C) + μ_S, the linear transfer"
                ),
            ),
        }
