"""Sphinx extension: what is folded on a page is a ``details`` element.

- The output of a cell with the tag ``answer`` is folded: it answers the guess before it.
- ``<details><summary>Answer</summary>`` in Markdown is one, too; under other words it is an aside.

The browser's own element folds without a script, never moves the page while it loads, answers to
the keyboard, is announced as folded or open, and opens by itself when a search finds a word in it.
"""

import re

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

OPENING = re.compile(r"<details>\s*<summary>([^<]*)</summary>")
ANSWER = "Answer"  # what a guess without code is folded under
logger = logging.getLogger(__name__)


class fold(nodes.General, nodes.Element):
    """What begins folded; its first child is a `handle`."""


class handle(nodes.General, nodes.Element):
    """The line that is seen of a fold."""


class FoldAnswers(SphinxTransform):
    """Fold the outputs of cells with the tag ``answer``, and what Markdown folds."""

    default_priority = 330

    def apply(self, **kwargs):
        """Fold the answers of one page."""
        for cell in list(self.document.findall(nodes.container)):
            if "tag_answer" in cell["classes"]:
                self.fold_output(cell)
        for raw in list(self.document.findall(nodes.raw)):
            if opening := OPENING.fullmatch(raw.astext().strip()):
                self.fold_written(raw, opening[1])

    def fold_output(self, cell):
        """Fold the output of a cell."""
        output = cell.children[-1]
        if output.get("nb_element") == "cell_code_output":
            words = nodes.Text("Show the answer")
            cell.replace(output, fold("", handle("", words), output, classes=["answer"]))
        else:
            logger.warning("a cell has the tag answer and no output", location=cell)

    def fold_written(self, raw, words):
        """Fold what stands between an opening and a closing tag."""
        around = raw.parent
        begin = around.index(raw)
        inside = []
        for node in around.children[begin + 1 :]:
            if isinstance(node, nodes.raw) and node.astext().strip() == "</details>":
                kind = "answer" if words == ANSWER else "aside"
                folded = fold("", handle("", nodes.Text(words)), *inside, classes=[kind])
                around.children[begin : begin + len(inside) + 2] = [folded]
                folded.parent = around
                return
            inside.append(node)
        logger.warning("<details> is never closed on its own level", location=around)


def visit_fold(self, node):
    """Open the folded part."""
    self.body.append(self.starttag(node, "details"))


def depart_fold(self, node):
    """Close it."""
    self.body.append("</details>\n")


def visit_handle(self, node):
    """Open the line that is seen."""
    self.body.append(self.starttag(node, "summary", suffix=""))


def depart_handle(self, node):
    """Close it."""
    self.body.append("</summary>\n")


def setup(app):
    """Register the extension."""
    app.add_node(fold, html=(visit_fold, depart_fold))
    app.add_node(handle, html=(visit_handle, depart_handle))
    app.add_transform(FoldAnswers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
