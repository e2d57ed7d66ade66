"""Sphinx extension: the sources in infolib's docstrings become plain lists.

NumPy's style numbers them from 1 in every docstring; on a page that holds many docstrings these
numbers would be targets of one name.
"""

import re

SOURCE = re.compile(r"^(\s*)\.\. \[\d+\] ")


def list_sources(app, what, name, obj, options, lines):
    """Put a bullet where a docstring numbers its sources, indented alike."""
    lines[:] = [SOURCE.sub(r"\1*  ", line) for line in lines]


def setup(app):
    """Register the extension."""
    app.connect("autodoc-process-docstring", list_sources, priority=900)  # after napoleon
    return {"parallel_read_safe": True, "parallel_write_safe": True}
