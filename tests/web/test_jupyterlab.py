"""A figure in JupyterLab: what its committed output shows before anything is run."""

import subprocess
import sys

import IPython.display
import matplotlib.pyplot as plt
import nbformat
import pytest

import infolib as il
from authoring.notebooks import normalise

pytestmark = pytest.mark.browser
QUIET = ["--no-browser", "--allow-root", "--ServerApp.port=0", "--IdentityProvider.token=here"]


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    """A notebook of one slider, as it is committed."""
    outputs = []

    def display(data, **_):
        data = data if isinstance(data, dict) else {"text/markdown": data.data}
        outputs.append(nbformat.v4.new_output("display_data", data=data))

    monkeypatch.delenv("INFOLIB_SITE", raising=False)
    monkeypatch.setattr(IPython.display, "display", display)
    with plt.style.context(il.book_style):
        words = {"alt": 'A "bar" < 1.', "caption": "It *moves* by $x^2$."}
        il.explore(lambda p: il.plot_distribution([p, 1 - p]), p=[0.25, 0.5, 0.75], **words)
    cell = nbformat.v4.new_code_cell("il.explore(...)", execution_count=1, outputs=outputs)
    path = tmp_path / "slider.ipynb"
    nbformat.write(normalise(nbformat.v4.new_notebook(cells=[cell])), path)
    return path


@pytest.fixture
def lab(tmp_path, notebook):
    """The address of a JupyterLab that has the notebook's folder before it."""
    command = [sys.executable, "-m", "jupyterlab", *QUIET, f"--ServerApp.root_dir={tmp_path}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as server:
        for line in server.stderr:
            if "http://127.0.0.1" in line:
                break
        yield line.split()[-1].partition("/lab")[0]
        server.kill()


def test_a_figure_says_its_words_and_how_to_move_it(lab, notebook, browser):
    page = browser.new_page()
    page.goto(f"{lab}/lab/tree/{notebook.name}?token=here", timeout=120_000)
    picture = page.get_by_role("img", name='A "bar" < 1. (p = 0.5)')
    picture.wait_for(timeout=120_000)
    assert picture.bounding_box()["width"] == pytest.approx(480, abs=1)
    assert picture.evaluate("image => image.naturalWidth") == 768
    output = page.locator(".jp-OutputArea")
    output.get_by_text("Run this cell to move it.").wait_for()
    output.get_by_text("moves", exact=True).wait_for()
    page.close()
