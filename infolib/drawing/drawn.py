"""What a figure shows, in numbers: so that a test can tell two figures apart without seeing them.

Rounded to what an eye could tell, and so that no machine's last bit matters.  A series is one text,
"0 0.5 1": one line of a notebook's file, where a list would take a line for each number.
"""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.collections import Collection
    from matplotlib.figure import Figure
    from matplotlib.text import Text

MOST_POINTS = 24  # of a series that is given in full
Number = float | str  # a text where there is no number: nan, inf


def drawn_numbers(figure: "Figure") -> dict[str, Any]:
    """Give what is drawn in each of a figure's axes, and the texts beside them.

    An artist whose ``gid`` is "noise" is left out: its numbers are what rounding left over, and no
    two machines agree on them.
    """
    shown = [ax for ax in figure.axes if ax.get_visible()]
    axes = [part for ax in shown for part in [ax, *ax.child_axes] if part.get_visible()]
    texts = [text for text in figure.texts if text.get_visible()]
    texts += [text for legend in figure.legends for text in legend.get_texts()]
    return {"axes": [of_axes(ax) for ax in axes], "texts": [text.get_text() for text in texts]}


def of_axes(ax: Any) -> dict[str, Any]:
    """Give what is drawn in one Axes; what holds nothing is left out."""
    titles = [ax.get_title(side) for side in ("left", "center", "right")]
    legend = ax.get_legend()
    parts = {
        "title": " ".join(filter(None, titles)),
        "xlabel": ax.get_xlabel(),
        "ylabel": ax.get_ylabel(),
        "xlim": said(rounded(ax.get_xlim(), ax.xaxis)),
        "ylim": said(rounded(ax.get_ylim(), ax.yaxis)),
        "xticks": named_ticks(ax.xaxis),
        "yticks": named_ticks(ax.yaxis),
        "texts": [place_of(text, ax) for text in seen(ax.texts)],
        "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
        "lines": [[label(x), *points(x.get_xydata(), ax)] for x in seen(ax.lines)],
        "images": [series(image.get_array()) for image in seen(ax.images)],
        **shapes(ax),
    }
    return {name: part for name, part in parts.items() if part}


def shapes(ax: "Axes") -> dict[str, Any]:
    """Give the bars, the other areas, and the points of one Axes."""
    found: dict[str, Any] = {"bars": [], "areas": [], "points": [], "strokes": [], "shades": []}
    for patch in seen(ax.patches):
        if hasattr(patch, "get_bbox") and hasattr(patch, "get_xy"):
            found["bars"].append(bar(patch, ax))
        else:
            path = patch.get_patch_transform().transform_path(patch.get_path())
            found["areas"].append([label(patch), *points(path.vertices, ax)])
    for collection in seen(ax.collections):
        kind, vertices = outline(collection, ax)
        found[kind].append([label(collection), *points(vertices, ax)])
        if collection.get_array() is not None:
            found["shades"].append(series(collection.get_array()))
    return found


def outline(collection: "Collection", ax: "Axes") -> tuple[str, Any]:
    """Give the kind of a collection, and where its points, lines or areas are."""
    if collection.get_offset_transform().contains_branch(ax.transData):
        return "points", np.ma.filled(collection.get_offsets(), np.nan)
    vertices = [path.vertices for path in collection.get_paths()]
    kind = "strokes" if hasattr(collection, "get_segments") else "areas"
    return kind, np.concatenate(vertices) if vertices else np.empty((0, 2))


def seen(artists: Any) -> list[Any]:
    """Give those that are visible, and no noise."""
    return [a for a in artists if a.get_visible() and a.get_gid() != "noise"]


def label(artist: "Artist") -> str:
    """Give the name that an artist has in a legend; matplotlib's own names say nothing."""
    name = str(artist.get_label() or "")
    return "" if name.startswith("_") else name


def bar(patch: Any, ax: "Axes") -> str:
    """Give a bar's left edge, bottom, width and height."""
    box = patch.get_bbox()
    (x, width), (y, height) = (
        rounded((box.x0, box.width), ax.xaxis),
        rounded((box.y0, box.height), ax.yaxis),
    )
    return said([x, y, width, height])


def place_of(text: "Text", ax: "Axes") -> list[str]:
    """Give a text, and the place that it names or where it stands."""
    x, y = getattr(text, "xy", text.get_position())
    return [text.get_text(), said(rounded([x], ax.xaxis) + rounded([y], ax.yaxis))]


def named_ticks(axis: "Axis") -> list[str]:
    """Give the names along an axis; numbers follow from its limits."""
    from matplotlib.category import StrCategoryFormatter
    from matplotlib.ticker import FixedFormatter

    if not isinstance(axis.get_major_formatter(), (FixedFormatter, StrCategoryFormatter)):
        return []
    return [tick.get_text() for tick in axis.get_ticklabels() if tick.get_text()]


def points(places: Any, ax: "Axes") -> list[str]:
    """Give places, one a row, as their two series."""
    x, y = np.asarray(places, dtype=float).reshape(-1, 2).T
    return [series(x, ax.xaxis), series(y, ax.yaxis)]


def series(values: Any, axis: "Axis | None" = None) -> str:
    """Give some numbers, or of a long series a few, and sums that change with any of the others."""
    every = rounded(np.ma.filled(np.ma.asarray(values, dtype=float), np.nan).ravel(), axis)
    count = len(every)
    if count <= MOST_POINTS:
        return said(every)
    some = [every[round(i * (count - 1) / (MOST_POINTS - 1))] for i in range(MOST_POINTS)]
    finite = [(i, x) for i, x in enumerate(every, 1) if isinstance(x, float)]
    sums = math.fsum(x for _, x in finite), math.fsum(i * x for i, x in finite)
    return f"{said(some)} ({count} in all, sums {said(sums)})"


def said(numbers: "Sequence[Number]") -> str:
    """Write some numbers as one text."""
    return " ".join(x if isinstance(x, str) else f"{x + 0.0:.12g}" for x in numbers)


def rounded(values: Any, axis: Any = None) -> list[Number]:
    """Give numbers to four digits, and along an axis at least to a ten-thousandth of its length.

    A date is a large number, and needs more than four; what is 0 but for rounding needs none.
    """
    numbers = values if axis is None else axis.convert_units(values)
    numbers = np.asarray(numbers, dtype=float)
    length = 0.0
    if axis is not None and axis.get_scale() == "linear":
        length = float(np.ptp(axis.get_view_interval()))
    return [to_digits(x, length) for x in numbers.tolist()]


def to_digits(x: float, length: float) -> Number:
    """Round one number."""
    if not math.isfinite(x):
        return str(x)
    if x == 0 or abs(x) < 1e-9 * length:
        return 0.0
    size = abs(x) if length == 0 else min(abs(x), length)
    decimals = 3 - math.floor(math.log10(size))
    # In two steps: 0.12345 and its neighbour, a last bit away, must go the same way.
    return round(round(x, decimals + 8), decimals)
