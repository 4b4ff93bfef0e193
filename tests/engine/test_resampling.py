import numpy as np
import pytest
import tensorflow as tf

from styler.engine.resampling import (
    folded_at_edge,
    handed_over,
    mirrored_at_edge,
    resized,
    to_tensor,
    with_pixels,
)


def test_a_style_gets_the_pixels_of_the_result_and_keeps_its_shape():
    height, width = with_pixels(444, 659, 341 * 512)
    assert height * width == pytest.approx(341 * 512, rel=0.01)
    assert height / width == pytest.approx(444 / 659, rel=0.01)


def test_an_image_of_the_right_size_is_not_resampled(random):
    picture = random.integers(0, 256, (34, 51, 3)).astype(np.float32)
    assert with_pixels(34, 51, 34 * 51) == (34, 51)
    assert with_pixels(34, 51, 33 * 52) == (34, 51)
    np.testing.assert_array_equal(to_tensor(picture, 34, 51)[0], picture)


def test_resampling_stays_in_range():
    picture = np.zeros((8, 8, 3), np.float32)
    picture[:, 4:] = 255
    large = to_tensor(picture, 64, 64).numpy()
    assert large.min() == 0
    assert large.max() == 255


def test_what_a_smaller_size_left_alone_is_handed_over_unchanged(random):
    """If the smaller size changed nothing, the next one starts from the content itself."""
    start = tf.constant(random.uniform(0, 255, (1, 60, 80, 3)), tf.float32)
    found = handed_over(resized(start, 30, 40), start)
    np.testing.assert_allclose(found, start, atol=1e-3)


def test_a_hand_over_keeps_the_shapes_of_the_result_and_the_detail_of_the_start(random):
    start = tf.constant(random.uniform(0, 255, (1, 60, 80, 3)), tf.float32)
    found = handed_over(resized(start, 30, 40) + 50, start)
    np.testing.assert_allclose(found, start + 50, atol=1e-3)


def test_a_grey_frame_is_not_handed_over():
    """The network's padding greys the edge a pixel or two at each size."""
    flat = tf.fill((1, 60, 80, 3), 200.0)
    framed = tf.pad(
        tf.fill((1, 26, 36, 3), 200.0), [(0, 0), (2, 2), (2, 2), (0, 0)], constant_values=120
    )
    np.testing.assert_allclose(handed_over(framed, flat), flat, atol=1e-3)


@pytest.mark.parametrize(("height", "width"), [(7, 9), (3, 7), (2, 7)])
def test_a_gradient_goes_back_through_the_mirrored_edge(random, height, width):
    """⟨F·x, g⟩ = ⟨x, Fᵀ·g⟩."""
    shape = (1, height, width, 3)
    x, g = (tf.constant(random.normal(size=shape), tf.float32) for _ in range(2))
    there = tf.reduce_sum(mirrored_at_edge(x) * g)
    back = tf.reduce_sum(x * folded_at_edge(g))
    np.testing.assert_allclose(there, back, rtol=1e-4)
