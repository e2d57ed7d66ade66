"""Sphinx extension: every byte that a page needs is served by the book itself, and few of them.

It copies MathJax out of the package sphinx-mathjax-offline, gives the letters in figures the font
that they were set in, drops what the pages do not use (a live-code button, whose scripts name
another host; a script for folding; the search index on pages that do not search), and cuts the
theme's icon font and icon script down to the icons that some page shows.
"""

import html
import importlib.util
import logging
import re
import shutil
from pathlib import Path

from fontTools import subset

MATHJAX = [
    "startup.js",
    "loader.js",
    "core.js",
    "input/tex-base.js",
    "input/tex/extensions",
    "output/chtml.js",
    "output/chtml/fonts",
    "a11y/assistive-mml.js",
]
SCRIPT_ICON = re.compile(
    r'("?)(?P<name>[a-z0-9-]+)\1:\[\d+,\d+,\[(?P<aliases>[^\]]*)\],"[0-9a-f]+",'
    r'(?:"[^"]*"|\["[^"]*","[^"]*"\])\],?'
)
CSS_ICON = re.compile(r'(?:\.fa-[a-z0-9-]+:before,?)+\{content:"[^"]*"\}')
OTHER_BUILD = "# Sphinx build info version 1\n# another\nconfig: another\ntags: another\n"
ALWAYS_SHOWN = {"xmark"}  # put into the page by a script
UNUSED = {"thebe", "toggle", "design-tabs"}
SEARCH_SCRIPT = re.compile(
    r'\s*<script src="[^"]*(?:searchtools|language_data|searchindex)\.js[^"]*"></script>'
)
FIGURE_FONTS = {
    "figures.woff2": "DejaVuSans.ttf",
    "figures-oblique.woff2": "DejaVuSans-Oblique.ttf",
}


def load_what_is_used(app, pagename, templatename, context, doctree):
    """Leave unused scripts and style sheets out of the page, and MathJax in where it has work."""
    grids = 'class="sd-' in context.get("body", "")
    unused = UNUSED if grids else {*UNUSED, "sphinx-design"}
    for files in ("script_files", "css_files"):
        context[files] = [file for file in context.get(files, []) if not names(file) & unused]


def load_mathjax_for_captions(app, pagename, templatename, context, doctree):
    """Count a formula in a figure's caption as a formula: Sphinx looks at the text only."""
    if 'class="math' in context.get("body", ""):
        app.env.get_domain("math").data["has_equations"][pagename] = True


def names(file):
    """Return the packages that a script or style sheet speaks of."""
    words = f"{getattr(file, 'filename', file)} {getattr(file, 'attributes', '')}".lower()
    return {name for name in (*UNUSED, "sphinx-design") if name in words}


def write_all_pages_when_their_dress_changed(app):
    """Make Sphinx, which looks at chapters only, see that styles, scripts or extensions are new."""
    finished = Path(app.outdir, ".finished")
    dress = [Path(app.srcdir, "_config.yml")]
    dress += [p for folder in ("_static", "_ext") for p in Path(app.srcdir, folder).rglob("*.*")]
    if finished.exists() and any(p.stat().st_mtime > finished.stat().st_mtime for p in dress):
        Path(app.outdir, ".buildinfo").write_text(OTHER_BUILD)


def serve_own_assets(app, exception):
    """Complete the finished site's own files."""
    if exception is None and app.builder.format == "html":
        out = Path(app.outdir)
        copy_mathjax(out / "_static/mathjax")
        for page in out.rglob("*.html"):
            if page.name != "search.html":
                replace(page, SEARCH_SCRIPT, "")
        pages = [page.read_text("utf8") for page in out.rglob("*.html")]
        cut_icons(out / "_static", pages)
        frames = [frames.read_text("utf8") for frames in out.glob("_static/frames/*.js")]
        bring_figure_fonts(out / "_static/fonts", pages + frames)
        for source_map in (out / "_static").rglob("*.map"):
            source_map.unlink()
        (out / ".finished").touch()  # the tests ask whether the site is newer than its sources


def copy_mathjax(target):
    """Copy the parts of MathJax that the book's formulas use: 3 MB of its 24."""
    package = importlib.util.find_spec("sphinx-mathjax-offline")
    source = Path(package.submodule_search_locations[0], "static/mathjax")
    for part in MATHJAX:
        (target / part).parent.mkdir(parents=True, exist_ok=True)
        if (source / part).is_dir():
            shutil.copytree(source / part, target / part, dirs_exist_ok=True)
        elif (source / part).is_file():
            shutil.copyfile(source / part, target / part)


def cut_icons(static, pages):
    """Keep the icons that some page uses, in the script, the style sheet and the font."""
    used = ALWAYS_SHOWN.union(*(re.findall(r"\bfa-([a-z0-9-]+)", page) for page in pages))

    def kept_in_script(icon):
        names = {icon["name"], *re.findall(r'"([^"]+)"', icon["aliases"])}
        return icon[0] if names & used else ""

    def kept_in_css(rule):
        return rule[0] if set(re.findall(r"\.fa-([a-z0-9-]+)", rule[0])) & used else ""

    replace(static / "scripts/fontawesome.js", SCRIPT_ICON, kept_in_script)
    replace(static / "styles/pydata-sphinx-theme.css", CSS_ICON, kept_in_css)
    css = "".join(sheet.read_text("utf8") for sheet in static.rglob("*.css"))
    glyphs = {ord(c) for c in css if "\ue000" <= c <= "\uf8ff"}
    glyphs |= {int(code, 16) for code in re.findall(r"\\([ef][0-9a-f]{3})", css)}
    for icons in static.glob("vendor/fontawesome/webfonts/*.woff2"):
        cut_font(icons, glyphs, icons)


def bring_figure_fonts(target, pages):
    """Copy the letters that figures use out of matplotlib's own font, with its licence."""
    import matplotlib

    source = Path(matplotlib.get_data_path(), "fonts/ttf")
    target.mkdir(exist_ok=True)
    shutil.copy(source / "LICENSE_DEJAVU", target)
    ascii_letters = set(range(32, 127))
    drawn = {ord(letter) for page in pages for letter in html.unescape(page) if letter > "~"}
    for name, original in FIGURE_FONTS.items():
        cut_font(source / original, ascii_letters | drawn, target / name)


def replace(path, pattern, replacement):
    """Rewrite a file, each match of the pattern replaced."""
    old = path.read_text("utf8")
    new = pattern.sub(replacement, old)
    if new != old:
        path.write_text(new, "utf8")


def cut_font(source, code_points, target):
    """Keep these code points of a font."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = subset.Options(flavor="woff2", hinting=False, layout_features=["kern"])
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=code_points)
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def setup(app):
    """Register the extension."""
    app.connect("builder-inited", write_all_pages_when_their_dress_changed)
    app.connect("html-page-context", load_mathjax_for_captions, priority=400)
    app.connect("html-page-context", load_what_is_used, priority=900)
    app.connect("build-finished", serve_own_assets, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
