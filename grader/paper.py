"""An assignment: its source with solutions, its questions, and the version for students."""

import hashlib
from dataclasses import dataclass

import nbformat

from grader import code
from grader.cells import grade_id, is_grade, is_solution

HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


@dataclass(frozen=True)
class Question:
    """One row of the mark scheme: a test cell that is run, or a written answer that is read."""

    name: str
    points: float
    written: bool
    answer: str  # the id of the cell that is answered in
    test: str = ""  # the id of the cell that tests it
    shown: str = ""  # the test that students have
    hidden: str = ""  # the one that they have not
    right: str = ""  # the source's own answer
    names: tuple = ()  # what the tests need of the answer


class Assignment:
    """A source notebook, and what follows from it."""

    def __init__(self, path):
        """Read the source; refuse it if nbgrader would not accept its metadata."""
        from grader import handout  # not above: it takes a second, and who judges does without

        if not path.is_file():
            raise SystemExit(f"There is no {path}. Sources are assignments/source/NAME.ipynb")
        self.name = path.stem
        text = path.read_text(encoding="utf8")
        self.digest = hashlib.sha256(text.encode()).hexdigest()
        self.source = nbformat.reads(text, as_version=4)
        if fault := handout.fault(self.source):
            raise SystemExit(f"nbgrader does not accept {path}: {fault}")
        self.released = handout.release(self.source)
        self.questions = [self.question(cell) for cell in self.source.cells if is_grade(cell)]

    def question(self, cell):
        """Return the question that a graded cell belongs to."""
        name, points = question_name(cell), cell.metadata.nbgrader["points"]
        if is_solution(cell):
            return Question(name, points, True, grade_id(cell))
        answer, test = grade_id(cell).removesuffix("-test"), grade_id(cell)
        sources = {grade_id(other): other.source for other in self.source.cells}
        if answer not in sources or answer == test:
            raise SystemExit(f"{self.name}: the test {test} has no answer; call it ANSWER-test")
        shown = next(c.source for c in self.released.cells if grade_id(c) == test)
        right, hidden = sources[answer], between(cell.source, *HIDDEN)
        names = tuple(sorted(code.uses(cell.source) & code.defines(right)))
        return Question(name, points, False, answer, test, shown, hidden, right, names)

    @property
    def tested(self):
        """The questions that are judged without a reader."""
        return [question for question in self.questions if not question.written]

    @property
    def most(self):
        """All the points that are given without a reader."""
        return sum(question.points for question in self.tested)


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
