"""Sphinx extension: the book brings MathJax itself, the parts of it that formulas need.

They come out of the package sphinx-mathjax-offline: 3 MB of its 24.  Which parts a page loads first
stands in ``_config.yml``; a part or a font that would be missing is a warning.
"""

import importlib.util
import re
import shutil
from pathlib import Path

from sphinx.util import logging

PARTS = [
    "startup.js",
    "loader.js",
    "core.js",
    "input/tex-base.js",
    "input/tex/extensions",
    "output/chtml.js",
    "output/chtml/fonts",
    "a11y/assistive-mml.js",
]
logger = logging.getLogger(__name__)


def copy_mathjax(app, exception):
    """Copy the parts into the finished site, and warn of what its formulas would miss."""
    if exception is not None or app.builder.format != "html":
        return
    target = Path(app.outdir, "_static/mathjax")
    package = importlib.util.find_spec("sphinx-mathjax-offline")
    copy_parts(Path(package.submodule_search_locations[0], "static/mathjax"), target)
    for missing in missing_parts(target, app.config.mathjax3_config["loader"]["load"]):
        logger.warning("formulas need the part %s of MathJax, which is not there", missing)


def copy_parts(source, target):
    """Copy files and folders."""
    for part in PARTS:
        (target / part).parent.mkdir(parents=True, exist_ok=True)
        if (source / part).is_dir():
            shutil.copytree(source / part, target / part, dirs_exist_ok=True)
        elif (source / part).is_file():
            shutil.copyfile(source / part, target / part)


def missing_parts(target, loaded):
    """Return the parts that are to be loaded, and the fonts of its letters, that are missing."""
    names = [f"{part.replace('[tex]', 'input/tex/extensions')}.js" for part in loaded]
    letters = target / "output/chtml/fonts/tex.js"
    if letters.exists():
        fonts = sorted(set(re.findall(r"MathJax_\w+-\w+", letters.read_text("utf8"))))
        names += [f"output/chtml/fonts/woff-v2/{font}.woff" for font in fonts]
    else:
        names.append("output/chtml/fonts/tex.js")
    return [name for name in ("startup.js", *names) if not (target / name).exists()]


def setup(app):
    """Register the extension."""
    app.connect("build-finished", copy_mathjax, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
