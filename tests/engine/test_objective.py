"""J and its gradient, and that steering costs nothing."""

import gc

import numpy as np
import pytest
import tensorflow as tf

from styler.engine import costs
from styler.engine.continuation import Evening, evening_factors
from styler.engine.features import VGG19, block_of
from styler.engine.objective import LiveWeights, Objective, pulls
from styler.engine.objectives import Objectives
from styler.settings import LAYERS, Settings

SETTINGS = Settings(precision="float32", alpha=0.3, beta=0.02, tv=0.5)


@pytest.fixture(scope="module")
def objective(network):
    return made(network, SETTINGS)


def made(network, settings, regions=0):
    return Objective(
        network, tuple(settings.content_layers), tuple(settings.layer_weights), regions
    )


def targets_of(objective, content, styles, regions=()):
    """Several styles count equally."""
    return objective.sources(content, styles).targets((1 / len(styles),) * len(styles), regions)


@pytest.fixture
def images(random):
    """Content, style and generated image; G leaves 0–255 here and there."""
    C, S = (
        tf.constant(random.uniform(0, 255, (1, h, w, 3)), tf.float32)
        for h, w in ((32, 48), (40, 33))
    )
    return C, S, tf.constant(random.uniform(-20, 275, C.shape), tf.float32)


def test_the_terms_are_those_of_the_costs(objective, network, images):
    C, S, G = images
    found = objective(G, targets_of(objective, C, [S]), LiveWeights.of(SETTINGS))
    a_C, a_S, a_G = (network(X, LAYERS) for X in (C, S, G))
    content = float(costs.content_cost(a_C["block4_conv2"], a_G["block4_conv2"]))
    style = float(costs.style_cost(a_S, a_G, SETTINGS.layer_weights))
    variation = float(costs.variation_cost(G))
    assert float(found.terms.content) == pytest.approx(content, rel=1e-4)
    assert float(found.terms.style) == pytest.approx(style, rel=1e-4)
    assert float(found.terms.variation) == pytest.approx(variation, rel=1e-4)
    assert float(found.terms.total) == pytest.approx(
        0.3 * content + 0.02 * style + 0.5 * variation, rel=1e-4
    )


# What the layers of SETTINGS cost where evening began, and by their metrics.
COSTS = np.array([[9, 12], [3, 2], [70, 7], [1, 1], [0.1, 0.3]], np.float32)


def metrics_of(random):
    """Some for the layers of SETTINGS: symmetric, positive definite, no two channels alike."""
    roots = [random.normal(0, n**-0.5, (n, n)) for n in (64, 128, 256, 512, 512)]
    return [tf.constant(np.eye(len(Q)) + Q @ Q.T, tf.float32) for Q in roots]


@pytest.mark.parametrize("evened", [False, True])
def test_the_gradient_agrees_with_finite_differences(objective, images, random, evened):
    C, S, G = images
    how = Evening.of(COSTS, metrics_of(random)) if evened else None
    targets, weights = targets_of(objective, C, [S]), LiveWeights.of(SETTINGS, evening=how)
    gradient = objective(G, targets, weights).gradient
    for _ in range(3):
        d = gradient / tf.math.reduce_std(gradient) + random.normal(size=G.shape)
        up, down = (float(objective(G + h * d, targets, weights).descended) for h in (0.01, -0.01))
        expected = (up - down) / 0.02
        assert float(tf.reduce_sum(gradient * d)) == pytest.approx(expected, rel=0.01)


def to_be_painted(content, style):
    """Whole pictures, of which each side is odd at one layer or another; G within 0–255."""
    C, S = (tf.constant(picture[None, :117, :150], tf.float32) for picture in (content, style))
    return C, S, 0.7 * C + 0.3 * S


@pytest.mark.parametrize("pooling", ["max", "avg"])
@pytest.mark.parametrize("padding", ["zero", "reflect"])
def test_the_way_back_is_tensorflows_own(vgg_weights, content, style, pooling, padding):
    C, S, G = to_be_painted(content, style)
    J = made(VGG19(vgg_weights, pooling, padding), SETTINGS)
    targets, weights = targets_of(J, C, [S]), LiveWeights.of(SETTINGS)
    with tf.GradientTape() as tape:
        tape.watch(G)
        total = J.terms(G, targets, weights).total
    expected, found = tape.gradient(total, G), J(G, targets, weights).gradient
    assert float(tf.norm(found - expected)) < 1e-4 * float(tf.norm(expected))


@pytest.mark.parametrize("pooling", ["max", "avg"])
@pytest.mark.parametrize("padding", ["zero", "reflect"])
def test_half_of_the_channels_give_nearly_the_same_way_back(
    vgg_weights, content, style, pooling, padding
):
    """J is the very same; the gradient points the same way within some ten degrees."""
    C, S, G = to_be_painted(content, style)
    exact, half = (
        J(G, targets_of(J, C, [S]), LiveWeights.of(SETTINGS))
        for J in (
            made(VGG19(vgg_weights, pooling, padding), SETTINGS),
            Objectives().get(SETTINGS.replaced(pooling=pooling, padding=padding)),
        )
    )
    assert float(half.terms.total) == float(exact.terms.total)
    cosine = tf.reduce_sum(exact.gradient * half.gradient) / (
        tf.norm(exact.gradient) * tf.norm(half.gradient)
    )
    assert 0.98 < float(cosine) < 0.9999
    assert float(tf.norm(half.gradient)) == pytest.approx(float(tf.norm(exact.gradient)), rel=0.1)


def test_out_of_range_is_pulled_back_and_is_not_part_of_J(objective, images):
    C, S, G = images
    targets, weights = targets_of(objective, C, [S]), LiveWeights.of(SETTINGS)
    inside = objective(tf.clip_by_value(G, 0, 255), targets, weights)
    assert float(inside.descended) == pytest.approx(float(inside.terms.total), rel=1e-6)
    outside = objective(G, targets, weights)
    assert float(outside.descended) > float(outside.terms.total)


def test_what_is_emphasised_is_descended_and_is_not_part_of_J(objective, images):
    C, S, G = images
    G = tf.clip_by_value(G, 0, 255)
    targets, evening = targets_of(objective, C, [S]), Evening.none(SETTINGS.layer_weights)
    evening = evening._replace(costs=tf.constant(COSTS))
    lambdas = np.array(list(SETTINGS.layer_weights.values()), np.float32)
    times = evening_factors(*(lambdas * COSTS.T)).numpy().tolist()
    raised = {l: n * w for n, (l, w) in zip(times, SETTINGS.layer_weights.items(), strict=True)}
    usual = objective(G, targets, LiveWeights.of(SETTINGS))
    found = objective(G, targets, LiveWeights.of(SETTINGS, evening=evening))
    other = objective(G, targets, LiveWeights.of(SETTINGS.replaced(layer_weights=raised)))
    assert float(found.terms.total) == float(usual.terms.total)
    assert float(found.descended) == pytest.approx(float(other.terms.total), rel=1e-5)
    largest = float(tf.norm(other.gradient, np.inf))
    np.testing.assert_allclose(found.gradient, other.gradient, atol=1e-4 * largest)


def test_what_is_measured_by_metrics_is_descended_and_is_not_part_of_J(objective, images, random):
    C, S, G = images
    G, metrics = tf.clip_by_value(G, 0, 255), metrics_of(random)
    targets = targets_of(objective, C, [S])
    usual = objective(G, targets, LiveWeights.of(SETTINGS)).terms
    evening = Evening.of(np.zeros_like(COSTS), metrics)
    found = objective(G, targets, LiveWeights.of(SETTINGS, evening=evening))
    assert float(found.terms.total) == float(usual.total)
    np.testing.assert_allclose(usual.by_metrics, usual.layers, rtol=1e-5)
    np.testing.assert_array_equal(found.terms.layers, usual.layers)
    grams = objective.sources(C, [S, G]).grams
    by_metrics = [
        costs.gram_cost_by(P, E_S, E_G, np.ones(len(P), np.float32))
        if block_of(layer) < 5
        else costs.gram_cost(E_S, E_G)
        for layer, P, E_S, E_G in zip(objective.style_layers, metrics, *grams, strict=True)
    ]
    np.testing.assert_allclose(found.terms.by_metrics, by_metrics, rtol=1e-4)
    style = np.dot(list(SETTINGS.layer_weights.values()), found.terms.by_metrics)
    others = float(usual.total) - SETTINGS.beta * float(usual.style)
    assert float(found.descended) == pytest.approx(others + SETTINGS.beta * style, rel=1e-4)


def test_several_styles_pull_towards_each(objective, images, random):
    """The gradient for two styles is the mean of the gradients for each, inside the range."""
    C, S, G = images
    G = tf.clip_by_value(G, 0, 255)
    other = tf.constant(random.uniform(0, 255, (1, 32, 32, 3)), tf.float32)
    weights = LiveWeights.of(SETTINGS)
    both, one, two = (
        objective(G, targets_of(objective, C, styles), weights).gradient
        for styles in ([S, other], [S], [other])
    )
    np.testing.assert_allclose(both, (one + two) / 2, atol=1e-3 * float(tf.norm(both, np.inf)))


def test_a_thousand_changes_of_weight_and_a_new_size_trace_once(objective, images, random):
    C, S, _ = images
    for size, changes in ((16, 990), (32, 10)):
        G = tf.image.resize(C, (size, size))
        targets = targets_of(objective, G, [S])
        for _ in range(changes):
            alpha, beta, tv, *lambdas = (float(x) for x in random.uniform(0, 2, 8))
            steered = SETTINGS.replaced(
                alpha=alpha,
                beta=beta,
                tv=tv,
                layer_weights=dict(zip(SETTINGS.layer_weights, lambdas, strict=True)),
            )
            found = objective(G, targets, LiveWeights.of(steered))
        assert float(found.terms.total) == pytest.approx(
            alpha * float(found.terms.content)
            + beta * float(found.terms.style)
            + tv * float(found.terms.variation),
            rel=1e-4,
        )
    assert objective.traces == 1


def test_style_layers_may_be_none(network, images):
    C, S, G = images
    settings = SETTINGS.replaced(layer_weights={}, content_layers={"block2_conv2": 1.0}, tv=0.0)
    objective = made(network, settings)
    found = objective(G, targets_of(objective, C, [S]), LiveWeights.of(settings))
    assert float(found.terms.style) == 0
    assert float(found.terms.total) == pytest.approx(0.3 * float(found.terms.content))


def test_what_is_replaced_is_given_back(images):
    """A session in which layers, pooling and padding are tried does not grow with each of them."""
    C, S, G = images
    objectives, graphs = Objectives(), []
    for padding in ("zero", "reflect", "zero", "reflect"):
        objective = objectives.get(SETTINGS.replaced(padding=padding))
        objective(G, targets_of(objective, C, [S]), LiveWeights.of(SETTINGS))
        gc.collect()
        graphs.append(sum(type(thing).__name__ == "FuncGraph" for thing in gc.get_objects()))
    assert graphs[1] == graphs[2] == graphs[3]


def test_the_judge_of_a_bfloat16_run_is_a_float32_one(images):
    C, S, G = images
    objectives, rough = Objectives(), SETTINGS.replaced(precision="bfloat16")
    judge, usual = objectives.exact(rough), objectives.get(SETTINGS)
    found, expected = (
        J.terms(G, targets_of(J, C, [S]), LiveWeights.of(SETTINGS)) for J in (judge, usual)
    )
    assert judge.network.dtype == tf.float32
    assert float(found.total) == pytest.approx(float(expected.total), rel=1e-4)


@pytest.mark.parametrize("regions", [0, 2])
def test_the_gradient_in_bfloat16_is_nearly_that_in_float32(images, random, regions):
    C, S, G = images
    objectives, gradients = Objectives(), []
    masks = random.uniform(0, 1, (regions, *G.shape[1:3])).astype(np.float32)
    for precision in ("float32", "bfloat16"):
        J = objectives.get(SETTINGS.replaced(precision=precision), regions)
        targets = targets_of(J, C, [S, G], [J.region(mask) for mask in masks])
        gradients.append(J(G, targets, LiveWeights.of(SETTINGS)).gradient)
    exact, rough = gradients
    assert rough.dtype == tf.float32
    assert 0 < float(tf.norm(rough - exact)) < 0.2 * float(tf.norm(exact))


def test_styles_count_for_their_shares(objective, images):
    """The mixed target is the weighted mean of the Grams, as NumPy has it."""
    C, S, T = images
    sources = objective.sources(C, [S, T])
    (mixed,) = sources.targets((0.7, 0.3)).styles
    for layer, (E_S, E_T) in enumerate(zip(*sources.grams, strict=True)):
        expected = 0.7 * E_S.numpy() + 0.3 * E_T.numpy()
        np.testing.assert_allclose(mixed[layer].numpy(), expected, rtol=1e-5)


def test_content_layers_have_weights_of_their_own(network, images):
    C, S, G = images
    weights = {"block2_conv1": 0.25, "block4_conv2": 2.0}
    settings = SETTINGS.replaced(content_layers=weights)
    objective = made(network, settings)
    found = objective(G, targets_of(objective, C, [S]), LiveWeights.of(settings))
    a_C, a_G = (network(X, LAYERS) for X in (C, G))
    expected = sum(w * float(costs.content_cost(a_C[l], a_G[l])) for l, w in weights.items())
    assert float(found.terms.content) == pytest.approx(expected, rel=1e-4)


def test_regions_are_guided_grams(network, images, random):
    """Each style's cost is taken where it applies, and counts for its part of the picture."""
    C, S, G = images
    T = S[:, :, ::-1] / 2
    objective = made(network, SETTINGS, regions=2)
    p = random.uniform(0, 1, (2, 32, 48)).astype(np.float32)
    regions = [objective.region(part) for part in p]
    found = objective(G, targets_of(objective, C, [S, T], regions), LiveWeights.of(SETTINGS))
    a_G = network(G, LAYERS)
    for number, layer in enumerate(objective.style_layers):
        block = int(layer[5])
        A = a_G[layer].numpy()[0].reshape(-1, a_G[layer].shape[-1])
        expected = 0.0
        for part, style in zip(p, (S, T), strict=True):
            t = halved(part, block - 1).reshape(-1, 1)
            E_G = A.T @ (t * A) / t.sum()
            a_S = network(style, [layer])[layer].numpy()[0].reshape(-1, A.shape[1])
            E_S = a_S.T @ a_S / len(a_S)
            expected += part.mean() * np.mean((E_S - E_G) ** 2) / 4
        assert float(found.terms.layers[number]) == pytest.approx(expected, rel=1e-3)


def halved(guide, times):
    """The mean of each 2×2, so often; odd rows and columns are left out, as by VGG's pooling."""
    for _ in range(times):
        height, width = (2 * (n // 2) for n in guide.shape)
        even = guide[:height, :width]
        guide = even.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))
    return guide


def test_the_gradient_of_regions_agrees_with_finite_differences(network, images, random):
    C, S, G = images
    objective = made(network, SETTINGS, regions=1)
    regions = [objective.region(random.uniform(0, 1, (32, 48)).astype(np.float32))]
    targets = targets_of(objective, C, [S], regions)
    weights = LiveWeights.of(SETTINGS, evening=Evening.of(COSTS, metrics_of(random)))
    gradient = objective(G, targets, weights).gradient
    d = gradient / tf.math.reduce_std(gradient) + random.normal(size=G.shape)
    up, down = (float(objective(G + h * d, targets, weights).descended) for h in (0.01, -0.01))
    assert float(tf.reduce_sum(gradient * d)) == pytest.approx((up - down) / 0.02, rel=0.01)


def test_regions_that_are_everywhere_pull_as_no_regions_do(network, images):
    C, S, G = images
    T = S[:, ::-1]
    whole, guided = made(network, SETTINGS), made(network, SETTINGS, regions=2)
    everywhere = [guided.region(np.full((32, 48), share, np.float32)) for share in (0.5, 0.5)]
    G, weights = tf.clip_by_value(G, 0, 255), LiveWeights.of(SETTINGS)
    expected = whole(G, targets_of(whole, C, [S, T]), weights).gradient
    found = guided(G, targets_of(guided, C, [S, T], everywhere), weights).gradient
    np.testing.assert_allclose(found, expected, atol=1e-3 * float(tf.norm(expected, np.inf)))


def test_pulls_are_the_lengths_of_the_gradients(objective, images):
    C, S, G = images
    G, targets = tf.clip_by_value(G, 0, 255), targets_of(objective, C, [S])
    found = pulls(lambda weights: objective(G, targets, weights), SETTINGS)
    for layer, pull in zip(objective.style_layers, found, strict=True):
        alone = dict.fromkeys(objective.style_layers, 0.0) | {layer: 1.0}
        settings = SETTINGS.replaced(alpha=0.0, beta=1.0, tv=0.0, layer_weights=alone)
        gradient = objective(G, targets, LiveWeights.of(settings)).gradient
        assert pull == pytest.approx(float(tf.norm(gradient)), rel=1e-3)


CHANNELS = {"block1_conv1": {3: 0.0, 10: 5.0}, "block4_conv1": {511: 0.0, 0: 0.3}}


def test_channels_weigh_their_entries_of_the_grams(network, images):
    """As though the features were scaled by √w."""
    C, S, G = images
    settings = SETTINGS.replaced(channel_weights=CHANNELS)
    objective = made(network, settings)
    found = objective(G, targets_of(objective, C, [S]), LiveWeights.of(settings))
    for number, layer in enumerate(objective.style_layers):
        E_S, E_G = (scaled_gram(network, X, layer) for X in (S, G))
        expected = np.mean((E_S - E_G) ** 2) / 4
        assert float(found.terms.layers[number]) == pytest.approx(expected, rel=1e-3), layer


def scaled_gram(network, image, layer):
    a = network(image, [layer])[layer].numpy()[0]
    A = a.reshape(-1, a.shape[-1]).astype(np.float64)
    for channel, weight in CHANNELS.get(layer, {}).items():
        A[:, channel] *= weight**0.5
    return A.T @ A / len(A)


def test_the_gradient_with_channel_weights_agrees_with_finite_differences(network, images, random):
    C, S, G = images
    settings = SETTINGS.replaced(channel_weights=CHANNELS)
    objective = made(network, settings)
    targets, weights = targets_of(objective, C, [S]), LiveWeights.of(settings)
    gradient = objective(G, targets, weights).gradient
    d = gradient / tf.math.reduce_std(gradient) + random.normal(size=G.shape)
    up, down = (float(objective(G + h * d, targets, weights).descended) for h in (0.01, -0.01))
    assert float(tf.reduce_sum(gradient * d)) == pytest.approx((up - down) / 0.02, rel=0.01)


def test_a_layer_whose_channels_are_all_muted_pulls_nowhere(network, images):
    C, S, G = images
    muted = {layer: dict.fromkeys(range(64), 0.0) for layer in ("block1_conv1",)}
    settings = SETTINGS.replaced(
        alpha=0, tv=0, layer_weights={"block1_conv1": 1.0}, channel_weights=muted
    )
    objective = made(network, settings)
    found = objective(G, targets_of(objective, C, [S]), LiveWeights.of(settings))
    assert float(found.descended) == 0
    assert not found.gradient.numpy().any()


def test_channel_weights_of_one_change_nothing_and_none_of_them_traces_anew(objective, images):
    C, S, G = images
    targets, traces = targets_of(objective, C, [S]), objective.traces
    before = objective(G, targets, LiveWeights.of(SETTINGS))
    for weight in (0.0, 0.5, 100.0, 1.0):
        steered = SETTINGS.replaced(
            channel_weights={"block2_conv1": dict.fromkeys(range(9), weight)}
        )
        after = objective(G, targets, LiveWeights.of(steered))
    assert objective.traces == max(traces, 1)
    np.testing.assert_array_equal(before.gradient, after.gradient)
    assert float(before.descended) == float(after.descended)


def test_pulls_count_all_channels(objective, images):
    """Else what muting takes from a layer, balancing would give back."""
    C, S, G = images
    G, targets = tf.clip_by_value(G, 0, 255), targets_of(objective, C, [S])
    J = lambda weights: objective(G, targets, weights)  # noqa: E731
    muted = SETTINGS.replaced(channel_weights={"block1_conv1": dict.fromkeys(range(60), 0.0)})
    assert pulls(J, muted) == pulls(J, SETTINGS)
