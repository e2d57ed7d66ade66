"""The tests of the book can fail: each fault is planted in a copy, and must be found."""

import re
import subprocess
import sys
import tomllib

import nbformat
import pytest

from authoring import blocks, contents, notebooks, structure

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


def cell_of(book, source):
    return next(n for n, cell in enumerate(book.cells) if cell.source == source)


def test_an_exercise_without_a_solution_is_found(book):
    title = next(iter(structure.exercises(book)))
    del book.cells[cell_of(book, notebooks.SOLUTION)]
    assert structure.exercise_faults(book) == [f"{title} has 0 solutions"]


def test_a_solution_of_nothing_is_found(book):
    book.cells.insert(2, nbformat.v4.new_markdown_cell(notebooks.SOLUTION))
    assert "a solution stands outside of the exercises" in structure.exercise_faults(book)


def test_a_solution_that_would_not_be_folded_is_found(book):
    at = cell_of(book, notebooks.SOLUTION)
    book.cells[at].source += "\n\nIt is 1."
    faults = structure.exercise_faults(book)
    assert faults == [f"cell {at}: '#### Solution' must be a cell of its own"]


def test_an_exercise_that_would_be_folded_with_a_solution_is_found(book):
    second = [*structure.exercises(book)][1]
    at = next(n for n, c in enumerate(book.cells) if c.source.startswith(f"### {second}"))
    book.cells[at].source = f"So it is.\n\n{book.cells[at].source}"
    faults = structure.exercise_faults(book)
    assert faults == [f"cell {at}: begin a new cell at {second!r}, or it would be folded"]


GUESS = "Before you run it:\n\n> **Guess.** How much\n> is it?"
IN_WORDS = f"{GUESS}\n\n<details><summary>Answer</summary>\n\nIt is 1.\n\n</details>"


def guess(*cells):
    """Return a notebook of these cells, Markdown as text and code as a list of tags."""
    made = [
        nbformat.v4.new_markdown_cell(cell)
        if isinstance(cell, str)
        else nbformat.v4.new_code_cell("1", metadata={"tags": cell})
        for cell in cells
    ]
    return nbformat.v4.new_notebook(cells=made)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ((GUESS, ["answer"]), None),
        ((GUESS, [], ["answer"], GUESS, ["hide-input", "answer"]), None),
        ((GUESS, []), "no cell with the tag answer follows: > **Guess.** How much"),
        ((GUESS, GUESS, ["answer"]), "no cell with the tag answer follows"),
        (("A word.", ["answer"]), "cell 1 has the tag answer, and no guess stands before it"),
        ((GUESS, ["answer"], ["answer"]), "cell 2 has the tag answer"),
        ((IN_WORDS, [], IN_WORDS, GUESS, ["answer"]), None),
        ((IN_WORDS, ["answer"]), "cell 1 has the tag answer, and no guess stands before it"),
        ((GUESS, IN_WORDS), "no cell with the tag answer follows: > **Guess.** How much"),
        ((IN_WORDS.replace("> **Guess.** ", "> "),), "cell 0 folds an answer, and no guess"),
    ],
)
def test_a_guess_without_an_answer_is_found(cells, fault):
    found = structure.guess_faults(guess(*cells))
    assert len(found) == (fault is not None)
    assert all(fault in line for line in found)


def test_a_guess_that_does_not_end_its_cell_is_found():
    book = guess(
        "> **Guess.** How much?\n\nIt is 1.",
        GUESS,
        "> **Beware.** No guess.",
        IN_WORDS,
        f"{IN_WORDS}\n\nSo it is.",
        IN_WORDS.removesuffix("</details>"),
    )
    assert structure.misplaced_guesses(book) == [0, 4, 5]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("> **Theorm (Gibbs).** No.", ["Theorm (Gibbs)."]),
        ("> **Theorem (Gibbs)** No.", ["Theorem (Gibbs)"]),
        ('> <a id="thm"></a>**Satz.** No.', ["Satz."]),
        ("> **Theorem (Gibbs).** Yes.\n> **Bold** in its midst.", []),
        ("> **Beware.** Yes.\n>\n> **Bold** in its midst.", []),
        ("> *Proof.* Yes.", []),
    ],
)
def test_a_block_of_unknown_name_is_found(text, found):
    assert blocks.unknown(text) == found


@pytest.mark.parametrize(
    "text", ["```{exercise} One\n```", ":::{note}\n:::", "{cite:t}`one`", "see {term}`two`"]
)
def test_what_only_the_site_could_read_is_found(text):
    assert len(structure.directives(text)) == 1
    assert structure.directives("```sh\nmake {a}\n``` and $\\{`x`$ and {x}") == []


def test_two_headings_of_one_name_are_found():
    text = "### Coins\n\n#### Solution\n\n### Coins\n\n#### Solution"
    assert structure.repeated_headings(text) == ["Coins"]


def test_an_editors_traces_are_found(book, tmp_path):
    first_code(book).metadata["collapsed"] = True
    copy = tmp_path / "copy.ipynb"
    nbformat.write(book, copy)
    assert structure.not_in_normal_form(copy)


# What nbval says of the cells of a small notebook.


def cell_of_chapter(source, output):
    """Return an executed cell, in the real chapters' form."""
    return nbformat.v4.new_code_cell(source, execution_count=1, outputs=[output])


def printing(text):
    """Return a cell that prints 0.531 bits, and says that it printed a text."""
    source = 'import infolib as il\n\nprint(f"{il.kl_divergence([0.9, 0.1], [0.5, 0.5]):.3f} bits")'
    return cell_of_chapter(source, nbformat.v4.new_output("stream", name="stdout", text=text))


def drawing(old, new):
    """Return a cell that displays a figure, and holds another."""
    figure = """<img alt="A line." src="data:image/png;base64,iVBORw0KGgo=">"""
    source = f"from IPython.display import HTML, display\n\ndisplay(HTML({figure!r}))"
    plain = "<IPython.core.display.HTML object>"
    data = {"text/html": figure.replace(old, new), "text/plain": plain}
    return cell_of_chapter(source, nbformat.v4.new_output("display_data", data=data))


CELLS = {
    "right": printing("0.531 bits\n"),
    "wrong": printing("0.532 bits\n"),
    "other pixels": drawing("base64,", "base64,AAAA"),
    "other words": drawing("A line", "No line"),
}


@pytest.fixture(scope="module")
def nbval(tmp_path_factory):
    """What nbval, in strict mode as in the suite, says of a small notebook."""
    path = tmp_path_factory.mktemp("small") / "small.ipynb"
    kernel = {"name": "python3", "display_name": ""}
    book = nbformat.v4.new_notebook(cells=[*CELLS.values()], metadata={"kernelspec": kernel})
    nbformat.write(book, path)
    command = [sys.executable, "-m", "pytest", "--nbval", "-vv", "-n0", "-c", "/dev/null"]
    options = tomllib.loads((contents.ROOT / "pyproject.toml").read_text("utf8"))["tool"]["pytest"]
    command += [o for o in options["ini_options"]["addopts"] if "sanitize" in o]
    run = [*command, str(path)]
    return subprocess.run(run, capture_output=True, text=True, cwd=contents.ROOT).stdout


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("right", "PASSED"),
        ("wrong", "FAILED"),
        ("other pixels", "PASSED"),  # a figure's words are compared, and not its pixels
        ("other words", "FAILED"),
    ],
)
def test_nbval_compares_what_is_printed_and_the_words_of_a_figure(nbval, name, verdict):
    (line,) = re.findall(rf"^\S*small::ipynb::Cell {[*CELLS].index(name)} .*", nbval, re.M)
    assert verdict in line, nbval


def test_nbval_names_the_changed_digit(nbval):
    assert "0.532" in nbval
