"""Sphinx extension: a file that a page or a style sheet needs and that the site lacks is a warning.

Scripts, style sheets, pictures, frames of sliders and fonts: with ``-W`` the build fails where a
reader would have met a gap.
"""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sphinx.util import logging

LOADING_TAG = re.compile(r"<(?:script|link|img|figure|source|iframe)\b[^>]*>")
ADDRESS = re.compile(r'\b(?:src|href|data-frames)="([^"]+)"')
STYLE_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
logger = logging.getLogger(__name__)


def warn_of_gaps(app, exception):
    """Look at every page and style sheet of the finished site."""
    if exception is None and app.builder.format == "html":
        for needed, by in sorted(gaps(Path(app.outdir)).items()):
            logger.warning("the site has no %s, which %s needs", needed, by)


def gaps(site):
    """Return the files that are missing, each with one that needs it."""
    found = {}
    pages = (page for page in site.rglob("*.html") if "_static" not in page.parts)
    for path in (*pages, *site.rglob("*.css")):
        text = path.read_text("utf8")
        if path.suffix == ".css":
            addresses = STYLE_ADDRESS.findall(text)
        else:
            addresses = [a for tag in LOADING_TAG.findall(text) for a in ADDRESS.findall(tag)]
        for address in set(addresses):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or not parts.path:
                continue
            target = path.parent / unquote(parts.path)
            if not target.exists():
                found[address] = path.relative_to(site)
    return found


def setup(app):
    """Register the extension."""
    app.connect("build-finished", warn_of_gaps, priority=940)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
