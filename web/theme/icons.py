"""Sphinx extension: the theme's icon script, style sheet and fonts hold the icons that pages show.

Font Awesome brings some 2,000 icons; the book shows about thirty.  An icon that a page names and
that Font Awesome does not have is a gap on the page, so it is a warning here.
"""

import re
from pathlib import Path

from fontTools.ttLib import TTFont
from sphinx.util import logging

from web import findings, typeface

SCRIPT, STYLES = "scripts/fontawesome.js", "styles/pydata-sphinx-theme.css"
FONTS = "vendor/fontawesome/webfonts"
PUT_IN_BY_SCRIPTS = {"xmark"}
FAMILIES = {"fa", "fas", "far", "fab", "fa-solid", "fa-regular", "fa-brands"}
SIZES_AND_TURNS = {"fa-lg", "fa-fw", "fa-sm", "fa-xs", "fa-xl", "fa-2x", "fa-spin"}
CLASSES = re.compile(r'class="([^"]*\bfa[bsr]?[- ][^"]*)"')
SCRIPT_ICON = re.compile(
    r'("?)(?P<name>[a-z0-9-]+)\1:\[\d+,\d+,\[(?P<aliases>[^\]]*)\],"[0-9a-f]+",'
    r'(?:"[^"]*"|\["[^"]*","[^"]*"\])\],?'
)
STYLE_ICON = re.compile(
    r'(?P<selectors>(?:\.fa-[a-z0-9-]+:before,?)+)\{content:"\\?(?P<letter>[^"]*)"\}'
)
SCRIPT_CUT, STYLE_CUT = "icons in the icon script", "icons in the theme's style sheet"
logger = logging.getLogger(__name__)


def icons_of(page):
    """Return the names of the icons that a page's markup shows."""
    classes = (set(found.split()) for found in CLASSES.findall(page))
    shown = set().union(*(names for names in classes if names & FAMILIES))
    return {name[3:] for name in shown - FAMILIES - SIZES_AND_TURNS if name.startswith("fa-")}


def cut_icons(app, exception):
    """Cut the icons of the finished site down to those in use."""
    if exception is not None or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    pages = Path(app.outdir).rglob("*.html")
    used = PUT_IN_BY_SCRIPTS.union(*(icons_of(page.read_text("utf8")) for page in pages))
    drawn = cut(static / SCRIPT, SCRIPT_ICON, script_names, used, SCRIPT_CUT)
    styled = cut(static / STYLES, STYLE_ICON, style_names, used, STYLE_CUT)
    for where, names in ((SCRIPT, drawn), (STYLES, styled)):
        for lost in sorted(used - names):
            logger.warning("the icon %r is shown on a page and missing in %s", lost, where)
    cut_icon_fonts(static)


def script_names(icon):
    """Return the names of an icon in the script."""
    return {icon["name"], *re.findall(r'"([^"]+)"', icon["aliases"])}


def style_names(icon):
    """Return the names of an icon in the style sheet."""
    return set(re.findall(r"\.fa-([a-z0-9-]+)", icon["selectors"]))


def cut(path, pattern, names, used, finding):
    """Keep the icons in use, and return the names of those that are in the file."""
    text = path.read_text("utf8")

    def keep(icon):
        findings.note(finding)
        return icon[0] if names(icon) & used else ""

    cut_text = pattern.sub(keep, text)
    if cut_text != text:
        path.write_text(cut_text, "utf8")
    return set().union(*map(names, pattern.finditer(cut_text)))


def cut_icon_fonts(static):
    """Keep the letters of the icon fonts that the style sheets still name."""
    css = "".join(sheet.read_text("utf8") for sheet in static.rglob("*.css"))
    letters = {ord(c) for c in css if "\ue000" <= c <= "\uf8ff"}
    letters |= {int(code, 16) for code in re.findall(r"\\([ef][0-9a-f]{3})", css)}
    fonts, had = sorted((static / FONTS).glob("*.woff2")), set()
    for font in fonts:
        had |= set(TTFont(font).getBestCmap()) & letters
        typeface.cut(font, letters, font, features=())
    icons = {int(i["letter"], 16) for i in STYLE_ICON.finditer(css) if len(i["letter"]) == 4}
    for lost in sorted(icons - had):
        logger.warning("the icon with the letter %04x is in none of the fonts of %s", lost, FONTS)


def setup(app):
    """Register the extension."""
    for finding in (SCRIPT_CUT, STYLE_CUT):
        findings.expect(finding, "mend its pattern in web/theme/icons.py")
    app.connect("build-finished", cut_icons, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
