"""What is known about a student's work: plain data that can be kept in a file and read again."""

from dataclasses import asdict, dataclass, field

# what can become of an answer, and of a submission
ANSWERS = ("passed", "failed", "not attempted", "open", "marked", "not graded")
STATUSES = (
    "graded",
    "not attempted",
    "timed out",
    "crashed",
    "tampered",
    "unreadable",
    "wrong assignment",
    "missing",
)


@dataclass
class Written:
    """A written answer: its Markdown, and the pictures that stand in it by name."""

    text: str = ""
    pictures: dict = field(default_factory=dict)  # name to a data: URI, as Markdown attachment:NAME


@dataclass
class Answer:
    """One question of one student."""

    state: str = "not graded"
    points: float | None = None  # None is not attempted, not yet marked, or not graded
    say: str = ""  # what the student reads
    written: Written | None = None  # for a question that is read by the teacher
    source: str = ""  # the student's code for a question that is tested


@dataclass
class Record:
    """One student's work on one assignment."""

    student: str  # the one name that nobody else in the class has
    upload: str = ""  # the file's name as it was handed in
    status: str = "graded"
    message: str = ""  # what the student may read about the whole
    answers: dict = field(default_factory=dict)  # Answer by the question's name
    notes: list = field(default_factory=list)  # for the teacher alone
    sandboxed: bool = True
    digest: str = ""  # of what was handed in

    def as_dict(self):
        """Return plain data for a file."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data):
        """Return the record that `as_dict` made plain."""
        record = cls(**data)
        for name, answer in record.answers.items():
            written = answer.pop("written")
            record.answers[name] = Answer(written=written and Written(**written), **answer)
        return record
