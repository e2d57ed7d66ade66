"""The triangle of all distributions on three outcomes, and a point that the reader drags in it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from ...arguments import distribution
from ...entropies import entropy, perplexity
from ...sums import Floats
from .. import required
from ..plots import outcome_names
from ..showing import require_words
from . import show_live

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CORNERS = np.array([[0, 0], [1, 0], [0.5, 0.75**0.5]])
NAMED = [(0, -0.08), (1, -0.08), (0.5, 0.91)]  # where the corners' names stand
LEVELS = np.arange(0.5, 1.6, 0.25)  # bits
FINE = 60  # of the grid below the contour lines


def explore_three_outcomes(
    p: ArrayLike,
    *,
    alt: str,
    caption: str,
    labels: Sequence[str] = ("0", "1", "2"),
    marks: Mapping[str, ArrayLike] | None = None,
) -> None:
    """Show the triangle of three outcomes, with a point that the reader can drag.

    At a corner one outcome is certain, on the side facing it that outcome is impossible; contour
    lines join what has one entropy. The point moves by mouse or finger, and by arrow keys from the
    corners. Beside it the outcomes stand as bars, as wide as probable and as high as surprising.

    Parameters
    ----------
    p : array_like, shape (3,)
        The distribution to begin with.
    alt : str
        What the picture shows and how it changes, in words.
    caption : str
        What there is to be found by moving it.
    labels : sequence of 3 str, optional
        Names of the outcomes.
    marks : mapping of str to array_like, optional
        Distributions that are marked by their names.

    Raises
    ------
    ValueError
        If `p` or a mark is not a distribution of three outcomes, `labels` has another length, or a
        text is empty.

    Examples
    --------
    ::

        il.explore_three_outcomes(
            [0.5, 0.25, 0.25], labels=["sun", "rain", "snow"], marks={"a desert": [1, 0, 0]},
            alt="A triangle with a dot ...", caption="Drag the dot to the top of the hill ...",
        )
    """
    require_words(alt=alt, caption=caption)
    p = of_three(p, "p")
    named = {str(name): of_three(q, "marks") for name, q in (marks or {}).items()}
    names = outcome_names(labels, len(p))
    said = f"The dot: {entropy(p):.2f} bits, like {perplexity(p):.2f} equal ways."
    state = {"p": p.tolist(), "labels": names}
    state["marks"] = [[name, q.tolist()] for name, q in named.items()]
    figure = still(p, names, named)
    show_live("three_outcomes", figure, state, alt=alt, caption=caption, said=said)


def of_three(p: ArrayLike, name: str) -> Floats:
    """Give a distribution of three outcomes."""
    p = distribution(p, name)
    if p.shape != (3,):
        raise ValueError(f"{name} has shape {p.shape}: give one distribution of three outcomes")
    return p


def still(p: Floats, labels: Sequence[str], marks: Mapping[str, Floats]) -> "Figure":
    """Draw what a reader sees who can run nothing: the hill of the entropy, seen from above."""
    pyplot = required("matplotlib.pyplot")
    ink = pyplot.rcParams["text.color"]
    figure: Figure
    figure, ax = pyplot.subplots(figsize=(4.8, 4.4))
    draw_hill(ax, ink)
    for at, name in zip(NAMED, labels, strict=True):
        ax.text(*at, name, ha="center", parse_math=False)
    for name, q in marks.items():
        ax.plot(*(q @ CORNERS), "o", color=ink, fillstyle="none")
        beside = {"textcoords": "offset points", "va": "center", "parse_math": False}
        ax.annotate(name, q @ CORNERS, (8, 9), **beside)
    ax.plot(*(p @ CORNERS), "o", markersize=11)
    ax.set(aspect="equal", xlim=(-0.12, 1.12), ylim=(-0.1, 0.96))
    ax.set_axis_off()
    return figure


def draw_hill(ax: Any, ink: str) -> None:
    """Draw the triangle, and in it the lines of one entropy."""
    i, j = np.divmod(np.arange((FINE + 1) ** 2), FINE + 1)
    lattice = np.stack([i, j, FINE - i - j], axis=1)[i + j <= FINE] / FINE
    hill = *(lattice @ CORNERS).T, entropy(lattice), LEVELS
    lines = ax.tricontour(*hill, colors=ink, linewidths=1, alpha=0.5)
    named = ax.clabel(lines, fmt="%.1f bits", manual=[(0.5, 0.68), (0.5, 0.42)])
    for text in named:
        text.set_alpha(1)
    ax.fill(*CORNERS.T, fill=False, edgecolor=ink)
