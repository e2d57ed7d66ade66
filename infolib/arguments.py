"""What the library accepts, and how it refuses the rest.

Every refusal is a ``ValueError`` that names the argument, the fault and the mend. The checks cost
two sums over the data; the search for what exactly is wrong starts only once something is.
"""

import math
from collections.abc import Callable
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

TOLERANCE = 1e-9  # how far from 1 a distribution's sum may be
BLOCK = 1 << 15  # a block of 32,768 numbers (256 kB) stays in a core's own cache

# A decorator. Zeros, infinities and underflow are meant here, so NumPy need not report them.
quietly = np.errstate(all="ignore")


def real_array(values: ArrayLike, name: str) -> Floats:
    """Give `values` as float64, refusing whatever is not made of real numbers."""
    if isinstance(values, np.ma.MaskedArray):
        raise ValueError(f"{name} is a masked array: say what the gaps mean, e.g. {name}.filled(0)")
    try:
        # A list goes through its objects, lest NumPy turn [True, 0.5] or [0.5, "0.5"] into one type
        array = np.asarray(values, dtype=object if isinstance(values, (list, tuple)) else None)
    except ValueError as error:
        raise ValueError(f"{name} is ragged: give rows of equal length") from error
    if array.dtype.kind == "O":
        array = _from_objects(array, name)
    if array.dtype.kind not in "fiu":
        raise ValueError(f"{name} holds {array.dtype} values: give real numbers, e.g. floats")
    return array.astype(np.float64, copy=False)


def _from_objects(array: NDArray[np.object_], name: str) -> Floats:
    kinds = set(map(type, array.flat))
    if kinds & {list, tuple, np.ndarray}:
        raise ValueError(f"{name} is ragged: give rows of equal length")
    for kind in kinds:
        if not issubclass(kind, Real) or issubclass(kind, bool):
            raise ValueError(f"{name} holds a {kind.__name__}: give real numbers, e.g. floats")
    return array.astype(np.float64)


def distribution(values: ArrayLike, name: str, axis: int = -1) -> Floats:
    """Give `values` as distributions along the last axis, refusing what is none."""
    p = along_last(real_array(values, name), name, axis)
    off = np.abs(np.add.reduce(p, axis=-1) - 1)
    lowest = np.minimum.reduce(p, axis=None, initial=0.0)
    if not (lowest >= 0 and np.maximum.reduce(off, axis=None, initial=0.0) <= TOLERANCE):
        refuse_distribution(p, name, axis)
    return p


def along_last(array: Floats, name: str, axis: int) -> Floats:
    """Move `axis` to the end."""
    if array.ndim == 0:
        raise ValueError(f"{name} is a single number: give a sequence of them, e.g. [{name}, ...]")
    if axis == -1 and axis is not True:
        return array
    if isinstance(axis, bool) or not isinstance(axis, (int, np.integer)):
        raise ValueError(f"axis is {axis!r}: give an integer, e.g. -1")
    if not -array.ndim <= axis < array.ndim:
        raise ValueError(f"axis is {axis}, but {name} has shape {array.shape}: give one it has")
    return np.moveaxis(array, axis, -1)


def refuse_distribution(p: Floats, name: str, axis: int) -> None:
    """Say what keeps `p` from being a distribution."""
    refuse_unless_nonnegative(p, name)
    total = np.add.reduce(p, axis=-1)
    worst = total.flat[np.argmax(np.abs(total - 1))]
    raise ValueError(
        f"{name} sums to {worst:.12g} along axis {axis}; counts? use normalize({name})"
    )


def refuse_unless_nonnegative(array: Floats, name: str) -> None:
    """Refuse what is empty, NaN, infinite or negative."""
    if array.size == 0:
        raise ValueError(f"{name} is empty: give at least one number")
    if np.isnan(array).any():
        raise ValueError(f"{name} holds NaN: drop or fill what is missing first")
    if np.isinf(array).any():
        raise ValueError(f"{name} holds an infinity: give finite numbers")
    if (array < 0).any():
        raise ValueError(f"{name} holds {array.min():.12g}, which is negative: give numbers >= 0")


def pair(p: ArrayLike, q: ArrayLike, axis: int = -1) -> tuple[Floats, Floats]:
    """Give two distributions over the same outcomes, their batches broadcast to one shape."""
    p, q = distribution(p, "p", axis), distribution(q, "q", axis)
    if p.shape == q.shape:
        return p, q
    if p.shape[-1] != q.shape[-1]:
        raise ValueError(
            f"q has {q.shape[-1]} outcomes where p has {p.shape[-1]}: give one q for each p"
        )
    try:
        return np.broadcast_arrays(p, q)
    except ValueError as error:
        raise ValueError(
            f"q is a batch of shape {q.shape[:-1]} where p is one of {p.shape[:-1]}: "
            "give shapes that broadcast"
        ) from error


def table(pxy: ArrayLike) -> Floats:
    """Give a joint distribution: rows are outcomes of X, columns outcomes of Y."""
    array = real_array(pxy, "pxy")
    if array.ndim != 2:
        raise ValueError(f"pxy has {array.ndim} dimensions: give a table, X by rows, Y by columns")
    distribution(array.reshape(-1), "pxy")
    return array


def whole_numbers(values: ArrayLike, name: str) -> Floats:
    """Give a non-empty list of whole numbers >= 0."""
    array = real_array(values, name)
    if array.ndim != 1:
        raise ValueError(f"{name} has {array.ndim} dimensions: give a flat list")
    refuse_unless_nonnegative(array, name)
    if (array != np.floor(array)).any():
        raise ValueError(f"{name} holds fractions: give whole numbers")
    return array


def orders(alpha: ArrayLike) -> Floats:
    """Give the Rényi orders, of any shape; infinity is one."""
    array = real_array(alpha, "alpha")
    if not (array >= 0).all():
        raise ValueError("alpha is negative or NaN: give orders from 0 to infinity")
    return array


def log2_of(base: float) -> float:
    """Give log2 of the base, by which a number of bits is divided to change its unit."""
    real = isinstance(base, Real) and not isinstance(base, bool)
    if not real or not 0 < base < math.inf or base == 1:
        raise ValueError(f"base is {base!r}: give a finite number > 0 other than 1, e.g. 2")
    return math.log2(base)


def sum_last(terms: Callable[..., Floats], *arrays: Floats) -> Floats:
    """Sum ``terms(*arrays)`` along the last axis, a block at a time.

    The block's intermediate results never leave the cache, which makes large arrays several times
    faster and keeps their memory to a few hundred kilobytes.
    """
    first = arrays[0]
    if first.size <= BLOCK:
        return np.add.reduce(terms(*arrays), axis=-1)
    if first.ndim > 1 and first[0].size > BLOCK:
        return np.stack([sum_last(terms, *rows) for rows in zip(*arrays, strict=True)])
    step = max(1, BLOCK * len(first) // first.size)
    slices = [slice(i, i + step) for i in range(0, len(first), step)]
    sums = [np.add.reduce(terms(*(a[s] for a in arrays)), axis=-1) for s in slices]
    return np.add.reduce(sums) if first.ndim == 1 else np.concatenate(sums)
