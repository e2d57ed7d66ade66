"""Nobody gets a point that was not earned, by any of the ways in cheats.py."""

import textwrap

import nbformat
import pytest

from .cheats import ANSWERS, CHEATS
from .classroom import add_cell, answered, assignment, earned, judged, needs_sandbox

pytestmark = needs_sandbox

EXAM = assignment("hw01")
NOTHING = {q.name: f"def {q.name}(*given, **named):\n    return ANSWER" for q in EXAM.tested}
NOTHING |= {"cars": "floor = bill = fixed = ANSWER"}


def cell(book, name):
    return next(
        c
        for c in book.cells
        if c.metadata.get("nbgrader", {}).get("grade_id") == f"{EXAM.name}-{name}"
    )


def more_points(book):
    for one in book.cells:
        if "points" in one.metadata.get("nbgrader", {}):
            one.metadata.nbgrader.points = 1000


def empty_tests(book):
    for question in EXAM.tested:
        cell(book, f"{question.name}-test").source = "assert True"


def marked_as_answers(book):
    for question in EXAM.tested:
        cell(book, f"{question.name}-test").metadata.nbgrader |= {"solution": True, "locked": False}
        cell(book, question.name).metadata.nbgrader.grade_id += "-old"


def second_tests(book):
    for question in EXAM.tested:
        text = "close = lambda *given: True"
        metadata = cell(book, f"{question.name}-test").metadata
        book.cells.append(nbformat.v4.new_code_cell(text, metadata=metadata))


def another_setup(book):
    cell(book, "setup").source += "\n\ndef close(value, expected):\n    return True\nANSWER = 0.0"


PAPERS = {  # what is changed in the notebook itself
    "more points in the metadata": more_points,
    "tests emptied": empty_tests,
    "tests marked as answers": marked_as_answers,
    "second tests": second_tests,
    "another close in the setup": another_setup,
}


def books():
    """Return the notebooks of all cheats, by name."""
    found = {}
    for name, text in CHEATS.items():
        found[name] = add_cell(answered(EXAM, **NOTHING), textwrap.dedent(text).strip(), first=True)
    for name, answers in ANSWERS.items():
        found[name] = add_cell(answered(EXAM, **(NOTHING | answers)), "ANSWER = 0.0", first=True)
    for name, change in PAPERS.items():
        found[name] = add_cell(answered(EXAM, **NOTHING), "ANSWER = 0.0", first=True)
        change(found[name])
    return found


@pytest.fixture(scope="module")
def records():
    """Judge all of them, and somebody honest among them."""
    return judged(EXAM, books() | {"honest": answered(EXAM)}, cell_seconds=5, seconds=60)


@pytest.mark.parametrize("name", [*CHEATS, *ANSWERS, *PAPERS])
def test_a_cheat_earns_nothing(records, name):
    assert set(earned(records[name]).values()) <= {0, None}


def test_there_are_enough_of_them():
    assert len(CHEATS) + len(ANSWERS) + len(PAPERS) >= 60


def test_who_is_honest_among_them_earns_everything(records):
    assert sum(earned(records["honest"]).values()) == 20


@pytest.mark.parametrize("name", ["tests emptied"])
def test_a_changed_test_is_reported(records, name):
    assert records[name].status == "tampered"
    assert "hw01-entropy-test" in records[name].message


BORROWED = {  # who does the work, and how it is asked to
    "infolib": ("import infolib\ndef entropy(p):\n    return infolib.entropy(p)", "infolib"),
    "infolib under another name": (
        "from infolib import entropy as mine\ndef entropy(p):\n    return mine(p)",
        "infolib.entropy",
    ),
    "infolib as the answer": ("from infolib import entropy", "infolib."),
    "infolib, asked for in pieces": (
        "import importlib\ndef entropy(p):\n"
        "    return importlib.import_module('info' + 'lib').entropy(p)",
        "infolib.",
    ),
    "SciPy's entropy": (
        "from scipy.stats import entropy as h\ndef entropy(p):\n    return h(p, base=2)",
        "scipy.stats.entropy",
    ),
    "SciPy's entropy by its full name": (
        "import scipy.stats\ndef entropy(p):\n    return scipy.stats.entropy(p, base=2)",
        "scipy.stats.entropy",
    ),
    "SciPy's entropy through getattr": (
        "import scipy.stats as s\ndef entropy(p):\n"
        "    return getattr(s, 'ent' + 'ropy')(p, base=2)",
        "scipy.stats._entropy.entropy",
    ),
    "SciPy's entr": (
        "from scipy.special import entr\ndef entropy(p):\n    return np.sum(entr(p)) / np.log(2)",
        "scipy.special.entr",
    ),
}


@pytest.fixture(scope="module")
def borrowed():
    return judged(
        EXAM, {name: answered(EXAM, entropy=text) for name, (text, _) in BORROWED.items()}
    )


@pytest.mark.parametrize("name", BORROWED)
def test_who_has_the_work_done_is_named_to_the_teacher(borrowed, name):
    record, (_, helper) = borrowed[name], BORROWED[name]
    assert [n for n in record.notes if n.startswith("entropy leans on") and helper in n], record
    assert not any("leans" in answer.say for answer in record.answers.values())
    assert "leans" not in record.message


def test_who_only_checks_with_infolib_is_not_named():
    check = "import infolib\nassert abs(infolib.entropy([.5, .5]) - entropy([.5, .5])) < 1e-9"
    record = judged(EXAM, {"ada": add_cell(answered(EXAM), check)})["ada"]
    assert record.notes == []
    assert sum(earned(record).values()) == 20
