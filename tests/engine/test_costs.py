"""The formulas against NumPy in float64, and their gradients against finite differences."""

import numpy as np
import pytest
import tensorflow as tf

from styler.engine import costs


@pytest.fixture
def activations(random):
    """Two activations of one shape, (1, n_H, n_W, n_C) = (1, 5, 7, 6)."""
    return random.uniform(0, 3, (2, 1, 5, 7, 6))


def gram(a):
    A = a.reshape(-1, a.shape[-1])
    return A.T @ A


def layer_cost(a_S, a_G):
    n_C = a_S.shape[-1]
    N_S, N_G = np.prod(a_S.shape[1:3]), np.prod(a_G.shape[1:3])
    return np.sum((gram(a_S) / N_S - gram(a_G) / N_G) ** 2) / (4 * n_C**2)


def as_tensor(a):
    return tf.constant(a, tf.float32)


def test_content_cost_is_the_formula(activations):
    a_C, a_G = activations
    expected = np.sum((a_C - a_G) ** 2) / (4 * 5 * 7 * 6)
    assert float(costs.content_cost(as_tensor(a_C), as_tensor(a_G))) == pytest.approx(expected)


def test_content_cost_wants_one_shape(activations):
    a_C, a_G = activations
    with pytest.raises(ValueError, match="one shape"):
        costs.content_cost(as_tensor(a_C), as_tensor(a_G[:, :4]))


def test_gram_matrix_is_the_formula(activations):
    a = activations[0]
    np.testing.assert_allclose(costs.gram_matrix(as_tensor(a)), gram(a), rtol=1e-5)


def test_layer_style_cost_is_the_formula_for_images_of_two_sizes(random):
    a_S, a_G = random.uniform(0, 3, (1, 4, 9, 6)), random.uniform(0, 3, (1, 5, 7, 6))
    found = float(costs.layer_style_cost(as_tensor(a_S), as_tensor(a_G)))
    assert found == pytest.approx(layer_cost(a_S, a_G), rel=1e-4)


def test_layer_style_cost_of_one_size_is_gatys_form(activations):
    a_S, a_G = activations
    gatys = np.sum((gram(a_S) - gram(a_G)) ** 2) / (4 * 6**2 * (5 * 7) ** 2)
    found = float(costs.layer_style_cost(as_tensor(a_S), as_tensor(a_G)))
    assert found == pytest.approx(gatys, rel=1e-4)


def test_layer_style_cost_wants_one_number_of_channels(activations):
    a_S, a_G = activations
    with pytest.raises((ValueError, tf.errors.InvalidArgumentError)):
        costs.layer_style_cost(as_tensor(a_S), as_tensor(a_G[..., :5]))


def test_style_cost_is_the_weighted_sum_over_the_layers(random):
    a_S = {"x": random.uniform(0, 3, (1, 4, 4, 6)), "y": random.uniform(0, 3, (1, 2, 2, 8))}
    a_G = {"x": random.uniform(0, 3, (1, 5, 4, 6)), "y": random.uniform(0, 3, (1, 3, 2, 8))}
    expected = 0.25 * layer_cost(a_S["x"], a_G["x"]) + 3 * layer_cost(a_S["y"], a_G["y"])
    tensors = ({layer: as_tensor(a) for layer, a in both.items()} for both in (a_S, a_G))
    found = float(costs.style_cost(*tensors, {"x": 0.25, "y": 3.0}))
    assert found == pytest.approx(expected, rel=1e-4)


def test_style_cost_of_no_layer_is_zero():
    assert float(costs.style_cost({}, {}, {})) == 0


def test_gram_cost_by_a_metric_is_that_of_features_seen_by_its_root(random):
    """A·Q for P = Q·Q; and by no metric the one without."""
    A, B = (random.normal(size=(50, 6)).astype(np.float32) for _ in range(2))
    E_S, E_G = A.T @ A / 50, B.T @ B / 50
    Q = random.normal(size=(6, 6))
    Q = (Q @ Q.T).astype(np.float32)
    P, ones, one = Q @ Q, np.ones(6, np.float32), np.eye(6, dtype=np.float32)
    expected = float(costs.gram_cost(Q @ E_S @ Q, Q @ E_G @ Q))
    assert float(costs.gram_cost_by(P, E_S, E_G, ones)) == pytest.approx(expected, rel=1e-4)
    w = np.array([1, 0, 2, 0.5, 3, 0], np.float32)
    usual = float(costs.gram_cost(E_S, E_G, w))
    assert float(costs.gram_cost_by(one, E_S, E_G, w)) == pytest.approx(usual, rel=1e-5)


def test_a_channel_of_no_weight_takes_no_part_by_any_metric(random):
    A, P = random.normal(size=(50, 6)).astype(np.float32), random.normal(size=(6, 6))
    E_S, P = A.T @ A / 50, (P @ P.T).astype(np.float32)
    w = np.array([1, 0, 1, 1, 1, 1], np.float32)
    other = E_S.copy()
    other[1], other[:, 1] = 99, 99
    assert float(costs.gram_cost_by(P, E_S, other, w)) == 0
    other[2, 2] += 1
    E_G = tf.Variable(other)
    with tf.GradientTape() as tape:
        cost = costs.gram_cost_by(P, E_S, E_G, w)
    slope = tape.gradient(cost, E_G).numpy()
    assert float(cost) > 0
    assert not slope[1].any()
    assert not slope[:, 1].any()


def test_total_cost_is_the_formula():
    assert costs.total_cost(3.0, 5.0, 10.0, 40.0) == 230.0


def test_variation_cost_is_a_mean_of_squared_differences(random):
    G = random.uniform(0, 255, (1, 6, 9, 3))
    squares = np.sum(np.diff(G, axis=1) ** 2) + np.sum(np.diff(G, axis=2) ** 2)
    assert float(costs.variation_cost(as_tensor(G))) == pytest.approx(squares / G.size, rel=1e-5)


def test_variation_cost_does_not_grow_with_the_picture(random):
    tile = random.uniform(0, 255, (1, 16, 16, 3))
    small, large = (
        float(costs.variation_cost(as_tensor(np.tile(tile, (1, n, n, 1))))) for n in (4, 8)
    )
    assert large == pytest.approx(small, rel=0.05)


def test_range_cost_counts_only_what_is_out_of_range():
    G = tf.constant([[[[-3.0, 0.0, 128.0], [255.0, 259.0, 10.0]]]])
    assert float(costs.range_cost(G)) == pytest.approx((9 + 16) / 6)


@pytest.mark.parametrize("box", [(0, 0, 5, 7), (1, 2, 4, 6), (2, 0, 9, 3), (0, 0, 0, 7)])
def test_what_is_within_a_box_is_a_slice_and_so_is_its_gradient(random, box):
    image = as_tensor(random.normal(size=(1, 5, 7, 3)))
    top, left, bottom, right = box
    with tf.GradientTape() as tape:
        tape.watch(image)
        inside = costs.within(image, box)
        total = tf.reduce_sum(inside**3)
    gradient = np.zeros(image.shape)
    gradient[:, top:bottom, left:right] = 3 * image.numpy()[:, top:bottom, left:right] ** 2
    np.testing.assert_array_equal(inside, image[:, top:bottom, left:right])
    np.testing.assert_allclose(tape.gradient(total, image), gradient, rtol=1e-6)


def test_gradients_agree_with_finite_differences(activations):
    a_S, a_G = activations
    cases = {
        "content": (
            lambda a: costs.content_cost(as_tensor(a_S), a),
            lambda a: np.sum((a_S - a) ** 2) / (4 * 5 * 7 * 6),
        ),
        "style": (
            lambda a: costs.layer_style_cost(as_tensor(a_S), a),
            lambda a: layer_cost(a_S, a),
        ),
    }
    for ours, reference in cases.values():
        x = as_tensor(a_G)
        with tf.GradientTape() as tape:
            tape.watch(x)
            cost = ours(x)
        gradient = tape.gradient(cost, x).numpy()
        for index in ((0, 0, 0, 0), (0, 2, 3, 4), (0, 4, 6, 5)):
            step = np.zeros_like(a_G)
            step[index] = 1e-4
            expected = (reference(a_G + step) - reference(a_G - step)) / 2e-4
            assert gradient[index] == pytest.approx(expected, rel=1e-3)


def test_slopes_are_what_autodiff_makes_of_the_formulas(activations, random):
    a_C, a_G = map(as_tensor, activations)
    D = as_tensor(random.normal(size=(6, 6)))
    guide = as_tensor(random.uniform(0, 1, (5, 7)))
    area = tf.reduce_sum(guide)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(a_G)
        J = {
            "content": costs.content_cost(a_C, a_G),
            "style": tf.reduce_sum(D * costs.mean_gram_matrix(a_G)),
            "guided style": tf.reduce_sum(D * costs.guided_gram_matrix(a_G, guide, area)),
        }
    slopes = {
        "content": costs.content_slope(a_C, a_G),
        "style": costs.mean_gram_slope(a_G, D),
        "guided style": costs.guided_gram_slope(a_G, guide, area, D),
    }
    for name, slope in slopes.items():
        expected = tape.gradient(J[name], a_G)
        np.testing.assert_allclose(slope, expected, rtol=1e-4, atol=1e-6, err_msg=name)


def test_around_is_the_reverse_of_within(random):
    inside = as_tensor(random.normal(size=(1, 3, 4, 2)))
    box = (1, 2, 4, 6)
    whole = costs.around(inside, box, tf.constant((1, 5, 7, 2)))
    assert whole.shape == (1, 5, 7, 2)
    np.testing.assert_array_equal(costs.within(whole, box), inside)
    assert float(tf.reduce_sum(tf.abs(whole))) == pytest.approx(
        float(tf.reduce_sum(tf.abs(inside)))
    )


def test_costs_of_bfloat16_activations_are_summed_in_float32(random):
    """A bfloat16 sum over 4,096 positions would stall far below the true Gram."""
    a = tf.cast(random.uniform(1, 2, (1, 64, 64, 8)), tf.bfloat16)
    exact = gram(tf.cast(a, tf.float64).numpy())
    found = costs.gram_matrix(a)
    assert found.dtype == tf.float32
    np.testing.assert_allclose(found, exact, rtol=1e-4)
