"""Sphinx extension: the directive ``chapter-path`` draws how the chapters build on each other.

Chapters stand on a line in reading order; an arc on the left joins a chapter to one that it needs
besides the chapter before it.  The source is ``chapters/dependencies.yml``; a chapter that is in
the book is a link, one to come is plain text.
"""

from html import escape
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

WIDTH, LINE, ROW, HEADING = 290, 84, 27, 34
COLOURS = ["--plot-0", "--plot-1", "--plot-4", "--plot-2"]
STYLE = """
figure.chapter-path { margin: 0; }
.chapter-path svg { display: block; width: 100%; max-width: 440px; height: auto; }
.chapter-path text { font: 14px var(--pst-font-family-base); fill: var(--pst-color-text-base); }
.chapter-path .part { font-size: 12px; fill: var(--pst-color-text-muted); }
.chapter-path .number { fill: var(--pst-color-text-muted); text-anchor: end; }
.chapter-path .arc { fill: none; stroke: var(--part); stroke-width: 1.5; stroke-opacity: .7; }
.chapter-path circle { fill: var(--part); stroke: var(--pst-color-background); stroke-width: 2; }
.chapter-path a { text-decoration: none; }
.chapter-path a text:last-child { fill: var(--pst-color-link); text-decoration: underline; }
.chapter-path a:hover text:last-child { fill: var(--pst-color-link-hover); }
.chapter-path a:focus-visible { outline: 2px solid var(--pst-color-link); outline-offset: 2px; }
.chapter-path .to-come text { fill: var(--pst-color-text-muted); }
"""


class ChapterPath(SphinxDirective):
    """Draw the path of the chapters."""

    def run(self):
        """Return the picture as inline SVG."""
        source = Path(self.env.srcdir, "chapters/dependencies.yml")
        for read in (source, self.config.external_toc_path):
            self.env.note_dependency(str(read))
        parts = yaml.safe_load(source.read_text("utf8"))
        return [nodes.raw("", picture(parts, self.link), format="html")]

    def link(self, chapter):
        """Return the way to a chapter's page, or None if it is not in the book yet."""
        page = f"chapters/{chapter}"
        if page in self.env.found_docs:
            return self.env.app.builder.get_relative_uri(self.env.docname, page)
        return None


def picture(parts, link):
    """Draw all parts, one below the other, as a figure."""
    titles = {c["chapter"]: c["title"] for part in parts for c in part["chapters"]}
    numbers = {chapter: number for number, chapter in enumerate(titles, 1)}
    height, places, drawn = 0, {}, []
    for part, colour in zip(parts, COLOURS, strict=True):
        height += HEADING
        drawn.append(f'<text class="part" x="{LINE + 38}" y="{height - 9}">{part["part"]}</text>')
        inside = []
        for chapter in part["chapters"]:
            name = chapter["chapter"]
            places[name] = height + ROW // 2
            for needed in chapter["needs"]:
                neighbours = numbers[name] - numbers[needed] == 1
                inside.append(arc(places[needed], places[name], neighbours))
            inside.append(stop(places[name], numbers[name], chapter["title"], link(name)))
            height += ROW
        arcs = "".join(sorted(inside, key=lambda shape: not shape.startswith("<path")))
        drawn.append(f'<g style="--part:var({colour})">{arcs}</g>')
    return (
        f'<figure class="chapter-path"><style>{STYLE}</style>'
        f'<svg viewBox="0 0 {WIDTH} {height + 6}" role="group"'
        f' aria-label="The path of the chapters. {escape(in_words(parts, titles))}">'
        f"{''.join(drawn)}</svg></figure>"
    )


def arc(above, below, neighbours):
    """Join two stops: neighbours by the line itself, others by an arc on its left."""
    if neighbours:
        return f'<path class="arc" d="M{LINE} {above}V{below}"/>'
    half = (below - above) / 2
    reach = min(LINE - 6, 12 + 0.4 * half)
    return f'<path class="arc" d="M{LINE} {above}A{reach:.0f} {half:g} 0 0 0 {LINE} {below}"/>'


def stop(y, number, title, target):
    """Draw one chapter: a dot, its number and its title."""
    texts = (
        f'<text class="number" x="{LINE + 30}" y="{y + 5}">{number}</text>'
        f'<text x="{LINE + 38}" y="{y + 5}">{escape(title)}</text>'
    )
    dot = f'<circle cx="{LINE}" cy="{y}" r="6"/>'
    if target is None:
        return f'<g class="to-come">{dot}{texts}</g>'
    return f'{dot}<a href="{escape(target)}">{texts}</a>'


def in_words(parts, titles):
    """Say what each chapter builds on."""

    def sentence(chapter):
        needed = " and ".join(titles[name] for name in chapter["needs"])
        return f"{chapter['title']} builds on {needed}." if needed else ""

    return " ".join(filter(None, (sentence(c) for part in parts for c in part["chapters"])))


def setup(app):
    """Register the extension."""
    app.add_directive("chapter-path", ChapterPath)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
