"""The theorems of the book's second half."""

import mpmath
import numpy as np
import oracles
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles import distributions, orders, pairs, relative_error
from scipy import special

import infolib as il
from infolib.renyi import exp_tail

near = pytest.approx
SLACK = 1e-12
INF = np.inf

several = st.integers(1, 6).flatmap(distributions)


@settings(max_examples=60)
@given(several, orders)
def test_renyi_entropy_agrees_with_four_hundred_digits(p, alpha):
    answer, truth = il.renyi_entropy(p, alpha), oracles.renyi_entropy(p, alpha)
    assert abs(answer - truth) <= 1e-13 * truth + 3e-16


@settings(max_examples=60)
@given(pairs(), orders)
def test_renyi_divergence_agrees_with_four_hundred_digits(pair, alpha):
    answer, truth = il.renyi_divergence(*pair, alpha), oracles.renyi_divergence(*pair, alpha)
    assert relative_error(answer, truth) < 1e-10 or abs(answer - truth) < 1e-15


@given(several, st.lists(orders, min_size=2, max_size=5).map(sorted))
def test_renyi_entropy_never_rises_with_the_order(p, alphas):
    assert (np.diff(il.renyi_entropy(p, alphas)) <= SLACK).all()


@given(pairs(zeros=False), st.lists(orders, min_size=2, max_size=5).map(sorted))
def test_renyi_divergence_never_falls_with_the_order(pair, alphas):
    values = il.renyi_divergence(*pair, alphas)
    assert (np.diff(values) >= -SLACK * values[:-1] - 1e-14).all()


@given(pairs(), orders)
def test_renyi_divergence_is_never_negative(pair, alpha):
    assert il.renyi_divergence(*pair, alpha) >= 0


@given(several, st.lists(orders, min_size=1, max_size=4))
def test_renyi_divergence_of_equals_is_exactly_zero(p, alphas):
    assert il.renyi_divergence(p, p, alphas).tolist() == [0] * len(alphas)


@given(several)
def test_the_named_orders_are_what_they_are_called(p):
    hartley, shannon, collision, least = il.renyi_entropy(p, [0, 1, 2, INF])
    assert hartley == near(np.log2(np.count_nonzero(p)))
    assert shannon == near(il.entropy(p), rel=1e-15)
    assert collision == near(-np.log2(np.sum(p**2)), abs=1e-15)
    assert least == near(-np.log2(np.max(p)), abs=1e-15)


@given(pairs())
def test_the_named_divergences_are_what_they_are_called(pair):
    p, q = pair
    seen, kullback, largest = il.renyi_divergence(p, q, [0, 1, INF])
    met = q[p > 0].sum()
    assert seen == (near(-np.log2(met), abs=1e-15) if met else INF)
    assert kullback == near(il.kl_divergence(p, q), rel=1e-15)
    if (q[p > 0] == 0).any():
        assert largest == INF
    else:
        assert largest == near(np.log2(np.max(p[p > 0] / q[p > 0])), rel=1e-14, abs=1e-15)


def test_orders_of_different_size_give_different_entropies():
    assert len(set(il.renyi_entropy([0.7, 0.2, 0.1], [0, 0.5, 1, 2, 5, INF]).tolist())) == 6
    assert len(set(il.renyi_divergence([0.7, 0.3], [0.4, 0.6], [0, 0.5, 1, 2, 5, INF]))) == 6


@given(pairs())
def test_the_order_one_half_is_the_bhattacharyya_coefficient(pair):
    p, q = pair
    coefficient = np.sum(np.sqrt(p * q))
    truth = -2 * np.log2(coefficient) if coefficient else INF
    assert il.renyi_divergence(p, q, 0.5) == near(truth, rel=1e-9, abs=1e-14)


@given(pairs(), st.floats(0.01, 0.99))
def test_renyi_divergence_is_skew_symmetric(pair, alpha):
    """Van Erven and Harremoës, Proposition 2: (1−α) D_α(p‖q) = α D_(1−α)(q‖p)."""
    p, q = pair
    left = (1 - alpha) * il.renyi_divergence(p, q, alpha)
    right = alpha * il.renyi_divergence(q, p, 1 - alpha)
    assert left == near(right, rel=1e-11, abs=1e-15)


@given(distributions(3), distributions(4), orders)
def test_renyi_entropy_adds_over_independent_parts(p, q, alpha):
    joint = il.renyi_entropy(np.outer(p, q).ravel(), alpha)
    assert joint == near(il.renyi_entropy(p, alpha) + il.renyi_entropy(q, alpha), abs=1e-12)


@given(distributions(6), distributions(6), orders)
def test_processing_data_never_raises_renyi_divergence(p, q, alpha):
    coarse = p.reshape(3, 2).sum(axis=1), q.reshape(3, 2).sum(axis=1)
    fine = il.renyi_divergence(p, q, alpha)
    assert il.renyi_divergence(*coarse, alpha) <= fine * (1 + 1e-9) + 1e-14


@given(distributions(5), st.floats(1.01, 50))
def test_renyi_entropy_is_at_most_the_min_entropy_stretched(p, alpha):
    assert il.renyi_entropy(p, alpha) <= alpha / (alpha - 1) * il.renyi_entropy(p, INF) + SLACK


@given(distributions(4), st.floats(0, 50))
def test_renyi_entropy_is_what_log_n_leaves_of_the_divergence_from_uniform(p, alpha):
    uniform = np.full(4, 0.25)
    assert il.renyi_entropy(p, alpha) == near(2 - il.renyi_divergence(p, uniform, alpha), abs=1e-12)


@given(st.integers(1, 30), st.lists(orders, min_size=1, max_size=4))
def test_every_order_of_equally_likely_outcomes_is_log_n(n, alphas):
    assert il.renyi_entropy(np.full(n, 1 / n), alphas) == near(np.log2(n), rel=1e-13)
    assert il.hill_number(np.full(n, 1 / n), alphas) == near(n, rel=1e-12)


def test_collision_entropy_is_not_subadditive():
    """Together, X and Y may have more of it than one by one; Shannon's entropy forbids that."""
    pxy = np.array([[0.0, 0.2], [0.2, 0.6]])
    for order, more in ((1, False), (2, True)):
        parts = sum(il.renyi_entropy(pxy.sum(axis=k), order) for k in (0, 1))
        assert (il.renyi_entropy(pxy.ravel(), order) > parts) == more


@given(several)
def test_hill_numbers_count_species(p):
    richness, shannon, simpson, dominance = il.hill_number(p, [0, 1, 2, INF])
    assert richness == near(np.count_nonzero(p))
    assert shannon == near(il.perplexity(p))
    assert simpson == near(1 / np.sum(p**2))
    assert dominance == near(1 / np.max(p))


def test_renyi_agrees_with_scipy():
    p, q = np.random.default_rng(2).dirichlet(np.ones(7), 2)
    for alpha in (0.3, 0.5, 1.7, 4):
        entropy = special.logsumexp(alpha * np.log(p)) / (1 - alpha)
        divergence = special.logsumexp(alpha * np.log(p), b=q ** (1 - alpha)) / (alpha - 1)
        assert il.renyi_entropy(p, alpha, base=np.e) == near(entropy, rel=1e-13)
        assert il.renyi_divergence(p, q, alpha, base=np.e) == near(divergence, rel=1e-12)


def test_the_shape_of_alpha_follows_the_shape_of_the_batch():
    p, q = np.full((2, 3, 4), 0.25), np.full(4, 0.25)
    assert isinstance(il.renyi_entropy(q, 2), float)
    assert isinstance(il.renyi_divergence(q, q, 0.2), float)
    assert isinstance(il.hill_number(q, INF), float)
    for measure in (il.renyi_entropy, il.hill_number, lambda p, a: il.renyi_divergence(p, q, a)):
        assert measure(q, [0, 1, 2]).shape == (3,)
        assert measure(q, np.ones((5, 6))).shape == (5, 6)
        assert measure(p, 2).shape == (2, 3)
        assert measure(p, np.ones((5, 6))).shape == (2, 3, 5, 6)
    assert il.renyi_entropy(p, [1, 2], axis=0 - 1).shape == (2, 3, 2)
    assert il.renyi_entropy(np.moveaxis(p, -1, 0), [1, 2], axis=0).shape == (2, 3, 2)


def test_a_batch_of_renyi_is_its_single_answers():
    p, q = np.random.default_rng(3).dirichlet(np.ones(4), (2, 5))
    alphas = [0, 0.2, 1, 3, INF]
    entropies, divergences = il.renyi_entropy(p, alphas), il.renyi_divergence(p, q, alphas)
    for i in range(5):
        for j, alpha in enumerate(alphas):
            assert entropies[i, j] == near(il.renyi_entropy(p[i], alpha), rel=1e-14)
            assert divergences[i, j] == near(il.renyi_divergence(p[i], q[i], alpha), rel=1e-14)


@pytest.mark.parametrize("alpha", [6, 12, 40, 200])
def test_high_orders_of_neighbours_keep_all_their_digits(alpha):
    p = np.array([0.3, 0.3, 0.4])
    for step in (1e-3, 1e-2, 3e-2):
        q = p + step * np.array([1, -0.5, -0.5])
        truth = oracles.renyi_divergence(p, q, alpha)
        assert relative_error(il.renyi_divergence(p, q, alpha), truth) < 1e-13


@pytest.mark.parametrize("y", [1e-300, 1e-9, 0.1, 0.4, 0.6, 1.4, 5.0, 50.0, -1e-9, -0.4, -1.4, -50])
def test_what_is_left_of_the_exponential_has_all_its_digits(y):
    truth = mpmath.expm1(mpmath.mpf(y)) - mpmath.mpf(y)
    assert relative_error(float(exp_tail(y)), truth) < 4e-16
