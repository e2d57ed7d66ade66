"""The search finds what a reader types, from a disk, by keyboard, and shows sentences."""

import pytest

from . import accessibility, checks

pytestmark = pytest.mark.browser
PLACES = "ol.search-results a"
EXCERPTS = "ol.search-results p"


@pytest.fixture(scope="module")
def visit(browser, lettered):
    with checks.Visit(browser, lettered / "search.html") as visit:
        yield visit


@pytest.fixture
def found(visit):
    """Type words; the titles that are found, in order."""

    def type_(words):
        visit.page.fill("#search-words", words)
        return visit.page.locator(PLACES).all_inner_texts()

    return type_


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("KL divergence", "KL divergence"),
        ("kl-divergence", "KL divergence"),
        ("surprise", "Surprise"),
        ("renyi", "Order α of Rényi"),
        ("RÉNYI", "Order α of Rényi"),
        ("Jensen-Shannon", "Order α of Rényi"),
        ("Jensen–Shannon", "Order α of Rényi"),
        ("cafe", "KL divergence"),
        ("熵", "entropy"),
        ("entropies", "entropy"),
        ("D(p||q)", "Surprise"),
        ("D(p‖q)", "Surprise"),
        ("D( p || q )", "Surprise"),
        ("order α", "Order α of Rényi"),
    ],
)
def test_words_find_their_place(found, typed, first):
    assert found(typed)[0] == first


@pytest.mark.parametrize(
    "nothing", ["zzzqq", "marsupial", "Show the code", "KL zzzqq", "ivergence"]
)
def test_what_no_reader_can_read_is_not_found(found, visit, nothing):
    assert found(nothing) == []
    assert "Nothing found" in visit.page.locator(".search-count").inner_text()


def test_an_empty_box_says_nothing(found, visit):
    assert found(" ") == []
    assert visit.page.locator(".search-count").inner_text() == ""


@pytest.mark.parametrize(
    ("typed", "sentence", "marked"),
    [
        ("distance", "It is no distance.", ["distance"]),
        ("cafe", "Every café knows it.", ["café"]),
        ("jensen-shannon", "The Jensen–Shannon divergence is no KL divergence.", None),
        ("熵", "熵. The mean surprise.", ["熵"]),
        ("expected", "A word that nobody expected.", ["expected"]),
    ],
)
def test_excerpts_are_sentences_with_the_words_marked(found, visit, typed, sentence, marked):
    found(typed)
    assert visit.page.locator(EXCERPTS).first.inner_text() == sentence
    marks = visit.page.locator("ol.search-results li").first.locator("mark").all_inner_texts()
    assert marks == (marked or ["Jensen", "Shannon"])


def test_what_is_found_leads_there(visit, found, lettered):
    found("renyi")
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.press("Enter")
    assert visit.page.url == (lettered / "chapter.html").as_uri() + "#order-alpha-of-renyi"
    visit.page.go_back()
    assert visit.page.input_value("#search-words") == "renyi"  # the address keeps the words
    assert visit.page.locator(PLACES).first.inner_text() == "Order α of Rényi"


def test_words_may_stand_in_the_address(browser, lettered):
    with checks.Visit(browser, lettered / "search.html") as visit:
        visit.page.goto((lettered / "search.html").as_uri() + "?q=r%C3%A9nyi")
        assert visit.page.input_value("#search-words") == "rényi"
        assert visit.page.locator(PLACES).count() == 1
        assert visit.page.evaluate("document.activeElement.type") == "search"


def test_a_screen_reader_hears_how_many(visit, found):
    found("kl divergence")
    count = visit.page.locator(".search-count")
    assert count.get_attribute("role") == "status"
    assert count.inner_text() == "2 places"
    assert accessibility.violations(visit.page) == []


def test_words_are_shown_as_they_are(visit, found):
    assert found("<b>kl") == []
    assert visit.page.locator(".search-results b").count() == 0


def test_other_pages_do_not_load_the_index(lettered):
    assert "search-index.js" in (lettered / "search.html").read_text("utf8")
    for name in ("index.html", "chapter.html"):
        assert "search-index" not in (lettered / name).read_text("utf8")
    for unused in ("searchindex.js", "_static/searchtools.js", "_static/language_data.js"):
        assert not (lettered / unused).exists()


def test_without_javascript_the_page_says_what_to_do(browser, lettered):
    with checks.Visit(browser, lettered / "search.html", javascript=False) as visit:
        assert visit.page.locator("noscript a").get_attribute("href") == "genindex.html"
        assert not visit.page.locator("form.search-form").is_visible()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("KL divergence", "chapters/05_kl_divergence.html"),
        ("renyi entropy", "chapters/09_renyi_entropy.html"),
        ("散度", "chapters/glossary.html#"),
        ("Jensen-Shannon divergence", "chapters/glossary.html#"),
        ("kl_divergence", "chapters/05_kl_divergence.html"),
    ],
)
def test_the_book_finds_its_own(browser, site, typed, first):
    with checks.Visit(browser, site / "search.html") as visit:
        visit.page.fill("#search-words", typed)
        links = visit.page.locator(PLACES).evaluate_all("all => all.map(a => a.href)")
        assert (site / first).as_uri().replace("%23", "#") in links[0]
        assert visit.complaints == []
        assert checks.requests_elsewhere(visit) == []
