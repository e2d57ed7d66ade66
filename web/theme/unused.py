"""Sphinx extension: pages do not load what the theme and Jupyter Book bring and nobody uses.

That is a button for live code, whose scripts name another host; a script for folding; the search
index on pages that do not search; and the style sheet of grids on pages without a grid.
"""

from pathlib import Path

from web import findings

UNUSED = ("thebe", "toggle", "design-tabs")
GRIDS = "sphinx-design"
SEARCH = ("searchtools.js", "language_data.js", "searchindex.js")


def load_what_is_used(app, pagename, templatename, context, doctree):
    """Leave unused scripts and style sheets out of a page."""
    has_grids = 'class="sd-' in context.get("body", "")
    unused = UNUSED if has_grids else (*UNUSED, GRIDS)
    for kind in ("script_files", "css_files"):
        context[kind] = [file for file in context.get(kind, []) if not belongs(file, unused)]
    context["without_search"] = without_search


def belongs(file, packages):
    """Whether a script or style sheet belongs to one of these packages."""
    words = f"{getattr(file, 'filename', file)} {getattr(file, 'attributes', '')}".lower()
    for name in (*UNUSED, GRIDS):
        findings.note(f"scripts or styles of {name}", name in words)
    return any(name in words for name in packages)


def without_search(head):
    """Return the lines of a page's head that do not load the search index."""
    kept = []
    for line in head.splitlines():
        loaded = [name for name in SEARCH if name in line]
        for name in loaded:
            findings.note(f"the search index's {name}")
        if not loaded:
            kept.append(line)
    return "\n".join(kept)


def remove_source_maps(app, exception):
    """Remove what only a debugger of the theme reads."""
    if exception is None and app.builder.format == "html":
        for source_map in Path(app.outdir, "_static").rglob("*.map"):
            source_map.unlink()


def setup(app):
    """Register the extension."""
    expected = [f"scripts or styles of {name}" for name in (*UNUSED, GRIDS)]
    for name in (*expected, *(f"the search index's {name}" for name in SEARCH)):
        findings.expect(name, "no page would load it any more: take it out of web/theme/unused.py")
    app.connect("html-page-context", load_what_is_used, priority=900)
    app.connect("build-finished", remove_source_maps)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
