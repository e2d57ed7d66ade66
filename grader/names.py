"""Say who a file is from: by the name that a learning system gave it, or else by its own.

| system | name |
|---|---|
| Canvas | `lovelaceada_LATE_12345_98765_hw01-1.ipynb` |
| Moodle | `Ada Lovelace_77_assignsubmission_file_/hw01.ipynb`, or the same without a folder |
| Blackboard | `Homework 1_al123_attempt_2026-03-05-14-12-33_hw01.ipynb` |
| Brightspace | `12345-67890 - Ada Lovelace - Mar 5, 2026 212 PM/hw01.ipynb`, or without a folder |
| Google Classroom | `Copy of Ada Lovelace - hw01.ipynb` |
| GitHub Classroom | `hw01-adalovelace-main/hw01.ipynb` |
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from grader.archives import text_of

CANVAS = re.compile(r"(?P<name>[^\W_]+)(_LATE)?_(?P<id>\d+)_(?P<upload>\d+)_.+", re.I)
ANONYMOUS = re.compile(r"(?P<name>anon)(_LATE)?_(?P<id>\w{5})(_LATE)?_(?P<upload>\d+)_.+", re.I)
MOODLE = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_.*", re.I)
BLACKBOARD = re.compile(r"(?P<who>.+)_attempt_(?P<time>\d{4}(-\d\d){5})([_.].*)?", re.I)
BRIGHTSPACE = re.compile(r"(?P<id>\d+)-\d+ - (?P<name>.+?) - (?P<time>[^-]*\d{4}[^-]*)( - .*)?")
BRIGHTSPACE_TIMES = ("%b %d %Y %I%M %p", "%B %d %Y %I%M %p", "%d %B %Y %H%M", "%d %b %Y %H%M")

NOTEBOOK = re.compile(r"\.ipynb(\.txt|\.json)?$", re.I)
PACKED = re.compile(r"\.(zip|7z|rar|tar|tgz|gz|bz2|xz)$", re.I)
TASK = r"(?<![a-z0-9])(?:{name}|(?:hw|homework|assignment)[ _-]?\d{{1,2}})(?![a-z0-9])"
LATE = re.compile(r"(?<![a-z])late(?![a-z])", re.I)
COPY_OF = re.compile(r"(?<![a-z0-9])(copy of|kopie von|copie de|copia de) +", re.I)
COPY = re.compile(r"( ?\((?P<a>\d{1,2})\)|[-_ ]+(copy|kopie|copie|copia) ?(?P<b>\d{0,2}))$", re.I)
NUMBERED = re.compile(r"-(?P<a>\d{1,2})$")
BRANCH = re.compile(r"-(main|master|[0-9a-f]{40})$")
FOR_ALL = re.compile(r"[-_ ]*(submissions?|handed[-_ ]?in|export|downloads?|all|files)", re.I)


@dataclass(frozen=True)
class Who:
    """What a file's name says about its student, and when and how often it was handed in."""

    student: str  # the one name that nobody else in the class has
    name: str = ""
    id: str = ""  # the learning system's own number, or its user name
    system: str = ""  # empty where no learning system is recognized
    time: datetime | None = None
    upload: int = 0  # Canvas counts all uploads


class Names:
    """Reads the names of one class's files, which explain each other."""

    def __init__(self, paths, assignment):
        self.task = re.compile(TASK.format(name=re.escape(assignment)), re.I)
        self.prefix = blackboard_prefix(paths)
        self.shared = {folder for folder, bare in self.by_folder(paths) if differ_by_id(bare)}
        self.bare = {self.without_task(path) for parts in paths for path in spellings(parts)}

    def by_folder(self, paths):
        """Group what the notebooks' names say by the folder that they lie in."""
        folders = defaultdict(set)
        for parts in paths:
            if NOTEBOOK.search(parts[-1]):
                folders[parts[:-1]].add(self.without_task(parts[-1]))
        return folders.items()

    def who(self, parts):
        """Return who a file is from."""
        found = self.by_system(parts)
        if found is None:
            student = self.by_own_name(parts)
            found = Who(student, id=id_in(student))
        return found

    def by_system(self, parts):
        """Return who a learning system says that it is from, or nothing."""
        for part in parts:
            found = moodle(part) or blackboard(part, self.prefix) or brightspace(part)
            if found:
                return found
        return canvas(parts[-1])

    def by_own_name(self, parts):
        """Name a student by the folder, or else by the file's name without the assignment's."""
        if len(parts) > 1 and ".." not in parts and parts[:-1] not in self.shared:
            return self.without_task(BRANCH.sub("", parts[0])) or parts[0]
        path = parts[-1] if parts[:-1] in self.shared else "/".join(parts)
        bare = self.without_task(path)
        first = NUMBERED.sub("", bare)
        if first != bare and first in self.bare:
            return first  # the second of two uploads is numbered, the first is not
        return bare or stem(parts[-1]) or parts[-1]

    def without_task(self, path):
        """Return what a name says besides the assignment, the copy and the lateness."""
        name, before = stem(COPY_OF.sub("", path)), None
        while name != before:
            before, name = name, COPY.sub("", name)
        numbered = NUMBERED.search(name)
        if numbered and re.search(self.task.pattern + "$", name[: numbered.start()], re.I):
            name = name[: numbered.start()]
        name = LATE.sub("", self.task.sub("", name))
        return re.sub(r"([ _-])[ _-]+", r"\1", name).strip(" _-")

    def is_a_students(self, folder):
        """Whether a folder's name is of one student, and not of the class."""
        bare = self.without_task(BRANCH.sub("", folder))
        assigned = bare != folder and bare and not FOR_ALL.fullmatch(bare)
        return bool(self.by_system((folder,)) or assigned)


def id_in(student):
    """Return the one part of a name that looks like an id: an address, or a long number."""
    parts = re.findall(r"[^\s_,;()]+", student)
    found = [part for part in parts if "@" in part or len(re.findall(r"\d", part)) >= 3]
    return found[0] if len(found) == 1 else ""


def spellings(parts):
    """Return a file's name with and without its folders."""
    return {"/".join(parts), parts[-1]}


def stem(name):
    """Return a name without what says that it is a notebook, or a packed one."""
    name = PACKED.sub("", name)
    return NOTEBOOK.sub("", name)


def differ_by_id(names):
    """Whether some of the names are equal but for a number that is long enough to be a student's.

    A date is none: it tells two drafts of one student apart.
    """
    shapes = defaultdict(set)
    for name in names:
        if len(re.findall(r"\d", name)) >= 4 and not is_dated(name):
            shapes[re.sub(r"\d+", "#", name)].add(name)
    return any(len(same) > 1 for same in shapes.values())


def is_dated(name):
    """Whether a name holds a day, as 2026-03-05 or 20260305."""
    return bool(re.search(r"(?<!\d)20\d\d([-_.]?)(0\d|1[0-2])\1([0-2]\d|3[01])(?!\d)", name))


def canvas(part):
    """Read a name as Canvas gives it; a year is not the number of a user."""
    found = CANVAS.fullmatch(part)
    if found and not re.fullmatch(r"(19|20)\d\d", found["id"]):
        return Who(f"{found['name']}_{found['id']}", found["name"], found["id"], "Canvas", None,
                   int(found["upload"]))  # fmt: skip
    found = ANONYMOUS.fullmatch(part)
    if found:
        return Who(f"anon_{found['id']}", "", found["id"], "Canvas", None, int(found["upload"]))
    return None


def moodle(part):
    """Read a name as Moodle gives it."""
    found = MOODLE.fullmatch(part)
    if not found:
        return None
    return Who(f"{found['name']}_{found['id']}", found["name"], found["id"], "Moodle")


def blackboard(part, prefix):
    """Read a name as Blackboard gives it, behind the assignment's title."""
    found = BLACKBOARD.fullmatch(part)
    if not found:
        return None
    user = found["who"].removeprefix(prefix) if prefix else found["who"].rpartition("_")[2]
    time = read_time(found["time"], ["%Y-%m-%d-%H-%M-%S"])
    return Who(user or found["who"], "", user, "Blackboard", time)


def blackboard_prefix(paths):
    """Return the assignment's title, which Blackboard puts before every user's name."""
    found = [BLACKBOARD.fullmatch(part) for parts in paths for part in parts]
    users = [user.split("_") for user in {match["who"] for match in found if match}]
    if len(users) < 2:
        return ""
    same = 0
    while len({user[same] for user in users}) == 1 and min(map(len, users)) > same + 1:
        same += 1
    return "".join(f"{word}_" for word in users[0][:same])


def brightspace(part):
    """Read a name as Brightspace gives it."""
    found = BRIGHTSPACE.fullmatch(part)
    if not found:
        return None
    time = read_time(found["time"].replace(",", "").replace(":", ""), BRIGHTSPACE_TIMES)
    return Who(f"{found['name']}_{found['id']}", found["name"], found["id"], "Brightspace", time)


def read_time(text, forms):
    """Read a time that is written in one of these forms."""
    for form in forms:
        try:
            return datetime.strptime(text.strip(), form)
        except ValueError:
            continue
    return None


def is_late(path):
    """Whether the learning system wrote LATE into the name."""
    return bool(LATE.search(path))


def copy_number(path):
    """Return the number that a browser or a learning system gives to a further copy."""
    name = stem(path)
    found = COPY.search(name) or NUMBERED.search(name)
    if not found:
        return 0
    return int(found["a"] or 0) if found["a"] else int(found["b"] or 1)


def shown(name):
    """Spell a name in one way, with nothing in it that cannot be seen or written to a file."""
    try:
        raw = name.encode("utf8", "surrogateescape")  # the bytes that the disk has
    except UnicodeEncodeError:
        raw = name.encode("utf8", "replace")
    text = unicodedata.normalize("NFC", text_of(raw))
    return "".join("\ufffd" if is_unseen(letter) else letter for letter in text)


def is_unseen(letter):
    """Whether a letter is none: a control, or a mark that turns the line's direction."""
    turns = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return unicodedata.category(letter) in ("Cc", "Cs") or letter in turns
