"""Rényi's half of the book: a family of entropies and divergences, one for each order α."""

from collections.abc import Callable
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .arguments import distribution, in_base, pair, quietly, real_array
from .divergences import divergence_terms, total_divergence
from .entropies import number_of_outcomes, total_p_log_p
from .sums import LN2, Floats, add_up, blockwise, power_series


@quietly
def renyi_entropy(
    p: ArrayLike, alpha: ArrayLike, *, base: float = 2, axis: int = -1
) -> float | Floats:
    """Measure uncertainty, where the likelier outcomes count the more, the higher the order α.

    ::

        H_α(p) = 1/(1−α) · log Σᵢ pᵢ^α

        H₀ = log #{i : pᵢ > 0}   (Hartley)      H₁ = H   (Shannon)
        H₂ = −log Σᵢ pᵢ²         (collision)    H_∞ = −log maxᵢ pᵢ   (min-entropy)

    Parameters
    ----------
    p : array_like, shape (..., n)
        One distribution, or a batch of them: of sum 1 within 1e-9, also in float32.
    alpha : array_like, shape (orders)
        An order from 0 to infinity, or an array of them.
    base : float
        The base of the logarithm.
    axis : int
        The axis along which the distributions lie.

    Returns
    -------
    float or ndarray, shape (..., orders)
        Bits (in base 2), never rising with α.

    Raises
    ------
    ValueError
        If `p` is not a distribution, or an order is negative or NaN.

    Examples
    --------
    >>> import infolib as il
    >>> il.renyi_entropy([0.5, 0.25, 0.25], [0, 1, 2, float("inf")]).round(4)
    array([1.585, 1.5  , 1.415, 1.   ])

    References
    ----------
    * A. Rényi, "On Measures of Entropy and Information", Proceedings of the Fourth Berkeley
      Symposium on Mathematical Statistics and Probability 1, 547-561, 1961.
    """
    p = distribution(p, "p", axis)
    largest = np.maximum.reduce(p, axis=-1, keepdims=True)
    logs, top = np.log(p / largest), np.log2(largest[..., 0])  # once for all orders
    bits = for_each_order(lambda order: entropy_of_order(p, logs, top, order), alpha)
    return in_base(np.maximum(bits, 0.0), base)


def for_each_order(measure: Callable[[float], Floats], alpha: ArrayLike) -> Floats:
    """Measure at every order, and append the shape of `alpha` to the shape of the answer."""
    alpha = real_array(alpha, "alpha")
    if alpha.size == 0 or not (alpha >= 0).all():
        raise ValueError("alpha is empty, negative or NaN: give orders from 0 to infinity")
    answers = np.stack([measure(order) for order in alpha.ravel().tolist()], axis=-1)
    return answers.reshape(answers.shape[:-1] + alpha.shape)


def entropy_of_order(p: Floats, logs: Floats, top: Floats, alpha: float) -> Any:
    """Give H_α(p) in bits, from `logs`, which are ln(p/max p), and `top`, the bits of max p."""
    if alpha == 0:
        return np.log2(np.count_nonzero(p, axis=-1))
    if alpha == 1:
        return -blockwise(total_p_log_p, p)
    if alpha == np.inf:
        return -top
    t = alpha - 1
    # The sum may underflow. Take out the largest: Σ p^α = max^α · Σ (p/max)^α.
    powers = blockwise(lambda logs: add_up(np.exp(alpha * logs)), logs)
    bits = alpha / t * top + np.log2(powers) / t
    near = np.abs(t * bits) < 0.5
    if near.any():
        # The sum is nearly 1. Take off the 1 before rounding can blur it:
        # Σ p^α − 1 = Σ p·(p^t − 1) = Σ p·expm1(t·ln p).
        over_one = blockwise(lambda p: total_p_expm1(p, t), p)
        bits = np.where(near, np.log1p(over_one) / LN2 / t, bits)
    return -bits


def total_p_expm1(p: Floats, t: float) -> Any:
    """Give Σ p·expm1(t·ln p) along the last axis, adding nothing where p is 0."""
    return add_up(p * np.expm1(t * np.log(np.where(p > 0, p, 1.0))))


@quietly
def renyi_divergence(
    p: ArrayLike, q: ArrayLike, alpha: ArrayLike, *, base: float = 2, axis: int = -1
) -> float | Floats:
    """Measure how far q is from p, where the largest pᵢ/qᵢ count the more, the higher the order α.

    ::

        D_α(p‖q) = 1/(α−1) · log Σᵢ pᵢ^α qᵢ^(1−α)

        D₀ = −log Σ{qᵢ : pᵢ > 0}      D₁ = D   (Kullback-Leibler)      D_∞ = log maxᵢ pᵢ/qᵢ

    Parameters
    ----------
    p, q : array_like, shape (..., n)
        The truth and the model, of sum 1 within 1e-9, also in float32. Their batches broadcast.
    alpha : array_like, shape (orders)
        An order from 0 to infinity, or an array of them.
    base : float
        The base of the logarithm.
    axis : int
        The axis along which the distributions lie.

    Returns
    -------
    float or ndarray, shape (..., orders)
        Bits (in base 2), never negative, never falling with α. ``inf`` if p and q share no
        outcome; for α >= 1, already if q is 0 where p is not.

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, their lengths differ, or an order is negative or NaN.

    Examples
    --------
    >>> import infolib as il
    >>> il.renyi_divergence([0.5, 0.5], [0.25, 0.75], [0, 1, 2, float("inf")]).round(4)
    array([0.    , 0.2075, 0.415 , 1.    ])

    References
    ----------
    * A. Rényi, "On Measures of Entropy and Information", Proceedings of the Fourth Berkeley
      Symposium on Mathematical Statistics and Probability 1, 547-561, 1961.
    * T. van Erven and P. Harremoës, "Rényi Divergence and Kullback-Leibler Divergence", IEEE
      Transactions on Information Theory 60(7), 3797-3820, 2014.
    """
    p, q = pair(p, q, axis)
    ratio = log_ratio(p, q)  # once for all orders
    bits = for_each_order(lambda order: divergence_of_order(p, q, ratio, order), alpha)
    return in_base(np.maximum(bits, 0.0), base)


def divergence_of_order(p: Floats, q: Floats, ratio: Floats, alpha: float) -> Any:
    """Give D_α(p‖q) in bits, where `ratio` is ln(p/q)."""
    if alpha == 0:
        missed = np.add.reduce(np.where(p > 0, 0.0, q), axis=-1)
        met = np.add.reduce(np.where(p > 0, q, 0.0), axis=-1)
        return -np.where(missed < 0.5, np.log1p(-missed) / LN2, np.log2(met))
    if alpha == 1:
        return blockwise(total_divergence, p, q)
    if alpha == np.inf:
        largest = np.maximum.reduce(np.where(p > 0, ratio, -np.inf), axis=-1)
        return (largest - add_up(p - q)) / LN2  # what rounding left of the sums is no ratio
    # Σ p^α q^(1−α) is the same sum for q, p and 1 − α, and more precise at the order above ½.
    if alpha < 0.5:
        return log_sum(q, p, -ratio, -alpha, alpha - 1) / LN2
    return log_sum(p, q, ratio, alpha - 1, alpha - 1) / LN2


def log_sum(p: Floats, q: Floats, ratio: Floats, t: float, divisor: float) -> Any:
    """Give ln Σ p·(p/q)^t / divisor, for t >= −½."""
    # The sum may underflow or overflow, so take out the largest term.
    scale = max(abs(t), 1.0)
    logs = np.where(p > 0, np.log(p) / scale + t / scale * ratio, -np.inf)
    top = np.maximum.reduce(logs, axis=-1)
    smaller = scale * (logs - top[..., None])
    rest = blockwise(lambda smaller: add_up(np.exp(smaller)), smaller)
    nats = np.where(np.isfinite(top), top + np.log(rest) / scale, top) * (scale / divisor)
    near = np.abs(nats * divisor) < 0.4
    if near.any():
        # The sum is nearly 1, and sums better with the 1 taken off.
        over_one = blockwise(lambda p, q, r: add_up(mean_gaps(p, q, t, r)), p, q, ratio)
        nats = np.where(near, np.log1p(over_one) / divisor, nats)
    return nats


def mean_gaps(p: Floats, q: Floats, t: float, ratio: Floats | None = None) -> Floats:
    """Give p^α q^(1−α) − αp − (1−α)q for α = 1 + t: the geometric less the arithmetic mean.

    Over two distributions these sum to Σ p^α q^(1−α) − 1, but are of one sign, all 0 at p = q.
    `ratio` is ln(p/q), for who has it already.
    """
    gap, ratio = p - q, log_ratio(p, q) if ratio is None else ratio
    plain = p * np.expm1(t * ratio) - t * gap
    near = t * divergence_terms(p, q, gap) + p * exp_tail(t * ratio)
    return np.where(p > 0, np.where(np.abs(ratio) < 0.125, near, plain), t * q)


def log_ratio(p: Floats, q: Floats) -> Floats:
    """Give ln(p/q) to full precision, also near p = q, where p/q is rounded to nearly 1."""
    size = np.log1p(np.abs(p - q) / np.minimum(p, q))
    size = np.where(size < np.inf, size, np.abs(np.log(p) - np.log(q)))
    return np.copysign(size, p - q)


def exp_tail(y: Floats) -> Floats:
    """Give e^y − 1 − y; near 0 as what is left of the series, y²/2! + y³/3! and so on."""
    series = y * y * power_series(y, [1 / factorial(k) for k in range(2, 16)])
    return np.where(np.abs(y) < 0.5, series, np.expm1(y) - y)


def hill_number(p: ArrayLike, alpha: ArrayLike, *, axis: int = -1) -> float | Floats:
    """Count the outcomes effectively present, by the diversity of order α.

    ::

        N_α(p) = (Σᵢ pᵢ^α)^(1/(1−α)) = 2^H_α(p)          with H_α in bits

    Parameters
    ----------
    p : array_like, shape (..., n)
        One distribution, or a batch of them: of sum 1 within 1e-9, also in float32.
    alpha : array_like, shape (orders)
        An order from 0 to infinity, or an array of them.
    axis : int
        The axis along which the distributions lie.

    Returns
    -------
    float or ndarray, shape (..., orders)
        A number of outcomes, from 1 to n: at order 0 all that occur, at 1 the perplexity, at 2
        the inverse Simpson index, at infinity one over the largest probability.

    Raises
    ------
    ValueError
        If `p` is not a distribution, or an order is negative or NaN.

    Examples
    --------
    >>> import infolib as il
    >>> il.hill_number([0.5, 0.25, 0.25], [0, 1, 2, float("inf")]).round(4)
    array([3.    , 2.8284, 2.6667, 2.    ])

    References
    ----------
    * M. O. Hill, "Diversity and Evenness: A Unifying Notation and Its Consequences", Ecology
      54(2), 427-432, 1973.
    """
    return number_of_outcomes(renyi_entropy(p, alpha, axis=axis))
