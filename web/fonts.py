"""Sphinx extension: the letters in figures get the font that matplotlib set them in.

Only the letters that some figure uses are kept, of matplotlib's own copy of DejaVu Sans.
"""

import html
import logging
import shutil
from pathlib import Path

from fontTools import subset

FIGURE_FONTS = {
    "figures.woff2": "DejaVuSans.ttf",
    "figures-oblique.woff2": "DejaVuSans-Oblique.ttf",
}
ASCII_LETTERS = set(range(32, 127))


def bring_figure_fonts(app, exception):
    """Bring the fonts of the finished site's figures, with their licence."""
    if exception is not None or app.builder.format != "html":
        return
    import matplotlib

    out, source = Path(app.outdir), Path(matplotlib.get_data_path(), "fonts/ttf")
    target = out / "_static/fonts"
    target.mkdir(exist_ok=True)
    shutil.copy(source / "LICENSE_DEJAVU", target)
    texts = [path.read_text("utf8") for path in (*out.rglob("*.html"), *out.rglob("frames/*.js"))]
    letters = ASCII_LETTERS | {ord(c) for text in texts for c in html.unescape(text) if c > "~"}
    for name, original in FIGURE_FONTS.items():
        cut_font(source / original, letters, target / name)


def cut_font(source, letters, target):
    """Keep these letters of a font."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = subset.Options(flavor="woff2", hinting=False, layout_features=["kern"])
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def setup(app):
    """Register the extension."""
    app.connect("build-finished", bring_figure_fonts, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
