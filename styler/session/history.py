"""The history of a piece of work: its branches, and what is known of each of their steps.

It is written as events, a line of JSON each, that are only ever added to: whatever ends the
process, what was written stays. A branch is one run. It began anew, or left another branch at a
step; it is never painted over.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, NamedTuple, overload

from styler.errors import StylerError
from styler.frame import Step
from styler.regions import Regions
from styler.session.archive import damaged
from styler.session.parsing import Fields, parsed, wrong
from styler.session.project import Input, read_input
from styler.session.steps import from_numbers, to_numbers
from styler.settings import LIVE, Settings, Stage

MAX_BRANCHES = 999
MAX_BRANCH_STEPS = 999_999
MAX_NAME = 80  # characters
MAX_LINE = 1 << 18  # bytes


class MaskNames(NamedTuple):
    """Regions as the members that hold them."""

    styles: Mapping[int, str] = {}  # by the style's number from 1
    keep: str | None = None


# Regions of the members that hold them; raises `StylerError` if one is missing or no mask.
RegionsOf = Callable[[MaskNames], Regions]


class Origin(NamedTuple):
    """Where a branch left another."""

    branch: int
    at: int  # the step in that branch, from 0
    resumed: bool  # it goes on with the same run; or else a new run began on the picture


@dataclass(eq=False, repr=False)
class Branch:
    """One run."""

    number: int  # from 1
    name: str
    origin: Origin | None
    inputs: tuple[Input, ...]
    asked: Settings  # what was asked for; a run that goes on from a result has others
    settings: Settings  # with which the run began
    masks: MaskNames
    plan: tuple[Stage, ...]
    steps: list[Step] = field(default_factory=list)  # those of its origin are not among them


class Place(NamedTuple):
    """A step, by the branch that painted it."""

    branch: Branch
    at: int  # among the branch's own steps, from 0

    @property
    def step(self) -> Step:
        """What is known of it."""
        return self.branch.steps[self.at]


class Line(Sequence[Place]):
    """Steps that follow each other, over branches. It is as small for many steps as for few."""

    def __init__(self, parts: Sequence[tuple[Branch, int]]) -> None:
        self._parts = parts  # each branch, and how many of its first steps
        self._length = sum(count for _, count in parts)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> Place: ...
    @overload
    def __getitem__(self, at: slice) -> Line: ...
    def __getitem__(self, at: int | slice) -> Place | Line:
        if isinstance(at, slice):
            start, stop, step = at.indices(len(self))
            if (start, step) != (0, 1):
                raise ValueError("A line is only cut at its end.")
            return self._up_to(stop)
        left = at + len(self) if at < 0 else at
        for branch, count in self._parts:
            if 0 <= left < count:
                return Place(branch, left)
            left -= count
        raise IndexError(at)

    def _up_to(self, stop: int) -> Line:
        parts, left = [], stop
        for branch, count in self._parts:
            parts.append((branch, min(count, left)))
            left -= parts[-1][1]
        return Line(parts)


class History:
    """All branches, in the order in which they were begun."""

    def __init__(self) -> None:
        self.branches: list[Branch] = []
        self.newest: Branch | None = None  # the one painted last

    def branch(self, number: int) -> Branch:
        """By its number."""
        return self.branches[number - 1]

    def add(self, branch: Branch, step: Step) -> Place:
        """A step that the branch has made."""
        branch.steps.append(step)
        self.newest = branch
        return Place(branch, len(branch.steps) - 1)

    def line(self, branch: Branch) -> Line:
        """Every step that led to the branch's last: its forebears' up to where it left, its own."""
        return self.line_to(Place(branch, len(branch.steps) - 1))

    def line_to(self, place: Place) -> Line:
        """The same up to a step."""
        return Line(self._parts(place, self._left_any))

    def run_to(self, place: Place) -> Line:
        """The steps up to this one that belong to the same run, from its start."""
        return Line(self._parts(place, self._left_its_run))

    def origin(self, branch: Branch) -> Place:
        """Where it left another; there must be one."""
        assert branch.origin
        return Place(self.branch(branch.origin.branch), branch.origin.at)

    def _parts(self, place: Place, goes_on: Callable[[Branch], bool]) -> list[tuple[Branch, int]]:
        parts = [(place.branch, place.at + 1)]
        while goes_on(place.branch):
            place = self.origin(place.branch)
            parts.append((place.branch, place.at + 1))
        return parts[::-1]

    @staticmethod
    def _left_any(branch: Branch) -> bool:
        return branch.origin is not None

    @staticmethod
    def _left_its_run(branch: Branch) -> bool:
        return branch.origin is not None and branch.origin.resumed


# Writing


def begun(branch: Branch) -> str:
    """The event of a branch that begins."""
    return _line(
        {
            "branch": branch.number,
            "name": branch.name,
            "origin": branch.origin and list(branch.origin),
            "inputs": [asdict(given) for given in branch.inputs],
            "asked": branch.asked.to_json(),
            "settings": branch.settings.to_json(),
            **_masks(branch.masks),
            "plan": [[stage.size, stage.steps] for stage in branch.plan],
        }
    )


def stepped(place: Place, before: Step | None, masks: MaskNames | None) -> str:
    """The event of a step, and of what has changed since the branch's one `before`."""
    step = place.step
    event: dict[str, Any] = {"of": place.branch.number, "step": to_numbers(step)}
    if before is None or step.settings != before.settings:
        event["live"] = {name: step.settings.to_json()[name] for name in LIVE}
    if masks is not None:
        event |= _masks(masks)
    return _line(event)


def renamed(branch: Branch) -> str:
    """The event of a branch that has got another name."""
    return _line({"rename": branch.number, "name": branch.name})


def _masks(names: MaskNames) -> dict[str, Any]:
    return {"masks": {str(n): member for n, member in names.styles.items()}, "keep": names.keep}


def _line(event: Mapping[str, Any]) -> str:
    return json.dumps(event, allow_nan=False, separators=(",", ":")) + "\n"


# Reading


def read(lines: Sequence[bytes], regions_of: RegionsOf, name: str) -> History:
    """The history again. Raises `StylerError` for anything that is not one; `name` is the file's.

    The lines may come from anyone.
    """
    history = History()
    reader = _Reader(history, regions_of, name)
    for line in lines:
        reader.take(line)
    return history


def whole_lines(data: bytes) -> list[bytes]:
    """The lines, less a last one that was not written to its end."""
    return data.split(b"\n")[:-1]


@dataclass
class _Reader:
    history: History
    regions_of: RegionsOf
    name: str
    _regions: dict[int, Regions] = field(default_factory=dict)  # in force, by branch

    def take(self, line: bytes) -> None:
        try:
            if len(line) > MAX_LINE:
                raise ValueError("too long")
            event = Fields(parsed(line), self.name, "history.")
        except ValueError as error:
            raise damaged(self.name) from error
        if "step" in event.values:
            self._step(event)
        elif "branch" in event.values:
            self._branch(event)
        else:
            self._known(event, "rename").name = _name(event)

    def _branch(self, event: Fields) -> None:
        branches = self.history.branches
        if event.take("branch", int) != len(branches) + 1 or len(branches) == MAX_BRANCHES:
            raise event.wrong("branch")
        masks = _read_masks(event)
        branch = Branch(
            len(branches) + 1,
            _name(event),
            self._origin(event),
            tuple(read_input(fields) for fields in event.list("inputs")),
            event.settings("asked"),
            event.settings("settings"),
            masks,
            _plan(event),
        )
        branches.append(branch)
        self._regions[branch.number] = self.regions_of(masks)

    def _step(self, event: Fields) -> None:
        branch = self._known(event, "of")
        if len(branch.steps) >= MAX_BRANCH_STEPS:
            raise event.wrong("step")
        if "masks" in event.values:
            self._regions[branch.number] = self.regions_of(_read_masks(event))
        step = from_numbers(
            event.object("step").values,
            self._settings(branch, event),
            self._regions[branch.number],
            self.name,
            "history.step",
        )
        if not 1 <= step.stage <= len(branch.plan):
            raise event.wrong("step.stage")
        self.history.add(branch, step)

    def _settings(self, branch: Branch, event: Fields) -> Settings:
        if "live" not in event.values:
            if not branch.steps:
                raise event.wrong("live")
            return branch.steps[-1].settings
        live = event.object("live").values
        if live.keys() != set(LIVE):
            raise event.wrong("live")
        document = {**branch.settings.to_json(), **live}
        return Fields({"live": document}, self.name, "history.").settings("live")

    def _origin(self, event: Fields) -> Origin | None:
        if event.values.get("origin") is None:
            return None
        origin = event.take("origin", list)
        if [type(part) for part in origin] != [int, int, bool]:
            raise event.wrong("origin")
        number, at, resumed = origin
        sound = 1 <= number <= len(self.history.branches)
        if not sound or not 0 <= at < len(self.history.branch(number).steps):
            raise event.wrong("origin")
        return Origin(number, at, resumed)

    def _known(self, event: Fields, field: str) -> Branch:
        number = event.take(field, int)
        if not 1 <= number <= len(self.history.branches):
            raise event.wrong(field)
        return self.history.branch(number)


def _name(event: Fields) -> str:
    return event.text("name")[:MAX_NAME]


def _read_masks(event: Fields) -> MaskNames:
    masks = event.object("masks")
    styles = {masks.number(style): masks.text(style) for style in masks.values}
    return MaskNames(styles, None if event.values.get("keep") is None else event.text("keep"))


def _plan(event: Fields) -> tuple[Stage, ...]:
    plan = event.take("plan", list)
    try:
        stages = tuple(Stage(size, steps) for size, steps in plan)
        # The settings' own limits are those of a plan, too.
        for stage in stages:
            Settings(size=stage.size, steps=stage.steps)
        Settings(size=stages[-1].size, sizes=tuple(stage.size for stage in stages))
    except (StylerError, ValueError, TypeError, IndexError) as error:
        raise wrong(event.name, "history.plan") from error
    return stages


def as_carried_out(
    branch_plan: Sequence[Stage], run: Sequence[Place], *, goes_on: bool
) -> tuple[Stage, ...]:
    """The plan with what a time limit has cut short of it; beyond the run's last step, if it
    `goes_on` from there, as it was planned.
    """
    made = {place.step.stage: place.step.step for place in run}
    evened = {
        before.step.stage: before.step.step
        for before, after in itertools.pairwise(run)
        if before.step.stage == after.step.stage and before.step.evened > after.step.evened
    }
    stages = len(branch_plan) if goes_on else len(made)
    if goes_on:
        del made[run[-1].step.stage]
    return tuple(
        replace(stage, cut=made.get(number), evened_steps=evened.get(number))
        for number, stage in enumerate(branch_plan[:stages], start=1)
    )
