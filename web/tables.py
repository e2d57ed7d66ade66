"""Sphinx extension: mends the empty corners of tables: an empty cell in a head is no heading."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from web import findings

CORNERS = "empty corners of tables"


class corner(nodes.Part, nodes.Element):
    """An empty cell in the head of a table."""


class MendCorners(SphinxPostTransform):
    """Mend the tables of one page."""

    default_priority = 800
    formats = ("html",)

    def run(self, **kwargs):
        """Mend what is found, and count it."""
        for cell in list(self.document.findall(nodes.entry)):
            if isinstance(cell.parent.parent, nodes.thead) and not cell.astext().strip():
                cell.replace_self(corner(classes=["head", *cell["classes"]]))
                findings.note(CORNERS)


def visit_corner(self, node):
    """Write the cell as one that holds data."""
    node.parent.column += 1  # docutils counts the columns of a row
    self.body.append(self.starttag(node, "td", ""))


def depart_corner(self, node):
    """Close the cell."""
    self.body.append("</td>\n")


def setup(app):
    """Register the extension."""
    findings.expect(CORNERS, "the repair in web/tables.py has nothing to do")
    app.add_node(corner, html=(visit_corner, depart_corner))
    app.add_post_transform(MendCorners)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
