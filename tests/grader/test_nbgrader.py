"""A teacher who has nbgrader already can use the same sources: all its steps, run by itself."""

import ast
import html
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from .classroom import NAMES, ROOT, answered, assignment, dumps

STEPS = """
import json, sys
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.validator import Validator
from traitlets.config import Config

database = "sqlite:///gradebook.db"
config = Config()
config.CourseDirectory.db_url = database
api = NbGraderAPI(config=config)
said = {}
for name, student in json.loads(sys.argv[1]):
    if name not in said:
        done = api.generate_assignment(name)
        assert done["success"], done["log"]
    checked = Validator().validate(f"submitted/{student}/{name}/{name}.ipynb")
    for step in (api.autograde, api.generate_feedback):
        done = step(name, student)
        assert done["success"], done["log"]
    with Gradebook(database) as book:
        grades = book.find_submission_notebook(name, name, student).grades
        found = {one.name: [one.auto_score, one.needs_manual_grade] for one in grades}
    said.setdefault(name, {})[student] = {"failed": len(checked.get("failed", [])), "grades": found}
print(json.dumps(said))
"""


def by_nbgrader(place, handed_in):
    """Let nbgrader take its steps in a process of its own, and return what it says."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # it starts alembic
    command = [sys.executable, "-c", STEPS, json.dumps(handed_in)]
    done = subprocess.run(
        command,
        cwd=place,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def hand_in(place, student, exam, book):
    path = place / "submitted" / student / exam.name / f"{exam.name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(dumps(book))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Let nbgrader release and grade all assignments in one course, and say what came of it."""
    place = tmp_path_factory.mktemp("course")
    for name in NAMES:
        (place / "source" / name).mkdir(parents=True)
        shutil.copy(ROOT / "assignments" / "source" / f"{name}.ipynb", place / "source" / name)
        exam = assignment(name)
        hand_in(place, "right", exam, answered(exam))  # written into our own release
    exam = assignment("hw01")
    hand_in(place, "wrong", exam, answered(exam, cars="raise ValueError"))
    return place, by_nbgrader(place, [*((name, "right") for name in NAMES), ("hw01", "wrong")])


@pytest.mark.parametrize("name", NAMES)
def test_nbgrader_releases_validates_grades_and_gives_feedback(name, course):
    place, said = course
    exam, right = assignment(name), said[name]["right"]
    assert right["failed"] == 0
    for question in exam.questions:
        grade = right["grades"][question.test or question.answer]
        assert grade == ([None, True] if question.written else [question.points, False])
    released = nbformat.read(place / "release" / name / f"{name}.ipynb", as_version=4)
    assert not any("BEGIN" in cell.source for cell in released.cells)
    page = (place / "feedback" / "right" / name / f"{name}.html").read_text(encoding="utf8")
    assert any(html.escape(sentence) in page for sentence in sentences(exam))


def test_nbgrader_finds_a_wrong_answer(course):
    wrong = course[1]["hw01"]["wrong"]
    assert wrong["failed"] > 0
    assert wrong["grades"]["hw01-cars-test"] == [0, False]
    assert wrong["grades"]["hw01-entropy-test"] == [3, False]


def sentences(exam):
    """Return what only the hidden tests say."""
    tests = [ast.parse(question.hidden) for question in exam.tested]
    texts = [node.value for test in tests for node in ast.walk(test) if is_text(node)]
    return [text for text in texts if not any(text in question.shown for question in exam.tested)]


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > 20


def test_nbgraders_own_feedback_shows_hidden_tests_and_the_readme_says_so():
    readme = " ".join((ROOT / "assignments" / "README.md").read_text(encoding="utf8").split())
    assert "nbgrader's own feedback shows the hidden tests" in readme
