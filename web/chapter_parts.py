"""Sphinx extension: the parts of a page that have a form of their own.

- What a chapter promises, needs and takes, said in its first paragraph, is a strip.
- *In one breath* is a card, each of its lines a paragraph.
- On the title page, a paragraph that is one link is the button to begin with.
- A page with a section for each letter begins with links to them.
- A formula in the description of a call has the colours of no language.
- A table stands in a box, in which it scrolls where it is too wide.
"""

from itertools import groupby

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from web import findings

GOALS = ("You will be able to", "You need", "Time")
BREATH = "In one breath"
SET_OTHERWISE = (nodes.literal, nodes.math)  # has no capital letter at the beginning of a sentence
STRIPS, CARDS = "first paragraphs that say what a chapter is for", "sections In one breath"


class ShapeParts(SphinxPostTransform):
    """Give the parts of one page their form."""

    default_priority = 890  # after links are resolved
    formats = ("html",)

    def run(self, **kwargs):
        """Find the parts and shape them."""
        first = next(self.document.findall(nodes.paragraph), None)
        if first is not None and said_in(first).startswith(GOALS[0]):
            first.replace_self(strip(first))
            findings.note(STRIPS)
        for section in self.document.findall(nodes.section):
            if section[0].astext() == BREATH:
                make_card(section)
                findings.note(CARDS)
        if self.env.docname == self.config.root_doc:
            mark_beginning(self.document)
        add_letters(self.document)
        for description in self.document.findall(addnodes.desc_content):
            for block in description.findall(nodes.literal_block):
                if not block.astext().startswith(">>>") and "il." not in block.astext():
                    block["language"] = "text"
        for table in list(self.document.findall(nodes.table)):
            box = nodes.container(classes=["table-box"])
            table.replace_self(box)
            box += table


def said_in(paragraph):
    """Return the words of a paragraph that begins a page, else nothing."""
    begins = isinstance(paragraph.parent, nodes.section)
    return paragraph.astext() if begins else ""


def strip(paragraph):
    """Return what a chapter promises, needs and takes, as a list of terms."""
    goals, said = nodes.definition_list(classes=["goals"]), nodes.paragraph()
    for child in paragraph.children:
        if isinstance(child, nodes.strong) and child.astext() in GOALS:
            said = nodes.paragraph()
            goals += nodes.definition_list_item(
                "", nodes.term("", child.astext()), nodes.definition("", said)
            )
        elif said.children or child.astext().strip():
            said += child.deepcopy() if said.children else capitalised(child)
    return goals


def capitalised(node):
    """Return what follows a term, with a capital letter unless it is code or a formula."""
    if not isinstance(node, nodes.Text):
        copy = node.deepcopy()
        if isinstance(copy[:1] and copy[0], nodes.Text) and not isinstance(copy, SET_OTHERWISE):
            copy[0] = capitalised(copy[0])
        return copy
    words = node.astext().lstrip()
    return nodes.Text(words[:1].upper() + words[1:])


def make_card(section):
    """Make a section a card, and each line of its paragraphs a paragraph."""
    section["classes"].append("breath")
    for paragraph in list(section.findall(nodes.paragraph)):
        lines = [
            list(line) for broken, line in groupby(paragraph.children, key=is_break) if not broken
        ]
        paragraph.replace_self([nodes.paragraph("", "", *line) for line in lines])


def is_break(node):
    """Whether a node is a line break in a paragraph."""
    return isinstance(node, nodes.raw) and "<br" in node.astext()


def mark_beginning(document):
    """Mark the paragraph that is nothing but a link."""
    for paragraph in document.findall(nodes.paragraph):
        if len(paragraph) == 1 and isinstance(paragraph[0], nodes.reference):
            paragraph["classes"].append("begin")


def add_letters(document):
    """Put links to the sections that are named by one letter before the first of them."""
    named = [s for s in document.findall(nodes.section) if len(s[0].astext()) == 1]
    if named:
        row = nodes.paragraph(classes=["letters"])
        for section in named:
            place = section["ids"][0]
            row += nodes.reference("", section[0].astext(), refid=place, internal=True)
            row += nodes.Text(" ")
        named[0].parent.insert(named[0].parent.index(named[0]), row)


def setup(app):
    """Register the extension."""
    for name in (STRIPS, CARDS):
        findings.expect(name, "mend web/chapter_parts.py")
    app.add_post_transform(ShapeParts)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
