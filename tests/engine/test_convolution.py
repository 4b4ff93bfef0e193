"""The way back through a convolution, whole and by half of its channels."""

import numpy as np
import pytest
import tensorflow as tf

from styler.engine.convolution import WayBack, convolved_back, halved


@pytest.fixture
def kernel(random):
    return random.normal(size=(3, 3, 5, 8)).astype(np.float32)


def whole(way):
    """K·B·Bᵀ."""
    return tf.tensordot(way.kernel, way.basis[0, 0], [[3], [1]])


def test_no_kernel_of_that_rank_is_nearer(kernel):
    """The distance is what the smaller half of the singular values leaves, by NumPy's own SVD."""
    half = halved(kernel, tf.float32)
    assert half.kernel.shape == (3, 3, 5, 4)
    K = kernel.reshape(-1, 8)
    least = np.sqrt((np.linalg.svd(K, compute_uv=False)[4:] ** 2).sum())
    assert np.linalg.norm(whole(half).numpy().reshape(-1, 8) - K) == pytest.approx(least, rel=1e-4)


@pytest.mark.parametrize("padding", ["SAME", "VALID"])
@pytest.mark.parametrize("half", [False, True])
def test_it_is_the_gradient_of_the_convolution_with_that_kernel(random, kernel, padding, half):
    way = halved(kernel, tf.float32) if half else WayBack(tf.constant(kernel))
    a = tf.constant(random.normal(size=(1, 9, 11, 5)), tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(a)
        above = tf.nn.conv2d(a, whole(way) if half else kernel, 1, padding)
    slope = tf.constant(random.normal(size=above.shape), tf.float32)
    np.testing.assert_allclose(
        convolved_back(slope, way, tf.shape(a), padding),
        tape.gradient(above, a, output_gradients=slope),
        rtol=1e-4,
        atol=1e-4,
    )
