"""What a reader does: search, fold, switch to the dark, go on to the next page."""

from itertools import pairwise

import pytest

from . import checks
from .pages import CHAPTERS

pytestmark = pytest.mark.browser


@pytest.fixture
def chapter(browser, site):
    with checks.Visit(browser, site / CHAPTERS[0]) as visit:
        yield visit


def test_search_finds_a_word_without_a_network(chapter):
    page = chapter.page
    page.keyboard.press("Control+k")
    page.wait_for_selector("#pst-search-dialog[open] input:focus")
    page.keyboard.type("entropy")
    page.keyboard.press("Enter")
    page.wait_for_selector(".search-results li a[href*='entropy']")
    assert checks.requests_elsewhere(chapter) == []
    assert chapter.complaints == []


def test_the_dark_switch_remembers(chapter, site):
    page = chapter.page
    mode = page.evaluate("document.documentElement.dataset.mode")
    page.click(".theme-switch-button")
    switched = page.evaluate("document.documentElement.dataset.mode")
    assert switched != mode
    chapter.open(site / CHAPTERS[-1])
    assert page.evaluate("document.documentElement.dataset.mode") == switched


def test_the_book_follows_the_device_until_it_is_told(browser, site):
    for theme in ("light", "dark"):
        with checks.Visit(browser, site / CHAPTERS[0], theme=theme) as visit:
            assert visit.page.evaluate("document.documentElement.dataset.theme") == theme


def test_every_page_leads_to_the_next_and_back(chapter, site):
    page = chapter.page
    page.click(".prev-next-area a.right-next")
    assert page.url != (site / CHAPTERS[0]).as_uri()
    page.click(".prev-next-area a.left-prev")
    assert page.url == (site / CHAPTERS[0]).as_uri()


def test_a_chapter_has_its_contents_beside_it(chapter):
    links = chapter.page.query_selector_all("#pst-secondary-sidebar nav a")
    assert len(links) >= 3


def test_a_solution_is_folded_and_opens_with_the_keyboard(chapter):
    page = chapter.page
    solution = page.query_selector("details.solution")
    assert not solution.evaluate("solution => solution.open")
    solution.query_selector("summary").focus()
    page.keyboard.press("Enter")
    assert solution.evaluate("solution => solution.open")
    page.keyboard.press("Space")
    assert not solution.evaluate("solution => solution.open")


def test_the_first_key_leads_past_the_navigation(chapter):
    page = chapter.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main-content"


def test_focus_is_seen(chapter):
    page = chapter.page
    faults = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
  const style = getComputedStyle(document.activeElement);
  return style.boxShadow !== 'none' || parseFloat(style.outlineWidth) >= 2;
}"""
        )
        if not seen:
            faults.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    assert faults == []


def test_headings_are_in_order(browser, site):
    for name in CHAPTERS:
        with checks.Visit(browser, site / name, javascript=False) as visit:
            levels = visit.page.eval_on_selector_all(
                "article :is(h1, h2, h3, h4, h5, h6)", "all => all.map(h => Number(h.tagName[1]))"
            )
        assert levels[0] == 1
        assert levels.count(1) == 1
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps) <= 1, name


def test_formulas_are_read_aloud(chapter):
    assert chapter.page.evaluate(
        """() => [...document.querySelectorAll('article .katex')].every(formula =>
  formula.querySelector('.katex-mathml math')
  && formula.querySelector('.katex-html[aria-hidden=true]'))"""
    )


def test_nothing_moves_while_a_page_loads(browser, site):
    """Layout shift: figures have their size from the start, and sliders replace nothing."""
    with checks.Visit(browser, site / CHAPTERS[0]) as visit:
        shifts = visit.page.evaluate(
            """() => new Promise(done => {
  const found = [];
  new PerformanceObserver(list => found.push(...list.getEntries())).observe(
    { type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(found.flatMap(shift =>
    shift.sources.map(s => s.node?.closest?.('figure')?.outerHTML.slice(0, 80)).filter(Boolean)))));
})"""
        )
        assert shifts == []
