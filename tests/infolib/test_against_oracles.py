"""Every number to the last digits, against mpmath, fractions and SciPy."""

from fractions import Fraction
from math import log2

import mpmath
import numpy as np
import oracles
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles import distributions, pairs, relative_error, tables
from scipy import special, stats
from scipy.spatial import distance

import infolib as il


@settings(max_examples=60)
@given(pairs())
def test_measures_of_a_pair_agree_with_four_hundred_digits(pair):
    p, q = pair
    assert relative_error(il.cross_entropy(p, q), oracles.cross_entropy(p, q)) < 1e-14
    if not np.allclose(p, q):
        assert relative_error(il.kl_divergence(p, q), oracles.kl_divergence(p, q)) < 1e-12
        assert relative_error(il.js_divergence(p, q), oracles.js_divergence(p, q)) < 1e-12


@settings(max_examples=60)
@given(st.integers(2, 8).flatmap(lambda n: distributions(n)))
def test_entropy_agrees_with_four_hundred_digits(p):
    assert relative_error(il.entropy(p), oracles.entropy(p)) < 1e-15


@settings(max_examples=60)
@given(tables())
def test_mutual_information_agrees_with_four_hundred_digits(pxy):
    truth = oracles.mutual_information(pxy)
    assert abs(il.mutual_information(pxy) - truth) < 1e-12 * truth + 1e-15


@settings(max_examples=60)
@given(st.floats(0, 1))
def test_binary_entropy_agrees_with_four_hundred_digits(p):
    heads = mpmath.mpf(p)
    truth = -mpmath.fsum(a * mpmath.log(a, 2) for a in (heads, 1 - heads) if a)
    assert relative_error(il.binary_entropy(p), truth) < 1e-15


@pytest.mark.parametrize("error", [1e-3, 1e-9, 1e-15, 1e-30, 1e-300])
def test_conditional_entropy_of_an_almost_perfect_channel_keeps_its_digits(error):
    channel = np.array([[0.5, error], [0.0, 0.5 - error]])
    truth = oracles.conditional_entropy(channel)
    assert relative_error(il.conditional_entropy(channel), truth) < 1e-15


def test_dyadic_distributions_give_exact_bits():
    p = np.array([0.5, 0.25, 0.125, 0.125])
    truth = sum(Fraction(x) * Fraction(-int(log2(x))) for x in p.tolist())
    assert Fraction(il.entropy(p)) == truth == Fraction(7, 4)
    assert il.cross_entropy(p, p[::-1]) == 2.625
    assert il.kl_divergence(p, np.full(4, 0.25)) == 0.25
    assert il.mutual_information(np.eye(4) / 4) == 2
    assert il.renyi_entropy(np.full(8, 0.125), [0, 0.5, 1, 2, 64, np.inf]).tolist() == [3.0] * 6


def test_entropy_agrees_with_scipy_on_counts_made_probabilities():
    counts = np.random.default_rng(1).integers(0, 50, (20, 9)) + np.eye(20, 9, dtype=int)
    p, q = il.normalize(counts), il.normalize(counts[::-1] + 1)
    assert np.allclose(il.entropy(p), stats.entropy(counts, axis=-1, base=2), rtol=1e-14)
    assert np.allclose(il.kl_divergence(p, q), stats.entropy(p, q, axis=-1, base=2), rtol=1e-12)
    assert np.allclose(il.kl_divergence(p, q, base=np.e), special.rel_entr(p, q).sum(axis=-1))
    assert np.allclose(il.js_divergence(p, q), distance.jensenshannon(p, q, base=2, axis=-1) ** 2)


def test_a_number_from_the_literature():
    """Shannon's weather: code lengths 2 2 3 3 4 4 5 5 leave a sixteenth of the words unused."""
    p = np.array([0.35, 0.35, 0.1, 0.1, 0.04, 0.04, 0.01, 0.01])
    lengths = np.array([5, 5, 4, 4, 3, 3, 2, 2])
    assert il.kraft_sum(lengths) == 0.9375
    assert round(il.entropy(p), 2) == 2.23
    assert round(il.expected_length(p, lengths), 2) == 4.58
    assert round(il.kl_divergence(p, il.normalize(2.0**-lengths)), 3) == 2.258
