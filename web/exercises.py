"""Sphinx extension: the sections under *Exercises* are numbered, and their solutions are folded.

``## Exercises`` holds one section ``### A bookmaker`` for each exercise, and each of these a
section ``#### Solution``, which may span cells.
"""

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from web.folds import fold, handle
from web.places import note_number, prefix

logger = logging.getLogger(__name__)


class MakeExercises(SphinxTransform):
    """Number the exercises of one page and fold their solutions."""

    default_priority = 310

    def apply(self, **kwargs):
        """Change the sections under *Exercises*, and warn of solutions elsewhere."""
        sections = list(self.document.findall(nodes.section))
        for part in sections:
            if heading(part) == "Exercises":
                for number, exercise in enumerate(sections_in(part), 1):
                    self.number(exercise, f"Exercise {prefix(self.env)}{number}")
        for section in sections:
            if heading(section) == "Solution":
                self.fold(section)

    def number(self, exercise, number):
        """Put an exercise's number before its title."""
        title = exercise.children[0]
        for place in {exercise["ids"][0], exercise.get("slug")}:
            note_number(self.env, place, number, title.astext())
        exercise["classes"].append("exercise")
        title.insert(0, [nodes.inline("", number, classes=["number"]), nodes.Text(" ")])

    def fold(self, section):
        """Turn a section *Solution* into a folded part of its exercise."""
        if "exercise" not in section.parent["classes"]:
            logger.warning("a Solution stands outside any exercise", location=section)
        title, *inside = section.children
        line = handle("", *title.children)
        section.replace_self(fold("", line, *inside, ids=section["ids"], classes=["solution"]))


def heading(section):
    """Return the words of a section's heading."""
    return section.children[0].astext()


def sections_in(part):
    """Return the sections that stand directly in another."""
    return [child for child in part if isinstance(child, nodes.section)]


def setup(app):
    """Register the extension."""
    app.setup_extension("web.folds")
    app.setup_extension("web.places")
    app.add_transform(MakeExercises)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
