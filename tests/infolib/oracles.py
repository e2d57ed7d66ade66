"""Textbook formulas in four hundred digits, which need no care, and a supply of distributions."""

from functools import cache, partial

import mpmath
import numpy as np
from hypothesis import strategies as st

mpmath.mp.dps = 400
INF = mpmath.inf
LEAST = mpmath.mpf(5e-324)


def floats(p):
    """Give floats as the numbers that they are."""
    return [mpmath.mpf(float(x)) for x in np.ravel(p)]


def exact(p):
    """Give a distribution as numbers whose sum is exactly 1."""
    p = floats(p)
    total = mpmath.fsum(p)
    return [x / total for x in p]


def entropy(p):
    return -mpmath.fsum(a * mpmath.log(a, 2) for a in floats(p) if a)


def cross_entropy(p, q):
    terms = [(a, b) for a, b in zip(floats(p), floats(q), strict=True) if a]
    return -mpmath.fsum(a * mpmath.log(b, 2) for a, b in terms) if all(b for _, b in terms) else INF


def kl_divergence(p, q):
    terms = [(a, b) for a, b in zip(exact(p), exact(q), strict=True) if a]
    return (
        mpmath.fsum(a * mpmath.log(a / b, 2) for a, b in terms) if all(b for _, b in terms) else INF
    )


def js_divergence(p, q):
    p, q = exact(p), exact(q)
    m = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    terms = [a * mpmath.log(a / c, 2) for a, c in [*zip(p, m), *zip(q, m)] if a]  # noqa: B905
    return mpmath.fsum(terms) / 2


def cells(pxy):
    """Give each joint probability with those of its row and its column."""
    n, m = np.shape(pxy)
    pxy = np.array(exact(pxy), dtype=object).reshape(n, m)
    px, py = pxy.sum(axis=1), pxy.sum(axis=0)
    return [(pxy[i, j], px[i], py[j]) for i in range(n) for j in range(m) if pxy[i, j]]


def mutual_information(pxy):
    return mpmath.fsum(joint * mpmath.log(joint / x / y, 2) for joint, x, y in cells(pxy))


def conditional_entropy(pxy):
    return mpmath.fsum(joint * mpmath.log(x / joint, 2) for joint, x, _ in cells(pxy))


def renyi_entropy(p, alpha):
    p = [a for a in exact(p) if a]
    if alpha == 0:
        return mpmath.log(len(p), 2)
    if alpha == 1:
        return entropy(p)
    if np.isinf(alpha):
        return -mpmath.log(max(p), 2)
    alpha = mpmath.mpf(alpha)
    return mpmath.log(mpmath.fsum(a**alpha for a in p), 2) / (1 - alpha)


def renyi_divergence(p, q, alpha):
    pairs = [(a, b) for a, b in zip(exact(p), exact(q), strict=True) if a]
    if alpha == 0:
        met = mpmath.fsum(b for _, b in pairs)
        return -mpmath.log(met, 2) if met else INF
    if alpha >= 1 and not all(b for _, b in pairs):
        return INF
    if alpha == 1:
        return kl_divergence(p, q)
    if np.isinf(alpha):
        return mpmath.log(max(a / b for a, b in pairs), 2)
    alpha = mpmath.mpf(alpha)
    total = mpmath.fsum(a**alpha * b ** (1 - alpha) for a, b in pairs if b)
    return mpmath.log(total, 2) / (alpha - 1) if total else INF


def relative_error(answer, truth):
    """Give |answer − truth|/truth; 0 within the least float, and for infinity as for infinity."""
    if answer == truth or (np.isfinite(answer) and abs(mpmath.mpf(answer) - truth) <= LEAST):
        return 0.0
    if not np.isfinite(answer) or mpmath.isinf(truth) or truth == 0:
        return np.inf
    return float(abs((mpmath.mpf(answer) - truth) / truth))


@cache  # to make a supply takes longer than to draw from it
def distributions(size, *, zeros=True, smallest=-12):
    """Draw distributions whose probabilities differ by up to twelve powers of ten."""
    weights = st.floats(smallest, 0).map(lambda exponent: 10.0**exponent)
    if zeros:
        weights = weights | st.just(0.0)
    vectors = st.lists(weights, min_size=size, max_size=size).filter(any)
    return vectors.map(lambda w: np.array(w) / np.sum(w))


def pairs(*, zeros=True, most=6):
    """Draw two distributions over the same outcomes."""
    return st.integers(1, most).flatmap(partial(pairs_of, zeros=zeros))


@cache
def pairs_of(size, *, zeros):
    """Draw two distributions over so many outcomes."""
    return st.tuples(*[distributions(size, zeros=zeros)] * 2)


def tables(*, zeros=True):
    """Draw joint distributions."""
    shapes = st.tuples(st.integers(1, 4), st.integers(1, 4))
    return shapes.flatmap(partial(tables_of, zeros=zeros))


@cache
def tables_of(shape, *, zeros):
    """Draw joint distributions of one shape."""
    flat = distributions(shape[0] * shape[1], zeros=zeros)
    return flat.map(lambda p: p.reshape(shape))


orders = st.sampled_from([0.0, 0.5, 1.0, 2.0, np.inf]) | st.floats(0, 50)
