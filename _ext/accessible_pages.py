"""Sphinx extension: repairs slips of the theme and of Sphinx that a screen reader would meet."""

import re
from pathlib import Path

REPAIRS = [
    # ids that every proof, exercise and solution of a page has
    (r'<div class="proof admonition" id="proof">', '<div class="proof admonition argument">'),
    (r'(<section[^>]*) id="(?:proof|exercise|solution)-content"', r"\1"),
    # the empty corner of a table is no heading
    (r'<th class="(head[^"]*)"><p></p></th>', r'<td class="\1"></td>'),
    # a list role around things that are no list items
    (r'<div role="list" class="citation-list">', '<div class="citation-list">'),
    # a role that the standard has withdrawn
    (r'(<div class="citation"[^>]*) role="doc-biblioentry"', r"\1"),
    # a label that hides the button's visible text
    (r'(<button class="[^"]*search-button-field[^"]*"[^>]*?) aria-label="Search"', r"\1"),
    # an icon's title that is not in its button's name
    (r'(<i class="theme-switch [^>]*?)\s+title="[^"]*"', r"\1"),
    # the book's table of contents, outside all landmarks
    (r'(<div id="pst-primary-sidebar")', r'\1 role="navigation" aria-label="Book"'),
]


def repair_pages(app, exception):
    """Repair every finished page."""
    if exception is None and app.builder.format == "html":
        for path in Path(app.outdir).rglob("*.html"):
            page = repaired = path.read_text("utf8")
            for pattern, replacement in REPAIRS:
                repaired = re.sub(pattern, replacement, repaired)
            if repaired != page:
                path.write_text(repaired, "utf8")


def setup(app):
    """Register the extension."""
    app.connect("build-finished", repair_pages, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
