"""A chapter in plain JupyterLab reads well, has its solutions folded, and stays as it is."""

import os
import re
import shutil
import subprocess
import sys
from urllib.parse import quote

import nbformat
import pytest
from playwright.sync_api import Error, sync_playwright

from authoring import browser as browsers
from authoring import contents, notebooks

pytestmark = pytest.mark.browser
CHAPTER = contents.notebooks()[0]
HEIGHT = 12_000  # the chapter takes 9000; each pixel more is drawn
OPTIONS = ["--no-browser", "--port=0", "--allow-root", "--IdentityProvider.token=reader"]
NOTEBOOKS = "--ServerApp.contents_manager_class=authoring.opened.Notebooks"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab that shows copies of the chapters."""
    root = tmp_path_factory.mktemp("lab")
    shutil.copytree(contents.ROOT / "chapters", root / "chapters")
    own = {name: str(root / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")}
    command = [sys.executable, "-m", "jupyterlab", *OPTIONS, NOTEBOOKS]
    with subprocess.Popen(
        [*command, f"--ServerApp.root_dir={root}"],
        cwd=contents.ROOT,
        env={**os.environ, **own},
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        said = (re.search(r"http://\S+:\d+/", line) for line in server.stderr)
        yield next(found[0] for found in said if found)
        server.terminate()
        server.communicate()


@pytest.fixture(scope="module")
def opened(lab):
    """A chapter, opened, its kernel at rest."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(**browsers.chromium())
        except Error as error:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(f"needs Chromium: {error}")
        page = browser.new_page(viewport={"width": 1200, "height": HEIGHT})
        page.goto(f"{lab}lab/tree/chapters/{quote(CHAPTER.name)}?token=reader")
        page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", timeout=60_000)
        page.get_by_role("heading", name="Where to read on").wait_for()
        last = page.locator(".jp-Notebook-cell").last.bounding_box()
        assert last["y"] + last["height"] < HEIGHT, "what is out of sight has no words yet"
        yield page
        browser.close()


def test_it_reads_without_any_extension(opened):
    words = " ".join(opened.locator(".jp-MarkdownOutput:visible").all_inner_texts())
    assert "Definition (Surprise)." in words
    for unread in ("{", ":::", "```", "Unknown Directive", "$"):
        assert unread not in words, words[max(0, words.index(unread) - 80) :][:160]


def test_links_carry_titles_and_lead_to_notebooks(opened):
    link = opened.locator(".jp-MarkdownOutput a", has_text="Entropy").first
    assert "02_entropy.ipynb" in link.get_attribute("href")


def test_solutions_and_the_code_of_figures_are_folded(opened):
    cells = nbformat.read(CHAPTER, as_version=4).cells
    solutions = [n for n, cell in enumerate(cells) if cell.source == notebooks.SOLUTION]
    figures = [cell for cell in cells if "hide-input" in cell.metadata.get("tags", [])]
    folded = opened.locator(".jp-Notebook-cell:visible")
    assert opened.get_by_role("heading", name="Solution", exact=True).count() == len(solutions)
    assert folded.count() < len(cells) - len(solutions) + 1
    assert opened.locator(".jp-InputPlaceholder:visible").count() == len(figures)


def test_an_answer_in_words_is_folded_until_it_is_asked_for(opened):
    answer = opened.locator(".jp-MarkdownOutput details", has=opened.get_by_text("Answer")).first
    assert not answer.locator("p").first.is_visible()
    answer.locator("summary").click()
    assert answer.locator("p").first.is_visible()
    answer.locator("summary").click()


def test_opening_it_changes_nothing(opened):
    assert opened.locator(".jp-Document .jp-mod-dirty, .lm-TabBar-tab.jp-mod-dirty").count() == 0
