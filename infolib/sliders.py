"""explore: a figure with sliders, live in a notebook and without a kernel in the built site.

In a notebook the sliders are ipywidgets and every move draws anew.  In the site build every frame
is drawn once; the page holds the first one, and the others as small differences from it that
``_static/explore.js`` applies when the reader moves a slider.
"""

import html
import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from . import figures

MOST_FRAMES = 130
_explore_number = itertools.count(1)


def explore(
    draw: Callable[..., Any],
    *,
    alt: str,
    caption: str,
    labels: Mapping[str, str] | None = None,
    start: Mapping[str, Any] | None = None,
    **controls: Sequence[Any],
) -> None:
    """Show a figure that the reader can move.

    Parameters
    ----------
    draw : callable
        ``draw(**values)`` makes and returns one matplotlib figure (or Axes) for one value of each
        control.  Fix the limits of its axes, or the picture jumps and the page grows heavy.
    alt : str
        What the figure shows and how it changes, in words.
    caption : str
        What there is to be found by moving it.
    labels : mapping of str to str, optional
        How to call a control beside its slider; its own name if left out.
    start : mapping of str to value, optional
        Where each slider stands at first (the nearest of its values); the middle if left out.
    **controls : sequence
        One or two controls: ``name=values``, numbers or strings, in the slider's order.

    Raises
    ------
    ValueError
        If there is no control or more than two, a control has fewer than two values, there are
        more than 130 frames in all, `labels` or `start` names an unknown control, or a text is
        empty.

    Examples
    --------
    ::

        def draw(p):
            ax = il.plot_surprise([p, 1 - p])
            ax.set_ylim(0, 5)
            return ax

        il.explore(draw, p=np.linspace(0.05, 0.95, 19), labels={"p": "probability of heads"},
                   alt="Two bars ...", caption="The blue area is largest for the fair coin.")
    """
    figures.require_words(alt=alt, caption=caption)
    controls = _controls(controls, labels or {}, start or {})
    if figures.in_site_build():
        _show_page(draw, controls, alt, caption)
    else:
        _show_live(draw, controls, alt, caption)


class _Control:
    """One slider: its name, what to call it, its values, how they read, where it starts."""

    def __init__(self, name, values, label, start):
        self.name, self.label = name, label
        self.values = [v.item() if hasattr(v, "item") else v for v in values]
        self.texts = [v if isinstance(v, str) else f"{v:.4g}" for v in self.values]
        self.start = self._nearest(start)

    def _nearest(self, start):
        if start is None:
            return len(self.values) // 2
        if isinstance(start, str):
            return self.values.index(start)
        return min(range(len(self.values)), key=lambda i: abs(self.values[i] - start))


def _controls(controls, labels, start):
    """Check the controls that were asked for."""
    if not 1 <= len(controls) <= 2:
        raise ValueError(f"explore takes one or two controls, name=values; got {len(controls)}")
    for text, names in (("labels", labels), ("start", start)):
        for name in names:
            if name not in controls:
                raise ValueError(f"{text} names {name!r}, but the controls are {list(controls)}")
    frames = 1
    for name, values in controls.items():
        if len(values) < 2:
            raise ValueError(f"{name} has {len(values)} value: give a slider at least two")
        frames *= len(values)
    if frames > MOST_FRAMES:
        raise ValueError(f"{frames} frames are too heavy for a page: at most {MOST_FRAMES}")
    return [_Control(n, v, labels.get(n, n), start.get(n)) for n, v in controls.items()]


def _drawn(draw, controls, places):
    """Draw the figure for one place of each slider."""
    figure = draw(**{c.name: c.values[i] for c, i in zip(controls, places, strict=True)})
    figure = getattr(figure, "figure", None)
    if figure is None:
        raise ValueError("draw returned no figure: let it return its Figure or its Axes")
    figures.close(figure)
    return figure


def _setting(controls, places):
    """Say where the sliders stand."""
    return ", ".join(f"{c.label} = {c.texts[i]}" for c, i in zip(controls, places, strict=True))


def _title(figure):
    """Return what the figure says in its titles, for a slider to read out."""
    titles = [figure.get_suptitle(), *(ax.get_title() for ax in figure.axes)]
    return "; ".join(title for title in titles if title)


def _show_live(draw, controls, alt, caption):
    import ipywidgets
    from IPython.display import Markdown, display

    places = [c.start for c in controls]
    sliders = [
        ipywidgets.SelectionSlider(
            options=list(zip(c.texts, range(len(c.values)), strict=True)),
            value=c.start,
            description=c.label,
            style={"description_width": "initial"},
            layout={"width": "30em"},
        )
        for c in controls
    ]
    figure = _drawn(draw, controls, places)
    width = round(figure.get_figwidth() * figures.PIXELS_PER_INCH)
    image = (
        f'<img alt="{html.escape(alt)}" width="{width}" src="data:image/png;base64,{{}}">'.format
    )
    # an HTML widget, not an Output: nothing that is drawn later reaches the cell's own output
    picture = ipywidgets.HTML(image(figures.png(figure)))

    def redraw(_):
        now = _drawn(draw, controls, [slider.value for slider in sliders])
        picture.value = image(figures.png(now))

    for slider in sliders:
        slider.observe(redraw, "value")
    view = ipywidgets.VBox([*sliders, picture])._repr_mimebundle_()
    widget = {mime: data for mime, data in view.items() if "widget-view" in mime}
    figures.display_png(figure, f"{alt} ({_setting(controls, places)})", **widget)
    display(Markdown(f"*{caption}*"))


PAGE = """<figure class="plot explore" id="{id}">
{plot}
<div class="explore-bar">
<div class="explore-controls pst-js-only">
{sliders}
</div>
<p class="explore-still">Shown for {setting}.</p>
</div>
{caption}
<script type="application/json">{frames}</script>
</figure>"""

SLIDER = """<div class="explore-control"><label for="{id}">{label}</label>
<input type="range" id="{id}" min="0" max="{top}" value="{start}" aria-valuetext="{text}"/>
<output for="{id}" aria-hidden="true">{text}</output></div>"""


def _show_page(draw, controls, alt, caption):
    from IPython.display import display

    name = f"explore-{next(_explore_number)}"
    start = [c.start for c in controls]
    base, _ = _frame(draw, controls, start, name)
    frames, titles = [], []
    for places in itertools.product(*(range(len(c.values)) for c in controls)):
        svg, title = _frame(draw, controls, places, name)
        frames.append(difference(base, svg))
        titles.append(title)
    data = {
        "labels": [c.label for c in controls],
        "values": [c.texts for c in controls],
        "titles": titles,
        "frames": frames,
    }
    page = PAGE.format(
        id=name,
        plot=figures.plot_box(base, alt),
        sliders="\n".join(_slider(c, f"{name}-{c.name}") for c in controls),
        setting=html.escape(_setting(controls, start)),
        caption=figures.figcaption(caption),
        frames=json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c"),
    )
    display({"text/html": page, "text/plain": alt}, raw=True)


def _frame(draw, controls, places, name):
    figure = _drawn(draw, controls, places)
    return figures.svg(figure, f"{name}-"), _title(figure)


def _slider(control, name):
    return SLIDER.format(
        id=name,
        label=html.escape(control.label),
        top=len(control.values) - 1,
        start=control.start,
        text=html.escape(control.texts[control.start]),
    )


def difference(base: str, frame: str) -> list:
    """Return what turns one SVG into another: ``[[element number, {attribute: value}], ...]``.

    Elements are numbered in document order in `base`.  The attribute ``""`` is an element's text,
    ``"<"`` its whole inside, where the two are built differently; ``null`` removes an attribute.
    """
    changes = []
    _compare(ElementTree.fromstring(base), ElementTree.fromstring(frame), 0, changes)
    return changes


def _compare(old, new, number, changes):
    """Append the changes below one element, and return the number of the next."""
    change = {k: new.get(k) for k in {**old.attrib, **new.attrib} if old.get(k) != new.get(k)}
    alike = [child.tag for child in old] == [child.tag for child in new]
    if not alike:
        change["<"] = "".join(ElementTree.tostring(child, encoding="unicode") for child in new)
    elif len(old) == 0 and (old.text or "") != (new.text or ""):
        change[""] = new.text or ""
    if change:
        changes.append([number, change])
    if not alike:
        return number + sum(1 for _ in old.iter())
    number += 1
    for left, right in zip(old, new, strict=True):
        number = _compare(left, right, number, changes)
    return number
