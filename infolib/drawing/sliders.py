"""explore: a figure with sliders, live in a notebook and without a kernel in the built site.

In a notebook the sliders are ipywidgets and every move draws anew. In the site build every frame is
drawn once: the first as a drawing, the others as small differences from it.
"""

import gc
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from . import grid, required, showing
from .drawn import drawn_numbers
from .svg import svg

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_FRAMES = 130


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
        control. Fix the limits of its axes, or the picture jumps and the page grows heavy. The axes
        stay where they stand at first, but for a figure with a title, label or legend of the whole.
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
    showing.require_words(alt=alt, caption=caption)
    check(controls, labels or {}, start or {})
    sliders = [
        Control.of(name, values, (labels or {}).get(name, name), (start or {}).get(name))
        for name, values in controls.items()
    ]
    facts = {"kind": "sliders", "alt": alt, "caption": caption}
    (show_frames if showing.in_site_build() else show_widgets)(draw, sliders, facts)


def check(
    controls: Mapping[str, Sequence[Any]], labels: Mapping[str, str], start: Mapping[str, Any]
) -> None:
    """Refuse what cannot be explored."""
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


@dataclass
class Control:
    """One slider: its name, what to call it, its values, how they read, the number of the first."""

    name: str
    label: str
    values: list[Any]
    texts: list[str]
    start: int

    @classmethod
    def of(cls, name: str, values: Sequence[Any], label: str, start: Any) -> "Control":
        """Make a slider that stands at the value nearest to `start`."""
        values = [v.item() if hasattr(v, "item") else v for v in values]
        texts = [v if isinstance(v, str) else f"{v:.4g}" for v in values]
        if start is None:
            place = len(values) // 2
        elif isinstance(start, str):
            place = values.index(start)
        else:
            place = min(range(len(values)), key=lambda i: abs(values[i] - start))
        return cls(name, label, values, texts, place)


def drawn(draw: Callable[..., Any], sliders: list[Control], places: Sequence[int]) -> "Figure":
    """Draw the figure for one place of each slider."""
    values = {s.name: s.values[place] for s, place in zip(sliders, places, strict=True)}
    figure: Figure | None = getattr(draw(**values), "figure", None)
    if figure is None:
        raise ValueError("draw returned no figure: let it return its Figure or its Axes")
    showing.close(figure)
    return figure


def setting(sliders: list[Control], places: Sequence[int]) -> str:
    """Say where the sliders stand."""
    pairs = zip(sliders, places, strict=True)
    return ", ".join(f"{s.label} = {s.texts[place]}" for s, place in pairs)


def show_widgets(draw: Callable[..., Any], sliders: list[Control], facts: dict[str, Any]) -> None:
    """Show the figure in a notebook, below sliders that draw it anew."""
    widgets = required("ipywidgets")
    handles = [handle(s) for s in sliders]
    picture = widgets.Image(format="png")
    layout: grid.Layout = []

    def redraw(_: Any = None) -> tuple["Figure", str]:
        places = [h.value for h in handles]
        figure = drawn(draw, sliders, places)
        words = f"{facts['alt']} ({setting(sliders, places)})"
        picture.value, picture.width = showing.png(figure, layout), showing.width_in_pixels(figure)
        layout[:] = layout or grid.layout_of(figure)
        if picture.has_trait("tooltip"):  # what a screen reader says; ipywidgets 7 has none
            picture.tooltip = words
        return figure, words

    figure, words = redraw()
    for h in handles:
        h.observe(redraw, "value")
    view = showing.widget_view(widgets.VBox([*handles, picture]))
    facts = facts | {"numbers": drawn_numbers(figure)}
    showing.display_picture(picture.value, figure, words, facts, **view)


def handle(slider: Control) -> Any:
    """Make what moves one slider in a notebook."""
    return required("ipywidgets").SelectionSlider(
        options=list(zip(slider.texts, range(len(slider.texts)), strict=True)),
        value=slider.start,
        description=slider.label,
        style={"description_width": "initial"},
        layout={"width": "30em"},
    )


def show_frames(draw: Callable[..., Any], sliders: list[Control], facts: dict[str, Any]) -> None:
    """Hand the figure over for the site, with every frame."""
    frames = {}
    start = tuple(s.start for s in sliders)
    all_places = list(itertools.product(*(range(len(s.values)) for s in sliders)))
    layout: grid.Layout = []
    gc.freeze()  # or each drawing has all libraries looked through for garbage: a sixth of the time
    for places in sorted(all_places, key=lambda places: places != start):
        figure = drawn(draw, sliders, places)
        drawing = svg(figure, layout)
        layout = layout or grid.layout_of(figure)
        frames[places] = drawing, title(figure), drawn_numbers(figure), figure.get_figwidth()
    drawings, titles, numbers, _ = zip(*(frames[places] for places in all_places), strict=True)
    first, _, first_numbers, width = frames[start]
    controls = [
        {"name": s.name, "label": s.label, "texts": s.texts, "start": s.start} for s in sliders
    ]
    facts = facts | {"numbers": first_numbers, "controls": controls, "titles": list(titles)}
    facts |= {"frames": [difference(first, drawing) for drawing in drawings]}
    facts |= {"frame_numbers": list(numbers)}
    showing.display_data(first, width, facts["alt"], facts)


def title(figure: "Figure") -> str:
    """Give what a figure says in its titles, for a slider to read out."""
    titles = [figure.get_suptitle(), *(ax.get_title() for ax in figure.axes)]
    return "; ".join(title for title in titles if title)


Change = list[Any]  # [element number, {attribute: value}]


def difference(base: str, frame: str) -> list[Change]:
    """Give what turns one SVG into another: ``[[element number, {attribute: value}], ...]``.

    Elements are numbered in document order in `base`. The attribute ``""`` is an element's text,
    ``"<"`` its whole inside, where the two are built differently; ``null`` removes an attribute.
    """
    changes: list[Change] = []
    compare(ElementTree.fromstring(base), ElementTree.fromstring(frame), 0, changes)
    return changes


def compare(old: Element, new: Element, number: int, changes: list[Change]) -> int:
    """Append the changes below one element, and give the number of the next."""
    names = {**old.attrib, **new.attrib}
    change = {name: new.get(name) for name in names if old.get(name) != new.get(name)}
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
        number = compare(left, right, number, changes)
    return number
