import numpy as np
import pytest
import tensorflow as tf

from styler.engine.preconditioner import Preconditioner


@pytest.fixture
def P_half():
    return Preconditioner(37, 53)


def u_like(P_half, random):
    shape = P_half.to_u(tf.zeros((1, 37, 53, 3))).shape
    return random.normal(size=shape).astype(np.float32)


def test_the_gradient_goes_back_by_the_adjoint(P_half, random):
    """⟨P½·u, g⟩ = ⟨u, P½ᵀ·g⟩: else the optimiser would descend another function."""
    u = u_like(P_half, random)
    g = tf.constant(random.normal(size=(1, 37, 53, 3)), tf.float32)
    in_canvas = float(tf.reduce_sum(P_half.to_canvas(u) * g))
    assert in_canvas == pytest.approx(float(tf.reduce_sum(u * P_half.to_u(g))), rel=1e-4)


def test_opposite_edges_do_not_touch(P_half):
    g = np.zeros((1, 37, 53, 3), np.float32)
    g[0, 0] = 1
    moved = P_half.to_canvas(P_half.to_u(tf.constant(g))).numpy()
    assert np.abs(moved[0, -1]).max() < 0.02 * np.abs(moved[0, 0]).max()


def test_a_chequer_of_single_pixels_does_not_pass(P_half):
    chequer = np.indices((37, 53)).sum(axis=0) % 2 * 2.0 - 1
    waves = np.sin(np.arange(53) * 2 * np.pi / 16) * np.ones((37, 1))
    inside = (slice(None), slice(8, -8), slice(8, -8))

    def passed(plane):
        image = tf.constant(np.repeat(plane[None, ..., None], 3, axis=-1), tf.float32)
        return np.abs(P_half.to_canvas(P_half.to_u(image)).numpy()[inside]).mean()

    assert passed(chequer) < 0.01 * passed(waves)
