"""Sphinx extension: places that links can lead to, and links that read as what they lead to.

The chapters are written in Markdown that every renderer knows, so that they read well in JupyterLab
and on a code host, too.  On the site

- ``<a id="thm-gibbs"></a>`` names a place that links can lead to, from other pages as well;
- a link ``[Theorem (Gibbs' inequality)](05_kl_divergence.ipynb#thm-gibbs)`` reads as the number of
  the theorem, and one that carries an exercise's title as the exercise's.

`web.quotations` and `web.exercises` give the numbers.
"""

import copy
import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from authoring import blocks, contents

ANCHOR = re.compile(r'<a id="([^"]+)">')
logger = logging.getLogger(__name__)


class NamePlaces(SphinxTransform):
    """Turn every ``<a id="...">`` into a place that links find."""

    default_priority = 300  # before MyST looks for what links lead to

    def apply(self, **kwargs):
        """Replace the anchors of one page."""
        for raw in list(self.document.findall(nodes.raw)):
            if anchor := ANCHOR.fullmatch(raw.astext().strip()):
                self.name(raw, anchor[1])

    def name(self, raw, name):
        """Name the paragraph that an anchor begins, or else the spot where it stands."""
        slugs = self.document.myst_slugs
        if name in slugs:
            logger.warning("the name %r stands twice on this page", name, location=raw.parent)
        slugs[name] = (0, name, name)
        closing = raw.next_node(descend=False, siblings=True)
        if isinstance(closing, nodes.raw) and closing.astext().strip() == "</a>":
            raw.parent.remove(closing)
        paragraph, spot = raw.parent, nodes.target("", "", ids=[name])
        if not isinstance(paragraph, nodes.paragraph) or paragraph.index(raw) > 0:
            raw.replace_self(spot)
        elif len(paragraph) == 1:
            paragraph.replace_self(spot)
        else:
            paragraph.remove(raw)
            paragraph["ids"].append(name)


# ---- The numbers of blocks and exercises ----


def prefix(env):
    """Return what the numbers of the page that is being read begin with: the chapter's number."""
    root = Path(env.srcdir)
    env.note_dependency(str(root / "_toc.yml"))
    chapter = contents.numbers(root).get(env.docname)
    return f"{chapter}." if chapter else ""


def note_number(env, place, number, title):
    """Note the number of a place, and the words by which a link asks for it."""
    env.book_numbers.setdefault(env.docname, {})[place] = (number, title)


class ShowNumbers(SphinxPostTransform):
    """Let links that carry the title of a numbered place read as its number."""

    default_priority = 8  # before MyST resolves links to other pages

    def run(self, **kwargs):
        """Change the links of one page."""
        for link in self.document.findall(nodes.reference):
            if "refid" in link:
                self.show(link, self.env.docname, link["refid"])
        for link in self.document.findall(addnodes.pending_xref):
            if link["reftype"] == "myst" and link.get("reftargetid"):
                self.show(link[0], link["reftarget"], link["reftargetid"])

    def show(self, link, page, place):
        """Put the number in place of a link's words."""
        said = words(link.astext())
        number, title = self.env.book_numbers.get(page, {}).get(place, (None, None))
        if number and said == words(title):
            link.children = []
            link += nodes.inline("", number)
        elif blocks.HEADER.fullmatch(said):
            message = "a link asks for %r, and leads to %s"
            logger.warning(message, said, title or "nothing that has a number", location=link)


def words(text):
    """Return a text with plain spaces and apostrophes."""
    return " ".join(text.replace("’", "'").split())


def begin(app, env, docnames):
    """Make the store of numbers, and remember what the last build knew."""
    if not hasattr(env, "book_numbers"):
        env.book_numbers = {}
    env.old_numbers = copy.deepcopy(env.book_numbers)


def forget(app, env, docname):
    """Forget the numbers of a page that is read anew."""
    getattr(env, "book_numbers", {}).pop(docname, None)


def pages_to_write(app, env):
    """Return all pages if a number has changed: any of them may show it."""
    return env.found_docs if env.book_numbers != env.old_numbers else []


def setup(app):
    """Register the extension."""
    app.add_transform(NamePlaces)
    app.add_post_transform(ShowNumbers)
    app.connect("env-before-read-docs", begin)
    app.connect("env-purge-doc", forget)
    app.connect("env-updated", pages_to_write)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
