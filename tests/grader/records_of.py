"""A class on paper: records as grading would leave them, for the tests that grade nothing."""

from types import SimpleNamespace

from grader.collect import File, Submission
from grader.names import Who
from grader.records import Answer, Record, Written


def question(name, points, written=False):
    return SimpleNamespace(name=name, points=points, written=written, answer=f"hw01-{name}")


ENTROPY, FRIEND = question("entropy", 3), question("friend", 4, written=True)
CELLS = [
    SimpleNamespace(cell_type="code", source="", metadata={}),
    SimpleNamespace(cell_type="markdown", source="What does $H$ promise?", metadata={}),
    SimpleNamespace(
        cell_type="markdown",
        source="### BEGIN SOLUTION\nA floor, $\\sum_i$. (4 points: all.)\n### END SOLUTION",
        metadata={"nbgrader": {"grade_id": "hw01-friend"}},
    ),
]
EXAM = SimpleNamespace(
    name="hw01",
    questions=[ENTROPY, FRIEND],
    tested=[ENTROPY],
    most=3,
    source=SimpleNamespace(cells=CELLS),
)


def record(student, said="An answer.", code="def entropy(p): ...", points=3, **more):
    """Return the record of somebody whose function has so many points and who said something."""
    pictures = more.pop("pictures", {})
    answers = {
        "entropy": Answer("passed" if points else "failed", points, "", None, code),
        "friend": Answer("open", None, "", Written(said, pictures)),
    }
    upload = more.pop("upload", f"{student}_hw01.ipynb")
    return Record(student, upload, "graded", "", answers, digest=said, **more)


def submission(record_, roster=None, who=None):
    """Return the submission that a record came from."""
    who = who or Who(record_.student)
    person = roster.find(who) if roster else None
    return Submission(record_.student, File.of(record_.upload, b""), [], who, person)
