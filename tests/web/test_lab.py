"""The lab that runs in a browser: it opens, lists the chapters, and its Python starts.

NumPy for a browser is to be had from Pyodide's distribution server only, which no test asks.  So
what is seen here is all that comes before: the kernel, pure Python, and infolib's wheel.
"""

import functools
import http.server
import os
import shutil
import threading
import zipfile
from types import SimpleNamespace

import nbformat
import pytest
import yaml
from jinja2 import Environment, FileSystemLoader
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import infolib
from authoring import contents, notebooks
from tests.web import checks, local_pyodide
from web import lab as extension
from web.lab import building, chapters

LOOKS_FOR_INFOLIB = """\
%pip install -q --no-deps entropy-book
from importlib import metadata
print("infolib", metadata.version("entropy-book"))"""
ABSENT = {"dask"}  # what a browser cannot have
PATIENCE = 120_000


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The lab of the book and of one small notebook more, and a Pyodide, on a local server."""
    folder = tmp_path_factory.mktemp("lab")
    try:
        (folder / "site").mkdir()
        (folder / "site/pyodide").symlink_to(local_pyodide.folder())
    except OSError as fault:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            f"the lab's kernel needs Pyodide's core, which npm offers: {fault}"
        )
    root = book_with(folder / "book", "print(sum(range(10)))", LOOKS_FOR_INFOLIB)
    building.build(folder / "site/lab", "/pyodide/", root)
    handler = functools.partial(Quiet, directory=folder / "site")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        yield SimpleNamespace(address=address, lab=folder / "site/lab")
        server.shutdown()


def book_with(root, *cells):
    """Copy the book's pages, and add one notebook."""
    shutil.copytree(contents.ROOT / "chapters", root / "chapters")
    toc = yaml.safe_load((contents.ROOT / "_toc.yml").read_text("utf8"))
    toc["parts"][-1]["chapters"].append({"file": "chapters/small"})
    (root / "_toc.yml").write_text(yaml.safe_dump(toc), "utf8")
    small = [new_markdown_cell("# Small"), *map(new_code_cell, cells)]
    known = {"kernelspec": notebooks.KERNEL, "language_info": {"name": "python"}}
    nbformat.write(new_notebook(cells=small, metadata=known), root / "chapters/small.ipynb")
    return root


@pytest.mark.browser
def test_the_lab_opens_lists_the_chapters_in_order_and_runs_python(served, browser):
    context = browser.new_context()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{served.address}lab/lab/index.html?path=small.ipynb")
    page.wait_for_selector(".jp-DirListing-item")
    listed = page.locator(".jp-DirListing-itemName").all_inner_texts()
    order = [path.name for path in contents.notebooks()]
    assert [name for name in listed if name in order] == order

    cells = page.locator(".jp-Notebook .jp-CodeCell")
    for number, printed in ((1, "45"), (2, f"infolib {infolib.__version__}")):
        cells.nth(number).locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        output = cells.nth(number).locator(".jp-OutputArea-output")
        output.get_by_text(printed, exact=True).wait_for()
    assert [url for url in asked if not url.startswith((served.address, "data:", "blob:"))] == []
    context.close()


def test_every_chapter_imports_what_the_lab_installs():
    lists = building.WHEELS.read_text("utf8")
    for path in contents.notebooks():
        book = chapters.in_browser(nbformat.read(path, as_version=4))
        source = "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")
        assert not ABSENT & set(chapters.imports(source)), path.name
        for package in chapters.packages(book):
            assert package in {"pandas", "scipy", "scikit-learn"} or f"\n{package} " in lists


def test_a_chapter_says_what_a_browser_cannot_run_and_goes_on():
    code = new_code_cell("import dask\ntotal = 1", metadata={"tags": ["not-in-browser"]})
    there = new_code_cell("# No processes:\n# total = 2", metadata={"tags": ["in-browser"]})
    rest = [new_code_cell("import pandas, sklearn.datasets\ntotal"), new_markdown_cell("End.")]
    note = new_code_cell(notebooks.COLAB_NOTE)
    book = new_notebook(cells=[new_markdown_cell("# Title"), note, code, there, *rest])
    cells = chapters.in_browser(book).cells
    assert [cell.cell_type for cell in cells] == [
        *("markdown", "code", "markdown", "code", "code", "markdown")
    ]
    assert cells[1].source.endswith("%pip install -q entropy-book[drawing] pandas scikit-learn")
    assert "is not run here" in cells[2].source
    assert "import dask" in cells[2].source
    assert cells[3].source == "# No processes:\ntotal = 2"
    assert cells[4:] == rest


def test_infolibs_wheel_holds_infolib_and_nothing_else(served):
    (wheel,) = (served.lab / "pypi").glob("entropy_book-*-py3-none-any.whl")
    names = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    ours = [path for path in (contents.ROOT / "infolib").rglob("*") if path.is_file()]
    expected = {
        path.relative_to(contents.ROOT).as_posix()
        for path in ours
        if "__pycache__" not in path.parts
    }
    assert set(names) == expected


@pytest.mark.parametrize(("asked", "built"), [("1", True), ("", False)])
def test_a_page_offers_the_lab_only_where_it_was_built(asked, built, monkeypatch):
    monkeypatch.setenv("BOOK_LAB", asked)
    monkeypatch.setenv("BOOK_PYODIDE", "https://pyodide.example.org/full/")
    config = SimpleNamespace(lab_pyodide="", templates_path=[])
    extension.take_settings(None, config)
    path = contents.notebooks()[0]
    env = SimpleNamespace(doc2path=lambda page: path)
    context = {"pathto": lambda page, kind: f"../{page}"}
    extension.offer(SimpleNamespace(config=config, env=env), "page", "", context, None)
    offered = context["lab"]
    assert bool(offered) == built
    if built:
        assert offered["url"] == f"../lab/lab/index.html?path={path.name}"
        assert offered["host"] == "pyodide.example.org"
        assert offered["megabytes"] >= chapters.CORE


def button(lab):
    """Return the markup of the button."""
    templates = Environment(loader=FileSystemLoader(extension.TEMPLATES))
    templates.globals |= {"_": str, "pathto": lambda page, kind: f"../{page}"}
    return templates.get_template("lab-button.html").render(lab=lab)


def test_the_button_says_what_will_be_fetched_and_loads_nothing_itself():
    shown = button({"url": "../lab", "host": "pyodide.example.org", "megabytes": 36})
    assert "about 36 MB from pyodide.example.org" in shown
    assert 'href="../lab"' in shown
    assert checks.assets_elsewhere(shown) == []
    assert button(None).strip() == ""
