"""A wrong answer to one question loses that question's points, and no others."""

import re

import pytest
from classroom import NAMES, add_cell, answered, assignment, dumps, full_marks, grade, points

from grader import paper

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
        ("cars", "shares.to_numpy()", "np.full(3, 1 / 3)"),
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
    """Break one answer; let the others call a right one under another name."""
    cells = {paper.grade_id(cell): cell.source for cell in exam.source.cells}
    right = cells[f"{exam.name}-{question}"]
    assert old in right, f"{exam.name}: {old!r} is not in the answer to {question}"
    answers = {question: right.replace(old, new, 1)}
    for other in full_marks(exam):
        text = cells[f"{exam.name}-{other}"]
        if other != question:
            answers[other] = re.sub(rf"\b{question}\(", f"right_{question}(", text)
    book = answered(exam, **answers)
    if f"def {question}(" in right:
        helper = "import heapq\nimport numpy as np\n" + right.replace(
            f"def {question}(", f"def right_{question}("
        )
        add_cell(book, helper, first=True)
    return book


@pytest.mark.parametrize("name", NAMES)
def test_a_mutant_loses_exactly_its_points(name, tmp_path):
    exam = assignment(name)
    (tmp_path / "in").mkdir()
    for number, (question, old, new) in enumerate(MUTANTS[name]):
        book = mutant(exam, question, old, new)
        (tmp_path / "in" / f"{question}_{number}_{name}.ipynb").write_text(dumps(book))
    rows = grade(name, tmp_path / "in", tmp_path / "out", "--cell-seconds", "60")
    assert {question for question, *_ in MUTANTS[name]} == set(full_marks(exam))
    for number, (question, *_) in enumerate(MUTANTS[name]):
        row = rows[f"{question}_{number}"]
        assert row["status"] == "graded", row
        assert points(row, exam) == full_marks(exam) | {question: "0"}, row
