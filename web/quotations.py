"""Sphinx extension: quotations that begin with a block's name become blocks.

- ``> **Theorem (Gibbs' inequality).** For all ...`` is numbered; so are definitions and the like;
- ``> *Proof.* By Jensen ...`` is a proof;
- ``> **Beware.** ...`` is a warning, ``> **Guess.** ...`` a question to answer before reading on.

Notebooks and code hosts show them as quotations.  Any other quotation that begins in bold is a
warning: its name may be a slip.
"""

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from authoring import blocks
from web.places import note_number, prefix

logger = logging.getLogger(__name__)


class MakeBlocks(SphinxTransform):
    """Turn the quotations of one page into blocks."""

    default_priority = 310  # after places have their names

    def apply(self, **kwargs):
        """Replace those that begin with a block's name."""
        self.counts = dict.fromkeys(blocks.NUMBERED, 0)
        for quotation in list(self.document.findall(nodes.block_quote)):
            paragraph = quotation.children[0]
            if isinstance(paragraph, nodes.paragraph) and paragraph.astext():
                drop_empty(paragraph)
                self.make(quotation, paragraph, paragraph.children[0])

    def make(self, quotation, paragraph, first):
        """Replace one, by what its first words are."""
        name = first.astext()
        if isinstance(first, nodes.emphasis) and name == "Proof.":
            quotation.replace_self(nodes.container("", *quotation.children, classes=["proof"]))
        elif isinstance(first, nodes.strong) and not blocks.is_known(name):
            message = "a block is called %r: known are %s, each with a full stop"
            logger.warning(message, name, blocks.names(), location=quotation)
        elif isinstance(first, nodes.strong):
            title, classes = self.title(paragraph, first, name.removesuffix("."))
            self.replace(quotation, paragraph, title, classes)

    def title(self, paragraph, first, name):
        """Return the title of a block and its classes."""
        if name in blocks.BOXES:
            return nodes.title("", name), [blocks.BOXES[name]]
        kind, title = blocks.HEADER.fullmatch(name).groups()
        return self.numbered_title(paragraph, first, kind, title), [kind.lower(), "block"]

    def numbered_title(self, paragraph, first, kind, title):
        """Return the title of a numbered block, and note its number."""
        self.counts[kind] += 1
        number = f"{kind} {prefix(self.env)}{self.counts[kind]}"
        for place in paragraph["ids"]:
            note_number(self.env, place, number, kind + (title or ""))
        node = nodes.title("", "", nodes.inline("", number, classes=["number"]))
        if title:
            node += without(first.children, len(kind), len("."))
        return node

    def replace(self, quotation, paragraph, title, classes):
        """Put a box in place of a quotation; it takes over the names of the first paragraph."""
        drop_first(paragraph)
        box = nodes.admonition("", title, classes=classes, ids=paragraph["ids"])
        paragraph["ids"] = []
        box += quotation.children if paragraph.children else quotation.children[1:]
        quotation.replace_self(box)


def drop_empty(paragraph):
    """Remove the empty texts that the reader of Markdown leaves where bold begins."""
    while not paragraph.children[0].astext():
        paragraph.remove(paragraph.children[0])


def without(children, before, after):
    """Return nodes without so many letters of the first text and of the last."""
    children = list(children)
    children[0] = nodes.Text(children[0].astext()[before:])
    children[-1] = nodes.Text(children[-1].astext()[:-after])
    return children


def drop_first(paragraph):
    """Remove a block's name from its first paragraph, with the space that follows."""
    paragraph.remove(paragraph.children[0])
    if paragraph.children and isinstance(paragraph.children[0], nodes.Text):
        rest = paragraph.children[0].astext().lstrip()
        paragraph.replace(paragraph.children[0], [nodes.Text(rest)] if rest else [])


def setup(app):
    """Register the extension."""
    app.setup_extension("web.places")
    app.add_transform(MakeBlocks)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
