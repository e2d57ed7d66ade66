"""Sphinx extension: draws how the chapters build on each other, in place of the table that says it.

Chapters stand on a line in reading order, as `_toc.yml` has it; an arc on the left joins a chapter
to one that it needs besides the chapter before it.  What a chapter needs is what its own *You need*
line links to.
"""

from html import escape
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from authoring import chapter_path, contents

logger = logging.getLogger(__name__)
WIDTH, LINE, ROW, HEADING = 322, 80, 27, 34
COLOURS = ["--plot-0", "--plot-1", "--plot-4", "--plot-2"]
STYLE = """
.chapter-path svg { display: block; width: 100%; max-width: 440px; height: auto; }
.chapter-path text { font: 14px var(--sans); fill: var(--ink); }
.chapter-path .part { font-size: 12px; fill: var(--muted); }
.chapter-path .number { fill: var(--muted); text-anchor: end; }
.chapter-path .arc { fill: none; stroke: var(--part); stroke-width: 1.5; stroke-opacity: .7; }
.chapter-path circle { fill: var(--part); stroke: var(--paper); stroke-width: 2; }
.chapter-path a { text-decoration: none; }
.chapter-path a text:last-child { fill: var(--link); text-decoration: underline; }
.chapter-path a:hover text:last-child { fill: var(--ink); }
.chapter-path a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
"""


class Chapter(NamedTuple):
    """A stop on the path."""

    number: int
    title: str
    needs: list[str]
    address: str


class DrawPath(SphinxTransform):
    """Draw the path in place of the table that stands after its mark."""

    default_priority = 310  # after places have their names

    def apply(self, **kwargs):
        """Replace the table of one page."""
        for mark in list(self.document.findall(nodes.target)):
            if mark["ids"] == [chapter_path.NAME]:
                self.draw(mark)

    def draw(self, mark):
        """Put the picture, as inline SVG, in place of a mark and its table."""
        table = mark.next_node(descend=False, siblings=True)
        if not isinstance(table, nodes.table):
            logger.warning("no table stands after the mark of the path", location=mark.parent)
            return
        root = Path(self.env.srcdir)
        for read in (root / "_toc.yml", *contents.notebooks(root)):
            self.env.note_dependency(str(read))
        table.parent.remove(table)
        mark.replace_self(nodes.raw("", self.drawn(root), format="html"))

    def drawn(self, root):
        """Return the picture."""
        chapters = {
            name: Chapter(
                number, contents.title(name, root), contents.needs(name, root), self.address(name)
            )
            for name, number in contents.numbers(root).items()
        }
        return picture([part for part in contents.parts(root) if part.numbered], chapters)

    def address(self, page):
        """Return the way to a chapter's page."""
        return self.app.builder.get_relative_uri(self.env.docname, page)


def picture(parts, chapters):
    """Draw all parts, one below the other, as a figure."""
    height, places, drawn = 0, {}, []
    for part, colour in zip(parts, cycle(COLOURS), strict=False):
        height += HEADING
        drawn.append(
            f'<text class="part" x="{LINE + 38}" y="{height - 9}">{escape(part.title)}</text>'
        )
        for name in part.pages:
            places[name] = height + ROW // 2
            height += ROW
        drawn.append(f'<g style="--part:var({colour})">{stops(part.pages, chapters, places)}</g>')
    return (
        f'<figure class="chapter-path" id="{chapter_path.NAME}"><style>{STYLE}</style>'
        f'<svg viewBox="0 0 {WIDTH} {height + 6}" role="group"'
        f' aria-label="The path of the chapters. {escape(in_words(chapters))}">'
        f"{''.join(drawn)}</svg></figure>"
    )


def stops(names, chapters, places):
    """Draw the chapters of one part, above the arcs that lead to them."""
    arcs = [
        arc(places[needed], places[name], chapters[name].number - chapters[needed].number == 1)
        for name in names
        for needed in chapters[name].needs
    ]
    return "".join(arcs + [stop(places[name], chapters[name]) for name in names])


def arc(above, below, neighbours):
    """Join two stops: neighbours by the line itself, others by an arc on its left."""
    if neighbours:
        return f'<path class="arc" d="M{LINE} {above}V{below}"/>'
    half = (below - above) / 2
    reach = min(LINE - 6, 12 + 0.4 * half)
    return f'<path class="arc" d="M{LINE} {above}A{reach:.0f} {half:g} 0 0 0 {LINE} {below}"/>'


def stop(y, chapter):
    """Draw one chapter: a dot, its number and its title."""
    return (
        f'<circle cx="{LINE}" cy="{y}" r="6"/><a href="{escape(chapter.address)}">'
        f'<text class="number" x="{LINE + 30}" y="{y + 5}">{chapter.number}</text>'
        f'<text x="{LINE + 38}" y="{y + 5}">{escape(chapter.title)}</text></a>'
    )


def in_words(chapters):
    """Say what each chapter builds on."""
    return " ".join(
        f"{chapter.title} builds on "
        f"{' and '.join(chapters[needed].title for needed in chapter.needs)}."
        for chapter in chapters.values()
        if chapter.needs
    )


def setup(app):
    """Register the extension."""
    app.add_transform(DrawPath)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
