"""Notebooks are stored so that a diff shows what a person changed, and nothing else."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest

from authoring import notebooks

FIGURE = """\
import os, base64
from IPython.display import display

pixels = base64.b64encode(os.urandom(9)).decode()  # another processor
figure = {"numbers": [1, 2]}
image = f'<img alt="A line." src="data:image/png;base64,{pixels}">'
bundle = {"text/html": image, "text/plain": "A line."}
display(bundle | {"application/vnd.infolib.figure+json": figure}, raw=True)"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "small.ipynb"


def write(path, *cells):
    """Write a notebook of code cells that were never run."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbformat.write(book, path)


def edit(path, old, new):
    """Change the code of a notebook and leave its outputs."""
    book = nbformat.read(path, as_version=4)
    for cell in book.cells:
        cell.source = cell.source.replace(old, new)
    nbformat.write(book, path)


def drawn(code, numbers, pixels, words="A line."):
    """Return a notebook with one figure."""
    data = {"text/plain": words, notebooks.PICTURE: pixels, notebooks.FIGURE: {"numbers": numbers}}
    output = nbformat.v4.new_output("display_data", data=data)
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code, outputs=[output])])


def test_running_twice_stores_the_same_though_the_pixels_differ(path):
    write(path, "print(1 + 1)", "1 / 3", FIGURE)
    with ThreadPoolExecutor(1) as apart:  # from the event loop that tests of pages leave running
        apart.submit(notebooks.run, path).result()
        once = path.read_bytes()
        assert b"data:image/png" in once
        apart.submit(notebooks.run, path).result()
        assert path.read_bytes() == once
        apart.submit(notebooks.run, path, new_pictures=True).result()
        assert path.read_bytes() != once


@pytest.mark.parametrize(
    ("code", "numbers", "words", "kept"),
    [
        ("draw()", [1, 2], "A line.", "old"),
        ("draw()", [1, 3], "A line.", "new"),  # what another cell computes may move a bar
        ("draw()", [1, 2], "Two lines.", "new"),  # or change the words
        ("draw(wide=True)", [1, 2], "A line.", "new"),
    ],
)
def test_a_picture_is_kept_if_its_code_its_data_and_its_words_are(code, numbers, words, kept):
    before = notebooks.pictures(drawn("draw()", [1, 2], "old"))
    book = drawn(code, numbers, "new", words)
    notebooks.keep_pictures(book, before)
    assert book.cells[0].outputs[0].data[notebooks.PICTURE] == kept


def save_in_jupyterlab(path):
    """Run a notebook and save it as JupyterLab does: other pixels, counts, ids and metadata."""
    book = nbformat.read(path, as_version=4)
    book.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    for number, cell in enumerate(book.cells, 7):
        cell.id, cell.execution_count = f"saved-{number}", number
        cell.metadata["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00"}
        for output in cell.outputs:
            output.data[notebooks.PICTURE] = "b3RoZXI="
            output.data["application/vnd.jupyter.widget-view+json"] = {"model_id": "1"}
    nbformat.write(book, path)


def test_what_jupyterlab_saves_after_a_run_is_restored_to_what_was_committed(path):
    write(path, FIGURE)
    assert notebooks.main([str(path)]) == 0
    stored = path.read_bytes()
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "A figure"]):
        subprocess.run([*git, *command], cwd=path.parent, check=True)
    save_in_jupyterlab(path)
    assert path.read_bytes() != stored
    assert notebooks.main([str(path)]) == 0
    assert path.read_bytes() == stored


def test_a_notebook_that_git_does_not_know_has_no_committed_pictures(path):
    write(path, "1")
    assert notebooks.committed(path).cells == []


def test_a_picture_without_data_is_always_drawn_anew():
    book = drawn("draw()", [1, 2], "old")
    del book.cells[0].outputs[0].data[notebooks.FIGURE]
    assert notebooks.pictures(book) == {}


def test_a_run_prints_no_warnings_of_the_kernel(path, capfd):
    write(path, "1 + 1")
    assert notebooks.main([str(path)]) == 0
    assert "WARNING" not in capfd.readouterr().err


def test_ruff_has_nothing_left_to_do_after_make_notebooks(path):
    write(path, "import os, json\nx = { 'a':1 }", "print( x )")
    assert notebooks.main([str(path)]) == 0
    stored = path.read_bytes()
    for command in (["check", "--fix", "--select", "I,F", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, str(path)], check=False)
    assert path.read_bytes() == stored
    assert b"json" not in stored


def test_a_cell_that_fails_is_named_and_the_outputs_stay(path, capsys):
    write(path, 'print("here")')
    notebooks.main([str(path)])
    edit(path, 'print("here")', 'print("there")\n1 / 0')
    assert notebooks.main([str(path)]) == 1
    assert "small.ipynb failed" in capsys.readouterr().err
    assert "here\n" in nbformat.read(path, as_version=4).cells[0].outputs[0].text


def test_line_ends_are_those_of_the_repository(path):
    notebooks.write(path, "a\nb\n")
    assert path.read_bytes() == b"a\nb\n"


def test_a_name_that_is_no_file_is_answered(path, capsys):
    with pytest.raises(SystemExit):
        notebooks.main([str(path)])
    assert f"there is no {path}" in capsys.readouterr().err
