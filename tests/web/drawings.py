"""What is asked of a chapter's figures beside struck.py: that they come soon, and fit a phone."""

from . import struck

SOON = 1.5  # screens
STRUCK = {  # the edges of bands of a map, fainter than its labels
    "02_entropy": ("Westbrook: is struck by a line",),
    "06_asymmetry": ("larger: is struck by an edge", "D(q‖p): is struck by an edge"),
}


def late(page, screen):
    """Return where the first figure begins that is not folded away, if that is too far down."""
    top = page.evaluate(
        """() => [...document.querySelectorAll('figure.plot')]
  .find(figure => figure.checkVisibility()).getBoundingClientRect().top + scrollY"""
    )
    return [] if top < SOON * screen else [f"the first figure begins {top:.0f} pixels down"]


def unreadable_labels(page):
    """Return the labels of a page's figures that cannot be read, but for those that are known."""
    name = page.url.rpartition("/")[2].removesuffix(".html")
    known = STRUCK.get(name, ())
    return [fault for fault in struck.unreadable_labels(page) if not fault.endswith(known)]


def cut_boxes(page):
    """Return the figures that are wider than their boxes."""
    return page.eval_on_selector_all(
        ".plot-box",
        """all => all.filter(e => e.scrollWidth > e.clientWidth)
  .map(e => e.outerHTML.slice(0, 120))""",
    )


def values_below(page):
    """Return the sliders whose value does not stand beside their label, but begins below it."""
    return page.eval_on_selector_all(
        ".explore-control",
        """all => all.filter(e => e.checkVisibility() &&
  e.querySelector('output').getBoundingClientRect().top
  >= e.querySelector('label').getBoundingClientRect().bottom).map(e => e.textContent.trim())""",
    )
