"""Links between pages, as plain Markdown: ``[KL divergence](05_kl_divergence.ipynb)``.

JupyterLab, a code host and the built site all follow such a link.  Its text is the title of the
page it leads to, and is kept so by ``make notebooks`` and ``make renumber``.  A link to a place
inside a page (``05_kl_divergence.ipynb#stein``) may have any text.
"""

import re
from pathlib import PurePosixPath
from typing import NamedTuple

LINK = re.compile(r"\[(?P<text>[^][\n]*)\]\((?P<file>[\w./-]+\.(?:ipynb|md))(?P<place>#[\w-]+)?\)")


class Link(NamedTuple):
    """A link: its text, the name of the page it leads to, and the place inside it or ''."""

    text: str
    page: str
    place: str


def links(text, page):
    """Return the links to other pages in a text that stands on a page."""
    return [link_of(found, page) for found in LINK.finditer(text)]


def link_of(found, page):
    """Return what a match of `LINK` means on a page."""
    file = PurePosixPath(page).parent / found["file"]
    return Link(found["text"], file.with_suffix("").as_posix(), found["place"] or "")


def with_titles(text, page, titles):
    """Return a text whose links to whole pages carry the titles of those pages."""

    def titled(found):
        link = link_of(found, page)
        known = link.page in titles and not link.place
        return f"[{titles[link.page]}]({found['file']})" if known else found[0]

    return LINK.sub(titled, text)


def faults(text, page, titles):
    """Return what is wrong with the links of a text, in words that say the mend."""
    found = [
        f"{{doc}}`{target}` is no link in JupyterLab: write [Title]({target}.ipynb)"
        for target in re.findall(r"\{doc\}`([^`]+)`", text)
    ]
    for link in links(text, page):
        if link.page not in titles:
            found.append(f"[{link.text}] leads to {link.page}, which is not in _toc.yml")
        elif not link.place and link.text != titles[link.page]:
            found.append(
                f"[{link.text}] leads to {link.page}, whose title is {titles[link.page]}: "
                "run make renumber"
            )
    return found
