"""Sphinx extension: a number and its per cent sign stand on one line."""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

APART = re.compile(r"(?<=\d) (?=%)")
NO_BREAK = "\N{NO-BREAK SPACE}"
AS_THEY_STAND = nodes.literal | nodes.literal_block | nodes.math | nodes.math_block | nodes.raw


class KeepPercentages(SphinxPostTransform):
    """Let no line break between a number and the sign behind it."""

    default_priority = 950
    formats = ("html",)

    def run(self, **kwargs):
        """Join the numbers and signs of one page."""
        for text in list(self.document.findall(nodes.Text)):
            if APART.search(text) and not isinstance(text.parent, AS_THEY_STAND):
                text.parent.replace(text, nodes.Text(APART.sub(NO_BREAK, text)))


def setup(app):
    """Register the extension."""
    app.add_post_transform(KeepPercentages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
