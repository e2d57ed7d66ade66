"""A book of two pages pins what the extensions rely on, and planted gaps fail its build."""

import json
import re
import shutil

import pytest
from bs4 import BeautifulSoup

from . import checks, mini_book

PLANTS = """
import pathlib, web.theme, web.typeface
import web.theme.repairs, web.theme.streams, web.theme.unused
web.typeface.LETTERS = pathlib.Path("letters").resolve()
web.theme.unused.UNUSED = (*web.theme.unused.UNUSED, "livecode")
web.theme.repairs.REPAIRS["a slip that nobody makes"] = ("<never>", "")
web.theme.streams._original = web.theme.streams.join_streams
web.theme.TEMPLATES = pathlib.Path("templates").resolve()
"""
WARNINGS = {
    "an icon is lost": "the icon 'unheard-of' is shown on a page and missing in scripts/font",
    "a letter of an icon is lost": "the icon 'unheard-of' is shown on a page and missing in styles",
    "a script is lost": "the site has no _static/lost.js",
    "a font is lost": "the site has no letters/sans-italic.woff2, which _static/typeface.css needs",
    "a formula is broken": r"the formula '\\frac{1}{' cannot be read: ParseError: KaTeX",
    "a repair finds nothing": "nothing found in the whole book: a slip that nobody makes",
    "a mended box is gone": "nothing found in the whole book: proofs with the id of all proofs",
    "an unused script is gone": "nothing found in the whole book: scripts or styles of livecode",
    "a replaced template is gone": "the theme has no template gone.html",
    "a replaced function is needless": "myst-nb joins printed text itself",
    "a figure is of a new kind": "a figure of unknown kind 'sculpture'",
}


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
    text = mini_book.TEXT.replace("{prf:proof}", "{note}") + "\nIt breaks: $\\frac{1}{$.\n"
    icon = '\n<i class="fa-solid fa-unheard-of"></i>\n'
    mini_book.write(
        folder, text=text, front=mini_book.FRONT + icon, kind="sculpture", script="lost.js"
    )
    templates = folder / "templates"
    shutil.copytree(mini_book.ROOT / "web/theme/templates", templates)
    (templates / "gone.html").write_text("")
    shutil.copytree(mini_book.ROOT / "web/letters", folder / "letters")
    (folder / "letters/sans-italic.woff2").unlink()
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
    assert "width:480px" in box.svg["style"]


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
    assert "const widget = { render" in figure.select_one("script").text
    assert figure.select_one("style").text == mini_book.BARS["style"]


def test_boxes_are_mended(page):
    assert page.select_one("div.proof.argument")
    assert page.select_one("#proof, #proof-content, #exercise-content, #solution-content") is None
    assert page.select_one("details.solution > summary").text == "Solution"
    assert page.select_one("thead tr").find(True).name == "td"


def test_text_that_a_kernel_sent_in_pieces_is_one_line(page):
    assert page.select_one(".output.stream pre").text == "H = 0.500 bits\n"


@pytest.mark.browser
def test_long_words_of_code_break_on_a_phone(browser, site):
    with checks.Visit(browser, site / "chapter.html", width=320) as visit:
        assert visit.page.locator("article p > code").first.inner_text() == "x" * 300
        assert checks.overflows(visit.page) == []


def test_the_theme_is_mended(site, page):
    assert page.select_one("#pst-primary-sidebar")["role"] == "navigation"
    assert "aria-label" not in page.select_one("button.search-button-field").attrs
    assert page.select(".theme-switch-button .theme-switch[title]") == []
    assert page.select("details.hide summary[aria-label]") == []
    front = BeautifulSoup((site / "index.html").read_text("utf8"), "html.parser")
    assert front.select_one(".citation-list")["class"] == ["citation-list"]
    assert front.select("[role=list], [role=doc-biblioentry]") == []


def test_pages_load_what_they_use(site):
    loads = {
        name: " ".join(checks.Page((site / f"{name}.html").read_text("utf8")).assets)
        for name in ("index", "chapter", "search")
    }
    for page in ("index", "chapter"):
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
    from infolib.drawing.colours import DARK, LIGHT

    styles = (site / "_static/colours.css").read_text("utf8")
    for name, colour in (*LIGHT.items(), *DARK.items()):
        assert f"--plot-{name}: {colour}" in styles
    assert LIGHT["0"] in (site / "_static/logo-light.svg").read_text("utf8")
    assert DARK["1"] in (site / "_static/favicon.svg").read_text("utf8")
