"""marks.csv and the roster are read as spreadsheets write them, or refused with file and line."""

import pytest

from grader import roster, sheets
from grader.marks import Marks, code_of

from .records_of import EXAM, record

ADA, ZOE = record("00123", "Mine."), record("Zoë Müller", "Another.")
CODE = code_of("friend", ADA.answers["friend"])
HEAD = "student,question,answer,points,remark\n"
LINES = "00123,friend,,3.5,Good\nZoë Müller,friend,,2,Fair\n"
GERMAN = (HEAD + LINES).replace(",", ";")
READ = [  # how the file was saved, its bytes
    ("as it was written", (HEAD + LINES).encode()),
    ("with a byte order mark", (HEAD + LINES).encode("utf-8-sig")),
    ("in Windows' letters", (HEAD + LINES).encode("cp1252")),
    ("as Excel's Unicode text", (HEAD + LINES).replace(",", "\t").encode("utf-16")),
    (
        "in Germany",
        GERMAN.replace("3.5", "3,5").replace("\n", "\r\n").encode("cp1252"),
    ),
    ("with the lines of an old Mac", (HEAD + LINES).replace("\n", "\r").encode()),
    ("with Excel's first line", ("sep=;\n" + GERMAN).encode()),
    ("all quoted", "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in (HEAD + LINES).split("\n")[:3]
    ).encode()),
    ("00123 turned into 123", (HEAD + LINES.replace("00123", "123")).encode()),
    ("00123 turned into 123.0", (HEAD + LINES.replace("00123", "123.0")).encode()),
    ("columns in another order", b"points,remark,question,student\n3.5,Good,friend,00123\n"
     + "2,Fair,friend,Zoë Müller\n".encode()),
    ("capitals and blanks in the head", b" Student ,QUESTION,Answer, Points,Remark\n"
     + LINES.encode()),
    ("capitals in the names", (HEAD + LINES.replace("Zoë Müller", "ZOË MÜLLER")).encode()),
    ("empty lines", (HEAD + "\n,,,,\n" + LINES + "\n\n").encode()),
    ("the last cells cut off", b"student,question,points,remark,answer\n00123,friend,3.5,Good\n"
     + "Zoë Müller,friend,2,Fair\n".encode()),
    ("a column more", (HEAD.replace("\n", ",by\n") + LINES.replace("\n", ",Eve\n")).encode()),
    ("the assignment first", (HEAD + LINES.replace("friend", "hw01-friend")).encode()),
    ("a reason for a remark", (HEAD.replace("remark", "Reason") + LINES).encode()),
    ("no name, but the answer's letters", (f"{HEAD},friend,{CODE},3.5,Good\n"
     "Zoë Müller,friend,,2,Fair\n").encode()),
]  # fmt: skip


def marks(folder, data, records=(ADA, ZOE), **more):
    (folder / "marks.csv").write_bytes(data)
    return Marks(folder, records, EXAM, **more)


@pytest.mark.parametrize(("saved", "data"), READ, ids=[saved for saved, _ in READ])
def test_marks_are_read_however_they_were_saved(saved, data, tmp_path):
    given = marks(tmp_path, data).given
    found = {who: (mark.points, mark.remark) for (who, _), mark in given.items()}
    assert found == {"00123": (3.5, "Good"), "Zoë Müller": (2, "Fair")}


@pytest.mark.parametrize(("saved", "data"), READ, ids=[saved for saved, _ in READ])
def test_a_file_that_is_written_back_says_the_same_and_then_stays(saved, data, tmp_path):
    first = marks(tmp_path, data).given
    kept = (tmp_path / "marks.csv").read_bytes()
    again = marks(tmp_path, kept).given
    assert again.keys() == first.keys()
    assert (tmp_path / "marks.csv").read_bytes() == kept
    if "column more" in saved:
        assert kept.count(b"Eve") == 2


REFUSED = [  # what is wrong, the lines after the head, what is said
    ("too many points", "00123,friend,,40,", "Line 2 of marks.csv gives 00123 '40' points for "
     "friend; write a number from 0 to 4"),
    ("fewer than none", "00123,friend,,-1,", "gives 00123 '-1' points"),
    ("a date", "00123,friend,,03. May,", "gives 00123 '03. May' points"),
    ("no number", "00123,friend,,nan,", "gives 00123 'nan' points"),
    ("infinite", "00123,friend,,inf,", "gives 00123 'inf' points"),
    ("a formula's error", "00123,friend,,#NAME?,", "gives 00123 '#NAME?' points"),
    ("nobody", "\n0124,friend,,3,", "Line 3 of marks.csv names the student '0124', whom nobody "
     "knows; do you mean '00123'?"),
    ("no question", "00123,frend,,3,", "Line 2 of marks.csv names the question 'frend'; hw01 has "
     "entropy, friend"),
    ("an open quotation mark", 'Zoë Müller,friend,,2,Fair\n00123,friend,,3,"Good', "Line 3 of "
     "marks.csv cannot be read"),
    ("a comma in a remark", "00123,friend,,3,Good, but", "Line 2 of marks.csv has 6 values for 5"),
    ("marked twice", "00123,friend,,3,\n00123,friend,,2,", "Line 3 of marks.csv marks friend of "
     "00123 again, as line 2 does"),
    ("neither student nor answer", ",friend,,3,", "Line 2 of marks.csv names neither"),
    ("letters that nobody's answer has", ",friend,abcdefghij,3,", "Line 2 of marks.csv names neit"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "said"), [(lines, said) for _, lines, said in REFUSED], ids=[w for w, *_ in REFUSED]
)
def test_what_cannot_be_meant_is_refused_with_file_and_line(lines, said, tmp_path):
    data = (HEAD + lines + "\n").encode()
    with pytest.raises(SystemExit) as refused:
        marks(tmp_path, data)
    assert said in str(refused.value)
    assert (tmp_path / "marks.csv").read_bytes() == data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Line 1 of marks.csv is empty"),
        (b"PK\x03\x04...", "marks.csv is a workbook; save it as CSV"),
        (b"student,question,remark\n", "Line 1 of marks.csv names no column 'points'"),
        (
            b"student,question,points,points\n",
            "Line 1 of marks.csv names the column 'points' twice",
        ),
        (b"student,question,points\na\x00b,friend,1\n", "Line 2 of marks.csv is no text"),
        (b"student,question,points\n\x81\xff,friend,1\n", "Line 2 of marks.csv is no text"),
    ],
)
def test_what_is_no_table_of_marks_is_refused(data, said, tmp_path):
    with pytest.raises(SystemExit) as refused:
        marks(tmp_path, data)
    assert said in str(refused.value)


def test_a_number_without_its_zeros_must_mean_one_student(tmp_path):
    twins = [record("0012", "One."), record("012", "Two.")]
    with pytest.raises(SystemExit, match="whom nobody knows"):
        marks(tmp_path, (HEAD + "12,friend,,3,\n").encode(), twins)


def test_a_name_that_looks_like_a_formula_comes_back(tmp_path):
    odd = [record("=1+1", "One."), record("@x", "Two.")]
    Marks(tmp_path, odd, EXAM)
    text = (tmp_path / "marks.csv").read_text()
    assert "'=1+1,friend," in text
    filled = text.replace(",,", ",3,")
    assert len(marks(tmp_path, filled.encode(), odd).given) == 2


ROSTERS = [
    "id,name,e-mail,extra time\n00123,Ada Lovelace,ada@example.org,25 %\n",
    "ID;Name;E-Mail;Extra Time\n00123;Ada Lovelace;ada@example.org;25 %\n",
    "First name\tLast name\tID number\tEmail address\textra\n"
    "Ada\tLovelace\t00123\tada@example.org\t25 %",
    "Student,ID,SIS User ID,SIS Login ID,Section,email,extra\n    Points Possible,,,,,,\n"
    '"Lovelace, Ada",00123,7,al1,A,ada@example.org,25 %\n',
]


@pytest.mark.parametrize("text", ROSTERS)
def test_a_roster_may_come_from_anywhere(text, tmp_path):
    (tmp_path / "students.csv").write_text(text)
    (ada,) = roster.read(tmp_path / "students.csv").people
    assert (ada.key, ada.email, ada.extra_time) == ("00123", "ada@example.org", "25 %")
    assert set(roster.words(ada.name)) == {"ada", "lovelace"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,e-mail\nAda,a@b\n", "Line 1 of students.csv names no column 'id'"),
        ("id,name\n1,Ada\n1,Ben\n", "Line 3 of students.csv has the id '1', as line 2 has already"),
        ("id,name\n1,Ada\n,Ben\n", "Line 3 of students.csv has no id"),
        ("id,name\n1.23457E+11,Ada\n", "Line 2 of students.csv has the id 1.23457E+11"),
        ("id,name\n", "students.csv holds no student"),
    ],
)
def test_a_roster_that_cannot_tell_people_apart_is_refused(text, said, tmp_path):
    (tmp_path / "students.csv").write_text(text)
    with pytest.raises(SystemExit) as refused:
        roster.read(tmp_path / "students.csv")
    assert said in str(refused.value)


def test_a_table_without_a_file_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="cannot be read"):
        sheets.read(tmp_path / "nothing.csv")
