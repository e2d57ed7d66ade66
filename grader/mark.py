"""Turn a submission into a record: a status, the points of every question, and what to say."""

import hashlib
import json
import multiprocessing
import os
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

import nbformat

from grader import code, judge, run
from grader.cells import grade_id, is_solution
from grader.inside.limits import limit
from grader.keep import Records, key_of
from grader.records import Answer, Record
from grader.restore import clean, read, restore, steady

NOT_JUDGED = judge.Verdict(stopped=run.NOT_REACHED)


def reference(assignment):
    """Return the answers of the source, in the notebook that a student would hand in."""
    book = nbformat.from_dict(assignment.released)
    answers = {grade_id(c): c.source for c in assignment.source.cells if is_solution(c)}
    for cell in book.cells:
        cell.source = answers.get(grade_id(cell), cell.source)
    return book


def unmarked(status, message, submission, assignment, house):
    """Return the record of a submission in which no question can be graded."""
    message = clean("; ".join(filter(None, [message, *submission.notes])))
    answers = {question.name: Answer() for question in assignment.questions}
    upload, sandboxed = clean(submission.file.path), house.sandboxed
    return Record(submission.student, upload, status, message, answers, sandboxed=sandboxed)


def record_of(submission, assignment, house, data=None):
    """Grade one submission."""
    try:
        data = submission.file.read() if data is None else data
    except ValueError as error:
        return unmarked("unreadable", str(error), submission, assignment, house)
    found = in_own_process(data, assignment, house)
    if found is None:
        said = "the process that ran it was ended; nothing could be graded"
        return unmarked("crashed", said, submission, assignment, house)
    found = Record.from_dict(found)
    record = unmarked(found.status, found.message, submission, assignment, house)
    record.answers, record.notes = found.answers or record.answers, found.notes
    record.digest = hashlib.sha256(data).hexdigest()
    return record


def in_own_process(data, assignment, house):
    """Judge one submission in a process of its own, and survive whatever becomes of it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["grader.preloaded"])
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=in_child, args=(sender, data, assignment, house))
    child.start()
    sender.close()
    try:
        if receiver.poll(house.seconds + 3 * run.GRACE):
            return json.loads(receiver.recv_bytes())
        return None
    except EOFError:
        return None
    finally:
        child.join(5)
        child.kill()
        child.join()
        receiver.close()


def in_child(sender, data, assignment, house):
    """Judge one submission, and send its record to the process that waits for it."""
    limit(*house.limits)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libraries complain about notebooks at length
    try:
        record = judged(data, assignment, house)
    except Exception as error:  # one student's trouble is not another's
        said = steady(f"the grader failed at this one: {type(error).__name__}: {error}")
        record = Record("", status="crashed", message=said)
    sender.send_bytes(json.dumps(record.as_dict()).encode())


def judged(data, assignment, house):
    """Return the record of a notebook."""
    try:
        restored = restore(read(data), assignment)
    except ValueError as error:
        return Record("", status="unreadable", message=str(error))
    except LookupError as error:
        return Record("", status="wrong assignment", message=error.args[0])
    if all(question.answer in restored.untouched for question in assignment.tested) and not (
        restored.own
    ):
        return Marking(restored, assignment).record()
    deadline = time.monotonic() + house.seconds
    marking = Marking(restored, assignment)
    marking.first(house, deadline)
    if marking.leans_on_a_wrong_one() and time.monotonic() < deadline:
        marking.second(house, deadline)
    return marking.record()


class Marking:
    """What is found out about one submission."""

    def __init__(self, restored, assignment):
        self.restored, self.assignment = restored, assignment
        self.results, self.stopped = {}, {}
        self.visible, self.hidden, self.leant = {}, {}, {}
        self.judge, self.later = None, set()

    def first(self, house, deadline):
        """Run the notebook, then the visible tests of all questions, then the hidden ones.

        So nothing that a cell raises, and a page may show, can come from a hidden test.
        """
        playing, self.stopped = run.first(self.restored, self.assignment, house, deadline)
        if playing is None:
            return
        with playing:
            names = [step.name for step in self.restored.steps]
            self.results = dict(zip(names, playing.results, strict=True))
            skipped = {names[number]: reason for number, reason in self.stopped.items()}
            self.judge = judge.Judge(self.assignment, playing, house, deadline)
            self.visible = self.judge.visible(skipped)
            for question in self.assignment.tested:
                if self.visible[question.name].passed:
                    self.hidden[question.name] = self.judge.hidden(question)
        for question in self.assignment.tested:
            cell = run.texts(self.results.get(question.answer, {}))
            self.leant[question.name] = cell | self.judge.leant[question.name]

    def passed(self, question):
        """Whether both tests of a question passed, at first or with the reference before it."""
        both = self.visible.get(question.name), self.hidden.get(question.name)
        return question.name in self.later or all(v is not None and v.passed for v in both)

    def leans_on_a_wrong_one(self):
        """Whether a wrong answer uses the name of an earlier wrong answer."""
        wrong, mine = set(), self.restored.own
        for question in self.assignment.tested if self.judge else ():
            if not self.passed(question):
                texts = [self.restored.answers[question.answer], *mine]
                tried = question.answer not in self.restored.untouched or mine
                if tried and any(wrong & code.uses(text) for text in texts):
                    return True
                wrong |= set(question.names)
        return False

    def second(self, house, deadline):
        """Run it once more, with the reference where an answer was wrong.

        The reference is in there; so nobody sees more of this run than its points.
        """
        names = [step.name for step in self.restored.steps]
        wrong = [question for question in self.assignment.tested if not self.passed(question)]
        until = names.index(wrong[0].test)
        stopped = {number: why for number, why in self.stopped.items() if number <= until}
        for _ in range(run.RESTARTS):
            try:
                with run.Run(self.restored, self.assignment, house, deadline) as playing:
                    playing.play(stopped, self.with_the_reference(playing, wrong))
                return
            except run.Stopped as stop:
                if stop.for_good or stop.step in stopped or time.monotonic() > deadline:
                    return
                stopped[stop.step] = stop.reason

    def with_the_reference(self, playing, wrong):
        """Return what is done about each answer of a second run.

        It is judged, once; then the reference takes the place of one that is wrong still, and from
        then on its names are not the student's.
        """
        self.judge.go_on(playing)
        settled = set()

        def settle(question, is_bound):
            playing.needed.clear()  # what was judged may end
            if question not in wrong or question.name in settled:
                return
            settled.add(question.name)
            if is_bound and question is not wrong[0] and self.judge.again(question):
                self.later.add(question.name)
            elif question.name not in self.later:
                playing.put_in_place(question)

        return settle

    def record(self):
        """Sum up."""
        record = Record("", answers={q.name: self.answer(q) for q in self.assignment.questions})
        record.status, said = self.status(record)
        record.message = steady("; ".join(said))
        record.notes = [steady(note) for note in self.notes()]
        return record

    def answer(self, question):
        """Return what became of one question."""
        if question.written:
            found = self.restored.written[question.answer]
            if question.answer in self.restored.untouched:
                return Answer("not attempted", None, "Nothing is written here yet.", found)
            return Answer("open", None, "Your teacher reads this answer.", found)
        source = self.restored.answers[question.answer]
        if self.passed(question):
            said = "All tests pass."
            if question.name in self.later:
                said = "All tests pass, with right answers in place of earlier ones that were not."
            return Answer("passed", question.points, said, source=source)
        if question.answer in self.restored.untouched:
            return Answer("not attempted", None, "This cell is as you got it.", source=source)
        return Answer("failed", 0, steady(self.say(question)), source=source)

    def say(self, question):
        """Say why an answer gets no points."""
        said = run.trouble(self.results.get(question.answer, {}), "Your cell")
        seen = self.visible.get(question.name, NOT_JUDGED)
        if said and (seen.raised or "there is no" in seen.got or seen.stopped or not seen.got):
            return said
        if seen.stopped:
            return f"Its test {seen.stopped}."
        if not seen.passed:
            return " ".join(filter(None, [f"Its test: {seen.got}." if seen.got else "", seen.say]))
        return hidden_trouble(self.hidden.get(question.name, NOT_JUDGED))

    def status(self, record):
        """Sum a run up in one status, and say why."""
        stopped = {}
        for number, reason in self.stopped.items():
            name = self.restored.steps[number].name or "a cell of the student's own"
            stopped.setdefault(reason, []).append(name)
        for verdicts, what in ((self.visible, "the test"), (self.hidden, "a further test")):
            for name, verdict in verdicts.items():
                if verdict.stopped and not self.stopped:
                    stopped.setdefault(verdict.stopped, []).append(f"{what} of {name}")
        said = [f"{reason}: {', '.join(names)}" for reason, names in stopped.items()]
        if self.restored.tampered:
            said.append(f"tests changed, and put back: {', '.join(self.restored.tampered)}")
        said += self.restored.said
        if stopped:
            late = set(stopped) <= {run.TOO_LONG, run.NOT_REACHED}
            return "timed out" if late else "crashed", said
        if self.restored.tampered:
            return "tampered", said
        states = {answer.state for answer in record.answers.values()}
        return "not attempted" if states == {"not attempted"} else "graded", said

    def notes(self):
        """Say what the teacher alone should know."""
        known = code.ready_made_names(self.restored.own + list(self.restored.answers.values()))
        for question in self.assignment.tested:
            text = self.restored.answers[question.answer]
            leant = self.leant.get(question.name, set()) | code.ready_made(text, known)
            if leant and self.passed(question):
                yield f"{question.name} leans on {', '.join(sorted(leant))}: is this an answer?"
            verdict = self.hidden.get(question.name)
            if verdict and not verdict.passed and not self.passed(question):
                said = f"{verdict.got or verdict.stopped} {verdict.say}"
                yield f"{question.name}, hidden test: {said}"


def hidden_trouble(verdict):
    """Say what the teacher wrote for this case; nothing that the student's code could say."""
    if verdict.stopped:
        return f"A test with other numbers {verdict.stopped}."
    said = verdict.say or "A test with other numbers than yours failed."
    return said + (" (Your code raised an error here.)" if verdict.raised else "")


def grade_all(submissions, assignment, house, folder, jobs, progress):
    """Grade every submission, `jobs` at a time, and keep each record as soon as it is known."""
    records = Records(folder)

    def one(submission):
        try:
            data = submission.file.read()
        except ValueError as error:
            return unmarked("unreadable", str(error), submission, assignment, house)
        key = key_of(submission, data, assignment, house)
        record = records.kept(submission.student, key)
        if record is None:
            record = records.keep(record_of(submission, assignment, house, data), key)
        return record

    with ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(one, submission) for submission in submissions]
        try:
            for done, _ in enumerate(as_completed(futures), 1):
                progress(done, len(futures))
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise
    return records.tidy([future.result() for future in futures])
