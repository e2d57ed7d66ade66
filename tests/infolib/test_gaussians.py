"""Closed forms for Gaussians, against integrals and against many digits."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import relative_error
from scipy import integrate, stats

import infolib as il

means, widths = st.floats(-100, 100), st.floats(0.01, 100)


def divergence(mu1, sigma1, mu2, sigma2):
    """Give the textbook formula in bits."""
    mu1, sigma1, mu2, sigma2 = map(mpmath.mpf, (mu1, sigma1, mu2, sigma2))
    spread = (sigma1**2 + (mu1 - mu2) ** 2) / (2 * sigma2**2)
    return (mpmath.log(sigma2 / sigma1) + spread - 0.5) / mpmath.log(2)


@given(means, widths, means, widths)
def test_gaussian_kl_agrees_with_many_digits(mu1, sigma1, mu2, sigma2):
    answer = il.gaussian_kl(mu1, sigma1, mu2, sigma2)
    assert answer >= 0
    assert relative_error(answer, divergence(mu1, sigma1, mu2, sigma2)) < 1e-14


@pytest.mark.parametrize("apart", [1e-3, 1e-6, 1e-9, 1e-12, 1e-15])
def test_gaussian_kl_near_equality_keeps_its_digits(apart):
    for mu, sigma in [(0, 1 + apart), (apart, 1.0), (apart, 1 - apart)]:
        answer = il.gaussian_kl(mu, sigma, 0, 1)
        assert relative_error(answer, divergence(mu, sigma, 0, 1)) < 1e-15


@given(means, widths)
def test_gaussian_kl_of_equals_is_exactly_zero(mu, sigma):
    assert str(il.gaussian_kl(mu, sigma, mu, sigma)) == "0.0"


@given(means, widths, means, widths, st.floats(0.1, 10))
def test_gaussian_kl_does_not_depend_on_the_unit(mu1, sigma1, mu2, sigma2, unit):
    rescaled = il.gaussian_kl(mu1 * unit, sigma1 * unit, mu2 * unit, sigma2 * unit)
    assert rescaled == pytest.approx(il.gaussian_kl(mu1, sigma1, mu2, sigma2), rel=1e-9, abs=1e-12)


def test_gaussian_kl_is_the_integral_of_the_log_ratio():
    one, two = stats.norm(0.3, 0.7), stats.norm(-0.2, 1.1)
    log_ratio = lambda x: one.pdf(x) * (one.logpdf(x) - two.logpdf(x))  # noqa: E731
    nats, _ = integrate.quad(log_ratio, -12, 12)
    assert il.gaussian_kl(0.3, 0.7, -0.2, 1.1, base=np.e) == pytest.approx(nats)


def test_widths_may_differ_by_hundreds_of_powers_of_ten():
    pairs = [(1e-150, 1e150), (1.0, 1e308), (5e-324, 1e-20), (1e100, 1.0)]
    pairs += [(1e-200, 1e200), (1e-160, 1e160), (3e-318, 10.0)]  # their ratio is 0, or nearly
    for sigma1, sigma2 in pairs:
        truth = divergence(0, sigma1, 0, sigma2)
        assert relative_error(il.gaussian_kl(0, sigma1, 0, sigma2), truth) < 1e-14


@pytest.mark.parametrize(
    "gaussians", [(1e308, 1e308, -1e308, 1e308), (0, 1, 1.5e154, 1), (0, 1.5e154, 0, 1)]
)
def test_nothing_overflows_before_the_answer_does(gaussians):
    assert relative_error(il.gaussian_kl(*gaussians), divergence(*gaussians)) < 1e-14


@given(widths)
def test_gaussian_entropy_agrees_with_scipy(sigma):
    assert il.gaussian_entropy(sigma, base=np.e) == pytest.approx(stats.norm(0, sigma).entropy())


def test_gaussian_entropy_may_be_negative_and_changes_with_the_unit():
    metres, millimetres = il.gaussian_entropy(0.1), il.gaussian_entropy(100)
    assert metres < 0 < millimetres
    assert millimetres - metres == pytest.approx(np.log2(1000))


def test_gaussians_broadcast():
    assert isinstance(il.gaussian_entropy(2), float)
    assert isinstance(il.gaussian_kl(0, 1, 2, 3), float)
    assert il.gaussian_entropy([1, 2]).shape == (2,)
    grid = il.gaussian_kl([[0], [1], [2]], 1, [0, 1], [1, 2])
    assert grid.shape == (3, 2)
    assert grid[2, 1] == il.gaussian_kl(2, 1, 1, 2)
