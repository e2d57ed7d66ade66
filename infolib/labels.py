"""Labelled numbers: what is labelled otherwise must not be paired by its position.

Objects of pandas, xarray and polars are known by what they can do; none of the three is imported.
"""

from typing import Any

import numpy as np


def refuse_other_labels(p: Any, q: Any, names: str = "p q", axis: int = -1) -> None:
    """Refuse two labelled objects whose labels differ, or stand in another order."""
    if isinstance(p, np.ndarray) or isinstance(q, np.ndarray):
        return  # an array has no labels: what it is paired with is for its owner to know
    one, two = names.split()
    lists = isinstance(p, (list, tuple)) or isinstance(q, (list, tuple))
    for ours, theirs in pairs(rows(p), rows(q)):
        if len(ours) != len(theirs):
            ours, theirs = [ours[axis]], [theirs[axis]]  # beside a batch: the outcomes' alone
        for a, b in zip(ours, theirs, strict=True):
            if not alike(a, b):
                known = [] if lists else ways(one, two, p, a, b)
                mends = ", or ".join([*known, f"np.asarray({two}) if the order is right"])
                fault = f"{two} has other labels than {one}, or in another order"
                raise ValueError(f"{fault}: give {mends}")


def with_labels(numbers: Any, values: Any) -> Any:
    """Give `numbers` the kind and the labels of `values`, if those have labels and no gaps."""
    if axis_labels(values) and hasattr(values, "isnull"):
        return values.isnull() + numbers  # nothing is null: this adds 0
    return numbers


def rows(values: Any) -> list[list[tuple[Any, Any]]]:
    """Give the labels of an object's axes; of a list of objects, as of Series, those of each."""
    if isinstance(values, (list, tuple)):
        return [axis_labels(row) if hasattr(row, "shape") else [] for row in values]
    return [axis_labels(values)]


def pairs(ours: list[Any], theirs: list[Any]) -> list[tuple[Any, Any]]:
    """Give what is paired and labelled on both sides; one beside many is paired with each."""
    many = max(len(ours), len(theirs))
    ours, theirs = (x * many if len(x) == 1 else x for x in (ours, theirs))
    return [(a, b) for a, b in zip(ours, theirs, strict=False) if a and b]


def axis_labels(values: Any) -> list[tuple[Any, Any]]:
    """Give for each axis its name and its labels; nothing for what has none."""
    if isinstance(values, (np.ndarray, list, tuple)):
        return []
    if hasattr(values, "get_index") and hasattr(values, "dims"):  # xarray
        return [(name, values.get_index(name)) for name in values.dims]
    axes = getattr(values, "axes", ())
    if axes and all(hasattr(index, "equals") for index in axes):  # pandas
        return [(None, index) for index in axes]
    if hasattr(values, "columns") and hasattr(values, "__array__"):  # polars: rows have no labels
        return [(None, range(len(values))), (None, list(values.columns))]
    return []


def alike(ours: tuple[Any, Any], theirs: tuple[Any, Any]) -> bool:
    """Whether two axes have one name, if any, and the same labels in the same order."""
    (name, a), (other, b) = ours, theirs
    if None not in (name, other) and name != other:
        return False
    if len(a) != len(b):
        return True  # one row beside many: refused elsewhere, if they do not broadcast
    comparable = hasattr(a, "equals") and hasattr(b, "equals")
    return bool(a.equals(b)) if comparable else list(a) == list(b)


def ways(one: str, two: str, p: Any, ours: tuple[Any, Any], theirs: tuple[Any, Any]) -> list[str]:
    """Say how two objects come by the same labels in the same order, if their library can do it."""
    (name, a), (other, b) = ours, theirs
    if name != other:
        return [f"{two}.transpose(*{one}.dims)"] if hasattr(p, "dims") and other in p.dims else []
    if set(a) != set(b):
        return [f"both of {one}.align({two}, fill_value=0)"] if hasattr(p, "align") else []
    return [f"{two}.reindex_like({one})"] if hasattr(p, "reindex_like") else []
