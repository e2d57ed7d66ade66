"""Sphinx extension: the calls of infolib are described on one page, and their names lead there.

- `` `il.entropy` `` and `` `il.entropy(p)` `` lead to the description of that call.
- On the page of all calls a list that names them becomes their descriptions, from the docstrings.
"""

import re

from docutils import nodes, utils
from docutils.parsers.rst import Parser
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

import infolib

PAGE = "chapters/reference"
CALL = re.compile(r"il\.(\w+)(?:\(.*\))?")
logger = logging.getLogger(__name__)


class DescribeCalls(SphinxTransform):
    """Put descriptions in place of the lists on the page of all calls."""

    default_priority = 310

    def apply(self, **kwargs):
        """Replace the lists whose entries begin with calls."""
        if self.env.docname != PAGE:
            return
        for listed in list(self.document.findall(nodes.bullet_list)):
            names = [name_of(first_code(item)) for item in listed]
            if all(names):
                listed.replace_self(self.described(names))

    def described(self, names):
        """Return what autodoc says of these calls."""
        lines = (f".. autofunction:: infolib.{name}\n" for name in names)
        document = utils.new_document("infolib", self.document.settings)
        Parser().parse("".join(lines), document)
        return document.children


class LinkCalls(SphinxTransform):
    """Let the name of a call lead to its description."""

    default_priority = 320  # after the descriptions, whose own code stays as it is

    def apply(self, **kwargs):
        """Link the names on one page."""
        for literal in list(self.document.findall(nodes.literal)):
            name = name_of(literal)
            if not name or isinstance(literal.parent, nodes.title | nodes.reference):
                continue
            if callable(getattr(infolib, name, None)):
                link(literal, f"infolib.{name}")
            elif not hasattr(infolib, name):
                logger.warning("infolib has no %s", literal.astext(), location=literal.parent)


def first_code(item):
    """Return the code that an entry of a list begins with, or None."""
    first = item.next_node(nodes.paragraph)
    return first.children[0] if first and isinstance(first.children[0], nodes.literal) else None


def name_of(literal):
    """Return the name of the call that a piece of code is, or None."""
    call = CALL.fullmatch(literal.astext()) if literal is not None else None
    return call[1] if call else None


def link(literal, target):
    """Let a piece of code lead to a description."""
    reference = addnodes.pending_xref(
        "", refdomain="py", reftype="func", reftarget=target, refexplicit=True
    )
    literal.replace_self(reference)
    reference += literal


def setup(app):
    """Register the extension."""
    app.add_transform(DescribeCalls)
    app.add_transform(LinkCalls)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
