"""Every page prints what the committed outputs of its notebook say."""

import re

import pytest

from authoring import contents

from . import printed


@pytest.mark.parametrize("chapter", contents.chapters())
def test_a_page_prints_what_its_notebook_says(site, chapter):
    page, notebook = site / f"{chapter}.html", contents.source(chapter)
    assert sum(map(len, printed.of_notebook(notebook))) > 0
    assert printed.differences(page, notebook) == []


def test_a_digit_that_differs_is_found(site, tmp_path):
    """One digit of printed text on a page, and one word of a figure in a notebook."""
    chapter = contents.chapters()[0]
    page, notebook = site / f"{chapter}.html", contents.source(chapter)
    spoiled = tmp_path / "page.html"
    printed_digit = re.compile(r'(<div class="output [^>]*>.*?\D)(\d)(?=\D*</pre>)', re.DOTALL)
    text = page.read_text("utf8")
    spoiled.write_text(printed_digit.sub(another_digit, text, count=1), "utf8")
    assert len(printed.differences(spoiled, notebook)) == 1
    spoiled.write_text(
        text.replace('role="img" aria-label="', 'role="img" aria-label="Not: ', 1), "utf8"
    )
    assert len(printed.differences(spoiled, notebook)) == 1


def another_digit(found):
    return f"{found[1]}{(int(found[2]) + 1) % 10}"


def test_a_cell_that_is_missing_on_the_page_is_found(site, tmp_path):
    chapter = contents.chapters()[0]
    spoiled = tmp_path / "page.html"
    text = (site / f"{chapter}.html").read_text("utf8")
    spoiled.write_text(text.replace('<div class="cell ', '<div class="lost ', 1), "utf8")
    assert printed.differences(spoiled, contents.source(chapter))
