"""A dial: the Rényi entropies of a distribution, and a dot that the reader drags along them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from ...arguments import distribution
from ...entropies import surprisal
from ...estimates import normalize
from ...renyi import hill_number, renyi_entropy
from ...sums import Floats
from .. import required
from ..plots import outcome_names
from ..showing import require_words
from . import show_live

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STOPS = 120  # of the dial: the order n/(120 − n) is 1 in the middle, and infinite at the end
MARKS = {"0": 0, "½": 40, "1": 60, "2": 80, "4": 96, "∞": 120}
FEWEST, MOST = 2, 8
NARROWEST_NAMED = 0.08


def explore_orders(
    p: ArrayLike,
    alpha: float,
    *,
    alt: str,
    caption: str,
    labels: Sequence[str] | None = None,
) -> None:
    """Show the Rényi entropies of a distribution, with a dot that the reader can drag along them.

    The dot turns the order from 0 to infinity, by mouse, finger or arrow keys. Beside the curve the
    outcomes stand as bars, as high as surprising and as wide as their share in the escort of that
    order, which is p to the power of the order, shared out anew.

    Parameters
    ----------
    p : array_like, shape (n,)
        The distribution: two to eight outcomes.
    alpha : float
        The order to begin with; the nearest stop of the dial is taken.
    alt : str
        What the picture shows and how it changes, in words.
    caption : str
        What there is to be found by moving it.
    labels : sequence of n str, optional
        Names of the outcomes; 0 to n - 1 if left out.

    Raises
    ------
    ValueError
        If `p` is not a distribution of two to eight outcomes, `alpha` is no order from 0 to
        infinity, `labels` has another length, or a text is empty.

    Examples
    --------
    ::

        il.explore_orders(
            [0.5, 0.25, 0.25], 2, labels=["sun", "rain", "snow"],
            alt="A falling curve with a dot ...", caption="Drag the dot to infinity ...",
        )
    """
    require_words(alt=alt, caption=caption)
    p = distribution(p, "p")
    if p.ndim != 1 or not FEWEST <= len(p) <= MOST:
        raise ValueError(f"p has shape {p.shape}: give one distribution of two to eight outcomes")
    if np.ndim(alpha) > 0 or not alpha >= 0:
        raise ValueError(f"alpha is {alpha}: give one order from 0 to infinity")
    names = outcome_names(labels, len(p))
    stop = round(STOPS * (1 - 1 / (1 + alpha)))
    height, alike = renyi_entropy(p, order(stop)), hill_number(p, order(stop))
    said = f"At order {written(order(stop))}: {height:.3f} bits, like {alike:.3f} equal outcomes."
    state = {"p": p.tolist(), "stop": stop, "labels": names}
    show_live("orders", still(p, stop, names), state, alt=alt, caption=caption, said=said)


def order(stop: int) -> float:
    """Give the order at one stop of the dial."""
    return np.inf if stop == STOPS else stop / (STOPS - stop)


def written(alpha: float) -> str:
    """Write an order."""
    return "∞" if alpha == np.inf else f"{alpha:.4g}"


def still(p: Floats, stop: int, labels: Sequence[str]) -> "Figure":
    """Draw what a reader sees who can run nothing: bent bars, and the curve with its dot."""
    figure: Figure
    figure, (bars, curve) = required("matplotlib.pyplot").subplots(2, figsize=(4.8, 5.2))
    draw_bars(bars, p, order(stop), labels)
    ink = required("matplotlib.pyplot").rcParams["text.color"]
    curve.plot(range(STOPS + 1), [renyi_entropy(p, order(n)) for n in range(STOPS + 1)], color=ink)
    curve.plot(stop, renyi_entropy(p, order(stop)), "o", markersize=9, clip_on=False)
    curve.set_xticks(list(MARKS.values()), list(MARKS))
    curve.set(xlim=(0, STOPS), xlabel="order $\\alpha$", ylabel="$H_\\alpha$ (bits)")
    figure.align_ylabels()
    return figure


def draw_bars(ax: Any, p: Floats, alpha: float, labels: Sequence[str]) -> None:
    """Draw the outcomes, as wide as their share in the escort and as high as their surprise."""
    width, height = normalize((p / p.max()) ** alpha * (p > 0)), renyi_entropy(p, alpha)
    high = np.where(p > 0, surprisal(p), 0)
    middle, named = np.cumsum(width) - width / 2, width > NARROWEST_NAMED
    ax.bar(middle, high, width, color="C0", alpha=0.35)
    ax.bar(middle, high, width, fill=False, edgecolor="C0")
    ax.axhline(height, color=required("matplotlib.pyplot").rcParams["text.color"], linestyle="--")
    names = [name for name, wide in zip(labels, named, strict=True) if wide]
    ax.set_xticks(middle[named], names, parse_math=False)
    ax.grid(visible=False, axis="x")
    ax.set(xlim=(0, 1), ylim=(0, 1.1 * high.max() or 1), ylabel="surprise (bits)")
    ax.set(xlabel="width: share in the escort", title=f"{height:.2f} bits, area {width @ high:.2f}")
