"""VGG-19 against Keras' own, with the same weights."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from styler import images
from styler.assets import asset
from styler.engine import costs
from styler.engine.features import AVERAGE_GAIN, VGG19, preprocess, smallest_side
from styler.engine.resampling import to_tensor, with_pixels
from styler.settings import LAYERS

SAMPLES = [
    (folder, path.name)
    for folder in ("content", "style")
    for path in sorted(asset("samples", folder).glob("*.jpg"))
]


@pytest.fixture(scope="module")
def keras_network(vgg_weights):
    network = keras.applications.VGG19(include_top=False, weights=None)
    for name in LAYERS:
        network.get_layer(name).set_weights(list(vgg_weights[name]))
    return network


@pytest.fixture
def image(random):
    return random.uniform(0, 255, (1, 50, 67, 3)).astype(np.float32)


def test_all_sixteen_layers_are_keras(keras_network, network, image):
    outputs = [keras_network.get_layer(name).output for name in LAYERS]
    expected = keras.Model(keras_network.input, outputs)(
        keras.applications.vgg19.preprocess_input(image.copy())
    )
    found = network(tf.constant(image), LAYERS)
    assert list(found) == list(LAYERS)
    for name, activation in zip(LAYERS, expected, strict=True):
        scale = float(tf.reduce_max(activation))
        np.testing.assert_allclose(found[name], activation, atol=1e-5 * scale, err_msg=name)


def test_preprocessing_is_bgr_without_the_mean():
    red = tf.constant([[[[255.0, 0.0, 0.0]]]])
    np.testing.assert_allclose(preprocess(red)[0, 0, 0], [-103.939, -116.779, 255 - 123.68])


def test_average_pooling_is_the_mean_of_each_2_by_2_times_its_gain(vgg_weights, network, image):
    below, above = "block1_conv2", "block2_conv1"
    average = VGG19(vgg_weights, pooling="avg")(tf.constant(image), [below, above])
    a = average[below].numpy()[:, :50, :66]
    pooled = a.reshape(1, 25, 2, 33, 2, 64).mean(axis=(2, 4)) * AVERAGE_GAIN[above]
    kernel, bias = vgg_weights[above]
    expected = tf.nn.relu(tf.nn.conv2d(pooled, kernel, 1, "SAME") + bias)
    np.testing.assert_allclose(average[above], expected, rtol=1e-3, atol=0.05)


@pytest.mark.parametrize(("folder", "name"), SAMPLES)
def test_costs_are_comparable_after_average_pooling(vgg_weights, network, folder, name):
    """Without the gain block5's style cost would be a six-hundredth."""
    picture = images.load(asset("samples", folder, name))
    image = to_tensor(picture, *with_pixels(*picture.shape[:2], 192 * 192))
    smooth = VGG19(vgg_weights, pooling="avg")(image, LAYERS)
    bold = network(image, LAYERS)
    for layer in LAYERS:
        energies = [float(tf.norm(costs.mean_gram_matrix(a[layer]))) for a in (smooth, bold)]
        assert energies[0] == pytest.approx(energies[1], rel=0.6), layer


def test_reflecting_pads_each_layer_with_its_own_edge(vgg_weights, image):
    layer = "block1_conv1"
    found = VGG19(vgg_weights, padding="reflect")(tf.constant(image), [layer])[layer]
    around = np.pad(preprocess(image), ((0, 0), (1, 1), (1, 1), (0, 0)), mode="symmetric")
    kernel, bias = vgg_weights[layer]
    expected = tf.nn.relu(tf.nn.conv2d(around, kernel, 1, "VALID") + bias)
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=0.05)


def test_a_flat_picture_has_no_edge_where_it_is_reflected(vgg_weights):
    flat = tf.fill((1, 48, 64, 3), 200.0)
    a = VGG19(vgg_weights, padding="reflect")(flat, ["block4_conv2"])["block4_conv2"].numpy()
    np.testing.assert_allclose(a, np.broadcast_to(a[:, 2:3, 2:3], a.shape), atol=1e-2)


def test_only_what_is_needed_is_computed(network, image):
    graph = tf.function(lambda x: network(x, ["block1_conv2"])).get_concrete_function(image).graph
    assert sum(op.type == "Conv2D" for op in graph.get_operations()) == 2


def test_bfloat16_features_are_close_to_float32(vgg_weights, network, image):
    layer = "block3_conv1"
    exact = network(tf.constant(image), [layer])[layer]
    rough = VGG19(vgg_weights, dtype=tf.bfloat16)(tf.constant(image), [layer])[layer]
    assert rough.dtype == tf.bfloat16
    difference = tf.norm(tf.cast(rough, tf.float32) - exact) / tf.norm(exact)
    assert float(difference) < 0.02


@pytest.mark.parametrize("height", [50, 257, 258])  # a strip, and two with little or nothing more
@pytest.mark.parametrize("pooling", ["max", "avg"])
@pytest.mark.parametrize("padding", ["zero", "reflect"])
def test_a_thrifty_network_is_the_same(vgg_weights, random, height, pooling, padding):
    image = tf.constant(random.uniform(0, 255, (1, height, 40, 3)), tf.float32)
    layers = ("block1_conv2", "block3_conv1")  # one of them wanted, and pooled from
    for wanted in (layers, layers[1:]):
        usual, thrifty = (
            VGG19(vgg_weights, pooling, padding, thrifty=thrifty)(image, wanted)
            for thrifty in (False, True)
        )
        for layer in wanted:
            scale = float(tf.reduce_max(usual[layer]))
            np.testing.assert_allclose(thrifty[layer], usual[layer], rtol=1e-4, atol=1e-4 * scale)


@pytest.mark.parametrize(("layer", "side"), [("block1_conv2", 1), ("block5_conv4", 16)])
def test_smallest_side_still_reaches_the_layer(network, layer, side):
    assert smallest_side([layer]) == side
    assert network(tf.zeros((1, side, side, 3)), [layer])[layer].shape[1:3] == (1, 1)
