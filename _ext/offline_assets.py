"""Sphinx extension: every byte that a page needs is served by the book itself, and few of them.

It copies MathJax out of the package sphinx-mathjax-offline, drops the scripts of a live-code button
that the book does not use (they name another host), and cuts the theme's icon font and icon script
down to the icons that some page shows.
"""

import importlib.util
import re
import shutil
from pathlib import Path

from fontTools import subset

MATHJAX = [
    "startup.js",
    "loader.js",
    "core.js",
    "tex-chtml.js",
    "input/tex.js",
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
ALWAYS_SHOWN = {"xmark"}  # put into the page by a script


def drop_live_code_scripts(app, pagename, templatename, context, doctree):
    """Leave sphinx-thebe's scripts out of the page."""
    context["script_files"] = [
        script
        for script in context.get("script_files", [])
        if "thebe" not in f"{script} {getattr(script, 'attributes', '')}".lower()
    ]
    context["css_files"] = [css for css in context.get("css_files", []) if "thebe" not in str(css)]


def serve_own_assets(app, exception):
    """Complete the finished site's own files."""
    if exception is None and app.builder.format == "html":
        out = Path(app.outdir)
        copy_mathjax(out / "_static/mathjax")
        pages = [page.read_text("utf8") for page in out.rglob("*.html")]
        cut_icons(out / "_static", pages)
        for source_map in (out / "_static").rglob("*.map"):
            source_map.unlink()


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
    cut_font(static / "vendor/fontawesome/webfonts/fa-solid-900.woff2", glyphs)


def replace(path, pattern, replacement):
    """Rewrite a file, each match of the pattern replaced."""
    path.write_text(pattern.sub(replacement, path.read_text("utf8")), "utf8")


def cut_font(path, glyphs):
    """Keep these code points of a font."""
    options = subset.Options(flavor="woff2")
    font = subset.load_font(str(path), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=glyphs)
    cutter.subset(font)
    subset.save_font(font, str(path), options)


def setup(app):
    """Register the extension."""
    app.connect("html-page-context", drop_live_code_scripts, priority=900)
    app.connect("build-finished", serve_own_assets, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
