"""Figures that answer the hand: by mouse, finger or keys, in a notebook and on the site alike.

``hand.js`` holds what they share: pictures, handles, numbers that are read aloud. The script of a
figure says what is drawn, what its handles move, and counts what it shows. In a notebook the values
live in an anywidget; what holds them on a page is the site's affair.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import required, showing
from ..drawn import drawn_numbers
from ..palette import DARK, LIGHT, custom_properties
from ..svg import svg

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FOLDER = Path(__file__).parent
SHARED = "hand"


def show_live(
    name: str, still: "Figure", state: dict[str, Any], *, alt: str, caption: str, said: str
) -> None:
    """Show the live figure that ``name``.js draws.

    Whoever can run nothing sees `still`, whose words are `alt` and, in `said`, the numbers where
    the handles stand at first. `state` is what the script asks its model for.
    """
    showing.close(still)
    words, state = f"{alt} ({said})", state | {"alt": alt}
    facts = {"kind": "live", "caption": caption, "numbers": drawn_numbers(still), "alt": alt}
    if showing.in_site_build():
        sources = {"hand": source(f"{SHARED}.js"), "script": source(f"{name}.js")}
        sources |= {"style": source(f"{SHARED}.css"), "words": words}
        width = still.get_figwidth()
        showing.display_data(svg(still), width, words, facts | sources | {"state": state})
    else:
        view = showing.widget_view(widget_class(name, tuple(state))(**state))
        showing.display_picture(showing.png(still), still, words, facts, **view)


def widget_class(name: str, parts: tuple[str, ...]) -> Any:
    """Make a figure's widget, which holds such parts; anywidget is imported only when live."""
    anywidget, traits = required("anywidget"), required("traitlets")
    light, dark = custom_properties(LIGHT), custom_properties(DARK)
    colours = f".live {{ {light} }}\n[data-jp-theme-light='false'] .live {{ {dark} }}\n"
    held = {part: traits.Any().tag(sync=True) for part in parts}
    sources = {
        "_esm": source(f"{SHARED}.js") + source(f"{name}.js"),
        "_css": colours + source(f"{SHARED}.css"),
    }
    return type("LiveFigure", (anywidget.AnyWidget,), held | sources)


def source(file: str) -> str:
    """Give the text of a script or style sheet."""
    return (FOLDER / file).read_text(encoding="utf8")
