"""The site in Firefox: opened from disk, formulas, sliders, bars, and nothing scrolls sideways."""

import pytest

from .moving import pages_with_sliders
from .pages import CHAPTERS, PAGES, each_page

pytestmark = pytest.mark.browser
PHONE = 320
READY = """new Promise(done => {
  const figure = document.querySelector('figure.explore');
  figure.scrollIntoView();
  const look = () => figure.matches('.explore-ready') ? done(true) : requestAnimationFrame(look);
  look();
})"""


@each_page
def test_no_page_scrolls_sideways_on_the_smallest_phone(firefox, site, name):
    firefox.open(site / name, PHONE)
    firefox.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert firefox.evaluate(wide) <= 0


def test_every_formula_is_there_from_disk(firefox, site):
    firefox.open(site / CHAPTERS[1])
    widths = firefox.evaluate(
        "[...document.querySelectorAll('main .math')].filter(f => f.checkVisibility())"
        ".map(f => f.getBoundingClientRect().width)"
    )
    assert len(widths) > 50
    assert min(widths) > 2


def test_a_slider_moves_its_figure(firefox, site):
    firefox.open(site / pages_with_sliders(site)[0])
    assert firefox.evaluate(READY)
    drawing = "document.querySelector('figure.explore .plot-box').innerHTML"
    before = firefox.evaluate(drawing)
    firefox.evaluate("document.querySelector('figure.explore input').focus()")
    firefox.press("End")
    assert firefox.evaluate(drawing) != before


def test_the_bars_of_the_title_page_answer_the_keyboard(firefox, site):
    firefox.open(site / PAGES[0])
    bill = "document.querySelector('.reading:nth-child(2) data').value"
    before = firefox.evaluate(bill)
    firefox.evaluate("document.querySelector('.q[role=slider]').focus()")
    firefox.press("Home")
    assert firefox.evaluate(bill) != before


GRIP = """(name => {
  const handle = document.querySelector(`.live [aria-label="${name}"]`);
  handle.closest('details').open = true;
  handle.scrollIntoView({ block: 'center', behavior: 'instant' });
  const grip = handle.querySelector('.grip').getBoundingClientRect();
  const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
  return { x, y, value: Number(handle.getAttribute('aria-valuenow')) };
})"""


def test_a_finger_drags_a_hill_sideways_and_no_other_way(firefox, site):
    firefox.open(site / "chapters/06_asymmetry.html", 390)
    before = firefox.evaluate(f"{GRIP}('mean of q')")
    firefox.swipe(before["x"], before["y"], right=-30)
    after = firefox.evaluate(f"{GRIP}('mean of q')")
    assert after["x"] == pytest.approx(before["x"] - 30, abs=3)
    assert after["value"] < before["value"] - 0.5
    firefox.swipe(after["x"], after["y"], down=-100)
    assert firefox.evaluate(f"{GRIP}('mean of q')") == after


def test_escape_leaves_the_contents_where_they_were_opened(firefox, site):
    firefox.open(site / CHAPTERS[0], 390)
    firefox.evaluate("document.querySelector('[popovertarget=contents]').focus()")
    firefox.press("Enter", "Tab", "Tab", "Escape")
    focus = "document.activeElement.getAttribute('popovertarget')"
    assert firefox.evaluate(focus) == "contents"
    assert firefox.evaluate("document.querySelector('#contents').matches(':popover-open')") is False
