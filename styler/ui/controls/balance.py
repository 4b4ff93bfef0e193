"""Photograph against painting: one slider for both, and α and β as exact numbers."""

from __future__ import annotations

from math import inf, sqrt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from styler.settings import Settings
from styler.ui.controls.fields import NUMBER_WIDTH, Number
from styler.ui.controls.sliders import LogScale, LogSlider
from styler.ui.theme import GRID, Glyph

SPAN = 1000.0  # from a thousandth of the default β/α to a thousand times it
FORMULA = "J = α·J_content + β·J_style + τ·J_tv"


class Balance(QWidget):
    """The slider moves β/α and keeps √(α·β); the numbers move one weight alone."""

    weighed = Signal(float, float, object)  # α, β, and the gesture
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        default = Settings()
        self._alpha, self._beta = default.alpha, default.beta
        self._gesture: object = None
        self._strength = self._usual_strength = default.alpha * default.beta
        self._usual_ratio = default.beta / default.alpha
        scale = LogScale.around(self._usual_ratio, SPAN, off=False)
        self._slider = LogSlider(scale, self._usual_ratio)
        self._numbers = Number(), Number()
        self._explain()
        self._connect()
        self._lay_out()
        self._show()

    def set_weights(self, alpha: float, beta: float) -> None:
        """Shows both, and tells nobody."""
        if (alpha, beta) != (self._alpha, self._beta):
            self._alpha, self._beta = alpha, beta
            self._show()

    def _show(self) -> None:
        self._slider.set_value(self._ratio())
        for number, value in zip(self._numbers, (self._alpha, self._beta), strict=True):
            number.set_value(value)

    def _ratio(self) -> float:
        if self._alpha:
            return self._beta / self._alpha
        return inf if self._beta else self._usual_ratio

    def _lean(self, ratio: float, gesture: object) -> None:
        if gesture is not self._gesture:
            # Kept through a whole drag, so that rounding does not add up.
            self._gesture = gesture
            self._strength = self._alpha * self._beta or self._usual_strength
        alpha, beta = sqrt(self._strength / ratio), sqrt(self._strength * ratio)
        self.weighed.emit(float(f"{alpha:.4g}"), float(f"{beta:.4g}"), gesture)

    def _connect(self) -> None:
        alpha, beta = self._numbers
        self._slider.moved.connect(self._lean)
        alpha.entered.connect(lambda value, token: self.weighed.emit(value, self._beta, token))
        beta.entered.connect(lambda value, token: self.weighed.emit(self._alpha, value, token))
        for number in self._numbers:
            number.refused.connect(self.refused)

    def _explain(self) -> None:
        alpha, beta = self._numbers
        tips = {
            self._slider: self.tr(
                "To the left the picture holds to the photograph, to the right the painting takes "
                "over. A double click brings the usual balance back.\nThe ratio β/α; √(α·β) stays."
            ),
            alpha: self.tr(
                "How firmly the picture holds to the photograph: more keeps its shapes, less lets "
                "the paint go its own way.\nα in {formula}"
            ).format(formula=FORMULA),
            beta: self.tr(
                "How strongly the painting's colours and brushwork come through.\nβ in {formula}"
            ).format(formula=FORMULA),
        }
        for control, tip in tips.items():
            control.setToolTip(tip)
        self._slider.setAccessibleName(self.tr("Balance of photograph and painting"))
        alpha.setAccessibleName(self.tr("Content, α"))
        beta.setAccessibleName(self.tr("Style, β"))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._scale())
        layout.addLayout(self._fields())

    def _scale(self) -> QGridLayout:
        """The slider between a photograph and a painting."""
        ink = QPalette.ColorRole.PlaceholderText
        photograph, painting = _caption(self.tr("Photograph")), _caption(self.tr("Painting"))
        photograph.setBuddy(self._slider)
        painting.setBuddy(self._slider)
        scale = QGridLayout()
        scale.setHorizontalSpacing(GRID)
        scale.setVerticalSpacing(0)
        scale.addWidget(Glyph("photograph", 20, ink), 0, 0)
        scale.addWidget(self._slider, 0, 1, 1, 2)
        scale.addWidget(Glyph("painting", 20, ink), 0, 3)
        scale.addWidget(photograph, 1, 0, 1, 2)
        scale.addWidget(painting, 1, 2, 1, 2, Qt.AlignmentFlag.AlignRight)
        return scale

    def _fields(self) -> QHBoxLayout:
        fields = QHBoxLayout()
        fields.setSpacing(GRID)
        for symbol, number in zip("αβ", self._numbers, strict=True):
            label = QLabel(symbol)
            label.setBuddy(number)
            label.setToolTip(number.toolTip())
            number.setMinimumWidth(NUMBER_WIDTH)
            fields.addWidget(label)
            fields.addWidget(number, 1)
        fields.insertSpacing(2, GRID)
        return fields


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", "caption")
    return label
