"""What students get: everything to work with, and nothing that gives an answer away."""

import json

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import compute_checksum, is_grade, is_locked, is_solution

from .classroom import NAMES, ROOT, assignment, at_once, by_a_teacher, leaks, secrets

pytestmark = pytest.mark.parametrize("name", NAMES)


def released(name):
    return ROOT / "assignments" / "release" / f"{name}.ipynb"


def as_text(path):
    book = nbformat.read(path, as_version=4)
    return "\n".join(cell.source for cell in book.cells)


@pytest.fixture(scope="module")
def releasing(tmp_path_factory):
    """Release all of them, as a teacher does."""
    place = tmp_path_factory.mktemp("release")
    return by_a_teacher("release", *NAMES, "--to", place), place


def test_the_solutions_pass_and_the_release_is_up_to_date(name, releasing):
    done, place = releasing
    assert done.returncode == 0, done.stderr
    assert f"{name}: the solutions get 20 points" in done.stdout
    assert (place / f"{name}.ipynb").read_bytes() == released(name).read_bytes()


def test_a_release_holds_no_solution_and_no_hidden_test(name):
    assert not leaks(assignment(name), as_text(released(name)))
    assert not leaks(assignment(name), json.loads(json.dumps(released(name).read_text())))
    assert "BEGIN" not in released(name).read_text()


def test_a_leak_would_be_found(name):
    paper = assignment(name)
    source = as_text(ROOT / "assignments" / "source" / f"{name}.ipynb")
    assert len(secrets(paper)) > 40
    assert leaks(paper, source) == secrets(paper)


def test_a_release_holds_no_output(name):
    book = nbformat.read(released(name), as_version=4)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)


def test_nbgrader_accepts_a_release_and_its_checksums(name):
    book = nbformat.read(released(name), as_version=4)
    MetadataValidator().validate_nb(book)
    graded = [cell for cell in book.cells if cell.metadata.get("nbgrader")]
    assert all(cell.metadata.nbgrader.checksum == compute_checksum(cell) for cell in graded)
    locked = [cell for cell in book.cells if is_locked(cell)]
    assert locked
    assert not any(cell.metadata.editable or cell.metadata.deletable for cell in locked)


def test_an_assignment_has_five_to_seven_questions_and_one_written_answer(name):
    questions = assignment(name).questions
    assert 5 <= len(questions) <= 7
    assert [question.written for question in questions].count(True) == 1
    assert ". Find the bug" in as_text(released(name))


def test_a_release_runs_to_its_first_gap_and_says_what_to_do(name):
    book = nbformat.read(released(name), as_version=4)
    gap = next(cell for cell in book.cells if is_solution(cell))
    task = gap.metadata.nbgrader.grade_id.partition("-")[2]
    with pytest.raises(CellExecutionError) as raised:
        NotebookClient(book, kernel_name="python3").execute()
    assert f"Write {task} here, then run this cell again" in str(raised.value)
    before = book.cells[: next(i for i, cell in enumerate(book.cells) if is_grade(cell))]
    assert not any(out.output_type == "error" for cell in before for out in cell.get("outputs", []))


def test_a_source_whose_solutions_fail_is_refused(name, tmp_path):
    paper = assignment(name)
    first = next(question.name for question in paper.questions)
    book = nbformat.from_dict(paper.source)
    for cell in book.cells:
        cell.source = cell.source.replace("np.log2", "np.log")
    (tmp_path / "source").mkdir()
    nbformat.write(book, tmp_path / "source" / f"{name}.ipynb")
    done = at_once("release", name, "--source", tmp_path / "source", "--to", tmp_path / "to")
    assert done.returncode != 0
    assert "do not pass their own tests" in done.stderr
    assert f"  {first}: " in done.stderr
    assert not (tmp_path / "to").exists()
