"""Sphinx extension: code is folded where a reader does not need it.

- The code of a figure (tag ``hide-input``) stands folded beneath the figure; that of neighbours,
  with no word between them, becomes one fold.
- The first code of a chapter, its imports, is folded.
- Other code is open; on a phone ``book.js`` folds it and leaves its output.  Cells that show
  nothing are in one fold with the next.

The browser's own ``details`` folds without a script and answers to the keyboard.
"""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from web import findings

QUIET, SET_UP = "code of figures, folded by the tag hide-input", "first cells that only import"


class code_fold(nodes.General, nodes.Element):
    """Code that can be folded; ``says`` is the line that is always seen."""


class FoldCode(SphinxPostTransform):
    """Fold the code of one page."""

    default_priority = 150  # before myst-nb folds what has a `hide_mode`
    formats = ("html",)

    def run(self, **kwargs):
        """Go through the page's cells in order."""
        self.of_figures, self.silent = [], []  # code that waits for the next cell's
        cells = [node for node in self.document.findall(nodes.container) if is_cell(node)]
        cells = [cell for cell in cells if code(cell) is not None]
        for place, cell in enumerate(cells):
            is_set_up = place == 0 and begins_with_import(code(cell))
            if is_quiet(cell):
                self.fold_beneath(cell, "Set-up" if is_set_up else "Code")
                findings.note(QUIET)
            elif is_set_up:
                fold(code(cell), classes=["code", "set-up"], says="Set-up")
                findings.note(SET_UP)
            elif computes(cell):
                self.fold_above(cell)

    def fold_beneath(self, cell, says):
        """Put the code of a figure beneath it, or let it wait for a neighbour's."""
        take_code(cell, self.of_figures)
        del cell["hide_mode"]
        if not is_quiet(neighbour(cell)):
            cell += code_fold("", *self.of_figures, classes=["code"], says=says)
            self.of_figures = []

    def fold_above(self, cell):
        """Put code above what it shows; where it shows nothing, let it wait for a neighbour's."""
        take_code(cell, self.silent)
        if cell.children or not computes(neighbour(cell)):
            classes = ["code", "computes"]
            cell.insert(0, code_fold("", *self.silent, classes=classes, says="Code", open=True))
            self.silent = []


def take_code(cell, waiting):
    """Move the code of a cell to what waits."""
    waiting.append(code(cell))
    cell.remove(waiting[-1])


def is_cell(node):
    """Whether a node is a code cell of a notebook."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def is_quiet(node):
    """Whether a node is a cell whose code is to be folded."""
    return node is not None and is_cell(node) and node.get("hide_mode") == "input"


def computes(node):
    """Whether a node is a cell whose code stands open."""
    shown = node is not None and is_cell(node) and not node.get("hide_mode")
    return shown and code(node) is not None


def code(cell):
    """Return the code of a cell, or None where it is removed."""
    found = (child for child in cell.children if child.get("nb_element") == "cell_code_source")
    return next(found, None)


def neighbour(cell):
    """Return what follows a cell at once."""
    after = cell.parent.index(cell) + 1
    return cell.parent[after] if after < len(cell.parent) else None


def begins_with_import(source):
    """Whether the first line of code imports something."""
    return source.astext().lstrip().startswith(("import ", "from "))


def fold(source, **attributes):
    """Put code into a fold in its place."""
    place = code_fold("", **attributes)
    source.replace_self(place)
    place += source


def visit_code_fold(self, node):
    """Open the fold."""
    state = {"open": "open"} if node.get("open") else {}
    self.body.append(self.starttag(node, "details", **state))
    self.body.append(f"<summary>{node['says']}</summary>\n")


def depart_code_fold(self, node):
    """Close the fold."""
    self.body.append("</details>\n")


def setup(app):
    """Register the extension."""
    for name in (QUIET, SET_UP):
        findings.expect(name, "none would be folded: mend web/code_folds.py")
    app.add_node(code_fold, html=(visit_code_fold, depart_code_fold))
    app.add_post_transform(FoldCode)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
