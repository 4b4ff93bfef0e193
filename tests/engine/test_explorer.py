"""Looking into the real network, against plain NumPy and against probes of it."""

import itertools

import numpy as np
import pytest
import tensorflow as tf

from styler.anatomy import layer_at, table
from styler.engine import explorer
from styler.engine.features import VGG19
from styler.errors import StylerError
from styler.findings import compared, surveyed
from styler.settings import LAYERS


@pytest.fixture
def picture(random):
    """Shapes of a few pixels, as in photographs."""
    grains = random.uniform(0, 255, (1, 20, 14, 3))
    return tf.image.resize(grains, (75, 52), method="bicubic")[0].numpy()


def last_of(search):
    *_, step = search
    assert step.done == step.of
    return step.finding


def test_the_table_is_that_of_the_network_as_it_is_built(network):
    height, width = 75, 50
    traced = tf.function(lambda image: network(image, LAYERS)).get_concrete_function(
        tf.TensorSpec((1, height, width, 3))
    )
    kinds = ("Conv2D", "MaxPool")
    operations = [op for op in traced.graph.get_operations() if op.type in kinds]
    layers = table(height, width)
    assert len(operations) == len(layers) == 20
    for op, layer in zip(operations, layers, strict=True):
        assert tuple(op.outputs[0].shape[1:]) == layer.output_shape, layer.name
        assert op.get_attr("strides")[1:3] == [layer.stride] * 2
        if op.type == "MaxPool":
            assert op.get_attr("ksize")[1:3] == [layer.kernel] * 2
            assert (op.get_attr("padding"), layer.padding) == (b"VALID", 0)
        else:
            kernel = op.inputs[1].shape
            assert tuple(kernel[:2]) == (layer.kernel, layer.kernel)
            assert (op.get_attr("padding"), layer.padding) == (b"SAME", 1)
            assert layer.parameters == kernel.num_elements() + kernel[3]
            n_H, n_W, _ = layer.output_shape
            assert layer.multiply_adds == n_H * n_W * kernel.num_elements()


@pytest.mark.parametrize("name", LAYERS)
def test_receptive_fields_are_where_the_gradient_is(vgg_weights, random, name):
    """Of average pooling, which hands it on to all that it sees; a maximum only to the largest."""
    side = 288
    layer = layer_at(name, side, side)
    row = column = layer.output_shape[0] // 2
    image = tf.constant(random.uniform(0, 255, (1, side, side, 3)), tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(image)
        a = VGG19(vgg_weights, pooling="avg").before_relu(image, name)
        feature = tf.reduce_sum(a[0, row, column])
    seen = tape.gradient(feature, image).numpy()[0].any(axis=-1)
    rows, columns = np.nonzero(seen)
    box = layer.sees(row, column)
    assert (rows.min(), columns.min(), rows.max() + 1, columns.max() + 1) == box


@pytest.mark.parametrize("name", ["block1_conv1", "block2_conv1", "block3_conv2", "block4_conv2"])
def test_what_is_beyond_the_receptive_field_changes_nothing(network, name):
    """A finite difference of the real network: a bright column just within it, and just beyond."""
    side = 160
    layer = layer_at(name, side, side)
    row, column = layer.feature_at(side / 2, side / 2)
    box = layer.sees(row, column)
    before = network(tf.zeros((1, side, side, 3)), [name])[name][0, row, column]
    for x, same in (
        (box.left, False),
        (box.left - 1, True),
        (box.right - 1, False),
        (box.right, True),
    ):
        image = np.zeros((1, side, side, 3), np.float32)
        image[:, :, x] = 255
        after = network(tf.constant(image), [name])[name][0, row, column]
        assert np.allclose(before, after, atol=1e-4) == same, x


def test_activations_come_layer_by_layer(network, picture):
    steps = list(explorer.activations(network, picture, "block3_conv2"))
    assert [(step.done, step.of) for step in steps] == [(n, 6) for n in range(1, 7)]
    assert all(step.finding is None for step in steps[:-1])
    expected = network(tf.constant(picture[None]), ["block3_conv2"])["block3_conv2"][0]
    np.testing.assert_array_equal(steps[-1].finding, expected)


@pytest.mark.parametrize("layer", ["block1_conv1", "block4_conv3"])
def test_before_the_relu_and_after(network, picture, layer):
    image = tf.constant(picture[None])
    before = network.before_relu(image, layer)
    assert float(tf.reduce_min(before)) < 0
    np.testing.assert_array_equal(tf.nn.relu(before), network(image, [layer])[layer])


def test_a_survey_is_of_every_picture_and_grows_with_each(network, picture):
    layer, pictures = "block2_conv1", [picture, picture[:40, ::-1], picture[::-1]]
    steps = list(explorer.survey(network, layer, iter(pictures), 3))
    assert (steps[-1].done, steps[-1].of) == (len(steps), len(steps))
    seen = [step.finding.pictures for step in steps if step.finding]
    assert seen == sorted(seen)
    assert set(seen) == {1, 2, 3}
    expected = None
    for number, shown in enumerate(pictures):
        a = network(tf.constant(shown[None]), [layer])[layer][0].numpy()
        one = surveyed(layer_at(layer, *shown.shape[:2]), a, number)
        expected = expected.joined(one) if expected else one
    found = steps[-1].finding
    np.testing.assert_allclose(found.usage, expected.usage, rtol=1e-5)
    np.testing.assert_allclose(found.firing, expected.firing)
    assert found.spots == expected.spots


def test_a_search_that_is_dropped_does_no_more(network, picture):
    read = []

    def pictures():
        for number in itertools.count():
            read.append(number)
            yield picture

    search = explorer.survey(network, "block1_conv1", pictures(), 1000)
    while not next(search).finding:
        pass
    search.close()
    assert read == [0]


def test_grams_are_those_of_numpy(network, picture):
    layer = "block3_conv1"
    found = last_of(explorer.gram(network, picture, layer))
    a = network(tf.constant(picture[None]), [layer])[layer][0].numpy()
    A = a.reshape(-1, a.shape[-1]).astype(np.float64)
    np.testing.assert_allclose(found.matrix, A.T @ A / len(A), rtol=1e-4, atol=1e-2)
    fires = (A > 0).astype(np.float64)
    np.testing.assert_allclose(found.together, fires.T @ fires / len(A), atol=1e-6)


def test_what_is_compared_costs_what_the_objective_says(network, picture):
    from styler.engine.objective import LiveWeights, Objective
    from styler.settings import Settings

    layer, weights = "block2_conv1", {5: 0.0, 9: 7.0}
    settings = Settings(
        content_layers={layer: 1.0}, layer_weights={layer: 1.0}, channel_weights={layer: weights}
    )
    S, G = picture, picture[::-1, :40] * 0.7
    objective = Objective(network, [layer], [layer])
    targets = objective.sources(tf.constant(G[None]), [tf.constant(S[None])]).targets([1.0])
    terms = objective.terms(tf.constant(G[None]), targets, LiveWeights.of(settings))
    grams = (last_of(explorer.gram(network, X, layer)) for X in (S, G))
    assert compared(*grams, weights).cost == pytest.approx(float(terms.style), rel=1e-3)


def test_an_image_is_made_that_excites_its_channel_more_than_any_other_image(network):
    layer, channels = "block2_conv2", (7, 42)
    made = [
        last_of(explorer.synthesised(network, layer, channel, size=48, steps=30))
        for channel in channels
    ]
    for image in made:
        assert image.shape == (48, 48, 3)
        assert image.min() >= 0
        assert image.max() <= 255
    usage = np.array([last_of(explorer.activations(network, image, layer)) for image in made])
    usage = usage.mean(axis=(1, 2))[:, channels]
    assert usage[0, 0] > 2 * usage[1, 0]
    assert usage[1, 1] > 2 * usage[0, 1]


def test_a_seed_makes_the_same_image_again(network):
    one, again, other = (
        last_of(explorer.synthesised(network, "block1_conv2", 3, size=32, steps=3, seed=seed))
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, again)
    assert (one != other).any()


def test_what_cannot_be_looked_at_is_said(network, picture):
    with pytest.raises(StylerError, match="no layer “pool1”"):
        next(explorer.activations(network, picture, "pool1"))
    with pytest.raises(StylerError, match="does not reach block5_conv1"):
        next(explorer.activations(network, picture[:15], "block5_conv1"))
    with pytest.raises(StylerError, match="block1_conv1 has no channel 64"):
        next(explorer.synthesised(network, "block1_conv1", 64))
