"""The columns of a run: one count over all its sizes, and what was moved on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pytest

from styler.frame import Frame
from styler.settings import LAYERS, Settings
from styler.ui.watching.record import CONTENT, TOTAL, VARIATION, Record

DEFAULTS = Settings()


def words(record: Record) -> list[tuple[float, str]]:
    return [(mark.step, mark.words) for mark in record.marks]


def test_a_real_run_is_counted_over_its_sizes(
    run: Sequence[tuple[Frame, Settings]], full: Record
) -> None:
    # 4 moves at 48 px, 10 at 96 px; each size begins with its start.
    assert full.steps.tolist() == [*range(5), *range(4, 15)]
    assert full.sizes.tolist() == [48] * 5 + [96] * 11
    assert full.seconds.tolist() == [frame.seconds for frame, _ in run]


def test_the_weighted_terms_add_up_to_the_cost(full: Record) -> None:
    terms = [full.series(name) for name in full.names if name != TOTAL]
    assert full.names == (TOTAL, CONTENT, *sorted(DEFAULTS.layer_weights), VARIATION)
    np.testing.assert_allclose(np.sum(terms, axis=0), full.series(TOTAL), rtol=1e-4)


def test_a_real_run_is_marked_where_it_grows_and_where_a_weight_moves(full: Record) -> None:
    assert words(full) == [(0, "48 px"), (3, "β 0.01 → 0.03"), (4, "96 px")]
    assert full.breaks == [3, 5]
    assert full.still_since == 5


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"alpha": 1.0}, "α 0.4 → 1"),
        ({"tv": 2.0, "beta": 0.0}, "β 0.01 → 0, τ 0 → 2"),
        (
            {"layer_weights": {**DEFAULTS.layer_weights, "block1_conv1": 0.0}},
            "λ block1_conv1 0.64 → 0",
        ),
        ({"layer_weights": {"block2_conv2": 0.5}}, "λ changed"),
        ({"content_layers": {"block3_conv1": 1.0}}, "content from block3_conv1"),
        ({"content_layers": {"block4_conv2": 2.0}}, "w block4_conv2 1 → 2"),
        (
            {"content_layers": {"block4_conv2": 1.0, "block2_conv1": 0.5}},
            "content from block2_conv1, block4_conv2",
        ),
        ({"balance_layers": True}, "λ weighed by pull"),
        (
            {"balance_layers": True, "layer_weights": dict.fromkeys(LAYERS, 0.01)},
            "λ weighed by pull",
        ),
        ({"colour": "luminance"}, "the photograph's colours, exactly"),
        ({"colour": "match"}, "the photograph's colours, freely"),
        ({"colour": "transfer"}, "the painting's colours, no brushwork"),
        ({"optimizer": "adam"}, "Adam"),
        ({"optimizer": "gd", "tv": 1.0}, "τ 0 → 1, gradient descent"),
        ({"style_weights": (1.0, 2.0)}, "styles mixed anew"),
    ],
)
def test_a_change_is_said_in_the_symbols_of_the_formula(
    record: Record, make_frame: Callable[..., Frame], change: dict[str, object], said: str
) -> None:
    after = DEFAULTS.replaced(**change)
    record.append(make_frame(1))
    record.append(make_frame(2, after))
    assert words(record)[1:] == [(2, said)]
    assert record.breaks == [1]


def test_what_is_switched_back_is_said_as_well(
    record: Record, make_frame: Callable[..., Frame]
) -> None:
    changed = DEFAULTS.replaced(colour="match", optimizer="adam", balance_layers=True)
    record.append(make_frame(1, changed))
    record.append(make_frame(20))
    assert words(record)[1:] == [
        (20, "λ no longer weighed by pull, the painting's colours, L-BFGS")
    ]


def test_balanced_the_layers_are_weighted_as_the_painter_did(
    record: Record, make_frame: Callable[..., Frame]
) -> None:
    balanced = DEFAULTS.replaced(balance_layers=True)
    counted = {layer: 3 * weight for layer, weight in DEFAULTS.layer_weights.items()}
    frame = make_frame(1, balanced, lambdas=counted)
    record.append(frame)
    terms = record.newest()
    assert 2 * terms[TOTAL] == pytest.approx(sum(terms.values()))


def test_other_settings_leave_no_mark(record: Record, make_frame: Callable[..., Frame]) -> None:
    record.append(make_frame(1))
    record.append(make_frame(2, DEFAULTS.replaced(seed=7)))
    assert words(record) == [(1, "64 px")]


def test_a_drag_of_many_steps_is_one_mark(record: Record, make_frame: Callable[..., Frame]) -> None:
    record.append(make_frame(1))
    for step in range(2, 6):
        settings = DEFAULTS.replaced(beta=step / 100)
        record.append(make_frame(step, settings))
    assert words(record)[1:] == [(2, "β 0.01 → 0.05")]
    assert record.breaks == [1]
    assert record.still_since == 4


def test_a_drag_back_to_where_it_began_leaves_no_mark(
    record: Record, make_frame: Callable[..., Frame]
) -> None:
    for step, beta in enumerate((0.01, 0.02, 0.01), start=1):
        settings = DEFAULTS.replaced(beta=beta)
        record.append(make_frame(step, settings))
    assert words(record) == [(1, "64 px")]


def test_two_changes_far_apart_are_two_marks(
    record: Record, make_frame: Callable[..., Frame]
) -> None:
    for step in range(1, 30):
        settings = DEFAULTS.replaced(beta=0.01 * (1 + step // 10))
        record.append(make_frame(step, settings))
    assert words(record)[1:] == [(10, "β 0.01 → 0.02"), (20, "β 0.02 → 0.03")]


def test_painting_on_goes_on_counting_steps_and_seconds(
    fill: Callable[[Iterable[Frame]], None], record: Record, make_frame: Callable[..., Frame]
) -> None:
    fill(make_frame(step) for step in (0, 1, 2))
    fill(make_frame(step) for step in (0, 1))
    assert record.steps.tolist() == [0, 1, 2, 2, 3]
    assert record.seconds.tolist() == [0, 0.5, 1, 1, 1.5]
    assert record.breaks == [3]
    assert words(record) == [(0, "64 px")]


def test_a_size_whose_start_was_passed_over_is_counted_as_well(
    fill: Callable[[Iterable[Frame]], None], record: Record, make_frame: Callable[..., Frame]
) -> None:
    fill([make_frame(5, stages=2), make_frame(7, stage=2, stages=2, size=128, seconds=9)])
    assert record.steps.tolist() == [5, 12]
    assert record.breaks == [1]


def test_a_layer_that_comes_later_has_no_value_before(
    record: Record, make_frame: Callable[..., Frame]
) -> None:
    more = DEFAULTS.replaced(layer_weights=dict.fromkeys(LAYERS, 0.1))
    record.append(make_frame(1))
    record.append(make_frame(2, more))
    late = record.series("block3_conv4")
    assert np.isnan(late[0])
    assert late[1] > 0


def test_it_holds_very_long_runs(
    fill: Callable[[Iterable[Frame]], None], record: Record, make_frame: Callable[..., Frame]
) -> None:
    fill(make_frame(step, cost=step) for step in range(1, 5001))
    assert record.steps.tolist() == list(range(1, 5001))
    assert record.series(CONTENT)[[0, 1024, 4999]] == pytest.approx([0.4, 410, 2000])


def test_cleared_it_is_as_new(full: Record, make_frame: Callable[..., Frame]) -> None:
    full.clear()
    assert len(full) == 0
    assert (full.names, full.marks, full.breaks, full.newest()) == ((), [], [], {})
    full.append(make_frame(0))
    assert full.steps.tolist() == [0]
