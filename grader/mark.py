"""Turn a submission into a record: a status, the points of every question, and what to say."""

import builtins
import hashlib
import json
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

import nbformat

from grader import paper
from grader.run import NOT_REACHED, NOT_RUN, TOO_LONG, in_own_process

HERE = Path(__file__).parent
PROGRAM = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(HERE.glob("*.py")))).hexdigest()


def read(data):
    """Read a notebook from bytes; whatever is wrong with them becomes one kind of error."""
    try:
        book = nbformat.reads(data.decode("utf-8-sig"), as_version=4)
        for cell in book.cells:
            if not isinstance(cell.source, str) or not isinstance(paper.grade_id(cell), str):
                raise TypeError("a cell is not as a notebook's cells are")
        return book
    except Exception as error:  # anything can be in a file
        said = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise ValueError(f"it is not a notebook that can be read: {said}") from None


def belongs(data, assignment):
    """Whether some cell of the assignment is in the notebook."""
    try:
        paper.restore(read(data), assignment)
    except (ValueError, LookupError):
        return False
    return True


def reference(assignment):
    """Return the answers of the source, in the notebook that a student would hand in."""
    book = nbformat.from_dict(assignment.released)
    answers = {paper.grade_id(c): c.source for c in assignment.source.cells if paper.is_solution(c)}
    for cell in book.cells:
        cell.source = answers.get(paper.grade_id(cell), cell.source)
    return book


def plan(restored, assignment):
    """List what is run: the notebook, and after all of it the hidden tests.

    So nothing that a cell prints or raises, and a page may show, can come from a hidden test.
    """
    return restored.steps + [
        paper.Step(f"{name} hidden", text, after=name)
        for name, text in assignment.hidden.items()
        if text
    ]


def record_of(submission, assignment, limits, confined):
    """Grade one submission."""
    if submission.file.data is None:
        return unmarked("unreadable", submission.file.problem, submission, assignment)
    try:
        restored = paper.restore(read(submission.file.data), assignment)
    except ValueError as error:
        return unmarked("unreadable", str(error), submission, assignment)
    except LookupError as error:
        return unmarked("wrong assignment", error.args[0], submission, assignment)
    steps = plan(restored, assignment)
    answers = {paper.grade_id(c) for c in assignment.released.cells if paper.is_solution(c)}
    if restored.untouched == answers and not restored.own_cells:
        happened = [{"stopped": NOT_RUN} for _ in steps]
    else:
        happened = in_own_process(steps, limits, confined)
    if happened is None:
        said = "the process that ran it was ended; nothing could be graded"
        return unmarked("crashed", said, submission, assignment)
    return marked(restored, steps, happened, submission, assignment)


def unmarked(status, message, submission, assignment):
    """Return the record of a submission in which no question can be graded."""
    questions = {
        question.name: {"state": "not graded", "points": None, "say": ""}
        for question in assignment.questions
    }
    return {
        "student": submission.student,
        "file": submission.file.path,
        "status": status,
        "message": "; ".join([message, *submission.notes]),
        "questions": questions,
        "written": {},
    }


def marked(restored, steps, happened, submission, assignment):
    """Return the record of a submission that was run."""
    record = unmarked("graded", "", submission, assignment)
    by_name = {step.name: result for step, result in zip(steps, happened, strict=True)}
    for question in assignment.questions:
        judge = read_by_teacher if question.written else tested
        record["questions"][question.name] = judge(question, restored, by_name, assignment)
    record["written"] = restored.written
    record["status"], said = status_of(record, restored, steps, happened)
    record["message"] = "; ".join([*said, *submission.notes])
    return record


def read_by_teacher(question, restored, by_name, assignment):
    """Leave a written answer open, unless nothing was written."""
    if f"{assignment.name}-{question.name}" in restored.untouched:
        return {"state": "not attempted", "points": None, "say": "Nothing is written here yet."}
    return {"state": "open", "points": None, "say": "Your teacher reads this answer."}


def tested(question, restored, by_name, assignment):
    """Give all the points of a question whose tests pass, visible and hidden, or none."""
    answer = f"{assignment.name}-{question.name}"
    test = f"{answer}-test"
    visible, hidden = by_name[test], by_name.get(f"{test} hidden", {})
    if not visible and not hidden:
        return {"state": "passed", "points": question.points, "say": "All tests pass."}
    if answer in restored.untouched:
        return {"state": "not attempted", "points": None, "say": "This cell is as you got it."}
    said = trouble(by_name.get(answer, {}), "Your cell")
    said = said or trouble(visible, "Its test") or hidden_trouble(hidden, assignment.hidden[test])
    return {"state": "failed", "points": 0, "say": said}


def trouble(result, what):
    """Say what happened to a cell that the student has, and can run again."""
    if "stopped" in result:
        return f"{what} {result['stopped']}."
    if "error" in result:
        return f"{what} failed. {result['error']}: {result['value']}"
    return ""


def hidden_trouble(result, test):
    """Say what the teacher wrote for this case; nothing that the student's code could say."""
    if "stopped" in result:
        return f"A test with other numbers {result['stopped']}."
    said = paper.advice(test, result["line"]) or "A test with other numbers than yours failed."
    kind = getattr(builtins, result["error"], None)
    if isinstance(kind, type) and issubclass(kind, Exception) and kind is not AssertionError:
        said += f" (Your code raised {result['error']} here.)"
    return said


def status_of(record, restored, steps, happened):
    """Sum a run up in one status, and say why."""
    stopped = {}
    for step, result in zip(steps, happened, strict=True):
        if result.get("stopped", NOT_RUN) != NOT_RUN:
            stopped.setdefault(result["stopped"], []).append(cell_called(step.name))
    said = [f"{reason}: {', '.join(cells)}" for reason, cells in stopped.items()]
    if restored.changed:
        said.append(f"changed or deleted, and restored: {', '.join(restored.changed)}")
    states = {answer["state"] for answer in record["questions"].values()}
    if stopped:
        late = set(stopped) <= {TOO_LONG, NOT_REACHED}
        return "timed out" if late else "crashed", said
    if restored.changed:
        return "tampered", said
    return "not attempted" if states == {"not attempted"} else "graded", said


def cell_called(name):
    """Describe a cell to a person."""
    if name.endswith("hidden"):
        return f"a further test in {name.removesuffix(' hidden')}"
    return name or "a cell of the student's own"


def slug(student):
    """Return a file name for a student, whatever the name is made of."""
    if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,60}", student):
        return student
    safe = re.sub(r"[^a-z0-9]+", "-", student.lower()).strip("-")[:40]
    return f"{safe or 'student'}.{hashlib.sha256(student.encode()).hexdigest()[:8]}"


def write(path, text):
    """Write a file so that nobody ever finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    half.write_text(text, encoding="utf8")
    os.replace(half, path)


def kept(path, key):
    """Return a record of an earlier run, if it answers the same question."""
    try:
        stored = json.loads(path.read_text(encoding="utf8"))
    except (OSError, ValueError):
        return None
    return stored["record"] if stored.get("key") == key else None


def key_of(submission, assignment, limits, confined):
    """Name everything that a record depends on."""
    data = submission.file.data or b""
    rest = [submission.student, submission.file.path, submission.file.problem, submission.notes]
    rest += [assignment.digest, PROGRAM, asdict(limits), confined, sys.version]
    return hashlib.sha256(data + json.dumps(rest).encode()).hexdigest()


def grade_all(submissions, assignment, limits, confined, folder, jobs, progress):
    """Grade every submission, `jobs` at a time, and keep each record as soon as it is known."""

    def one(submission):
        path = folder / f"{slug(submission.student)}.json"
        key = key_of(submission, assignment, limits, confined)
        record = kept(path, key)
        if record is None:
            try:
                record = record_of(submission, assignment, limits, confined)
            except Exception as error:  # one student's trouble is not another's
                said = f"the grader failed at this one: {type(error).__name__}: {error}"
                return unmarked("crashed", said, submission, assignment)
            write(path, json.dumps({"key": key, "record": record}, indent=1))
        return record

    with ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(one, submission) for submission in submissions]
        try:
            for done, _ in enumerate(as_completed(futures), 1):
                progress(done, len(futures))
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise
    return [future.result() for future in futures]
