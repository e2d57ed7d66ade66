"""Where textbook code and well-known libraries go wrong, infolib must not."""

from decimal import Decimal

import numpy as np
import oracles
import pytest
from oracles import relative_error

import infolib as il

SMALLEST = 5e-324  # the least float above 0


def neighbours(size, apart, seed=0):
    """Give two distributions whose probabilities differ by one part in 1/apart."""
    random = np.random.default_rng(seed)
    p = random.dirichlet(np.full(size, 5.0))
    return p, il.normalize(p * (1 + apart * random.uniform(-1, 1, size)))


def test_the_textbook_sum_of_kl_does_go_negative():
    """The accident itself: of fifty neighbours some come out below zero by the usual formula."""
    naive = [np.sum(p * np.log(p / q)) for p, q in (neighbours(5, 1e-9, s) for s in range(50))]
    assert min(naive) < 0


@pytest.mark.parametrize("apart", [1e-2, 1e-4, 1e-6, 1e-8])
@pytest.mark.parametrize("size", [2, 5, 200])
def test_divergences_of_near_equals_keep_their_digits(size, apart):
    for seed in range(5):
        p, q = neighbours(size, apart, seed)
        assert (
            relative_error(il.kl_divergence(p, q), oracles.kl_divergence(p, q))
            < 1e-14 + 1e-29 / apart**2
        )
        assert (
            relative_error(il.js_divergence(p, q), oracles.js_divergence(p, q))
            < 1e-14 + 1e-29 / apart**2
        )


@pytest.mark.parametrize("alpha", [1e-9, 0.1, 0.5, 0.9, 1 - 1e-12, 1 + 1e-12, 2, 10])
def test_renyi_divergences_of_near_equals_keep_their_digits(alpha):
    for apart in (1e-2, 1e-5, 1e-8):
        p, q = neighbours(5, apart)
        truth = oracles.renyi_divergence(p, q, alpha)
        assert relative_error(il.renyi_divergence(p, q, alpha), truth) < 2e-14 + 1e-29 / apart**2


@pytest.mark.parametrize("apart", [1e-2, 1e-5, 1e-8])
def test_mutual_information_near_independence_keeps_its_digits(apart):
    pxy = np.outer([0.3, 0.7], [0.2, 0.8]) + apart / 20 * np.array([[1, -1], [-1, 1]])
    assert (
        relative_error(il.mutual_information(pxy), oracles.mutual_information(pxy)) < 1e-14 / apart
    )


def test_distributions_that_sum_to_one_only_nearly_never_give_a_negative_divergence():
    p = np.array([0.2, 0.3, 0.5])
    for slack in (1e-10, -1e-10, 9e-10, -9e-10):
        scaled = p * (1 + slack)
        assert 0 <= il.kl_divergence(p, scaled) < 1e-18
        assert 0 <= il.kl_divergence(scaled, p) < 1e-18
        assert il.js_divergence(scaled, [0, 0, 1]) == pytest.approx(il.js_divergence(p, [0, 0, 1]))
        assert il.entropy([1 + slack]) >= 0
        assert il.cross_entropy([1], [1 + slack]) >= 0
        assert np.allclose(
            il.renyi_entropy(scaled, [0.5, 1 - 1e-12, 1, 1 + 1e-12, 2]),
            il.renyi_entropy(p, [0.5, 1, 1, 1, 2]),
            rtol=1e-8,
        )
        assert (il.renyi_divergence(scaled, p, [0, 0.5, 1, 2, np.inf]) < 1e-15).all()


def test_the_least_of_all_floats_counts_for_what_it_is():
    rare = [SMALLEST, 1.0]
    assert il.surprisal(SMALLEST) == 1074
    assert il.entropy(rare) == pytest.approx(1074 * SMALLEST, abs=0)
    assert il.cross_entropy([0.5, 0.5], rare) == 537
    assert il.kl_divergence([0.5, 0.5], rare) == pytest.approx(536, rel=1e-15, abs=0)
    assert il.kl_divergence(rare, [0.5, 0.5]) == pytest.approx(1, rel=1e-15, abs=0)
    assert il.renyi_divergence([0.5, 0.5], rare, np.inf) == pytest.approx(1073, rel=1e-15, abs=0)
    assert il.mutual_information([[SMALLEST, 0], [0, 1]]) < 1e-319


@pytest.mark.parametrize("rare", [1e-300, 1e-310, SMALLEST])
def test_a_rare_outcome_under_both_keeps_its_ratio(rare):
    p, q = [rare, 0.5, 0.5], [0.5, rare, 0.5]
    assert relative_error(il.kl_divergence(p, q), oracles.kl_divergence(p, q)) < 1e-15
    assert il.js_divergence(p, q) == pytest.approx(0.5, rel=1e-15, abs=0)


def test_mutual_information_survives_a_product_that_underflows():
    """p(x)p(y) of the first cell is 1e-400, which no float can hold."""
    pxy = [[1e-200, 0], [0, 1]]
    truth = oracles.mutual_information(pxy)
    assert relative_error(il.mutual_information(pxy), truth) < 1e-15


def test_an_impossible_prediction_costs_infinitely_much_and_no_epsilon_is_added():
    p, q = [0.5, 0.5, 0.0], [1.0, 0.0, 0.0]
    assert il.kl_divergence(p, q) == il.cross_entropy(p, q) == il.symmetric_kl(p, q) == np.inf
    assert il.log_loss([1], [q]) == np.inf
    assert il.js_divergence([1, 0], [0, 1]) == 1
    assert il.entropy([1, 0]) == 0
    assert il.kl_divergence([1, 0], [1 - 1e-12, 1e-12]) == pytest.approx(
        1e-12 / np.log(2), rel=1e-3, abs=0
    )


def test_two_impossible_outcomes_are_no_zero_over_zero():
    assert il.kl_divergence([0.5, 0.5, 0], [0.25, 0.75, 0]) == pytest.approx(0.2075187496)
    assert il.kl_divergence([0, 1], [0, 1]) == 0
    assert il.renyi_divergence([0.5, 0.5, 0], [0.25, 0.75, 0], 2) == pytest.approx(0.4150374993)


def test_a_certain_outcome_has_no_minus_sign():
    for answer in (
        il.entropy([1]),
        il.entropy([0, 1.0]),
        il.entropy([1], base=0.5),
        il.surprisal(1),
        il.surprisal(1, base=0.5),
        il.cross_entropy([1, 0], [1, 0]),
        il.binary_entropy(1),
        il.conditional_entropy([[0.5, 0], [0, 0.5]]),
        il.log_loss([0], [[1, 0]]),
        *il.renyi_entropy([0, 1.0], [0, 0.5, 1, 2, np.inf]),
        *il.renyi_divergence([0.5, 0.5], [0.5, 0.5], [0, 0.2, 1, 3, np.inf]),
        il.entropy_estimate([7]),
        il.gaussian_kl(1, 2, 1, 2),
    ):
        assert f"{answer:.1f}" == "0.0"


def test_the_order_of_renyi_may_come_as_near_to_one_as_floats_do():
    p, q = [0.5, 0.3, 0.2], [0.2, 0.2, 0.6]
    for alpha in (1 - 1e-15, 1 + 1e-15, np.nextafter(1, 0), np.nextafter(1, 2)):
        assert il.renyi_entropy(p, alpha) == pytest.approx(il.entropy(p), rel=1e-14, abs=0)
        assert il.renyi_divergence(p, q, alpha) == pytest.approx(
            il.kl_divergence(p, q), rel=1e-14, abs=0
        )


def test_no_order_of_renyi_overflows():
    p, q = [0.5, 0.3, 0.2], [0.2, 0.2, 0.6]
    for alpha in (1e3, 1e6, 1e300, 1.7e308):
        assert il.renyi_entropy(p, alpha) == pytest.approx(1, rel=2 / alpha + 1e-14, abs=0)
        expected = np.log2(2.5) - 1 / (alpha - 1)
        assert il.renyi_divergence(p, q, alpha) == pytest.approx(expected, rel=1e-14, abs=0)


def test_an_order_next_to_zero_is_next_to_hartley():
    p, q = [0.5, 0.5, 0.0], [0.25, 0.25, 0.5]
    for alpha in (SMALLEST, 1e-300, 1e-12):
        assert il.renyi_entropy(p, alpha) == pytest.approx(1)
        assert il.renyi_divergence(p, q, alpha) == pytest.approx(1)


def test_bhattacharyya_of_almost_disjoint_distributions_does_not_underflow():
    p, q = [1.0, 1e-300], [1e-300, 1.0]
    assert il.renyi_divergence(p, q, 0.5) == pytest.approx(-2 * np.log2(2) + 300 * np.log2(10))


def test_huge_counts_do_not_overflow():
    assert il.normalize([1e308, 1e308]).tolist() == [0.5, 0.5]
    assert il.normalize([SMALLEST, 3 * SMALLEST]).tolist() == [0.25, 0.75]


def test_a_long_uniform_distribution_sums_up_precisely():
    n = 3 * 2**20 + 7
    p = np.full(n, 1 / n)
    assert il.entropy(p) == pytest.approx(np.log2(n), rel=1e-14, abs=0)
    assert il.kl_divergence(p, p) == 0


def test_long_rows_of_a_batch_sum_up_precisely():
    p = np.full((3, 10_000), 1e-4)
    assert il.entropy(p) == pytest.approx([4 * np.log2(10)] * 3, rel=1e-15, abs=0)


@pytest.mark.parametrize("shape", [(2000,), (500, 4), (4, 500), (20, 5000)])
def test_an_impossible_outcome_among_many_adds_nothing(shape):
    p = np.arange(np.prod(shape)).reshape(shape) % 4 + 0.0
    p /= p.sum(axis=-1, keepdims=True)
    n = np.count_nonzero(p, axis=-1)
    assert il.cross_entropy(p, np.where(p > 0, 1 / n[..., None], 0)) == pytest.approx(np.log2(n))
    q = np.where(p > 0, p, 1)
    assert il.entropy(p) == pytest.approx(-np.sum(p * np.log2(q), axis=-1), rel=1e-12, abs=0)


@pytest.mark.parametrize("measure", [il.cross_entropy, il.kl_divergence, il.symmetric_kl])
def test_minus_zero_is_zero(measure):
    """It is >= 0, but 0.5/-0.0 is minus infinity, and KL came out as -27 bits."""
    assert measure([0.5, 0.5], [-0.0, 1.0]) == np.inf
    assert str(il.normalize([-0.0, 1])[0]) == "0.0"


@pytest.mark.parametrize(
    "measure", [il.joint_entropy, il.conditional_entropy, il.mutual_information]
)
def test_minus_zero_is_zero_in_a_table(measure):
    table = np.array([[0.5, 0.0], [0.25, 0.25]])
    assert measure(np.where(table > 0, table, -0.0)) == measure(table)


def test_a_number_of_equally_likely_outcomes_is_whole():
    for n in [*range(1, 2001), 10**5, 10**6 + 3]:
        p = np.full(n, 1 / n)
        assert il.perplexity(p) == n
        assert il.hill_number(p, 0) == n
    assert il.hill_number(np.full(49, 1 / 49), [0, 0.5, 1, 2, np.inf]).tolist() == [49] * 5
    assert il.hill_number([[0.5, 0.3, 0.2], [0.4, 0.6, 0]], [0, 2])[:, 0].tolist() == [3, 2]
    assert il.perplexity([0.5, 0.25, 0.25]) == pytest.approx(2**1.5, rel=1e-15, abs=0)


def test_kl_is_that_of_the_normalized_pair():
    """The sums are off by a part in 1e10, which the textbook formula would add to the answer."""
    p, q = np.array([0.7, 0.2, 0.1 + 1e-10]), np.array([0.1, 0.3, 0.6 - 2e-10])
    truth = oracles.kl_divergence(p / p.sum(), q / q.sum())
    assert relative_error(il.kl_divergence(p, q), truth) < 2e-10
    assert relative_error(p @ np.log2(p / q), truth) > 2e-10


def test_renyi_divergence_of_near_equals_is_exact_also_where_the_model_says_0():
    for alpha in (0.25, 0.5, 0.75):
        answer = il.renyi_divergence([1 - 1e-9, 1e-9], [1, 0], alpha)
        assert relative_error(answer, -alpha / (1 - alpha) * np.log1p(-1e-9) / np.log(2)) < 1e-14


@pytest.mark.parametrize("alpha", [0.3, 0.9, 1.1, 2, 5])
def test_a_small_answer_keeps_its_digits_beside_a_large_one(alpha):
    p = np.array([[1 - 2**-30, 2**-30], [0.5, 0.5]])
    truth = oracles.renyi_entropy(p[0], alpha)
    assert relative_error(il.renyi_entropy(p, alpha)[0], truth) < 1e-14
    p, q = np.full((2, 2), 0.5), np.array([[0.5 + 2**-20, 0.5 - 2**-20], [2**-20, 1 - 2**-20]])
    truth = oracles.renyi_divergence(p[0], q[0], alpha)
    assert relative_error(il.renyi_divergence(p, q, alpha)[0], truth) < 1e-14


def test_js_of_what_shares_no_outcome_is_one_bit_and_no_rounding_more():
    tenths, nothing = np.full(10, 0.1), np.zeros(10)
    assert il.js_divergence([*tenths, *nothing], [*nothing, *tenths]) == 1
    assert il.js_divergence([1 + 5e-10, 0], [0, 1 + 5e-10]) == 1


@pytest.mark.parametrize("n", [2, 3, 7, 50, 1500])
def test_total_variation_is_exactly_0_and_1_at_its_ends(n):
    random = np.random.default_rng(n)
    p, q = random.dirichlet(np.ones(n), 2)
    apart = np.r_[p, np.zeros(n)], np.r_[np.zeros(n), q]
    assert il.total_variation(p, p) == 0
    assert il.total_variation(*apart) == 1
    batch = il.total_variation(np.stack([p] * 3), q)
    assert batch == pytest.approx([il.total_variation(p, q)] * 3, rel=1e-15, abs=0)
    assert il.total_variation(p, q) == pytest.approx(np.abs(p - q).sum() / 2, rel=1e-14, abs=0)


def test_total_variation_is_the_largest_disagreement_about_an_event():
    p, q = np.random.default_rng(1).dirichlet(np.ones(5), 2)
    events = np.array(list(np.ndindex(*[2] * 5)))
    assert il.total_variation(p, q) == pytest.approx((events @ (p - q)).max(), rel=1e-14, abs=0)


def test_decimals_are_real_numbers():
    thirds = [Decimal(1) / 4, Decimal(3) / 4]
    assert il.entropy(thirds) == il.entropy([0.25, 0.75])
    with pytest.raises(ValueError, match=r"^p holds NaN"):
        il.entropy([Decimal("NaN"), Decimal(1)])
    with pytest.raises(ValueError, match="p holds NaN: drop"):
        il.entropy([Decimal("sNaN"), Decimal(1)])
    assert il.entropy([0.25, 0.75], base=Decimal(4)) == il.entropy([0.25, 0.75], base=4)
    for base in (Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), 10**400):
        with pytest.raises(ValueError, match=r"^base is .{1,40}: give a finite number > 0"):
            il.entropy([0.25, 0.75], base=base)
