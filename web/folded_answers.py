"""Sphinx extension: a solution or box of the class ``dropdown`` is a ``details`` element.

The browser's own element folds without a script, never moves the page while it loads, answers to
the keyboard, is announced as folded or open, and opens by itself when a search finds a word in it.
"""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from web import findings

FOLDED = "boxes of the class dropdown"


class folded(nodes.General, nodes.Element):
    """A box that begins folded; its first child is a `handle`."""


class handle(nodes.General, nodes.Element):
    """The line that is seen of a folded box."""


class FoldBoxes(SphinxPostTransform):
    """Turn every admonition of the class ``dropdown`` into a folded box."""

    default_priority = 900  # after the titles of solutions are resolved
    formats = ("html",)

    def run(self, **kwargs):
        """Replace the boxes of one page."""
        boxes = [box for box in self.document.findall(nodes.Admonition) if is_dropdown(box)]
        findings.note(FOLDED, len(boxes))
        for box in boxes:
            title, *inside = box.children
            classes = [name for name in box["classes"] if name != "dropdown"]
            fold = folded(ids=box["ids"], classes=["admonition", *classes])
            fold += handle("", *title.children, classes=["admonition-title"])
            fold += inside
            box.replace_self(fold)


def is_dropdown(node):
    """Whether a box is to be folded."""
    return "dropdown" in node.get("classes", []) and isinstance(node.children[0], nodes.title)


def visit_folded(self, node):
    """Open the box."""
    self.body.append(self.starttag(node, "details"))


def depart_folded(self, node):
    """Close the box."""
    self.body.append("</details>\n")


def visit_handle(self, node):
    """Open the title."""
    self.body.append(self.starttag(node, "summary", suffix=""))


def depart_handle(self, node):
    """Close the title."""
    self.body.append("</summary>\n")


def setup(app):
    """Register the extension."""
    findings.expect(FOLDED, "no answer would be folded: mend web/folded_answers.py")
    app.add_node(folded, html=(visit_folded, depart_folded))
    app.add_node(handle, html=(visit_handle, depart_handle))
    app.add_post_transform(FoldBoxes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
