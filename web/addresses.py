"""Sphinx extension: a fork says in its environment where it lives, and every link follows.

``BOOK_REPOSITORY`` replaces ``repository.url`` of ``_config.yml`` (edit, issue and launch buttons),
``BOOK_BASEURL`` the address of the published site, and ``BOOK_JUPYTERHUB`` adds a launch button for
a JupyterHub.  Where a page's links or commands name the configured repository, they name the fork.
"""

import os

from docutils import nodes
from sphinx.transforms import SphinxTransform


class LeadToTheFork(SphinxTransform):
    """Put the fork's address in place of the configured one, in links and in commands."""

    default_priority = 320

    def apply(self, **kwargs):
        """Change the links and the blocks of code of one page that no kernel runs."""
        there, here = self.config.written_repository, repository(self.config)
        for link in self.document.findall(nodes.reference):
            if link.get("refuri", "").startswith(there):
                link["refuri"] = link["refuri"].replace(there, here, 1)
        for code in list(self.document.findall(nodes.literal_block)):
            if there in code.astext() and there != here:
                text = code.astext().replace(there, here)
                code.replace_self(nodes.literal_block(text, text, **code.attributes))


def repository(config):
    """Return where the book lives."""
    return config.html_theme_options["repository_url"]


def take_addresses(app, config):
    """Let the environment override the configured addresses."""
    options = config.html_theme_options
    config.written_repository = options["repository_url"]
    here = os.environ.get("BOOK_REPOSITORY", options["repository_url"])
    options["repository_url"] = here.rstrip("/")
    config.html_baseurl = os.environ.get("BOOK_BASEURL", config.html_baseurl)
    if hub := os.environ.get("BOOK_JUPYTERHUB"):
        options["launch_buttons"]["jupyterhub_url"] = hub


def launch_notebooks_only(app, pagename, templatename, context, doctree):
    """Keep the launch buttons off a page that runs but is no notebook: Colab cannot open it."""
    if not str(app.env.doc2path(pagename)).endswith(".ipynb"):
        app.env.metadata[pagename].pop("kernelspec", None)


def setup(app):
    """Register the extension."""
    app.add_transform(LeadToTheFork)
    app.connect("config-inited", take_addresses)
    app.connect("html-page-context", launch_notebooks_only, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
