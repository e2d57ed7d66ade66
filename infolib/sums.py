"""How the library adds up: exactly where it can, quickly where it must."""

import math
from collections.abc import Callable

import numpy as np

from .arguments import Floats

LN2 = math.log(2)
TINIEST = 5e-324  # the least float above 0: where the weight is 0, its logarithm serves for log 0
LARGEST = np.finfo(float).max
ABOVE_MINUS_ONE = np.nextafter(-1.0, 0.0)
# So many numbers (64 kB), and what is made of them, fit a core's own cache; and the dot product of
# so few starts no threads, whose waiting would cost more than their working saves.
BLOCK = 1 << 13


def blockwise(total: Callable[..., Floats], *arrays: Floats) -> np.float64 | Floats:
    """Sum along the last axis by ``total(*blocks)``, a block at a time.

    What `total` computes on the way then stays in the processor's cache. Large arrays take a
    third of the time, and next to no memory besides their own.
    """
    first = arrays[0]
    if first.size <= BLOCK:
        return total(*arrays)
    if first.ndim > 1 and first[0].size > BLOCK:
        return np.stack([blockwise(total, *rows) for rows in zip(*arrays, strict=True)])
    step = BLOCK * len(first) // first.size
    sums = [total(*(a[i : i + step] for a in arrays)) for i in range(0, len(first), step)]
    return np.add.reduce(sums) if first.ndim == 1 else np.concatenate(sums)


def power_series(x: Floats, coefficients: list[float]) -> Floats:
    """Give c₀ + c₁x + c₂x² + … by Horner's rule."""
    total = coefficients[-1] * x
    for c in coefficients[-2:0:-1]:
        total += c
        total *= x
    return total + coefficients[0]
