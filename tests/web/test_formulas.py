"""Formulas are on the page when the page is there: seen, spoken, coloured and copied."""

import re
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont

from infolib.drawing.palette import DARK, LIGHT
from web import formulas, plain_formulas, typeface

from . import checks

MATHML = "{http://www.w3.org/1998/Math/MathML}"


@pytest.fixture(scope="module")
def page(lettered):
    return BeautifulSoup((lettered / "chapter.html").read_text("utf8"), "html.parser")


@pytest.fixture
def open_chapter(browser, lettered):
    visits = []

    def open_(**options):
        visits.append(checks.Visit(browser, lettered / "chapter.html", **options))
        return visits[-1].page

    yield open_
    for visit in visits:
        visit.context.close()


def letters_of(markup, name):
    return [found.text for found in BeautifulSoup(markup, "html.parser").select(f".katex .{name}")]


@pytest.mark.parametrize(
    ("tex", "p", "q"),
    [
        (r"D(p\|q)", 1, 1),
        ("pq+qp", 2, 2),
        (r"\hat p_i\log\frac{p}{q^2}", 2, 1),
        (r"D_{\mathit{q}}(r)", 0, 0),
        (r"\operatorname{sup}\text{ a map }P,Q", 0, 0),
    ],
)
def test_p_and_q_are_named_and_no_other_letter_is(tex, p, q):
    markup = formulas.typeset(tex)
    assert letters_of(markup, "p") == ["p"] * p
    assert letters_of(markup, "q") == ["q"] * q


def test_naming_letters_changes_no_word():
    seen = BeautifulSoup(formulas.typeset("apqb+ppq"), "html.parser").select_one(".katex-html")
    assert seen.text == "apqb+ppq"


@pytest.mark.parametrize("tex", [r"\frac{1}{", r"\unheard x", "x^2^2", "}"])
def test_what_katex_cannot_read_is_refused(tex):
    with pytest.raises(ValueError, match="KaTeX parse error"):
        formulas.typeset(tex)


def test_a_formula_is_seen_and_spoken_once(page):
    shown = page.select("article .math")
    assert len(shown) >= 8
    for formula in shown:
        (html,) = formula.select(".katex-html")
        assert html["aria-hidden"] == "true"
        (mathml,) = formula.select("math")
        assert not mathml.find_parent(attrs={"aria-hidden": True})
        assert mathml.select_one("annotation").text


def test_formulas_are_typeset_wherever_they_stand(page):
    for place in ("h2", "figcaption", "p", "article section > .math"):
        assert page.select_one(f"{place} .katex"), place
    assert "\\(" not in page.select_one("article").text
    assert page.select("script[src*=mathjax], mjx-container") == []


def test_a_title_without_markup_shows_its_formula_once(page):
    assert plain_formulas.plain(r"\alpha") == "α"
    links = page.select("a[href$='#order-alpha-of-renyi'] .katex-html")
    assert all(link.text == "α" for link in links)


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"D(p\|q)", "D(p∥q)"),
        (r"H_\alpha(p)\ge0", "Hα(p)≥0"),
        (r"\frac12x^2", "1/2x²"),
        (r"2^{-H}", "2^(−H)"),
        (r"\sqrt{x}", "√x"),
        (r"\hat p", "p\u0302"),
        (r"\frac{1}{", r"\frac{1}{"),
    ],
)
def test_a_formula_as_plain_text(tex, text):
    assert plain_formulas.plain(tex) == text


@pytest.mark.parametrize("letter", ["p", "W", "7", "α"])
def test_katex_knows_how_wide_the_books_letters_are(letter):
    """Measured against the font's own table of widths."""
    slanted = letter in "pα"
    font = TTFont(typeface.LETTERS / f"serif{'-italic' * slanted}.woff2")
    width = font["hmtx"][font.getBestCmap()[ord(letter)]][0] / font["head"].unitsPerEm
    known = typeface.metrics()["Math-Italic" if slanted else "Main-Regular"]
    assert known[ord(letter)][4] == pytest.approx(width, abs=1e-3)


def test_an_accent_stands_over_the_letter_that_katex_was_told_of():
    """A wider letter under a hat moves the hat to the right."""

    def left(tex):
        hat = BeautifulSoup(formulas.typeset(tex), "html.parser").select_one(".accent-body")
        return float(re.search(r"left:(-?[\d.]+)em", hat["style"])[1])

    assert left(r"\hat f") != left(r"\hat m")


def test_mathml_says_what_the_formula_says():
    tree = ElementTree.fromstring(f"<i>{formulas.typeset(r'H(p)')}</i>")
    assert "".join(next(tree.iter(f"{MATHML}mrow")).itertext()) == "H(p)"


@pytest.mark.browser
def test_formulas_need_no_script_and_are_coloured(open_chapter):
    for theme, colours in (("light", LIGHT), ("dark", DARK)):
        page = open_chapter(javascript=theme == "dark", theme=theme)
        for name, number in (("p", "0"), ("q", "1")):
            letter = page.locator(f"article .katex-html .{name}").first
            assert letter.bounding_box()["width"] > 3
            shown = letter.evaluate("letter => getComputedStyle(letter).color")
            wanted = bytes.fromhex(colours[number][1:])
            assert tuple(map(int, re.findall(r"\d+", shown))) == tuple(wanted)


@pytest.mark.browser
def test_what_is_spoken_is_not_seen(open_chapter):
    boxes = open_chapter().locator("article .katex-mathml")
    assert boxes.count() > 0
    for box in boxes.all():
        assert max(box.evaluate("e => [e.offsetWidth, e.offsetHeight]")) <= 1


COPIED = """selector => {
  const range = document.createRange(), event = new ClipboardEvent("copy", {
    clipboardData: new DataTransfer(), cancelable: true });
  range.selectNodeContents(document.querySelector(selector));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  document.dispatchEvent(event);
  return event.clipboardData.getData("text/plain");
}"""


@pytest.mark.browser
def test_copying_gives_tex(open_chapter):
    page = open_chapter()
    sentence = page.evaluate(COPIED, "article section section > p, article section > p + p")
    assert r"what $\hat p$ and $q$ cost" in sentence
    assert r"$D(p\|q)$." in sentence
    assert r"\sqrt{\tfrac12" in page.evaluate(COPIED, "article div.math")
    part = page.evaluate(COPIED, "article section > p + p .math .base")
    assert part == r"$\hat p$"


BEGINNING = """() => {
  const found = [];
  for (const formula of document.querySelectorAll("article p .math")) {
    let after = formula.nextSibling;
    while (after?.firstChild) after = after.firstChild;
    if (after?.nodeType !== 3 || !/^[,.:;]/.test(after.data)) continue;
    const range = document.createRange();
    range.setStart(after, 0);
    range.setEnd(after, 1);
    const last = [...formula.querySelectorAll(".base")].at(-1).getBoundingClientRect();
    if (range.getBoundingClientRect().left < last.right - 1) found.push(formula.textContent);
  }
  return found;
}"""


def begun_lines(page):
    """Return the formulas whose mark begins a line, at one of many widths of blanks."""
    found = set()
    for space in range(24):
        page.add_style_tag(content=f"article p {{ word-spacing: {space}px }}")
        found |= set(page.evaluate(BEGINNING))
    return found


@pytest.mark.browser
def test_no_line_begins_with_the_mark_after_a_formula(open_chapter):
    page = open_chapter(width=300)
    assert page.locator("article p .unbroken").count() >= 4
    assert begun_lines(page) == set()
    page.add_style_tag(content=".unbroken :is(.base, .mark) { margin: 0 !important }")
    assert begun_lines(page) != set()


@pytest.mark.browser
def test_a_long_formula_may_break_although_its_mark_may_not(open_chapter):
    page = open_chapter(width=300)
    lines = page.evaluate(
        """() => {
  const line = document.querySelector("article p .unbroken").closest("p");
  const long = document.querySelector("article p .unbroken").cloneNode(true);
  const html = long.querySelector(".katex-html");
  html.innerHTML = html.innerHTML.repeat(80);
  line.replaceChildren(long);
  return new Set([...html.children].map(base => Math.round(base.getBoundingClientRect().top))).size;
}"""
    )
    assert lines > 1


@pytest.mark.browser
def test_a_formula_does_not_push_its_line(open_chapter):
    heights = open_chapter().evaluate(
        """() => {
  const letter = document.querySelector("article p .math").outerHTML;
  return ["x", `x ${letter}`].map(inside => {
    const line = document.createElement("p");
    line.innerHTML = inside;
    document.querySelector("article section").append(line);
    return line.getBoundingClientRect().height;
  });
}"""
    )
    assert heights[0] == heights[1]
