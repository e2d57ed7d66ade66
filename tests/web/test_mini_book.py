"""A book of three pages pins what the extensions rely on, and planted gaps fail its build."""

import json
import re
import shutil

import pytest
from bs4 import BeautifulSoup

from . import checks, mini_book

PLANTS = """
import pathlib, web.fonts, web.mathjax, web.theme
import web.theme.repairs, web.theme.streams, web.theme.unused
web.mathjax.PARTS.remove("a11y/assistive-mml.js")
web.mathjax.PARTS.remove("output/chtml/fonts")
web.fonts.FIGURE_FONTS.pop("figures-oblique.woff2")
web.theme.unused.UNUSED = (*web.theme.unused.UNUSED, "livecode")
web.theme.repairs.REPAIRS["a slip that nobody makes"] = ("<never>", "")
web.theme.streams._original = web.theme.streams.join_streams
web.theme.TEMPLATES = pathlib.Path("templates").resolve()
"""
WARNINGS = {
    "an icon is lost": "the icon 'unheard-of' is shown on a page and missing in scripts/font",
    "a letter of an icon is lost": "the icon 'unheard-of' is shown on a page and missing in styles",
    "a script is lost": "_static/lost.js, which",
    "a font is lost": "the site has no fonts/figures-oblique.woff2, which _static/book.css needs",
    "a part of MathJax is lost": "formulas need the part a11y/assistive-mml.js of MathJax",
    "the letters of formulas are lost": "formulas need the part output/chtml/fonts/tex.js",
    "a repair finds nothing": "nothing found in the whole book: a slip that nobody makes",
    "a mended table is gone": "nothing found in the whole book: empty corners of tables",
    "an unused script is gone": "nothing found in the whole book: scripts or styles of livecode",
    "a replaced template is gone": "the theme has no template gone.html",
    "a replaced function is needless": "myst-nb joins printed text itself",
    "a figure is of a new kind": "a figure of unknown kind 'sculpture'",
    "a block's name is a slip": "a block is called 'Theorm.': known are Definition, Theorem",
    "a block's name has no full stop": "a block is called 'Lemma'",
    "a name is given twice": "the name 'thm-gibbs' stands twice on this page",
    "a link leads to no place": "local id not found in doc 'index': 'nowhere'",
    "a link leads to no place of its page": "'myst' cross-reference target not found: 'nobody'",
    "a link leads to no page": "'myst' cross-reference target not found: 'nothing.md'",
    "a theorem has another title": "a link asks for 'Theorem (Jensen)', and leads to Theorem (Gi",
    "a theorem has no number": "a link asks for 'Theorem', and leads to nothing that has a number",
    "infolib has no such call": "infolib has no il.entropie",
    "a solution solves nothing": "a Solution stands outside any exercise",
    "a fold stays open": "<details> is never closed on its own level",
    "an answer is silent": "a cell has the tag answer and no output",
    "the path is lost": "no table stands after the mark of the path",
}
PLANTED_TEXT = """
> **Theorm.** A slip.

> **Lemma** without a full stop.

<a id="thm-gibbs"></a>Again. [a](index.md#nowhere) [b](#nobody) [c](nothing.md)
[Theorem (Jensen)](#thm-gibbs) [Theorem](index.md#shannon1948) `il.entropie`

<a id="chapter-path"></a>

<details><summary>Answer</summary>

## A section

### Solution

Of nothing.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The mini-book and its built pages; brackets in the folder's name are no pattern."""
    folder = tmp_path_factory.mktemp("mini") / "a [small] book"
    mini_book.write(folder)
    succeeded, said = mini_book.build(folder)
    assert succeeded, said
    return folder


@pytest.fixture(scope="module")
def site(book):
    return book / "_build/html"


@pytest.fixture(scope="module")
def page(site):
    return BeautifulSoup((site / "chapter.html").read_text("utf8"), "html.parser")


@pytest.fixture(scope="module")
def said_of_plants(tmp_path_factory):
    """What the build says of a book in which much is missing."""
    folder = tmp_path_factory.mktemp("planted")
    text = mini_book.TEXT.replace("|   | p |", "| x | p |") + PLANTED_TEXT
    icon = '\n<i class="fa-solid fa-unheard-of"></i>\n'
    front = mini_book.FRONT.replace("|  | chapter |", "| part | chapter |") + icon
    mini_book.write(folder, text=text, front=front, kind="sculpture", script="lost.js", silent=True)
    templates = folder / "templates"
    shutil.copytree(mini_book.ROOT / "web/theme/templates", templates)
    (templates / "gone.html").write_text("")
    succeeded, said = mini_book.build(folder, before=PLANTS)
    assert not succeeded
    return said


@pytest.mark.parametrize("planted", WARNINGS)
def test_a_planted_gap_fails_the_build(said_of_plants, planted):
    assert WARNINGS[planted] in said_of_plants


def test_every_warning_is_a_plant(said_of_plants):
    warnings = re.findall(r"WARNING: (.*)", said_of_plants)
    for warning in warnings:
        known = any(expected in warning for expected in WARNINGS.values())
        assert known or "fonts/woff-v2" in warning or "mime" in warning, warning


@pytest.mark.parametrize("name", ["index.html", "chapter.html", "search.html"])
def test_pages_are_whole(site, name):
    text = (site / name).read_text("utf8")
    assert checks.dead_links(site, name) == []
    assert checks.repeated_ids(text) == []
    assert checks.unexplained_images(text) == []
    assert checks.assets_elsewhere(text) == []


def test_a_figure_is_a_drawing_with_words(page):
    figure = page.select_one("figure.plot")
    box = figure.select_one(".plot-box")
    assert box["role"] == "img"
    assert box["aria-label"] == mini_book.FIGURE["alt"]
    assert box.svg.text == "α & β"
    assert "width:480px" in box.svg["style"]


def test_a_caption_is_a_part_of_the_page(page):
    caption = page.select_one("figure.plot figcaption")
    assert caption.select_one("span.math").text == r"\(x^2\)"
    assert caption.select_one("em").text == "high"
    assert caption.select_one("a")["href"].startswith("index.html#")


def test_a_formula_in_a_caption_alone_brings_mathjax(page):
    assert page.select("article .math") == page.select("article figcaption .math")
    assert page.select_one('script[src$="mathjax/startup.js"]')


def test_the_same_figure_twice_has_ids_of_its_own(page):
    first, second = page.select("figure.plot")[:2]
    ids = [figure.select_one("clipPath, clippath")["id"] for figure in (first, second)]
    assert len(set(ids)) == 2
    for figure, name in zip((first, second), ids, strict=True):
        assert figure.select_one("[clip-path]")["clip-path"] == f"url(#{name})"


def test_the_frames_of_a_slider_are_in_a_script_of_their_own(site, page):
    figure = page.select_one("figure.explore")
    script = (site / figure["data-frames"]).read_text("utf8")
    data = json.loads(script.partition(" = ")[2].rstrip(";\n"))
    assert figure["data-name"] in script
    assert data["values"] == [["0.1", "0.2"]]
    assert data["labels"] == ["chance of heads"]
    assert data["titles"] == ["low", "high"]
    prefix = figure.select_one("clipPath, clippath")["id"].removesuffix("0")
    moved = [[3, {"id": f"{prefix}9"}], [5, {"d": "M0 0L1 3"}], [6, {"": "γ"}]]
    assert data["frames"] == [[], moved]
    assert figure.select_one("label")["for"] == figure.select_one("input")["id"]


def test_bars_come_with_their_module_and_a_still(page):
    figure = page.select("figure.plot")[-2]
    assert figure.select_one("noscript .plot-box svg")
    assert "const widget = { render" in figure.select_one("script").text
    assert figure.select_one("style").text == mini_book.BARS["style"]


def test_an_empty_corner_of_a_table_is_no_heading(page):
    assert [row.find(True).name for row in page.select("thead tr")] == ["td"]


def test_quotations_that_begin_with_a_name_are_blocks(page):
    blocks = page.select("div.admonition.block")
    titles = [block.select_one("p.admonition-title").text for block in blocks]
    assert titles == ["Definition 1.1", "Theorem 1.1 (Gibbs’ D)", "Corollary 1.1 (A list)"]
    assert blocks[1].select_one(".admonition-title code").text == "D"
    assert [block["id"] for block in blocks[:2]] == ["def-bit", "thm-gibbs"]
    assert {"theorem", "admonition"} < set(blocks[1]["class"])
    assert blocks[1].select_one(".admonition-title .number").text == "Theorem 1.1"
    assert blocks[1].select_one("p ~ p").text.startswith("A divergence")
    assert blocks[2].select_one("p + ol")


def test_a_proof_a_warning_and_a_quotation_are_what_they_are(page):
    assert page.select_one("div.proof > p > em").text == "Proof."
    warning = page.select_one("div.admonition.warning")
    assert [p.text for p in warning.select("p")] == ["Beware", "It is no distance."]
    assert [quotation.text.strip() for quotation in page.select("blockquote")] == [
        "A quotation stays one."
    ]


def test_a_guess_is_followed_by_its_folded_answer(page):
    guess = page.select_one("div.admonition.guess")
    assert guess.select_one("p.admonition-title").text == "Guess"
    answer = page.select_one("div.cell.tag_answer > details.answer")
    assert answer.summary.text == "Show the answer"
    assert answer.select_one(".cell_output pre").text == "2\n"
    assert page.select_one("div.cell.tag_answer > div.cell_input").text.strip() == "1 + 1"


def test_what_markdown_folds_is_folded(page):
    written = page.select_one("section > details.answer")
    assert written.summary.text == "Answer"
    assert written.select_one("p strong").text == "folded"


def test_exercises_are_numbered_and_their_solutions_are_folded_with_their_cells(page):
    (exercise,) = page.select("section.exercise")
    assert exercise.h3.select_one("span.number").text == "Exercise 1.1"
    assert exercise.h3.text.startswith("Exercise 1.1 Tails")
    solution = exercise.select_one("details.solution")
    assert solution.summary.text == "Solution"
    assert solution.select_one(".cell_output pre").text == "Nothing.\n"
    assert "All is told" not in exercise.text
    assert not any("Solution" in a.text for a in page.select("#pst-secondary-sidebar a"))


def test_links_read_as_numbers_or_as_they_are_written(site):
    front = BeautifulSoup((site / "index.html").read_text("utf8"), "html.parser")
    links = {a["href"]: a.text for a in front.select("article p a")}
    assert links["#shannon1948"] == "Shannon (1948)"
    assert links["chapter.html#tails"] == "Exercise 1.1"
    texts = [a.text for a in front.select('article p a[href="chapter.html#thm-gibbs"]')]
    assert texts == ["Theorem 1.1", "the inequality"]
    assert front.select_one("p#shannon1948").text.startswith("Claude Shannon")


def test_calls_lead_to_their_descriptions(site):
    front = BeautifulSoup((site / "index.html").read_text("utf8"), "html.parser")
    (link,) = front.select("article p a:has(code)")
    assert link["href"] == "chapters/reference.html#infolib.entropy"
    calls = BeautifulSoup((site / "chapters/reference.html").read_text("utf8"), "html.parser")
    described = [call["id"] for call in calls.select("dl.py > dt")]
    assert described == ["infolib.entropy", "infolib.surprisal"]
    assert "Parameters" in calls.select_one("dl.py").text


def test_the_path_is_drawn_in_place_of_its_table(site):
    front = BeautifulSoup((site / "index.html").read_text("utf8"), "html.parser")
    path = front.select_one("figure.chapter-path#chapter-path")
    assert path.select_one("a")["href"] == "chapter.html"
    assert front.select("article table") == []


def test_text_that_a_kernel_sent_in_pieces_is_one_line(page):
    assert "H = 0.500 bits\n" in [pre.text for pre in page.select(".output.stream pre")]


@pytest.mark.browser
def test_long_words_of_code_break_on_a_phone(browser, site):
    with checks.Visit(browser, site / "chapter.html", width=320) as visit:
        assert visit.page.locator("article p > code").first.inner_text() == "x" * 300
        assert checks.overflows(visit.page) == []


def test_the_theme_is_mended(page):
    assert page.select_one("#pst-primary-sidebar")["role"] == "navigation"
    assert "aria-label" not in page.select_one("button.search-button-field").attrs
    assert page.select(".theme-switch-button .theme-switch[title]") == []
    assert page.select("details.hide summary[aria-label]") == []


def test_pages_load_what_they_use(site):
    loads = {
        name: " ".join(checks.Page((site / f"{name}.html").read_text("utf8")).assets)
        for name in ("index", "chapter", "search")
    }
    assert "searchindex.js" in loads["search"]
    for page in ("index", "chapter"):
        assert "searchindex.js" not in loads[page]
        assert "thebe" not in loads[page]
        assert "favicon.svg" in loads[page]
    assert "sphinx-design" in loads["index"]
    assert "sphinx-design" not in loads["chapter"]


def test_icons_are_those_in_use(site):
    script = (site / "_static/scripts/fontawesome.js").read_text("utf8")
    assert '"magnifying-glass":' in script
    assert '"anchor":' not in script


def test_pages_are_written_anew_when_what_they_are_made_of_changes(book, site):
    page = site / "chapter.html"

    def written_by(before=""):
        age = page.stat().st_mtime_ns
        succeeded, said = mini_book.build(book, before=before)
        assert succeeded, said
        return page.stat().st_mtime_ns != age

    assert not written_by()
    assert (site / ".finished").exists()
    assert written_by("import web.freshness as f; f.WEB = f.WEB / 'theme'")
    assert written_by()


def test_other_builders_serve_the_same_figures(book):
    succeeded, said = mini_book.build(book, "--builder", "dirhtml")
    assert succeeded, said
    chapter = book / "_build/dirhtml/chapter/index.html"
    page = BeautifulSoup(chapter.read_text("utf8"), "html.parser")
    assert (chapter.parent / page.select_one("figure.explore")["data-frames"]).exists()


def test_a_new_pictures_colours_come_from_one_table(site):
    from infolib.drawing.palette import DARK, LIGHT

    styles = (site / "_static/colours.css").read_text("utf8")
    for name, colour in (*LIGHT.items(), *DARK.items()):
        assert f"--plot-{name}: {colour}" in styles
    assert LIGHT["0"] in (site / "_static/logo-light.svg").read_text("utf8")
    assert DARK["1"] in (site / "_static/favicon.svg").read_text("utf8")
