"""A wrong answer to one question loses that question's points, and no others."""

import pytest

from .classroom import NAMES, answered, assignment, earned, full, judged

# question, a piece of its solution, what a student might have written
MUTANTS = {
    "hw01": [
        ("entropy", "np.log2(1 / seen)", "np.log(1 / seen)"),
        ("entropy", "seen = p[p > 0]", "seen = p + 1e-6"),
        ("in_stages", "total * entropy", "entropy"),
        ("perplexity", "2 **", "np.e **"),
        ("prefix_code", "> 2**longest", ">= 2**longest"),
        ("prefix_code", "key=lambda i: lengths[i]", "key=lambda i: i"),
        ("huffman_bill", "heapq.heappush(heap, merged)", "heap.insert(0, merged)"),
        ("huffman_bill", "list(counts)", "counts"),
        ("cars", "np.ceil", "np.floor"),
        ("cars", "bill = huffman_bill(cylinders.tolist()) / total", "bill = floor"),
    ],
    "hw02": [
        ("cross_entropy", "p[happens] * np.log2(1 / q", "q[happens] * np.log2(1 / p"),
        ("cross_entropy", "return np.inf", "q = np.clip(q, 1e-12, 1)"),
        ("kl", "max(0.0, ", "sum([0.0], "),
        ("kl", "(p, q) - cross_entropy(p, p)", "(q, p) - cross_entropy(q, q)"),
        ("log_loss", "float(np.mean(", "float(np.sum("),
        ("log_loss", "return np.inf if", "return 40.0 if"),
        ("one_table", "np.asarray(shares) @ np.asarray(tables)", "np.mean(tables, axis=0)"),
        ("one_table", "kl(p, best)", "kl(best, p)"),
        ("choose", "kl(q, p)", "kl(p, q)"),
        ("choose", "forward.index(min(forward))", "reverse.index(min(reverse))"),
        ("cars", "one_table(shares, ", "one_table(np.full(3, 1 / 3), "),
    ],
    "hw03": [
        ("renyi", "if alpha == 1:", "if alpha > 0:"),
        ("renyi", "p = p[p > 0]", "p = p + 0"),
        ("agreement", "(counts - 1)", "counts"),
        ("renyi_div", "alpha >= 1 and ", ""),
        ("renyi_div", "p**alpha * q ** (1 - alpha)", "q**alpha * p ** (1 - alpha)"),
        ("guesses", "[::-1]", ""),
        ("guesses", " - 1e-12", ""),
        ("from_parts", "(len(counts) - 1)", "len(counts)"),
        ("power", "renyi(shares.loc[2001]", "renyi(power.loc[2001]"),
        ("power", "> 1)", "> 2)"),
    ],
}  # fmt: skip


def mutant(exam, question, old, new):
    """Break one answer; all the others are as they were, and build on the broken one."""
    right = next(q.right for q in exam.tested if q.name == question)
    assert old in right, f"{exam.name}: {old!r} is not in the answer to {question}"
    return answered(exam, **{question: right.replace(old, new, 1)})


@pytest.mark.parametrize("name", NAMES)
def test_a_mutant_loses_exactly_its_points(name):
    exam = assignment(name)
    books = {mutation: mutant(exam, *mutation) for mutation in MUTANTS[name]}
    records = judged(exam, {str(mutation): book for mutation, book in books.items()})
    assert {question for question, *_ in MUTANTS[name]} == set(full(exam))
    for question, old, new in MUTANTS[name]:
        record = records[str((question, old, new))]
        assert record.status == "graded", record
        assert earned(record) == full(exam) | {question: 0}, record


@pytest.mark.parametrize("name", NAMES)
def test_natural_logarithms_everywhere_cost_the_questions_that_take_them(name):
    exam = assignment(name)
    answers = {q.name: q.right.replace("np.log2", "np.log") for q in exam.tested}
    changed = {q.name for q in exam.tested if "np.log2" in q.right}
    record = judged(exam, {"ada": answered(exam, **answers)})["ada"]
    assert earned(record) == full(exam) | dict.fromkeys(changed, 0), record
    first = next(q.name for q in exam.tested)
    assert "natural logarithms?" in record.answers[first].say


def test_a_later_answer_is_judged_with_the_reference_in_place_of_a_wrong_one():
    exam = assignment("hw01")
    books = {
        "natural": answered(exam, entropy="def entropy(p):\n    return 7"),
        "unwritten": answered(exam, entropy=None, huffman_bill=None),
        "two in a row": answered(
            exam,
            entropy="def entropy(p):\n    return 7",
            huffman_bill="import os\ndef huffman_bill(counts):\n    os._exit(1)",
        ),
        "wrong all the way": answered(
            exam,
            entropy="def entropy(p):\n    return 7",
            perplexity="def perplexity(p):\n    return entropy(p) ** 2",
        ),
    }
    records = judged(exam, books)
    lost = {
        "natural": {"entropy": 0},
        "unwritten": {"entropy": None, "huffman_bill": None},
        "two in a row": {"entropy": 0, "huffman_bill": 0},
        "wrong all the way": {"entropy": 0, "perplexity": 0},
    }
    for name, record in records.items():
        assert earned(record) == full(exam) | lost[name], record
    assert "in place of earlier ones" in records["natural"].answers["cars"].say


MESSAGES = {  # an answer, and what its message must begin with
    "natural logarithms": (
        "entropy",
        "def entropy(p):\n    p = np.array([x for x in p if x])\n    return p @ np.log(1 / p)",
        "Its test: got 1.213; natural logarithms?",
    ),
    "a forgotten return": (
        "entropy",
        "def entropy(p):\n    1.75",
        "Its test: got nothing (None): is there a `return`?",
    ),
    "a list for a number": (
        "entropy",
        "def entropy(p):\n    return [1.75]",
        "Its test: got [1.75]; one number is wanted.",
    ),
    "another object": (
        "entropy",
        "class Bits: pass\ndef entropy(p):\n    return Bits()",
        "Its test: got an object of the class Bits",
    ),
    "an error": (
        "entropy",
        "def entropy(p):\n    return 1 / 0",
        "Its test: entropy raised ZeroDivisionError: division by zero.",
    ),
    "another name": ("entropy", "def h(p):\n    return 1.75", "Its test: there is no `entropy`."),
    "no Python": ("entropy", "def entropy(p)\n    return 1.75", "Your cell failed. SyntaxError"),
    "one value for two": (
        "in_stages",
        "def in_stages(groups):\n    return 1.75",
        "Its test: got 1.75; TypeError: cannot unpack",
    ),
    "wrong words": (
        "prefix_code",
        "def prefix_code(lengths):\n    return ['0'] * len(lengths)",
        "Its test: got [1, 1, 1, 1]",
    ),
    "wrong numbers": (
        "cars",
        "floor, bill, fixed = 1.0, 2.5, 3",
        "Its test: got bill = 2.5, floor = 1. Huffman stays",
    ),
}


@pytest.fixture(scope="module")
def told():
    exam = assignment("hw01")
    return judged(exam, {n: answered(exam, **{q: text}) for n, (q, text, _) in MESSAGES.items()})


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_names_what_was_received(told, name):
    question, _, said = MESSAGES[name]
    assert told[name].answers[question].say.startswith(said)
