"""Sphinx extension: the book's own typeface, cut to the letters that its pages use.

The fonts are kept in ``web/letters`` (``authoring/letters.py`` made them): a serif for text, a
larger cut of it for titles, a sans for labels, tables and figures, a mono for code, and the signs
of formulas.  ``static/typeface.css`` gives them to pages.
"""

import html
import json
import logging
import shutil
from functools import cache
from pathlib import Path
from string import ascii_letters, digits

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

LETTERS = Path(__file__).with_name("letters")
FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "liga", "lnum", "tnum")
BESIDE = ("signs-main", "signs-math-italic")  # used for what the book's own letters lack
ASCII = set(range(0x20, 0x7F))
PRELOADED = ("serif", "display", "sans")
# The letters of formulas that are the book's own; the signs around them are KaTeX's.
UPRIGHT = f"{ascii_letters}{digits}()[]!,.:;?"
SLANTED = f"{ascii_letters}αβγδεζηθικλμνξοπρςστυφχψω"
# What KaTeX calls its fonts: whose signs it sets, the book's face for letters, its weight.
TAUGHT = {
    "Main-Regular": ("signs-main", "serif", UPRIGHT, 400),
    "Main-Bold": ("signs-main", "serif", UPRIGHT, 650),
    "Main-Italic": ("signs-main", "serif-italic", SLANTED, None),
    "Math-Italic": ("signs-math-italic", "serif-italic", SLANTED, None),
    "SansSerif-Regular": ("signs-main", "sans", UPRIGHT, 400),
    "Typewriter-Regular": ("signs-main", "mono", UPRIGHT, None),
}


# ---- What KaTeX has to know of the letters ----


@cache
def metrics():
    """Return the measures of every letter of the fonts that KaTeX is taught, by its names."""
    taught = {
        name: measures_of(signs) | measures_of(face, letters, weight)
        for name, (signs, face, letters, weight) in TAUGHT.items()
    }
    lift_tilde(taught["Main-Regular"])
    return taught


def lift_tilde(measures):
    """Lift the sign ~ to where an accent stands: KaTeX puts it on a letter, by its depth."""
    sign, accent = measures[ord("~")], measures[ord("˜")]
    measures[ord("~")] = [round(accent[1] - sign[1], 5), *sign[1:]]


@cache
def measures_of(name, letters=None, weight=None):
    """Measure the letters of a font, or all that it has."""
    font = TTFont(LETTERS / f"{name}.woff2")
    glyphs, cmap = font.getGlyphSet(location=weight and {"wght": weight}), font.getBestCmap()
    slanted = font["post"].italicAngle != 0 or "italic" in name
    codes = cmap if letters is None else map(ord, letters)
    unit = font["head"].unitsPerEm
    return {code: measure(glyphs, cmap[code], unit, slanted) for code in codes}


def measure(glyphs, name, unit, slanted):
    """Measure one letter, in ems: depth, height, overhang, where its top is, width."""
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    width = glyphs[name].width
    _, bottom, right, top = pen.bounds or (0, 0, width, 0)
    overhang = skew = 0
    if slanted and pen.bounds:
        recorder = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(recorder)
        points = [point for _, points in recorder.value for point in points if point]
        upper = [x for x, y in points if y >= 0.75 * top] or [width / 2]
        overhang = max(0, right - width + 0.02 * unit)
        skew = max(0, (min(upper) + max(upper) - width) / 2)
    return [round(n / unit, 5) for n in (-bottom, top, overhang, skew, width)]


# ---- Fonts for the pages ----


def cut_fonts(app, exception):
    """Cut the fonts to the letters of the finished site."""
    if exception is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    target = site / "_static/letters"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(LETTERS / "OFL.txt", target)
    written = [
        path.read_text("utf8") for path in (*site.rglob("*.html"), *site.rglob("frames/*.js"))
    ]
    used = set().union(*(map(ord, set(html.unescape(text))) for text in written))
    for source in LETTERS.glob("*.woff2"):
        own = set(map(ord, UPRIGHT + SLANTED)) if source.stem in BESIDE else set()
        letters = (used | ASCII) - own
        if not is_cut(source, letters, target / source.name):
            cut(source, letters, target / source.name)


def is_cut(source, letters, target):
    """Whether an earlier build has cut a font to these letters, by what stands here now."""
    younger = max(path.stat().st_mtime for path in (source, Path(__file__)))
    if not target.exists() or target.stat().st_mtime < younger:
        return False
    return set(codes(target)) == kept(source, letters)


def codes(path):
    """Return the signs that a font has."""
    with TTFont(path, lazy=True) as font:
        return font.getBestCmap()


def kept(source, letters):
    """Return what is kept of a font: one sign at least, for a browser refuses a font of none."""
    return letters & set(codes(source)) or {max(codes(source))}


def cut(source, letters, target, features=FEATURES):
    """Keep these letters of a font."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = subset.Options(flavor="woff2", hinting=False, layout_features=list(features))
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=kept(source, letters))
    with subset.load_font(str(source), options) as font:
        font.flavorData = None  # packed as small as can be, which its source is not
        names = cut_names(font["name"], options)
        del font["name"]  # the cutter would look through all tables for names in use
        cutter.subset(font)
        font["name"] = names
        subset.save_font(font, str(target), options)


def cut_names(table, options):
    """Keep the names that a cut font has: the usual ones, and those that its tables refer to."""
    own = 255  # what a font calls its axes has a greater number
    table.names = [n for n in table.names if n.nameID in options.name_IDs or n.nameID > own]
    return table


PRELOAD = """<script>
if (location.protocol !== "file:") for (const href of {addresses})
  document.head.append(Object.assign(document.createElement("link"),
    {{ rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href }}));
</script>"""


def offer_preload(app, pagename, templatename, context, doctree):
    """Let the layout ask for the fonts of text early; from a disk it may not, and would say so."""
    paths = (f"_static/letters/{name}.woff2" for name in PRELOADED)
    addresses = json.dumps([context["pathto"](path, resource=True) for path in paths])
    context["letters_preload"] = PRELOAD.format(addresses=addresses)


def setup(app):
    """Register the extension."""
    app.connect("html-page-context", offer_preload)
    app.connect("build-finished", cut_fonts, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
