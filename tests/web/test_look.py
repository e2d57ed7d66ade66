"""What a reader sees first, on a phone, on a wide screen and on paper."""

import pytest

from . import checks
from .pages import CHAPTERS, PAGES

pytestmark = pytest.mark.browser
FRONT, SHEET = PAGES[0], "chapters/formula_sheet.html"
PHONE_HEIGHT = 660  # what a browser's own bars leave of 844 pixels


@pytest.fixture(scope="module")
def on_phone(browser, site):
    with checks.Visit(browser, site / CHAPTERS[4], width=checks.NARROW) as visit:
        yield visit.page


def box(page, selector):
    """Return where the first such element stands."""
    return page.locator(selector).first.bounding_box()


def test_a_phone_shows_the_name_and_the_figure_first(browser, site):
    with checks.Visit(browser, site / FRONT, width=checks.NARROW) as visit:
        bars = box(visit.page, ".live > svg")
        assert box(visit.page, "h1")["y"] < 100
        assert bars["y"] + bars["height"] < PHONE_HEIGHT


def test_the_bill_is_one_large_number_that_follows_the_bars(browser, site):
    with checks.Visit(browser, site / FRONT) as visit:
        page = visit.page
        sizes = page.eval_on_selector_all(
            ".reading data", "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert sizes[1] > 4 * max(sizes[0], *sizes[2:])
        bill = page.locator(".reading:nth-child(2)")
        assert bill.inner_text().split()[:1] == ["1.783"] or "1.783" in bill.inner_text()
        assert "H(p, q)" in bill.inner_text()
        page.locator(".q[role=slider]").first.press("ArrowUp")
        assert "1.783" not in bill.inner_text()


def test_the_title_page_says_its_promise_in_one_line_and_lets_begin(browser, site):
    with checks.Visit(browser, site / FRONT) as visit:
        page = visit.page
        lines = page.locator("h1 + p").evaluate(
            "e => e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight)"
        )
        assert lines < 1.5
        page.click(".begin a")
        assert page.url == (site / CHAPTERS[0]).as_uri()


def test_a_chapter_says_what_it_is_for_before_any_code(browser, site):
    for name in CHAPTERS:
        with checks.Visit(browser, site / name, javascript=False) as visit:
            page = visit.page
            assert page.locator("h1 + dl.goals").is_visible(), name
            assert not page.locator("details.set-up pre").first.is_visible(), name


def test_a_figure_fills_the_text_and_its_caption_stands_beside_it(browser, site):
    with checks.Visit(browser, site / CHAPTERS[4], width=1440) as visit:
        page = visit.page
        text, figure = box(page, "section > p"), box(page, "section > .cell svg.plot")
        caption = box(page, "section > .cell figcaption")
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


def test_code_that_computes_is_open_on_a_wide_screen(browser, site):
    with checks.Visit(browser, site / CHAPTERS[4]) as visit:
        assert visit.page.locator("details.computes pre").first.is_visible()
        assert not visit.page.locator("details.computes summary").first.is_visible()


def test_a_long_heading_leaves_no_empty_line_on_a_phone(on_phone):
    marks = on_phone.locator("h2 .headerlink")
    assert not any(mark.is_visible() for mark in marks.all())


def test_the_formula_sheet_stacks_on_a_phone(browser, site):
    with checks.Visit(browser, site / SHEET, width=checks.NARROW) as visit:
        cells = visit.page.locator("#formula-sheet tbody tr").nth(1).locator("td")
        tops = [cell.bounding_box()["y"] for cell in cells.all()]
        assert tops == sorted(set(tops))
        assert checks.overflows(visit.page) == []


def test_what_is_folded_is_named_by_its_own_words(browser, site):
    with checks.Visit(browser, site / CHAPTERS[4], javascript=False) as visit:
        summaries = visit.page.locator("main summary")
        assert summaries.count() > 5
        assert visit.page.locator("main summary[aria-label]").count() == 0


def test_printing_opens_solutions_and_shows_no_code_of_figures(browser, site):
    with checks.Visit(browser, site / CHAPTERS[4]) as visit:
        page = visit.page
        closed = page.locator("details.solution:not([open])").count()
        assert closed > 0
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator("details.solution:not([open])").count() == 0
        assert not any(c.is_visible() for c in page.locator("details.code:not(.computes)").all())
        assert not page.locator("header.top").is_visible()
        assert page.locator("h1 .section-number").is_visible()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("details.solution:not([open])").count() == closed


def test_a_printed_answer_stands_open_and_has_no_button(browser, site):
    with checks.Visit(browser, site / CHAPTERS[1]) as visit:
        page = visit.page
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator(".cell details.answer .cell_output").first.is_visible()
        assert not page.locator(".cell details.answer > summary").first.is_visible()


def test_bars_are_seen_in_forced_colours(browser, site):
    with checks.Visit(browser, site / FRONT) as visit:
        visit.page.emulate_media(forced_colors="active")
        bar = ".reading:not(:nth-child(2)) .reading-bar"
        colours = visit.page.eval_on_selector_all(
            bar, "all => all.map(e => getComputedStyle(e).backgroundColor)"
        )
        paper = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert all(colour not in (paper, "rgba(0, 0, 0, 0)") for colour in colours)


def test_figures_sliders_and_folds_are_seen_in_forced_colours(browser, site):
    with checks.Visit(browser, site / CHAPTERS[4]) as visit:
        page = visit.page
        page.emulate_media(forced_colors="active")
        paper = colour(page, "body", "backgroundColor")
        assert colour(page, "svg.plot text", "fill") != paper
        assert colour(page, "svg.plot text", "fill") == colour(page, "body", "color")
        assert page.evaluate(INKS) == []
        for box in ("details.answer > summary", ".explore-control input", ".admonition.guess"):
            assert page.locator(box).first.is_visible()
            assert colour(page, box, "forcedColorAdjust") == "auto"
        assert colour(page, "details.answer > summary", "color") != paper
        assert colour(page, ".admonition.guess", "borderTopStyle") != "none"


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


def test_the_page_can_be_read_without_a_script(browser, site):
    with checks.Visit(browser, site / CHAPTERS[4], theme="dark", javascript=False) as visit:
        page = visit.page
        assert page.locator(".needs-script:visible").count() == 0
        link = page.locator("article p a").first.evaluate("e => getComputedStyle(e).color")
        text = page.locator("article p").first.evaluate("e => getComputedStyle(e).color")
        assert link != text
        assert page.locator(".katex-html").first.is_visible()
        page.click("[popovertarget=contents]")
        assert page.locator("#contents a").first.is_visible()
