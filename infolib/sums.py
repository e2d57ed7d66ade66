"""How the library adds up: exactly where it can, quickly where it must."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LN2 = math.log(2)
TINIEST = 5e-324  # the least float above 0: where the weight is 0, its logarithm serves for log 0
LARGEST = float(np.finfo(float).max)
ABOVE_MINUS_ONE = np.nextafter(-1.0, 0.0)
# So many numbers (256 kB), and what is made of them, fit a core's own cache.
BLOCK = 1 << 15
PIECE = 512  # numbers that should lie together
FEW = 1000  # numbers, of which what costs the most is the calls


def add_up(terms: Floats) -> Any:
    """Sum along the last axis.

    NumPy's own sum takes a batch row by row. It is slow to get from one row to the next, but loses
    the fewest digits of a long one.
    """
    n = terms.shape[-1]
    if terms.ndim == 1 or n > 1024:
        return np.add.reduce(terms, axis=-1)
    if n > 4:
        return np.einsum("...i->...", terms)
    total = terms[..., 0].copy()
    for k in range(1, n):
        total += terms[..., k]
    return total


def dot(p: Floats, x: Floats) -> Any:
    """Give Σ px along the last axis."""
    return np.vecdot(p, x) if p.size <= FEW else add_up(p * x)


def above_zero(p: Floats) -> Floats:
    """Give `p`, but for 0 (and 0/0) the least float: its logarithm is finite, and 0 times it 0."""
    if p.size > FEW and np.minimum.reduce(p, axis=None) > 0:
        return p
    return np.fmax(p, TINIEST)


def blockwise(total: Callable[..., Any], *arrays: Floats) -> Any:
    """Sum along the last axis by ``total(*blocks)``, a block at a time.

    What `total` computes on the way then stays in the processor's cache. Large arrays take a
    third of the time, and next to no memory besides their own.
    """
    first = arrays[0]
    if first.size <= BLOCK:
        return total(*arrays)
    rows, step = len(first), max(1, BLOCK * len(first) // first.size)
    turned = first.ndim == 2 and 0 < first.strides[0] < first.strides[1]
    if turned and step < PIECE:  # as a transposed array: of each column a block would see little
        if rows <= BLOCK:
            return by_columns(total, *arrays)
        step = BLOCK // 4
    parts = [i if step == 1 else slice(i, i + step) for i in range(0, rows, step)]
    sums = [blockwise(total, *(a[part] for a in arrays)) for part in parts]
    if first.ndim == 1:
        return np.add.reduce(sums)
    return np.stack(sums) if step == 1 else np.concatenate(sums)


def by_columns(total: Callable[..., Any], *arrays: Floats) -> Any:
    """Sum likewise where not the rows but the columns lie together in memory."""
    rows, columns = arrays[0].shape
    step = BLOCK // rows
    parts = [slice(i, i + step) for i in range(0, columns, step)]
    return sum(total(*(a[:, part] for a in arrays)) for part in parts)


def power_series(x: Floats, coefficients: list[float]) -> Floats:
    """Give c₀ + c₁x + c₂x² + … by Horner's rule."""
    total = coefficients[-1] * x
    for c in coefficients[-2:0:-1]:
        total += c
        total *= x
    return total + coefficients[0]
