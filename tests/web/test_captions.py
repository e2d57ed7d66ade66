"""Every figure of a page has the caption and the alternative text of its notebook."""

import nbformat
import pytest

from authoring import contents

from . import captions


@pytest.mark.parametrize("chapter", contents.chapters())
def test_figures_say_what_the_notebook_says(site, chapter):
    page, notebook = site / f"{chapter}.html", contents.source(chapter)
    assert all(all(said) for said in captions.of_notebook(notebook))
    assert captions.differences(page, notebook) == []


def first_caption(book):
    """Return the first caption of a notebook that holds a formula."""
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    texts = [o.data for o in outputs if "text/markdown" in o.get("data", {})]
    return next(data for data in texts if "$" in data["text/markdown"])


def word(text):
    return text.replace(" is ", " is not ", 1) if " is " in text else text.replace(" ", " no ", 1)


PLANTED = {
    "a word": word,
    "a formula": lambda text: text.replace("$", "$2", 1),
    "a letter of a formula": lambda text: text.replace("p", "q", 1).replace("$", "$p", 1),
    "all of it": lambda text: "*Another.*",
}


@pytest.mark.parametrize("change", PLANTED)
def test_a_caption_that_differs_is_found(site, tmp_path, change):
    chapter = next(
        c for c in contents.chapters() if "$" in str(captions.of_notebook(contents.source(c)))
    )
    book = nbformat.read(contents.source(chapter), as_version=4)
    data = first_caption(book)
    data["text/markdown"] = PLANTED[change](data["text/markdown"])
    nbformat.write(book, tmp_path / "planted.ipynb")
    (fault,) = captions.differences(site / f"{chapter}.html", tmp_path / "planted.ipynb")
    assert fault.startswith("figure ")


def test_a_figure_that_is_lost_is_found(site, tmp_path):
    chapter = contents.chapters()[0]
    text = (site / f"{chapter}.html").read_text("utf8").replace("<figure", "<div", 1)
    (tmp_path / "page.html").write_text(text, "utf8")
    assert captions.differences(tmp_path / "page.html", contents.source(chapter))
