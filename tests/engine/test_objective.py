"""J and its gradient, and that steering costs nothing."""

import numpy as np
import pytest
import tensorflow as tf

from styler.engine import costs
from styler.engine.objective import LiveWeights, Objective, Objectives
from styler.errors import StylerError
from styler.settings import LAYERS, Settings

SETTINGS = Settings(precision="float32", alpha=0.3, beta=0.02, tv=0.5)


@pytest.fixture(scope="module")
def objective(network):
    return Objective(network, SETTINGS.content_layer, tuple(SETTINGS.layer_weights))


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
    found = objective(G, objective.targets(C, [S]), LiveWeights.of(SETTINGS))
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


def test_the_gradient_agrees_with_finite_differences(objective, images, random):
    C, S, G = images
    targets, weights = objective.targets(C, [S]), LiveWeights.of(SETTINGS)
    gradient = objective(G, targets, weights).gradient
    for _ in range(3):
        d = gradient / tf.math.reduce_std(gradient) + random.normal(size=G.shape)
        up, down = (float(objective(G + h * d, targets, weights).descended) for h in (0.01, -0.01))
        expected = (up - down) / 0.02
        assert float(tf.reduce_sum(gradient * d)) == pytest.approx(expected, rel=0.01)


def test_out_of_range_is_pulled_back_and_is_not_part_of_J(objective, images):
    C, S, G = images
    targets, weights = objective.targets(C, [S]), LiveWeights.of(SETTINGS)
    inside = objective(tf.clip_by_value(G, 0, 255), targets, weights)
    assert float(inside.descended) == float(inside.terms.total)
    outside = objective(G, targets, weights)
    assert float(outside.descended) > float(outside.terms.total)


def test_several_styles_pull_towards_each(objective, images, random):
    """The gradient for two styles is the mean of the gradients for each, inside the range."""
    C, S, G = images
    G = tf.clip_by_value(G, 0, 255)
    other = tf.constant(random.uniform(0, 255, (1, 32, 32, 3)), tf.float32)
    weights = LiveWeights.of(SETTINGS)
    both, one, two = (
        objective(G, objective.targets(C, styles), weights).gradient
        for styles in ([S, other], [S], [other])
    )
    np.testing.assert_allclose(both, (one + two) / 2, atol=1e-3 * float(tf.norm(both, np.inf)))


def test_a_thousand_changes_of_weight_and_a_new_size_trace_once(objective, images, random):
    C, S, _ = images
    for size, changes in ((16, 990), (32, 10)):
        G = tf.image.resize(C, (size, size))
        targets = objective.targets(G, [S])
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
    settings = SETTINGS.replaced(layer_weights={}, tv=0.0)
    objective = Objective(network, "block2_conv2", ())
    found = objective(G, objective.targets(C, [S]), LiveWeights.of(settings))
    assert float(found.terms.style) == 0
    assert float(found.terms.total) == pytest.approx(0.3 * float(found.terms.content))


def test_objectives_are_made_once_for_the_same_layers():
    objectives = Objectives()
    first = objectives.get(SETTINGS)
    assert objectives.get(SETTINGS.replaced(alpha=5.0, size=64)) is first
    assert objectives.get(SETTINGS.replaced(content_layer="block3_conv1")) is not first
    assert objectives.get(SETTINGS) is first


def test_weights_that_are_nowhere_are_a_sentence():
    with pytest.raises(StylerError, match="There is no weights file at"):
        Objectives().get(SETTINGS.replaced(weights="/nowhere/vgg.npz"))


def test_styles_count_for_their_shares(objective, images):
    """The mixed target is the weighted mean of the Grams, as NumPy has it."""
    C, S, T = images
    sources = objective.sources(C, [S, T])
    mixed = sources.targets((0.7, 0.3)).style
    for layer, (E_S, E_T) in enumerate(zip(*sources.grams, strict=True)):
        expected = 0.7 * E_S.numpy() + 0.3 * E_T.numpy()
        np.testing.assert_allclose(mixed[layer].numpy(), expected, rtol=1e-5)


def test_warming_leaves_nothing_to_trace():
    objectives = Objectives()
    objectives.warm(SETTINGS)
    assert objectives.get(SETTINGS).traces == 1
