r"""Sphinx extension: formulas are typeset while the book is built, so that a page needs no script.

KaTeX, the copy inside the package sphinxcontrib-katex, runs in QuickJS, inside Python
(``typeset.js``).  A formula becomes text that looks the same in every browser and breaks across
lines, beside MathML, which a screen reader speaks and which keeps the TeX.  Its letters are those
of the book: KaTeX is told how wide and high they are.

Every p is blue and every q orange, on the page as in a figure: they get the classes ``p`` and
``q``.  A q that means something else, an order, is written ``\mathit{q}``.  What KaTeX cannot read
is a warning.
"""

import importlib.util
import json
from functools import cache
from html import escape
from pathlib import Path

import quickjs
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from web import typeface

KATEX = "sphinxcontrib.katex"
CLOSING = ",.;:!?)]}’”…–—'\""  # marks that must not begin a line
UNBROKEN, MARK = "unbroken", "mark"
logger = logging.getLogger(__name__)


# ---- From TeX to a page's markup ----


@cache
def engine():
    """Start KaTeX, and teach it the book's letters."""
    katex = Path(importlib.util.find_spec(KATEX).origin).with_name("katex.min.js")
    context = quickjs.Context()
    for source in (katex, Path(__file__).with_name("typeset.js")):
        context.eval(f"var self = globalThis;\n{source.read_text('utf8')}")
    context.get("teach")(json.dumps(typeface.metrics()))
    return context.get("typeset")


@cache
def typeset(tex, display=False):
    """Return a formula as markup; a ValueError says what KaTeX could not read."""
    try:
        return json.loads(engine()(tex.strip(), display))
    except quickjs.JSException as error:
        raise ValueError(str(error).partition("\n")[0]) from error


def typeset_or_warn(node, display):
    """Return the formula of a node; one that cannot be read is shown as it was written."""
    tex = node.astext()
    try:
        return typeset(tex, display)
    except ValueError as error:
        logger.warning("the formula %r cannot be read: %s", tex, error, location=node)
        return f"<code>{escape(tex)}</code>"


# ---- Where formulas stand ----


def visit_inline(self, node):
    """Write a formula in a line."""
    self.body.append(f'<span class="math">{typeset_or_warn(node, False)}</span>')
    raise nodes.SkipNode


class KeepMarks(SphinxPostTransform):
    """Put a formula and the marks that follow it into a span that does not break between them.

    The marks have a span of their own: formulas.css keeps room for them beside the last letter,
    since Chromium breaks a line after a formula whatever stands there.
    """

    default_priority = 950
    formats = ("html",)

    def run(self, **kwargs):
        """Join the formulas and marks of one page."""
        for formula in list(self.document.findall(nodes.math)):
            following = formula.next_node(siblings=True, descend=False)
            if not isinstance(following, nodes.Text):
                continue
            rest = following.lstrip(CLOSING)
            if marks := following[: len(following) - len(rest)]:
                following.parent.replace(following, nodes.Text(rest))
                unbroken = nodes.inline(classes=[UNBROKEN])
                formula.replace_self(unbroken)
                unbroken += [formula, nodes.inline("", marks, classes=[MARK])]


def visit_block(self, node):
    """Write a formula on lines of its own, with its number."""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(typeset_or_warn(node, True))
    if node.get("number"):
        self.body.append(f'<span class="eqno">({node["number"]})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app):
    """Register the extension."""
    app.add_html_math_renderer(
        "typeset", inline_renderers=(visit_inline, None), block_renderers=(visit_block, None)
    )
    app.add_post_transform(KeepMarks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
