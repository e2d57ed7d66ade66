"""Sphinx extension: the environment says where the book is published, and every link follows.

``BOOK_REPOSITORY`` says that the book is published, and where its sources are: it replaces
``repository.url`` of ``_config.yml``.  Without it no page shows a button that leads to the sources
(repository, issue, edit, Binder, Colab): what a local build holds is nowhere else.

``BOOK_BASEURL`` replaces the address of the published site, and ``BOOK_JUPYTERHUB`` adds a launch
button for a JupyterHub.  Pages may use the substitutions ``{{ infolib_source }}`` and
``{{ install_line }}``.
"""

import os

LEAD_AWAY = ("use_repository_button", "use_issues_button", "use_edit_page_button")


def take_addresses(app, config):
    """Let the environment override the configured addresses."""
    options = config.html_theme_options
    repository = os.environ.get("BOOK_REPOSITORY", options["repository_url"]).rstrip("/")
    options["repository_url"] = repository
    if "BOOK_REPOSITORY" not in os.environ:
        show_no_way_out(options)
    config.html_baseurl = os.environ.get("BOOK_BASEURL", config.html_baseurl)
    if hub := os.environ.get("BOOK_JUPYTERHUB"):
        options["launch_buttons"]["jupyterhub_url"] = hub
    source = f"{repository}/tree/{options['repository_branch']}/infolib"
    config.myst_substitutions |= {
        "infolib_source": f"[infolib]({source})",
        "install_line": f'```text\n%pip install "entropy-book[chapters] @ git+{repository}"\n```',
    }


def show_no_way_out(options):
    """Take the buttons away whose addresses hold only what was published."""
    options |= dict.fromkeys(LEAD_AWAY, False)
    options["launch_buttons"] = {}


def launch_notebooks_only(app, pagename, templatename, context, doctree):
    """Keep the launch buttons off a page that runs but is no notebook: Colab cannot open it."""
    if not str(app.env.doc2path(pagename)).endswith(".ipynb"):
        app.env.metadata[pagename].pop("kernelspec", None)


def setup(app):
    """Register the extension."""
    app.connect("config-inited", take_addresses)
    app.connect("html-page-context", launch_notebooks_only, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
