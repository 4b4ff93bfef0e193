"""What the controls ask for, read once a step, and the objective that computes it."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakValueDictionary

from styler.engine.objective import AnyObjective, Objective
from styler.engine.objectives import Objectives
from styler.engine.resampling import to_weights
from styler.engine.tiling import Progress, TiledObjective
from styler.forecast import LARGEST_TILE, Room
from styler.regions import Regions, Weights, guidance
from styler.settings import Controls, Settings


@dataclass(frozen=True, eq=False)
class Asked:
    """What the controls ask for at one moment."""

    settings: Settings
    masks: Regions
    shares: tuple[float, ...]  # of each style, 1 in all
    objective: AnyObjective

    @property
    def tile(self) -> int:
        """The side of the tiles, pixels; 0 for a canvas that is painted whole."""
        return self.objective.tile if isinstance(self.objective, TiledObjective) else 0

    @property
    def matched(self) -> bool:
        """Whether the styles are given the content's colours before they are painted from."""
        return self.settings.colour == "match"

    def keep(self, height: int, width: int) -> Weights | None:
        """Where the content stays as it is; None for nowhere."""
        return None if self.masks.keep is None else to_weights(self.masks.keep, height, width)

    def parts(self, height: int, width: int) -> list[Weights]:
        """Where each style applies, (height, width); empty for everywhere."""
        if not self.masks.any:
            return []
        given = [None if m is None else to_weights(m, height, width) for m in self.masks.styles]
        given += [None] * (len(self.shares) - len(given))
        keep = self.keep(height, width)
        free = 1.0 if keep is None else 1 - keep
        return [free * part for part in guidance(given, self.shares, (height, width))]


class Steering:
    """Reads the controls, and finds the objective for what they ask."""

    def __init__(
        self,
        settings: Settings,
        controls: Controls,
        objectives: Objectives,
        styles: int,
        progress: Progress | None,
    ):
        self._controls, self._objectives, self._styles = controls, objectives, styles
        self._progress = progress or (lambda done, of: None)
        self._room = Room(0, settings.memory_limit)
        self._tiled: WeakValueDictionary[Objective, TiledObjective] = WeakValueDictionary()
        self._newest = controls.settings
        self._asked = self._taken(settings.steered_by(self._fitting(settings)), controls.regions)

    def asked(self) -> Asked:
        """What is asked for now: the same object until it is something else."""
        newest, masks, before = self._controls.settings, self._controls.regions, self._asked
        if newest is not self._newest or not masks.same(before.masks):
            self._newest = newest
            settings = before.settings.steered_by(self._fitting(before.settings))
            if settings != before.settings or not masks.same(before.masks):
                self._asked = self._taken(settings, masks)
        return self._asked

    def take(self, settings: Settings, masks: Regions) -> Asked:
        """What was asked for when a snapshot was made; what is asked for now acts after it."""
        self._newest = settings
        self._asked = self._taken(self._asked.settings.steered_by(settings), masks)
        return self._asked

    def make_room(self, width: int, height: int) -> None:
        """For a canvas of this size: from now on in tiles, if memory does not hold it whole.

        Raises `OutOfMemoryError` if it does not hold it in tiles either.
        """
        self._room = Room(width * height, self._room.limit)
        self._tiled.clear()
        self._asked = self._taken(self._asked.settings, self._asked.masks)

    def shrunk(self) -> Asked:
        """What is asked for, in smaller tiles than before.

        Raises `OutOfMemoryError` if there are none.
        """
        too_large = self._asked.tile or LARGEST_TILE + 1
        self._room = self._room._replace(below=too_large)
        self._tiled.clear()
        self._asked = self._taken(self._asked.settings, self._asked.masks)
        return self._asked

    def exact(self, asked: Asked) -> AnyObjective:
        """The objective in float32, to judge by, in tiles like the run's.

        Without a gradient it needs about as much memory as the run does with one in bfloat16.
        """
        whole = self._objectives.exact(asked.settings, asked.objective.regions)
        return self._fitted(whole, asked.objective.network.dtype.name, keeps=False)

    def _fitted(self, whole: Objective, dtype: str, keeps: bool = True) -> AnyObjective:
        tile = self._room.tile(dtype)
        if tile is None:
            return whole
        tiled = self._tiled.get(whole) or TiledObjective(whole, tile, self._progress, keeps)
        self._tiled[whole] = tiled
        return tiled

    def _fitting(self, before: Settings) -> Settings:
        """The newest settings; weights that are for other styles than the run's stay out."""
        if len(self._newest.style_weights) in (0, self._styles):
            return self._newest
        return self._newest.replaced(style_weights=before.style_weights)

    def _taken(self, settings: Settings, masks: Regions) -> Asked:
        regions = self._styles if masks.any else 0
        whole = self._objectives.get(settings, regions)
        objective = self._fitted(whole, whole.network.dtype.name)
        return Asked(settings, masks, settings.shares(self._styles), objective)
