"""Sphinx extension: mends the ids of theorems and exercises, and the empty corners of tables.

sphinx-proof and sphinx-exercise give every proof, exercise and solution of a page the same id; a
proof gets the class ``argument``, by which the style sheet knows it from the theorem.  An empty
cell in a table's head is no heading.
"""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_proof.nodes import proof_node

from web import findings

SAME_IDS = ("proof-content", "exercise-content", "solution-content")
PROOFS, CORNERS = "proofs with the id of all proofs", "empty corners of tables"
INSIDES = {name: f"boxes whose inside has the id {name}" for name in SAME_IDS}


class corner(nodes.Part, nodes.Element):
    """An empty cell in the head of a table."""


class MendBoxes(SphinxPostTransform):
    """Mend the boxes and tables of one page."""

    default_priority = 800  # after sphinx-exercise has resolved its solutions
    formats = ("html",)

    def run(self, **kwargs):
        """Mend what is found, and count it."""
        for section in self.document.findall(nodes.section):
            for name in set(section["ids"]) & set(SAME_IDS):
                section["ids"].remove(name)
                findings.note(INSIDES[name])
        for proof in self.document.findall(proof_node):
            box = proof.children[0]
            if box["ids"] == ["proof"]:
                box["ids"] = []
                box["classes"].append("argument")
                findings.note(PROOFS)
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
    for name in (PROOFS, CORNERS, *INSIDES.values()):
        findings.expect(name, "the repair in web/theme/boxes.py has nothing to do")
    app.add_node(corner, html=(visit_corner, depart_corner))
    app.add_post_transform(MendBoxes)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
