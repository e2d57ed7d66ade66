"""What the teacher and the students read: marks, changes, names, gradebooks, and no script."""

import csv
import io
import zipfile
from xml.etree import ElementTree

import pytest

from grader import report, roster
from grader.marks import code_of
from grader.names import Who
from grader.shown import clean, markdown

from .records_of import EXAM, record, submission

PICTURE = b"\x89PNG\r\n\x1a\n"
LONG = (
    "The theorem bounds the mean length of a code by the entropy of its source, and nothing else. "
)


def write(folder, *records, students=None, left_out=()):
    """Write the results of some records, and return what a page or a table says."""
    submissions = [submission(one, students) for one in records]
    report.write_all(list(records), submissions, EXAM, folder, list(left_out), students)
    return lambda name: (folder / name).read_text(encoding="utf8")


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def mark(folder, **cells):
    """Fill the cells of every row of marks.csv."""
    table = rows((folder / "marks.csv").read_text(encoding="utf8"))
    with (folder / "marks.csv").open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, table[0])
        writer.writeheader()
        writer.writerows(row | cells for row in table)


@pytest.fixture
def students(tmp_path):
    (tmp_path / "students.csv").write_text(
        "id,name,e-mail,extra time,canvas id\n001,Ada Lovelace,ada@example.org,25 %,9\n"
        "002,Ben Nemo,ben@example.org,,8\n"
    )
    return roster.read(tmp_path / "students.csv")


def test_a_mark_makes_a_grand_total(tmp_path):
    read = write(tmp_path, record("ada", "One."))
    (row,) = rows(read("grades.csv"))
    assert (row["friend"], row["manual_open"], row["auto_total"]) == ("open", "4", "3")
    assert (row["total"], row["max"]) == ("3", "7")
    mark(tmp_path, points="3,5", remark="Good; <i>which</i> source?")
    read = write(tmp_path, record("ada", "One."))
    (row,) = rows(read("grades.csv"))
    assert (row["friend"], row["manual_open"], row["auto_total"]) == ("3.5", "0", "3")
    assert row["total"] == "6.5"
    assert "Good; &lt;i&gt;which&lt;/i&gt; source?" in read("feedback/ada.html")
    assert "3.5 of 4" in read("feedback/ada.html")


def test_a_tested_question_may_be_given_other_points_for_a_reason(tmp_path):
    (tmp_path / "marks.csv").write_text(
        "student,question,points,reason\nada,entropy,2,Only the last line was wrong.\n"
    )
    read = write(tmp_path, record("ada", points=0))
    (row,) = rows(read("grades.csv"))
    assert (row["entropy"], row["auto_total"], row["total"]) == ("2", "0", "2")
    page = read("feedback/ada.html")
    assert "The tests give 0; your teacher gives 2." in page
    assert "Only the last line was wrong." in page


def test_a_mark_belongs_to_the_answer_that_it_was_given_to(tmp_path):
    write(tmp_path, record("ada", "The first answer."))
    mark(tmp_path, points="4", remark="Perfect.")
    write(tmp_path, record("ada", "The first answer."))
    read = write(tmp_path, record("ada", "Another answer."))
    assert rows(read("grades.csv"))[0]["friend"] == "open"
    assert "Perfect." not in read("feedback/ada.html")
    for page in ("summary.html", "written_answers.html"):
        assert "Set aside:</strong> 4 points" in read(page)
        assert "The first answer." in read(page)
        assert "Another answer." in read(page)
    old, new = rows(read("marks.csv"))
    assert (old["points"], new["points"]) == ("4", "")
    assert old["answer"] != new["answer"]
    read = write(
        tmp_path, record("ada", "The first answer.")
    )  # it comes back, and so does its mark
    assert rows(read("grades.csv"))[0]["friend"] == "4"
    assert "Set aside" not in read("summary.html")


def test_a_line_is_named_as_the_file_has_it_now(tmp_path):
    write(tmp_path, record("ada", "One."), record("ben", "Two."))
    text = (tmp_path / "marks.csv").read_text()
    head, first, second = text.splitlines()
    first += '"In\ntwo lines."'
    second = second.removesuffix(",") + "2,"
    (tmp_path / "marks.csv").write_text("\n".join([head, "", first, second, ""]))
    write(tmp_path, record("ada", "One."), record("ben", "Two."))
    for _ in range(2):
        read = write(tmp_path, record("ada", "More."), record("ben", "More."))
        page = read("summary.html")
        assert "line 2 of marks.csv" in page
        assert "line 4 of marks.csv" in page
        text = read("marks.csv").splitlines()
        assert text[1].endswith('"In')
        assert text[3].endswith(",2,")


def test_an_override_belongs_to_the_program_that_it_was_given_to(tmp_path):
    (tmp_path / "marks.csv").write_text("student,question,points\nada,entropy,2\n")
    write(tmp_path, record("ada", code="def entropy(p): return 1", points=0))
    read = write(tmp_path, record("ada", code="def entropy(p): return 2", points=3))
    assert rows(read("grades.csv"))[0]["entropy"] == "3"
    assert "def entropy(p): return 1" in read("summary.html")
    assert "def entropy(p): return 2" in read("summary.html")


def test_a_new_picture_is_a_new_answer(tmp_path):
    for name in ("one", "two"):
        (tmp_path / "pictures").mkdir(exist_ok=True)
        (tmp_path / "pictures" / f"{name}.png").write_bytes(PICTURE + name.encode())
    said = "See ![](attachment:x.png)"
    write(tmp_path, record("ada", said, pictures={"x.png": "pictures/one.png"}))
    mark(tmp_path, points="4", remark="")
    write(tmp_path, record("ada", said, pictures={"x.png": "pictures/one.png"}))
    (tmp_path / "pictures" / "one.png").unlink()  # as when nobody's answer has it any more
    read = write(tmp_path, record("ada", said, pictures={"x.png": "pictures/two.png"}))
    assert '<img src="pictures/two.png"' in read("written_answers.html")
    assert '<img src=".history/pictures/one.png"' in read("written_answers.html")
    assert (tmp_path / ".history" / "pictures" / "one.png").read_bytes() == PICTURE + b"one"


def test_everybody_on_the_roster_has_a_row(tmp_path, students):
    nobody = record("stranger")
    read = write(tmp_path, record("001"), nobody, students=students, left_out=["odd.pdf"])
    table = {row["student"]: row for row in rows(read("grades.csv"))}
    assert list(table) == ["001", "002", "stranger"]
    assert table["002"]["status"] == "missing"
    assert table["002"]["name"] == "Ben Nemo"
    assert (table["001"]["e-mail"], table["001"]["extra time"]) == ("ada@example.org", "25 %")
    assert (
        "Not found on the roster, or not with certainty: stranger (stranger_hw01.ipynb)."
        in read("summary.html")
    )
    assert "Not looked at: odd.pdf." in read("summary.html")
    assert "nothing was handed in" in read("feedback/002.html")


def test_gradebooks_hold_a_grade_once_it_is_complete(tmp_path, students):
    moodle = Who("Ada Lovelace_77", "Ada Lovelace", "77", "Moodle")
    canvas = Who("nemoben_9911", "nemoben", "9911", "Canvas")
    ada, ben = record("001"), record("002", "Two.")
    subs = [submission(ada, students, moodle), submission(ben, students, canvas)]
    for points in ("", "4"):
        report.write_all([ada, ben], subs, EXAM, tmp_path, [], students)
        table = rows((tmp_path / "gradebook_canvas.csv").read_text())
        assert table[0]["Student"] == "    Points Possible"
        assert [row["hw01"] for row in table] == ["7", points and "7", points and "7"]
        if not points:
            mark(tmp_path, points="4", remark="Fine")
    assert (table[1]["Student"], table[1]["ID"], table[1]["SIS User ID"]) == (
        "Ada Lovelace", "9", "001")  # fmt: skip
    assert table[2]["ID"] == "9911"
    first, second = rows((tmp_path / "gradebook_moodle.csv").read_text())
    assert (first["Identifier"], first["Grade"], first["Maximum grade"]) == (
        "Participant 77", "7", "7")  # fmt: skip
    assert (second["Identifier"], second["Email address"]) == ("", "ben@example.org")
    assert first["Feedback comments"] == "friend: Fine"


@pytest.mark.parametrize(
    ("upload", "name"),
    [
        ("Ada_77_assignsubmission_file_/hw01.ipynb", "Ada_77_assignsubmission_file_/hw01.html"),
        ("lovelaceada_12345_98_hw01-1.ipynb", "lovelaceada_12345_98_hw01-1.html"),
        ("../../x_hw01.ipynb", "_/_/x_hw01.html"),
        ("/etc/passwd.ipynb", "_/etc/passwd.html"),
        ("ada_hw01.ipynb.txt", "ada_hw01.html"),
        ("v1.2 of hw01.ipynb", "v1.2 of hw01.html"),
    ],
)
def test_feedback_is_packed_under_the_uploads_own_name(upload, name, tmp_path):
    write(tmp_path, record("ada", upload=upload))
    with zipfile.ZipFile(tmp_path / "feedback.zip") as archive:
        assert archive.namelist() == [name]
        assert archive.read(name) == (tmp_path / "feedback" / "ada.html").read_bytes()


def test_students_who_are_gone_leave_no_page_but_their_marks(tmp_path):
    write(tmp_path, record("ada", "One."), record("ben", "Two."))
    mark(tmp_path, points="4")
    read = write(tmp_path, record("ada", "One."))
    assert [path.name for path in (tmp_path / "feedback").iterdir()] == ["ada.html"]
    assert {row["student"]: row["points"] for row in rows(read("marks.csv"))} == {
        "ada": "4",
        "ben": "4",
    }
    assert "<td>ben</td><td>student</td><td>there</td><td>gone</td>" in read("summary.html")


def test_what_changed_is_listed_and_a_rerun_gives_the_same_bytes(tmp_path):
    def everything():
        return {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    read = write(tmp_path, record("ada", points=0))
    first = everything()
    write(tmp_path, record("ada", points=0))
    assert everything() == first
    assert "This is the first run." in read("summary.html")
    for _ in range(2):
        write(tmp_path, record("ada", points=3))
        changes = [(row["what"], row["before"], row["now"]) for row in rows(read("changes.csv"))]
        assert changes == [("entropy", "failed 0", "passed 3")]


def test_near_identical_answers_stand_side_by_side(tmp_path):
    copied = LONG.replace("nothing else", "nothing more")
    code = (
        "def entropy(p):\n    total = 0\n    for x in p:\n        if x > 0:\n            total -= x"
    )
    read = write(
        tmp_path,
        record("ada", LONG * 2, f"{code} * log2(x)\n    return total"),
        record(
            "ben", LONG + copied, f"{code} * log2(x)\n    return total".replace("total", "sum_")
        ),
        record("cy", "Something else, in words of my own, which are not many. " * 2, "pass"),
    )
    page = read("similar_answers.html")
    assert "entropy: ada and ben (100 %)" in page
    assert "friend: ada and ben" in page
    assert "<mark>more</mark>" in page
    assert "cy" not in page.partition("<body>")[2]
    assert "2 pairs of answers are nearly the same" in read("summary.html")


def test_the_marking_page_shows_no_name(tmp_path, students):
    ada = record("001", "Mine.", upload="Ada Lovelace_77_assignsubmission_file_/hw01.ipynb")
    page = write(tmp_path, ada, record("stranger", "Mine."), students=students)(
        "written_answers.html"
    )
    for name in ("001", "Ada", "Lovelace", "stranger", "77"):
        assert name not in page.partition("<body>")[2]
    assert f"<h2>{code_of('friend', ada.answers['friend'])} (2 students)</h2>" in page
    assert "What does <" in page  # the question
    assert "(4 points: all.)" in page  # its points scheme
    assert page.count("<math") == 2  # rendered mathematics, of both


def test_the_order_of_the_marking_page_says_nothing_about_names(tmp_path):
    records = [record(name, f"The answer of {name}.") for name in ("a", "b", "c", "d", "e")]
    page = write(tmp_path, *records)("written_answers.html")
    codes = [code_of("friend", one.answers["friend"]) for one in records]
    assert codes != sorted(codes)
    assert sorted(codes, key=page.index) == sorted(codes)
    assert [row["answer"] for row in rows((tmp_path / "marks.csv").read_text())] == sorted(codes)


def test_without_a_sandbox_every_page_says_so_at_its_top(tmp_path, students):
    for sandboxed in (True, False):
        write(tmp_path, record("001", sandboxed=sandboxed), students=students)
        pages = sorted(tmp_path.rglob("*.html"))
        assert len(pages) == 5
        for page in pages:
            body = page.read_text(encoding="utf8").partition("<body>")[2].lstrip()
            assert body.startswith('<p class="notice"><strong>Graded without') is not sandboxed


HOSTILE = [  # what somebody writes, and what must be on the page in its place
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("<img src=x onerror=alert(1)>", "&lt;img src=x"),
    ("![x](https://example.org/x.png)", "[picture not shown: x https://example.org/x.png]"),
    ("![x](file:///etc/passwd)", "![x](file:///etc/passwd)"),
    ("![x](../grades.csv)", "[picture not shown: x ../grades.csv]"),
    ("![x](data:image/svg+xml;base64,PHN2Zz4=)", "![x](data:image/svg+xml"),
    ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
    ("[x](data:text/html;base64,PHN2Zz4=)", "[x](data:text/html"),
    (r"$\text{<script>alert(1)</script>}$", "<mtext>&lt;script&gt;"),
    (r"$\text{</mtext><img src=x onerror=alert(1)>}$", "&lt;/mtext&gt;&lt;img"),
    (r"$\href{javascript:alert(1)}{x}$", "<mi>x</mi>"),
    (r"$\text{&lt;script&gt;alert(1)&lt;/script&gt;}$", "<math"),
    (r"\(\class{x}{y}\)", "<math"),
    ('$x" onclick="alert(1)$', "<math"),
    (r"\begin{align}<script>\end{align}", "<math"),
    ("$" + "{" * 1900 + "$", '<code class="tex">{{{'),
    ("$" + "x" * 9000 + "$", '<code class="tex">xxx'),
    (r"$\frac{$", r'<code class="tex">\frac{</code>'),
    ("```\n</pre><script>alert(1)</script>\n```", "&lt;script&gt;"),
    ("x" * 100_000, "xxx"),
]


@pytest.mark.parametrize(("said", "shown"), HOSTILE, ids=[said[:30] for said, _ in HOSTILE])
def test_nothing_that_is_written_runs_or_loads(said, shown):
    page = markdown(said)
    assert shown in page
    for bad in ("<script", "<img src=x", "<img src=\"http", "javascript:alert(1)\"", " onclick=\"",
                " href=\"data", " href=\"java"):  # fmt: skip
        assert bad not in page


def test_a_formula_has_no_elements_and_attributes_but_those_of_formulas():
    tree = ElementTree.fromstring(
        '<math><script src="x">alert(1)</script><mi onclick="x" mathvariant="bold">a</mi></math>'
    )
    shown = ElementTree.tostring(clean(tree), encoding="unicode")
    assert "<mrow>alert(1)</mrow>" in shown
    assert '<mi mathvariant="bold">a</mi>' in shown


def test_hostile_names_are_shown_and_not_obeyed(tmp_path):
    name = "<script>alert('x')</script>"
    odd = record(name, name * 3, f"# {name}\ndef entropy(p): pass", upload=f"{name}.ipynb")
    odd.message, odd.notes, odd.answers["entropy"].say = name, [name], name
    write(tmp_path, odd, left_out=[name])
    mark(tmp_path, points="1", remark=name)
    write(tmp_path, odd, left_out=[name])
    changed = record(name, "Else.", upload=f"{name}.ipynb")
    write(tmp_path, changed, left_out=[name])
    for page in tmp_path.rglob("*.html"):
        assert "<script" not in page.read_text(encoding="utf8"), page


def test_mathematics_and_pasted_pictures_are_rendered():
    page = markdown(
        "$H$ and $$\\sum_i p_i$$ and \\(x\\), ![](attachment:my%20plot.png)",
        {"my plot.png": "pictures/ab.png", "more.png": "pictures/cd.png"},
    )
    assert page.count("<math") == 3
    assert '<img src="pictures/ab.png"' in page
    assert '<img src="pictures/cd.png"' in page  # pasted, and not spoken of
    assert "costs $5 and $6" in markdown("It costs $5 and $6.")
    assert "<code>\\(x\\)</code>" in markdown("`\\(x\\)`")
