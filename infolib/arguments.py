"""What the library accepts, and how it refuses the rest.

Every refusal is a ``ValueError`` that names the argument, the fault and the mend. A distribution
pays for one sum and one minimum; what exactly is wrong is looked for once something is.
"""

import math
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

TOLERANCE = 1e-9  # how far from 1 the sum of a distribution may be

# A decorator. Here log 0 is meant and underflow is harmless: NumPy need not report them.
quietly = np.errstate(all="ignore")


def real_array(values: ArrayLike, name: str) -> Floats:
    """Give `values` as float64, refusing what is not made of real numbers."""
    refuse_masked(values, name)
    # A list goes as objects: NumPy would turn [True, 0.5] into floats without a word.
    kind = object if isinstance(values, (list, tuple)) else None
    try:
        array = np.asarray(values, dtype=kind)
    except ValueError as error:
        raise ValueError(f"{name} is ragged: give rows of equal length") from error
    if array.dtype.kind == "O":
        return from_objects(array, name)
    if array.dtype.kind not in "fiu":
        raise ValueError(f"{name} holds {array.dtype} values: give real numbers, e.g. floats")
    return array.astype(np.float64, copy=False)


def refuse_masked(values: ArrayLike, name: str) -> None:
    """Refuse a masked array, also in a list, where NumPy would forget the mask."""
    if isinstance(values, np.ma.MaskedArray):
        raise ValueError(f"{name} is masked: say what the gaps mean, e.g. by filled(0)")
    if isinstance(values, (list, tuple)):
        for part in values:
            refuse_masked(part, name)


def from_objects(array: NDArray[np.object_], name: str) -> Floats:
    """Give Python objects as float64, refusing whatever is not a real number."""
    for kind in set(map(type, array.flat)):
        if issubclass(kind, (list, tuple, np.ndarray)):
            raise ValueError(f"{name} is ragged: give rows of equal length")
        if not issubclass(kind, Real) or issubclass(kind, bool):
            raise ValueError(f"{name} holds a {kind.__name__}: give real numbers, e.g. floats")
    return array.astype(np.float64)


def along_last(array: Floats, name: str, axis: int) -> Floats:
    """Move `axis` to the end."""
    if isinstance(axis, bool) or not isinstance(axis, (int, np.integer)):
        raise ValueError(f"axis is {axis!r}: give an integer, e.g. -1")
    if array.ndim == 0:
        raise ValueError(f"{name} is a single number: give a sequence, e.g. [{name}, 1 - {name}]")
    if not -array.ndim <= axis < array.ndim:
        raise ValueError(f"axis is {axis}, but {name} has only {array.ndim}: give one it has")
    return array if axis == -1 else np.moveaxis(array, axis, -1)


def distribution(values: ArrayLike, name: str, axis: int = -1) -> Floats:
    """Give `values` as distributions along the last axis, refusing what is none."""
    p = along_last(real_array(values, name), name, axis)
    off = abs(np.add.reduce(p, axis=-1) - 1)
    worst = np.maximum.reduce(off, axis=None, initial=0.0) if off.ndim else off
    # NaN fails the first comparison, and infinity as well.
    if not (worst <= TOLERANCE and p.size and np.minimum.reduce(p, axis=None) >= 0):
        refuse(p, name, f"along axis {axis}", f"normalize({name})")
    return p


def refuse(p: Floats, name: str, where: str, mend: str) -> None:
    """Say what keeps `p` from being a distribution."""
    check_nonnegative(p, name)
    total = np.add.reduce(p, axis=-1)
    worst = np.ravel(total)[np.argmax(np.abs(total - 1))]
    raise ValueError(f"{name} sums to {worst:.12g} {where}; counts? use {mend}")


def check_nonnegative(array: Floats, name: str) -> None:
    """Refuse what is empty, NaN, infinite or negative."""
    if array.size == 0:
        raise ValueError(f"{name} is empty: give at least one number")
    if np.isnan(array).any():
        raise ValueError(f"{name} holds NaN: drop or fill what is missing")
    if np.isinf(array).any():
        raise ValueError(f"{name} holds an infinity: give finite numbers")
    if array.min() < 0:
        raise ValueError(f"{name} holds {array.min():.12g}, a negative number: give numbers >= 0")


def pair(p: ArrayLike, q: ArrayLike, axis: int) -> tuple[Floats, Floats]:
    """Give two distributions over the same outcomes, their batches broadcast to one shape."""
    p, q = distribution(p, "p", axis), distribution(q, "q", axis)
    if p.shape == q.shape:
        return p, q
    if p.shape[-1] != q.shape[-1]:
        lengths = f"{q.shape[-1]} outcomes where p has {p.shape[-1]}"
        raise ValueError(f"q has {lengths}: give both over the same outcomes, in the same order")
    try:
        return np.broadcast_arrays(p, q)
    except ValueError as error:
        shapes = f"a batch of shape {q.shape[:-1]} where p is one of {p.shape[:-1]}"
        raise ValueError(f"q is {shapes}: give shapes that broadcast") from error


def single_distribution(p: ArrayLike) -> Floats:
    """Give one distribution, refusing a batch."""
    p = distribution(p, "p")
    if p.ndim != 1:
        raise ValueError(f"p has shape {p.shape}: give one distribution, e.g. p[0]")
    return p


def joint_table(pxy: ArrayLike) -> Floats:
    """Give a joint distribution as a table, X down the rows and Y along the columns."""
    pxy = real_array(pxy, "pxy")
    if pxy.ndim != 2:
        raise ValueError(f"pxy has {pxy.ndim} axes: give a table, X by rows and Y by columns")
    cells = pxy.reshape(-1)
    if not (abs(np.add.reduce(cells) - 1) <= TOLERANCE and np.minimum.reduce(cells) >= 0):
        refuse(cells, "pxy", "over the whole table", "pxy / pxy.sum()")
    return pxy


def whole_numbers(values: ArrayLike, name: str) -> Floats:
    """Give a list of whole numbers, none negative."""
    array = real_array(values, name)
    if array.ndim != 1:
        raise ValueError(f"{name} has {array.ndim} axes: give a flat list")
    check_nonnegative(array, name)
    if (array % 1).any():
        raise ValueError(f"{name} holds fractions: give whole numbers")
    return array


def in_base(bits: np.float64 | Floats, base: float) -> float | Floats:
    """Turn bits into the unit of `base`, and an array of one number into a float."""
    real = isinstance(base, Real) and not isinstance(base, bool)
    if not (real and 0 < base < math.inf and base != 1):
        raise ValueError(f"base is {base!r}: give a finite number > 0 other than 1, e.g. 2")
    result = bits / math.log2(base) + 0.0  # adding 0.0 leaves no −0.0
    return result if result.ndim else result.item()
