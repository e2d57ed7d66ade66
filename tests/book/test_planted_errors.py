"""The tests of the book can fail: each fault is planted in a copy, and must be found."""

import re
import subprocess
import sys
import tomllib

import nbformat
import pytest

from authoring import contents, structure

CHAPTER = contents.ROOT / "chapters/05_kl_divergence.ipynb"


@pytest.fixture
def book():
    return structure.read(CHAPTER)


def first_code(book, holding=""):
    return next(cell for cell in structure.code(book) if holding in cell.source)


def test_a_cell_that_was_never_run_is_found(book):
    cell = first_code(book)
    cell.execution_count, cell.outputs = None, []
    assert structure.unexecuted_cells(book) == [1]


def test_a_warning_on_the_page_is_found(book):
    first_code(book).outputs.append(nbformat.v4.new_output("stream", name="stderr", text="hm"))
    assert len(structure.failed_cells(book)) == 1


def test_a_long_cell_is_found(book):
    first_code(book).source += "\n" + "1\n" * 25
    assert len(structure.long_cells(book)) == 1


@pytest.mark.parametrize(
    "picture", [{"text/html": '<img alt=" " src="data:">'}, {"image/png": "iVBORw0KGgo="}]
)
def test_a_figure_without_alternative_text_is_found(book, picture):
    first_code(book, "il.show").outputs[0].data = picture
    assert len(structure.unexplained_figures(book)) == 1


def test_a_figure_without_a_caption_is_found(book):
    cell = first_code(book, "il.show")
    cell.outputs = cell.outputs[:1]
    assert len(structure.unexplained_figures(book)) == 1


@pytest.mark.parametrize(
    "line", ["np.random.rand(3)", "np.random.default_rng()", "np.random.default_rng(seed)"]
)
def test_randomness_without_a_seed_is_found(book, line):
    first_code(book).source += f"\n{line}"
    assert len(structure.hidden_randomness(book)) == 1


def test_a_missing_section_is_found(book):
    for cell in book.cells:
        cell.source = cell.source.replace("## In one breath", "## Summary")
    assert len(structure.missing_parts(book)) == 1


def test_an_exercise_without_a_solution_is_found(book):
    label = structure.exercises(book)[1][0]
    for cell in book.cells:
        cell.source = re.sub(r"(\{solution(-start)?\}) " + label, r"\1 ex-other", cell.source)
    faults = structure.exercise_faults(book)
    assert f"{label} has no folded solution" in faults
    assert "a solution solves ex-other, which is no exercise" in faults


def test_an_unknown_citation_is_found(book):
    book.cells[0].source += " {cite:p}`nobody1900`"
    assert structure.unknown_citations(book, structure.works()) == ["nobody1900"]


def test_an_editors_traces_are_found(book, tmp_path):
    first_code(book).metadata["collapsed"] = True
    copy = tmp_path / "copy.ipynb"
    nbformat.write(book, copy)
    assert structure.not_in_normal_form(copy)


def nbval(path):
    """Run nbval in strict mode on one notebook, as the suite does."""
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-n0", "-c", "/dev/null", str(path)]
    options = tomllib.loads((contents.ROOT / "pyproject.toml").read_text("utf8"))["tool"]["pytest"]
    left_out = [o for o in options["ini_options"]["addopts"] if "sanitize" in o]
    return subprocess.run([*command, *left_out], capture_output=True, text=True, cwd=contents.ROOT)


def small_notebook(path):
    """Write a notebook of two executed cells, taken from the real chapter's form."""
    book = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": ""}}
    )
    answer = nbformat.v4.new_output("stream", name="stdout", text="0.531 bits\n")
    source = 'import infolib as il\n\nprint(f"{il.kl_divergence([0.9, 0.1], [0.5, 0.5]):.3f} bits")'
    book.cells = [nbformat.v4.new_code_cell(source, execution_count=1, outputs=[answer])]
    nbformat.write(book, path)
    return book


def test_nbval_accepts_what_the_code_prints(tmp_path):
    small_notebook(tmp_path / "right.ipynb")
    result = nbval(tmp_path / "right.ipynb")
    assert result.returncode == 0, result.stdout


def test_nbval_finds_one_changed_digit(tmp_path):
    book = small_notebook(tmp_path / "wrong.ipynb")
    book.cells[0].outputs[0].text = "0.532 bits\n"
    nbformat.write(book, tmp_path / "wrong.ipynb")
    result = nbval(tmp_path / "wrong.ipynb")
    assert result.returncode == 1, result.stdout
    assert "0.532" in result.stdout


@pytest.mark.parametrize(
    ("old", "new", "passes"),
    [("base64,", "base64,AAAA", True), ("A line", "No line", False)],
    ids=["other pixels", "other words"],
)
def test_nbval_compares_the_words_of_a_figure_and_not_its_pixels(tmp_path, old, new, passes):
    figure = """<img alt="A line." src="data:image/png;base64,iVBORw0KGgo=">"""
    source = f"from IPython.display import HTML, display\n\ndisplay(HTML({figure!r}))"
    book = small_notebook(tmp_path / "figure.ipynb")
    data = {
        "text/html": figure.replace(old, new),
        "text/plain": "<IPython.core.display.HTML object>",
    }
    book.cells[0].source = source
    book.cells[0].outputs = [nbformat.v4.new_output("display_data", data=data)]
    nbformat.write(book, tmp_path / "figure.ipynb")
    result = nbval(tmp_path / "figure.ipynb")
    assert (result.returncode == 0) is passes, result.stdout
