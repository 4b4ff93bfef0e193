"""The way back through half of a convolution's channels."""

import numpy as np
import pytest
import tensorflow as tf

from styler.engine import costs
from styler.engine.convolution import convolved, halved
from styler.engine.features import VGG19
from styler.settings import LAYERS


@pytest.fixture
def kernel(random):
    return tf.constant(random.normal(size=(3, 3, 5, 8)), tf.float32)


@pytest.fixture
def a(random):
    return tf.constant(random.normal(size=(1, 9, 11, 5)), tf.float32)


def whole(half):
    """K·B·Bᵀ."""
    return tf.tensordot(half.kernel, half.basis[0, 0], [[3], [1]])


def gradient_of(function, x, slope):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return tape.gradient(y, x, output_gradients=slope)


def test_no_kernel_of_that_rank_is_nearer(kernel):
    """The distance is what the smaller half of the singular values leaves, by NumPy's own SVD."""
    half = halved(kernel, tf.float32)
    assert half.kernel.shape == (3, 3, 5, 4)
    K = kernel.numpy().reshape(-1, 8)
    least = np.sqrt((np.linalg.svd(K, compute_uv=False)[4:] ** 2).sum())
    assert np.linalg.norm(whole(half).numpy().reshape(-1, 8) - K) == pytest.approx(least, rel=1e-4)


@pytest.mark.parametrize("padding", ["SAME", "VALID"])
def test_forth_is_exact_and_back_is_that_of_the_nearer_kernel(a, kernel, random, padding):
    half = halved(kernel, tf.float32)
    found = convolved(a, kernel, padding, lambda: half)
    exact = tf.nn.conv2d(a, kernel, 1, padding)
    np.testing.assert_array_equal(found, exact)
    slope = tf.constant(random.normal(size=exact.shape), tf.float32)
    np.testing.assert_allclose(
        gradient_of(lambda a: convolved(a, kernel, padding, lambda: half), a, slope),
        gradient_of(lambda a: tf.nn.conv2d(a, whole(half), 1, padding), a, slope),
        rtol=1e-4,
        atol=1e-4,
    )


def test_nothing_is_halved_before_a_gradient_is_asked_for(a, kernel):
    asked = []

    def way_back():
        asked.append(kernel)
        return halved(kernel, tf.float32)

    compiled = tf.function(lambda a: convolved(a, kernel, "SAME", way_back))
    compiled(a)
    assert not asked
    gradient_of(compiled, a, None)
    assert asked


@pytest.mark.parametrize("pooling", ["max", "avg"])
@pytest.mark.parametrize("padding", ["zero", "reflect"])
def test_features_are_the_same_and_gradients_nearly(vgg_weights, content, style, pooling, padding):
    """The gradient of the deepest style term points the same way within a few degrees."""
    layer = "block5_conv1"
    G, S = (tf.constant(picture[None, :128, :160], tf.float32) for picture in (content, style))
    features, gradients = [], []
    for half_back in (False, True):
        network = VGG19(vgg_weights, pooling, padding, half_back=half_back)
        a_S = network(S, [layer])[layer]

        @tf.function
        def style_cost(G, network=network, a_S=a_S):
            return costs.layer_style_cost(a_S, network(G, [layer])[layer])

        features.append(network(G, LAYERS[:13])[layer])
        gradients.append(tf.reshape(gradient_of(style_cost, G, None), -1))
    np.testing.assert_array_equal(*features)
    exact, half = gradients
    cosine = tf.tensordot(exact, half, 1) / (tf.norm(exact) * tf.norm(half))
    assert 0.98 < float(cosine) < 0.99999
    assert float(tf.norm(half)) == pytest.approx(float(tf.norm(exact)), rel=0.2)
