"""What is wrong with a figure that moves is found: at one stop only, or wherever it stops."""

import pytest

from . import checks, moving_pages
from .moving import has_sliders, ready
from .pages import PAGES
from .struck_moving import struck_on_the_way

pytestmark = pytest.mark.browser
LAST_FRAME = """figure => {
  const elements = [...figure.querySelectorAll('.plot-box svg, .plot-box svg *')];
  const [one, other] = elements.filter(e => e.tagName === 'text' && e.textContent.trim());
  const place = Object.fromEntries(['x', 'y', 'transform'].map(n => [n, one.getAttribute(n)]));
  exploreFrames[figure.dataset.name].frames.at(-1).push([elements.indexOf(other), place]);
}"""
BESIDE_THE_AXIS = """figure => figure.querySelector('.live > svg:has(.grip)').insertAdjacentHTML(
  'afterbegin', '<text class="CLASS" x="32" y="194">here</text>')"""


def test_labels_that_meet_in_the_last_frame_are_found(window, site):
    window.open(site / next(name for name in PAGES if has_sliders(site / name)))
    checks.unfold(window.page)
    figure = window.page.query_selector("figure.explore")
    ready(window.page, figure)
    assert struck_on_the_way(window.page, figure)[0] == []
    window.page.evaluate(LAST_FRAME, figure)
    faults = struck_on_the_way(window.page, figure)[0]
    assert any("runs into" in fault and "(1 times)" in fault for fault in faults)


@pytest.mark.parametrize("kind", ["", "over-lines"])
def test_a_label_that_a_handle_covers_at_one_end_is_found(window, site, kind):
    """A ground of its own is no help to it: the handle is drawn later."""
    names = (name for name in PAGES if '"Drag the dot"' in (site / name).read_text("utf8"))
    window.open(site / next(names))
    checks.unfold(window.page)
    figure = window.page.query_selector("figure:has(.live)")
    window.page.evaluate(BESIDE_THE_AXIS.replace("CLASS", kind), figure)
    faults = struck_on_the_way(window.page, figure)[0]
    assert any("here is struck by a line at" in fault for fault in faults)


SPOILED = """<script>
addEventListener("input", event => event.stopImmediatePropagation(), true);
fetch("https://cdn.example/a.js");
</script><style>svg.plot text { letter-spacing: 2em !important; }</style></head>"""


def test_faults_of_every_kind_are_told_of_a_page(window, copied_site):
    name = next(name for name in PAGES if has_sliders(copied_site / name))
    path = (copied_site / name).with_name("spoiled-mover.html")
    path.write_text((copied_site / name).read_text("utf8").replace("</head>", SPOILED), "utf8")
    faults = moving_pages.faults_of(window, path)
    for told in ("does not change", "drawn is", "at 1440:", "at 320:", "cdn.example"):
        assert any(told in fault for fault in faults), told
    assert all(fault.startswith("spoiled-mover: ") for fault in faults)
