"""VGG-19 as it runs: what each layer makes of a picture, and what of the picture it sees.

All of it follows from each layer's kernel f, stride s and padding p, by the standard formulas
(V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016; A. Araujo,
W. Norris and J. Sim, "Computing Receptive Fields of Convolutional Neural Networks", 2019), so that
neither weights nor TensorFlow are needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from styler.errors import StylerError
from styler.settings import CHANNELS, LAYERS

COLOURS = 3  # channels of a picture


class Box(NamedTuple):
    """Rows and columns of a picture, the last ones excluded; it may reach beyond the picture."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Layer:
    """A convolution with its ReLU, or a pooling, on a picture of some size."""

    name: str
    output_shape: tuple[int, int, int]  # n_H, n_W, n_C
    kernel: int  # f: its height and width
    stride: int
    padding: int  # zeros, or what stands for them, on each side
    parameters: int  # kernel and bias
    receptive_field: int  # height and width of what one feature sees, pixels
    jump: int  # from one feature to the next, pixels
    multiply_adds: int  # of the whole layer; comparing, as pooling does, is none
    start: int  # where the first feature's receptive field begins, pixels: 0 or less

    def sees(self, row: int, column: int) -> Box:
        """What of the picture the feature at this row and column sees."""
        top, left = self.start + row * self.jump, self.start + column * self.jump
        return Box(top, left, top + self.receptive_field, left + self.receptive_field)

    def feature_at(self, y: float, x: float) -> tuple[int, int]:
        """Row and column of the feature to which a pixel belongs; beyond the edge, the next one."""
        height, width, _ = self.output_shape
        row, column = int(y // self.jump), int(x // self.jump)
        return min(max(row, 0), height - 1), min(max(column, 0), width - 1)


def table(height: int, width: int) -> tuple[Layer, ...]:
    """Every layer on a picture of this height and width, pixels, from the pixels upwards.

    The sixteen convolutions and the four poolings between their blocks; the paper's fifth pooling
    would come after the last of them and is not run. Raises `StylerError` if the picture is too
    small to reach the last layer.
    """
    layer_at(LAYERS[-1], height, width)
    return tuple(_layers(height, width))


def layer_at(name: str, height: int, width: int) -> Layer:
    """The layer of this name on such a picture.

    Raises `StylerError` if there is none, or if the picture is too small to reach it.
    """
    found = next((layer for layer in _layers(height, width) if layer.name == name), None)
    if found is None:
        raise StylerError("There is no layer “{name}”: see “styler layers”.", name=name)
    if min(found.output_shape) < 1:
        raise StylerError(
            "A picture of {width} × {height} pixels does not reach {layer}: at least {least} a "
            "side are needed.",
            width=width,
            height=height,
            layer=name,
            least=found.jump,
        )
    return found


def _layers(height: int, width: int) -> Iterator[Layer]:
    below = Layer("picture", (height, width, COLOURS), 1, 1, 0, 0, 1, 1, 0, 0)
    for name in LAYERS:
        if name.endswith("conv1") and name != LAYERS[0]:
            below = _pooling(below)
            yield below
        below = _convolution(below, name)
        yield below


def _convolution(below: Layer, name: str) -> Layer:
    n_C = CHANNELS[name]
    kernel = 3 * 3 * below.output_shape[2] * n_C
    height, width, _ = below.output_shape
    return _above(below, name, n_C, (3, 1, 1), kernel + n_C, height * width * kernel)


def _pooling(below: Layer) -> Layer:
    name = below.name.partition("_")[0] + "_pool"
    return _above(below, name, below.output_shape[2], (2, 2, 0), 0, 0)


def _above(
    below: Layer, name: str, n_C: int, form: tuple[int, int, int], parameters: int, work: int
) -> Layer:
    """The layer of this form, f, s and p, upon another.

    n ← ⌊(n + 2p − f)/s⌋ + 1; the receptive field grows by (f − 1) jumps, its start moves out by p
    of them, and then the jump by s.
    """
    f, s, p = form
    height, width = ((n + 2 * p - f) // s + 1 for n in below.output_shape[:2])
    return Layer(
        name=name,
        output_shape=(height, width, n_C),
        kernel=f,
        stride=s,
        padding=p,
        parameters=parameters,
        receptive_field=below.receptive_field + (f - 1) * below.jump,
        jump=below.jump * s,
        multiply_adds=work,
        start=below.start - p * below.jump,
    )
