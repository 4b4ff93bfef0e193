"""The pictures of a run, at whatever size is asked for, and how G is shown beside them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import tensorflow as tf

from styler import colour
from styler.colour import Picture
from styler.engine.resampling import mirrored_at_edge, resized, to_tensor, with_pixels
from styler.engine.steering import Asked
from styler.errors import StylerError
from styler.settings import STARTS, Settings, Stage, with_longer_side


@dataclass
class Images:
    """The scene at one size: tensors (1, n_H, n_W, 3)."""

    content: tf.Tensor
    styles: tuple[tf.Tensor, ...]
    start: tf.Tensor  # what G starts from at the first size
    detail: tf.Tensor  # what lends its fine band to a smaller size's result
    palette: Palette

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, pixels."""
        _, height, width, _ = self.content.shape
        return width, height

    def matched(self) -> tuple[tf.Tensor, ...]:
        """The styles in the content's colours."""
        return tuple(self.palette.matched(n, style) for n, style in enumerate(self.styles))

    def shown(self, G: tf.Tensor, asked: Asked) -> Picture:
        """G as a picture, in the colours that are asked for."""
        image, content = np.array(G[0]), np.asarray(self.content[0])
        match asked.settings.colour:
            case "luminance":
                return colour.with_luma(content, image)
            case "transfer":
                image = self.palette.transferred(content, asked.shares)
                keep = asked.keep(*content.shape[:2])
                if keep is not None:
                    image += keep[..., None] * (content - image)
        return image


class Palette:
    """The colours of the whole pictures, whatever the size that is painted."""

    def __init__(self, content: Picture, styles: Sequence[Picture]):
        self.content = colour.statistics(content)
        self.styles = [colour.statistics(style) for style in styles]

    def matched(self, number: int, style: tf.Tensor) -> tf.Tensor:
        """The style of this number, at any size, in the content's colours."""
        moved = colour.recoloured(np.asarray(style[0]), self.styles[number], self.content)
        return tf.constant(moved)[None]

    def transferred(self, content: Picture, shares: Sequence[float]) -> Picture:
        """The content, at any size, in the colours of the styles."""
        return colour.recoloured(content, self.content, colour.mixed(self.styles, shares))


class Scene:
    """The pictures of a run, at whatever size is asked for."""

    def __init__(
        self,
        content: Picture,
        styles: Sequence[Picture],
        settings: Settings,
        initial: Picture | None,
    ):
        if not styles:
            raise StylerError("A style image is needed.")
        self._content, self._styles = content, styles
        self._settings, self._initial = settings, initial
        self._palette = Palette(content, styles)

    @property
    def time_limit(self) -> float | None:
        """Seconds of painting for all sizes."""
        return self._settings.time_limit

    @property
    def from_a_picture(self) -> bool:
        """Whether the first size starts from a picture of one's own: it may be a painting."""
        return self._settings.init not in STARTS

    @property
    def canvas_size(self) -> tuple[int, int]:
        """Width and height of the result, pixels."""
        height, width, _ = self._content.shape
        return self._settings.canvas_size(width, height)

    def stages(self, smallest_side: int) -> tuple[Stage, ...]:
        """The plan, less the first sizes at which a picture is too narrow for the network.

        Raises `StylerError` if one is at the last size too.
        """
        stages = self._settings.stages
        self._check_sides(stages[-1], smallest_side)
        return tuple(s for s in stages if min(self._sides(s.size)) >= smallest_side)

    def laid_out(self, result: Picture) -> tf.Tensor:
        """A result of this scene at its own size."""
        return to_tensor(result, *self._content_size(max(result.shape)))

    def at(self, size: int) -> Images:
        """The pictures resampled for a result whose longer side is `size`."""
        height, width = self._content_size(size)
        content = to_tensor(self._content, height, width)
        styles = tuple(to_tensor(S, *self._style_size(S, size)) for S in self._styles)
        noise = 1.0 if self._settings.init == "noise" else self._settings.init_noise
        start = clean = self._start(content, styles[0])
        if noise:
            clean *= 1 - noise
            start = clean + noise * mirrored_at_edge(_noise(height, width, self._settings.seed))
        return Images(content, styles, start, clean, self._palette)

    def _start(self, content: tf.Tensor, style: tf.Tensor) -> tf.Tensor:
        _, height, width, _ = content.shape
        match self._settings.init:
            case "content" | "noise":
                return content
            case "matched":
                shares = self._settings.shares(len(self._styles))
                matched = self._palette.transferred(np.asarray(content[0]), shares)
                return tf.constant(matched)[None]
            case "style":
                return resized(style, height, width)
        if self._initial is None:
            raise ValueError("The initial picture is missing.")
        return to_tensor(self._initial, height, width)

    def _content_size(self, size: int) -> tuple[int, int]:
        height, width, _ = self._content.shape
        width, height = with_longer_side(width, height, size)
        return height, width

    def _style_size(self, style: Picture, size: int) -> tuple[int, int]:
        pixels = math.prod(self._content_size(size)) * self._settings.style_scale**2
        height, width, _ = style.shape
        return with_pixels(height, width, pixels)

    def _sides(self, size: int) -> tuple[int, ...]:
        styles = (self._style_size(style, size) for style in self._styles)
        return (*self._content_size(size), *itertools.chain.from_iterable(styles))

    def _check_sides(self, stage: Stage, smallest_side: int) -> None:
        if min(self._sides(stage.size)) < smallest_side:
            raise StylerError(
                "At size {size} a picture would be only {side} pixels across where the chosen "
                "layers need {needed}: use a larger size, or a picture that is less long and "
                "narrow.",
                size=stage.size,
                side=min(self._sides(stage.size)),
                needed=smallest_side,
            )


def _noise(height: int, width: int, seed: int) -> tf.Tensor:
    """Grey noise in grains of two pixels; finer ones are beyond the preconditioner's reach."""
    grains = ((height + 1) // 2, (width + 1) // 2, 3)
    random = np.random.default_rng(seed)
    return to_tensor(random.uniform(64, 192, grains).astype(np.float32), height, width)
