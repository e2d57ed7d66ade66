"""A page that holds nothing but one live figure, as the site build makes it."""

import functools
import inspect

import IPython.display
import matplotlib.pyplot as plt
import pytest

import infolib as il
from infolib.drawing import showing
from infolib.drawing.palette import DARK, LIGHT, custom_properties
from web import figures

from . import accessibility, checks
from .mini_book import ROOT

BOOK_CSS = (ROOT / "web/static/book.css").read_text("utf8")
THEMES = {"light": LIGHT, "dark": DARK}
COLOURS = "".join(
    f":root[data-theme={name}] {{ {custom_properties(colours)}"
    f"background: {colours['paper']}; color: {colours['ink']} }}\n"
    for name, colours in THEMES.items()
)
KEYS = ("PageUp", "ArrowDown", "Home", "ArrowRight", "End", "PageDown", "ArrowLeft")


def drawn_once(show):
    """Let a function that shows a figure give what the site gets of it; it is drawn but once."""

    @functools.cache
    @functools.wraps(show)
    def data(*state, **named):
        shown = []
        with pytest.MonkeyPatch.context() as patch, plt.style.context(il.book_style):
            patch.setenv("INFOLIB_SITE", "1")
            patch.setattr(IPython.display, "display", lambda data, **_: shown.append(data))
            show(*state, **named)
        return shown[0][figures.MIME]

    return data


def markup(*drawn):
    """Return the page of some figures, as `drawn_once` gives them."""
    numbered = enumerate(drawn, 1)
    nodes = [figures.infolib_figure("", data=d, ids=[f"figure-{n}"]) for n, d in numbered]
    inside = figures.live_parts(nodes[0]["data"]) + "".join(map(body, nodes))
    return (
        '<!doctype html><html lang="en" class="scripted" data-theme="light">'
        '<meta charset="utf8"><meta name="viewport" content="width=device-width">'
        f"<title>Page</title><style>{COLOURS}{BOOK_CSS}</style>"
        f"<main><h1>Page</h1>{inside}</main>"
    )


def body(node):
    """Return what a page holds of one figure."""
    _, above = figures.live(None, node)
    return f'<figure class="plot">{above}{figures.live_script(node)}</figure>'


def widget(show, monkeypatch):
    """Return the widget that holds a figure in a notebook, where nobody looks at its PNG."""
    made = []
    monkeypatch.delenv("INFOLIB_SITE", raising=False)
    monkeypatch.setattr(IPython.display, "display", lambda *_, **__: None)
    monkeypatch.setattr(showing, "png", lambda figure: b"")
    monkeypatch.setattr(showing, "widget_view", lambda held: made.append(held) or {})
    with plt.style.context(il.book_style):
        inspect.unwrap(show)()
    return made[0]


def assert_no_barrier(page, widths):
    """See that a page fits the screen and is open to everybody, at each width, in each theme."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        wide = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
        assert wide[0] == width >= wide[1]
        letters = "all => Math.min(...all.map(t => t.getBoundingClientRect().height))"
        assert page.locator(".live svg text:visible").evaluate_all(letters) >= 11, width
        for theme, colours in THEMES.items():
            checks.switch_theme(page, theme)
            ground = "getComputedStyle(document.documentElement).backgroundColor"
            paper = [int(colours["paper"][n : n + 2], 16) for n in (1, 3, 5)]
            assert page.evaluate(ground) == f"rgb({', '.join(map(str, paper))})"
            accessibility.forget(page)
            assert accessibility.violations(page) == [], (width, theme)


def shown_numbers(page):
    """Return the numbers of the readings, as exact as the page has them."""
    return [float(n) for n in page.locator("data").evaluate_all("all => all.map(n => n.value)")]


def at(page, name):
    """Return where a slider stands."""
    return float(slider(page, name).get_attribute("aria-valuenow"))


def slider(page, name):
    """Return a slider by what it is called."""
    return page.get_by_role("slider", name=name)


def grip_of(page, name):
    """Return where the middle of a slider's grip is."""
    box = slider(page, name).locator(".grip").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def unit(page):
    """Return how many pixels a unit of the pictures has."""
    return page.locator(".live > svg").first.bounding_box()["width"] / 300


def drag(page, name, right=0, down=0):
    """Drag a grip with the mouse, by units of its picture."""
    (x, y), pixels = grip_of(page, name), unit(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right * pixels, y + down * pixels, steps=3)
    page.mouse.up()


def swipe(page, start, right=0, down=0):
    """Let a finger go from a place by so many pixels, in ten steps."""
    fingers = page.context.new_cdp_session(page)

    def touch(kind, *points):
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    x, y = start
    touch("touchStart", {"x": x, "y": y})
    for part in range(1, 11):
        touch("touchMove", {"x": x + right * part / 10, "y": y + down * part / 10})
    touch("touchEnd")
