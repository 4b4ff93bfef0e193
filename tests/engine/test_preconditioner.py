import numpy as np
import pytest
import tensorflow as tf

from styler.engine.preconditioner import OPPONENT, Preconditioner, Spectrum

SIZES = [(37, 53), (128, 64), (1, 1), (2, 1), (1, 300)]


@pytest.fixture(params=[Preconditioner, Spectrum])
def P_half(request):
    return request.param(37, 53)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("variables", [Preconditioner, Spectrum])
def test_the_gradient_goes_back_by_the_adjoint(variables, size, random):
    """⟨P½·u, g⟩ = ⟨u, P½ᵀ·g⟩: else the optimiser would descend another function."""
    P_half = variables(*size)
    g, another = (tf.constant(random.normal(size=(1, *size, 3)), tf.float32) for _ in range(2))
    u = P_half.to_u(another)  # not each spectrum is of real numbers
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


@pytest.mark.parametrize("size", SIZES)
def test_the_spectrum_descends_in_the_same_metric(random, size):
    """P½·P½ᵀ is that of the pixels' filter: waves and colours are orthonormal."""
    g = tf.constant(random.normal(size=(1, *size, 3)), tf.float32)
    by_pixels, by_waves = (
        P_half.to_canvas(P_half.to_u(g)).numpy()
        for P_half in (Preconditioner(*size), Spectrum(*size))
    )
    np.testing.assert_allclose(by_waves, by_pixels, atol=1e-5 * np.abs(by_pixels).max())


@pytest.mark.parametrize("colour", range(3))
@pytest.mark.parametrize(("length", "octave"), [(2.2, 0), (4, 1), (8, 2), (16, 3)])
def test_a_wave_is_in_one_part_of_the_spectrum(colour, length, octave):
    """From the highest octave, of 0.35 to 0.71 cycles a pixel, down, one colour after the other."""
    P_half = Spectrum(96, 96)
    wave = np.sin(np.arange(96) * 2 * np.pi / length) * np.hanning(96) * np.hanning(96)[:, None]
    u = P_half.to_u(tf.constant(wave[None, ..., None] * OPPONENT[colour], tf.float32))
    assert sum(P_half.parts) == u.size
    ends = np.cumsum(P_half.parts)[:-1]
    energy = np.array([np.square(part).sum() for part in np.split(u, ends)])
    assert energy.argmax() == colour * len(P_half.parts) // 3 + octave
    assert energy.max() > 0.8 * energy.sum()
