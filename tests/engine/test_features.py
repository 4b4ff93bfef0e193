"""VGG-19 against Keras' own, with the same weights."""

import numpy as np
import pytest
import tensorflow as tf

from styler.engine.features import VGG19, preprocess, smallest_side
from styler.settings import LAYERS


@pytest.fixture(scope="module")
def keras_network(vgg_weights):
    keras = tf.keras.applications.VGG19(include_top=False, weights=None)
    for name in LAYERS:
        keras.get_layer(name).set_weights(list(vgg_weights[name]))
    return keras


@pytest.fixture
def image(random):
    return random.uniform(0, 255, (1, 50, 67, 3)).astype(np.float32)


def test_all_sixteen_layers_are_keras(keras_network, network, image):
    outputs = [keras_network.get_layer(name).output for name in LAYERS]
    expected = tf.keras.Model(keras_network.input, outputs)(
        tf.keras.applications.vgg19.preprocess_input(image.copy())
    )
    found = network(tf.constant(image), LAYERS)
    assert list(found) == list(LAYERS)
    for name, activation in zip(LAYERS, expected, strict=True):
        scale = float(tf.reduce_max(activation))
        np.testing.assert_allclose(found[name], activation, atol=1e-5 * scale, err_msg=name)


def test_preprocessing_is_bgr_without_the_mean():
    red = tf.constant([[[[255.0, 0.0, 0.0]]]])
    np.testing.assert_allclose(preprocess(red)[0, 0, 0], [-103.939, -116.779, 255 - 123.68])


def test_average_pooling_is_smoother_than_max(vgg_weights, network, image):
    layer = "block2_conv1"
    average = VGG19(vgg_weights, pooling="avg")(tf.constant(image), [layer])[layer]
    largest = network(tf.constant(image), [layer])[layer]
    assert average.shape == largest.shape
    assert float(tf.math.reduce_std(average)) < float(tf.math.reduce_std(largest))


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


@pytest.mark.parametrize(("layer", "side"), [("block1_conv2", 1), ("block5_conv4", 16)])
def test_smallest_side_still_reaches_the_layer(network, layer, side):
    assert smallest_side([layer]) == side
    assert network(tf.zeros((1, side, side, 3)), [layer])[layer].shape[1:3] == (1, 1)
