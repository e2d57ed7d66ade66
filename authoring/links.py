"""Links between pages, as plain Markdown: ``[KL divergence](05_kl_divergence.ipynb)``.

JupyterLab, a code host and the built site all follow such a link.  Its text is the title of the
page it leads to; a link to a place may have any text, but one that names a theorem,
``[Theorem (Kraft)](03_codes.ipynb#thm-kraft)``, names the one it leads to.  ``make notebooks`` and
``make renumber`` keep both so.

A place is a heading, ``#The-bookmaker``, or an anchor, ``<a id="thm-kraft"></a>``.
"""

import re
from functools import cache
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt

from authoring import blocks

LINK = re.compile(
    r"\[(?P<text>[^][\n]*)\]\((?P<file>[\w./-]+\.(?:ipynb|md))?(?P<place>#[^()\s]+)?\)"
)
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
BLOCKS = MarkdownIt("commonmark").disable("inline")  # only the words of headings are looked at
WORDS = MarkdownIt("commonmark")


class Link(NamedTuple):
    """A link: its text, the name of the page it leads to, and the place inside it or ''."""

    text: str
    page: str
    place: str

    @property
    def target(self):
        """Return what it leads to, as `contents.titles` and `contents.block_titles` name it."""
        return f"{self.page}#{self.place}" if self.place else self.page


def links(text, page):
    """Return the links inside the book in a text that stands on a page."""
    return [link_of(found, page) for found in LINK.finditer(text) if is_link(found)]


def is_link(found):
    """Whether a match of `LINK` leads anywhere."""
    return bool(found["file"] or found["place"])


def link_of(found, page):
    """Return what a match of `LINK` means on a page."""
    here = PurePosixPath(page)
    file = here.parent / found["file"] if found["file"] else here
    return Link(found["text"], file.with_suffix("").as_posix(), unquote(found["place"] or "")[1:])


def with_titles(text, page, titles):
    """Return a text whose links to pages and theorems carry their titles."""

    def titled(found):
        title = title_of(link_of(found, page), titles) if is_link(found) else None
        return f"[{title}]({found['file'] or ''}{found['place'] or ''})" if title else found[0]

    return LINK.sub(titled, text)


def title_of(link, titles):
    """Return the title that a link must carry, or None where it may have any text."""
    if link.place and not blocks.HEADER.fullmatch(link.text):
        return None
    return titles.get(link.target)


def anchor(title):
    """Return the place of a heading, as JupyterLab names it."""
    return title.replace(" ", "-")


def places(text):
    """Return the places of a text, anchors and headings, in their order."""
    return ANCHOR.findall(text) + [anchor(title) for _, title in headings(text)]


@cache
def headings(text):
    """Return the level and the words of each heading of a text."""
    defined = {}  # what [a name][a] in a heading leads to
    tokens = BLOCKS.parse(text, defined)
    return tuple(
        (int(token.tag[1]), without_marks(tokens[n + 1].content, defined))
        for n, token in enumerate(tokens)
        if token.type == "heading_open"
    )


def without_marks(heading, defined):
    """Return the words of a heading, without the marks of Markdown."""
    (line,) = WORDS.parseInline(heading, defined)
    return "".join(part.content for part in line.children)


def faults(text, page, titles, known):
    """Return what is wrong with the links of a text, in words that say the mend.

    `titles` are those of pages and blocks; `known` are the places of each page.
    """
    found = []
    for link in links(text, page):
        title = title_of(link, titles)
        if link.page not in titles:
            found.append(f"[{link.text}] leads to {link.page}, which is not in _toc.yml")
        elif link.place and link.place not in known[link.page]:
            found.append(f"[{link.text}] leads to {link.target}, and no such place is there")
        elif title and link.text != title:
            what = "which is called" if link.place else "whose title is"
            found.append(f"[{link.text}] leads to {link.target}, {what} {title}: run make renumber")
    return found
