"""A slider fetches its frames late, and stays a figure: on paper, and under a finger that scrolls.

That every slider of the book moves is seen with all that is asked of moving figures
(moving_pages.py); that it is a still figure where there is no script, in test_look.py.
"""

import pytest

from . import checks
from .moving import pages_with_sliders, ready, state

pytestmark = pytest.mark.browser
# A browser with much to do tells late: that a figure was far, and that it is near, in one call.
TELL_LATE = """window.IntersectionObserver = class extends IntersectionObserver {
  constructor(hear, options) {
    super(([entry]) => hear([{ target: entry.target, isIntersecting: false }, entry]), options);
  }
};"""


def test_frames_are_fetched_only_when_a_figure_comes_near(browser, site):
    name = max(pages_with_sliders(site), key=lambda name: (site / name).stat().st_size)
    with checks.Visit(browser, site / name) as visit:
        frames = [url for url in visit.requests if "/frames/" in url]
        figure = visit.page.query_selector_all("figure.explore")[-1]
        if not figure.evaluate("figure => figure.getBoundingClientRect().top > 2 * innerHeight"):
            pytest.skip("no slider stands far down the page")
        assert len(frames) < len(visit.page.query_selector_all("figure.explore"))
        ready(visit.page, figure)
        assert len([url for url in visit.requests if "/frames/" in url]) > len(frames)


def test_a_figure_that_comes_near_at_once_fetches_its_frames(browser, site):
    with checks.Visit(browser) as visit:
        visit.page.add_init_script(TELL_LATE)
        visit.open(site / pages_with_sliders(site)[0])
        ready(visit.page, visit.page.query_selector("figure.explore"))
        assert visit.complaints == []


def test_a_slider_that_is_moved_before_its_frames_arrive_catches_up(browser, site):
    name = pages_with_sliders(site)[0]
    with checks.Visit(browser, site / name) as visit:
        page = visit.page
        figure = page.query_selector("figure.explore")
        ready(page, figure)
        slider = figure.query_selector("input")
        slider.focus()
        page.keyboard.press("End")
        wanted = state(figure)
        held = []
        page.route("**/frames/*.js", lambda route: held.append(route))
        page.reload(wait_until="commit")
        figure = page.wait_for_selector("figure.explore")
        figure.scroll_into_view_if_needed()
        figure.query_selector("input").focus()
        page.keyboard.press("End")
        page.wait_for_function("() => document.querySelector('script[src*=\"/frames/\"]')")
        for route in held:
            route.continue_()
        ready(page, figure)
        assert state(figure) == wanted


def test_a_printed_slider_is_a_still_figure(browser, site):
    with checks.Visit(browser, site / pages_with_sliders(site)[0]) as visit:
        visit.page.emulate_media(media="print")
        figure = visit.page.query_selector("figure.explore")
        assert figure.query_selector("svg.plot").is_visible()
        assert figure.query_selector(".explore-still").is_visible()
        assert not figure.query_selector(".explore-controls").is_visible()


def test_a_finger_that_scrolls_the_page_leaves_the_slider(browser, site):
    """The page is touched as a hand does it: a vertical swipe that begins on the slider."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto((site / pages_with_sliders(site)[0]).as_uri())
    figure = page.query_selector("figure.explore")
    ready(page, figure)
    slider = figure.query_selector("input")
    slider.evaluate("slider => slider.scrollIntoView({ block: 'center' })")
    before, height = state(figure), page.evaluate("scrollY")
    box = slider.bounding_box()
    x, y = box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2
    session = context.new_cdp_session(page)
    send = "Input.dispatchTouchEvent"
    session.send(send, {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for moved in range(10, 200, 10):
        session.send(send, {"type": "touchMove", "touchPoints": [{"x": x, "y": y - moved}]})
    session.send(send, {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function("height => scrollY > height", arg=height)
    assert state(figure) == before
    context.close()
