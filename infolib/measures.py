"""Shannon's half of the book: surprisal, entropy, cross-entropy and the divergences."""

import math

import numpy as np
from numpy.typing import ArrayLike

from .arguments import (
    Floats,
    along_last,
    distribution,
    log2_of,
    pair,
    quietly,
    real_array,
    refuse_unless_nonnegative,
    sum_last,
    table,
    whole_numbers,
)

LN2 = math.log(2)
TINY = 5e-324  # the smallest positive float: it can stand for 0 under a logarithm weighted by 0
JUST_ABOVE_MINUS_ONE = np.nextafter(-1.0, 0.0)


@quietly
def normalize(counts: ArrayLike, *, axis: int = -1) -> Floats:
    """Turn counts into a distribution."""
    counts = along_last(real_array(counts, "counts"), "counts", axis)
    refuse_unless_nonnegative(counts, "counts")
    largest = np.maximum.reduce(counts, axis=-1, keepdims=True)
    if not largest.all():
        raise ValueError("counts are all zero: give at least one count > 0")
    counts = np.ldexp(counts, -np.frexp(largest)[1])  # by a power of two, so exactly: no overflow
    return np.moveaxis(counts / np.add.reduce(counts, axis=-1, keepdims=True), -1, axis)


@quietly
def surprisal(p: ArrayLike, *, base: float = 2) -> Floats:
    """Measure how surprising an outcome of probability p is: log 1/p."""
    p = probabilities(p)
    return 0.0 - np.log2(p) / log2_of(base)


def probabilities(p: ArrayLike) -> Floats:
    """Give numbers in [0, 1], each a probability by itself."""
    p = real_array(p, "p")
    refuse_unless_nonnegative(p, "p")
    if (p > 1).any():
        raise ValueError(f"p holds {p.max():.12g}, which is above 1: give probabilities")
    return p


@quietly
def entropy(p: ArrayLike, *, base: float = 2, axis: int = -1) -> Floats:
    """Measure the average surprise of a distribution."""
    p = distribution(p, "p", axis)
    return np.maximum(-sum_last(entropy_terms, p), 0.0) / log2_of(base) + 0.0


def entropy_terms(p: Floats) -> Floats:
    """Give p·log2(p), 0 where p is 0."""
    return p * np.log2(np.maximum(p, TINY))


@quietly
def binary_entropy(p: ArrayLike, *, base: float = 2) -> Floats:
    """Measure the entropy of a coin that falls heads with probability p."""
    p = probabilities(p)
    heads = entropy_terms(p)
    tails = (1 - p) * np.log1p(np.maximum(-p, JUST_ABOVE_MINUS_ONE)) / LN2
    return (0.0 - (heads + tails)) / log2_of(base) + 0.0


def perplexity(p: ArrayLike, *, axis: int = -1) -> Floats:
    """Count the equally likely outcomes that would be as uncertain: 2 to the entropy in bits."""
    return np.exp2(entropy(p, axis=axis))


@quietly
def cross_entropy(p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1) -> Floats:
    """Measure the average surprise at p's outcomes of one who believes q."""
    bits = -sum_last(cross_terms, *pair(p, q, axis))
    return np.maximum(bits, 0.0) / log2_of(base) + 0.0


def cross_terms(p: Floats, q: Floats) -> Floats:
    """Give p·log2(q), 0 where p is 0."""
    return p * np.log2(np.where(p > 0, q, 1.0))


@quietly
def kl_divergence(p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1) -> Floats:
    """Measure the average extra surprise of one who believes q where p is true."""
    nats = sum_last(lambda p, q: excess(p, q, p - q), *pair(p, q, axis))
    return nats / LN2 / log2_of(base) + 0.0


def excess(p: Floats, q: Floats, gap: Floats) -> Floats:
    """Give p·ln(p/q) − gap, where gap is p − q, to full precision; it is never negative."""
    x = np.fmax(gap / q, JUST_ABOVE_MINUS_ONE)  # p/q − 1; fmax also settles 0/0
    terms = p * np.log1p(x) - gap
    if np.maximum.reduce(x, axis=None, initial=0.0) == np.inf:
        terms = np.where(x == np.inf, p * (np.log(p) - np.log(q)) - gap, terms)
    near = np.abs(x) < 0.125
    if np.logical_or.reduce(near, axis=None):
        terms[near] = excess_near(p[near], gap[near], q[near])
    return terms


def excess_near(p, gap, q):
    """Give the same for p ≈ q."""
    u = gap / (p + q)
    z = u * u
    return gap * u + 2 * p * u * z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z / 11))))


def symmetric_kl(p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1) -> Floats:
    """Average the two directions of the KL divergence."""
    forward = kl_divergence(p, q, base=base, axis=axis)
    return 0.5 * (forward + kl_divergence(q, p, base=base, axis=axis))


@quietly
def js_divergence(p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1) -> Floats:
    """Measure how far p and q are from their average."""
    nats = sum_last(js_terms, *pair(p, q, axis))
    return np.minimum(nats / LN2, 1.0) / log2_of(base) + 0.0


def js_terms(p: Floats, q: Floats) -> Floats:
    """Give half the excess of p and of q over m = (p + q)/2, all doubled to be exact."""
    return (excess(2 * p, p + q, p - q) + excess(2 * q, p + q, q - p)) / 4


@quietly
def joint_entropy(pxy: ArrayLike, *, base: float = 2) -> Floats:
    """Measure the entropy of a pair."""
    return entropy(table(pxy).reshape(-1), base=base)


@quietly
def conditional_entropy(pxy: ArrayLike, *, base: float = 2) -> Floats:
    """Measure the entropy left in Y once X is known."""
    pxy = table(pxy)
    px = np.broadcast_to(np.add.reduce(pxy, axis=1, keepdims=True), pxy.shape)
    bits = np.add.reduce(cross_terms(pxy, px) - entropy_terms(pxy), axis=None)
    return np.maximum(bits, 0.0) / log2_of(base) + 0.0


@quietly
def mutual_information(pxy: ArrayLike, *, base: float = 2) -> Floats:
    """Measure what X tells about Y."""
    pxy = table(pxy)
    independent = np.add.reduce(pxy, axis=1)[:, None] * np.add.reduce(pxy, axis=0)
    nats = np.add.reduce(excess(pxy, independent, pxy - independent), axis=None)
    return nats / LN2 / log2_of(base) + 0.0


@quietly
def log_loss(labels: ArrayLike, q: ArrayLike, *, base: float = 2) -> Floats:
    """Average the surprise of a model at what really happened."""
    labels, q = whole_numbers(labels, "labels"), distribution(q, "q")
    if q.shape[:-1] != labels.shape:
        raise ValueError(f"q has shape {q.shape}: give one row for each of {len(labels)} labels")
    if labels.max() >= q.shape[1]:
        raise ValueError(f"labels hold {labels.max():.0f}: give labels from 0 to {q.shape[1] - 1}")
    chosen = q[np.arange(len(labels)), labels.astype(np.intp)]
    return 0.0 - np.log2(chosen).mean() / log2_of(base)
