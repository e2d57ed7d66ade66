"""Whatever a learning system calls a file, it is found whose it is: one row a student."""

import pytest

from grader import roster
from grader.collect import collect
from grader.names import Names, copy_number, shown

from .uploads import save_zip

MOODLE = "Ada Lovelace_77_assignsubmission_file_"
BRIGHT = "12345-67890 - Ada Lovelace - "
ATTEMPT = "_attempt_2026-03-0"
CLASS = [  # the files of one student by one system; in what they differ, the last is the latest
    ("Canvas", ["lovelaceada_12345_98765_hw01.ipynb"]),
    ("Canvas, renamed", ["lovelaceada_12345_98765_my last try.ipynb"]),
    ("Canvas, late", ["lovelaceada_LATE_12345_98765_hw01.ipynb"]),
    ("Canvas, again", ["lovelaceada_12345_98_hw01.ipynb", "lovelaceada_12345_100_hw01-1.ipynb"]),
    (
        "Canvas, again, renamed and late",
        ["lovelaceada_12345_98_hw01.ipynb", "lovelaceada_LATE_12345_345_final.ipynb"],
    ),
    ("Moodle, folders", [f"{MOODLE}/hw01.ipynb"]),
    ("Moodle, folders, renamed", [f"{MOODLE}/what I did.ipynb"]),
    ("Moodle, folders without the last line", [f"{MOODLE[:-1]}/hw01.ipynb"]),
    ("Moodle, flat", [f"{MOODLE}hw01.ipynb"]),
    ("Moodle, flat, again", [f"{MOODLE}hw01.ipynb", f"{MOODLE}hw01 (1).ipynb"]),
    ("Moodle, in a group", [f"Group A/{MOODLE}/hw01.ipynb"]),
    ("Blackboard", [f"Homework 1_al123{ATTEMPT}5-14-12-33_hw01.ipynb"]),
    ("Blackboard, renamed", [f"hw01_al123{ATTEMPT}5-14-12-33_Untitled.ipynb"]),
    (
        "Blackboard, again, and with its receipt",
        [
            f"Homework 1_al123{ATTEMPT}5-14-12-33.txt",
            f"Homework 1_al123{ATTEMPT}4-20-00-00_hw01.ipynb",
            f"Homework 1_al123{ATTEMPT}5-14-12-33_second.ipynb",
        ],
    ),
    ("Brightspace", [f"{BRIGHT}Mar 5, 2026 212 PM/hw01.ipynb"]),
    ("Brightspace, flat", [f"{BRIGHT}Mar 5, 2026 212 PM - hw01.ipynb"]),
    (
        "Brightspace, again",
        [f"{BRIGHT}Mar 5, 2026 1112 AM/hw01.ipynb", f"{BRIGHT}Mar 5, 2026 212 PM/hw01.ipynb"],
    ),
    ("Brightspace, the day first", [f"{BRIGHT}5 March, 2026 1412/hw01.ipynb"]),
    ("Google Classroom", ["Ada Lovelace - hw01.ipynb"]),
    ("Google Classroom, copied", ["Copy of Ada Lovelace - hw01.ipynb"]),
    ("Google Classroom, twice", ["Ada Lovelace - hw01.ipynb", "Ada Lovelace - hw01(1).ipynb"]),
    ("Google Classroom, the copy first", ["Ada Lovelace - Copy of hw01.ipynb"]),
    ("GitHub Classroom", ["hw01-adalovelace/hw01.ipynb"]),
    ("GitHub Classroom, as a zip", ["hw01-adalovelace-main/hw01.ipynb"]),
    ("GitHub Classroom, all of them", ["hw01-submissions/hw01-adalovelace/hw01.ipynb"]),
    ("GitHub Classroom, in a folder", ["hw01-adalovelace/notebooks/hw01.ipynb"]),
    ("a folder a student", ["Ada Lovelace/hw01.ipynb"]),
    ("a browser's second download", ["Ada Lovelace hw01.ipynb", "Ada Lovelace hw01 (1).ipynb"]),
    ("JupyterLab's copy", ["Ada Lovelace/hw01.ipynb", "Ada Lovelace/hw01-Copy1.ipynb"]),
    (
        "a Mac's copy",
        ["Ada Lovelace.ipynb", "Ada Lovelace copy.ipynb", "Ada Lovelace copy 2.ipynb"],
    ),
    ("Windows' copy", ["Ada Lovelace.ipynb", "Ada Lovelace - Kopie (2).ipynb"]),
    ("numbered by hand", ["Ada Lovelace.ipynb", "Ada Lovelace-2.ipynb"]),
    ("GitHub Classroom, by another title", ["entropy-course-ada-lovelace/hw01.ipynb"]),
    ("the id in the name", ["4711_hw01.ipynb"]),
    ("the id without its zeros", ["Ada 4711.ipynb"]),
    ("the id behind another number", ["hw01_2026_4711.ipynb"]),
    ("the id with a year", ["2026-4711.ipynb"]),
    ("the mail address", ["ada@example.org hw01.ipynb"]),
]
STUDENTS = """id;name;e-mail;extra time;GitHub;user;hub
004711;Ada Lovelace;ada@example.org;25 %;adalovelace;al123;ada-lovelace
77;Ben Nemo;ben@example.org;;bn;bn1;ada
902;Cy Nemo;cy@example.org;;cn;cn1;
98765;Dee Nemo;dee@example.org;;dn;dn1;
"""


@pytest.fixture
def students(tmp_path):
    (tmp_path / "students.csv").write_text(STUDENTS)
    return roster.read(tmp_path / "students.csv")


@pytest.mark.parametrize(("system", "files"), CLASS, ids=[system for system, _ in CLASS])
def test_one_row_the_latest_copy_and_an_id_of_the_roster(system, files, tmp_path, students):
    last_first = dict.fromkeys(reversed(files), "{}")
    place = save_zip(tmp_path / "all.zip", last_first)
    (submission,), left_out = collect(place, "hw01", students)
    assert (submission.student, submission.person.name) == ("004711", "Ada Lovelace")
    assert files[-1].endswith(submission.file.path)
    assert left_out == []
    (alone,), _ = collect(place, "hw01")
    assert "hw01" not in alone.student


UNCERTAIN = [  # better in a row of its own than in somebody else's
    ("the learning system's number is another's id", "nobody_77_98_hw01.ipynb"),
    ("so is Moodle's", "Jo Stranger_98765_assignsubmission_file_/hw01.ipynb"),
    ("so is a short number", "Jo Stranger 77.ipynb"),
    ("a part of an id", "47.ipynb"),
    ("a part of a longer number", "9004711.ipynb"),
    ("a name that two have", "Nemo.ipynb"),
    ("two ids", "004711 098765.ipynb"),
    ("one's name with another's id", "Ada Lovelace_98765_hw01.ipynb"),
    ("nothing", "hw01.ipynb"),
]


@pytest.mark.parametrize("file", [file for _, file in UNCERTAIN], ids=[why for why, _ in UNCERTAIN])
def test_nobody_is_given_a_file_that_may_be_another_s(file, tmp_path, students):
    (submission,), _ = collect(save_zip(tmp_path / "all.zip", {file: "{}"}), "hw01", students)
    assert submission.person is None


@pytest.mark.parametrize(
    "files",
    [
        ["2026-12345.ipynb", "2026-67890.ipynb"],
        ["hw01/2026-12345.ipynb", "hw01/2026-67890.ipynb"],
        ["Monday/hw01_12345.ipynb", "Monday/hw01_67890.ipynb", "Friday/hw01_45678.ipynb"],
        ["Monday/s1234567.ipynb", "Monday/s7654321.ipynb", "Friday/s1111111.ipynb"],
        ["12345.ipynb", "67890.ipynb"],
        ["Ada (12345).ipynb", "Ada (67890).ipynb"],
        ["ada_2026_12345_hw01.ipynb", "ada_2026_67890_hw01.ipynb"],
        ["nemoben_1111_98_hw01.ipynb", "nemoben_2222_99_hw01.ipynb"],
        ["Jo Nemo_77_assignsubmission_file_/a.ipynb", "Jo Nemo_78_assignsubmission_file_/a.ipynb"],
        [f"hw01_a_nemo{ATTEMPT}5-14-12-33_x.ipynb", f"hw01_b_nemo{ATTEMPT}5-14-12-33_x.ipynb"],
        [
            "1-2 - Jo Nemo - Mar 5, 2026 212 PM/x.ipynb",
            "3-4 - Jo Nemo - Mar 5, 2026 212 PM/x.ipynb",
        ],
        ["hw01-jo-1/hw01.ipynb", "hw01-jo-2/hw01.ipynb"],
        ["hw01.ipynb", "Copy of hw02.ipynb"],
    ],
    ids=lambda files: files[0],
)
def test_students_whose_files_differ_only_by_an_id_are_not_one(files, tmp_path):
    place = save_zip(tmp_path / "all.zip", dict.fromkeys(files, "{}"))
    submissions, _ = collect(place, "hw01")
    assert len(submissions) == len(files)


def test_drafts_in_a_students_folder_are_one_students(tmp_path):
    drafts = ["hw01-2026-03-01", "hw01-2026-03-04", "hw01_20260305", "hw01 v1", "hw01 v2"]
    files = [f"all/ada/{name}.ipynb" for name in drafts] + ["all/ben/hw01.ipynb"]
    submissions, _ = collect(save_zip(tmp_path / "all.zip", dict.fromkeys(files, "{}")), "hw01")
    assert [submission.student for submission in submissions] == ["ada", "ben"]


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("ada_12345_hw01.ipynb", "ada_12345"),
        ("ada_12345_hw01 (2).ipynb", "ada_12345"),
        ("ada_12345_hw01-2.ipynb", "ada_12345"),
        ("ada_LATE_12345_hw01.ipynb", "ada_12345"),
        ("Zoë Müller_7_hw01.ipynb", "Zoë Müller_7"),
        ("hw01 - Ada Lovelace.ipynb", "Ada Lovelace"),
        ("hw01.ipynb", "hw01"),
        ("lateefah_1_hw01.ipynb", "lateefah_1"),
        ("ada/hw01.ipynb", "ada"),
        (f"{MOODLE}/my work.ipynb", "Ada Lovelace_77"),
        ("../../x_hw01.ipynb", "../../x"),
        ("=cmd()_1_hw01.ipynb", "=cmd()_1"),
        ("assignment_12345.ipynb", "assignment_12345"),
        ("Homework 1 Ada.ipynb", "Ada"),
    ],
)
def test_without_a_roster_a_student_is_named_by_folder_or_file(path, student):
    parts = tuple(path.split("/"))
    assert Names([parts], "hw01").who(parts).student == student


def test_canvas_own_id_is_enough_where_a_name_has_changed(tmp_path, students):
    place = save_zip(tmp_path / "all.zip", {"kingada_98765_98_hw01.ipynb": "{}"})
    (submission,), _ = collect(place, "hw01", students)
    assert submission.student == "98765"


@pytest.mark.parametrize(
    ("path", "id_"),
    [
        ("lovelaceada_12345_98765_hw01.ipynb", "12345"),
        (f"{MOODLE}hw01.ipynb", "77"),
        (f"hw01_al123{ATTEMPT}5-14-12-33_x.ipynb", "al123"),
        (f"{BRIGHT}Mar 5, 2026 212 PM/hw01.ipynb", "12345"),
        ("ada_12345_hw01.ipynb", "12345"),
        ("2026-12345.ipynb", "2026-12345"),
        ("hw01 ada@example.org.ipynb", "ada@example.org"),
        ("Ada Lovelace - hw01.ipynb", ""),
    ],
)
def test_the_id_stands_by_itself_so_that_it_can_be_joined(path, id_):
    parts = tuple(path.split("/"))
    assert Names([parts], "hw01").who(parts).id == id_


@pytest.mark.parametrize(
    ("name", "number"),
    [("hw01.ipynb", 0), ("hw01-2.ipynb", 2), ("hw01 (3).ipynb", 3), ("hw01-Copy4.ipynb", 4),
     ("hw01 copy.ipynb", 1), ("hw01-2026.ipynb", 0), ("hw01(5).ipynb.txt", 5)],
)  # fmt: skip
def test_copies_are_counted(name, number):
    assert copy_number(name) == number


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Zoe\u0308", "Zoë"),
        ("M\udcfcller", "Müller"),
        ("Mu\u0308ller \udcff", "M\u0097ller"),
        ("half \ud800", "half ?"),
        ("a\u202eipynb.exe", "a\ufffdipynb.exe"),
        ("line\nbreak\x00", "line\ufffdbreak\ufffd"),
        ("李 明 Ω", "李 明 Ω"),
    ],
)
def test_a_name_is_shown_as_far_as_it_can_be(name, seen):
    assert shown(name) == seen or (name.endswith("\udcff") and shown(name).isprintable())
