"""Show a figure: a PNG in a notebook, theme-following SVG in the built site.

The site build sets ``INFOLIB_SITE=1`` for the kernels that it starts, so a chapter never asks
where it runs.  In the site a figure is inline SVG: its letters are real text, and its colours are
the page's own, so that it can be read on light and on dark paper.
"""

import base64
import html
import io
import itertools
import os
import re
from xml.etree import ElementTree

INK, GRID = "#222832", "#c9cdd2"
PALETTE = ["#0072b2", "#b8480c", "#00785a", "#7d5a00", "#7b4fc9", "#b3275c"]
CSS_COLOURS = {
    INK: "var(--plot-ink)",
    GRID: "var(--plot-grid)",
    **{colour: f"var(--plot-{i})" for i, colour in enumerate(PALETTE)},
}
PIXELS_PER_INCH = 100
SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
NUMBER = re.compile(r"\d+\.\d{3,}")
ID = re.compile(r"(url\(|^)#([\w.-]+)")
_figure_number = itertools.count(1)


def in_site_build():
    """Whether this kernel runs for the built site rather than for a person."""
    return os.environ.get("INFOLIB_SITE") == "1"


def show(fig, *, alt, caption):
    """Show a finished figure with its text alternative and its caption.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure; it is closed afterwards, so a notebook does not show it twice.
    alt : str
        What the figure shows, in words, for a reader who cannot see it.
    caption : str
        What the figure says: its finding.  Markdown with ``$formulas$`` is welcome.

    Raises
    ------
    ValueError
        If `alt` or `caption` is empty.

    Examples
    --------
    ::

        ax = il.plot_distribution([0.5, 0.25, 0.25])
        il.show(ax.figure, alt="Three bars: a half and two quarters.", caption="A small world.")
    """
    require_words(alt=alt, caption=caption)
    from IPython.display import Markdown, display

    close(fig)
    if in_site_build():
        prefix = f"f{next(_figure_number)}-"
        plot = plot_box(svg(fig, prefix), alt)
        page = f'<figure class="plot">\n{plot}\n{figcaption(caption)}\n</figure>'
        display({"text/html": page, "text/plain": alt}, raw=True)
    else:
        display_png(fig, alt)
        display(Markdown(f"*{caption}*"))


def require_words(**texts):
    """Refuse an empty alt text or caption."""
    for name, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"{name} is empty: say in words what the figure shows, {name}='...'")


def close(fig):
    """Take the figure out of pyplot's hands, so that the cell does not show it again."""
    import matplotlib.pyplot as plt

    plt.close(fig)


def display_png(fig, text, **more):
    """Display a figure as a PNG whose plain-text form is `text`."""
    from IPython.display import display

    size = {"width": round(fig.get_figwidth() * PIXELS_PER_INCH)}
    display(
        {"image/png": png(fig), "text/plain": text, **more},
        metadata={"image/png": {**size, "alt": text}},
        raw=True,
    )


def png(fig):
    """Return the figure on white paper as a base64 PNG: sharp on fine screens, few colours."""
    from PIL import Image

    drawn, packed = io.BytesIO(), io.BytesIO()
    fig.savefig(drawn, format="png", dpi=1.6 * PIXELS_PER_INCH, facecolor="white")
    Image.open(drawn).convert("RGB").quantize(64).save(packed, "png", optimize=True)
    return base64.b64encode(packed.getvalue()).decode()


def svg(fig, prefix):
    """Return the figure as compact inline SVG in the page's colours; `prefix` keeps ids apart."""
    buffer = io.StringIO()
    fig.savefig(buffer, format="svg", transparent=True)
    root = ElementTree.fromstring(buffer.getvalue())
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
    _remove_the_unseen(root)
    for element in root.iter():
        _simplify(element)
    _number_ids(root, prefix)
    width = fig.get_figwidth()
    root.attrib = {
        "viewBox": root.get("viewBox"),
        "class": "plot",
        # the width it is drawn for; never so narrow that 11 point letters shrink below 11 pixels
        "style": f"width:{width * PIXELS_PER_INCH:.0f}px;min-width:{width * 72:.0f}px",
    }
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def _remove_the_unseen(element):
    """Drop metadata, matplotlib's own style element, empty groups and shapes without any colour."""
    for child in list(element):
        _remove_the_unseen(child)
        empty = child.tag in {"g", "defs"} and len(child) == 0
        uncoloured = child.tag == "path" and child.get("style") == "fill: none"
        if child.tag in {"metadata", "style"} or empty or uncoloured:
            element.remove(child)


def _simplify(element):
    """Shorten one element's numbers and style, and give it the page's colours."""
    inside = element.tag in {"g", "defs", "svg", "text"} and len(element) > 0
    element.tail = None
    if inside:
        element.text = None
    for name, value in list(element.attrib.items()):
        short = NUMBER.sub(_rounded, value)
        if name == XLINK_HREF:
            del element.attrib[name]
            name = "href"
        elif name == "d":
            short = re.sub(r"\s*([A-Za-z])\s*", r"\1", short).strip()
        elif name == "transform":
            short = re.sub(r"\s*rotate\(-?0 [^)]*\)", "", short)
        elif name == "style":
            short = ";".join(_own_style(short))
        element.attrib[name] = short
        if not short and name in {"style", "transform"}:
            del element.attrib[name]


def _rounded(number):
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _own_style(style):
    """Yield the declarations, the page's colours for the book's; the style sheet has the font."""
    for declaration in style.split("; "):
        name, _, value = declaration.partition(": ")
        if name != "font-family":
            yield f"{name}:{CSS_COLOURS.get(value, value)}"


def _number_ids(root, prefix):
    """Keep only the ids that something points at, and number them in order of appearance."""
    values = [value for element in root.iter() for value in element.attrib.values()]
    found = [name for value in values for _, name in ID.findall(value)]
    numbers = {old: f"{prefix}{n}" for n, old in enumerate(dict.fromkeys(found))}
    for element in root.iter():
        if element.get("id") not in numbers:
            element.attrib.pop("id", None)
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, numbers[value])
            elif "#" in value:
                element.set(name, ID.sub(lambda m: f"{m[1]}#{numbers[m[2]]}", value))


def plot_box(svg_text, alt):
    """Return the box that holds a figure's SVG and speaks for it; a wide one scrolls inside."""
    inner = svg_text.replace("<svg ", '<svg aria-hidden="true" ', 1)
    return f'<div class="plot-box" role="img" aria-label="{html.escape(alt)}">{inner}</div>'


def figcaption(caption):
    """Return the caption's Markdown as HTML, its formulas as the site's other formulas are."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    def formula(content, _):
        return f'<span class="math notranslate nohighlight">\\({html.escape(content)}\\)</span>'

    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.use(dollarmath_plugin)
    markdown.add_render_rule(
        "math_inline", lambda self, tokens, i, options, env: formula(tokens[i].content, {})
    )
    return f"<figcaption>{markdown.renderInline(caption)}</figcaption>"
