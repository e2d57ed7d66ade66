"""Sphinx extension: a sign that no font of the book has is a warning.

A reader would see it in whatever face their machine has, or as an empty box.  Two kinds are left
to that machine: Chinese names, whose letters are too many to send, and four small letters in the
docstrings of infolib, which the mono does not have.
"""

import unicodedata
from functools import cache
from xml.etree import ElementTree

from docutils import nodes
from fontTools.ttLib import TTFont
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from web import typeface
from web.figures import infolib_figure

# The faces that static/typeface.css names one after another for each kind of text.
TEXT, CODE, FIGURE = ("serif", "sans"), ("mono",), ("sans",)
LEFT_TO_THE_READER = set("ᵢⱼₓᵧ\n\t")
UNSET = (nodes.raw, nodes.comment, nodes.math, nodes.math_block)  # KaTeX knows its own letters
logger = logging.getLogger(__name__)


class LookForSigns(SphinxPostTransform):
    """Look at every letter of one page, its figures and their words."""

    default_priority = 980
    formats = ("html",)

    def run(self, **kwargs):
        """Warn of each sign once a page."""
        missing = {}
        for text in self.document.findall(nodes.Text):
            if not isinstance(text.parent, UNSET):
                missing |= dict.fromkeys(lacking(text, faces_of(text)), text.parent)
        for figure in self.document.findall(infolib_figure):
            missing |= dict.fromkeys(lacking(words_in(figure["data"]), FIGURE), figure)
        for sign, place in sorted(missing.items()):
            name = f"U+{ord(sign):04X} {unicodedata.name(sign, 'without a name')}"
            logger.warning("no font of the book has %r, %s", sign, name, location=place)


def faces_of(text):
    """Return the faces that a piece of text may be set in."""
    within = text.parent
    while within is not None and not isinstance(within, (nodes.literal, nodes.literal_block)):
        within = within.parent
    return CODE if within is not None else TEXT


def words_in(data):
    """Return the letters of a figure: of its drawing, and of what its sliders say."""
    root = ElementTree.fromstring(f"<g>{data['svg']}</g>")
    said = [word for control in data.get("controls", []) for word in control["texts"]]
    return "".join([*root.itertext(), *data.get("titles", []), *said])


def lacking(text, faces):
    """Return the signs of a text that none of these faces has."""
    return {sign for sign in set(text) - letters_of(faces) if not is_chinese(sign)}


def is_chinese(sign):
    """Whether a sign is one of the Chinese script."""
    return unicodedata.name(sign, "").startswith(("CJK ", "FULLWIDTH "))


@cache
def letters_of(faces):
    """Return what some of the faces has, and what is left to the reader's machine."""
    fonts = (TTFont(typeface.LETTERS / f"{face}.woff2").getBestCmap() for face in faces)
    return LEFT_TO_THE_READER.union(*(map(chr, font) for font in fonts))


def setup(app):
    """Register the extension."""
    app.add_post_transform(LookForSigns)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
