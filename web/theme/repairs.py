"""Sphinx extension: small repairs of what the theme and Sphinx write around and into a page.

Each replaces one piece of markup by another, in the page as the theme's layout has put it together
(``templates/layout.html`` hands it over).  What can be mended in a template or in the document
itself is mended there: ``templates/`` and `web.theme.tables`.
"""

from web import findings

REPAIRS = {
    "the book's table of contents stands outside all landmarks": (
        '<div id="pst-primary-sidebar" ',
        '<div id="pst-primary-sidebar" role="navigation" aria-label="Book" ',
    ),
    "one name for all buttons that show code, in place of their words": (
        '<summary aria-label="Toggle hidden content">',
        "<summary>",
    ),
}


def repaired(page):
    """Return a page's markup with every repair made, and count them."""
    for name, (fault, mended) in REPAIRS.items():
        findings.note(name, page.count(fault))
        page = page.replace(fault, mended)
    return page


def offer_repairs(app, pagename, templatename, context, doctree):
    """Let the layout call the repairs."""
    context["repaired"] = repaired


def setup(app):
    """Register the extension."""
    for name in REPAIRS:
        findings.expect(name, "take this repair out of web/theme/repairs.py, or mend it")
    app.connect("html-page-context", offer_repairs)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
