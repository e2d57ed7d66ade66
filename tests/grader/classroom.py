"""Students for the tests: they answer, leave out, change, and are graded as a teacher would."""

import contextlib
import csv
import io
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from grader import collect, commands, mark, paper, sandbox

from .uploads import save_zip as save_zip

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "assignments" / "source").glob("*.ipynb"))
NAMES = [path.stem for path in SOURCES]
no_sandbox = sandbox.why_not()
if no_sandbox and os.environ.get("CI") == "true":
    raise RuntimeError(f"these tests need a sandbox: {no_sandbox}")
needs_sandbox = pytest.mark.skipif(bool(no_sandbox), reason=no_sandbox or "there is one")
HOSTILE_LIMITS = ["--cell-seconds", "10", "--seconds", "90", "--memory", "1500"]


def assignment(name):
    """Read an assignment of the project."""
    return paper.Assignment(ROOT / "assignments" / "source" / f"{name}.ipynb")


def answered(paper_, **answers):
    """Return a perfect notebook, with some answers replaced; None leaves a cell as released."""
    book = mark.reference(paper_)
    released = {paper.grade_id(cell): cell.source for cell in paper_.released.cells}
    for question, text in answers.items():
        name = f"{paper_.name}-{question}"
        found = [cell for cell in book.cells if paper.grade_id(cell) == name]
        assert found, f"{name} is no cell of {paper_.name}"
        found[0].source = released[name] if text is None else text
    return book


def add_cell(book, text, first=False):
    """Add a cell of the student's own."""
    book.cells.insert(0 if first else len(book.cells), nbformat.v4.new_code_cell(text))
    return book


def dumps(book):
    """Return the notebook as it is handed in."""
    return nbformat.writes(book)


def by_a_teacher(*arguments):
    """Run the grader as a teacher does, in a process of its own."""
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def at_once(*arguments):
    """Do the same in this process, which has loaded everything: a second time it costs less."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            commands.main([str(argument) for argument in arguments])
        except SystemExit as end:  # as Python itself would take it
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
            print(end.code if isinstance(end.code, str) else "", file=err)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def grade(name, submissions, results, *flags, how=at_once):
    """Grade, and return the rows of the table by student."""
    done = how("grade", name, submissions, "-o", results, *flags)
    assert done.returncode == 0, done.stdout + done.stderr
    with (results / name / "grades.csv").open(encoding="utf8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def points(row, paper_):
    """Return what the tests gave for each question."""
    return {q.name: row[q.name] for q in paper_.questions if not q.written}


def full_marks(paper_):
    """Return what a perfect notebook gets."""
    return {q.name: str(q.points) for q in paper_.questions if not q.written}


def secrets(paper_):
    """Return the lines that only the teacher may have: of solutions and of hidden tests."""
    found = set()
    for cell in paper_.source.cells:
        for marks in (("### BEGIN SOLUTION", "### END SOLUTION"), paper.HIDDEN):
            found |= {line.strip() for line in paper.between(cell.source, *marks).splitlines()}
    public = {line.strip() for cell in paper_.released.cells for line in cell.source.splitlines()}
    return {line for line in found - public if len(line) > 12 and re.search(r"\w", line)}


def leaks(paper_, text):
    """Return the secrets that a text gives away."""
    return {line for line in secrets(paper_) if line in text}


def judged(paper_, books, **limits):
    """Judge notebooks, two at a time, and return the records by name; bytes are handed in too."""
    house = sandbox.House(**limits)

    def one(item):
        name, book = item
        data = book if isinstance(book, bytes) else dumps(book).encode()
        submission = collect.Submission(name, collect.File.of(f"{name}.ipynb", data))
        return name, mark.record_of(submission, paper_, house)

    with ThreadPoolExecutor(2) as pool:
        return dict(pool.map(one, books.items()))


def earned(record):
    """Return the points of each question that was judged by tests."""
    return {name: a.points for name, a in record.answers.items() if a.written is None}


def full(paper_):
    """Return what a perfect notebook earns."""
    return {question.name: question.points for question in paper_.tested}
