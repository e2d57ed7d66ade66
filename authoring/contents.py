"""The order of the book: `_toc.yml`, read here and nowhere else.

A page is named as `_toc.yml` names it, by its path without a suffix: ``chapters/02_entropy``.
A chapter is a page of a numbered part.  Every function takes the folder of another book, so that
tests can try a copy.
"""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import nbformat
import yaml

from authoring import blocks, links

ROOT = Path(__file__).resolve().parents[1]
SUFFIXES = (".ipynb", ".md")


class Part(NamedTuple):
    """A part of the book: its title (None for the first page alone) and the names of its pages."""

    title: str | None
    pages: list[str]
    numbered: bool


def parts(root=ROOT):
    """Return the parts of the book in reading order; the first holds the first page alone."""
    toc = table_of((root / "_toc.yml").read_text("utf8"))
    return [
        Part(None, [toc["root"]], numbered=False),
        *(
            Part(part["caption"], [page["file"] for page in part["chapters"]], "numbered" in part)
            for part in toc["parts"]
        ),
    ]


@lru_cache(maxsize=8)  # the order is asked for at every turn, and YAML is slow to read
def table_of(text):
    """Return what the text of a `_toc.yml` says."""
    return yaml.safe_load(text)


def pages(root=ROOT):
    """Return the names of all pages in reading order."""
    return [page for part in parts(root) for page in part.pages]


def chapters(root=ROOT):
    """Return the names of the chapters in reading order: the pages of the numbered parts."""
    return [page for part in parts(root) if part.numbered for page in part.pages]


def numbers(root=ROOT):
    """Return the number of each chapter by its name, counted from 1 through the book."""
    return {chapter: number for number, chapter in enumerate(chapters(root), 1)}


def source(page, root=ROOT):
    """Return the path of the notebook or Markdown file that a page is made of."""
    for suffix in SUFFIXES:
        path = root / f"{page}{suffix}"
        if path.exists():
            return path
    raise ValueError(f"_toc.yml names {page}, but no such file exists: add it, or take it out.")


def notebooks(root=ROOT):
    """Return the paths of the chapters' notebooks in reading order."""
    return [root / f"{chapter}.ipynb" for chapter in chapters(root)]


def runnable(root=ROOT):
    """Return the paths of all pages that are notebooks, in reading order."""
    return [path for page in pages(root) if (path := source(page, root)).suffix == ".ipynb"]


def notebook(path):
    """Read a notebook without judging it, which is quicker: what is written was judged then."""
    return notebook_of(path.read_text("utf8"))


def notebook_of(text):
    """Return what a notebook's text says, without judging it."""
    return nbformat.v4.reads(text)


def words(path):
    """Return all Markdown of a notebook or Markdown file as one text."""
    text = path.read_text("utf8")
    return text if path.suffix == ".md" else words_of(text)


def words_of(text):
    """Return all Markdown of a notebook's text."""
    return "\n\n".join(source for kind, source in sources(text) if kind == "markdown")


@lru_cache(maxsize=64)  # a page's words are asked for once for each thing that links lead to
def sources(text):
    """Return the kind and the source of each cell of a notebook's text, without its outputs."""
    cells = json.loads(text)["cells"]
    return tuple((cell["cell_type"], "".join(cell["source"])) for cell in cells)


def title(page, root=ROOT):
    """Return the title of a page: its first heading."""
    return title_of(words(source(page, root)))


def title_of(text):
    """Return the first heading of a Markdown text."""
    heading = re.search(r"^# (.+?)\s*$", text, flags=re.M)
    if not heading:
        raise ValueError("The page has no title: begin it with a line like `# Entropy`.")
    return heading[1]


def titles(root=ROOT):
    """Return the title of each page by its name, in reading order."""
    return {page: title(page, root) for page in pages(root)}


def block_titles(root=ROOT):
    """Return the title of each block that links can lead to, by ``page#place``."""
    return {
        f"{page}#{place}": title
        for page in pages(root)
        for place, title in blocks.headers(words(source(page, root))).items()
    }


def places(root=ROOT):
    """Return the places of each page: its anchors and its headings."""
    return {page: links.places(words(source(page, root))) for page in pages(root)}


def needs(chapter, root=ROOT):
    """Return the pages that a chapter's *You need* line links to, in the order of the line.

    A link to a place inside a page, to a theorem for example, is no need of the page.
    """
    _, first = sources(source(chapter, root).read_text("utf8"))[0]
    line = first.partition("**You need**")[2].partition("**Time**")[0]
    return [link.page for link in links.links(line, chapter) if not link.place]
