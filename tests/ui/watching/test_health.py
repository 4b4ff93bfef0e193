"""What is said about paintings that go wrong, and about those that are done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from styler.colour import Picture
from styler.frame import Frame
from styler.settings import Settings
from styler.ui.watching.health import Health, Remedy, Verdict, remedy_text
from styler.ui.watching.record import Record
from styler.ui.worker import Painted

DEFAULTS = Settings()
Look = Callable[..., list[Verdict]]


@pytest.fixture
def look(
    record: Record, make_frame: Callable[..., Frame], painted: Callable[[Frame], Painted]
) -> Look:
    """Lets one painting be judged frame by frame; what was said."""
    health = Health(record)

    def judge(
        steps: range, settings: Settings = DEFAULTS, **frame: object | Callable[[int], object]
    ) -> list[Verdict]:
        said = []
        for step in steps:
            values = {k: v(step) if callable(v) else v for k, v in frame.items()}
            painting = painted(make_frame(step, settings, **values))
            record.append(painting.frame)
            said.append(health.look(painting))
        return [verdict for verdict in said if verdict]

    return judge


@pytest.fixture
def moving(picture: Picture) -> Callable[[int], Picture]:
    """A picture that goes on changing."""
    return lambda step: np.roll(picture, step, axis=1)


def test_a_real_painting_is_left_alone(
    run: Sequence[tuple[Frame, Settings]], painted: Callable[[Frame], Painted], record: Record
) -> None:
    health = Health(record)
    for frame, _ in run:
        record.append(frame)
        assert health.look(painted(frame)) is None


@pytest.mark.parametrize("cost", [float("nan"), float("inf")])
def test_costs_that_are_no_numbers_are_said_once(
    look: Look, moving: Callable[[int], Picture], cost: float
) -> None:
    said = look(range(3, 40), cost=cost, image=moving)
    assert [verdict.remedy for verdict in said] == [Remedy.DEFAULT_WEIGHTS]
    assert "no longer numbers" in said[0].sentence


def test_a_picture_that_is_no_number_is_said_once(look: Look, picture: Picture) -> None:
    broken = np.full_like(picture, np.nan)
    assert look(range(5), image=picture) == []
    (verdict,) = look(range(5, 40), image=broken)
    assert "no longer numbers" in verdict.sentence


def test_a_cost_that_rises_and_stays_high_diverges(
    look: Look, moving: Callable[[int], Picture]
) -> None:
    assert look(range(20), cost=100.0, image=moving) == []
    assert look(range(20, 25), cost=5000.0, image=moving) == []  # it may come back
    (verdict,) = look(range(25, 60), cost=5000.0, image=moving)
    assert verdict.remedy is Remedy.RESTART
    assert "rises" in verdict.sentence


def test_a_weight_that_was_raised_is_no_divergence(
    look: Look, moving: Callable[[int], Picture]
) -> None:
    assert look(range(20), cost=100.0, image=moving) == []
    strong = DEFAULTS.replaced(alpha=400.0, beta=10.0)
    assert look(range(20, 60), strong, cost=100.0, image=moving) == []


@pytest.mark.parametrize(
    ("changes", "remedy"),
    [
        ({"tv": 50.0}, Remedy.NO_SMOOTHING),
        ({"beta": 5.0}, Remedy.DEFAULT_WEIGHTS),
        ({}, None),  # there is nothing to take back
    ],
)
def test_a_picture_that_fades_is_flat(
    look: Look, picture: Picture, changes: dict[str, float], remedy: Remedy | None
) -> None:
    settings = DEFAULTS.replaced(**changes)
    faded = 128 + (picture - 128) * 0.05
    assert look(range(1), settings, image=picture) == []
    said = look(range(1, 30), settings, image=faded)
    assert said[0] == Verdict("The picture has become flat.", remedy)


def test_a_picture_that_loses_its_colours_is_grey(
    look: Look, picture: Picture, moving: Callable[[int], Picture]
) -> None:
    def grey(step: int) -> Picture:
        return np.repeat(moving(step).mean(axis=2, keepdims=True), 3, axis=2)

    assert look(range(1), image=picture) == []
    (verdict,) = look(range(1, 30), image=grey)
    assert "colours" in verdict.sentence


def test_a_photograph_that_was_grey_may_stay_so(
    look: Look, moving: Callable[[int], Picture]
) -> None:
    def grey(step: int) -> Picture:
        return np.repeat(moving(step).mean(axis=2, keepdims=True), 3, axis=2)

    assert look(range(40), image=grey) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"alpha": 0.0, "beta": 0.0}, "Neither"),
        ({"alpha": 0.0, "layer_weights": {"block1_conv1": 0.0}}, "Neither"),
        ({"layer_weights": {"block1_conv1": 0.0}}, "All layer weights"),
    ],
)
def test_where_nothing_counts_it_says_so(
    look: Look, moving: Callable[[int], Picture], changes: dict[str, object], said: str
) -> None:
    assert look(range(3), image=moving) == []
    (verdict,) = look(range(3, 40), DEFAULTS.replaced(**changes), image=moving)
    assert verdict.sentence.startswith(said)
    assert verdict.remedy is Remedy.DEFAULT_WEIGHTS


@pytest.mark.parametrize("changes", [{"alpha": 0.0}, {"beta": 0.0}])
def test_one_of_the_two_may_count_alone(
    look: Look, moving: Callable[[int], Picture], changes: dict[str, float]
) -> None:
    assert look(range(40), DEFAULTS.replaced(**changes), image=moving) == []


def test_a_picture_that_stands_still_has_settled(look: Look) -> None:
    assert look(range(15)) == []
    (verdict,) = look(range(15, 60))
    assert verdict == Verdict("The picture hardly changes any more.", Remedy.STOP, settled=True)


def test_one_that_moves_has_not_settled(look: Look, moving: Callable[[int], Picture]) -> None:
    assert look(range(60), image=moving) == []


def test_a_smaller_size_does_not_settle_and_a_new_one_begins_anew(look: Look) -> None:
    assert look(range(60), stages=2) == []
    assert look(range(15), stage=2, stages=2, size=128, seconds=60) == []
    assert look(range(15, 17), stage=2, stages=2, size=128, seconds=60)[0].settled


def test_a_weight_that_moves_lets_it_begin_anew(look: Look) -> None:
    assert look(range(14)) == []
    other = DEFAULTS.replaced(beta=0.02)
    assert look(range(14, 29), other) == []
    assert look(range(29, 31), other)[0].settled


def test_while_another_J_is_descended_standing_still_is_not_settling(look: Look) -> None:
    assert look(range(60), evened=True) == []
    assert look(range(60, 74)) == []
    assert look(range(74, 76))[0].settled


def test_frames_that_were_passed_over_do_not_matter(look: Look) -> None:
    assert look(range(0, 60, 30))[0].settled


def test_each_remedy_has_words_of_its_own() -> None:
    words = [remedy_text(remedy) for remedy in Remedy]
    assert all(words)
    assert len(set(words)) == len(Remedy)


def test_smaller_tiles_at_the_same_size_are_told_once(
    look: Look, moving: Callable[[int], Picture]
) -> None:
    said = look(range(20), image=moving, tile=lambda step: 1024 if step < 5 else 512)
    assert [verdict.sentence for verdict in said] == [
        "Memory ran short: painting goes on in smaller tiles, and takes longer."
    ]
    assert said[0].remedy is None


def test_a_move_that_was_taken_back_is_told_once(
    look: Look, moving: Callable[[int], Picture]
) -> None:
    said = look(range(20), image=moving, faults=lambda step: max(0, step - 5))
    assert [verdict.sentence for verdict in said] == [
        "A step came to no number: the picture went back to the last good one, and goes on with "
        "smaller steps."
    ]


def test_tiles_that_come_with_a_larger_size_need_no_words(
    look: Look, moving: Callable[[int], Picture]
) -> None:
    assert not look(range(3), image=moving, stage=1, stages=2)
    assert not look(range(3), image=moving, stage=2, stages=2, tile=768)
