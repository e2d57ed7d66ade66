"""A whole class through the command line: Canvas's zip, a roster, marks, a second run."""

import shutil
import zipfile

import pytest

from .classroom import ROOT, answered, assignment, at_once, by_a_teacher, dumps, grade
from .uploads import save_zip

EXAM = assignment("hw01")
ROSTER = """id;name;e-mail;extra time
00123;Lovelace, Ada;ada@example.org;25 %
00124;Zoë Nemo;zoe@example.org;
00125;Cy Late;cy@example.org;
00126;Dee Gone;dee@example.org;
"""


def books():
    """Return what two people hand in."""
    ada = answered(EXAM, friend="She counted **single** characters: $H(p)$.\n\n<b>So</b> ...")
    zoe = answered(EXAM, friend=None, cars=None, huffman_bill="def huffman_bill(counts:")
    return dumps(ada), dumps(zoe)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Grade a class as Canvas exports it, with a roster as a German spreadsheet writes it."""
    place = tmp_path_factory.mktemp("class")
    ada, zoe = books()
    files = {
        "lovelaceada_81_901_hw01.ipynb": dumps(EXAM.released),
        "lovelaceada_LATE_81_950_my second try.ipynb": ada,
        "nemozoe_82_902_hw01.ipynb": zoe,
        "latecy_83_903_hw01.ipynb.zip": b"PK\x03\x04",
        "strangersam_84_904_hw01.ipynb": b"no notebook",
        "read me.txt": "by Canvas",
    }
    save_zip(place / "submissions.zip", files)
    (place / "students.csv").write_bytes(ROSTER.encode("cp1252"))
    return place


def graded(place, **how):
    """Grade, or grade again."""
    roster = ["--roster", place / "students.csv"]
    return grade("hw01", place / "submissions.zip", place / "out", *roster, **how)


@pytest.fixture(scope="module")
def rows(place):
    return graded(place, how=by_a_teacher)


def read(place, name):
    return (place / "out" / "hw01" / name).read_text(encoding="utf8")


def test_everybody_has_one_row(rows):
    found = {who: (row["name"], row["status"], row["total"]) for who, row in rows.items()}
    assert found == {
        "00123": ("Lovelace, Ada", "graded", "20"),
        "00124": ("Zoë Nemo", "graded", "12"),
        "00125": ("Cy Late", "unreadable", "0"),
        "00126": ("Dee Gone", "missing", "0"),
        "strangersam_84": ("strangersam", "unreadable", "0"),
    }


def test_each_trouble_is_named(place, rows):
    assert "2 copies: the latest" in rows["00123"]["message"]
    assert "handed in late" in rows["00123"]["message"]
    assert "is a packed file; hand in the notebook itself" in rows["00125"]["message"]
    assert "not a notebook" in rows["strangersam_84"]["message"]
    page = read(place, "summary.html")
    assert "(extra time: 25 %)" in page
    assert "Not found on the roster, or not with certainty: strangersam_84" in page
    assert "Not looked at: read me.txt." in page


def test_an_untouched_cell_is_not_a_wrong_one(place, rows):
    assert (rows["00124"]["cars"], rows["00124"]["huffman_bill"]) == ("", "0")
    assert (rows["00123"]["friend"], rows["00124"]["friend"]) == ("open", "")
    assert "SyntaxError" in read(place, "feedback/00124.html")


def test_the_marking_page_renders_what_was_written(place, rows):
    page = read(place, "written_answers.html")
    assert "She counted <strong>single</strong> characters: <span" in page
    assert "&lt;b&gt;So&lt;/b&gt;" in page
    assert "4 points: mean over a source 1" in page


def test_a_rerun_gives_the_same_bytes_and_marks_come_back(place, rows):
    def everything():
        files = (path for path in (place / "out").rglob("*") if path.is_file())
        return {path: path.read_bytes() for path in files}

    before = everything()
    graded(place)
    assert everything() == before
    marks = place / "out" / "hw01" / "marks.csv"
    text = marks.read_text(encoding="utf8").replace(",,", ",4,").replace("00123", "123")
    marks.write_bytes(text.replace(",", ";").encode("cp1252"))
    assert graded(place)["00123"]["total"] == "24"
    assert "<td>00123</td><td>friend</td><td>open</td><td>marked 4</td>" in read(
        place, "summary.html"
    )
    marks.write_bytes(text.replace(",4,", ",40,").encode())
    done = at_once("grade", "hw01", place / "submissions.zip", "-o", place / "out",
                   "--roster", place / "students.csv")  # fmt: skip
    assert done.returncode != 0
    assert "marks.csv gives 00123 '40' points for friend; write a number from 0 to 4" in done.stderr


def test_feedback_goes_back_under_the_uploads_own_name(place, rows):
    with zipfile.ZipFile(place / "out" / "hw01" / "feedback.zip") as archive:
        assert archive.namelist() == [
            "latecy_83_903_hw01.html",
            "lovelaceada_LATE_81_950_my second try.html",
            "nemozoe_82_902_hw01.html",
            "strangersam_84_904_hw01.html",
        ]


def test_each_assignment_has_its_own_results_and_sources_may_lie_elsewhere(place, rows):
    before = read(place, "grades.csv")
    (place / "private").mkdir()
    shutil.copy(ROOT / "assignments" / "source" / "hw02.ipynb", place / "private")
    (place / "hw02").mkdir()
    (place / "hw02" / "ada_hw02.ipynb").write_text(dumps(assignment("hw02").released))
    found = grade("hw02", place / "hw02", place / "out", "--source", place / "private")
    assert found["ada"]["status"] == "not attempted"
    assert read(place, "grades.csv") == before
