"""Every slider of the book moves: by keyboard, with its value, without a kernel or a network."""

import pytest

from . import checks
from .pages import PAGES

pytestmark = pytest.mark.browser


def pages_with_sliders(site):
    """Return the pages that hold a slider."""
    return [name for name in PAGES if "data-frames" in (site / name).read_text("utf8")]


def state(figure):
    """Return what a reader sees and hears of a slider figure."""
    return figure.evaluate(
        """figure => ({
  drawing: figure.querySelector('.plot-box').innerHTML,
  values: [...figure.querySelectorAll('output')].map(e => e.textContent),
  said: [...figure.querySelectorAll('input')].map(e => e.getAttribute('aria-valuetext')),
})"""
    )


def ready(page, figure):
    """Bring a figure near, and wait for its frames."""
    figure.scroll_into_view_if_needed()
    page.wait_for_function("figure => figure.matches('.explore-ready')", arg=figure)


def faults_of(page, figure):
    """Move every slider of a figure from end to end, and return what does not follow."""
    ready(page, figure)
    faults = []
    for slider in figure.query_selector_all("input"):
        label = page.evaluate("slider => slider.labels[0]?.textContent", slider)
        if not label:
            faults.append("a slider without a label")
        slider.focus()
        drawing = figure.query_selector("svg")
        original = drawing.evaluate_handle("drawing => drawing.cloneNode(true)")
        at_the_start = page.evaluate("slider => slider.value === slider.min", slider)
        keys = ("End", "Home", "ArrowRight") if at_the_start else ("Home", "End", "ArrowLeft")
        for key in keys:
            before = state(figure)
            page.keyboard.press(key)
            after = state(figure)
            if before["values"] == after["values"]:
                faults.append(f"{key} does not change the value of {label}")
            if before["drawing"] == after["drawing"]:
                faults.append(f"{key} does not change the drawing of {label}")
            heard = [said.split(":")[0] for said in after["said"]]
            if heard != after["values"]:
                faults.append(f"{label} says {after['said']} and shows {after['values']}")
        comes_back = slider.evaluate(
            """(slider, [drawing, original]) => {
  slider.value = slider.defaultValue;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  return drawing.isEqualNode(original);
}""",
            [drawing, original],
        )
        if not comes_back:
            faults.append(f"{label} does not come back to where it began")
    return faults


def test_every_slider_moves_its_figure(browser, site):
    for name in pages_with_sliders(site):
        with checks.Visit(browser, site / name) as visit:
            checks.unfold(visit.page)
            for figure in visit.page.query_selector_all("figure.explore"):
                assert faults_of(visit.page, figure) == [], name
            assert checks.requests_elsewhere(visit) == []
            assert visit.complaints == []


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


def test_two_sliders_lead_to_every_frame(browser, site):
    for name in pages_with_sliders(site):
        with checks.Visit(browser, site / name) as visit:
            for figure in visit.page.query_selector_all("figure.explore"):
                if len(figure.query_selector_all("input")) < 2:
                    continue
                ready(visit.page, figure)
                shown = visit.page.evaluate(
                    """figure => {
  const [a, b] = figure.querySelectorAll('input'), shown = new Set();
  for (a.value = 0; ; a.value++) {
    for (b.value = 0; ; b.value++) {
      b.dispatchEvent(new Event('input'));
      shown.add([...figure.querySelectorAll('output')].map(e => e.textContent).join());
      if (b.value === b.max) break;
    }
    if (a.value === a.max) break;
  }
  return shown.size === (Number(a.max) + 1) * (Number(b.max) + 1);
}""",
                    figure,
                )
                assert shown, name


def test_figures_stay_when_there_is_no_javascript(browser, site):
    for name in pages_with_sliders(site):
        with checks.Visit(browser, site / name, javascript=False) as visit:
            for figure in visit.page.query_selector_all("figure.explore"):
                if not figure.is_visible():
                    continue  # inside a folded solution
                assert figure.query_selector("svg.plot").is_visible()
                assert figure.query_selector(".explore-still").is_visible()
                assert not figure.query_selector(".explore-controls").is_visible()


def test_a_printed_slider_is_a_still_figure(browser, site):
    with checks.Visit(browser, site / pages_with_sliders(site)[0]) as visit:
        visit.page.emulate_media(media="print")
        figure = visit.page.query_selector("figure.explore")
        assert figure.query_selector("svg.plot").is_visible()
        assert figure.query_selector(".explore-still").is_visible()
        assert not figure.query_selector(".explore-controls").is_visible()
