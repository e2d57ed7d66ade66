"""The book's pictures of distributions: the truth p is blue, the model q is orange, everywhere."""

from typing import TYPE_CHECKING

import numpy as np

from .arguments import distribution
from .measures import cross_entropy, entropy, kl_divergence, surprisal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

TRUTH, MODEL, BETWEEN = "C0", "C1", "C2"
HEADROOM = 1.15
NARROWEST_NAMED = 0.03  # a thinner bar has no room for its name


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
    p, q, labels, ax = _arguments(p, q, labels, ax)
    place, width = np.arange(len(p)), 0.8 if q is None else 0.4
    ax.bar(place - (0 if q is None else width / 2), p, width, color=TRUTH, label="p, the truth")
    if q is not None:
        ax.bar(place + width / 2, q, width, color=MODEL, label="q, the model")
        ax.legend()
    ax.set_xticks(place, labels)
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
    undercharges, is D(p‖q).  Where q says 0 the line leaves the picture, marked ∞.

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
    p, q, labels, ax = _arguments(p, q, labels, ax)
    right = np.cumsum(p)
    left, own = right - p, surprisal(p)
    seen = p > 0
    model = own if q is None else surprisal(q)
    heights = np.concatenate([own[seen], model[seen]])
    top = HEADROOM * max(1.0, heights[np.isfinite(heights)].max())
    own, model = np.minimum(own, top), np.where(seen, np.minimum(model, top), 0)

    bars = {"x": left[seen], "width": p[seen], "align": "edge"}
    ax.bar(height=own[seen], color=TRUTH, alpha=0.35, **bars)
    ax.bar(height=own[seen], fill=False, edgecolor=TRUTH, **bars)
    if q is None:
        ax.set_title(f"H(p) = {entropy(p):.2f} bits")
    else:
        strip = (model - own)[seen]
        ax.bar(height=np.maximum(strip, 0), bottom=own[seen], color=MODEL, alpha=0.35, **bars)
        saved = {"fill": False, "hatch": "///", "hatchcolor": BETWEEN, "linewidth": 0}
        ax.bar(height=np.minimum(strip, 0), bottom=own[seen], **saved, **bars)
        ax.hlines(model[seen], left[seen], right[seen], color=MODEL, linewidth=2.5)
        for x in (left + p / 2)[seen & (q == 0)]:
            ax.text(x, top, "∞", color=MODEL, fontsize=14, ha="center", va="top")
        cross, own, extra = cross_entropy(p, q), entropy(p), kl_divergence(p, q)
        title = f"H(p, q) = {cross:.2f} = {own:.2f} + {extra:.2f} bits"
        ax.set_title(title.replace("inf", "∞"))
    named = seen & (p >= NARROWEST_NAMED)
    ax.set_xticks((left + p / 2)[named], np.asarray(labels, dtype=object)[named])
    ax.tick_params(axis="x", length=0)
    ax.grid(visible=False, axis="x")
    ax.set(
        xlim=(0, 1), ylim=(0, top), xlabel="width: probability", ylabel="height: surprise (bits)"
    )
    return ax


def _arguments(p, q, labels, ax):
    """Check the distributions and fill in what was left out."""
    p = distribution(p, "p")
    q = None if q is None else distribution(q, "q")
    if p.ndim != 1 or (q is not None and q.shape != p.shape):
        raise ValueError("p and q must be single distributions of one length: pass one row of each")
    labels = [str(i) for i in range(len(p))] if labels is None else list(labels)
    if len(labels) != len(p):
        raise ValueError(f"labels has {len(labels)} names for {len(p)} outcomes: give one for each")
    if ax is None:
        import matplotlib.pyplot as plt

        _, ax = plt.subplots()
    return p, q, labels, ax
