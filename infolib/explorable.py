"""Two distributions whose bars the reader drags, while every measure between them moves.

``two_distributions.js`` draws and counts, in a notebook and in the built site alike.  In a notebook
the values live in an anywidget; in the site in a plain object on the page, written here.
"""

import html
import itertools
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from numpy.typing import ArrayLike

from . import figures
from .arguments import pair
from .measures import cross_entropy, entropy, js_divergence, kl_divergence
from .pictures import plot_distribution, plot_surprise

FEWEST, MOST = 2, 4
_block_number = itertools.count(1)


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
    keep their proportions.  Beneath stand H(p), H(p, q), D(p‖q), D(q‖p) and the Jensen-Shannon
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
    figures.require_words(alt=alt, caption=caption)
    p, q = pair(p, q, -1)
    if p.ndim != 1 or not FEWEST <= len(p) <= MOST:
        raise ValueError(f"p has shape {p.shape}: give one distribution of two to four outcomes")
    labels = [str(i) for i in range(len(p))] if labels is None else [str(x) for x in labels]
    figure = _still(p, q, labels)
    state = {"p": p.tolist(), "q": q.tolist(), "labels": labels, "alt": alt}
    if figures.in_site_build():
        _show_page(state, figure, caption)
    else:
        _show_live(state, figure, caption)


def _still(p, q, labels):
    """Draw what a reader sees who can run nothing: the bars, and the book's picture of them."""
    import matplotlib.pyplot as plt

    figure, (bars, picture) = plt.subplots(2, figsize=(4.8, 5.4))
    plot_distribution(p, q, labels=labels, ax=bars)
    plot_surprise(p, q, labels=labels, ax=picture)
    figures.close(figure)
    return figure


def _in_words(state):
    """Say what the picture shows and what the measures are."""
    p, q = state["p"], state["q"]
    measures = {
        "H(p)": entropy(p),
        "H(p, q)": cross_entropy(p, q),
        "D(p‖q)": kl_divergence(p, q),
        "D(q‖p)": kl_divergence(q, p),
        "JSD": js_divergence(p, q),
    }
    said = ", ".join(f"{name} = {bits:.3f}" for name, bits in measures.items())
    return f"{state['alt']} (In bits: {said}.)"


def _show_live(state, figure, caption):
    from IPython.display import Markdown, display

    view = _widget_class()(**state)._repr_mimebundle_()
    bundle = view[0] if isinstance(view, tuple) else view
    widget = {mime: data for mime, data in bundle.items() if "widget-view" in mime}
    figures.display_png(figure, _in_words(state), **widget)
    display(Markdown(f"*{caption}*"))


@cache
def _widget_class():
    """Make the widget's class; anywidget is imported only in a live notebook."""
    import anywidget
    import traitlets

    class TwoDistributions(anywidget.AnyWidget):
        _esm = _source("two_distributions.js")
        _css = _source("two_distributions.css")
        p = traitlets.List(traitlets.Float()).tag(sync=True)
        q = traitlets.List(traitlets.Float()).tag(sync=True)
        labels = traitlets.List(traitlets.Unicode()).tag(sync=True)
        alt = traitlets.Unicode().tag(sync=True)

    return TwoDistributions


def _source(name):
    return Path(__file__).with_name(name).read_text(encoding="utf8")


# A module cannot be loaded from file://, so its text runs as an ordinary script, before the next
# paragraph is laid out: nothing on the page jumps.
PAGE = """<figure class="plot">
<style>{style}</style>
<div id="{id}"></div>
<noscript>{still}<p>Without JavaScript the bars stand still.</p></noscript>
{caption}
<script>
(() => {{
{module}
const state = {state}, listeners = {{}};
widget.render({{
  el: document.getElementById("{id}"),
  model: {{
    get: name => state[name],
    set(name, value) {{ state[name] = value; listeners["change:" + name]?.(); }},
    on(event, listener) {{ listeners[event] = listener; }},
    save_changes() {{}},
  }},
}});
}})();
</script>
</figure>"""


def _show_page(state, figure, caption):
    from IPython.display import display

    name = f"two-distributions-{next(_block_number)}"
    page = PAGE.format(
        id=name,
        style=_source("two_distributions.css"),
        still=figures.plot_box(figures.svg(figure, f"{name}-"), _in_words(state)),
        caption=figures.figcaption(caption),
        module=_source("two_distributions.js").replace("export default", "const widget ="),
        state=json.dumps(state, ensure_ascii=False).replace("<", "\\u003c"),
    )
    display({"text/html": page, "text/plain": html.escape(_in_words(state))}, raw=True)
