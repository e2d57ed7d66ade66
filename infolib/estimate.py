"""Entropy from counts: the plug-in estimate, and three that correct its bias."""

import math

import numpy as np
from numpy.typing import ArrayLike

from .arguments import Floats, log2_of, quietly, whole_numbers

EULER_GAMMA = 0.5772156649015329


@quietly
def entropy_estimate(counts: ArrayLike, *, method: str = "plugin", base: float = 2) -> float:
    """Estimate the entropy of the distribution that the counts were drawn from."""
    counts = whole_numbers(counts, "counts")
    counts = counts[counts > 0]
    if counts.size == 0:
        raise ValueError("counts are all zero: give at least one count > 0")
    if method not in ESTIMATORS:
        raise ValueError(f"method is {method!r}: give one of {', '.join(ESTIMATORS)}")
    return ESTIMATORS[method](counts) / math.log(2) / log2_of(base) + 0.0


def plugin(n: Floats) -> float:
    """Take the frequencies for the probabilities."""
    p = n / n.sum()
    return max(0.0, -np.add.reduce(p * np.log(p)))


def miller_madow(n: Floats) -> float:
    """Add the leading term of the bias."""
    return plugin(n) + (n.size - 1) / (2 * n.sum())


def grassberger(n: Floats) -> float:
    """Replace ln n by G(n)."""
    return math.log(n.sum()) - np.add.reduce(n / n.sum() * (digamma(n // 2 + 0.5) + math.log(2)))


def digamma(x: Floats) -> Floats:
    """Give ψ(x) for x ≥ 1/2."""
    y = x + 20 - 0.5
    z = 1 / (y * y)
    series = z * (1 / 24 - z * (7 / 960 - z * (31 / 8064 - z * 127 / 30720)))
    return np.log(y) + series - sum(1 / (x + k) for k in range(20))


def chao_shen(n: Floats) -> float:
    """Discount the frequencies by the coverage, and weight by the chance to be seen."""
    total, singletons = n.sum(), np.count_nonzero(n == 1)
    if singletons == total:
        singletons -= 1
    p = (1 - singletons / total) * n / total
    return -np.add.reduce(p * np.log(p) / -np.expm1(total * np.log1p(-p)))


ESTIMATORS = {
    "plugin": plugin,
    "miller-madow": miller_madow,
    "grassberger": grassberger,
    "chao-shen": chao_shen,
}
