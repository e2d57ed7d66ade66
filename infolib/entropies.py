"""Surprise and its average: what one distribution says by itself."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .arguments import check_nonnegative, distribution, in_base, quietly, real_array
from .sums import ABOVE_MINUS_ONE, LN2, TINIEST, Floats, above_zero, blockwise, dot


@quietly
def surprisal(p: ArrayLike, *, base: float = 2) -> float | Floats:
    """Measure how surprising an outcome of probability p is.

    ::

        s(p) = log 1/p

    Parameters
    ----------
    p : array_like, any shape
        Probabilities from 0 to 1, each by itself: they need not sum to 1.
    base : float
        The base of the logarithm.

    Returns
    -------
    float or ndarray
        Bits (in base 2), of the shape of `p`; ``inf`` where p is 0.

    Raises
    ------
    ValueError
        If a number is no probability.

    Examples
    --------
    >>> import infolib as il
    >>> il.surprisal([1, 0.5, 0.125, 0])
    array([ 0.,  1.,  3., inf])

    References
    ----------
    * C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical
      Journal 27, 379-423 and 623-656, 1948.
    """
    return in_base(-np.log2(probabilities(p)), base)


def probabilities(p: ArrayLike) -> Floats:
    """Give numbers from 0 to 1, each a probability by itself."""
    p = real_array(p, "p")
    check_nonnegative(p, "p")
    if p.max() > 1:
        raise ValueError(f"p holds {p.max():.17g}, more than 1: give probabilities")
    return p


@quietly
def entropy(p: ArrayLike, *, base: float = 2, axis: int = -1) -> float | Floats:
    """Measure the average surprise of a distribution.

    ::

        H(p) = Σᵢ pᵢ log 1/pᵢ          (an outcome with pᵢ = 0 adds 0)

    Parameters
    ----------
    p : array_like, shape (..., n)
        One distribution, or a batch of them: of sum 1 within 1e-9, also in float32.
    base : float
        The base of the logarithm.
    axis : int
        The axis along which the distributions lie.

    Returns
    -------
    float or ndarray, shape (...)
        Bits (in base 2), from 0 for one certain outcome to log n for n equally likely ones.

    Raises
    ------
    ValueError
        If `p` is not a distribution.

    Examples
    --------
    >>> import infolib as il
    >>> il.entropy([0.5, 0.25, 0.25])
    1.5

    References
    ----------
    * C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical
      Journal 27, 379-423 and 623-656, 1948.
    """
    bits = -blockwise(total_p_log_p, distribution(p, "p", axis))
    return in_base(np.maximum(bits, 0.0), base)  # one "certain" outcome of 1 + 1e-10 gives 0


def total_p_log_p(p: Floats) -> Any:
    """Give Σ p·log2(p) along the last axis, adding nothing where p is 0."""
    return dot(p, np.log2(above_zero(p)))


@quietly
def binary_entropy(p: ArrayLike, *, base: float = 2) -> float | Floats:
    """Measure the entropy of a coin that falls heads with probability p.

    ::

        h(p) = p log 1/p + (1−p) log 1/(1−p)

    Parameters
    ----------
    p : array_like, any shape
        Probabilities of heads.
    base : float
        The base of the logarithm.

    Returns
    -------
    float or ndarray
        Bits (in base 2), of the shape of `p`, from 0 to 1.

    Raises
    ------
    ValueError
        If a number is no probability.

    Examples
    --------
    >>> import infolib as il
    >>> il.binary_entropy([0, 0.5, 1])
    array([0., 1., 0.])

    References
    ----------
    * C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical
      Journal 27, 379-423 and 623-656, 1948.
    """
    p = probabilities(p)
    # log(1 − p) would see 1 − p rounded, and a p below 1e-16 not at all; log1p(−p) sees p.
    heads = p * np.log2(np.maximum(p, TINIEST))
    tails = (1 - p) * np.log1p(np.maximum(-p, ABOVE_MINUS_ONE)) / LN2
    return in_base(-(heads + tails), base)


def perplexity(p: ArrayLike, *, axis: int = -1) -> float | Floats:
    """Count the equally likely outcomes that would be as uncertain.

    ::

        PP(p) = 2^H(p)          with H in bits; any other base gives the same number

    Parameters
    ----------
    p : array_like, shape (..., n)
        One distribution, or a batch of them: of sum 1 within 1e-9, also in float32.
    axis : int
        The axis along which the distributions lie.

    Returns
    -------
    float or ndarray, shape (...)
        A number of outcomes, from 1 to n.

    Raises
    ------
    ValueError
        If `p` is not a distribution.

    Examples
    --------
    >>> import infolib as il
    >>> il.perplexity([0.25, 0.25, 0.25, 0.25])
    4.0
    """
    return number_of_outcomes(entropy(p, axis=axis))


def number_of_outcomes(bits: float | Floats) -> Any:
    """Give 2^bits; a number that only rounding keeps from being whole is whole."""
    number = np.exp2(bits)
    whole = np.rint(number)
    number = np.where(np.abs(number - whole) <= 1e-13 * whole, whole, number)
    return number if number.ndim else number.item()
