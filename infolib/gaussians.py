"""Gaussians: the entropy of a density may be negative, the divergence of two never is."""

import math
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import in_base, quietly, real_array
from .divergences import divergence_terms
from .labels import refuse_other_labels
from .sums import LN2, Floats


@quietly
def gaussian_entropy(sigma: ArrayLike, *, base: float = 2) -> float | Floats:
    """Measure the differential entropy of a Gaussian of standard deviation sigma.

    ::

        h = ½ log(2πe σ²)

    Parameters
    ----------
    sigma : array_like, any shape
        Standard deviations.
    base : float
        The base of the logarithm.

    Returns
    -------
    float or ndarray
        Bits (in base 2), of the shape of `sigma`. Negative below σ = 0.242, and shifted by log c
        if the unit of measurement becomes c times finer.

    Raises
    ------
    ValueError
        If a standard deviation is not finite and > 0.

    Examples
    --------
    >>> import infolib as il
    >>> il.gaussian_entropy([1, 2, 0.125]).round(3)
    array([ 2.047,  3.047, -0.953])

    References
    ----------
    * C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical
      Journal 27, 379-423 and 623-656, 1948.
    """
    bits = np.log2(deviations(sigma, "sigma")) + math.log2(2 * math.pi * math.e) / 2
    return in_base(bits, base)


@quietly
def gaussian_kl(
    mu1: ArrayLike, sigma1: ArrayLike, mu2: ArrayLike, sigma2: ArrayLike, *, base: float = 2
) -> float | Floats:
    """Measure the divergence of the Gaussian model N₂ from the Gaussian truth N₁.

    ::

        D(N₁‖N₂) = ln σ₂/σ₁ + (σ₁² + (μ₁ − μ₂)²)/(2σ₂²) − ½     in nats

    Parameters
    ----------
    mu1, sigma1 : array_like
        Mean and standard deviation of the truth.
    mu2, sigma2 : array_like
        Mean and standard deviation of the model; all four broadcast.
    base : float
        The base of the logarithm.

    Returns
    -------
    float or ndarray
        Bits (in base 2), never negative, 0.0 for equal Gaussians.

    Raises
    ------
    ValueError
        If a mean is not finite, a standard deviation not finite and > 0, or two of the four are
        labelled otherwise.

    Examples
    --------
    >>> import infolib as il
    >>> round(il.gaussian_kl(0, 1, 1, 2), 4)
    0.6393

    References
    ----------
    * S. Kullback and R. A. Leibler, "On Information and Sufficiency", Annals of Mathematical
      Statistics 22(1), 79-86, 1951.
    """
    given = {"mu1": mu1, "sigma1": sigma1, "mu2": mu2, "sigma2": sigma2}
    for one, two in combinations(given, 2):
        refuse_other_labels(given[one], given[two], f"{one} {two}")
    mu1, mu2 = finite(mu1, "mu1"), finite(mu2, "mu2")
    sigma1, sigma2 = deviations(sigma1, "sigma1"), deviations(sigma2, "sigma2")
    shift, stretch = distance(mu1, mu2, sigma2), (sigma1 - sigma2) / sigma2
    # As a sum of terms >= 0, in r = σ₁/σ₂: shift²/2 + (r − 1)²/2 + (r − 1 − ln r)
    ratio = sigma1 / sigma2
    spread = divergence_terms(1.0, ratio, -stretch)
    # A ratio next to 0 has lost its digits, and is lost beside ln r.
    spread = np.where(ratio > 1e-300, spread, np.log(sigma2) - np.log(sigma1) - 1)
    return in_base((shift * (shift / 2) + stretch * (stretch / 2) + spread) / LN2, base)


def distance(mu1: Floats, mu2: Floats, sigma: Floats) -> Floats:
    """Give (μ₁ − μ₂)/σ, also where the difference of the means overflows."""
    gap = mu1 - mu2
    return np.where(np.isfinite(gap), gap / sigma, mu1 / sigma - mu2 / sigma)


def finite(values: ArrayLike, name: str) -> Floats:
    """Give finite numbers."""
    array = real_array(values, name)
    if array.size == 0:
        raise ValueError(f"{name} is empty: give at least one number")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds NaN or an infinity: give finite numbers")
    return array


def deviations(sigma: ArrayLike, name: str) -> Floats:
    """Give standard deviations."""
    sigma = finite(sigma, name)
    if not (sigma > 0).all():
        raise ValueError(f"{name} holds {sigma.min():.12g}: give standard deviations > 0")
    return sigma
