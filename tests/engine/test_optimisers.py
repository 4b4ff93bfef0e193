"""The descents on a function whose minimum is known."""

import itertools

import numpy as np
import pytest

from styler.engine.optimisers import LBFGS, Adam, GradientDescent

START = np.zeros(50, np.float32)


@pytest.fixture
def valley(random):
    """f(x) = ½·(x − x*)ᵀ·H·(x − x*) with a condition number of 1,000."""
    n = 50
    Q, _ = np.linalg.qr(random.normal(size=(n, n)))
    H = (Q @ np.diag(np.logspace(0, 3, n)) @ Q.T).astype(np.float32)
    minimum = (random.normal(size=n) * 30).astype(np.float32)

    def value_and_gradient(x):
        slope = H @ (x - minimum)
        return float((x - minimum) @ slope) / 2, slope

    return value_and_gradient


def descended(optimiser, function, steps):
    """How much of the first value is left after some steps."""
    x = START
    first, gradient = function(x)
    for _ in range(steps):
        x = optimiser.move(x, gradient)
        value, gradient = function(x)
    return value / first


@pytest.mark.parametrize(
    ("optimiser", "steps", "left"),
    [(LBFGS(), 120, 1e-6), (Adam(eta=1.0), 300, 1e-2), (GradientDescent(first_move=1.0), 300, 0.2)],
)
def test_each_comes_down(valley, optimiser, steps, left):
    assert descended(optimiser, valley, steps) < left


def test_of_a_J_that_is_much_like_the_last_lbfgs_knows_the_curvature(valley):
    """Another minimum: what was learned holds, or is forgotten."""
    offset = valley(START)[1] / 10
    left = {}
    for turn in (LBFGS.forget_last, LBFGS.restart):
        optimiser, x = LBFGS(memory=50, cap=np.inf), START
        for _ in range(30):
            x = optimiser.move(x, valley(x)[1])
        turn(optimiser)
        for _ in range(20):
            x = optimiser.move(x, valley(x)[1] + offset)
        left[turn] = np.linalg.norm(valley(x)[1] + offset)
    assert left[LBFGS.forget_last] < 0.5 * left[LBFGS.restart]


@pytest.mark.parametrize(("forgets", "pairs"), [(True, 2), (False, 3)])
def test_two_gradients_of_different_J_are_no_pair(valley, forgets, pairs):
    optimiser, x = LBFGS(), START
    for _ in range(3):
        x = optimiser.move(x, valley(x)[1])
    if forgets:
        optimiser.forget_last()
    optimiser.move(x, valley(x)[1])
    assert len(optimiser.state()["pairs"]) == pairs


def test_lbfgs_beats_adam(valley):
    assert descended(LBFGS(), valley, 100) < 0.01 * descended(Adam(), valley, 100)


def textbook_direction(points, parts, stride, memory, newest, apart):
    """−H·g at the last of (x, ∂f/∂x): Nocedal and Wright, Numerical Optimization, algorithm 7.4."""
    pairs = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)][-memory:]
    q, a = points[-1][1].copy(), []
    for s, y in reversed(pairs):
        a.append(s @ q / (s @ y))
        q -= a[-1] * y
    S, Y = (np.square(np.array(of)[-newest:]) for of in zip(*pairs, strict=True))
    whole, H_0, begin = S.sum() / Y.sum(), np.ones(q.size), 0
    for part in parts:
        part = slice(begin, begin := begin + part)
        H_0[part] = np.clip(np.sqrt(S[:, part].sum() / Y[:, part].sum() / whole), 1 / apart, apart)
    s, y = pairs[-1]
    r = q * H_0 * stride * (s @ y) / (y @ (H_0 * y))
    for (s, y), a_i in zip(pairs, reversed(a), strict=True):
        r += s * (a_i - y @ r / (s @ y))
    return -r


@pytest.mark.parametrize("steeper", [1.0, 10.0, 3000.0])  # the last by more than parts may differ
@pytest.mark.parametrize("stride", [1.0, 2.0])
@pytest.mark.parametrize("parts", [(), (50,), (10, 40)])
def test_lbfgs_moves_as_the_textbook_two_loop_recursion(valley, stride, parts, steeper):
    """In float64, in a valley that is so much steeper in ten of its directions."""
    scale = np.repeat(np.sqrt([steeper, 1.0]), [10, 40]).astype(np.float32)
    optimiser = LBFGS(memory=8, parts=parts, cap=np.inf, stride=stride)
    x, points = START, []
    for _ in range(12):
        gradient = scale * valley(scale * x)[1]
        points.append((x.astype(float), gradient.astype(float)))
        x = optimiser.move(x, gradient)
    expected = textbook_direction(points, parts, stride, memory=8, newest=5, apart=10)
    error = np.linalg.norm(x - points[-1][0] - expected) / np.linalg.norm(expected)
    assert error < 0.04  # the pairs are kept in 8 bits a number


def test_parts_of_other_steepness_are_told_apart(random):
    """Each half of x is a valley, the second twenty times as steep."""
    steep = np.repeat([1.0, 20.0], 100) * np.exp(random.normal(size=200))
    minimum = (random.normal(size=200) * 30).astype(np.float32)
    left = {}
    for parts in ((200,), (100, 100)):
        optimiser, x = LBFGS(parts=parts), np.zeros(200, np.float32)
        for _ in range(30):
            x = optimiser.move(x, (steep * (x - minimum)).astype(np.float32))
        left[parts] = steep @ np.square(x - minimum)
    assert left[100, 100] < 0.5 * left[200,]


def test_a_part_that_stands_still_moves_nothing_else(random):
    """As where all of an octave is beyond the filter's reach."""
    optimiser, x = LBFGS(parts=(10, 40)), START
    minimum = random.normal(size=50).astype(np.float32) * 30
    minimum[:10] = 0
    for _ in range(30):
        x = optimiser.move(x, x - minimum)
    np.testing.assert_allclose(x, minimum, atol=0.1)


def test_a_part_that_stood_still_is_as_steep_as_the_whole(random):
    """In whatever unit f is: a gradient it has at last moves it like the rest."""
    minimum = random.normal(size=50) * 30
    moves = []
    for unit in (1e-3, 1.0, 1e3):
        optimiser, x = LBFGS(parts=(10, 40), cap=np.inf), START
        for _ in range(6):
            gradient = (unit * (x - minimum)).astype(np.float32)
            gradient[:10] = 0
            x = optimiser.move(x, gradient)
        optimiser.forget_last()
        moved = optimiser.move(x, (unit * (x - minimum)).astype(np.float32)) - x
        moves.append(moved[:10] / (minimum - x)[:10])
    np.testing.assert_allclose(moves, 2, rtol=0.02)  # of the stride, in a round valley


def test_parts_that_x_has_not_are_refused():
    with pytest.raises(ValueError, match="60"):
        LBFGS(parts=(10, 40)).move(np.ones(60, np.float32), np.ones(60, np.float32))


def test_from_its_state_it_moves_as_it_would_have(valley):
    optimiser, x = LBFGS(memory=5, parts=(10, 40)), START
    for _ in range(8):
        x = optimiser.move(x, valley(x)[1])
    other = LBFGS(memory=5, parts=(10, 40))
    other.restore(optimiser.state(), x.size)
    np.testing.assert_array_equal(*(o.move(x, valley(x)[1]) for o in (optimiser, other)))


def test_a_pair_that_loses_its_curvature_in_8_bits_turns_nothing_uphill(random):
    """s and y at a right angle but for a hair: kept, they may stand at more than one."""
    n = 20_000
    for _ in range(12):
        optimiser, x = LBFGS(cap=np.inf), np.zeros(n, np.float32)
        g = random.normal(size=n).astype(np.float32)
        s = optimiser.move(x, g) - x
        y = random.normal(size=n)
        y += (1e-5 * np.linalg.norm(y) * np.linalg.norm(s) - y @ s) / (s @ s) * s
        later = g + y.astype(np.float32)
        d = optimiser.move(x + s, later) - (x + s)
        assert d @ later < 0


def test_no_move_is_longer_than_the_cap(valley):
    optimiser, x = LBFGS(first_move=50.0, cap=3.0), START
    for _ in range(10):
        moved = optimiser.move(x, valley(x)[1])
        assert np.sqrt(np.mean(np.square(moved - x))) <= 3.0001
        x = moved


def test_a_restart_forgets(valley):
    x = START
    gradient = valley(x)[1]
    fresh = LBFGS().move(x, gradient)
    optimiser = LBFGS()
    y = x
    for _ in range(5):
        y = optimiser.move(y, valley(y)[1])
    optimiser.restart()
    np.testing.assert_array_equal(optimiser.move(x, gradient), fresh)


@pytest.mark.parametrize("make", [LBFGS, Adam, GradientDescent])
def test_after_a_move_that_is_taken_back_the_next_is_half_as_long_at_most(make, valley):
    optimiser, gradient = make(), valley(START)[1]
    first = optimiser.move(START, gradient)
    optimiser.take_back(first, valley(first)[1])
    again = optimiser.move(START, gradient)
    assert np.linalg.norm(again - START) <= np.linalg.norm(first - START) * 0.5001


def test_a_move_that_is_taken_back_is_learned_from():
    """On a parabola one pair says where its lowest point is."""
    optimiser = LBFGS(first_move=100.0, cap=1000.0)
    x = np.full(4, 10.0, np.float32)
    too_far = optimiser.move(x, x)
    optimiser.take_back(too_far, too_far)
    np.testing.assert_allclose(optimiser.move(x, x), 0, atol=1e-3)


def test_what_is_not_a_number_is_not_learned_from(valley):
    optimiser, gradient = LBFGS(), valley(START)[1]
    trial = optimiser.move(START, gradient)
    optimiser.take_back(trial, np.full_like(gradient, np.nan))
    again = optimiser.move(START, gradient)
    np.testing.assert_allclose(again - START, (trial - START) / 2, rtol=1e-5)


@pytest.mark.parametrize("make", [LBFGS, Adam, GradientDescent])
def test_a_flat_place_is_no_division_by_zero(make):
    x = np.ones(50, np.float32)
    np.testing.assert_array_equal(make().move(x, START), x)
