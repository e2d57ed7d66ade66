"""What honest people do costs nothing: every way in habits.py, and what the teacher gets to see."""

import inspect
from itertools import chain, zip_longest

import pytest

from . import habits
from .classroom import answered, assignment, dumps, earned, full, judged

EXAM = assignment("hw01")


def changed(change, **answers):
    """Return the notebook of somebody who answered everything, and did something to it."""
    book = answered(EXAM, **answers)
    change(book, EXAM) if len(inspect.signature(change).parameters) == 2 else change(book)
    return book


def valued():
    """Return notebooks by the ways that they hold, one a question: so a few show them all."""
    books = {}
    for ways in zip_longest(*(ways.items() for ways in habits.VALUES.values())):
        found = dict(filter(None, ways))
        book = answered(EXAM)
        for change in found.values():
            change(book)
        books[tuple(found)] = book
    return books


@pytest.fixture(scope="module")
def records():
    """Judge all of them in one go."""
    books = valued() | {name: changed(change) for name, change in habits.WAYS.items()}
    books |= {name: change(dumps(answered(EXAM))) for name, change in habits.FILES.items()}
    for name, (cells, _) in habits.WRITTEN.items():
        books[f"written {name}"] = answered(EXAM, friend=None)
        books[f"written {name}"].cells += cells
    found = judged(EXAM, books)
    return found | {name: found[names] for names in valued() for name in names}


@pytest.mark.parametrize("name", [*habits.WAYS, *chain(*habits.VALUES.values()), *habits.FILES])
def test_a_habit_costs_nothing(records, name):
    assert earned(records[name]) == full(EXAM), records[name]
    assert records[name].status == "graded", records[name].message


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("an answer split inside its function", "2 cells are hw01-entropy: taken together"),
        ("an answer without metadata", "cells without their mark, known by what they say"),
        ("an answer without metadata and id", "hw01-entropy was found in another cell"),
        ("an answer in a new cell below its stub", "hw01-entropy was found in another cell"),
        ("a test deleted", "put back: hw01-huffman_bill-test, which was missing"),
        ("an import in the setup", "changed, and run before the given one: hw01-setup"),
    ],
)
def test_what_was_mended_is_said(records, name, said):
    assert said in records[name].message


@pytest.mark.parametrize("name", ["a copy of the stub at the end", "a reset at the end", "magics"])
def test_what_needs_no_mending_is_not_talked_about(records, name):
    assert records[name].message == ""


@pytest.mark.parametrize("name", habits.WRITTEN)
def test_all_of_a_written_answer_reaches_the_teacher(records, name):
    answer = records[f"written {name}"].answers["friend"]
    assert answer.state == "open"
    for text in habits.WRITTEN[name][1]:
        assert text in answer.written.text


def test_a_pasted_picture_reaches_the_teacher(records):
    written = records["written with a pasted picture"].answers["friend"].written
    ((name, picture),) = written.pictures.items()
    assert f"attachment:{name}" in written.text
    assert picture == f"data:image/png;base64,{habits.PIXEL}"


def test_text_elsewhere_is_no_written_answer():
    book = answered(EXAM, friend=None)
    book.cells.insert(4, habits.words("I found this one hard."))
    assert judged(EXAM, {"ada": book})["ada"].answers["friend"].state == "not attempted"


def test_an_answer_of_words_in_place_and_below_is_one():
    book = answered(EXAM, friend="In place.")
    book.cells.append(habits.words("And below."))
    written = judged(EXAM, {"ada": book})["ada"].answers["friend"].written
    assert written.text == "In place.\n\nAnd below."
