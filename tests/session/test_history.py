"""What is written of a history is read again, and nothing else is taken for one."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

from styler.errors import StylerError
from styler.frame import Step
from styler.regions import Regions
from styler.session import Input
from styler.session.history import (
    MAX_BRANCHES,
    Branch,
    History,
    MaskNames,
    Origin,
    Place,
    as_carried_out,
    begun,
    read,
    renamed,
    stepped,
    whole_lines,
)
from styler.settings import MAX_STEPS, Settings, Stage

NAME = "a.styler"
MASKS = MaskNames({2: "mask-0123456789abcdef.png"}, None)
MASK = Regions((None, np.full((3, 3), 7, np.uint8)))


def regions_of(names: MaskNames) -> Regions:
    return MASK if names == MASKS else Regions()


def step(number: int, **changes: Any) -> Step:
    layers = MappingProxyType({"block1_conv1": 0.5 * number, "block5_conv1": 4e20})
    values = {
        "step": number,
        "steps": 9,
        "size": 64,
        "stage": 1,
        "stages": 2,
        "total": 1e-30 * number,
        "content": 1.0,
        "style": 2.0,
        "tv": 0.0,
        "layers": layers,
        "lambdas": layers,
        "seconds": 0.25 * number,
        "tile": 0,
        "faults": 0,
        "evened": False,
        "precision": "float32",
        "device": "CPU",
        "last": False,
        "settings": Settings(),
        "regions": Regions(),
    }
    return Step(**{**values, **changes})


def branch(number: int, origin: Origin | None = None) -> Branch:
    inputs = (Input("content", "cat.jpg", "picture-0123456789abcdef.png"),)
    plan = (Stage(64, 9), Stage(128, 5))
    settings = Settings(size=128, sizes=(64, 128), beta=0.02)
    return Branch(number, "", origin, inputs, Settings(), settings, MaskNames(), plan)


@pytest.fixture
def written() -> tuple[History, list[str]]:
    """Two branches of four and two steps, with weights and masks that were moved."""
    history, lines = History(), []
    moved = Settings(alpha=0.7)
    first = [step(0), step(1), step(2, settings=moved), step(3, settings=moved, regions=MASK)]
    second = [step(2, settings=moved), step(3, settings=moved)]
    for number, origin, steps in ((1, None, first), (2, Origin(1, 1, True), second)):
        made = branch(number, origin)
        history.branches.append(made)
        lines.append(begun(made))
        for each in steps:
            before = made.steps[-1] if made.steps else None
            masks = MASKS if each.regions is MASK else None
            lines.append(stepped(history.add(made, each), before, masks))
    history.branches[1].name = "Softer"
    lines.append(renamed(history.branches[1]))
    return history, lines


def again(lines: list[str]) -> History:
    return read(whole_lines("".join(lines).encode()), regions_of, NAME)


def test_it_is_read_again(written: tuple[History, list[str]]) -> None:
    history, lines = written
    found = again(lines)
    assert [b.name for b in found.branches] == ["", "Softer"]
    for then, now in zip(history.branches, found.branches, strict=True):
        assert (now.origin, now.inputs, now.plan) == (then.origin, then.inputs, then.plan)
        assert (now.asked, now.masks) == (then.asked, then.masks)
        assert [each.total for each in now.steps] == [e.total for e in then.steps]
        for before, after in zip(then.steps, now.steps, strict=True):
            assert after.settings.alpha == before.settings.alpha
            assert after.regions.same(before.regions)
            assert after.layers == before.layers
    assert found.newest is found.branches[1]


def test_the_settings_of_a_step_are_the_runs_with_the_live_ones(
    written: tuple[History, list[str]],
) -> None:
    found = again(written[1]).branches[0]
    assert found.steps[2].settings.alpha == 0.7
    assert found.steps[2].settings.sizes == (64, 128)


def test_a_last_line_that_was_not_finished_is_left_out(
    written: tuple[History, list[str]],
) -> None:
    data = "".join(written[1][:-1]).encode()
    for cut in (1, 30):
        found = read(whole_lines(data[:-cut]), regions_of, NAME)
        assert [len(b.steps) for b in found.branches] == [4, 1]


def test_the_line_leads_from_the_first_step_to_the_last(
    written: tuple[History, list[str]],
) -> None:
    history, _ = written
    first, second = history.branches
    line = [Place(first, 0), Place(first, 1), Place(second, 0), Place(second, 1)]
    found = history.line(second)
    assert list(found) == line
    assert [found[at] for at in range(-4, 4)] == line + line
    assert [len(found[:at]) for at in (0, 2, 3, 9)] == [0, 2, 3, 4]
    assert list(found[:-1]) == list(history.line_to(Place(second, 0))) == line[:3]
    assert list(history.run_to(Place(second, 1))) == line
    with pytest.raises(IndexError):
        found[4]


def test_a_run_that_began_on_a_result_is_a_run_of_its_own(
    written: tuple[History, list[str]],
) -> None:
    history, _ = written
    third = branch(3, Origin(2, 1, False))
    history.branches.append(third)
    place = history.add(third, step(0))
    assert list(history.run_to(place)) == [place]
    assert len(history.line(third)) == 5


def test_a_branch_of_a_branch_of_a_branch() -> None:
    """As many as there may be, each left at its only step."""
    history, lines = History(), []
    for number in range(1, MAX_BRANCHES + 1):
        made = branch(number, Origin(number - 1, 0, True) if number > 1 else None)
        history.branches.append(made)
        lines += [begun(made), stepped(history.add(made, step(0)), None, None)]
    found = again(lines)
    assert len(found.line(found.branches[-1])) == MAX_BRANCHES
    assert found.line(found.branches[-1])[-1] == Place(found.branches[-1], 0)
    with pytest.raises(StylerError, match=r"history\.branch"):
        again([*lines, begun(branch(MAX_BRANCHES + 1))])


def test_the_longest_run_that_settings_allow_is_read_again() -> None:
    plan = Settings(steps=MAX_STEPS).stages
    made = replace(branch(1), plan=plan)
    history = History()
    history.branches.append(made)
    longest = plan[-1].steps
    last = step(longest, steps=longest, stage=len(plan), stages=len(plan))
    lines = [begun(made), stepped(history.add(made, last), None, None)]
    assert again(lines).branches[0].plan == plan


def test_the_plan_as_it_was_carried_out() -> None:
    """A size that was not reached is none of it; one that is evened to its end goes by the plan."""
    made = branch(1)
    made.steps = [step(n, evened=n < 3) for n in range(4)]
    made.steps += [step(n, stage=2, evened=True) for n in range(3)]
    run = [Place(made, at) for at in range(7)]
    whole = (Stage(64, 9, 3, 2), Stage(128, 5, 2))
    assert as_carried_out(made.plan, run, goes_on=False) == whole
    assert as_carried_out(made.plan, run[:3], goes_on=False) == (Stage(64, 9, 2),)


def test_the_plan_as_it_goes_on_from_a_step() -> None:
    """What lies behind is as it was carried out, what lies ahead as it was planned."""
    made = branch(1)
    made.steps = [step(n, evened=n < 3) for n in range(4)]
    made.steps += [step(n, stage=2, evened=n < 1) for n in range(3)]
    run = [Place(made, at) for at in range(7)]
    first, second = Stage(64, 9, 3, 2), Stage(128, 5)
    assert as_carried_out(made.plan, run, goes_on=True) == (first, Stage(128, 5, None, 0))
    assert as_carried_out(made.plan, run[:5], goes_on=True) == (first, second)
    assert as_carried_out(made.plan, run[:2], goes_on=True) == made.plan


@pytest.mark.parametrize(
    ("number", "change", "named"),
    [
        (0, {"branch": 2}, "history.branch"),
        (0, {"branch": True}, "history.branch"),
        (0, {"origin": [1, 0, True]}, "history.origin"),
        (0, {"plan": [[64, 9], [64, 9]]}, "history.plan"),
        (0, {"plan": [[64, -1]]}, "history.plan"),
        (0, {"plan": [64]}, "history.plan"),
        (0, {"plan": []}, "history.plan"),
        (0, {"inputs": {}}, "history.inputs"),
        (0, {"settings": {"size": 10**9}}, "history.settings.size"),
        (0, {"masks": {"0": "a"}}, "history.masks.0"),
        (1, {"of": 3}, "history.of"),
        (1, {"step": []}, "history.step"),
        (1, {"live": None}, "history.live"),
        (1, {"live": {}}, "history.live"),
        (5, {"origin": [1, 4, True]}, "history.origin"),
        (5, {"origin": [2, 0, True]}, "history.origin"),
        (5, {"origin": [1, 0, 1]}, "history.origin"),
        (8, {"rename": 0}, "history.rename"),
        (8, {"name": 7}, "history.name"),
    ],
)
def test_what_is_wrong_is_named(
    written: tuple[History, list[str]], number: int, change: dict[str, Any], named: str
) -> None:
    lines = list(written[1])
    lines[number] = json.dumps({**json.loads(lines[number]), **change}) + "\n"
    with pytest.raises(StylerError) as raised:
        again(lines)
    assert NAME in str(raised.value)
    assert f"“{named}”" in str(raised.value)


@pytest.mark.parametrize(
    "change",
    [
        {"stage": 3, "stages": 3},
        {"step": 10},
        {"total": "much"},
        {"layers": {"block9_conv1": 1.0}},
        {"seconds": -1.0},
        {"precision": "<b>"},
        {"size": 10**9},
    ],
)
def test_a_step_is_one_that_a_run_makes(
    written: tuple[History, list[str]], change: dict[str, Any]
) -> None:
    lines = list(written[1])
    event = json.loads(lines[2])
    lines[2] = json.dumps({**event, "step": {**event["step"], **change}}) + "\n"
    with pytest.raises(StylerError, match=r"history\.step"):
        again(lines)


@pytest.mark.parametrize("line", ["", "[]", "{", '{"of": 1e999}', "x" * 300_000])
def test_a_line_that_is_no_event(written: tuple[History, list[str]], line: str) -> None:
    with pytest.raises(StylerError):
        again([*written[1], line + "\n"])


def test_the_first_step_says_what_it_was_painted_with(
    written: tuple[History, list[str]],
) -> None:
    lines = list(written[1])
    event = json.loads(lines[1])
    del event["live"]
    lines[1] = json.dumps(event) + "\n"
    with pytest.raises(StylerError, match=r"history\.live"):
        again(lines)


def test_nothing_is_a_history_of_nothing() -> None:
    assert again([]).branches == []
