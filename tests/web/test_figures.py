"""Every figure can be read: nothing strikes a label or cuts it off, and the first comes soon."""

from types import SimpleNamespace

import pytest

from . import checks, struck
from .pages import CHAPTERS

pytestmark = pytest.mark.browser
SMALL_PHONE, DESK = 320, 1440
SCREENS = {DESK: 900, checks.NARROW: 844}  # by their width, their height
SOON = 1.5  # screens
STRUCK = {  # the edges of bands of a map, fainter than its labels
    "02_entropy": ("Westbrook: is struck by a line",),
    "06_asymmetry": ("larger: is struck by an edge", "D(q‖p): is struck by an edge"),
}


@pytest.fixture(scope="module", params=CHAPTERS, ids=lambda name: name[9:-5])
def seen(request, browser, site):
    """What is seen of a chapter on each screen: opening it takes longer than all that is asked.

    It is asked as it opens, on a phone and then on a desk, and after that with all unfolded.
    """
    with checks.Visit(browser, site / request.param, width=checks.NARROW) as visit:
        page, first, struck_at = visit.page, {}, {}
        first[checks.NARROW], gaps = first_figure(page), gaps_beside_sliders(page)
        widen(page, DESK)
        first[DESK] = first_figure(page)
        for width in (DESK, SMALL_PHONE):
            widen(page, width)
            checks.unfold(page)
            struck_at[width] = struck.unreadable_labels(page)
        cramped = [*checks.overflows(page), *checks.small_letters(page), *cut_boxes(page)]
    name = request.param[9:-5]
    return SimpleNamespace(name=name, first=first, gaps=gaps, struck=struck_at, cramped=cramped)


def widen(page, width):
    """Give a page another width, and wait until it has heard of it and is drawn."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize("width", [SMALL_PHONE, DESK])
def test_every_label_can_be_read(seen, width):
    known = STRUCK.get(seen.name, ())
    assert [fault for fault in seen.struck[width] if not fault.endswith(known)] == []


@pytest.mark.parametrize(
    ("fault", "shape"),
    [
        ("is struck by a line", '<path d="M0 17L100 17" style="stroke: #0072b2"/>'),
        ("is struck by a line", '<path d="M0 5C40 5 60 30 100 30" style="stroke: #0072b2"/>'),
        ("is struck by the grid", '<path d="M30 0L30 50" style="stroke: var(--plot-grid)"/>'),
        ("is struck by an edge", '<path d="M30 5L90 5L90 40L30 40z" style="fill: #0072b2"/>'),
        ("is struck by a line", '<defs><path id="mark" d="M0 0L9 9"/>'
         '</defs><use href="#mark" x="30" y="12" style="stroke: #0072b2"/>'),
        ("runs into beside", '<text x="40" y="22">beside</text>'),
        ("is cut off", ""),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(browser, site, fault, shape):
    place = 80 if fault == "is cut off" else 20
    drawing = f'<svg class="plot" viewBox="0 0 100 50"><text x="{place}" y="20">letters</text>'
    assert faults_of(browser, site, f"{drawing}{shape}</svg>") == [f"figure 1: letters: {fault}"]


@pytest.mark.parametrize(
    "shape",
    [
        '<path d="M0 24L100 24" style="stroke: #0072b2"/>',
        '<path d="M0 17L100 17" style="stroke: none; fill: none"/>',
        '<path d="M5 5L95 5L95 40L5 40z" style="fill: #0072b2"/>',
    ],
    ids=["a line below", "a line unseen", "a ground"],
)
def test_what_leaves_a_label_free_is_no_fault(browser, site, shape):
    drawing = '<svg class="plot" viewBox="0 0 100 50"><text x="20" y="20">letters</text>'
    assert faults_of(browser, site, f"{drawing}{shape}</svg>") == []


def faults_of(browser, site, drawing):
    """Return the faults of a drawing that is the only figure of a page."""
    with checks.Visit(browser, site / CHAPTERS[0]) as visit:
        visit.page.evaluate(
            """drawing => {
  document.querySelectorAll('figure.plot').forEach(figure => figure.remove());
  document.querySelector('article').insertAdjacentHTML('afterbegin',
    `<figure class="plot"><style>figure text { font: 11px sans-serif !important; }</style>
    ${drawing}</figure>`);
}""",
            drawing,
        )
        return struck.unreadable_labels(visit.page)


@pytest.mark.parametrize("width", SCREENS)
def test_the_first_figure_comes_soon(seen, width):
    assert seen.first[width] < SOON * SCREENS[width]


def test_a_figure_needs_no_scrolling_on_the_smallest_phone(seen):
    assert seen.cramped == []


def test_the_value_of_a_slider_stands_beside_its_label_on_a_phone(seen):
    assert all(gap < 0 for gap in seen.gaps)


def cut_boxes(page):
    """Return the figures that are wider than their boxes."""
    return page.eval_on_selector_all(
        ".plot-box",
        """all => all.filter(e => e.scrollWidth > e.clientWidth)
  .map(e => e.outerHTML.slice(0, 120))""",
    )


def gaps_beside_sliders(page):
    """Return how far below its label the value of each slider begins, in pixels."""
    return page.eval_on_selector_all(
        ".explore-control",
        """all => all.filter(e => e.checkVisibility()).map(e =>
  e.querySelector('output').getBoundingClientRect().top
  - e.querySelector('label').getBoundingClientRect().bottom)""",
    )


def first_figure(page):
    """Return where the first figure begins that is not folded away, in pixels."""
    return page.evaluate(
        """() => [...document.querySelectorAll('figure.plot')]
  .find(figure => figure.checkVisibility()).getBoundingClientRect().top + scrollY"""
    )
