"""From counts: frequencies, and estimates of the entropy of the source."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .arguments import (
    along_last,
    check_nonnegative,
    in_base,
    quietly,
    real_array,
    whole_numbers,
)
from .labels import with_labels
from .sums import LN2, Floats, power_series


@quietly
def normalize(counts: Any, *, axis: int | None = -1) -> Any:
    """Turn counts into a distribution.

    ::

        pᵢ = countsᵢ / Σⱼ countsⱼ

    Parameters
    ----------
    counts : array_like, shape (..., n)
        Numbers >= 0, not all of them 0.
    axis : int or None
        The axis along which to sum to 1; None for a joint table, all of which sums to 1.

    Returns
    -------
    ndarray
        Of the shape of `counts`. What pandas or xarray has labelled comes back as the same kind of
        object with the same labels, so that two of them are not paired by position unseen.

    Raises
    ------
    ValueError
        If a count is negative or not finite, or all are 0.

    Examples
    --------
    >>> import infolib as il
    >>> il.normalize([3, 1])
    array([0.75, 0.25])
    """
    array = real_array(counts, "counts")
    if axis is None:
        return with_labels(shares(array.reshape(-1), -1).reshape(array.shape), counts)
    return with_labels(shares(array, axis), counts)


def shares(counts: Floats, axis: int) -> Floats:
    """Divide numbers by their sum along one axis."""
    counts = along_last(counts, "counts", axis)
    check_nonnegative(counts, "counts")
    largest = np.maximum.reduce(counts, axis=-1, keepdims=True)
    if not largest.all():
        raise ValueError("counts are all zero: give at least one that is not")
    # The sum of huge counts would overflow; a power of two scales them without rounding.
    scaled = np.ldexp(counts, -np.frexp(largest)[1])
    p = scaled / np.add.reduce(scaled, axis=-1, keepdims=True) + 0.0  # which leaves no −0.0
    return np.moveaxis(p, -1, axis)


@quietly
def entropy_estimate(counts: ArrayLike, *, method: str = "plugin", base: float = 2) -> float:
    """Estimate the entropy of the source of a sample, from how often each outcome was seen.

    With nᵢ counts, N = Σ nᵢ, and K the number of outcomes seen, in nats::

        plugin          Σ nᵢ/N · ln N/nᵢ                           biased low
        miller-madow    plugin + (K − 1)/(2N)                      without the bias of order 1/N
        grassberger     ln N − Σ nᵢ/N · G(nᵢ)                      G(n) in place of ln n
        chao-shen       −Σ cᵢ ln cᵢ / (1 − (1 − cᵢ)^N)             cᵢ = (1 − f₁/N) · nᵢ/N

    Grassberger's G(n) = ψ(n) + ½ (−1)ⁿ [ψ((n+1)/2) − ψ(n/2)], with ψ the digamma function. His
    estimate may be slightly negative, and is for a single outcome seen twice.

    Chao and Shen take f₁, the number of outcomes seen once, to tell how much was never seen. If
    all were seen only once, then f₁ = N, every cᵢ would be 0 and the formula 0/0; here f₁ = N − 1
    takes its place, as in the R package entropy.

    Parameters
    ----------
    counts : array_like of int, shape (n,)
        How often each outcome was seen; zeros change nothing.
    method : {"plugin", "miller-madow", "grassberger", "chao-shen"}
        The estimate.
    base : float
        The base of the logarithm.

    Returns
    -------
    float
        Bits (in base 2).

    Raises
    ------
    ValueError
        If `counts` are not whole numbers >= 0, all are 0, or `method` is none of the four.

    Examples
    --------
    >>> import infolib as il
    >>> il.entropy_estimate([2, 1, 1])
    1.5
    >>> round(il.entropy_estimate([2, 1, 1], method="miller-madow"), 4)
    1.8607

    References
    ----------
    * G. A. Miller, "Note on the Bias of Information Estimates", in H. Quastler (ed.),
      Information Theory in Psychology, Free Press, 95-100, 1955.
    * P. Grassberger, "Entropy Estimates from Insufficient Samplings", 2003, revised 2008,
      arXiv:physics/0307138.
    * A. Chao and T.-J. Shen, "Nonparametric Estimation of Shannon's Index of Diversity When
      There Are Unseen Species in Sample", Environmental and Ecological Statistics 10, 429-443,
      2003.
    """
    n, times = np.unique(whole_numbers(counts, "counts"), return_counts=True)
    total = np.add.reduce(times * n)
    if total == 0:
        raise ValueError("counts are all zero: give at least one that is not")
    if total == np.inf:
        raise ValueError("counts sum to more than 1.8e308: give smaller ones")
    if method not in ESTIMATES:
        raise ValueError(f"method is {method!r}: give one of {', '.join(ESTIMATES)}")
    seen = n > 0
    return in_base(ESTIMATES[method](n[seen], times[seen], total), base)


# Each takes the counts n that occur, how many outcomes have each (for these add the same), and
# the total N.


def plugin(n: Floats, times: Any, total: float) -> Any:
    """Take the frequencies for the probabilities."""
    p = n / total
    return -np.add.reduce(times * p * np.log2(p))


def miller_madow(n: Floats, times: Any, total: float) -> Any:
    """Add to the plug-in estimate what it lacks on average, to the first order in 1/N."""
    return plugin(n, times, total) + (times.sum() - 1) / (2 * total) / LN2


def grassberger(n: Floats, times: Any, total: float) -> Any:
    """Replace ln n by G(n)."""
    return (np.log(total) - np.add.reduce(times * (n / total) * grassberger_g(n))) / LN2


def grassberger_g(n: Floats) -> Floats:
    """Give G(n) = ψ(m + ½) + ln 2, where m is the whole part of n/2.

    ψ(x) is ψ(x + 20) − Σ 1/(x + k), k = 0 … 19, and has a series in 1/(x − ½)² for large x.
    """
    x = n // 2 + 0.5
    large = x + 19.5
    series = power_series(large**-2, [0, 1 / 24, -7 / 960, 31 / 8064, -127 / 30720])
    return np.log(large) + series - sum(1 / (x + k) for k in range(20)) + LN2


def chao_shen(n: Floats, times: Any, total: float) -> Any:
    """Discount the frequencies by what was not seen, and divide by the chances of being seen."""
    singletons = min(times[n == 1].sum(), total - 1)
    c = (1 - singletons / total) * n / total
    return -np.add.reduce(times * c * np.log2(c) / -np.expm1(total * np.log1p(-c)))


ESTIMATES = {
    "plugin": plugin,
    "miller-madow": miller_madow,
    "grassberger": grassberger,
    "chao-shen": chao_shen,
}
