"""What a layer keeps of a picture: short runs from noise, each of one layer or of those up to it.

The figure of L. Gatys, A. Ecker and M. Bethge, "A Neural Algorithm of Artistic Style", 2015:
content from low layers is nearly the picture, from high ones its arrangement; texture grows coarser
with each layer that is added.
"""

from __future__ import annotations

from styler.settings import CHANNELS, LAYERS, Settings, check_layer

SIZE, STEPS = 256, 120
# What holds the canvas within 0–255 goes with α. Features of the first and the last block are small
# beside that, and a descent from noise would get stuck at the limits.
FREEDOM = 1e3

# The layers of the paper's figure.
DEPTHS = tuple(layer for layer in LAYERS if layer.endswith("conv1"))


def content_from(layer: str, base: Settings) -> Settings:
    """To make the picture anew from this layer alone; size, steps and the like are those of `base`.

    Raises `StylerError` if there is no such layer.
    """
    return _from_noise(base).replaced(
        alpha=1 / FREEDOM,
        beta=0.0,
        content_layers={check_layer(layer): FREEDOM},
        layer_weights={},
    )


def texture_up_to(layer: str, base: Settings) -> Settings:
    """To make the picture's texture anew from the layers up to this one.

    Each layer's λ goes as 1/n_C², as by default. Raises `StylerError` if there is no such layer.
    """
    layers = LAYERS[: LAYERS.index(check_layer(layer)) + 1]
    return _from_noise(base).replaced(
        alpha=0.0,
        beta=1.0,
        content_layers={layers[0]: 1.0},
        layer_weights={l: (CHANNELS[LAYERS[0]] / CHANNELS[l]) ** 2 for l in layers},
    )


def _from_noise(base: Settings) -> Settings:
    """At one size: a smaller one before it would bring what the layer does not see."""
    return base.replaced(
        sizes=(base.size,), tv=0.0, init="noise", init_noise=0.0, style_weights=(), colour="style"
    )
