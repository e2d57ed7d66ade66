"""An assignment: its source with solutions, the version for students, and how to restore a copy."""

import ast
import hashlib
from dataclasses import dataclass

import nbformat
from nbgrader.nbgraderformat import MetadataValidator, ValidationError
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)
from nbgrader.utils import is_grade, is_locked, is_solution

HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


class NameTheGap(ClearSolutions):
    """nbgrader's own preprocessor, with a stub that says what is missing."""

    def preprocess_cell(self, cell, resources, cell_index):
        """Replace the solution by a line that tells the student what to do."""
        task = grade_id(cell).partition("-")[2].replace("-", "_")
        todo = f"Write {task} here, then run this cell again and the next one"
        self.code_stub = {"python": f'raise NotImplementedError("{todo}")'}
        self.text_stub = "*Write your answer here, in place of this line.*"
        return super().preprocess_cell(cell, resources, cell_index)


@dataclass(frozen=True)
class Question:
    """One row of the mark scheme: a test cell that is run, or a written answer that is read."""

    name: str
    points: float
    written: bool


class Assignment:
    """A source notebook, and what follows from it."""

    def __init__(self, path):
        """Read the source; refuse it if nbgrader would not accept its metadata."""
        if not path.is_file():
            raise SystemExit(f"There is no {path}. Sources are assignments/source/NAME.ipynb")
        self.name = path.stem
        text = path.read_text(encoding="utf8")
        self.digest = hashlib.sha256(text.encode()).hexdigest()
        self.source = nbformat.reads(text, as_version=4)
        try:
            MetadataValidator().validate_nb(self.source)
        except ValidationError as error:
            raise SystemExit(f"nbgrader does not accept {path}: {error.message}") from None
        self.released = release(self.source)
        self.questions = [
            Question(question_name(cell), cell.metadata.nbgrader["points"], is_solution(cell))
            for cell in self.source.cells
            if is_grade(cell)
        ]
        self.hidden = {
            grade_id(cell): between(cell.source, *HIDDEN)
            for cell in self.source.cells
            if is_grade(cell) and not is_solution(cell)
        }

    @property
    def most(self):
        """All the points that are given without a reader."""
        return sum(question.points for question in self.questions if not question.written)


def release(source):
    """Return the student's version: nbgrader's steps, without its gradebook."""
    book = nbformat.from_dict(source)
    for step in (
        NameTheGap(),
        LockCells(),
        ClearOutput(),
        ClearHiddenTests(),
        ComputeChecksums(),
    ):
        book, _ = step.preprocess(book, {})
    for cell in book.cells:
        cell.source = cell.source.strip("\n")
    return book


def grade_id(cell):
    """Return the name that nbgrader knows a cell by, or nothing."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def question_name(cell):
    """Name a question by its graded cell: hw01-entropy-test belongs to entropy."""
    return grade_id(cell).partition("-")[2].removesuffix("-test")


def between(text, begin, end):
    """Return the lines between two marks."""
    lines, inside = [], False
    for line in text.splitlines():
        if line.strip() in (begin, end):
            inside = line.strip() == begin
        elif inside:
            lines.append(line)
    return "\n".join(lines)


def same(one, other):
    """Whether two cells say the same, whatever an editor did to the ends of their lines."""

    def plain(text):
        return [line.rstrip() for line in text.strip().splitlines()]

    return plain(one) == plain(other)


@dataclass(frozen=True)
class Step:
    """A cell to run; one that comes `after` another is run only if that one did not fail."""

    name: str  # nothing for a cell of the student's own
    source: str
    after: str = ""


@dataclass
class Restored:
    """A submission put back into the frame of the assignment."""

    steps: list  # every cell to run, in order
    changed: list  # locked cells that were not as released
    untouched: set  # solution cells that are as released
    written: dict  # written answers by question
    own_cells: bool  # whether the student added code


def restore(book, assignment):
    """Take the student's answers and own cells; take everything else from the assignment."""
    known = {grade_id(cell) for cell in assignment.released.cells} - {""}
    answers, last = {}, ""
    own = {name: [] for name in ("", *known)}  # the student's cells, by the cell they follow
    for cell in book.cells:
        name = grade_id(cell)
        if name in known:
            answers[name], last = cell.source, name  # of two copies of a cell the last counts
        elif cell.cell_type == "code" and cell.source.strip():
            own[last].append(cell.source)
    if not answers:
        raise LookupError(f"no cell of {assignment.name} is in it")
    result = Restored([Step("", text) for text in own[""]], [], set(), {}, any(own.values()))
    for cell in assignment.released.cells:
        name = grade_id(cell)
        if not name:
            continue
        text = answers.get(name)
        if is_locked(cell):
            if text is None or not same(text, cell.source):
                result.changed.append(name)
            text = cell.source
        elif text is None:
            result.changed.append(name)
            text = cell.source
        if is_solution(cell) and same(text, cell.source):
            result.untouched.add(name)
        if cell.cell_type == "code":
            result.steps.append(Step(name, text))
        else:
            result.written[question_name(cell)] = text
        result.steps += [Step("", text) for text in own[name]]
    return result


def advice(test, line):
    """Return the message of the assertion that stands at a line of a test, if there is one."""
    for node in ast.walk(ast.parse(test)):
        if isinstance(node, ast.Assert) and node.lineno <= (line or 0) <= node.end_lineno:
            return node.msg.value if isinstance(node.msg, ast.Constant) else None
    return None
