"""Nothing that a student hands in spoils the run, and honest work beside it is graded right."""

import ast
import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .classroom import (
    HOSTILE_LIMITS,
    NAMES,
    ROOT,
    add_cell,
    answered,
    assignment,
    by_a_teacher,
    dumps,
    full_marks,
    grade,
    leaks,
    needs_sandbox,
    points,
    save_zip,
)

EXAM = assignment("hw01")
ALL = full_marks(EXAM)
PERPLEXITY = "def perplexity(p):\n    return 2 ** entropy(p)\n"
LOST = {"perplexity": "0"}  # what a student loses whose answer to that question is code like these
HOSTILE = {  # the answer to question 3, what becomes of the student, what is lost
    "loop": ("while True:\n    pass", "timed out", LOST),
    "exit": ("import os\nos._exit(0)", "crashed", LOST),
    "fork": ("import os\nwhile True:\n    os.fork()", "crashed", LOST),
    "greedy": (f"hoard = np.ones(2**27)\n{PERPLEXITY}", "graded", LOST),
    "talker": ("while True:\n    print('entropy ' * 1000)", "timed out", LOST),
    "shouter": (f"print('x' * 50_000_000)\n{PERPLEXITY}", "graded", {}),
    "filler": (
        f"for i in range(100):\n    open(f'/tmp/{{i}}', 'wb').write(b'x' * 10**7)\n{PERPLEXITY}",
        "graded",
        LOST,
    ),
    "caller": (
        f"import socket\nsocket.create_connection(('127.0.0.1', 22), 2)\n{PERPLEXITY}",
        "graded",
        LOST,
    ),
    "killer": (f"import os, signal\nos.kill(-1, signal.SIGTERM)\n{PERPLEXITY}", "crashed", LOST),
    "deleter": (
        f"import shutil\nfor place in ({str(ROOT)!r}, '/usr', '/tmp', '/dev/shm'):\n"
        f"    shutil.rmtree(place, ignore_errors=True)\n{PERPLEXITY}",
        "graded",
        {},
    ),
}
# these raise if they cannot do what they try, so the answer is lost
TRIES = {
    "reader": f"print(open({str(ROOT / 'assignments/source/hw01.ipynb')!r}).read())",
    "searcher": "import pathlib\nnext(pathlib.Path('/').rglob('*hw01*'))",
    "writer": f"open({str(ROOT / 'grader/mark.py')!r}, 'a').write('raise SystemExit')",
    "library": "import infolib\nopen(infolib.__file__, 'a').write('entropy = None')",
    "lister": f"import os\nassert os.listdir({str(ROOT)!r}) == ['everything']",
}
SPY = """
import inspect

def perplexity(p):
    frames = [inspect.getsource(f.frame) for f in inspect.stack()[1:2]]
    frames += [str(cell) for cell in get_ipython().history_manager.input_hist_raw]
    print(frames)
    raise ValueError("seen: " + str(frames) * 20)
"""
HTML = "<script>alert('x')</script><img src=x onerror=alert(1)>"


def honest(number):
    """Return the work of somebody who has left out or failed the questions that a number says."""
    answers = {}
    for place, question in enumerate(["prefix_code", "huffman_bill", "in_stages", "perplexity"]):
        if number >> place & 1:
            answers[question] = None if place % 2 else f"def {question}(*given):\n    return 7"
    if "huffman_bill" in answers:  # cars needs it, so this student does it another way
        answers["cars"] = "floor, bill, fixed = entropy(cylinders / 406), 703 / 406, 3"
    expected = ALL | {q: "" if text is None else "0" for q, text in answers.items() if q != "cars"}
    return answered(EXAM, **answers), expected


def without_test(book):
    """Change one test and delete another."""
    cells = [c for c in book.cells if c.metadata.get("nbgrader", {}).get("grade_id")]
    kept = {c.metadata.nbgrader.grade_id: c for c in cells}
    kept["hw01-entropy-test"].source = "pass"
    book.cells.remove(kept["hw01-perplexity-test"])
    return book


def everybody():
    """Return all files of the class, and what each student should get."""
    groups = [honest_students(), hostile_students(), students_without_an_answer(), odd_names()]
    files = {name: text for group, _ in groups for name, text in group.items()}
    expected = {name: result for _, group in groups for name, result in group.items()}
    forged = without_test(answered(EXAM, entropy="def entropy(p):\n    return 1"))
    files["forger_1_hw01.ipynb"] = dumps(forged)
    return files, expected


def honest_students():
    """Return those who try: for any two of the four questions, each way to succeed and fail."""
    files, expected = {}, {}
    for number in (0b0000, 0b0111, 0b1011, 0b1101, 0b1110):
        book, right = honest(number)
        files[f"Zoë Nº {number}_{1000 + number}_hw01.ipynb"] = dumps(book)
        expected[f"Zoë Nº {number}_{1000 + number}"] = ("graded", right)
    return files, expected


def hostile_students():
    """Return those who attack the grader."""
    files, expected = {}, {}
    for name, (text, status, lost) in HOSTILE.items():
        files[f"{name}_1_hw01.ipynb"] = dumps(answered(EXAM, perplexity=text))
        expected[f"{name}_1"] = (status, ALL | lost)
    for name, text in TRIES.items():
        files[f"{name}_1_hw01.ipynb"] = dumps(answered(EXAM, perplexity=f"{text}\n{PERPLEXITY}"))
        expected[f"{name}_1"] = ("graded", ALL | LOST)
    files["spy_1_hw01.ipynb"] = dumps(answered(EXAM, perplexity=SPY))
    expected["spy_1"] = ("graded", ALL | LOST)
    return files, expected


def students_without_an_answer():
    """Return those whose file holds nothing to grade."""
    found = {
        "corrupt": ('{"cells": [', "unreadable"),
        "empty": ("", "unreadable"),
        "strange": ('{"nbformat": 4, "nbformat_minor": 5, "cells": [7]}', "unreadable"),
        "deep": ("[" * 100_000, "unreadable"),
        "other": (dumps(answered(assignment("hw02"))), "wrong assignment"),
        "untouched": (dumps(EXAM.released), "not attempted"),
    }
    files = {f"{name}_1_hw01.ipynb": text for name, (text, _) in found.items()}
    nothing = dict.fromkeys(ALL, "")
    return files, {f"{name}_1": (status, nothing) for name, (_, status) in found.items()}


def odd_names():
    """Return those whose names would do harm in a path, a page or a table."""
    page = HTML.replace("/", "∕")
    raising = answered(EXAM, friend=HTML, perplexity=f"raise ValueError({HTML!r})")
    files = {
        "../../x_hw01.ipynb": dumps(answered(EXAM)),
        f"{page}_hw01.ipynb": dumps(raising),
        "=1+1_hw01.ipynb": dumps(answered(EXAM)),
    }
    right, lost = ("graded", ALL), ("graded", ALL | LOST)
    return files, {"../../x": right, page: lost, "'=1+1": right}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade the whole class once, in a folder that holds things to lose."""
    place = tmp_path_factory.mktemp("class")
    files, expected = everybody()
    submissions = save_zip(place / "all of them.zip", files)
    before = submissions.read_bytes()
    rows = grade("hw01", submissions, place / "results", *HOSTILE_LIMITS, how=by_a_teacher)
    assert submissions.read_bytes() == before
    return place, rows, expected


@needs_sandbox
def test_each_student_has_the_right_status_and_points(graded):
    _, rows, expected = graded
    found = {name: (rows[name]["status"], points(rows[name], EXAM)) for name in expected}
    assert found == expected
    assert set(rows) == {*expected, "forger_1"}


@needs_sandbox
def test_changed_and_deleted_tests_are_restored_and_reported(graded):
    _, rows, _ = graded
    forger = rows["forger_1"]
    assert forger["status"] == "tampered"
    assert forger["entropy"] == "0"
    assert forger["prefix_code"] == "4"
    for cell in ("hw01-entropy-test", "hw01-perplexity-test"):
        assert cell in forger["message"]


@needs_sandbox
def test_nothing_outside_the_results_was_written(graded):
    place, rows, _ = graded
    assert {path.name for path in place.iterdir()} == {"all of them.zip", "results"}
    pages = list((place / "results/hw01/feedback").iterdir())
    assert len(pages) == len(rows)
    assert (ROOT / "grader/mark.py").read_text().count("raise SystemExit") == 0


@needs_sandbox
def test_no_page_holds_a_hidden_test_or_a_solution(graded):
    place, _, _ = graded
    for page in (place / "results/hw01/feedback").iterdir():
        if page.stem != "untouched_1":
            assert not leaks(EXAM, page.read_text(encoding="utf8")), page


@needs_sandbox
def test_html_in_a_name_or_an_answer_is_shown_and_not_obeyed(graded):
    place, _, _ = graded
    for page in (place / "results").rglob("*.html"):
        text = page.read_text(encoding="utf8")
        assert "<script" not in text, page
        assert "<img src=x" not in text, page
    assert "&lt;script&gt;alert" in (place / "results/hw01/written_answers.html").read_text()


@needs_sandbox
def test_messages_help(graded):
    place, rows, _ = graded
    assert rows["loop_1"]["message"] == "took too long: hw01-perplexity"
    assert rows["exit_1"]["message"] == "ended Python: hw01-perplexity"
    assert "processes" in rows["fork_1"]["message"]
    assert rows["talker_1"]["message"] == "took too long: hw01-perplexity"
    assert "not its own" in rows["killer_1"]["message"]
    page = (place / "results/hw01/feedback/greedy_1.html").read_text()
    assert "MemoryError" in page


@needs_sandbox
def test_grading_again_changes_nothing(graded):
    place, _, _ = graded
    results = place / "results/hw01"
    files = [p for p in results.rglob("*") if p.is_file()]
    before = {path: path.read_bytes() for path in files}
    times = {p: p.stat().st_mtime_ns for p in files if p.parent.name == ".records"}
    grade("hw01", place / "all of them.zip", place / "results", *HOSTILE_LIMITS)
    assert {path: path.read_bytes() for path in files} == before
    assert {path: path.stat().st_mtime_ns for path in times} == times  # nothing was run again


@needs_sandbox
def test_an_interrupted_run_goes_on_where_it_stopped(graded, tmp_path):
    place, _, _ = graded
    shutil.copytree(place / "results", tmp_path / "results")
    table = tmp_path / "results/hw01/grades.csv"
    before = table.read_bytes()
    table.unlink()
    records = sorted((tmp_path / "results/hw01/.records").glob("zo-*.json"))
    records[0].unlink()
    records[1].write_text(records[1].read_text()[:100])
    kept = {path: path.stat().st_mtime_ns for path in records[2:]}
    grade("hw01", place / "all of them.zip", tmp_path / "results", *HOSTILE_LIMITS)
    assert table.read_bytes() == before
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


@needs_sandbox
def test_a_fresh_run_gives_the_same_table(graded, tmp_path):
    place, rows, _ = graded
    files, _ = everybody()
    few = [
        f"{one}_hw01.ipynb" for one in ("Zoë Nº 7_1007", "spy_1", "exit_1", "greedy_1", "forger_1")
    ]
    some = save_zip(tmp_path / "few.zip", {name: files[name] for name in few})
    shutil.copytree(place / "results", tmp_path / "results")
    records = tmp_path / "results/hw01/.records"
    before = {path: path.stat().st_mtime_ns for path in records.iterdir()}
    again = grade("hw01", some, tmp_path / "results", "--fresh", "--jobs", "1", *HOSTILE_LIMITS)
    assert len(again) == len(few)
    assert again == {student: rows[student] for student in again}
    assert all(path.stat().st_mtime_ns != before[path] for path in records.iterdir())


def test_without_a_sandbox_it_warns_and_still_limits_and_isolates(tmp_path):
    (tmp_path / "in").mkdir()
    wait = "import time\nwhile True:\n    time.sleep(1)"  # one that computes is in the class
    for name, text in {"wait": wait, "exit": "import os\nos._exit(1)"}.items():
        path = tmp_path / "in" / f"{name}_1_hw01.ipynb"
        path.write_text(dumps(add_cell(answered(EXAM), text)))
    (tmp_path / "in" / "ada_1_hw01.ipynb").write_text(dumps(answered(EXAM)))
    limits = ["--cell-seconds", "8", "--seconds", "60"]
    done = by_a_teacher(
        "grade", "hw01", tmp_path / "in", "-o", tmp_path / "out", "--no-sandbox", *limits
    )
    assert "WARNING: no sandbox" in done.stderr
    for page in (tmp_path / "out").rglob("*.html"):
        assert "without a sandbox" in page.read_text(encoding="utf8"), page
    with (tmp_path / "out/hw01/grades.csv").open(encoding="utf8", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert {row["status"] for row in rows.values()} == {"graded", "crashed", "timed out"}
    assert all(points(row, EXAM) == ALL for row in rows.values())


def test_where_there_is_no_bubblewrap_nothing_is_graded_unless_that_is_asked_for(tmp_path):
    (tmp_path / "ada_1_hw01.ipynb").write_text(dumps(answered(EXAM)))
    command = [sys.executable, "-m", "grader", "grade", "hw01", tmp_path, "-o", tmp_path / "out"]
    environment = os.environ | {"PATH": str(Path(sys.executable).parent)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert done.returncode != 0
    assert "bubblewrap is not installed" in done.stderr
    assert "--no-sandbox" in done.stderr
    assert not (tmp_path / "out").exists()


NUMBERS = """
def {name}(*given, **named):
    text = repr(given)
    import builtins, numpy as np
    def told(value):
        name = "N" + "".join(c if c.isalnum() else "_" for c in text)
        raise type(name, (ValueError,), {{}})(text)
    print(text)
    open("/tmp/seen", "a").write(text)
    {body}
"""


@needs_sandbox
def test_the_numbers_of_a_hidden_test_reach_no_page(tmp_path):
    """A function passes the visible test, and cries out whatever else it is called with."""
    cries = {
        "raises": "told(0)",
        "returns": "return text",
        "numbers": "return given[0][0]",
        "names": "raise type(text, (Exception,), {})()",
    }
    (tmp_path / "in").mkdir()
    for name, cry in cries.items():
        body = "if list(given[0]) == [1/2, 1/4, 1/8, 1/8]: return 1.75\n    if list(given[0]) == "
        body += f"[1/2, 1/2]: return 1\n    if list(given[0]) == [1]: return 0\n    {cry}"
        text = NUMBERS.format(name="entropy", body=body)
        book = answered(EXAM, entropy=text, cars="raise ValueError(open('/tmp/seen').read())")
        (tmp_path / "in" / f"{name}_1_hw01.ipynb").write_text(dumps(book))
    rows = grade("hw01", tmp_path / "in", tmp_path / "out", *HOSTILE_LIMITS)
    assert all(row["entropy"] == "0" for row in rows.values())
    pages = list((tmp_path / "out/hw01/feedback").glob("*.html"))
    assert len(pages) == len(cries)
    for page in pages:
        text = page.read_text(encoding="utf8")
        assert not [number for number in ("0.9,", "[0.9", "0_9", "0.469") if number in text], page


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_about_a_hidden_test_holds_its_numbers(name):
    """The sentences that authors wrote are all that a page says of a hidden test."""
    for question in assignment(name).tested:
        for node in ast.walk(ast.parse(question.hidden)):
            if isinstance(node, ast.Assert):
                assert isinstance(node.msg, ast.Constant), ast.unparse(node)
                digits = set(re.findall(r"\d+(?:\.\d+)?", node.msg.value))
                assert not digits - {"2"}, node.msg.value  # log2 is a name
