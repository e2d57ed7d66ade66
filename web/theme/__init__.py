"""Sphinx extension: the book's own theme.

``layout.html`` is every page, ``404.html`` the page for an address that the book does not have,
``root.html`` the one at the site's root, which leads to the title page.
"""

from pathlib import Path
from urllib.parse import urljoin, urlsplit

NAMED_IN_CONFIG = 800  # the priority that Sphinx gives to html_css_files and html_js_files
EXTRA_PAGES = {"404": "404.html", "index": "root.html"}


def add_extra_pages(app, config):
    """Write the extra pages; a book whose first page is ``index`` has a root of its own."""
    pages = {name: page for name, page in EXTRA_PAGES.items() if name != config.root_doc}
    config.html_additional_pages = {**pages, **config.html_additional_pages}


def fill_layout(app, pagename, templatename, context, doctree):
    """Tell the layout what Sphinx does not, and keep out what the book does not use."""
    base = app.config.html_baseurl
    numbers = app.env.toc_secnumbers.get(pagename, {}).get("", ())
    context["chapter_number"] = next(iter(numbers), None)
    context["base_path"] = urlsplit(base).path or "/"
    context["front_address"] = urljoin(base, app.builder.get_target_uri(app.config.root_doc))
    context["css_files"] = [file for file in context["css_files"] if is_ours(file)]
    context["script_files"] = [file for file in context["script_files"] if is_ours(file)]


def is_ours(file):
    """Whether ``_config.yml`` or an extension of the book names a style sheet or script."""
    return getattr(file, "priority", 0) >= NAMED_IN_CONFIG


def setup(app):
    """Register the extension."""
    app.add_config_value("comments_config", {}, "html")  # Jupyter Book sets it; there are none
    app.add_html_theme("book", str(Path(__file__).parent))
    app.connect("config-inited", add_extra_pages, priority=900)  # when _toc.yml has named the root
    app.connect("html-page-context", fill_layout, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
