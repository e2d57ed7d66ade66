"""How a figure leaves a cell: a drawing, its words, and the numbers of what is drawn.

In a notebook a figure is a PNG with its alternative text, and its caption stands beneath. The PNG
stands in an HTML image: of a bare one JupyterLab does not say the words. A build of the book's site
sets ``INFOLIB_SITE=1`` for the kernels that it starts; then a figure is data of infolib's own MIME
type, which the site turns into a page. So a chapter never asks where it runs.
"""

import base64
import io
import os
from html import escape
from typing import TYPE_CHECKING, Any

from . import grid, required
from .drawn import drawn_numbers
from .palette import LIGHT
from .svg import svg

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MIME = "application/vnd.infolib.figure+json"
PIXELS_PER_INCH = 100
SHADES = 32  # of a PNG, besides the book's own colours
STILL = "<p>Run this cell to move it.</p>"  # below the picture of what was not run


def show(fig: "Figure", *, alt: str, caption: str) -> None:
    """Show a finished figure with its text alternative and its caption.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure; it is closed afterwards, so a notebook does not show it twice. Its numbers go
        with it, but for artists of ``gid="noise"``, whose numbers no two machines agree on.
    alt : str
        What the figure shows, in words, for a reader who cannot see it.
    caption : str
        What the figure says: its finding. Markdown with ``$formulas$`` is welcome.

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
    close(fig)
    facts = {"kind": "figure", "alt": alt, "caption": caption, "numbers": drawn_numbers(fig)}
    if in_site_build():
        display_data(svg(fig), fig.get_figwidth(), alt, facts)
    else:
        display_picture(png(fig), fig, alt, facts)


def in_site_build() -> bool:
    """Whether this kernel runs for the built site rather than for a person."""
    return os.environ.get("INFOLIB_SITE") == "1"


def require_words(**texts: str) -> None:
    """Refuse an empty alt text or caption."""
    for name, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"{name} is empty: say in words what the figure shows, {name}='...'")


def close(fig: "Figure") -> None:
    """Take the figure out of pyplot's hands, so that the cell does not show it again."""
    required("matplotlib.pyplot").close(fig)


def display_data(drawing: str, width: float, words: str, facts: dict[str, Any]) -> None:
    """Display a figure for the site: its drawing, and all that is known of it."""
    facts = facts | {"width": float(width), "svg": drawing}
    data = {MIME: facts, "text/plain": words}
    required("IPython.display").display(data, raw=True)


def display_picture(
    picture: bytes, fig: "Figure", words: str, facts: dict[str, Any], **live: Any
) -> None:
    """Display a figure for a notebook: a PNG that says `words`, and the caption beneath.

    Where `live` holds the view of a widget, a running notebook shows that instead of the PNG, and
    the caption says so to those who only see the PNG.
    """
    output = required("IPython.display")
    kept = {name: facts[name] for name in ("kind", "numbers")}  # the words stand beside them
    image = html_image(picture, fig, words) + (STILL if live else "")
    data = {"text/html": image, "text/plain": words, MIME: kept, **live}
    output.display(data, raw=True)
    output.display(output.Markdown(f"*{facts['caption']}*"))


def html_image(picture: bytes, fig: "Figure", words: str) -> str:
    """Give the figure as an HTML image that holds its PNG."""
    source = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    return f'<img alt="{escape(words)}" width="{width_in_pixels(fig)}" src="{source}">'


def width_in_pixels(fig: "Figure") -> int:
    """Give the width at which a PNG is shown."""
    return round(fig.get_figwidth() * PIXELS_PER_INCH)


def png(fig: "Figure", layout: "grid.Layout | None" = None) -> bytes:
    """Give the figure on white paper: sharp on fine screens, and of few colours."""
    image = required("PIL.Image")
    drawn, packed = io.BytesIO(), io.BytesIO()
    grid.save(fig, drawn, layout, format="png", dpi=1.6 * PIXELS_PER_INCH, facecolor="white")
    full = image.open(drawn).convert("RGB")
    full.quantize(palette=few_colours(full), dither=image.Dither.NONE).save(
        packed, "png", optimize=True
    )
    return packed.getvalue()


def few_colours(picture: Any) -> Any:
    """Give a palette: the book's own colours as they are, and the picture's shades around them.

    A dot is too small to be counted among a picture's colours, and must not take its neighbour's.
    """
    own = [bytes.fromhex(colour.removeprefix("#")) for colour in LIGHT.values()]
    found = picture.quantize(SHADES).getpalette()[: 3 * SHADES]
    shades = [bytes(found[at : at + 3]) for at in range(0, len(found), 3)]
    others = [shade for shade in shades if not any(alike(shade, colour) for colour in own)]
    palette = required("PIL.Image").new("P", (1, 1))
    palette.putpalette(b"".join(own + others))
    return palette


def alike(shade: bytes, colour: bytes) -> bool:
    """Whether Pillow may take one for the other: it looks at the first six bits of each part."""
    return all(abs(a - b) <= 8 for a, b in zip(shade, colour, strict=True))


def widget_view(widget: Any) -> dict[str, Any]:
    """Give what makes a notebook show a widget; ipywidgets 7 has no call for it."""
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {"application/vnd.jupyter.widget-view+json": view}
