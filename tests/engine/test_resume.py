"""A run that goes on from a snapshot paints what it would have painted, to the last bit."""

from dataclasses import replace

import numpy as np
import pytest

from styler.engine.transfer import run
from styler.errors import StylerError
from styler.regions import Regions
from styler.settings import Controls, Settings

SETTINGS = Settings(size=64, sizes=(32, 64), steps=14, precision="float32")
BETA_AT, BETA = (2, 5), 0.03  # moved while it paints


@pytest.fixture
def paint(content, style, objectives):
    """Frames, and copies of the snapshots at these moments."""

    def paint(settings=SETTINGS, moments=(), resume=None, regions=None, styles=(style,), **moved):
        start = resume.at.settings if resume else settings
        controls, frames, kept = Controls(start, regions), [], {}

        def keeper(frame, snapshot):
            if (frame.stage, frame.step) in moments:
                made = snapshot()
                arrays = {name: np.array(array) for name, array in made.arrays.items()}
                kept[frame.stage, frame.step] = replace(made, arrays=arrays)

        for frame in run(
            content,
            styles,
            settings,
            controls=controls,
            objectives=objectives,
            keeper=keeper,
            resume=resume,
        ):
            frames.append(frame)
            if (frame.stage, frame.step) == BETA_AT:
                controls.settings = settings.replaced(**(moved or {"beta": BETA}))
        return frames, kept

    return paint


def test_each_octave_of_each_colour_has_a_scale_of_its_own(paint):
    """In what L-BFGS learns of J: else all of the picture would be taken for as steep."""
    _, kept = paint(moments=[(2, 9)])
    scales = kept[2, 9].arrays["scales"]
    colours, octaves = 3, 6  # of waves from 1.4 to 64 pixels
    assert scales.shape[1] == len(np.unique(scales[-1])) == colours * octaves


@pytest.mark.parametrize("optimizer", ["lbfgs", "adam", "gd"])
def test_it_goes_on_as_if_it_had_never_ended(paint, optimizer):
    settings = SETTINGS.replaced(optimizer=optimizer)
    moments = [(1, 0), (1, 6), (2, 0), (2, 4), (2, 9), (2, 11), (2, 14)]
    frames, kept = paint(settings, moments)
    assert sorted(kept) == moments
    for snapshot in kept.values():
        again, _ = paint(settings, resume=snapshot)
        assert [(f.stage, f.step) for f in again] == [
            (f.stage, f.step) for f in frames[-len(again) :]
        ]
        for then, now in zip(frames[-len(again) :], again, strict=True):
            np.testing.assert_array_equal(now.image, then.image)
            assert now.total == then.total
            assert now.last == then.last


def test_with_masks_too(paint):
    half = np.full((40, 60), 255, np.uint8)
    half[:, :25] = 90  # soft: the start is mixed with the content once, and not twice
    regions = Regions((None,), half)
    frames, kept = paint(moments=[(2, 7)], regions=regions)
    snapshot = kept[2, 7]
    assert snapshot.at.regions.same(regions)
    again, _ = paint(resume=snapshot, regions=regions)
    np.testing.assert_array_equal(again[-1].image, frames[-1].image)


@pytest.mark.parametrize("balance_layers", [False, True])
def test_where_the_styles_shares_were_moved_too(paint, content, style, balance_layers):
    settings = SETTINGS.replaced(style_weights=(0.8, 0.2), balance_layers=balance_layers)
    how = {"styles": (style, content[::-1]), "style_weights": (0.3, 0.7)}
    frames, kept = paint(settings, [(2, 4), (2, 8)], **how)
    for snapshot in kept.values():
        again, _ = paint(settings, resume=snapshot, **how)
        assert [f.total for f in again] == [f.total for f in frames[-len(again) :]]
        np.testing.assert_array_equal(again[-1].image, frames[-1].image)


def test_a_style_of_no_share_changes_nothing(paint, content, style):
    """Whichever it is, and wherever it stands."""
    alone = SETTINGS.replaced(style_weights=(1, 0))
    frames, _ = paint(alone, styles=(style, content[::-1]), style_weights=(1, 0))
    for styles, shares in (((style, content), (1, 0)), ((content, style), (0, 1))):
        settings = SETTINGS.replaced(style_weights=shares)
        others, _ = paint(settings, styles=styles, style_weights=shares)
        assert [f.total for f in others] == [f.total for f in frames]


def test_a_style_of_no_region_changes_nothing(paint, content, style):
    """Nor does the metric, which is of the styles with the shares that their regions have."""
    nowhere = Regions((None, np.zeros((40, 60), np.uint8)))
    frames, _ = paint(styles=(style, content), regions=nowhere)
    others, _ = paint(styles=(style, content[::-1]), regions=nowhere)
    assert [f.total for f in others] == [f.total for f in frames]
    assert frames[-1].total < 0.5 * frames[0].total


def test_from_wherever_it_is_evened_in_a_longer_run(paint):
    settings = SETTINGS.replaced(sizes=(32,), size=32, steps=105)
    frames, kept = paint(settings, [(1, 80), (1, 82), (1, 84), (1, 86)])
    assert len(kept) == 4
    for snapshot in kept.values():
        again, _ = paint(settings, resume=snapshot)
        assert [f.total for f in again] == [f.total for f in frames[-len(again) :]]


def test_frames_know_what_they_were_painted_with(paint):
    frames, _ = paint()
    betas = [frame.settings.beta for frame in frames]
    moved = [(frame.stage, frame.step) for frame in frames].index(BETA_AT) + 1
    assert betas == [SETTINGS.beta] * moved + [BETA] * (len(frames) - moved)


def test_the_state_of_another_version_is_not_taken_for_its_own(paint):
    """Its numbers stand for another picture: here they would be painted without a word."""
    _, kept = paint(moments=[(2, 9)])
    snapshot = kept[2, 9]
    for way in (np.array(2), np.array([3, 3]), None):
        arrays = {name: array for name, array in snapshot.arrays.items() if name != "way"}
        arrays |= {} if way is None else {"way": way}
        with pytest.raises(StylerError, match="another version"):
            paint(resume=replace(snapshot, arrays=arrays))


def test_the_state_of_another_canvas_is_refused(paint):
    _, kept = paint(moments=[(2, 9)])
    snapshot = kept[2, 9]
    for name, wrong in (
        ("G_0", snapshot.arrays["G_0"][:, 1:]),
        ("u", snapshot.arrays["u"][..., :-1]),
        ("u", np.full_like(snapshot.arrays["u"], np.nan)),
        ("J_style", snapshot.arrays["J_style"][:-1]),
        ("J_style", np.full_like(snapshot.arrays["J_style"], np.inf)),
        ("history", snapshot.arrays["history"][:, :-1]),
        ("pairs", snapshot.arrays["pairs"] + 1),
        ("pairs", np.array(3.0)),
        ("pairs", np.array(["a"])),
        ("pairs", snapshot.arrays["pairs"].astype(float)),
        ("history", np.array("a")),
        ("history", snapshot.arrays["history"].astype(np.float32)),
        ("scales", snapshot.arrays["scales"][:-1]),
        ("scales", np.full_like(snapshot.arrays["scales"], np.nan)),
        ("dots", np.full_like(snapshot.arrays["dots"], np.nan)),
        ("first_move", np.array([1.0, 2.0])),
        ("reach", np.array([1.0, 2.0])),
        ("last_x", snapshot.arrays["last_x"][:-1]),
        ("last_x", snapshot.arrays["last_x"].astype(str)),
    ):
        damaged = replace(snapshot, arrays={**snapshot.arrays, name: wrong})
        with pytest.raises(StylerError, match="damaged"):
            paint(resume=damaged)
    missing = {name: array for name, array in snapshot.arrays.items() if name != "u"}
    with pytest.raises(StylerError, match="damaged"):
        paint(resume=replace(snapshot, arrays=missing))


def test_a_move_that_comes_to_no_number_is_taken_back_and_told(paint):
    settings = SETTINGS.replaced(sizes=(64,), optimizer="gd", steps=6)
    frames, kept = paint(settings, moments=[(1, 2)])
    assert frames[-1].faults == 0
    beyond = {"first_move": np.array(1e30), "eta": np.array(np.nan)}
    snapshot = replace(kept[1, 2], arrays={**kept[1, 2].arrays, **beyond})
    again, _ = paint(settings, resume=snapshot)
    assert [frame.faults for frame in again] == [0, 1, 2, 3, 4]
    np.testing.assert_array_equal(again[2].image, again[1].image)
    assert np.isfinite(again[-1].image).all()
    assert np.isfinite(again[-1].total)
