"""Find the submissions: a flat folder, a folder a student, or a zip from a learning system."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from grader import archives
from grader.names import NOTEBOOK, PACKED, Names, Who, copy_number, is_late, shown
from grader.roster import Person

NO_DATE = datetime.min


@dataclass
class File:
    """One file as it was handed in; its bytes are read when they are needed."""

    parts: tuple
    time: datetime
    give: Callable | None
    problem: str = ""

    @property
    def path(self):
        """The name that people see."""
        return "/".join(self.parts)

    def read(self):
        """Return the bytes, or say in a ValueError what is wrong with the file."""
        if self.problem:
            raise ValueError(self.problem)
        try:
            return self.give()
        except OSError as error:
            raise ValueError(f"it cannot be read: {error.strerror}") from None

    @classmethod
    def of(cls, name, data):
        """Return a file that is not on the disk."""
        return cls((name,), NO_DATE, lambda: data)


@dataclass
class Submission:
    """What is graded for one student."""

    student: str
    file: File
    notes: list = field(default_factory=list)
    who: Who | None = None
    person: Person | None = None  # of the roster


def collect(place, assignment, roster=None):
    """Return one submission a student, and the names of files that nobody's work is in.

    Of several copies the latest wins; one with a cell of the assignment goes before the others.
    """
    files = in_zip(place) if place.is_file() else in_folder(place)
    files = without_common_folder(files, assignment)
    names = Names([file.parts for file in files], assignment)
    students, left_out = {}, []
    for file in files:
        who = names.who(file.parts)
        if is_handed_in(file) or len(file.parts) > 1 or who.system:
            person = roster.find(who) if roster else None
            copies = students.setdefault(person.key if person else who.student, [])
            copies.append((file, who, person))
        else:
            left_out.append(file.path)
    return [chosen(key, copies, assignment) for key, copies in sorted(students.items())], left_out


def is_handed_in(file):
    """Whether a file is a notebook, or holds one that has to be unpacked."""
    return bool(NOTEBOOK.search(file.path) or PACKED.search(file.path))


def chosen(student, copies, assignment):
    """Return the copy that is graded, and what there is to say about it."""
    notebooks = [copy for copy in copies if NOTEBOOK.search(copy[0].path)]
    packed = [copy for copy in copies if PACKED.search(copy[0].path)]
    among = notebooks or packed or copies
    several = len(among) > 1
    among.sort(key=lambda copy: (several and belongs(copy[0], assignment), *age(*copy[:2])))
    file, who, person = among[-1]
    if not notebooks:
        file.problem = file.problem or unread(file, packed)
    return Submission(student, file, notes(file, among), who, person)


def unread(file, packed):
    """Say why there is nothing to read."""
    if packed:
        return f"{file.parts[-1]} is a packed file; hand in the notebook itself"
    return f"there is no notebook; {file.parts[-1]} is none"


def notes(file, among):
    """Say which copy was taken, and whether the learning system called it late."""
    said = []
    if len(among) > 1:
        said.append(f"{len(among)} copies: the latest, {file.path}, was graded")
    if NOTEBOOK.search(file.path) and not file.path.lower().endswith(".ipynb"):
        said.append(f"{file.parts[-1]} was read as the notebook that its name hides")
    if is_late(file.path):
        said.append("handed in late")
    return said


def belongs(file, assignment):
    """Whether some cell of the assignment is in a file, as far as one glance tells."""
    try:
        return f'"{assignment}-'.encode() in file.read()
    except ValueError:
        return False


def age(file, who):
    """Order copies in time; when their times are equal, by the mark that says it is a copy."""
    return who.upload, who.time or file.time, is_late(file.path), copy_number(file.path), file.path


def in_folder(folder):
    """List every file of a folder; a link is reported, not followed."""
    if not folder.is_dir():
        raise SystemExit(f"There is no folder and no zip file {folder}")
    files = []
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if is_junk(parts) or (path.is_dir() and not path.is_symlink()):
            continue
        files.append(File(spelt(parts), NO_DATE, path.read_bytes))
        try:
            describe(files[-1], path)
        except OSError as error:
            files[-1].problem = f"it cannot be read: {error.strerror}"
    return files


def describe(file, path):
    """Note when a file on the disk was written, and why it is not to be read."""
    file.time = datetime.fromtimestamp(path.lstat().st_mtime)
    if path.is_symlink():
        file.problem = "it is a link, not a file"
    elif not path.is_file():
        file.problem = "it is no ordinary file"
    elif path.stat().st_size > archives.LARGEST:
        file.problem = f"it has more than {archives.LARGEST:,} bytes"


def in_zip(path):
    """List every member of a zip file: no name in it ever becomes a path, nothing is unpacked."""
    archive, files = archives.opened(path), []
    for member in archive.infolist():
        parts = [part for part in archives.name_of(member).split("/") if part not in ("", ".")]
        if member.is_dir() or not parts or is_junk(parts):
            continue
        give = partial(archives.data_of, archive, member)
        files.append(File(spelt(parts), time_of(member), give, archives.problem_of(member)))
    return files


def time_of(member):
    """Return a member's date; some programs write none, or a second that no minute has."""
    year, month, day, hour, minute, second = member.date_time
    try:
        return datetime(year, month, day, hour, minute, min(second, 59))
    except ValueError:
        return NO_DATE


def spelt(parts):
    """Spell a path's parts in one way, whichever system wrote its accents."""
    return tuple(shown(part) for part in parts)


def is_junk(parts):
    """Whether a system, not a person, put it there."""
    return any(part == "__MACOSX" or (part[0] == "." and part != "..") for part in parts)


def without_common_folder(files, assignment):
    """Drop a folder that holds all the students, such as the one a zip program puts round them."""
    while files and len({file.parts[0] for file in files}) == 1 and files[0].parts[0] != "..":
        names = Names([file.parts for file in files], assignment)
        inner = [file.parts[1:] for file in files]
        if not all(inner) or names.is_a_students(files[0].parts[0]):
            break
        if not any(len(parts) > 1 or names.without_task(parts[0]) for parts in inner):
            break  # the folder is one student's
        files = [
            File(parts, f.time, f.give, f.problem) for f, parts in zip(files, inner, strict=True)
        ]
    return files
