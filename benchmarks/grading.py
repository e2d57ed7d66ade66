"""Time the grading of a class: a hundred honest submissions of hw01.

Usage: python -m benchmarks.grading [STUDENTS]
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from grader import mark, paper, sandbox

ASSIGNMENTS = Path(__file__).resolve().parents[1] / "assignments"


def main(students=100):
    """Hand in the solutions once for every student, and grade them."""
    exam = paper.Assignment(ASSIGNMENTS / "source" / "hw01.ipynb")
    text = nbformat.writes(mark.reference(exam))
    with tempfile.TemporaryDirectory() as place:
        submissions, results = Path(place, "submissions"), Path(place, "results")
        submissions.mkdir()
        for number in range(students):
            (submissions / f"student_{number}_hw01.ipynb").write_text(text, encoding="utf8")
        command = [sys.executable, ASSIGNMENTS / "assign.py", "grade", "hw01", submissions]
        command += [] if sandbox.found()[0] else ["--no-sandbox"]
        start = time.perf_counter()
        subprocess.run([*command, "-o", results], check=True)
        taken = time.perf_counter() - start
        start = time.perf_counter()
        subprocess.run([*command, "-o", results], check=True, capture_output=True)
        again = time.perf_counter() - start
        table = (results / "hw01" / "grades.csv").read_text(encoding="utf8")
        right = table.count(",graded,3,3,2,4,4,4,")
    where = "without a sandbox" if sandbox.why_not() else "in the sandbox"
    print(f"{right} of {students} students have full marks, {where}, on {os.cpu_count()} cores")
    print(f"{taken:.0f} s, {taken / students:.2f} s a student; the same again: {again:.0f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
