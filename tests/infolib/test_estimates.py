"""Four estimates of entropy from counts, each against its formula in many digits."""

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import infolib as il

METHODS = ["plugin", "miller-madow", "grassberger", "chao-shen"]
counted = st.lists(st.integers(0, 50), min_size=1, max_size=10).filter(any)


def grassberger_g(n):
    """By the definition with digamma functions."""
    half = (mpmath.digamma(mpmath.mpf(n + 1) / 2) - mpmath.digamma(mpmath.mpf(n) / 2)) / 2
    return mpmath.digamma(n) + (-1) ** n * half


@mpmath.workdps(40)
def truth(counts, method):
    """Give the estimate in bits, as its authors write it."""
    n = [mpmath.mpf(k) for k in counts if k]
    total, ones = mpmath.fsum(n), sum(k == 1 for k in n)
    plugin = mpmath.fsum(k / total * mpmath.log(total / k) for k in n)
    covered = 1 - (ones if ones < total else ones - 1) / total
    nats = {
        "plugin": lambda: plugin,
        "miller-madow": lambda: plugin + (len(n) - 1) / (2 * total),
        "grassberger": lambda: (
            mpmath.log(total) - mpmath.fsum(k * grassberger_g(int(k)) for k in n) / total
        ),
        "chao-shen": lambda: (
            -mpmath.fsum(
                c * mpmath.log(c) / (1 - (1 - c) ** total) for c in (covered * k / total for k in n)
            )
        ),
    }[method]()
    return float(nats / mpmath.log(2))


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=40)
@given(counts=counted)
def test_an_estimate_agrees_with_its_formula(counts, method):
    answer = il.entropy_estimate(counts, method=method)
    assert answer == pytest.approx(truth(counts, method), rel=1e-13, abs=1e-14)


@pytest.mark.parametrize("method", METHODS)
def test_counts_may_be_large(method):
    counts = [10**15, 3 * 10**14, 7, 10**9 + 1]
    assert il.entropy_estimate(counts, method=method) == pytest.approx(truth(counts, method))


def test_grassbergers_first_number_is_right_to_the_last_digits():
    nats = il.entropy_estimate([1], method="grassberger", base=np.e)
    assert nats == pytest.approx(np.euler_gamma + np.log(2), rel=2e-15, abs=0)


def test_grassberger_steps_are_the_published_recursion():
    """G₁ = −γ − ln 2, G₂ = 2 − γ − ln 2, G_(2n+1) = G_(2n), G_(2n+2) = G_(2n) + 2/(2n+1)."""
    g = {1: -np.euler_gamma - np.log(2), 2: 2 - np.euler_gamma - np.log(2)}
    for n in range(1, 200):
        g[2 * n + 1] = g[2 * n]
        g[2 * n + 2] = g[2 * n] + 2 / (2 * n + 1)
    for n, value in g.items():
        nats = il.entropy_estimate([n], method="grassberger", base=np.e)
        assert nats == pytest.approx(np.log(n) - value, rel=1e-12, abs=1e-14)


@given(counted, st.sampled_from(METHODS), st.randoms(use_true_random=False))
def test_an_estimate_depends_neither_on_order_nor_on_zeros(counts, method, random):
    shuffled = [*random.sample(counts, len(counts)), 0, 0]
    answer = il.entropy_estimate(counts, method=method)
    assert il.entropy_estimate(shuffled, method=method) == pytest.approx(answer, abs=1e-14)


@given(counted)
def test_the_plugin_estimate_is_the_entropy_of_the_frequencies(counts):
    assert il.entropy_estimate(counts) == pytest.approx(il.entropy(il.normalize(counts)), abs=1e-15)


@pytest.mark.parametrize(
    ("method", "nats"), [("plugin", np.log(5)), ("miller-madow", np.log(5) + 0.4)]
)
def test_five_singletons(method, nats):
    assert il.entropy_estimate([1] * 5, method=method, base=np.e) == pytest.approx(nats)


def test_chao_shen_of_singletons_takes_one_of_them_for_seen_twice():
    """f₁ = N − 1 makes the coverage 1/N, instead of the 0 that would give 0/0."""
    c = 1 / 25
    nats = -5 * c * np.log(c) / (1 - (1 - c) ** 5)
    assert il.entropy_estimate([1] * 5, method="chao-shen", base=np.e) == pytest.approx(nats)


@pytest.mark.parametrize("method", ["plugin", "miller-madow", "chao-shen"])
@pytest.mark.parametrize("count", [1, 2, 1000])
def test_a_single_outcome_seen_has_no_entropy(method, count):
    assert il.entropy_estimate([0, count], method=method) == 0


def test_grassberger_may_be_negative():
    assert il.entropy_estimate([2], method="grassberger") < 0


def test_corrections_lessen_the_bias():
    """A thousand equal symbols, a hundred draws: the plug-in estimate cannot pass log 100."""
    random = np.random.default_rng(1)
    samples = random.multinomial(100, np.full(1000, 1e-3), size=200)
    means = [np.mean([il.entropy_estimate(s, method=m) for s in samples]) for m in METHODS]
    assert means[0] == pytest.approx(6.55, abs=0.01)
    assert means[0] < means[1] < means[2] < np.log2(1000)
    assert means[3] == pytest.approx(np.log2(1000), abs=0.3)
