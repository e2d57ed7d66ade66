"""The printed book: a short one, printed from three of the site's pages."""

import re

import pypdf
import pytest

from authoring import printing

from .pages import CHAPTERS, PAGES

pytestmark = pytest.mark.browser
FRONT = PAGES[0].removesuffix(".html")
CHAPTER = CHAPTERS[0].removesuffix(".html")
NOTATION = "chapters/notation"


@pytest.fixture(scope="module")
def printed(browser, copied_site, tmp_path_factory):
    path = tmp_path_factory.mktemp("print") / "book.pdf"
    contents = [(None, [FRONT]), ("A part", [CHAPTER]), ("The back", [NOTATION])]
    printing.print_book(browser, copied_site, path, contents)
    titles = printing.joined(copied_site, contents)[1]
    return pypdf.PdfReader(path), titles


def test_every_chapter_is_in_the_outline_and_on_its_page_in_the_contents(printed):
    book, titles = printed
    chapters = {
        " ".join(entry.title.split()): book.get_destination_page_number(entry)
        for entry in book.outline
        if not isinstance(entry, list)
    }
    contents = " ".join(book.pages[1].extract_text().split())
    for title in titles.values():
        assert title in " ".join(book.pages[chapters[title]].extract_text().split())
        assert re.search(rf"{re.escape(title)}\D*{chapters[title] + 1}\b", contents), title


def test_pages_are_numbered(printed):
    book, _ = printed
    for number, page in enumerate(book.pages, 1):
        assert page.extract_text().split()[-1] == str(number)


def test_every_link_inside_the_book_finds_its_place(printed):
    book, _ = printed
    targets = [
        link["/A"]["/D"] if "/A" in link and "/D" in link["/A"] else link.get("/Dest")
        for page in book.pages
        for link in (found.get_object() for found in page.get("/Annots", []))
        if link["/Subtype"] == "/Link" and link.get("/A", {}).get("/S") != "/URI"
    ]
    named = {str(target) for target in targets if isinstance(target, str)}
    assert targets
    assert None not in targets
    assert {name.lstrip("/") for name in named} <= {n.lstrip("/") for n in book.named_destinations}


def test_no_link_leads_to_a_file_of_the_machine_that_printed(printed):
    book, _ = printed
    addresses = [
        link["/A"]["/URI"]
        for page in book.pages
        for link in (found.get_object() for found in page.get("/Annots", []))
        if "/URI" in link.get("/A", {})
    ]
    assert [address for address in addresses if not address.startswith("http")] == []


def test_solutions_are_unfolded_and_sliders_are_still(printed, site):
    book, _ = printed
    text = " ".join(page.extract_text() for page in book.pages)
    source = (site / f"{CHAPTER}.html").read_text("utf8")
    assert text.count("Solution") >= source.count('<details class="solution"')
    assert "Set-up" not in text
    assert text.count("Shown for") == source.count('class="explore-still"')
    assert "Skip to the text" not in text


def test_figures_are_drawings(printed):
    book, _ = printed
    assert sum(len(page.images) for page in book.pages) == 0
