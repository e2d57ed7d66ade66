"""Make the fonts that the repository keeps: python -m authoring.letters.

They are kept, in ``web/letters`` for pages and in ``infolib/drawing/letters`` for figures, so that
the book looks the same when their packages are gone.  Making them anew needs, besides what authors
have, ``pip install fontpkg-source-serif-4==4.4 fontpkg-source-sans-3==3.52
fontpkg-source-code-pro==1.26 jupyterlab_myst==2.7.0``.

Source Serif 4, Source Sans 3 and Source Code Pro are the letters; the signs of formulas are those
of KaTeX.  Their licence reserves these names for the fonts as they were: ours are called after the
book.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.woff2 import WOFF2FlavorData
from fontTools.varLib import instancer

from authoring.contents import ROOT

PAGES, FIGURES = ROOT / "web/letters", ROOT / "infolib/drawing/letters"
SERIF, SANS, MONO = "source_serif_4", "source_sans_3", "source_code_pro"
FACES = {  # the font we make: its package, the file there, where its axes stand
    PAGES / "serif.woff2": (SERIF, "SourceSerif4[opsz,wght].ttf", {"opsz": 16, "wght": (400, 650)}),
    PAGES / "serif-italic.woff2": (
        SERIF, "SourceSerif4-Italic[opsz,wght].ttf", {"opsz": 16, "wght": 400}
    ),
    PAGES / "display.woff2": (SERIF, "SourceSerif4[opsz,wght].ttf", {"opsz": 48, "wght": 500}),
    PAGES / "sans.woff2": (SANS, "SourceSans3[wght].ttf", {"wght": (400, 650)}),
    PAGES / "sans-italic.woff2": (SANS, "SourceSans3-Italic[wght].ttf", {"wght": 400}),
    PAGES / "mono.woff2": (MONO, "SourceCodePro[wght].ttf", {"wght": 400}),
    FIGURES / "sans.ttf": (SANS, "SourceSans3[wght].ttf", {"wght": 400}),
    FIGURES / "sans-italic.ttf": (SANS, "SourceSans3-Italic[wght].ttf", {"wght": 400}),
    FIGURES / "sans-bold.ttf": (SANS, "SourceSans3[wght].ttf", {"wght": 650}),
}  # fmt: skip
SIGNS = ["Main-Regular", "AMS-Regular", "Caligraphic-Regular", "Math-Italic", "Script-Regular"]
SIGNS += [f"Size{n}-Regular" for n in range(1, 5)]
KEPT = [  # Latin, accents, Greek, dashes and quotes, arrows, mathematics, boxes
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x218, 0x21B), (0x2C6, 0x2DD), (0x300, 0x3FF),
    (0x1E00, 0x1EFF), (0x2000, 0x20BF), (0x2100, 0x22FF), (0x2500, 0x25FF),
]  # fmt: skip
FEATURES = [
    *("kern", "mark", "mkmk", "ccmp", "locl", "liga"),
    *("lnum", "onum", "pnum", "tnum", "frac", "case", "sups", "subs"),
]
ASCENT, DESCENT = 0.95, 0.3  # alike in all, so that a formula does not push its line
FAMILY, STYLE, UNIQUE_NAME, FULL_NAME, POSTSCRIPT_NAME = 1, 2, 3, 4, 6
TYPE_FAMILY, TYPE_STYLE, VARIATIONS_PREFIX = 16, 17, 25
STYLES = {"italic": "Italic", "bold": "Bold"}


def main():
    """Make every font, or those whose file names are given."""
    wanted = sys.argv[1:]
    for target, (package, name, axes) in FACES.items():
        if not wanted or target.name in wanted:
            source = Path(find_spec(f"fontpkg_{package}").origin).with_name("files") / name
            save(instancer.instantiateVariableFont(cut(source), axes, inplace=True), target)
    for name, source in sign_fonts():
        target = PAGES / f"signs-{name.lower().removesuffix('-regular')}.woff2"
        if name in SIGNS and (not wanted or target.name in wanted):
            save(TTFont(source), target)


def sign_fonts():
    """Find KaTeX's fonts in what JupyterLab's extension for MyST brings: name and file."""
    shared = Path(sys.prefix, "share/jupyter/labextensions/jupyterlab-myst/static")
    for path in shared.glob("*.woff2"):
        yield TTFont(path)["name"].getDebugName(POSTSCRIPT_NAME).removeprefix("KaTeX_"), path


def cut(source):
    """Keep the letters that a book in Latin letters may need."""
    options = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=["*"])
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in KEPT for code in range(first, last + 1)])
    cutter.subset(font)
    return font


def save(font, target):
    """Write a font under the book's name, as high as all others."""
    face, _, kind = target.stem.partition("-")
    style = STYLES.get(kind, "Regular")
    family = f"Entropy {target.stem}" if face == "signs" else f"Entropy {face.capitalize()}"
    rename(font["name"], family, style)
    unit, head, metrics = font["head"].unitsPerEm, font["hhea"], font["OS/2"]
    if style == "Bold":  # what matplotlib asks for by that name
        metrics.usWeightClass, font["head"].macStyle = 700, 1
    ascent, descent = round(ASCENT * unit), round(DESCENT * unit)
    head.ascent, head.descent, head.lineGap = ascent, -descent, 0
    metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = ascent, -descent, 0
    metrics.usWinAscent, metrics.usWinDescent = ascent, descent
    font.flavor = "woff2" if target.suffix == ".woff2" else None
    # a reader gets another cut; here each build of the book reads it, and unpacking takes long
    font.flavorData = WOFF2FlavorData(transformedTables=())
    target.parent.mkdir(exist_ok=True)
    font.save(target)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB")


def rename(table, family, style):
    """Give a font's names anew; its copyright and its licence stay."""
    names = {FAMILY: family, STYLE: style, FULL_NAME: f"{family} {style}".removesuffix(" Regular")}
    names[POSTSCRIPT_NAME] = f"{family}-{style}".replace(" ", "")
    names |= {UNIQUE_NAME: names[POSTSCRIPT_NAME], TYPE_FAMILY: family, TYPE_STYLE: style}
    names[VARIATIONS_PREFIX] = family.replace(" ", "")
    for record in table.names:
        record.string = names.get(record.nameID, record.toUnicode())


if __name__ == "__main__":
    main()
