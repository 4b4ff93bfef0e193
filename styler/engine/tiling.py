"""The objective of a picture too large for memory: the same J and ∂J/∂G, tile by tile.

J is made from measures that add up over the parts of a picture: sums of Grams, of squared
differences. The first pass runs the network over each tile and adds its measures up; J and its
derivative by each measure follow from the sums; the second pass runs each tile again and pulls
that derivative back to the pixels. Memory goes with the tile, not with the picture.

Every feature belongs to one tile. A tile's window reaches as far beyond it as its features see (the
halo), so that they come out as in the whole picture, and gradients are added up where windows
overlap. So tiles approximate nothing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import tensorflow as tf

from styler.engine.features import block_of, halo
from styler.engine.measures import Measures, Part, Region
from styler.engine.objective import Evaluation, LiveWeights, Objective, Sources, Targets, Terms
from styler.regions import Weights

# Tiles and windows begin at multiples of it, so that pooling falls as in the whole picture.
ALIGNMENT = 16

# Told after each tile how many are done, of how many. It may raise: nothing is half done by then.
Progress = Callable[[int, int], None]
_Inputs = tuple[tf.Tensor, Part, tuple[tf.Tensor, ...], tuple[Region, ...]]


class Box(NamedTuple):
    """Rows and columns of a picture, the last ones excluded."""

    top: int
    left: int
    bottom: int
    right: int

    def of(self, image: tf.Tensor) -> tf.Tensor:
        """What of the image (1, n_H, n_W, …) is in the box."""
        return image[:, self.top : self.bottom, self.left : self.right]

    def at_layer(self, layer: str) -> Box:
        """The features that belong to these pixels."""
        stride = 1 << block_of(layer) - 1
        return Box(*(edge // stride for edge in self))


class Window(NamedTuple):
    """A tile, and what its features see of the picture."""

    owned: Box
    seen: Box

    def part(self, height: int, width: int) -> Part:
        """The same for the compiled functions, which are given the window alone."""
        down, across = self.seen.top, self.seen.left
        owned = np.array(self.owned) - (down, across, down, across)
        return Part(tf.constant(owned, tf.int32), tf.constant((height, width), tf.int32))


def windows(height: int, width: int, tile: int, reach: int) -> list[Window]:
    """Tiles of about `tile` pixels a side that cover the picture, with all that is `reach` away."""
    reach = ALIGNMENT * math.ceil(reach / ALIGNMENT)
    return [
        Window(
            Box(top, left, bottom, right),
            Box(
                max(top - reach, 0),
                max(left - reach, 0),
                min(bottom + reach, height),
                min(right + reach, width),
            ),
        )
        for top, bottom in _cuts(height, tile)
        for left, right in _cuts(width, tile)
    ]


def _cuts(length: int, tile: int) -> Iterator[tuple[int, int]]:
    """Even parts that begin at multiples of `ALIGNMENT`, none of them shorter than that."""
    count = min(math.ceil(length / tile), max(length // ALIGNMENT, 1))
    edges = [ALIGNMENT * (n * length // count // ALIGNMENT) for n in range(count)]
    return itertools.pairwise([*edges, length])


_Features = tuple[tf.Tensor, ...]  # a[l](C) of a tile, for each content layer


class TiledSources(NamedTuple):
    """`Sources`, those of the content for each tile."""

    contents: Sequence[_Features] | _Contents
    grams: tuple[tuple[tf.Tensor, ...], ...]

    def targets(self, shares: Sequence[float], regions: Sequence[Region] = ()) -> TiledTargets:
        """What G is compared with, with each style counting for its share, or in its region."""
        return TiledTargets(self.contents, Sources((), self.grams).targets(shares, regions))


class TiledTargets(NamedTuple):
    """`Targets`, those of the content for each tile."""

    contents: Sequence[_Features] | _Contents
    others: Targets

    @property
    def regions(self) -> tuple[Region, ...]:
        """Where there are several styles, or masks: a region for each style."""
        return self.others.regions


class TiledObjective:
    """An `Objective`, taken in tiles of about `tile` pixels a side.

    What the layers make of the content goes with the picture's size. It is kept from step to step;
    to judge a single G, without `keeps`, it is computed as the tile is looked at.
    """

    def __init__(
        self,
        whole: Objective,
        tile: int,
        progress: Progress = lambda done, of: None,
        keeps: bool = True,
    ):
        self.whole, self.tile, self._progress, self._keeps = whole, tile, progress, keeps
        self.network, self.regions = whole.network, whole.regions
        self.style_layers, self.smallest_side = whole.style_layers, whole.smallest_side
        self._reach = halo((*whole.content_layers, *whole.style_layers))

    def region(self, weights: Weights) -> Region:
        """The region of these weights, (n_H, n_W) as the canvas."""
        return self.whole.region(weights)

    def sources(self, content: tf.Tensor, styles: Sequence[tf.Tensor]) -> TiledSources:
        """What the targets are mixed from; images are (1, n_H, n_W, 3)."""
        contents = _Contents(self, content)
        return TiledSources(
            list(contents) if self._keeps else contents,
            tuple(self._grams(style) for style in styles),
        )

    def __call__(self, G: tf.Tensor, targets: TiledTargets, weights: LiveWeights) -> Evaluation:
        """J, its terms and the gradient at G, of shape (1, n_H, n_W, 3), RGB, 0–255, float32."""
        passes = 2 * len(targets.contents)
        measures = self._measures(G, targets, passes)
        terms, descended, per_measure = self.whole.assess_with_slopes(
            measures, targets.others, weights
        )
        gradient = np.zeros(G.shape, np.float32)
        for done, (window, inputs) in enumerate(self._inputs(G, targets), passes // 2 + 1):
            window.seen.of(gradient)[...] += self.whole.pull(*inputs, per_measure).numpy()
            self._progress(done, passes)
        return Evaluation(terms, descended, tf.constant(gradient))

    def terms(self, G: tf.Tensor, targets: TiledTargets, weights: LiveWeights) -> Terms:
        """J and its terms alone, in about half of the time."""
        measures = self._measures(G, targets, len(targets.contents))
        terms, _ = self.whole.assess(measures, targets.others, weights)
        return terms

    def _measures(self, G: tf.Tensor, targets: TiledTargets, passes: int) -> Measures:
        parts = []
        for done, (_, inputs) in enumerate(self._inputs(G, targets), 1):
            parts.append(self.whole.measure(*inputs))
            self._progress(done, passes)
        total: Measures = tf.nest.map_structure(lambda *values: tf.add_n(values), *parts)
        return total

    def _grams(self, style: tf.Tensor) -> tuple[tf.Tensor, ...]:
        parts = [
            self.whole.grams(window.seen.of(style), part) for window, part in self.parts(style)
        ]
        return tuple(map(tf.add_n, zip(*parts, strict=True)))

    def parts(self, image: tf.Tensor) -> Iterator[tuple[Window, Part]]:
        """The windows into an image, (1, n_H, n_W, 3), one for each tile."""
        _, height, width, _ = image.shape
        for window in windows(height, width, self.tile, self._reach):
            yield window, window.part(height, width)

    def _inputs(self, G: tf.Tensor, targets: TiledTargets) -> Iterator[tuple[Window, _Inputs]]:
        """For each tile what `measure` and `pull` are given."""
        for (window, part), content in zip(self.parts(G), targets.contents, strict=True):
            regions = tuple(self._region(region, window.owned) for region in targets.regions)
            yield window, (window.seen.of(G), part, content, regions)

    def _region(self, region: Region, owned: Box) -> Region:
        boxes = [owned.at_layer(layer) for layer in self.whole.style_layers]
        guides = tuple(
            box.of(guide[None])[0] for box, guide in zip(boxes, region.guides, strict=True)
        )
        return region._replace(guides=guides)


class _Contents:
    """a[l](C) of one tile after the other, each computed when it is its turn."""

    def __init__(self, objective: TiledObjective, content: tf.Tensor):
        self._objective, self._content = objective, content

    def __len__(self) -> int:
        return sum(1 for _ in self._objective.parts(self._content))

    def __iter__(self) -> Iterator[_Features]:
        for window, part in self._objective.parts(self._content):
            yield self._objective.whole.features(window.seen.of(self._content), part)
