"""How far a model is from the truth, or one distribution from another."""

from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .arguments import TOLERANCE, distribution, in_base, pair, quietly, real_array, whole_numbers
from .labels import axis_labels, refuse_other_labels
from .sums import ABOVE_MINUS_ONE, LN2, Floats, above_zero, add_up, blockwise, dot, power_series


@quietly
def cross_entropy(p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1) -> float | Floats:
    """Measure the average surprise of one who believes q where p is true.

    ::

        H(p, q) = Σᵢ pᵢ log 1/qᵢ

    Parameters
    ----------
    p, q : array_like, shape (..., n)
        The truth and the model, of sum 1 within 1e-9, also in float32. Their batches broadcast.
    base : float
        The base of the logarithm.
    axis : int
        The axis along which the distributions lie.

    Returns
    -------
    float or ndarray, shape (...)
        Bits (in base 2); ``inf`` if q is 0 where p is not.

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, or their lengths differ.

    Examples
    --------
    >>> import infolib as il
    >>> il.cross_entropy([0.5, 0.25, 0.25], [0.25, 0.25, 0.5])
    1.75

    References
    ----------
    * T. M. Cover and J. A. Thomas, "Elements of Information Theory", 2nd ed., Wiley, 2006.
    """
    bits = -blockwise(total_p_log_q, *pair(p, q, axis))
    return in_base(np.maximum(bits, 0.0), base)


def total_p_log_q(p: Floats, q: Floats) -> Any:
    """Give Σ p·log2(q) along the last axis, adding nothing where p is 0."""
    return dot(p, np.log2(np.where(p > 0, q, 1.0)))


@quietly
def log_loss(labels: ArrayLike, q: ArrayLike, *, base: float = 2) -> float:
    """Average the surprise of a model at what really happened.

    ::

        L = 1/N Σᵢ log 1/q[i, labelsᵢ]

    This is the cross-entropy of the labels' empirical distribution. Nothing is clipped.

    Parameters
    ----------
    labels : array_like of int, shape (N,)
        What happened: whole numbers from 0 to K − 1.
    q : array_like, shape (N, K)
        What the model expected: for each label a distribution, of sum 1 within 1e-9, also in
        float32. Column k is for label k; columns named by numbers must say so.
    base : float
        The base of the logarithm.

    Returns
    -------
    float
        Bits (in base 2) a label; ``inf`` if the model gave a label probability 0.

    Raises
    ------
    ValueError
        If a label is not one of K, a row is not a distribution, or their numbers differ.

    Examples
    --------
    >>> import infolib as il
    >>> il.log_loss([0, 1], [[0.5, 0.5], [0.875, 0.125]])
    2.0
    """
    refuse_other_labels(labels, q, "labels q", axis=0)
    refuse_names(labels, q)
    labels = whole_numbers(labels, "labels")
    q = forecasts(q, len(labels))
    if labels.max() >= q.shape[-1]:
        raise ValueError(f"labels holds {labels.max():.12g}: give labels below {q.shape[-1]}")
    surprises = -np.log2(q[np.arange(labels.size), labels.astype(np.intp)])
    return in_base(np.add.reduce(surprises) / labels.size, base)


def refuse_names(labels: ArrayLike, q: ArrayLike) -> None:
    """Refuse the names of columns, if q has named ones, with the way to their numbers."""
    named = hasattr(getattr(q, "columns", None), "get_indexer")
    if named and any(isinstance(label, str) for label in np.ravel(labels)):
        raise ValueError("labels holds names of columns: give q.columns.get_indexer(labels)")


def forecasts(q: ArrayLike, count: int) -> Floats:
    """Give a row of probabilities for each of `count` labels."""
    rows = real_array(q, "q")
    if rows.ndim != 2 or len(rows) != count:
        fault = f"q has shape {rows.shape}: give a row for each of the {count} labels"
        if rows.shape == (count,):
            fault += ", e.g. np.stack([1 - q, q], axis=-1) if q is the probability of label 1"
        elif rows.ndim == 1 and abs(np.add.reduce(rows) - 1) <= TOLERANCE:
            fault += f", e.g. np.broadcast_to(q, ({count}, {rows.size}))"
        raise ValueError(fault)
    for _, names in axis_labels(q)[1:]:
        numbered = all(isinstance(name, Real) or str(name).isdecimal() for name in names)
        if numbered and list(map(float, names)) != list(range(len(names))):
            mend = "np.asarray(q) if column k stands for label k"
            raise ValueError(f"q has columns other than 0, 1, 2, ... in that order: give {mend}")
    return distribution(q, "q", otherwise="np.transpose(q)")


@quietly
def kl_divergence(p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1) -> float | Floats:
    """Measure the average extra surprise of one who believes q where p is true.

    ::

        D(p‖q) = Σᵢ pᵢ log pᵢ/qᵢ = H(p, q) − H(p)

    Parameters
    ----------
    p, q : array_like, shape (..., n)
        The truth and the model, of sum 1 within 1e-9, also in float32. Their batches broadcast.
    base : float
        The base of the logarithm.
    axis : int
        The axis along which the distributions lie.

    Returns
    -------
    float or ndarray, shape (...)
        Bits (in base 2), never negative, 0.0 if p = q; ``inf`` if q is 0 where p is not.

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, or their lengths differ.

    Notes
    -----
    What is summed is pᵢ log pᵢ/qᵢ − (pᵢ − qᵢ)/ln 2. The subtracted part sums to 0, as p and q both
    sum to 1; but with it no term is negative, and none is 0 unless pᵢ = qᵢ. If rounding left sums
    of 1 + a and 1 + b, then the answer is that of the normalized pair, except for a times itself
    and for (a − b)²/2 nats, where the textbook sum would be wrong by a − b.

    Examples
    --------
    >>> import infolib as il
    >>> round(il.kl_divergence([0.5, 0.5], [0.25, 0.75]), 6)
    0.207519
    >>> il.kl_divergence([0.5, 0.5], [1, 0])
    inf

    References
    ----------
    * S. Kullback and R. A. Leibler, "On Information and Sufficiency", Annals of Mathematical
      Statistics 22(1), 79-86, 1951.
    """
    return in_base(blockwise(total_divergence, *pair(p, q, axis)), base)


def total_divergence(p: Floats, q: Floats, gap: Floats | None = None) -> Any:
    """Give Σ p·log2(p/q) − (p − q)/ln 2 along the last axis; `gap` is p − q, if known better.

    The fast sum is doubtful in two cases, which are summed again term by term. A small total is
    what a cancellation left over; and an infinite one may be the overflow of p/q for a q < 1e-308.
    """
    weight = add_up(p)
    total = dot(p, np.log2(above_zero(p / q))) - (weight - add_up(q)) / LN2
    doubtful = (total < weight / 256) | (total == np.inf)
    if np.logical_or.reduce(doubtful, axis=None):
        total, few, others = np.asarray(total), p[doubtful], q[doubtful]
        exact = divergence_terms(few, others, few - others if gap is None else gap[doubtful])
        total[doubtful] = add_up(exact) / LN2
    return total


def divergence_terms(p: Floats | float, q: Floats, gap: Floats) -> Floats:
    """Give p·ln(p/q) − gap to full precision, term by term; none is negative.

    Near p = q that is a small difference of nearly equal numbers, so it is taken on paper: with
    u = gap/(p + q), ln(p/q) is 2·artanh(u) = 2(u + u³/3 + u⁵/5 + …), and 2pu − gap is gap·u.
    """
    u = gap / (p + q)
    z = u * u
    series = u * (gap + p * z * power_series(z, [2 / k for k in range(3, 15, 2)]))
    excess = np.fmax(gap / q, ABOVE_MINUS_ONE)
    near = np.abs(excess) < 0.125
    if near.all():
        return series
    plain = p * np.log1p(excess) - gap
    large = p * (np.log(p) - np.log(q)) - gap
    return np.where(near, series, np.where(excess < np.inf, plain, large))


def symmetric_kl(p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1) -> float | Floats:
    """Average the two directions of the KL divergence.

    ::

        S(p, q) = ½ D(p‖q) + ½ D(q‖p)          (Jeffreys' J is twice this)

    Parameters
    ----------
    p, q : array_like, shape (..., n)
        Two distributions, of sum 1 within 1e-9, also in float32. Their batches broadcast.
    base : float
        The base of the logarithm.
    axis : int
        The axis along which the distributions lie.

    Returns
    -------
    float or ndarray, shape (...)
        Bits (in base 2); ``inf`` unless p and q are 0 at the same outcomes.

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, or their lengths differ.

    Examples
    --------
    >>> import infolib as il
    >>> round(il.symmetric_kl([0.75, 0.25], [0.25, 0.75]), 6)
    0.792481

    References
    ----------
    * H. Jeffreys, "An Invariant Form for the Prior Probability in Estimation Problems",
      Proceedings of the Royal Society of London A 186, 453-461, 1946.
    """
    forward = kl_divergence(p, q, base=base, axis=axis)
    backward = kl_divergence(q, p, base=base, axis=axis)
    return (forward + backward) / 2


@quietly
def js_divergence(p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1) -> float | Floats:
    """Measure how far two distributions are from their average.

    ::

        JS(p, q) = ½ D(p‖m) + ½ D(q‖m),   m = ½ (p + q)

    Parameters
    ----------
    p, q : array_like, shape (..., n)
        Two distributions, of sum 1 within 1e-9, also in float32. Their batches broadcast.
    base : float
        The base of the logarithm.
    axis : int
        The axis along which the distributions lie.

    Returns
    -------
    float or ndarray, shape (...)
        From 0 to 1 bit (in base 2). Its square root is a metric.

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, or their lengths differ.

    Examples
    --------
    >>> import infolib as il
    >>> il.js_divergence([1, 0], [0, 1])
    1.0

    References
    ----------
    * J. Lin, "Divergence Measures Based on the Shannon Entropy", IEEE Transactions on
      Information Theory 37(1), 145-151, 1991.
    """
    bits = blockwise(total_js, *pair(p, q, axis))
    return in_base(np.minimum(bits, 1.0), base)  # rounding may not lead past one bit


def total_js(p: Floats, q: Floats) -> Any:
    """Give the sum of ½ D(p‖m) + ½ D(q‖m), everything doubled, so that m = p + q loses nothing."""
    left = total_divergence(2 * p, p + q, p - q)
    return (left + total_divergence(2 * q, p + q, q - p)) / 4


@quietly
def total_variation(p: ArrayLike, q: ArrayLike, *, axis: int = -1) -> float | Floats:
    """Measure the most by which two distributions disagree about any event.

    ::

        TV(p, q) = ½ Σᵢ |pᵢ − qᵢ| = max over sets A of p(A) − q(A)

    Parameters
    ----------
    p, q : array_like, shape (..., n)
        Two distributions, of sum 1 within 1e-9, also in float32. Their batches broadcast.
    axis : int
        The axis along which the distributions lie.

    Returns
    -------
    float or ndarray, shape (...)
        From 0 for p = q to 1 for distributions that share no outcome, both exactly.

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, or their lengths differ.

    Examples
    --------
    >>> import infolib as il
    >>> il.total_variation([0.5, 0.5], [0.25, 0.75])
    0.25

    References
    ----------
    * D. A. Levin and Y. Peres, "Markov Chains and Mixing Times", 2nd ed., American Mathematical
      Society, 2017, chapter 4.
    """
    p, q = pair(p, q, axis)
    apart = blockwise(lambda p, q: add_up(np.abs(p - q)), p, q)
    # Divided by their sum in place of 2, disjoint distributions give exactly 1.
    share = apart / blockwise(lambda p, q: add_up(p + q), p, q)
    return share if share.ndim else share.item()
