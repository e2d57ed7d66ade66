"""What the teacher gives by hand: points and remarks in marks.csv, each for one answer.

A row belongs to the answer whose code it bears. If a student hands in another answer, the row stays
in the file, its points are set aside, and both answers are shown.
"""

import difflib
import hashlib
import json
import math
import re
from dataclasses import asdict, dataclass

from grader import sheets
from grader.keep import write, write_bytes
from grader.names import Who
from grader.records import Answer, Written
from grader.roster import unpadded
from grader.sheets import harmless, number

STUDENT, QUESTION, ANSWER = ("student", "id"), ("question",), ("answer",)
POINTS = ("points", "point", "mark", "marks", "score")
REMARK = ("remark", "remarks", "reason", "comment")
COLUMNS = ["student", "question", "answer", "points", "remark"]


@dataclass
class Mark:
    """One row: points or a remark of the teacher's."""

    student: str
    question: str
    answer: str  # the code of the answer that it was given to
    points: float | None
    remark: str
    row: sheets.Row

    @property
    def line(self):
        """The line of the file on which it stands."""
        return self.row.line


@dataclass
class Aside:
    """A mark that was given to an answer which has changed since."""

    mark: Mark
    before: Answer | None
    now: Answer


def code_of(question, answer):
    """Name an answer by ten letters; a spreadsheet leaves letters alone."""
    text = answer.source
    if answer.written:
        text = json.dumps([answer.written.text.strip(), sorted(answer.written.pictures.values())])
    digest = hashlib.sha256(f"{question}\n{text.strip()}".encode("utf8", "surrogatepass"))
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest.hexdigest()[:10])


class Marks:
    """The file of marks beside the records that it is about."""

    def __init__(self, folder, records, assignment, roster=None, gone=()):
        self.path, self.history = folder / "marks.csv", folder / ".history"
        self.folder, self.assignment, self.roster, self.gone = folder, assignment, roster, set(gone)
        self.records = {record.student: record for record in records}
        self.most = {question.name: question.points for question in assignment.questions}
        self.codes = {
            (record.student, name): code_of(name, answer)
            for record in records
            for name, answer in record.answers.items()
        }
        self.given, self.aside = {}, []
        self.sheet = self.read()
        for row in list(self.sheet.rows):
            self.take(row)
        self.add_rows()
        if not self.path.exists() or self.path.read_bytes() != self.sheet.data():
            write_bytes(self.path, self.sheet.data())
        self.sheet.number_lines()

    def read(self):
        """Read the file, or begin one."""
        if not self.path.exists():
            return sheets.Sheet(self.path, list(COLUMNS))
        sheet = sheets.read(self.path, STUDENT, QUESTION, POINTS)
        for names in (ANSWER, REMARK):
            if sheet.find(*names) is None:
                sheet.columns.append(names[0])
                for row in sheet.rows:
                    row.cells.append("")
        return sheet

    def take(self, row):
        """Use one row, set it aside, or drop it if it is empty and its answer has gone."""
        question = self.question(row)
        for student in self.students(row, question):
            mark = self.mark(row, student, question)
            now = self.codes[student, question]
            if mark.points is None and not mark.remark:
                if mark.answer not in ("", now) and not self.has_more(row):
                    self.sheet.rows.remove(row)
            elif mark.answer in ("", now):
                self.give(mark, row, now)
            else:
                answer = self.records[student].answers[question]
                self.aside.append(Aside(mark, self.stored(mark.answer), answer))

    def give(self, mark, row, code):
        """Note that a mark counts, and keep the answer that it was given to."""
        other = self.given.get((mark.student, mark.question))
        if other and (other.points, other.remark) != (mark.points, mark.remark):
            self.sheet.refuse(
                mark.line,
                f"marks {mark.question} of {mark.student} again, as line {other.line} does already",
            )
        mark.answer = row.cells[self.sheet.find(*ANSWER)] = code
        self.given[mark.student, mark.question] = mark
        self.store(code, self.records[mark.student].answers[mark.question])

    def question(self, row):
        """Return the question that a row is about."""
        said = self.sheet.get(row, *QUESTION)
        short = said.lower().removeprefix(f"{self.assignment.name}-".lower())
        for name in self.most:
            if short == name.lower():
                return name
        raise self.sheet.refuse(
            row.line,
            f"names the question {said!r}; {self.assignment.name} has {', '.join(self.most)}",
        )

    def students(self, row, question):
        """Return whom a row is about: the student, or without one all who gave that answer."""
        said, code = self.sheet.get(row, *STUDENT), self.sheet.get(row, *ANSWER).lower()
        if not said:
            return self.students_with(row, question, code)
        student = self.student(said)
        if student in self.records:
            return [student]
        if student in self.gone:
            return []
        near = difflib.get_close_matches(said, self.records, 1)
        hint = f"; do you mean {near[0]!r}?" if near else ""
        raise self.sheet.refuse(row.line, f"names the student {said!r}, whom nobody knows{hint}")

    def students_with(self, row, question, code):
        """Return who gave the answer with this code."""
        found = [who for (who, name), own in self.codes.items() if (name, own) == (question, code)]
        if not found and self.stored(code) is None:
            self.sheet.refuse(row.line, "names neither a student nor an answer that is there")
        return found

    def student(self, said):
        """Find a student by what a spreadsheet has left of the name."""
        said = said[1:] if said[:1] == "'" and said[1:2] in "=+-@" else said
        everybody = [*self.records, *self.gone]
        for spelt in (str, str.casefold, unpadded):
            found = [student for student in everybody if spelt(student) == spelt(said)]
            if len(found) == 1:
                return found[0]
        person = self.roster.find(Who(said)) if self.roster and said else None
        return person.key if person else said

    def mark(self, row, student, question):
        """Read points and remark of one row."""
        points, remark = self.sheet.get(row, *POINTS), self.sheet.get(row, *REMARK)
        value = None
        if points:
            most = self.most[question]
            plain = points.replace(",", ".")
            value = float(plain) if re.fullmatch(r"\d+(\.\d*)?", plain) else math.nan
            if not 0 <= value <= most:
                self.sheet.refuse(
                    row.line,
                    f"gives {student} {points!r} points for {question}; "
                    f"write a number from 0 to {number(most)}, or nothing",
                )
        code = self.sheet.get(row, *ANSWER).lower()
        return Mark(student, question, code, value, remark, row)

    def has_more(self, row):
        """Whether the teacher has written something into a further column."""
        own = {self.sheet.find(*names) for names in (STUDENT, QUESTION, ANSWER, POINTS, REMARK)}
        return any(cell.strip() for place, cell in enumerate(row.cells) if place not in own)

    def add_rows(self):
        """Add a row for each answer that waits, in the order of the marking page."""
        listed_already = set()
        for row in self.sheet.rows:
            question, code = self.question(row), self.sheet.get(row, *ANSWER).lower()
            for student in self.students(row, question):
                if code in ("", self.codes[student, question]):
                    listed_already.add((student, question))
                    row.cells[self.sheet.find(*ANSWER)] = self.codes[student, question]
        for question in self.assignment.questions:
            waiting = [
                (self.codes[student, question.name], student)
                for student, record in self.records.items()
                if record.answers[question.name].state == "open"
                and (student, question.name) not in listed_already
            ]
            for code, student in sorted(waiting):
                self.sheet.rows.append(self.row(student, question.name, code))

    def row(self, student, question, code):
        """Return a new row."""
        cells = [""] * len(self.sheet.columns)
        for names, value in ((STUDENT, harmless(student)), (QUESTION, question), (ANSWER, code)):
            cells[self.sheet.find(*names)] = value
        return sheets.Row(0, cells)

    def store(self, code, answer):
        """Keep an answer that was marked, so that it can be shown when it has changed."""
        path = self.history / "answers" / f"{code}.json"
        if path.exists():
            return
        kept = asdict(answer)
        for name, picture in (kept["written"] or {}).get("pictures", {}).items():
            source = self.folder / picture
            if source.is_file():
                write_bytes(self.history / "pictures" / source.name, source.read_bytes())
                kept["written"]["pictures"][name] = f".history/pictures/{source.name}"
        write(path, json.dumps(kept, indent=1))

    def stored(self, code):
        """Return an answer that was marked once."""
        path = self.history / "answers" / f"{code}.json"
        if not re.fullmatch("[a-p]{10}", code) or not path.exists():
            return None
        kept = json.loads(path.read_text(encoding="utf8"))
        written = kept.pop("written")
        return Answer(written=written and Written(**written), **kept)
