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
from classroom import NAMES, ROOT, answered, assignment, dumps

STEPS = """
import json, sys
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.validator import Validator
from traitlets.config import Config

name = sys.argv[1]
database = "sqlite:///gradebook.db"
config = Config()
config.CourseDirectory.db_url = database
api = NbGraderAPI(config=config)
said = {"validate": {}}
for student in ("right", "wrong"):
    checked = Validator().validate(f"submitted/{student}/{name}/{name}.ipynb")
    said["validate"][student] = len(checked.get("failed", []))
for step in ("autograde", "generate_feedback"):
    for student in ("right", "wrong"):
        done = getattr(api, step)(name, student)
        assert done["success"], done["log"]
with Gradebook(database) as book:
    for student in ("right", "wrong"):
        grades = book.find_submission_notebook(name, name, student).grades
        said[student] = {one.name: [one.auto_score, one.needs_manual_grade] for one in grades}
print(json.dumps(said))
"""
RELEASE = """
import sys
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

config = Config()
config.CourseDirectory.db_url = "sqlite:///gradebook.db"
done = NbGraderAPI(config=config).generate_assignment(sys.argv[1])
assert done["success"], done["log"]
"""


def run(script, name, place):
    command = [sys.executable, "-c", script, name]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # it starts alembic
    environment = os.environ | {"PATH": path}
    done = subprocess.run(
        command, cwd=place, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def hand_in(place, student, exam, book):
    path = place / "submitted" / student / exam.name / f"{exam.name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(dumps(book))


@pytest.mark.parametrize("name", NAMES)
def test_nbgrader_releases_validates_grades_and_gives_feedback(name, tmp_path):
    exam = assignment(name)
    (tmp_path / "source" / name).mkdir(parents=True)
    shutil.copy(ROOT / "assignments" / "source" / f"{name}.ipynb", tmp_path / "source" / name)
    run(RELEASE, name, tmp_path)
    released = nbformat.read(tmp_path / "release" / name / f"{name}.ipynb", as_version=4)
    assert not any("BEGIN" in cell.source for cell in released.cells)
    last = exam.tested[-1].name
    hand_in(tmp_path, "right", exam, answered(exam))  # written into our own release
    hand_in(tmp_path, "wrong", exam, answered(exam, **{last: "raise ValueError"}))
    said = json.loads(run(STEPS, name, tmp_path).splitlines()[-1])
    assert said["validate"]["right"] == 0
    assert said["validate"]["wrong"] > 0
    for question in exam.questions:
        grade = question.test or question.answer
        assert (
            said["right"][grade] == [None, True] if question.written else [question.points, False]
        )
        if question.name == last:
            assert said["wrong"][grade] == [0, False]
    for student in ("right", "wrong"):
        page = (tmp_path / "feedback" / student / name / f"{name}.html").read_text(encoding="utf8")
        assert any(html.escape(said) in page for said in sentences(exam))


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
