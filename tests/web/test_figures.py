"""What strikes a label or cuts it off is found; whole_pages.py looks for it in each chapter."""

import pytest

from . import struck
from .pages import CHAPTERS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chapter(window, site):
    """A page for one drawing after the other."""
    window.open(site / CHAPTERS[0])
    return window.page


@pytest.mark.parametrize(
    ("fault", "shape"),
    [
        ("is struck by a line", '<path d="M0 17L100 17" style="stroke: #0072b2"/>'),
        ("is struck by a line", '<path d="M0 5C40 5 60 30 100 30" style="stroke: #0072b2"/>'),
        ("is struck by the grid", '<path d="M30 0L30 50" style="stroke: var(--plot-grid)"/>'),
        ("is struck by an edge", '<path d="M30 5L90 5L90 40L30 40z" style="fill: #0072b2"/>'),
        ("is struck by a line", '<defs><path id="mark" d="M0 0L9 9"/>'
         '</defs><use href="#mark" x="30" y="12" style="stroke: #0072b2"/>'),
        ("is struck by a line", '<line x1="30" y1="0" x2="30" y2="50" style="stroke: #0072b2"/>'),
        ("is struck by an edge", '<rect x="30" y="5" width="90" height="40" fill="#0072b2"/>'),
        ("is struck by an edge", '<circle cx="40" cy="12" r="8" fill="#0072b2"/>'),
        ("runs into beside", '<text x="40" y="22">beside</text>'),
        ("is cut off", ""),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(chapter, fault, shape):
    place = 80 if fault == "is cut off" else 20
    drawing = f'<svg class="plot" viewBox="0 0 100 50"><text x="{place}" y="20">letters</text>'
    assert faults_of(chapter, f"{drawing}{shape}</svg>") == [f"figure 1: letters: {fault}"]


@pytest.mark.parametrize(
    "shape",
    [
        '<path d="M0 24L100 24" style="stroke: #0072b2"/>',
        '<path d="M0 17L100 17" style="stroke: none; fill: none"/>',
        '<path d="M5 5L95 5L95 40L5 40z" style="fill: #0072b2"/>',
        '<rect x="30" y="5" width="90" height="40" fill="transparent"/>',
        '<rect x="30" y="5" width="90" height="40" fill="#0072b2" visibility="hidden"/>',
    ],
    ids=["a line below", "a line unseen", "a ground", "a room", "a shape hidden"],
)
def test_what_leaves_a_label_free_is_no_fault(chapter, shape):
    drawing = '<svg class="plot" viewBox="0 0 100 50"><text x="20" y="20">letters</text>'
    assert faults_of(chapter, f"{drawing}{shape}</svg>") == []


@pytest.mark.parametrize(("first", "found"), [("line", 0), ("label", 1)])
def test_a_label_with_a_ground_hides_what_was_drawn_before_it(chapter, first, found):
    label = '<text x="20" y="20" style="paint-order: stroke; stroke: var(--plot-paper)">letters'
    parts = ['<path d="M0 17L100 17" style="stroke: #0072b2"/>', f"{label}</text>"]
    inside = "".join(parts if first == "line" else reversed(parts))
    drawing = f'<svg class="plot" viewBox="0 0 100 50">{inside}</svg>'
    assert len(faults_of(chapter, drawing)) == found


def faults_of(page, drawing):
    """Return the faults of a drawing that is made the only figure of a page."""
    page.evaluate(
        """drawing => {
  document.querySelectorAll('figure.plot').forEach(figure => figure.remove());
  document.querySelector('article').insertAdjacentHTML('afterbegin',
    `<figure class="plot"><style>figure text { font: 11px sans-serif !important; }</style>
    ${drawing}</figure>`);
}""",
        drawing,
    )
    return struck.unreadable_labels(page)
