"""Rényi's half of the book: a family of entropies and divergences, one for each order."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from .arguments import Floats, distribution, log2_of, orders, pair, quietly, sum_last
from .measures import LN2, TINY, excess


@quietly
def renyi_entropy(p: ArrayLike, alpha: ArrayLike, *, base: float = 2, axis: int = -1) -> Floats:
    """Measure uncertainty, the likelier outcomes counting more as the order α grows."""
    p = distribution(p, "p", axis)
    nats = for_each_order(lambda order: entropy_of_order(p, order), orders(alpha))
    return np.maximum(nats, 0.0) / LN2 / log2_of(base) + 0.0


def for_each_order(measure: Callable[[float], Floats], alpha: Floats) -> Floats:
    """Append the shape of alpha to the shape of what is measured."""
    if alpha.ndim == 0:
        return measure(float(alpha))
    results = [measure(order) for order in alpha.ravel().tolist()] or [measure(1.0)]
    return np.stack(results, axis=-1)[..., : alpha.size].reshape(results[0].shape + alpha.shape)


def entropy_of_order(p: Floats, alpha: float) -> Floats:
    """Give H_α(p) in nats."""
    if alpha == 0:
        return np.log(np.count_nonzero(p, axis=-1))
    if alpha == 1:
        return -np.add.reduce(p * np.log(np.maximum(p, TINY)), axis=-1)
    log_p = np.log(p)
    largest = np.maximum.reduce(log_p, axis=-1)
    if alpha == np.inf:
        return -largest
    t = alpha - 1
    moment = np.add.reduce(np.where(p > 0, p * np.expm1(t * log_p), 0.0), axis=-1)
    ratios = np.exp(alpha * (log_p - largest[..., None]))
    shifted = alpha / t * largest + np.log(np.add.reduce(ratios, axis=-1)) / t
    return -np.where((moment > -0.5) & (moment < np.inf), np.log1p(moment) / t, shifted)


@quietly
def renyi_divergence(
    p: ArrayLike, q: ArrayLike, alpha: ArrayLike, *, base: float = 2, axis: int = -1
) -> Floats:
    """Measure how far the model q is from p, p's excesses counting more as α grows."""
    p, q = pair(p, q, axis)
    nats = for_each_order(lambda order: divergence_of_order(p, q, order), orders(alpha))
    return np.maximum(nats, 0.0) / LN2 / log2_of(base) + 0.0


def divergence_of_order(p: Floats, q: Floats, alpha: float) -> Floats:
    """Give D_α(p‖q) in nats."""
    if alpha == 0:
        missed = np.add.reduce(np.where(p > 0, 0.0, q), axis=-1)
        met = np.add.reduce(np.where(p > 0, q, 0.0), axis=-1)
        return -np.where(missed < 0.5, np.log1p(-missed), np.log(met))
    if alpha == 1:
        return sum_last(lambda p, q: excess(p, q, p - q), p, q)
    if alpha == np.inf:
        return np.maximum.reduce(np.where(p > 0, log_ratio(p, q), -np.inf), axis=-1)
    if alpha < 0.5:
        return log_moment(q, p, -alpha, alpha - 1)
    return log_moment(p, q, alpha - 1, alpha - 1)


def log_ratio(p: Floats, q: Floats) -> Floats:
    """Give ln(p/q) to full precision, also for p ≈ q."""
    size = np.log1p(np.abs(p - q) / np.minimum(p, q))
    size = np.where(size < np.inf, size, np.abs(np.log(p) - np.log(q)))
    return np.copysign(size, p - q)


def log_moment(p: Floats, q: Floats, t: float, divisor: float) -> Floats:
    """Give ln Σ p·(p/q)^t / divisor for t ≥ −1/2."""
    ratio = log_ratio(p, q)
    terms = p * np.expm1(t * ratio) - t * (p - q)
    precise = t * excess(p, q, p - q) + p * exp_tail(t * ratio)
    terms = np.where(np.abs(ratio) < 0.125, precise, terms)
    total = np.add.reduce(np.where(p > 0, terms, t * q), axis=-1)
    scale = max(abs(t), 1.0)
    logs = np.where(p > 0, np.log(p) / scale + t / scale * ratio, -np.inf)
    largest = np.maximum.reduce(logs, axis=-1)
    rest = np.add.reduce(np.exp(scale * (logs - largest[..., None])), axis=-1)
    shifted = np.where(np.isfinite(largest), largest + np.log(rest) / scale, largest)
    direct = (total > -0.5) & (total < np.inf)
    return np.where(direct, np.log1p(total) / divisor, shifted * (scale / divisor))


def exp_tail(y: Floats) -> Floats:
    """Give e^y − 1 − y."""
    series = 1.0
    for k in range(12, 2, -1):
        series = 1 + y * series / k
    return np.where(np.abs(y) < 0.125, y * y / 2 * series, np.expm1(y) - y)


def hill_number(p: ArrayLike, alpha: ArrayLike, *, axis: int = -1) -> Floats:
    """Count the outcomes effectively present: the exponential of the Rényi entropy."""
    return np.exp2(renyi_entropy(p, alpha, axis=axis))
