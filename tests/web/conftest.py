"""The built site and a browser to read it with."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

from authoring import browser as browsers
from authoring.contents import ROOT

from . import lettered_book, live
from .checks import Visit
from .firefox import Firefox

SOURCES = ("chapters/*", "infolib/**/*", "web/**/*", "_config.yml", "_toc.yml")
DESK = {"width": 1280, "height": 720}
MADE_ON_THE_WAY = {"__pycache__"}


@pytest.fixture(scope="session")
def site():
    """The folder of the built site, to be looked at only."""
    built = Path(os.environ.get("BOOK_HTML", ROOT / "_build/html")).resolve()
    finished = built / ".finished"
    if not finished.exists():
        pytest.fail("the book is not built: run make book first")
    if "BOOK_HTML" in os.environ:
        return built
    newer = [path for path in sources() if path.stat().st_mtime > finished.stat().st_mtime]
    if newer:
        pytest.fail(f"{newer[0].name} has changed since the book was built: run make book first")
    return built


@pytest.fixture(scope="session")
def copied_site(site, tmp_path_factory):
    """A copy of the built site, to be written into."""
    return shutil.copytree(site, tmp_path_factory.mktemp("copy") / "html")


@pytest.fixture(scope="session")
def lettered(tmp_path_factory):
    """The built pages of a small book of formulas and words."""
    return lettered_book.build(tmp_path_factory.mktemp("lettered"))


def sources():
    """Return the files that the site is made of."""
    found = [path for pattern in SOURCES for path in ROOT.glob(pattern)]
    return [path for path in found if path.is_file() and not MADE_ON_THE_WAY & set(path.parts)]


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium, Chrome or Edge."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(**browsers.chromium())
        except Error as error:
            message = (
                "the browser tests need Chromium: apt-get install chromium, or install Chrome, "
                f"or name it in CHROMIUM ({error.message.splitlines()[0]})"
            )
            (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def window(browser):
    """A window for one page after the other: to open a window takes as long as to open a page."""
    with Visit(browser) as window:
        yield window


@pytest.fixture(scope="session")
def firefox(tmp_path_factory):
    """A headless Firefox as the machine has it."""
    program = browsers.firefox()
    if program is None:
        message = "these tests need Firefox: apt-get install firefox-esr, or name it in FIREFOX"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    firefox = Firefox(program, str(tmp_path_factory.mktemp("firefox")))
    yield firefox
    firefox.close()


@pytest.fixture(scope="session")
def blank_pages(browser):
    """Give a page for the options of a context: always the same, for to open one takes long."""
    pages = {}

    def blank_page(**options):
        key = tuple(sorted(options.items()))
        if key not in pages:
            pages[key] = browser.new_context(offline=True, **options).new_page()
        return pages[key]

    yield blank_page
    for page in pages.values():
        page.context.close()


@pytest.fixture
def live_page(blank_pages, tmp_path):
    """Open a page of live figures from a file, and see that nothing went wrong in it."""
    watched, errors = set(), []
    heard = {
        "pageerror": lambda error: errors.append(str(error)),
        "console": lambda message: errors.append(message.text),
    }

    def open_page(*drawn, viewport=DESK, **options):
        path = tmp_path / "page.html"
        path.write_text(live.markup(*drawn), "utf8")
        page = blank_pages(**options)
        if page not in watched:
            watched.add(page)
            for event, hear in heard.items():
                page.on(event, hear)
        page.set_viewport_size(viewport)
        page.emulate_media(media="null")
        page.mouse.move(0, 0)
        page.goto(path.as_uri())
        return page

    yield open_page
    for page in watched:
        for event, hear in heard.items():
            page.remove_listener(event, hear)
    assert errors == []
