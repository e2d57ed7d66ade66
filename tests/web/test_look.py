"""What a reader sees first, on a phone, on a wide screen and on paper."""

import pytest

from . import checks
from .moving import pages_with_sliders
from .pages import CHAPTERS, PAGES

pytestmark = pytest.mark.browser
FRONT, SHEET = PAGES[0], "chapters/formula_sheet.html"
PHONE_HEIGHT = 660  # what a browser's own bars leave of 844 pixels


@pytest.fixture(scope="module")
def on_phone(browser, site):
    with checks.Visit(browser, site / CHAPTERS[4], width=checks.NARROW) as visit:
        yield visit.page


@pytest.fixture(scope="module")
def desk(browser, site):
    with checks.Visit(browser, site / CHAPTERS[4]) as visit:
        yield visit


@pytest.fixture
def on_desk(desk):
    """A chapter on a wide screen, as it opens, for each test."""
    desk.widen(checks.WIDE)
    desk.page.emulate_media(**checks.ON_SCREEN)
    return desk.page


@pytest.fixture(scope="module")
def scriptless(browser):
    """A window of a reader who has no script, in the dark."""
    with checks.Visit(browser, theme="dark", javascript=False) as window:
        yield window


@pytest.fixture(scope="module")
def seen_without_script(scriptless, site):
    """What is seen, without a script, of each chapter and of each page with a slider."""
    seen = {}
    for name in dict.fromkeys([*CHAPTERS, *pages_with_sliders(site)]):
        scriptless.open(site / name)
        seen[name] = scriptless.page.evaluate(SEEN)
    return seen


SEEN = """() => {
  const seen = element => Boolean(element?.checkVisibility({ visibilityProperty: true })
    && element.getBoundingClientRect().width && element.getBoundingClientRect().height);
  const parts = ['svg.plot', '.explore-still', '.explore-controls'];
  return {
    goals: seen(document.querySelector('h1 + dl.goals')),
    code: seen(document.querySelector('details.set-up pre')),
    figures: [...document.querySelectorAll('figure.explore')].filter(seen)
      .map(figure => parts.filter(part => seen(figure.querySelector(part)))),
  };
}"""


def box(page, selector):
    """Return where the first such element stands."""
    return page.locator(selector).first.bounding_box()


def test_a_phone_shows_the_name_and_the_figure_first(window, site):
    window.open(site / FRONT, checks.NARROW)
    bars = box(window.page, ".live > svg")
    assert box(window.page, "h1")["y"] < 100
    assert bars["y"] + bars["height"] < PHONE_HEIGHT


def test_the_bill_is_one_large_number_that_follows_the_bars(window, site):
    window.open(site / FRONT, checks.WIDE)
    page = window.page
    sizes = page.eval_on_selector_all(
        ".reading data", "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert sizes[1] > 4 * max(sizes[0], *sizes[2:])
    bill = page.locator(".reading:nth-child(2)")
    assert bill.inner_text().split()[:1] == ["1.783"] or "1.783" in bill.inner_text()
    assert "H(p, q)" in bill.inner_text()
    page.locator(".q[role=slider]").first.press("ArrowUp")
    assert "1.783" not in bill.inner_text()


def test_the_title_page_says_its_promise_in_one_line_and_lets_begin(window, site):
    window.open(site / FRONT, checks.WIDE)
    page = window.page
    lines = page.locator("h1 + p").evaluate(
        "e => e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight)"
    )
    assert lines < 1.5
    page.click(".begin a")
    assert page.url == (site / CHAPTERS[0]).as_uri()


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_says_what_it_is_for_before_any_code(seen_without_script, name):
    assert seen_without_script[name]["goals"] is True
    assert seen_without_script[name]["code"] is False


def test_figures_stay_when_there_is_no_javascript(seen_without_script):
    figures = {name: seen["figures"] for name, seen in seen_without_script.items()}
    shown = [figure for name in figures for figure in figures[name]]
    assert len(shown) > len(figures) / 2  # others are folded away
    still = ["svg.plot", ".explore-still"]
    assert [name for name, all_ in figures.items() if any(parts != still for parts in all_)] == []


def test_a_figure_fills_the_text_and_its_caption_stands_beside_it(desk, on_desk):
    desk.widen(1440)
    text, figure = box(on_desk, "section > p"), box(on_desk, "section > .cell svg.plot")
    caption = box(on_desk, "section > .cell figcaption")
    assert abs(figure["width"] - text["width"]) < 2
    assert caption["x"] > figure["x"] + figure["width"]
    assert abs((text["x"] + text["width"] / 2) - 720) < 10


def test_code_that_computes_is_folded_on_a_phone_and_its_output_open(on_phone):
    fold = on_phone.locator("details.computes").first
    assert not fold.locator("pre").is_visible()
    assert on_phone.locator("details.computes + .cell_output").first.is_visible()
    fold.locator("summary").click()
    assert fold.locator("pre").is_visible()


def test_no_two_folds_of_code_stand_together(on_phone):
    """Neighbours that show nothing are one fold with the next."""
    assert on_phone.locator(".cell:has(> details.computes:only-child) + .cell").count() == 0


def test_code_that_computes_is_open_on_a_wide_screen(on_desk):
    assert on_desk.locator("details.computes pre").first.is_visible()
    assert not on_desk.locator("details.computes summary").first.is_visible()


def test_a_long_heading_leaves_no_empty_line_on_a_phone(on_phone):
    assert on_phone.locator("h2 .headerlink").count() > 0
    assert on_phone.locator("h2 .headerlink:visible").count() == 0


def test_the_formula_sheet_stacks_on_a_phone(window, site):
    window.open(site / SHEET, checks.NARROW)
    cells = window.page.locator("#formula-sheet tbody tr").nth(1).locator("td")
    tops = cells.evaluate_all("all => all.map(e => e.getBoundingClientRect().y)")
    assert tops == sorted(set(tops))
    assert checks.overflows(window.page) == []


def test_what_is_folded_is_named_by_its_own_words(scriptless, site):
    scriptless.open(site / CHAPTERS[4])
    summaries = scriptless.page.locator("main summary")
    assert summaries.count() > 5
    assert scriptless.page.locator("main summary[aria-label]").count() == 0


def test_printing_opens_solutions_and_shows_no_code_of_figures(on_desk):
    closed = on_desk.locator("details.solution:not([open])").count()
    assert closed > 0
    on_desk.evaluate("dispatchEvent(new Event('beforeprint'))")
    on_desk.emulate_media(media="print")
    assert on_desk.locator("details.solution:not([open])").count() == 0
    assert on_desk.locator("details.code:not(.computes):visible").count() == 0
    assert not on_desk.locator("header.top").is_visible()
    assert on_desk.locator("h1 .section-number").is_visible()
    on_desk.evaluate("dispatchEvent(new Event('afterprint'))")
    assert on_desk.locator("details.solution:not([open])").count() == closed


def test_a_printed_answer_stands_open_and_has_no_button(window, site):
    window.open(site / CHAPTERS[1], checks.WIDE)
    page = window.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".cell details.answer .cell_output").first.is_visible()
    assert not page.locator(".cell details.answer > summary").first.is_visible()


def test_bars_are_seen_in_forced_colours(window, site):
    window.open(site / FRONT, checks.WIDE)
    window.page.emulate_media(forced_colors="active")
    bar = ".reading:not(:nth-child(2)) .reading-bar"
    colours = window.page.eval_on_selector_all(
        bar, "all => all.map(e => getComputedStyle(e).backgroundColor)"
    )
    paper = window.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert all(colour not in (paper, "rgba(0, 0, 0, 0)") for colour in colours)


def test_figures_sliders_and_folds_are_seen_in_forced_colours(on_desk):
    on_desk.emulate_media(forced_colors="active")
    paper = colour(on_desk, "body", "backgroundColor")
    assert colour(on_desk, "svg.plot text", "fill") != paper
    assert colour(on_desk, "svg.plot text", "fill") == colour(on_desk, "body", "color")
    assert on_desk.evaluate(INKS) == []
    for box in ("details.answer > summary", ".explore-control input", ".admonition.guess"):
        assert on_desk.locator(box).first.is_visible()
        assert colour(on_desk, box, "forcedColorAdjust") == "auto"
    assert colour(on_desk, "details.answer > summary", "color") != paper
    assert colour(on_desk, ".admonition.guess", "borderTopStyle") != "none"


INKS = """() => {
  const paper = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll('svg.plot :is(path, use)')].filter(shape => {
    const { fill, stroke } = getComputedStyle(shape);
    return !shape.closest('defs, clipPath') && [fill, stroke].some(ink => ink === paper);
  }).map(shape => shape.outerHTML.slice(0, 99));
}"""


def colour(page, selector, kind):
    """Return what the first such element's style says of a colour."""
    return page.locator(selector).first.evaluate("(e, kind) => getComputedStyle(e)[kind]", kind)


def test_the_page_can_be_read_without_a_script(scriptless, site):
    scriptless.open(site / CHAPTERS[4])
    page = scriptless.page
    assert page.locator(".needs-script:visible").count() == 0
    link = page.locator("article p a").first.evaluate("e => getComputedStyle(e).color")
    text = page.locator("article p").first.evaluate("e => getComputedStyle(e).color")
    assert link != text
    assert page.locator(".katex-html").first.is_visible()
    page.click("[popovertarget=contents]")
    assert page.locator("#contents a").first.is_visible()
