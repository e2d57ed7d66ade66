"""What a reader does: search, fold, switch to the dark, go on to the next page."""

import re

import pytest

from infolib.drawing.palette import DARK, LIGHT

from . import checks
from .pages import CHAPTERS

pytestmark = pytest.mark.browser


@pytest.fixture
def chapter(window, site):
    """A chapter on a wide screen, as it opens for who was never there."""
    window.open(site / CHAPTERS[0], checks.WIDE)
    yield window
    window.page.unroute_all()
    window.page.evaluate("localStorage.clear()")


def test_search_finds_a_word_without_a_network(chapter):
    page = chapter.page
    page.keyboard.press("Control+k")
    page.wait_for_selector("#search-words")
    page.keyboard.type("entropy")
    page.keyboard.press("Enter")
    page.wait_for_selector(".search-results li a[href*='entropy']")
    assert checks.requests_elsewhere(chapter) == []
    assert chapter.complaints == []


def test_the_dark_switch_remembers(chapter, site):
    page = chapter.page
    assert paper(page) == LIGHT["paper"]
    page.click("#theme-switch")
    assert paper(page) == DARK["paper"]
    chapter.open(site / CHAPTERS[-1])
    assert paper(page) == DARK["paper"]


def test_light_or_dark_is_decided_before_the_first_paint(chapter):
    page = chapter.page
    page.click("#theme-switch")
    page.route("**/*.{css,js}", lambda route: route.abort())
    page.reload(wait_until="commit")
    page.wait_for_selector("meta[name=color-scheme]", state="attached")
    said = "[document.querySelector('meta[name=color-scheme]').content, page.dataset.theme]"
    assert page.evaluate(f"(page => {said})(document.documentElement)") == ["dark", "dark"]


def test_the_book_follows_the_device_until_it_is_told(browser, site):
    for theme in ("light", "dark"):
        with checks.Visit(browser, site / CHAPTERS[0], theme=theme) as visit:
            assert paper(visit.page) == {"light": LIGHT, "dark": DARK}[theme]["paper"]


def test_light_and_dark_need_no_script(browser, site):
    with checks.Visit(browser, site / CHAPTERS[0], theme="dark", javascript=False) as visit:
        assert paper(visit.page) == DARK["paper"]


def test_paper_is_light(browser, site):
    with checks.Visit(browser, site / CHAPTERS[0], theme="dark") as visit:
        visit.page.click("#theme-switch")
        visit.page.click("#theme-switch")
        visit.page.emulate_media(media="print", color_scheme="dark")
        assert paper(visit.page) == "#ffffff"
        ink = visit.page.evaluate("getComputedStyle(document.querySelector('article')).color")
        assert hexadecimal(ink) == LIGHT["ink"]


def paper(page):
    """Return the colour that a page stands on."""
    return hexadecimal(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def hexadecimal(colour):
    """Return a colour as #rrggbb."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


def test_every_page_leads_to_the_next_and_back(chapter, site):
    page = chapter.page
    page.click(".onward a.next")
    assert page.url != (site / CHAPTERS[0]).as_uri()
    page.click(".onward a.previous")
    assert page.url == (site / CHAPTERS[0]).as_uri()


def test_escape_leaves_the_contents_where_they_were_opened(chapter):
    page = chapter.page
    page.set_viewport_size({"width": checks.NARROW, "height": 800})
    opener = "document.activeElement.getAttribute('popovertarget')"
    for panel in ("contents", "more"):
        page.focus(f'[popovertarget="{panel}"]')
        page.keyboard.press("Enter")
        assert page.locator(f"#{panel}").is_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert not page.locator(f"#{panel}").is_visible()
        assert page.evaluate(opener) == panel


def test_a_chapter_has_its_contents_beside_it(chapter):
    links = chapter.page.query_selector_all(".page-contents a")
    assert len(links) >= 3


PASSED = """() => {
  const of = link => document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const links = [...document.querySelectorAll('.page-contents a')].filter(of);
  const [one, other] = links.map(of);
  const told = (target, isIntersecting) => ({ target, isIntersecting });
  window.heard['-20% 0% -70%']([told(one, true), told(one, false), told(other, true)]);
  return links.map(link => link.matches('.now')).indexOf(true);
}"""


def test_of_headings_that_were_passed_the_last_is_marked(browser, site):
    with checks.Visit(browser) as visit:
        visit.page.add_init_script(
            """window.heard = {};
window.IntersectionObserver = class {
  constructor(hear, { rootMargin }) { window.heard[rootMargin] = hear; }
  observe() {}
};"""
        )
        visit.open(site / CHAPTERS[0])
        assert visit.page.evaluate(PASSED) == 1


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
