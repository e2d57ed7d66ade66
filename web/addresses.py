"""Sphinx extension: where the book lives, and where else a page can be opened, run or mended.

A fork says in its environment where it lives, and every link follows: ``BOOK_REPOSITORY`` replaces
``repository.url`` of ``_config.yml``, ``BOOK_BASEURL`` the address of the published site, and
``BOOK_JUPYTERHUB`` adds a link to a JupyterHub.  Where a page's links or commands name the
configured repository, they name the fork.
"""

import os
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from docutils import nodes
from sphinx.transforms import SphinxTransform


class Place(NamedTuple):
    """Where a page leads, and in which words."""

    words: str
    address: str


class Repository(NamedTuple):
    """Where the sources are."""

    url: str
    branch: str

    @property
    def pages(self):
        """The address under which the host keeps its pages for editing and issues."""
        return f"{self.url}/-" if "gitlab" in urlsplit(self.url).netloc else self.url

    @property
    def name(self):
        """The owner and the name."""
        return urlsplit(self.url).path.strip("/")


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


def name_places(app, pagename, templatename, context, doctree):
    """Give the layout the places that a page leads to."""
    options = app.config.html_theme_options
    source = "" if doctree is None else app.env.doc2path(pagename, base=False)
    places = context["elsewhere"] = []
    if source.endswith(".ipynb"):
        copy = context["pathto"](f"_sources/{context['sourcename']}", resource=True)
        places.append(Place("Download the notebook", copy))
    if options["repository_url"]:
        repository = Repository(options["repository_url"], options["repository_branch"])
        if source.endswith(".ipynb"):
            places += runs(repository, source, options["launch_buttons"])
        places += mends(repository, source, pagename)


def mends(repository, source, pagename):
    """Return where a page can be mended."""
    issue = urlencode({"title": f"On the page {pagename}"})
    places = [
        Place("Report a mistake", f"{repository.pages}/issues/new?{issue}"),
        Place("The repository", repository.url),
    ]
    if source:
        edited = f"{repository.pages}/edit/{repository.branch}/{quote(source)}"
        places.insert(0, Place("Suggest an edit", edited))
    return places


def runs(repository, notebook, launch):
    """Return where a notebook can be run."""
    path, name = f"lab/tree/{quote(notebook)}", repository.name
    on_github = urlsplit(repository.url).netloc == "github.com"
    found = []
    if binder := launch.get("binderhub_url", "").rstrip("/"):
        kind = f"gh/{name}" if on_github else f"git/{quote(repository.url, safe='')}"
        address = f"{binder}/v2/{kind}/{repository.branch}?urlpath={path}"
        found.append(Place("Run it on Binder", address))
    if hub := launch.get("jupyterhub_url", "").rstrip("/"):
        inside = f"lab/tree/{name.rpartition('/')[2]}/{notebook}"
        asked = {"repo": repository.url, "urlpath": inside, "branch": repository.branch}
        address = f"{hub}/hub/user-redirect/git-pull?{urlencode(asked, safe='/')}"
        found.append(Place("Run it on JupyterHub", address))
    if on_github and (colab := launch.get("colab_url", "").rstrip("/")):
        address = f"{colab}/github/{name}/blob/{repository.branch}/{quote(notebook)}"
        found.append(Place("Run it in Colab", address))
    return found


def setup(app):
    """Register the extension."""
    app.add_transform(LeadToTheFork)
    app.connect("config-inited", take_addresses)
    app.connect("html-page-context", name_places)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
