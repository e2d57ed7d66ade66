"""Two distributions whose bars the reader drags, while every measure between them moves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from numpy.typing import ArrayLike

from ...arguments import pair
from ...divergences import cross_entropy, js_divergence, kl_divergence
from ...entropies import entropy
from ...sums import Floats
from .. import required
from ..plots import outcome_names, plot_distribution, plot_surprise
from ..showing import require_words
from . import show_live

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FEWEST, MOST = 2, 4


def explore_two_distributions(
    p: ArrayLike,
    q: ArrayLike,
    *,
    alt: str,
    caption: str,
    labels: Sequence[str] | None = None,
) -> None:
    """Show two distributions that the reader can drag.

    Each bar moves by mouse, finger or arrow keys, down to exactly 0; the others of its distribution
    keep their proportions. Beneath stand H(p), H(p, q), D(p‖q), D(q‖p) and the Jensen-Shannon
    divergence, infinite where they are infinite.

    Parameters
    ----------
    p : array_like, shape (n,)
        The truth to begin with: two to four outcomes.
    q : array_like, shape (n,)
        The model to begin with.
    alt : str
        What the picture shows and how it changes, in words.
    caption : str
        What there is to be found by moving it.
    labels : sequence of n str, optional
        Names of the outcomes; 0 to n - 1 if left out.

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution, their lengths differ or are not from two to four,
        `labels` has another length, or a text is empty.

    Examples
    --------
    ::

        il.explore_two_distributions(
            [0.5, 0.3, 0.2], [0.2, 0.3, 0.5], labels=["sun", "rain", "snow"],
            alt="Bars of two distributions ...", caption="Drag an orange bar to the floor ...",
        )
    """
    require_words(alt=alt, caption=caption)
    p, q = pair(p, q, -1)
    if p.ndim != 1 or not FEWEST <= len(p) <= MOST:
        raise ValueError(f"p has shape {p.shape}: give one distribution of two to four outcomes")
    names = outcome_names(labels, len(p))
    state = {"p": p.tolist(), "q": q.tolist(), "labels": names}
    figure, said = still(p, q, names), in_words(p, q)
    show_live("two_distributions", figure, state, alt=alt, caption=caption, said=said)


def still(p: Floats, q: Floats, labels: Sequence[str]) -> "Figure":
    """Draw what a reader sees who can run nothing: the bars, and the book's picture of them."""
    figure: Figure
    figure, (bars, picture) = required("matplotlib.pyplot").subplots(2, figsize=(4.8, 5.4))
    plot_distribution(p, q, labels=labels, ax=bars)
    plot_surprise(p, q, labels=labels, ax=picture)
    return figure


def in_words(p: Floats, q: Floats) -> str:
    """Say what the measures are."""
    measures = {
        "H(p)": entropy(p),
        "H(p, q)": cross_entropy(p, q),
        "D(p‖q)": kl_divergence(p, q),
        "D(q‖p)": kl_divergence(q, p),
        "JSD": js_divergence(p, q),
    }
    said = ", ".join(f"{name} = {bits:.3f}" for name, bits in measures.items())
    return f"In bits: {said}."
