"""Sphinx extension: joins the pieces in which a kernel sends printed text as they were printed.

A piece may end in mid-line.  myst-nb begins a new line there, and offers no way to say otherwise,
so its function is replaced; not without a look whether it still does what made that needful.
"""

from myst_nb.core import render
from nbformat.v4 import new_output
from sphinx.util import logging

logger = logging.getLogger(__name__)
_original = render.coalesce_streams


def join_streams(outputs):
    """Join the pieces of each stream."""
    joined = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output["output_type"] == "stream" and output["name"] == last.get("name"):
            last["text"] += output["text"]
        else:
            joined.append(output.copy())
    return joined


def warn_if_needless(app):
    """Warn when myst-nb's own function has learnt to join what was cut in mid-line."""
    pieces = [new_output("stream", name="stdout", text=text) for text in ("0.5", "00\n")]
    if _original(pieces)[0]["text"] == "0.500\n":
        logger.warning("myst-nb joins printed text itself: take web/streams.py out")


def setup(app):
    """Register the extension."""
    render.coalesce_streams = join_streams  # setup fails above if the name is gone
    app.connect("builder-inited", warn_if_needless)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
