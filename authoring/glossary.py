"""The glossary: its entries, and the chapter that marks each term first.

An entry is a heading of third level; other names of the same thing are anchors beneath it.  A
chapter marks a term by a link to it: ``[entropy](glossary.md#entropy)``.
"""

import re
from typing import NamedTuple

from authoring import contents, links

PAGE = "chapters/glossary"
ENTRY = re.compile(r"^### (?P<name>.+)\n\n(?P<text>(?:(?!#).*\n)+)", re.M)
ALSO = re.compile(r'<a id="[^"]+"></a>([^<]+?)(?=[,.] |[,.]$)', re.M)
FIRST = re.compile(r"First in \[[^]]*\]\([^)]*\)")


class Entry(NamedTuple):
    """An entry: all names of the thing, and what is said of it."""

    names: list[str]
    definition: str


def text(root=contents.ROOT):
    """Return the glossary's page."""
    return contents.source(PAGE, root).read_text("utf8")


def entries(page):
    """Return the entries of a glossary."""
    return [entry_of(found) for found in ENTRY.finditer(page)]


def entry_of(found):
    """Return what a match of `ENTRY` says."""
    *also, definition = found["text"].strip().split("\n\n")
    names = [found["name"], *(name for line in also for name in ALSO.findall(line))]
    return Entry(names, definition)


def marked(words, page):
    """Return the places of the terms that a page's text marks."""
    return {link.place for link in links.links(words, page) if link.page == PAGE and link.place}


def first_uses(root=contents.ROOT):
    """Return the chapter that marks each term first, by the place of the term."""
    first = {}
    for chapter in contents.chapters(root):
        for place in marked(contents.words(contents.source(chapter, root)), chapter):
            first.setdefault(place, chapter)
    return first


def first_of(entry, first, order):
    """Return the chapter that marks any name of an entry first, or None."""
    uses = [first[place] for name in entry.names if (place := links.anchor(name)) in first]
    return min(uses, key=order.index, default=None)


def with_first_uses(page, root=contents.ROOT):
    """Return the glossary's page with the line *First in* of each entry as it must be."""
    first, order, titles = first_uses(root), contents.chapters(root), contents.titles(root)

    def mended(found):
        chapter = first_of(entry_of(found), first, order)
        if chapter is None:
            return found[0]
        file = contents.source(chapter, root).name
        return FIRST.sub(lambda _: f"First in [{titles[chapter]}]({file})", found[0])

    return ENTRY.sub(mended, page)


def first_named(definition):
    """Return the chapter that an entry names as its first, or None."""
    found = FIRST.search(definition)
    return links.links(found[0], PAGE)[0].page if found else None
