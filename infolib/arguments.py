"""What the library accepts, and how it refuses the rest.

Every refusal is a ``ValueError`` that names the argument, the fault and the mend. A distribution
pays for one sum and one minimum; what exactly is wrong is looked for once something is.
"""

import math
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .labels import refuse_other_labels
from .sums import LARGEST, TINIEST, Floats, add_up, blockwise

# How far from 1 the sum of a distribution may be. A float32 is no excuse: it is told so, and that
# normalize mends it, because a truncated table misses 1 by as much.
TOLERANCE = 1e-9
ROUNDED = 0.05  # a sum no farther from 1 comes of rounding rather than of counts

# A decorator. Here log 0 is meant and underflow is harmless: NumPy need not report them.
quietly = np.errstate(all="ignore")


def real_array(values: ArrayLike, name: str) -> Floats:
    """Give `values` as float64, refusing what is not made of real numbers."""
    refuse_masked(values, name)
    array = as_array(values, name)
    if array.dtype.kind == "O":
        return from_objects(array, name)
    if array.dtype.kind == "b":
        raise ValueError(f"{name} holds bool values: {number_mend(name)}")
    if array.dtype.kind not in "fiu":
        raise ValueError(f"{name} holds {array.dtype} values: give real numbers, e.g. floats")
    return array.astype(np.float64, copy=False)


def as_array(values: ArrayLike, name: str) -> NDArray[Any]:
    """Give `values` as an array."""
    nested = isinstance(values, (list, tuple))
    try:
        # A list goes as objects: NumPy would turn [True, 0.5] into floats without a word.
        return np.asarray(values, dtype=object if nested else None)
    except Exception as error:  # an object's own __array__ may raise what it likes
        if nested and isinstance(error, ValueError):
            raise ValueError(f"{name} is ragged: give rows of equal length") from error
        raise ValueError(f"{name} gives no array ({error}): give real numbers") from error


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
        if issubclass(kind, (bool, np.bool_)):
            raise ValueError(f"{name} holds a {kind.__name__}: {number_mend(name)}")
        if not issubclass(kind, (Real, Decimal)):
            raise ValueError(f"{name} holds a {kind.__name__}: give real numbers, e.g. floats")
    try:
        return array.astype(np.float64)
    except OverflowError as error:
        raise ValueError(f"{name} holds a number past 1.8e308: give smaller ones") from error
    except ValueError as error:  # Decimal's signaling NaN
        raise ValueError(f"{name} holds NaN: drop or fill what is missing") from error


def number_mend(name: str) -> str:
    """Say how truth values become numbers."""
    return f"give real numbers, e.g. np.asarray({name}) + 0"


def along_last(array: Floats, name: str, axis: int) -> Floats:
    """Move `axis` to the end."""
    if isinstance(axis, bool) or not isinstance(axis, (int, np.integer)):
        raise ValueError(f"axis is {axis!r}: give an integer, e.g. -1")
    if array.ndim == 0:
        raise ValueError(f"{name} is a single number: give a sequence, e.g. [{name}, 1 - {name}]")
    if not -array.ndim <= axis < array.ndim:
        raise ValueError(f"axis is {axis}, but {name} has only {array.ndim}: give one it has")
    return array if axis == -1 else np.moveaxis(array, axis, -1)


def distribution(
    values: ArrayLike, name: str, axis: int = -1, otherwise: str = "axis={}"
) -> Floats:
    """Give `values` as distributions along the last axis, refusing what is none.

    If they lie along another axis than `axis`, the mend is to give what `otherwise` says.
    """
    p = along_last(real_array(values, name), name, axis)
    if not p.size:
        check_nonnegative(p, name)
    off = abs((np.add.reduce(p) if p.ndim == 1 else blockwise(add_up, p)) - 1)
    worst = np.maximum.reduce(off, axis=None) if off.ndim else off
    # NaN fails the first comparison, and infinity as well.
    if not (worst <= TOLERANCE and (least := np.minimum.reduce(p, axis=None)) >= 0):
        check_nonnegative(p, name)
        raise ValueError(f"{name} sums to {sum_and_mend(values, p, name, axis, otherwise)}")
    return unsigned(p) if least == 0 else p


def unsigned(p: Floats) -> Floats:
    """Turn −0.0, by which p/q would be −inf, into 0.0."""
    return p + 0.0 if np.signbit(p).any() else p


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


def sum_and_mend(values: ArrayLike, p: Floats, name: str, axis: int, otherwise: str) -> str:
    """Say what `p` sums to instead of 1, and what is to be done about it."""
    total = np.add.reduce(p, axis=-1)
    fault = f"{worst_of(total):.12g} along axis {axis}"
    others = [k for k in range(p.ndim) if k != axis % p.ndim]
    for moved, other in enumerate(others):
        if (abs(np.add.reduce(p, axis=moved) - 1) <= TOLERANCE).all():
            return f"{fault}, but to 1 along axis {other}: give {otherwise.format(other)}"
    along = "" if axis in (-1, p.ndim - 1) else f", axis={axis}"
    return f"{fault}; {cause(values, worst_of(total))} use normalize({name}{along})"


def worst_of(totals: Floats) -> float:
    """Give the total that is farthest from 1."""
    totals = np.ravel(totals)
    return float(totals[np.argmax(np.abs(totals - 1))])


def cause(values: ArrayLike, total: float) -> str:
    """Ask what may have made the sum something else than 1."""
    if abs(total - 1) > ROUNDED:
        return "counts?"
    short = np.asarray(values).dtype
    return f"rounded to {short}?" if short in (np.float16, np.float32) else "rounded?"


def pair(p: ArrayLike, q: ArrayLike, axis: int) -> tuple[Floats, Floats]:
    """Give two distributions over the same outcomes, their batches broadcast to one shape."""
    given = p, q
    try:
        p = distribution(p, "p", axis)
    except ValueError as error:
        refuse_class_labels(p, q, error)
        raise
    q = distribution(q, "q", axis)
    if p.shape[-1] != q.shape[-1]:
        lengths = f"{q.shape[-1]} outcomes where p has {p.shape[-1]}"
        raise ValueError(f"q has {lengths}: give both over the same outcomes, in the same order")
    refuse_other_labels(*given, axis=axis)
    if p.shape == q.shape:
        return p, q
    try:
        left, right = np.broadcast_arrays(p, q)
    except ValueError as error:
        shapes = f"a batch of shape {q.shape[:-1]} where p is one of {p.shape[:-1]}"
        raise ValueError(f"q is {shapes}: give shapes that broadcast") from error
    return left, right


def refuse_class_labels(p: ArrayLike, q: ArrayLike, error: ValueError) -> None:
    """Refuse what happened, a label each time, where its distribution is asked for."""
    if "sums to" not in str(error) or np.ndim(p) != 1:
        return
    labels, model = real_array(p, "p"), real_array(q, "q")
    whole = (np.rint(labels) == np.abs(labels)).all()  # and none is negative
    if whole and (mend := label_mend(labels, model)):
        raise ValueError(f"p holds whole numbers, {mend}") from error


def label_mend(labels: Floats, q: Floats) -> str:
    """Say by what `q` has that whole numbers are labels, and what to do; nothing if not."""
    if q.ndim == 2 and len(labels) == len(q):
        return "one for each row of q: labels? use log_loss(p, q)"
    if q.ndim != 1:
        return ""
    is_one = abs(np.add.reduce(q) - 1) <= TOLERANCE
    if is_one and len(labels) != len(q) and labels.max() < len(q):
        counts = f"np.bincount(np.asarray(p, int), minlength={len(q)})"
        return f"each below q's {len(q)}: labels? use normalize({counts})"
    if not is_one and len(labels) == len(q) and labels.max() == 1 >= q.max():
        return "one for each of q: labels? use log_loss(p, np.stack([1 - q, q], axis=-1))"
    return ""


def single_distribution(values: ArrayLike) -> Floats:
    """Give one distribution, refusing a batch."""
    p = distribution(values, "p", otherwise="one distribution, e.g. p[:, 0]")
    if p.ndim != 1:
        raise ValueError(f"p has shape {p.shape}: give one distribution, e.g. p[0]")
    return p


def joint_table(values: ArrayLike) -> Floats:
    """Give a joint distribution as a table, X down the rows and Y along the columns."""
    pxy = real_array(values, "pxy")
    if pxy.ndim != 2:
        raise ValueError(f"pxy has {pxy.ndim} axes: give a table, X by rows and Y by columns")
    cells = pxy.reshape(-1)
    total = np.add.reduce(cells)
    if not (abs(total - 1) <= TOLERANCE and np.minimum.reduce(cells) >= 0):
        check_nonnegative(cells, "pxy")
        mend = f"{cause(values, total)} use normalize(pxy, axis=None)"
        raise ValueError(f"pxy sums to {total:.12g} over the whole table; {mend}")
    return unsigned(pxy)


def whole_numbers(values: ArrayLike, name: str) -> Floats:
    """Give a list of whole numbers, none negative."""
    array = real_array(values, name)
    if array.ndim != 1:
        raise ValueError(f"{name} has {array.ndim} axes: give a flat list")
    check_nonnegative(array, name)
    if (np.rint(array) != array).any():
        raise ValueError(f"{name} holds fractions: give whole numbers")
    return array


def in_base(bits: Any, base: float) -> Any:
    """Turn bits into the unit of `base`, and an array of one number into a float."""
    real = isinstance(base, (int, float, Real, Decimal)) and not isinstance(base, bool)
    try:
        number = float(base) if real else 0.0
    except (OverflowError, ValueError):  # 10**400, or Decimal's signaling NaN
        number = 0.0
    unit = math.log2(number) if TINIEST <= number <= LARGEST else 0.0
    if unit == 0:
        raise ValueError(f"base is {base!r:.40}: give a finite number > 0 other than 1, e.g. 2")
    result = bits / unit + 0.0  # adding 0.0 leaves no −0.0
    return result if result.ndim else result.item()
