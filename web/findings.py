"""Sphinx extension: what the book relies on in other people's markup, and whether it was found.

Every repair of the theme, of Sphinx or of myst-nb, and everything cut out of them, is expected to
find something in the whole book.  One that finds nothing warns, so that an upgrade which changes
the markup fails the build instead of quietly undoing the repair.
"""

from collections import Counter

from sphinx.util import logging

logger = logging.getLogger(__name__)
_expected, _found, _written = {}, Counter(), set()


def expect(name, otherwise):
    """Say that something is expected in the book, and what to do when it is not there."""
    _expected[name] = otherwise


def note(name, times=1):
    """Count what was found."""
    _found[name] += times


def begin(app):
    """Forget an earlier build."""
    _found.clear()
    _written.clear()


def note_page(app, pagename, templatename, context, doctree):
    """Note that a page is written."""
    _written.add(pagename)


def warn_of_the_missing(app, exception):
    """Warn of what no page held; a build that writes some pages only cannot tell."""
    if exception is None and app.builder.format == "html" and app.env.found_docs <= _written:
        for name, otherwise in _expected.items():
            if not _found[name]:
                logger.warning("nothing found in the whole book: %s; %s", name, otherwise)


def setup(app):
    """Register the extension."""
    app.connect("builder-inited", begin)
    app.connect("html-page-context", note_page)
    app.connect("build-finished", warn_of_the_missing, priority=950)
    # pages that are written by another process would not be counted
    return {"parallel_read_safe": True, "parallel_write_safe": False}
