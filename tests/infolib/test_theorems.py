"""The theorems of the book's first half, tried on distributions that hypothesis draws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import distributions, pairs, tables

import infolib as il

near = pytest.approx  # relative 1e-6 unless told
ROUNDING = 1e-12

several = st.integers(1, 8).flatmap(distributions)


@given(several)
def test_entropy_lies_between_zero_and_log_n(p):
    assert 0 <= il.entropy(p) <= np.log2(len(p)) + ROUNDING


@given(st.integers(1, 40))
def test_entropy_of_equally_likely_outcomes_is_log_n(n):
    assert il.entropy(np.full(n, 1 / n)) == near(np.log2(n), rel=1e-14)


@given(several, st.randoms(use_true_random=False))
def test_entropy_does_not_depend_on_the_order_of_outcomes(p, random):
    shuffled = random.sample(p.tolist(), len(p))
    assert il.entropy(shuffled) == near(il.entropy(p), rel=1e-13, abs=1e-15)


@given(several)
def test_an_impossible_outcome_changes_nothing(p):
    more = np.append(p, 0.0)
    assert il.entropy(more) == near(il.entropy(p), rel=1e-14)
    assert il.kl_divergence(more, more) == 0


@given(distributions(3), distributions(4))
def test_grouping_a_choice_into_two_steps_keeps_the_entropy(first, second):
    """Shannon's third axiom: split the last outcome by `second`."""
    split = np.concatenate([first[:-1], first[-1] * second])
    assert il.entropy(split) == near(
        il.entropy(first) + first[-1] * il.entropy(second), rel=1e-12, abs=1e-14
    )


@given(distributions(3), distributions(3), st.floats(0, 1))
def test_entropy_is_concave(p, q, weight):
    mixed = weight * p + (1 - weight) * q
    assert il.entropy(mixed) >= weight * il.entropy(p) + (1 - weight) * il.entropy(q) - ROUNDING


@given(pairs())
def test_kl_is_never_negative(pair):
    """Gibbs' inequality."""
    assert il.kl_divergence(*pair) >= 0


@given(several)
def test_kl_of_equals_is_exactly_zero(p):
    for measure in (il.kl_divergence, il.symmetric_kl, il.js_divergence):
        assert str(measure(p, p)) == "0.0"


@given(pairs())
def test_kl_is_zero_for_equals_alone(pair):
    p, q = pair
    assert (il.kl_divergence(p, q) == 0) == np.array_equal(p, q)


@given(pairs())
def test_cross_entropy_is_entropy_plus_kl(pair):
    p, q = pair
    total = il.entropy(p) + il.kl_divergence(p, q)
    assert il.cross_entropy(p, q) == near(total, rel=1e-12, abs=1e-14)


@given(pairs(zeros=False))
def test_kl_is_at_least_the_square_of_the_distance(pair):
    """Pinsker's inequality: D >= ‖p − q‖²/2 in nats, ‖·‖ the sum of absolute differences."""
    p, q = pair
    assert il.kl_divergence(p, q, base=np.e) >= np.abs(p - q).sum() ** 2 / 2 * (1 - ROUNDING)


@given(distributions(6), distributions(6))
def test_processing_data_never_raises_kl(p, q):
    """Telling fewer outcomes apart brings distributions closer."""
    coarse = p.reshape(3, 2).sum(axis=1), q.reshape(3, 2).sum(axis=1)
    assert il.kl_divergence(*coarse) <= il.kl_divergence(p, q) * (1 + ROUNDING) + 1e-15


@given(*[distributions(3)] * 2, *[distributions(2)] * 2)
def test_kl_adds_over_independent_parts(p1, q1, p2, q2):
    joint = il.kl_divergence(np.outer(p1, p2).ravel(), np.outer(q1, q2).ravel())
    parts = il.kl_divergence(p1, q1) + il.kl_divergence(p2, q2)
    assert joint == near(parts, rel=1e-9, abs=1e-14)


@given(tables(), st.data())
def test_kl_obeys_the_chain_rule(pxy, data):
    """D(p(x,y)‖q(x,y)) is D(p(x)‖q(x)) plus the average of D(p(y|x)‖q(y|x))."""
    qxy = data.draw(distributions(pxy.size, zeros=False)).reshape(pxy.shape)
    px, qx = pxy.sum(axis=1), qxy.sum(axis=1)
    rows = [a / a.sum() if a.any() else b / b.sum() for a, b in zip(pxy, qxy, strict=True)]
    later = il.kl_divergence(rows, qxy / qx[:, None]) @ px
    whole = il.kl_divergence(pxy.ravel(), qxy.ravel())
    assert whole == near(il.kl_divergence(px, qx) + later, rel=1e-9, abs=1e-14)


@given(pairs())
def test_symmetric_kl_is_the_average_of_both_directions(pair):
    p, q = pair
    both = [il.kl_divergence(p, q), il.kl_divergence(q, p)]
    assert il.symmetric_kl(p, q) == near(np.mean(both)) == il.symmetric_kl(q, p)


@given(pairs())
def test_js_is_symmetric_and_at_most_one_bit(pair):
    p, q = pair
    assert il.js_divergence(p, q) == near(il.js_divergence(q, p), rel=1e-13)
    assert 0 <= il.js_divergence(p, q) <= 1


@given(pairs())
def test_js_is_the_entropy_of_the_mixture_less_the_mixed_entropy(pair):
    p, q = pair
    gained = il.entropy((p + q) / 2) - (il.entropy(p) + il.entropy(q)) / 2
    assert il.js_divergence(p, q) == near(gained, abs=1e-13)


@given(*[distributions(4)] * 3)
def test_the_root_of_js_obeys_the_triangle_inequality(p, q, r):
    def distance(a, b):
        return np.sqrt(il.js_divergence(a, b))

    assert distance(p, r) <= distance(p, q) + distance(q, r) + ROUNDING


def test_kl_breaks_the_triangle_inequality():
    a, b, c = [0.1, 0.9], [0.5, 0.5], [0.9, 0.1]
    assert il.kl_divergence(a, c) == near(2.5359400011538504)
    assert il.kl_divergence(a, b) + il.kl_divergence(b, c) == near(1.2679700005769252)


@given(tables())
def test_joint_entropy_is_that_of_x_plus_that_of_y_given_x(pxy):
    """The chain rule."""
    total = il.entropy(pxy.sum(axis=1)) + il.conditional_entropy(pxy)
    assert il.joint_entropy(pxy) == near(total, rel=1e-12, abs=1e-14)


@given(tables())
def test_knowing_more_never_raises_the_average_entropy(pxy):
    assert -0.0 <= il.conditional_entropy(pxy) <= il.entropy(pxy.sum(axis=0)) + ROUNDING


@given(tables())
def test_mutual_information_is_symmetric_and_never_negative(pxy):
    assert il.mutual_information(pxy) >= 0
    assert il.mutual_information(pxy) == near(il.mutual_information(pxy.T), rel=1e-9, abs=1e-15)


@given(tables())
def test_mutual_information_is_the_entropy_that_knowing_removes(pxy):
    removed = il.entropy(pxy.sum(axis=0)) - il.conditional_entropy(pxy)
    assert il.mutual_information(pxy) == near(removed, rel=1e-9, abs=1e-13)


@given(tables())
def test_mutual_information_is_the_kl_to_independence(pxy):
    independent = np.outer(pxy.sum(axis=1), pxy.sum(axis=0))
    divergence = il.kl_divergence(pxy.ravel(), independent.ravel())
    assert il.mutual_information(pxy) == near(divergence, rel=1e-9, abs=1e-15)


@given(distributions(3), distributions(4))
def test_mutual_information_of_independent_things_is_zero(p, q):
    assert il.mutual_information(np.outer(p, q)) < 1e-30


def stacked(rows, size):
    return st.tuples(*[distributions(size)] * rows).map(np.array)


@given(distributions(3), stacked(3, 3), stacked(3, 2))
def test_processing_data_never_raises_mutual_information(px, first, second):
    """X → Y → Z: what Z tells about X, Y has told."""
    pxy = px[:, None] * first
    assert il.mutual_information(pxy @ second) <= il.mutual_information(pxy) + ROUNDING


@given(st.floats(0, 1))
def test_binary_entropy_is_the_entropy_of_two_outcomes(p):
    assert il.binary_entropy(p) == near(il.entropy([p, 1 - p]), rel=1e-12, abs=1e-15)


@given(several)
def test_perplexity_lies_between_one_and_n(p):
    assert 1 <= il.perplexity(p) <= len(p) * (1 + ROUNDING)


@given(several, st.integers(1, 100))
def test_log_loss_is_the_cross_entropy_of_the_labels(q, seed):
    labels = np.random.default_rng(seed).integers(len(q), size=20)
    empirical = np.bincount(labels, minlength=len(q)) / 20
    loss = il.log_loss(labels, np.tile(q, (20, 1)))
    assert loss == near(il.cross_entropy(empirical, q), rel=1e-12)


@given(several, st.sampled_from([0.5, np.e, 3, 10, 256]))
def test_a_base_only_changes_the_unit(p, base):
    assert il.entropy(p, base=base) * np.log2(base) == near(il.entropy(p), rel=1e-14)
