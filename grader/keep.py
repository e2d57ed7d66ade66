"""Keep records, so that an interrupted run goes on and a repeated one does nothing twice."""

import base64
import contextlib
import hashlib
import json
import os
import re
import sys
from dataclasses import asdict
from pathlib import Path

from grader.records import Record

HERE = Path(__file__).parent
PROGRAM = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(HERE.rglob("*.py")))).hexdigest()


def slug(student):
    """Return a file name for a student, whatever the name is made of."""
    if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,60}", student):
        return student
    safe = re.sub(r"[^a-z0-9]+", "-", student.lower()).strip("-")[:40]
    name = student.encode("utf8", "surrogatepass")
    return f"{safe or 'student'}.{hashlib.sha256(name).hexdigest()[:8]}"


def write(path, text):
    """Write a file so that nobody ever finds half of it."""
    write_bytes(path, text.encode("utf8"))


def write_bytes(path, data):
    """Write a file of bytes, likewise."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    half.write_bytes(data)
    os.replace(half, path)


class Records:
    """The records of one assignment, a file each, below a folder of results."""

    def __init__(self, folder):
        self.folder, self.pictures = folder / ".records", folder / "pictures"

    def path(self, student):
        """Return where a student's record is kept."""
        return self.folder / f"{slug(student)}.json"

    def kept(self, student, key):
        """Return a record of an earlier run, if it answers the same question."""
        try:
            stored = json.loads(self.path(student).read_text(encoding="utf8"))
            return Record.from_dict(stored["record"]) if stored.get("key") == key else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, record, key):
        """Keep a record, and its pictures as files of their own."""
        for answer in record.answers.values():
            if answer.written:
                found = answer.written.pictures
                answer.written.pictures = {name: self.picture(uri) for name, uri in found.items()}
        stored = {"key": key, "record": record.as_dict()}
        write(self.path(record.student), json.dumps(stored, indent=1))
        return record

    def picture(self, uri):
        """Write a picture once, and return its path in the results."""
        kind, _, text = uri.partition(";base64,")
        data = b""
        with contextlib.suppress(ValueError):
            data = base64.b64decode(text)
        name = f"{hashlib.sha256(data).hexdigest()[:16]}.{kind.rpartition('/')[2]}"
        if not (self.pictures / name).exists():
            write_bytes(self.pictures / name, data)
        return f"pictures/{name}"

    def forget(self):
        """Begin again."""
        for path in self.folder.glob("*.json"):
            path.unlink()

    def tidy(self, records):
        """Remove what belongs to nobody who is graded now; return the records of those who are."""
        students = {self.path(record.student).name for record in records}
        written = [answer.written for r in records for answer in r.answers.values()]
        pictures = {Path(p).name for w in written if w for p in w.pictures.values()}
        for folder, names in ((self.folder, students), (self.pictures, pictures)):
            for path in folder.iterdir() if folder.is_dir() else ():
                if path.name not in names:
                    path.unlink()
        return records


def key_of(submission, data, assignment, house):
    """Name everything that a record depends on."""
    rest = [submission.student, submission.file.path, submission.notes, assignment.digest]
    rest += [PROGRAM, asdict(house), sys.version]
    return hashlib.sha256(data + json.dumps(rest).encode()).hexdigest()
