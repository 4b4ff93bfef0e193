"""The painting loop: real weights, real (small) pictures."""

import dataclasses
import itertools

import numpy as np
import pytest
import tensorflow as tf

from styler import colour, images
from styler.assets import asset
from styler.engine.objective import LiveWeights, Objective, pulls
from styler.engine.resampling import resized, to_tensor, with_pixels
from styler.engine.transfer import run
from styler.errors import StylerError
from styler.regions import Regions
from styler.settings import Controls, Settings

SETTINGS = Settings(size=64, sizes=(32, 64), steps=6, precision="float32")


@pytest.fixture
def paint(content, style, objectives):
    def paint(settings=SETTINGS, **keywords):
        return run(content, [style], settings, objectives=objectives, **keywords)

    return paint


def test_it_paints_from_coarse_to_fine(paint):
    frames = list(paint())
    assert [(f.stage, f.size, f.step) for f in frames] == [
        *((1, 32, step) for step in range(3)),
        *((2, 64, step) for step in range(7)),
    ]
    assert [f.last for f in frames] == [False] * 9 + [True]
    assert frames[-1].image.shape == (43, 64, 3)
    assert all(f.seconds <= g.seconds for f, g in itertools.pairwise(frames))
    assert frames[-1].total < 0.2 * frames[3].total < 0.2 * frames[0].total


def test_a_frame_is_frozen_and_its_terms_add_up(paint):
    frame = list(paint(SETTINGS.replaced(tv=2.0)))[-1]
    s = SETTINGS
    assert frame.style == pytest.approx(
        sum(s.layer_weights[layer] * J for layer, J in frame.layers.items()), rel=1e-4
    )
    total = s.alpha * frame.content + s.beta * frame.style + 2.0 * frame.tv
    assert frame.total == pytest.approx(total, rel=1e-4)
    with pytest.raises(dataclasses.FrozenInstanceError):
        frame.step = 7
    with pytest.raises(ValueError, match="read-only"):
        frame.image[0] = 0


def test_J_as_it_is_asked_for_never_rises_beyond_the_tolerance_and_the_picture_is_in_range(paint):
    frames = list(paint(SETTINGS.replaced(sizes=(64,), steps=60)))
    assert all(g.total < 1.06 * f.total for f, g in itertools.pairwise(frames[48:]))
    assert frames[-1].total < 0.05 * frames[0].total
    image = frames[-1].image
    assert np.abs(image - np.clip(image, 0, 255)).mean() < 1


def test_float32_runs_repeat_bit_for_bit(paint):
    settings = SETTINGS.replaced(init="noise", seed=3)
    first, second = (list(paint(settings))[-1] for _ in range(2))
    np.testing.assert_array_equal(first.image, second.image)
    assert first.total == second.total
    other = list(paint(settings.replaced(seed=4)))[-1]
    assert np.abs(other.image - first.image).max() > 1


def test_weights_act_from_the_next_step_on(paint):
    controls = Controls(SETTINGS)
    frames = paint(SETTINGS.replaced(sizes=(64,), steps=8), controls=controls)
    before = list(itertools.islice(frames, 4))[-1]
    controls.settings = SETTINGS.replaced(alpha=100 * SETTINGS.alpha)
    after = next(frames)
    assert after.total == pytest.approx(
        100 * SETTINGS.alpha * after.content + SETTINGS.beta * after.style, rel=1e-3
    )
    assert after.step == before.step + 1
    assert list(frames)[-1].content < before.content


def test_a_layer_is_switched_while_it_paints(paint):
    controls = Controls(SETTINGS)
    frames = paint(SETTINGS.replaced(sizes=(64,)), controls=controls)
    next(frames)
    controls.settings = SETTINGS.replaced(
        layer_weights={"block1_conv2": 1.0, "block3_conv3": 0.1},
        content_layers={"block3_conv2": 1.0},
    )
    assert list(next(frames).layers) == ["block1_conv2", "block3_conv3"]
    controls.settings = SETTINGS
    assert list(next(frames).layers) == list(SETTINGS.layer_weights)


def test_settings_that_are_not_live_leave_the_run_alone(paint):
    """Nor do equal settings: the run is the one that nobody touched."""
    controls = Controls(SETTINGS)
    touched = []
    for frame in paint(controls=controls):
        controls.settings = SETTINGS.replaced(seed=frame.step + 1)
        touched.append(frame.total)
    assert touched == [frame.total for frame in paint()]


def test_sources_are_computed_once_a_size_however_often_weights_change(paint, monkeypatch):
    calls = []
    whole = Objective.sources
    monkeypatch.setattr(Objective, "sources", lambda *a: calls.append(a) or whole(*a))
    controls = Controls(SETTINGS)
    for frame in paint(controls=controls):
        controls.settings = SETTINGS.replaced(beta=0.01 + frame.step / 1000)
    assert len(calls) == 2


def test_steering_never_retraces(paint, objectives):
    controls = Controls(SETTINGS)
    for number, _ in enumerate(paint(SETTINGS.replaced(steps=20), controls=controls)):
        controls.settings = SETTINGS.replaced(beta=0.01 + number / 1000)
    assert objectives.get(SETTINGS).traces == 1


@pytest.mark.parametrize("optimizer", ["adam", "gd"])
def test_the_other_optimisers_paint_too(paint, optimizer):
    frames = list(paint(SETTINGS.replaced(sizes=(64,), steps=20, optimizer=optimizer)))
    assert frames[-1].total < 0.7 * frames[0].total


def test_plain_gradient_descent_moves_each_pixel_down_its_gradient(
    paint, content, style, objectives
):
    """G₁ = G₀ − η·∂J/∂G, with one η for all pixels."""
    settings = SETTINGS.replaced(sizes=(64,), steps=1, optimizer="gd")
    before, after = (frame.image for frame in paint(settings))
    objective = objectives.get(settings)
    height, width, _ = before.shape
    C = to_tensor(content, height, width)
    S = to_tensor(style, *with_pixels(*style.shape[:2], height * width))
    targets = objective.sources(C, [S]).targets([1.0])
    J = objective(tf.constant(before[None]), targets, LiveWeights.of(settings))
    # The outermost pixels move as those within, and pull at them.
    moved, gradient = (
        change[2:-2, 2:-2].ravel() for change in (after - before, J.gradient.numpy()[0])
    )
    cosine = moved @ gradient / (np.linalg.norm(moved) * np.linalg.norm(gradient))
    assert cosine == pytest.approx(-1, abs=1e-3)


def test_it_starts_from_noise_style_or_a_picture(paint, content, style):
    one_size = SETTINGS.replaced(sizes=(64,))

    def start(**keywords):
        return next(paint(**keywords)).image

    noise = start(settings=one_size.replaced(init="noise"))
    assert 20 < noise.std() < 50
    painted_style = start(settings=one_size.replaced(init="style"))
    assert painted_style.mean() == pytest.approx(style.mean(), rel=0.05)
    grey = start(settings=one_size.replaced(init="grey.png"), initial=np.full((9, 9, 3), 77.0))
    np.testing.assert_allclose(grey, 77, atol=1e-3)
    assert start(settings=one_size).mean() == pytest.approx(content.mean(), rel=0.05)


def test_a_time_limit_ends_every_size_and_the_result_has_the_size_asked_for(paint):
    frames = list(paint(SETTINGS.replaced(steps=100_000, time_limit=1.0)))
    assert frames[-1].last
    assert frames[-1].size == 64
    assert {f.stage for f in frames} == {1, 2}
    assert frames[-1].seconds >= 1.0


def test_the_consumers_own_time_is_not_counted(paint):
    import time

    frames = paint()
    next(frames)
    first = next(frames)
    time.sleep(0.5)
    assert next(frames).seconds - first.seconds < 0.5


def test_sizes_too_small_for_the_network_are_left_out(style, objectives):
    strip = np.full((50, 150, 3), 90.0, np.float32)
    frames = list(run(strip, [style], SETTINGS, objectives=objectives))
    assert {f.size for f in frames} == {64}


@pytest.mark.parametrize("narrow", ["content", "style"])
def test_a_picture_too_narrow_for_the_network_is_a_sentence(content, style, objectives, narrow):
    strip = np.full((2, 500, 3), 90.0, np.float32)
    pictures = (strip, [style]) if narrow == "content" else (content, [strip])
    with pytest.raises(StylerError, match="pixels across"):
        next(run(*pictures, SETTINGS, objectives=objectives))


def test_a_style_is_needed(content):
    with pytest.raises(StylerError, match="style"):
        next(run(content, [], SETTINGS))


def test_bfloat16_paints_nearly_the_same(content, style, paint):
    settings = SETTINGS.replaced(sizes=(64,), steps=40)
    exact = list(paint(settings))[-1]
    rough = list(run(content, [style], settings.replaced(precision="bfloat16")))[-1]
    assert (exact.precision, rough.precision) == ("float32", "bfloat16")
    assert rough.total == pytest.approx(exact.total, rel=0.25)


def test_a_moved_style_weight_moves_the_target_and_retraces_nothing(content, style, objectives):
    styles = [style, content]
    settings = SETTINGS.replaced(style_weights=(1, 0), steps=20)
    controls = Controls(settings)
    style_costs = []
    for frame in run(content, styles, settings, controls=controls, objectives=objectives):
        style_costs.append(frame.style)
        if frame.step == 18 and frame.size == 64:
            controls.settings = settings.replaced(style_weights=(0, 1))
    assert objectives.get(settings).traces == 1
    assert style_costs[-2] > 2 * style_costs[-3]  # G had come near the other style


def test_weights_for_another_number_of_styles_are_refused_at_the_start(content, style, objectives):
    with pytest.raises(StylerError, match=r"styles \(1\) and their weights \(2\)"):
        next(run(content, [style], SETTINGS.replaced(style_weights=(1, 2)), objectives=objectives))


def test_weights_for_other_pictures_leave_the_run_alone(paint):
    controls = Controls(SETTINGS)
    touched = []
    for frame in paint(controls=controls):
        controls.settings = SETTINGS.replaced(style_weights=(1, 2, 3))
        touched.append(frame.total)
    assert touched == [frame.total for frame in paint()]


LEFT = np.zeros((43, 64), np.uint8)
LEFT[:, :32] = 255
ONE_SIZE = SETTINGS.replaced(sizes=(64,), steps=12)


def test_what_is_kept_stays_the_content_and_the_rest_is_painted(paint, content):
    frames = list(paint(ONE_SIZE, controls=Controls(ONE_SIZE, Regions(keep=LEFT))))
    expected = to_tensor(content, 43, 64).numpy()[0]
    inside = np.s_[:, :31]
    np.testing.assert_allclose(frames[-1].image[inside], expected[inside], atol=1e-3)
    assert np.abs(frames[-1].image - expected)[:, 33:].mean() > 10


def test_what_is_kept_may_change_while_it_paints(paint, content):
    controls = Controls(ONE_SIZE)
    frames = paint(ONE_SIZE, controls=controls)
    painted = list(itertools.islice(frames, 6))[-1].image
    controls.regions = Regions(keep=LEFT)
    after = next(frames).image
    expected = to_tensor(content, 43, 64).numpy()[0]
    assert np.abs(painted - expected)[:, :31].mean() > 10
    np.testing.assert_allclose(after[:, :31], expected[:, :31], atol=1e-3)
    assert np.abs(after - painted)[:, 34:].mean() < 15


def test_each_style_is_painted_in_its_region(content, style, objectives):
    """Within its mask the picture is nearer to what the style would paint alone."""
    other = images.load(asset("samples", "style", "kandinsky-composition-8.jpg"))

    def painted(styles, *masks):
        controls = Controls(ONE_SIZE, Regions(masks))
        return list(run(content, styles, ONE_SIZE, controls=controls, objectives=objectives))[-1]

    one, two = painted([style]).image, painted([other]).image
    both = painted([style, other], LEFT).image
    for side, near, far in ((np.s_[:, :28], one, two), (np.s_[:, 36:], two, one)):
        assert np.abs(both - near)[side].mean() < np.abs(both - far)[side].mean()


def test_masks_that_move_do_not_trace_anew(paint, objectives):
    controls = Controls(ONE_SIZE, Regions((LEFT,)))
    for frame in paint(ONE_SIZE, controls=controls):
        controls.regions = Regions((np.roll(LEFT, 2 * frame.step, axis=1),))
    assert objectives.get(ONE_SIZE, regions=1).traces == 1


def test_a_mask_that_is_white_everywhere_changes_nothing(paint):
    everywhere = Regions((np.full((5, 5), 255, np.uint8),))
    settings = ONE_SIZE.replaced(steps=4)
    masked = list(paint(settings, controls=Controls(settings, everywhere)))[-1]
    plain = list(paint(settings))[-1]
    assert masked.total == pytest.approx(plain.total, rel=0.01)


def test_luminance_keeps_the_contents_chrominance_and_acts_live(paint, content):
    controls = Controls(ONE_SIZE)
    frames = paint(ONE_SIZE, controls=controls)
    before = list(itertools.islice(frames, 6))[-1].image
    controls.settings = ONE_SIZE.replaced(colour="luminance")
    after = next(frames).image
    expected = to_tensor(content, 43, 64).numpy()[0]
    chrominance = [p - colour.luma(p) for p in (after, expected)]
    np.testing.assert_allclose(*chrominance, atol=1e-2)
    assert np.abs(colour.luma(after) - colour.luma(before)).mean() < 15


def test_matching_paints_from_the_style_in_the_contents_colours(paint, content):
    """The colours of the result lie nearer the content's."""
    matched, plain = (
        colour.statistics(list(paint(ONE_SIZE.replaced(colour=name)))[-1].image).mean
        for name in ("match", "style")
    )
    own = colour.statistics(content).mean
    assert np.linalg.norm(matched - own) < 0.5 * np.linalg.norm(plain - own)


def test_transfer_gives_the_content_the_styles_colours(paint, content, style):
    image = list(paint(ONE_SIZE.replaced(colour="transfer", steps=1)))[-1].image
    like = colour.statistics(style)
    np.testing.assert_allclose(colour.statistics(image).mean, like.mean, atol=12)
    shrunk = to_tensor(content, 43, 64).numpy()[0]
    expected = colour.recoloured(shrunk, colour.statistics(content), like)
    np.testing.assert_allclose(image, expected, atol=1e-3)


def test_it_starts_from_the_content_in_the_styles_colours(paint, style):
    start = next(paint(ONE_SIZE.replaced(init="matched"))).image
    expected = colour.statistics(style).mean
    np.testing.assert_allclose(colour.statistics(start).mean, expected, atol=12)


def test_noise_is_mixed_into_the_start(paint):
    clean, noisy, noise = (
        next(paint(ONE_SIZE.replaced(init=init, init_noise=share))).image
        for init, share in (("content", 0), ("content", 0.25), ("noise", 0))
    )
    np.testing.assert_allclose(noisy, 0.75 * clean + 0.25 * noise, atol=1e-3)


def test_another_optimiser_goes_on_from_the_same_picture(paint):
    controls = Controls(ONE_SIZE)
    frames = paint(ONE_SIZE, controls=controls)
    before = list(itertools.islice(frames, 8))[-1]
    controls.settings = ONE_SIZE.replaced(optimizer="adam")
    after = next(frames)
    assert np.abs(after.image - before.image).mean() < 10
    assert after.total < 1.06 * before.total


def test_balanced_layers_pull_as_their_weights_say(paint, content, style, objectives):
    equal = ONE_SIZE.replaced(layer_weights=dict.fromkeys(ONE_SIZE.layer_weights, 0.2), steps=1)
    frame = next(paint(equal.replaced(balance_layers=True)))
    objective = objectives.get(equal)
    C = to_tensor(content, 43, 64)
    S = to_tensor(style, *with_pixels(*style.shape[:2], 43 * 64))
    targets = objective.sources(C, [S]).targets([1.0])
    found = pulls(lambda weights: objective(C, targets, weights), equal)
    counted = [weight * pull for weight, pull in zip(frame.lambdas.values(), found, strict=True)]
    np.testing.assert_allclose(counted, counted[0], rtol=1e-3)
    assert sum(counted) == pytest.approx(0.2 * sum(found), rel=1e-3)
    assert dict(next(paint(equal)).lambdas) == dict(equal.layer_weights)


def test_reflected_edges_are_another_objective(content, style):
    one, other = (
        next(run(content, [style], ONE_SIZE.replaced(padding=padding, steps=1)))
        for padding in ("zero", "reflect")
    )
    assert one.total != pytest.approx(other.total, rel=1e-3)
    np.testing.assert_array_equal(one.image, other.image)


def test_the_edge_moves_as_what_is_within_it(paint):
    """Left to itself it turns grey, to meet what the network pads with."""
    first, *_, last = paint(ONE_SIZE)
    moved = last.image - first.image
    assert np.abs(moved).mean() > 5
    np.testing.assert_allclose(moved[0, 1:-1], moved[1, 1:-1], atol=1e-3)
    np.testing.assert_allclose(moved[:, -1], moved[:, -2], atol=1e-3)


def test_the_noise_at_the_edge_is_that_within(paint):
    start = next(iter(paint(ONE_SIZE.replaced(init="noise")))).image
    np.testing.assert_array_equal(start[0, 1:-1], start[1, 1:-1])


def test_a_smaller_result_is_finished_larger(paint, content):
    """Its shapes and colours stay, and the content's fine detail comes in."""
    small = list(paint(ONE_SIZE))[-1].image
    frames = list(paint(ONE_SIZE.larger_from(64, 160).replaced(steps=4), finished=small))
    assert frames[0].image.shape == (107, 160, 3)
    assert frames[0].size == 160
    expected = resized(tf.constant(small[None]), 107, 160)[0].numpy()
    coarse = [resized(tf.constant(p[None]), 13, 20).numpy() for p in (frames[0].image, expected)]
    assert np.abs(coarse[0] - coarse[1]).mean() < 8
    start = to_tensor(content, 107, 160).numpy()[0]
    assert np.abs(frames[0].image - start).mean() > 10
    assert frames[-1].total < frames[0].total
