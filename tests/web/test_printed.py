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


def spoil_after(text, mark, old, new):
    """Replace what comes first after a mark."""
    before, found, after = text.partition(mark)
    assert found
    return before + found + re.sub(old, new, after, count=1)


@pytest.mark.parametrize(
    ("mark", "old", "new"),
    [
        ('class="output stream', r"\d(?=[^<>]*</pre>)", lambda d: str((int(d[0]) + 1) % 10)),
        ('<div class="plot-box" role="img"', 'aria-label="', 'aria-label="Not: '),
        ("<article>", '<div class="cell ', '<div class="lost '),
    ],
    ids=["a digit", "the words of a figure", "a cell"],
)
def test_what_differs_from_the_notebook_is_found(site, tmp_path, mark, old, new):
    chapter = contents.chapters()[0]
    text = (site / f"{chapter}.html").read_text("utf8")
    spoiled = tmp_path / "page.html"
    spoiled.write_text(spoil_after(text, mark, old, new), "utf8")
    assert printed.differences(spoiled, contents.source(chapter))
