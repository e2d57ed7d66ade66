"""The book's face: the path of the chapters, what a shared link shows, the launch buttons."""

import html
import re
from types import SimpleNamespace

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


def test_a_chapter_opens_elsewhere_and_a_page_without_code_does_not(site):
    chapter = (site / f"{CHAPTER}.html").read_text("utf8")
    for host in ("https://mybinder.org/v2/gh/", "https://colab.research.google.com/github/"):
        assert re.search(rf'href="{host}[^"]*{CHAPTER}\.ipynb"', chapter)
        assert host not in (site / "chapters/glossary.html").read_text("utf8")


def test_a_fork_says_in_its_environment_where_it_lives(monkeypatch):
    for name in ("BOOK_REPOSITORY", "BOOK_BASEURL", "BOOK_JUPYTERHUB"):
        monkeypatch.delenv(name, raising=False)

    def configured():
        options = {
            "repository_url": REPOSITORY,
            "repository_branch": "main",
            "launch_buttons": {"colab_url": "https://colab.research.google.com"},
        }
        config = SimpleNamespace(html_theme_options=options, html_baseurl="")
        addresses.take_addresses(None, config)
        return config

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
