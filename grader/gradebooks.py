"""The table of grades, and the same as Canvas and Moodle read it."""

from dataclasses import dataclass, field

from grader.names import Who
from grader.records import Answer, Record
from grader.roster import Person
from grader.sheets import number, plain, table

CANVAS = ("canvas id", "canvas user id")


@dataclass
class Result:
    """One student's row: the work, whose it is, and what was given by hand."""

    record: Record
    who: Who | None = None
    person: Person | None = None
    remarks: dict = field(default_factory=dict)  # by question
    tested: dict = field(default_factory=dict)  # what the tests gave, before anybody changed it

    @property
    def student(self):
        """The one name that nobody else has."""
        return self.record.student

    @property
    def name(self):
        """The name that people use."""
        return (self.person and self.person.name) or (self.who and self.who.name) or ""

    @property
    def id(self):
        """What a roster or a learning system knows the student by."""
        return (self.person and self.person.key) or (self.who and self.who.id) or ""

    @property
    def email(self):
        """The address on the roster."""
        return self.person.email if self.person else ""

    @property
    def total(self):
        """All points that are given so far."""
        return number(sum(answer.points or 0 for answer in self.record.answers.values()))

    def system_id(self, system):
        """Return the number by which a learning system knows the upload."""
        return self.who.id if self.who and self.who.system == system else ""

    def is_complete(self):
        """Whether there is a grade to hand on: all was graded, and nothing waits for a reader."""
        states = {answer.state for answer in self.record.answers.values()}
        return not states & {"open", "not graded"}


def results_of(records, submissions, roster, assignment):
    """Return a row for each student; on a roster also for those who handed in nothing."""
    found = []
    for record, submission in zip(records, submissions, strict=True):
        tested = {q.name: record.answers[q.name].points for q in assignment.tested}
        found.append(Result(record, submission.who, submission.person, tested=tested))
    there = {result.student for result in found}
    for person in roster.people if roster else ():
        if person.key not in there:
            found.append(Result(missing(person, assignment, records), None, person))
    return sorted(found, key=lambda result: result.student)


def missing(person, assignment, records):
    """Return the record of somebody who handed in nothing."""
    answers = {question.name: Answer() for question in assignment.questions}
    sandboxed = all(record.sandboxed for record in records)
    said = "nothing was handed in"
    return Record(person.key, "", "missing", said, answers, sandboxed=sandboxed)


def grades(results, assignment):
    """Return the table of grades: empty is not attempted, 0 is wrong."""
    names = [question.name for question in assignment.questions]
    head = ["student", "status", *names, "manual_open", "auto_total", "auto_max", "total", "max"]
    rows = [[*head, "id", "name", "e-mail", "extra time", "message"]]
    for result in results:
        record = result.record
        rows.append([result.student, record.status, *(shown(record.answers[n]) for n in names)])
        rows[-1] += [still_open(record, assignment), auto_total(result), number(assignment.most)]
        rows[-1] += [result.total, everything(assignment), result.id, result.name, result.email]
        rows[-1] += [result.person.extra_time if result.person else "", record.message]
    return table(rows)


def shown(answer):
    """Return what the table says of an answer."""
    if answer.state == "open":
        return "open"
    return "" if answer.points is None else number(answer.points)


def still_open(record, assignment):
    """Add up the points that wait for their reader."""
    waiting = [q.points for q in assignment.questions if record.answers[q.name].state == "open"]
    return number(sum(waiting))


def auto_total(result):
    """Add up the points that were given by tests."""
    return number(sum(points or 0 for points in result.tested.values()))


def everything(assignment):
    """Return the points of the whole assignment, written answers included."""
    return number(sum(question.points for question in assignment.questions))


def canvas(results, assignment):
    """Return a table that Canvas imports into its gradebook: who is complete has a grade."""
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment.name]]
    rows.append(["    Points Possible", "", "", "", "", everything(assignment)])
    for result in results:
        others = others_of(result)
        number_there = result.system_id("Canvas") or first(others, *CANVAS)
        sis = "" if result.person is None else first(others, "sis user id") or result.person.key
        login = first(others, "sis login id", "login id", "user", "username") or result.email
        row = [result.name or result.student, number_there, sis, login, first(others, "section")]
        rows.append([*row, result.total if result.is_complete() else ""])
    return table(rows)


def moodle(results, assignment):
    """Return a table for Moodle: its grading worksheet, or an import by ID number or address."""
    rows = [["Identifier", "Full name", "ID number", "Email address", "Grade", "Maximum grade"]]
    rows[0].append("Feedback comments")
    for result in results:
        participant = result.system_id("Moodle")
        row = [f"Participant {participant}" if participant else "", result.name or result.student]
        row += [result.person.key if result.person else "", result.email]
        row += [result.total if result.is_complete() else "", everything(assignment)]
        rows.append([*row, "; ".join(f"{name}: {said}" for name, said in result.remarks.items())])
    return table(rows)


def others_of(result):
    """Return what further columns of the roster say, by the plain names of the columns."""
    others = result.person.others if result.person else {}
    return {plain(column): value for column, value in others.items()}


def first(others, *columns):
    """Return what the first of the columns that is there says."""
    return next((others[column] for column in columns if others.get(column)), "")
