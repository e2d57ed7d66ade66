"""The book's face: the path of the chapters, what a shared link shows, the launch buttons."""

import html
import os
import re
from types import SimpleNamespace

import pytest
from docutils import nodes, utils
from PIL import Image

from authoring import contents
from web import addresses

REPOSITORY = "https://github.com/entropy-book/entropy-book"
CHAPTER = contents.chapters()[-1]


def test_the_path_says_what_each_chapter_needs(site):
    page = html.unescape((site / "chapters/index.html").read_text("utf8"))
    words = re.search(r'aria-label="The path of the chapters\. ([^"]*)"', page)[1]
    said = dict(re.findall(r"(\S.*?) builds on (.*?)\.(?: |$)", words))
    titles = contents.titles()
    needed = {titles[c]: [titles[n] for n in contents.needs(c)] for c in contents.chapters()}
    assert {title: words.split(" and ") for title, words in said.items()} == {
        title: needs for title, needs in needed.items() if needs
    }


def test_the_path_links_every_chapter_in_order(site):
    page = (site / "chapters/index.html").read_text("utf8")
    drawn = re.search(r'<figure class="chapter-path".*?</figure>', page, re.DOTALL)[0]
    links = re.findall(r'href="([^"]+)\.html"', drawn)
    assert [f"chapters/{link}" for link in links] == contents.chapters()


def test_a_shared_link_shows_title_description_and_picture(site):
    page = (site / f"{CHAPTER}.html").read_text("utf8")
    tags = dict(re.findall(r'<meta property="(og:\w+)" content="([^"]*)">', page))
    assert tags["og:title"].endswith(html.escape(contents.title(CHAPTER)))
    assert tags["og:description"].startswith("You will be able to ")
    assert "You need" not in tags["og:description"]
    published, _, card = tags["og:image"].partition("_static/")
    assert tags["og:url"] == f"{published}{CHAPTER}.html"
    with Image.open(site / "_static" / card) as picture:
        assert picture.size == (1200, 630)


def test_the_root_that_people_share_shows_what_the_title_page_shows(site):
    pages = [(site / name).read_text("utf8") for name in ("index.html", "chapters/index.html")]
    shown = [dict(re.findall(r'<meta property="(og:\w+)" content="([^"]*)">', p)) for p in pages]
    assert shown[0] == shown[1]
    assert shown[0]["og:title"] == "Entropy: a book that runs"
    assert shown[0]["og:description"].startswith("What does it cost to be wrong?")
    assert 'content="0; url=chapters/index.html"' in pages[0]


@pytest.mark.parametrize("page", [CHAPTER, "chapters/index"])
def test_a_page_that_is_a_notebook_opens_elsewhere_and_others_do_not(site, page):
    text = (site / f"{page}.html").read_text("utf8")
    for host in ("https://mybinder.org/v2/gh/", "https://colab.research.google.com/github/"):
        opens = re.search(rf'href="{host}[^"]*{page}\.ipynb"', text)
        assert bool(opens) == ("BOOK_REPOSITORY" in os.environ)
        assert host not in (site / "chapters/notation.html").read_text("utf8")


def configured():
    """Return the configuration as the environment changes it."""
    options = {
        "repository_url": REPOSITORY,
        "repository_branch": "main",
        "launch_buttons": {"colab_url": "https://colab.research.google.com"},
    }
    config = SimpleNamespace(html_theme_options=options, html_baseurl="")
    addresses.take_addresses(None, config)
    return config


@pytest.fixture
def unpublished(monkeypatch):
    """An environment that says nothing of where the book is."""
    for name in ("BOOK_REPOSITORY", "BOOK_BASEURL", "BOOK_JUPYTERHUB"):
        monkeypatch.delenv(name, raising=False)


def places_of_a_chapter(config):
    """Return the words of the places that a chapter leads to."""
    env = SimpleNamespace(doc2path=lambda page, base: f"{page}.ipynb")
    context = {"pathto": lambda page, resource: page, "sourcename": "chapter.ipynb"}
    app = SimpleNamespace(config=config, env=env)
    addresses.name_places(app, CHAPTER, "page.html", context, utils.new_document("chapter"))
    return [place.words for place in context["elsewhere"]]


def test_an_unpublished_book_does_not_lead_to_its_sources(unpublished, monkeypatch):
    assert places_of_a_chapter(configured()) == ["Download the notebook"]
    monkeypatch.setenv("BOOK_REPOSITORY", REPOSITORY)
    assert "Run it in Colab" in places_of_a_chapter(configured())
    assert "Report a mistake" in places_of_a_chapter(configured())


def test_a_fork_says_in_its_environment_where_it_lives(unpublished, monkeypatch):
    assert configured().html_theme_options["repository_url"] == REPOSITORY
    assert "jupyterhub_url" not in configured().html_theme_options["launch_buttons"]
    monkeypatch.setenv("BOOK_REPOSITORY", "https://github.com/you/fork/")
    monkeypatch.setenv("BOOK_BASEURL", "https://you.github.io/fork/")
    monkeypatch.setenv("BOOK_JUPYTERHUB", "https://hub.example.org")
    fork = configured()
    assert fork.html_theme_options["repository_url"] == "https://github.com/you/fork"
    assert fork.html_baseurl == "https://you.github.io/fork/"
    assert fork.html_theme_options["launch_buttons"]["jupyterhub_url"] == "https://hub.example.org"
    assert fork.written_repository == REPOSITORY


def test_the_pages_lead_to_the_fork():
    document = utils.new_document("page")
    link = nodes.reference("", "infolib", refuri=f"{REPOSITORY}/tree/main/infolib")
    elsewhere = nodes.reference("", "other", refuri="https://github.com/other/book")
    document += [nodes.paragraph("", "", link, elsewhere)]
    document += nodes.literal_block("", f"%pip install git+{REPOSITORY}")
    fork = {"repository_url": "https://github.com/you/fork"}
    config = SimpleNamespace(written_repository=REPOSITORY, html_theme_options=fork)
    document.settings.env = SimpleNamespace(config=config)
    addresses.LeadToTheFork(document).apply()
    assert [link["refuri"] for link in document.findall(nodes.reference)] == [
        "https://github.com/you/fork/tree/main/infolib",
        "https://github.com/other/book",
    ]
    (code,) = document.findall(nodes.literal_block)
    assert code.astext() == "%pip install git+https://github.com/you/fork"
