"""What a figure says on a page, beside what its notebook says: alternative text and caption."""

from itertools import pairwise

import nbformat
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from .printed import (
    MIME,
    NOT_ON_THE_PAGE,
    WITHOUT_OUTPUT,
    outputs_of,
    words,
    words_of_figure,
)

PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."})  # as they are typed
parser = MarkdownIt("commonmark").use(dollarmath_plugin).use(myst_role_plugin)


def of_page(path):
    """Return the alternative text and the caption of each figure of a built page, in order."""
    outputs = [output for outputs in outputs_of(path) for output in outputs]
    figures = [output for output in outputs if output.name == "figure"]
    return [(words_of_figure(figure), caption_of(figure.figcaption)) for figure in figures]


def caption_of(element):
    """Return the words of a caption on a page, its formulas as TeX between dollars."""
    for formula in element.select(".math"):
        formula.replace_with(f"${tex(formula)}$")
    return plain(element.get_text())


def tex(formula):
    """Return the TeX of a formula: noted beside what is shown, or left for a script to show."""
    if note := formula.select_one("annotation"):
        return note.get_text()
    return formula.get_text().removeprefix("\\(").removesuffix("\\)")


def of_notebook(path):
    """Return the alternative text and the caption of each figure of a notebook, in order."""
    found = []
    for cell in nbformat.read(path, as_version=4).cells:
        tags = set(cell.metadata.get("tags", []))
        if cell.cell_type != "code" or tags & (NOT_ON_THE_PAGE | WITHOUT_OUTPUT):
            continue
        for output, following in pairwise(cell.outputs):
            if MIME in output.get("data", {}):
                caption = following["data"]["text/markdown"]
                found.append((output.data["text/plain"], caption_in(caption)))
    return found


def caption_in(markdown):
    """Return the words of a caption in a notebook, which stands between asterisks."""
    (inline,) = parser.parseInline(markdown.removeprefix("*").removesuffix("*"))
    return plain("".join(map(text_of, inline.children)))


def text_of(token):
    """Return what a reader sees of a piece of Markdown."""
    if token.type == "math_inline":
        return f"${token.content}$"
    if token.type == "myst_role":
        return token.content.partition(" <")[0]
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def plain(text):
    """Return a text with single spaces, and with quotes as they are typed."""
    return words(text).translate(PLAIN)


def differences(page, notebook):
    """Return the figures that say something else on the page than in the notebook."""
    shown, committed = of_page(page), of_notebook(notebook)
    faults = [
        f"figure {number} says {ours!r}, and its notebook {theirs!r}"
        for number, pair in enumerate(zip(shown, committed, strict=False), 1)
        for ours, theirs in zip(*pair, strict=True)
        if ours != theirs
    ]
    if len(shown) != len(committed):
        faults.append(f"the page has {len(shown)} figures, its notebook {len(committed)}")
    return faults
