"""Remember how the class stood, and list what has changed since the run before.

A run that changes nothing shows the same list again, so that running twice writes the same files.
"""

import json
from dataclasses import dataclass

from grader.keep import write
from grader.marks import code_of
from grader.sheets import number, table


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was."""

    student: str
    what: str
    before: str
    now: str


class History:
    """How the class stands now, and how it stood when it last stood otherwise."""

    def __init__(self, folder):
        self.path = folder / ".history" / "last.json"
        try:
            kept = json.loads(self.path.read_text(encoding="utf8"))
            self.before, self.now, self.seen = kept["before"], kept["now"], kept["seen"]
        except (OSError, ValueError, KeyError, TypeError):
            self.before, self.now, self.seen = None, None, []

    def note(self, results):
        """Note how the class stands after this run."""
        now = {result.student: standing(result) for result in results}
        if now != self.now:
            self.before, self.now = self.now, now
        self.seen = sorted({*self.seen, *now})
        kept = {"before": self.before, "now": self.now, "seen": self.seen}
        write(self.path, json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True))

    @property
    def changes(self):
        """Every difference; nothing if there was no earlier run."""
        if self.before is None:
            return []
        found = []
        for student in sorted({*self.before, *self.now}):
            old, new = self.before.get(student), self.now.get(student)
            if old is None or new is None:
                state = ("not there", "there") if old is None else ("there", "gone")
                found.append(Change(student, "student", *state))
                continue
            for what in {**old, **new}:
                if old.get(what, "") != new.get(what, ""):
                    found.append(Change(student, what, old.get(what, ""), new.get(what, "")))
        return found

    def table(self):
        """Return the differences as a table."""
        rows = [[c.student, c.what, c.before, c.now] for c in self.changes]
        return table([["student", "what", "before", "now"], *rows])


def standing(result):
    """Return what is compared of one student: words by what they are about."""
    record = result.record
    said = {"status": record.status, "upload": record.upload}
    for name, answer in record.answers.items():
        points = "" if answer.points is None else f" {number(answer.points)}"
        said[name] = f"{answer.state}{points}"
        said[f"{name}, the answer"] = code_of(name, answer)
        said[f"{name}, the remark"] = result.remarks.get(name, "")
    return said
