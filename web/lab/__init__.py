"""Sphinx extension: the lab, in which a reader without anything installed runs the chapters.

It is JupyterLab as static files, with a Python that runs in the reader's browser (Pyodide).  It is
built where ``BOOK_LAB`` is set, as ``make lite`` does, into the site's folder ``lab``; then, and
only then, pages have a button that starts it (``templates/lab-button.html``).

- `web.lab.chapters`: what a chapter needs and may do in a browser
- `web.lab.building`: puts the lab together

Pyodide itself and what is compiled for it come from one address, ``lab_pyodide`` in ``_config.yml``
or ``BOOK_PYODIDE`` in the environment.  All else comes with the site.
"""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from web.lab import building, chapters

FOLDER = "lab"
TEMPLATES = Path(__file__).with_name("templates")


def take_settings(app, config):
    """Let the environment say whether the lab is built, and where Pyodide is."""
    config.lab = bool(os.environ.get("BOOK_LAB"))
    config.lab_pyodide = os.environ.get("BOOK_PYODIDE", config.lab_pyodide)
    config.templates_path.append(str(TEMPLATES))


def offer(app, pagename, templatename, context, doctree):
    """Tell a page's templates how to start the lab, and what that fetches."""
    context["lab"] = None
    if app.config.lab:
        source = Path(app.env.doc2path(pagename))
        is_notebook = source.suffix == ".ipynb"
        start = f"?path={source.name}" if is_notebook else ""
        context["lab"] = {
            "url": context["pathto"](f"{FOLDER}/lab/index.html", 1) + start,
            "host": urlsplit(app.config.lab_pyodide).netloc,
            "megabytes": chapters.megabytes(source) if is_notebook else chapters.CORE,
        }


def remove_lab(app):
    """Remove the lab of an earlier build: what looks over the site's pages is not meant for it."""
    shutil.rmtree(Path(app.outdir, FOLDER), ignore_errors=True)


def build_lab(app, exception):
    """Put the lab beside the finished pages."""
    if exception is None and app.builder.format == "html" and app.config.lab:
        building.build(Path(app.outdir, FOLDER), app.config.lab_pyodide, Path(app.srcdir))


def setup(app):
    """Register the extension."""
    app.add_config_value("lab", False, "html")
    app.add_config_value("lab_pyodide", "", "html")
    app.connect("config-inited", take_settings)
    app.connect("builder-inited", remove_lab)
    app.connect("html-page-context", offer, priority=450)
    app.connect("build-finished", build_lab, priority=980)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
