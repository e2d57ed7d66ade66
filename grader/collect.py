"""Find the submissions: a flat folder, a folder a student, or a zip from a learning system."""

import contextlib
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from datetime import datetime

LARGEST = 10_000_000  # bytes of one notebook


@dataclass
class File:
    """One file as it was handed in."""

    parts: tuple
    time: datetime
    data: bytes | None
    problem: str = ""

    @property
    def path(self):
        """The name that people see."""
        return "/".join(self.parts)


@dataclass
class Submission:
    """What is graded for one student."""

    student: str
    file: File
    notes: list = field(default_factory=list)


def collect(place, belongs):
    """Return one submission a student, and the names of files that nobody's work is in.

    Of several copies the latest wins; one that `belongs` to the assignment goes before the others.
    """
    files = without_common_folder(in_zip(place) if place.is_file() else in_folder(place))
    students, left_out = {}, []
    for file in files:
        if file.path.lower().endswith(".ipynb"):
            students.setdefault(student_of(file.parts), []).append(file)
        elif len(file.parts) == 1:
            left_out.append(file.path)
        else:
            students.setdefault(student_of(file.parts), [])
    found = []
    for student, copies in sorted(students.items()):
        if not copies:
            lost = File((student,), datetime.min, None, "there is no notebook in the folder")
            found.append(Submission(student, lost))
            continue
        copies.sort(key=lambda file: (file.data is not None and belongs(file.data), *age(file)))
        found.append(Submission(student, copies[-1], notes(copies)))
    return found, left_out


def notes(copies):
    """Say which copy was taken, and whether the learning system called it late."""
    chosen, said = copies[-1], []
    if len(copies) > 1:
        said.append(f"{len(copies)} copies: the latest, {chosen.path}, was graded")
    if is_late(chosen.path):
        said.append("handed in late")
    return said


def is_late(path):
    """Whether the learning system wrote LATE into the name."""
    return bool(re.search(r"(?<![a-z])late(?![a-z])", path, flags=re.I))


def age(file):
    """Order copies in time; when their times are equal, by the mark that says it is a copy."""
    number = re.search(r"(?:\(|-|copy ?)(\d+)\)?\.ipynb$", file.path, flags=re.I)
    return file.time, is_late(file.path), int(number[1]) if number else 0, file.path


def student_of(parts):
    """Name a student by the folder, or else by the file's name without the assignment's."""
    if len(parts) > 1 and ".." not in parts:
        return re.sub(r"_assignsubmission_.*$", "", parts[0])
    return without_assignment(parts) or re.sub(r"\.ipynb$", "", parts[-1], flags=re.I)


def without_assignment(parts):
    """Return what a name says besides the assignment, the copy and the lateness: who it is from."""
    name = re.sub(r"\.ipynb$", "", "/".join(parts), flags=re.I)
    bare = re.sub(r"( ?\(\d+\)|-\d+|[-_ ]*copy ?\d*)$", "", name, flags=re.I)
    bare = re.sub(r"(?<![a-z0-9])(hw\d+|late)(?![a-z0-9])", "", bare, flags=re.I)
    return re.sub(r"([ _-])[ _-]+", r"\1", bare).strip(" _-")


def in_folder(folder):
    """Read every file of a folder; a link is reported, not followed."""
    if not folder.is_dir():
        raise SystemExit(f"There is no folder and no zip file {folder}")
    files = []
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if is_junk(parts) or (path.is_dir() and not path.is_symlink()):
            continue
        time = datetime.fromtimestamp(path.lstat().st_mtime)
        if path.is_symlink() or not path.is_file():
            files.append(named(parts, time, None, "it is a link, not a file"))
        elif path.stat().st_size > LARGEST:
            files.append(named(parts, time, None, f"it has more than {LARGEST:,} bytes"))
        else:
            files.append(named(parts, time, path.read_bytes()))
    return files


def in_zip(path):
    """Read every member of a zip file into memory: no name in it ever becomes a path."""
    if not zipfile.is_zipfile(path):
        raise SystemExit(f"{path} is neither a folder nor a zip file")
    files = []
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            parts = tuple(part for part in decoded(member).split("/") if part not in ("", "."))
            if member.is_dir() or is_junk(parts):
                continue
            time, data, problem = datetime(*member.date_time), None, ""
            try:
                with archive.open(member) as stream:
                    data = stream.read(LARGEST + 1)
            except (RuntimeError, NotImplementedError, OSError, zipfile.BadZipFile) as error:
                problem = f"the zip file does not give it out: {error}"
            if data is not None and len(data) > LARGEST:
                data, problem = None, f"it has more than {LARGEST:,} bytes"
            files.append(named(parts, time, data, problem))
    return files


def decoded(member):
    """Return a member's name; old programs write UTF-8 without saying so."""
    name = member.filename.replace("\\", "/")
    if not member.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf8")
    return name


def named(parts, time, data, problem=""):
    """Make a file whose name is spelt in one way, whichever system wrote its accents."""
    parts = tuple(unicodedata.normalize("NFC", part) for part in parts)
    return File(parts, time, data, problem)


def is_junk(parts):
    """Whether a system, not a person, put it there."""
    return any(part == "__MACOSX" or (part[0] == "." and part != "..") for part in parts)


def without_common_folder(files):
    """Drop a folder that holds all the students, such as the one a zip program puts round them."""
    while files and len({file.parts[0] for file in files}) == 1 and ".." not in files[0].parts:
        inner = [file.parts[1:] for file in files]
        if not all(inner):
            break
        if not any(len(parts) > 1 or without_assignment(parts) for parts in inner):
            break  # the folder is one student's
        files = [File(f.parts[1:], f.time, f.data, f.problem) for f in files]
    return files
