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

name, *students = sys.argv[1:]
database = "sqlite:///gradebook.db"
config = Config()
config.CourseDirectory.db_url = database
api = NbGraderAPI(config=config)
done = api.generate_assignment(name)
assert done["success"], done["log"]
said = {"failed": {}}
for student in students:
    checked = Validator().validate(f"submitted/{student}/{name}/{name}.ipynb")
    said["failed"][student] = len(checked.get("failed", []))
    for step in (api.autograde, api.generate_feedback):
        done = step(name, student)
        assert done["success"], done["log"]
    with Gradebook(database) as book:
        grades = book.find_submission_notebook(name, name, student).grades
        said[student] = {one.name: [one.auto_score, one.needs_manual_grade] for one in grades}
print(json.dumps(said))
"""


def by_nbgrader(place, *arguments):
    """Let nbgrader take its steps in a process of its own, and return what it says."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # it starts alembic
    environment, command = os.environ | {"PATH": path}, [sys.executable, "-c", STEPS, *arguments]
    done = subprocess.run(
        command, cwd=place, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def hand_in(place, student, exam, book):
    path = place / "submitted" / student / exam.name / f"{exam.name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(dumps(book))


@pytest.mark.parametrize("name", NAMES)
def test_nbgrader_releases_validates_grades_and_gives_feedback(name, tmp_path):
    exam = assignment(name)
    (tmp_path / "source" / name).mkdir(parents=True)
    shutil.copy(ROOT / "assignments" / "source" / f"{name}.ipynb", tmp_path / "source" / name)
    hand_in(tmp_path, "right", exam, answered(exam))  # written into our own release
    said = by_nbgrader(tmp_path, name, "right")
    assert said["failed"] == {"right": 0}
    for question in exam.questions:
        grade = said["right"][question.test or question.answer]
        assert grade == ([None, True] if question.written else [question.points, False])
    released = nbformat.read(tmp_path / "release" / name / f"{name}.ipynb", as_version=4)
    assert not any("BEGIN" in cell.source for cell in released.cells)
    page = (tmp_path / "feedback" / "right" / name / f"{name}.html").read_text(encoding="utf8")
    assert any(html.escape(sentence) in page for sentence in sentences(exam))


def test_nbgrader_finds_a_wrong_answer(tmp_path):
    exam = assignment("hw01")
    (tmp_path / "source" / "hw01").mkdir(parents=True)
    shutil.copy(ROOT / "assignments" / "source" / "hw01.ipynb", tmp_path / "source" / "hw01")
    hand_in(tmp_path, "wrong", exam, answered(exam, cars="raise ValueError"))
    said = by_nbgrader(tmp_path, "hw01", "wrong")
    assert said["failed"]["wrong"] > 0
    assert said["wrong"]["hw01-cars-test"] == [0, False]
    assert said["wrong"]["hw01-entropy-test"] == [3, False]


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
