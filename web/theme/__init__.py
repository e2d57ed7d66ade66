"""Sphinx extension: everything that knows the insides of the theme and of its companions.

- ``templates/``: the theme's templates that the book replaces
- `web.theme.tables`: tables, mended in the document
- `web.theme.repairs`: small repairs of a page's markup
- `web.theme.unused`: what pages do not load
- `web.theme.icons`: Font Awesome, cut down to the icons in use
- `web.theme.streams`: printed text that a kernel sends in pieces
"""

from pathlib import Path

from sphinx.util import logging

TEMPLATES = Path(__file__).with_name("templates")
PARTS = (
    "findings",
    "theme.tables",
    "theme.repairs",
    "theme.unused",
    "theme.icons",
    "theme.streams",
)
logger = logging.getLogger(__name__)


def use_templates(app, config):
    """Let the book's templates come before the theme's."""
    config.templates_path.insert(
        0, str(TEMPLATES)
    )  # the theme adds its components to the same list


def warn_of_replaced_nothing(app):
    """Warn of a template that replaces none of the theme's: the theme would not ask for it."""
    if app.builder.format != "html":
        return
    theirs = [*app.builder.theme.get_theme_dirs(), *app.config.templates_path[1:]]
    for ours in TEMPLATES.glob("*.html"):
        if not any(Path(folder, ours.name).exists() for folder in theirs):
            logger.warning("the theme has no template %s that web/theme could replace", ours.name)


def setup(app):
    """Register the extension."""
    for part in PARTS:
        app.setup_extension(f"web.{part}")
    app.connect("config-inited", use_templates)
    app.connect("builder-inited", warn_of_replaced_nothing)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
