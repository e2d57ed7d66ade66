"""The book's pictures of distributions: the truth p is blue, the model q is orange, everywhere."""

from typing import TYPE_CHECKING, Any

import numpy as np

from ..arguments import distribution
from ..divergences import cross_entropy, kl_divergence
from ..entropies import entropy, surprisal
from ..labels import refuse_other_labels
from ..sums import Floats
from . import required

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

TRUTH, MODEL, BETWEEN = "C0", "C1", "C2"
HEADROOM = 1.15
NARROWEST_NAMED = 0.03  # a thinner bar has no room for its name
LETTER = 0.022  # of a picture's width, about, for each letter of a name


def plot_distribution(
    p: "ArrayLike",
    q: "ArrayLike | None" = None,
    *,
    labels: "Sequence[str] | None" = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw a distribution as bars, or two side by side.

    Parameters
    ----------
    p : array_like, shape (n,)
        The truth, in blue.
    q : array_like, shape (n,), optional
        The model, in orange, to the right of the truth.
    labels : sequence of n str, optional
        Names of the outcomes; 0 to n - 1 if left out.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, or the lengths differ.

    Examples
    --------
    >>> import infolib as il
    >>> ax = il.plot_distribution([0.5, 0.25, 0.25], labels=["sun", "rain", "snow"])
    >>> [float(bar.get_height()) for bar in ax.patches]
    [0.5, 0.25, 0.25]
    """
    p, q, labels, ax = prepared(p, q, labels, ax)
    place, width = np.arange(len(p)), 0.8 if q is None else 0.4
    ax.bar(place - (0 if q is None else width / 2), p, width, color=TRUTH, label="p, the truth")
    if q is not None:
        ax.bar(place + width / 2, q, width, color=MODEL, label="q, the model")
        ax.legend()
    ax.set_xticks(place, labels, parse_math=False)  # names are text, also with a $
    ax.grid(visible=False, axis="x")
    ax.set(xlabel="outcome", ylabel="probability")
    return ax


def plot_surprise(
    p: "ArrayLike",
    q: "ArrayLike | None" = None,
    *,
    labels: "Sequence[str] | None" = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw each outcome as wide as it is probable and as high as it is surprising.

    A bar's area, p·log₂(1/p), is what its outcome adds to the entropy, so the blue area is H(p).
    With a model q the orange line stands at log₂(1/q): the area under it is the cross-entropy
    H(p, q), and the strip between, orange where q overcharges and green hatching where it
    undercharges, is D(p‖q). Where q says 0 the line leaves the picture, marked ∞.

    Parameters
    ----------
    p : array_like, shape (n,)
        The truth: the widths, and the blue heights.
    q : array_like, shape (n,), optional
        The model: the orange heights.
    labels : sequence of n str, optional
        Names of the outcomes; 0 to n - 1 if left out.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    matplotlib.axes.Axes
        Its title gives the areas in bits.

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, or the lengths differ.

    Examples
    --------
    >>> import infolib as il
    >>> il.plot_surprise([0.5, 0.25, 0.25]).get_title()
    'H(p) = 1.50 bits'
    >>> il.plot_surprise([0.5, 0.25, 0.25], [0.25, 0.25, 0.5]).get_title()
    'H(p, q) = 1.75 = 1.50 + 0.25 bits'
    """
    p, q, labels, ax = prepared(p, q, labels, ax)
    # An impossible outcome has no width: from here on there are only the others.
    seen = p > 0
    left, width = (np.cumsum(p) - p)[seen], p[seen]
    own: Any = surprisal(width)
    model: Any = own if q is None else surprisal(q[seen])
    top = HEADROOM * max(1.0, *own, *model[np.isfinite(model)])
    ax.bar(left, own, width, align="edge", color=TRUTH, alpha=0.35)
    ax.bar(left, own, width, align="edge", fill=False, edgecolor=TRUTH)
    if q is not None:
        draw_model(ax, left, width, own, model, top)
    names = [name for name, share in zip(labels, p, strict=True) if share > 0]
    named = with_room(left + width / 2, width, names)
    ax.set_xticks(list(named), list(named.values()), parse_math=False)
    ax.tick_params(axis="x", length=0)
    ax.grid(visible=False, axis="x")
    ax.set(title=areas_in_words(p, q), xlim=(0, 1), ylim=(0, top))
    ax.set(xlabel="width: probability", ylabel="height: surprise (bits)")
    return ax


def with_room(middle: Floats, width: Floats, names: "Sequence[str]") -> dict[float, str]:
    """Give the names that have room, by place: a bar may be too thin, or too near to the last."""
    kept: dict[float, str] = {}
    nearest, letters = -1.0, 0
    for place, wide, name in zip(middle, width, names, strict=True):
        if wide >= NARROWEST_NAMED and place - nearest >= LETTER * (letters + len(name)) / 2:
            kept[place] = name
            nearest, letters = place, len(name)
    return kept


def areas_in_words(p: Floats, q: Floats | None) -> str:
    """Say what the areas are, in bits."""
    if q is None:
        return f"H(p) = {entropy(p):.2f} bits"
    cross, own, extra = cross_entropy(p, q), entropy(p), kl_divergence(p, q)
    return f"H(p, q) = {cross:.2f} = {own:.2f} + {extra:.2f} bits".replace("inf", "∞")


def draw_model(
    ax: "Axes", left: Floats, width: Floats, own: Floats, model: Floats, top: float
) -> None:
    """Draw the model's line, and the strip between it and the truth."""
    line = np.minimum(model, top)
    bars: dict[str, Any] = {"width": width, "bottom": own, "align": "edge"}
    # A hatch has the colour of the edge, which here has no width.
    saved: dict[str, Any] = {"fill": False, "hatch": "///", "edgecolor": BETWEEN, "linewidth": 0}
    ax.bar(left, np.maximum(line - own, 0), color=MODEL, alpha=0.35, **bars)
    ax.bar(left, np.minimum(line - own, 0), **saved, **bars)
    ax.hlines(line, left, left + width, color=MODEL, linewidth=2.5)
    for x in (left + width / 2)[np.isinf(model)]:
        ax.text(x, top, "∞", color=MODEL, fontsize=14, ha="center", va="top")


def prepared(
    p: "ArrayLike",
    q: "ArrayLike | None",
    labels: "Sequence[str] | None",
    ax: "Axes | None",
) -> "tuple[Floats, Floats | None, list[str], Axes]":
    """Check the distributions and fill in what was left out."""
    refuse_other_labels(p, q)
    p = distribution(p, "p")
    q = None if q is None else distribution(q, "q")
    if p.ndim != 1 or (q is not None and q.shape != p.shape):
        raise ValueError("p and q must be single distributions of one length: pass one row of each")
    if ax is None:
        _, ax = required("matplotlib.pyplot").subplots()
    return p, q, outcome_names(labels, len(p)), ax


def outcome_names(labels: "Sequence[str] | None", n: int) -> list[str]:
    """Give the names of n outcomes: their numbers, if they have none."""
    names = [str(x) for x in (range(n) if labels is None else labels)]
    if len(names) != n:
        raise ValueError(f"labels has {len(names)} names for {n} outcomes: give one for each")
    return names
