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

INK, GRID = "#222832", "#c9cdd2"
PALETTE = ["#0072b2", "#b8480c", "#00785a", "#7d5a00", "#7b4fc9", "#b3275c"]
CSS_COLOURS = {
    INK: f"var(--pst-color-text-base,{INK})",
    GRID: f"var(--pst-color-border,{GRID})",
    **{colour: f"var(--plot-{i},{colour})" for i, colour in enumerate(PALETTE)},
}
PIXELS_PER_INCH = 100
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
    >>> import infolib as il
    >>> ax = il.plot_distribution([0.5, 0.25, 0.25])
    >>> il.show(ax.figure, alt="Three bars: a half and two quarters.", caption="A small world.")
    Three bars: a half and two quarters.
    <IPython.core.display.Markdown object>
    """
    require_words(alt=alt, caption=caption)
    from IPython.display import Markdown, display

    close(fig)
    if in_site_build():
        prefix = f"f{next(_figure_number)}-"
        plot = plot_box(svg(fig, prefix), fig, alt)
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
    """Return the figure as compact inline SVG in the page's colours, ids made unique by `prefix`."""
    buffer = io.StringIO()
    no_metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    fig.savefig(buffer, format="svg", transparent=True, metadata=no_metadata)
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", text, flags=re.S)
    # matplotlib's style element holds "*{...}", which would leak into the whole page
    text = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", text, flags=re.S)
    text = _number_ids(text, prefix)
    text = re.sub(r"\d+\.\d{3,}", lambda m: f"{float(m[0]):.2f}".rstrip("0").rstrip("."), text)
    for colour, variable in CSS_COLOURS.items():
        text = text.replace(colour, variable)
    text = re.sub(r"<svg [^>]*?(viewBox=\"[^\"]*\")[^>]*>", _svg_tag(fig), text, count=1)
    return re.sub(r">\s+<", ">\n<", text).strip()


def _number_ids(text, prefix):
    """Keep only the ids that something points at, and number them in order of appearance."""
    used = dict.fromkeys(re.findall(r"#([\w.-]+)[\")]", text))
    numbers = {old: f"{prefix}{n}" for n, old in enumerate(used)}
    text = re.sub(
        r' id="([^"]*)"',
        lambda m: f' id="{numbers[m[1]]}"' if m[1] in numbers else "",
        text,
    )
    return re.sub(r'(href="|url\()#([\w.-]+)', lambda m: f"{m[1]}#{numbers.get(m[2], m[2])}", text)


def _svg_tag(fig):
    """Return the opening tag: the width the figure is drawn for, and no smaller than 11 px text."""
    width = fig.get_figwidth()
    size = f"width:{width * PIXELS_PER_INCH:.0f}px;min-width:{width * 72:.0f}px"
    return (
        r'<svg \1 xmlns:xlink="http://www.w3.org/1999/xlink" class="plot"'
        rf' style="stroke-linejoin:round;stroke-linecap:butt;{size}">'
    )


def plot_box(svg_text, fig, alt):
    """Return the box that holds a figure's SVG and speaks for it; a wide one scrolls inside."""
    wide = ' tabindex="0"' if fig.get_figwidth() > 4.8 else ""
    inner = svg_text.replace("<svg ", '<svg aria-hidden="true" ', 1)
    return f'<div class="plot-box" role="img" aria-label="{html.escape(alt)}"{wide}>{inner}</div>'


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
