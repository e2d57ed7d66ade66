"""Two distributions whose bars the reader drags, while every measure between them moves.

``two_distributions.js`` draws and counts, in a notebook and in the built site alike. In a notebook
the values live in an anywidget; what holds them on a page is the site's affair.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import ArrayLike

from ..arguments import pair
from ..divergences import cross_entropy, js_divergence, kl_divergence
from ..entropies import entropy
from ..sums import Floats
from . import required, showing
from .drawn import drawn_numbers
from .palette import DARK, LIGHT, custom_properties
from .plots import plot_distribution, plot_surprise

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
    showing.require_words(alt=alt, caption=caption)
    p, q = pair(p, q, -1)
    if p.ndim != 1 or not FEWEST <= len(p) <= MOST:
        raise ValueError(f"p has shape {p.shape}: give one distribution of two to four outcomes")
    labels = [str(i) for i in range(len(p))] if labels is None else [str(x) for x in labels]
    figure = still(p, q, labels)
    state = {"alt": alt, "p": p.tolist(), "q": q.tolist(), "labels": labels}
    words = f"{alt} ({in_words(p, q)})"
    facts = {"kind": "two-distributions", "caption": caption, "numbers": drawn_numbers(figure)}
    if showing.in_site_build():
        sources = {"script": source("js"), "style": source("css"), "words": words}
        showing.display_data(figure, words, facts | state | sources)
    else:
        view = showing.widget_view(widget_class()(**state))
        showing.display_picture(figure, words, facts | {"alt": alt}, **view)


def still(p: Floats, q: Floats, labels: Sequence[str]) -> "Figure":
    """Draw what a reader sees who can run nothing: the bars, and the book's picture of them."""
    figure: Figure
    figure, (bars, picture) = required("matplotlib.pyplot").subplots(2, figsize=(4.8, 5.4))
    plot_distribution(p, q, labels=labels, ax=bars)
    plot_surprise(p, q, labels=labels, ax=picture)
    showing.close(figure)
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


@cache
def widget_class() -> Any:
    """Make the widget's class; anywidget is imported only in a live notebook."""
    anywidget, traits = required("anywidget"), required("traitlets")
    light, dark = custom_properties(LIGHT), custom_properties(DARK)
    colours = f".pair {{ {light} }}\n[data-jp-theme-light='false'] .pair {{ {dark} }}\n"

    class TwoDistributions(anywidget.AnyWidget):  # type: ignore[misc, name-defined]
        _esm = source("js")
        _css = colours + source("css")
        p = traits.List(traits.Float()).tag(sync=True)
        q = traits.List(traits.Float()).tag(sync=True)
        labels = traits.List(traits.Unicode()).tag(sync=True)
        alt = traits.Unicode().tag(sync=True)

    return TwoDistributions


def source(kind: str) -> str:
    """Give the text of this module's script or style sheet."""
    return Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf8")
