"""A book of three pages pins what the extensions rely on, and planted gaps fail its build."""

import json
import re
import shutil
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from web import freshness

from . import checks, mini_book

PLANTS = """
import pathlib, web.streams, web.typeface
web.typeface.LETTERS = pathlib.Path("letters").resolve()
web.streams._original = web.streams.join_streams
"""
WARNINGS = {
    "a script is lost": "_static/lost.js, which",
    "a font is lost": "the site has no letters/sans-italic.woff2, which _static/typeface.css needs",
    "a formula is broken": r"the formula '\\frac{1}{' cannot be read: ParseError: KaTeX",
    "no chapter says what it is for": "nothing found in the whole book: first paragraphs that say",
    "no summary is a card": "nothing found in the whole book: sections In one breath",
    "a mended table is gone": "nothing found in the whole book: empty corners of tables",
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
    "a sign of a word is in no font": "no font of the book has 'ꙮ', U+A66E CYRILLIC",
    "a sign of code is in no font": "no font of the book has '⧉', U+29C9 TWO",
    "the path is lost": "no table stands after the mark of the path",
}
PLANTED_TEXT = """
> **Theorm.** A slip.

> **Lemma** without a full stop. A sign ꙮ, and `⧉` in code.

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
    text = mini_book.TEXT.replace("|   | p |", "| x | p |").replace("You will be able", "Be able")
    text = text.replace("In one breath", "In short") + "\nIt breaks: $\\frac{1}{$.\n" + PLANTED_TEXT
    front = mini_book.FRONT.replace("|  | chapter |", "| part | chapter |")
    shutil.copytree(mini_book.ROOT / "web/letters", folder / "letters")
    (folder / "letters/sans-italic.woff2").unlink()
    mini_book.write(folder, text=text, front=front, kind="sculpture", script="lost.js", silent=True)
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
        assert known or "mime" in warning, warning


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
    assert "style" not in box.svg.attrs


def test_a_caption_is_a_part_of_the_page(page):
    caption = page.select_one("figure.plot figcaption")
    assert caption.select_one("span.math annotation").text == "x^2"
    assert caption.select_one("em").text == "high"
    assert caption.select_one("a")["href"].startswith("index.html#")


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
    assert "const widget = { render" in figure.select("script")[-1].text
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
    guess = page.select("div.admonition.guess")[-1]
    assert guess.select_one("p.admonition-title").text == "Guess"
    answer = page.select_one("div.cell.tag_answer > details.answer")
    assert answer.summary.text == "Show the answer"
    assert answer.select_one(".cell_output pre").text == "2\n"
    assert answer.find_previous_sibling("details").pre.text.strip() == "1 + 1"


def test_what_markdown_folds_is_folded(page):
    written = page.select_one("div.admonition.guess + details.answer")
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
    listed = [link.text for link in page.select(".page-contents a")]
    assert "Exercises" in listed
    assert not any("Solution" in text for text in listed)


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


def test_a_per_cent_sign_stays_with_its_number(page):
    text = page.select_one("p:has(code)").text
    assert "5\N{NO-BREAK SPACE}% off; 5 % is code" in text


def test_what_a_chapter_promises_is_a_strip(page):
    strip = page.select_one("article h1 + dl.goals")
    assert [term.text for term in strip.select("dt")] == ["You will be able to", "You need", "Time"]
    said = [said.text.strip() for said in strip.select("dd")]
    assert said == ["Read it.", "Arithmetic.", "1 minute."]
    assert strip.select_one("a")["href"] == "https://example.org"


def test_a_shared_link_still_says_what_a_chapter_is_for(page):
    description = page.select_one('meta[property="og:description"]')["content"]
    assert description == "You will be able to read it."


def test_the_summary_is_a_card_of_paragraphs(page):
    lines = page.select("section.breath p")
    assert [line.text.strip() for line in lines] == ["It is short.", "It is over."]


def test_imports_are_folded(page):
    fold = page.select_one("details.set-up")
    assert "open" not in fold.attrs
    assert fold.select_one("summary").text == "Set-up"
    assert fold.select_one("pre").text.strip() == "import infolib as il"


def test_the_code_of_neighbouring_figures_is_one_fold_beneath_them(page):
    (fold,) = page.select("details.code:not(.set-up, .computes)")
    codes = [code.text.strip() for code in fold.select("pre")]
    assert codes == ["def figure(): ...", "show(figure)"]
    assert fold.find_previous_sibling(class_="cell_output").select_one("figure")


def test_code_that_computes_is_open_and_can_be_folded(page):
    folds = page.select("details.computes")
    assert all("open" in fold.attrs for fold in folds)
    (fold,) = (fold for fold in folds if fold.select_one("pre").text.strip() == "print(...)")
    assert fold.find_next_sibling(class_="cell_output").text.strip() == "H = 0.500 bits"


def test_a_page_of_letters_begins_with_links_to_them(site):
    text = (site / "chapters/reference.html").read_text("utf8")
    row = BeautifulSoup(text, "html.parser").select_one("p.letters")
    assert [link.text for link in row.select("a")] == ["A", "B"]
    places = [link["href"].removeprefix("#") for link in row.select("a")]
    assert set(places) <= set(checks.Page(text).ids)


def test_a_table_stands_in_a_box_in_which_it_scrolls(page):
    assert page.select_one("div.table-box > table")


def test_the_layout_is_whole(site, page):
    assert page.select_one("main#main-content > article > section > h1")
    assert page.select_one("h1 .section-number").text.strip() == "1"
    assert page.select_one(".onward a.previous")["href"] == "index.html"
    assert page.select_one("nav#contents .current").text.strip() == "1\u2002A chapter"
    front = BeautifulSoup((site / "index.html").read_text("utf8"), "html.parser")
    assert front.body["class"] == ["front"]
    assert front.title.text == "Entropy: a book that runs"


def test_pages_load_what_they_use_and_no_more(site):
    loads = {
        name: {asset.split("?")[0] for asset in checks.Page(text).assets}
        for name in ("index", "chapter")
        if (text := (site / f"{name}.html").read_text("utf8"))
    }
    ours = {path.name for path in (mini_book.ROOT / "web/static").iterdir()}
    ours |= {name.removesuffix("_t") for name in ours}
    for page, assets in loads.items():
        foreign = {a for a in assets if a.startswith("_static") and a.split("/")[1] not in ours}
        assert {a for a in foreign if "frames" not in a} == set(), page


def test_an_unknown_address_shows_the_contents_at_any_depth(site):
    page = BeautifulSoup((site / "404.html").read_text("utf8"), "html.parser")
    assert page.base["href"] == "/entropy-book/"
    loading = [tag.get("href") or tag.get("src") for tag in page.select("link, script[src]")]
    assert page.head.index(page.base) < page.head.index(page.select_one("link"))
    assert [address for address in loading if address.startswith("..")] == []
    assert page.select_one('article a[href="chapter.html"]')


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


def test_a_page_that_is_renamed_leaves_nothing_behind(tmp_path):
    builder = SimpleNamespace(get_outfilename=lambda name: str(tmp_path / f"{name}.html"))
    for name in ("old", "kept"):
        (tmp_path / f"{name}.html").write_text("written", "utf8")
    app = SimpleNamespace(builder=builder)
    assert freshness.take_old_pages_away(app, None, {"new"}, {"kept"}, {"old", "gone"}) == []
    assert [path.name for path in tmp_path.iterdir()] == ["kept.html"]


def test_other_builders_serve_the_same_figures(book):
    succeeded, said = mini_book.build(book, "--builder", "dirhtml")
    assert succeeded, said
    chapter = book / "_build/dirhtml/chapter/index.html"
    page = BeautifulSoup(chapter.read_text("utf8"), "html.parser")
    assert (chapter.parent / page.select_one("figure.explore")["data-frames"]).exists()


def test_a_new_pictures_colours_come_from_one_table(site):
    from infolib.drawing.palette import DARK, LIGHT

    styles = (site / "_static/colours.css").read_text("utf8")
    for name, colour in LIGHT.items():
        assert f"--plot-{name}: light-dark({colour}, {DARK[name]})" in styles
    assert LIGHT["0"] in (site / "_static/logo-light.svg").read_text("utf8")
    assert DARK["1"] in (site / "_static/favicon.svg").read_text("utf8")
