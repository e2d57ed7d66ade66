"""What the teacher marks by hand comes back into the table and onto the student's page."""

import csv

import pytest
from classroom import answered, assign, assignment, dumps, grade

EXAM = assignment("hw01")


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    place = tmp_path_factory.mktemp("marks")
    (place / "in").mkdir()
    ada = answered(EXAM, friend="She counted **single** characters.\n\n<b>So</b> ...")
    ben = answered(EXAM, friend=None, cars=None, huffman_bill="def huffman_bill(counts:")
    for name, book in [("ada", ada), ("ben", ben)]:
        (place / "in" / f"{name}_1_hw01.ipynb").write_text(dumps(book))
    return place, grade("hw01", place / "in", place / "out")


def mark(place, points, remark):
    path = place / "out" / "marks.csv"
    with path.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update(points=points, remark=remark)
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return rows


def test_an_answer_waits_until_it_is_marked(results):
    _, rows = results
    assert (rows["ada_1"]["friend"], rows["ada_1"]["manual_open"]) == ("open", "4")
    assert (rows["ben_1"]["friend"], rows["ben_1"]["manual_open"]) == ("", "0")


def test_an_untouched_cell_is_not_a_wrong_one(results):
    place, rows = results
    assert rows["ben_1"]["cars"] == ""
    assert rows["ben_1"]["huffman_bill"] == "0"
    page = (place / "out/feedback/ben_1.html").read_text()
    assert "not attempted" in page
    assert "Your cell failed. SyntaxError" in page


def test_all_written_answers_stand_on_one_page(results):
    place, _ = results
    page = (place / "out/written_answers.html").read_text()
    assert "She counted **single** characters.\n\n&lt;b&gt;So&lt;/b&gt;" in page
    assert "ben_1" not in page


def test_the_summary_shows_the_class(results):
    place, _ = results
    page = (place / "out/summary.html").read_text()
    assert "data:image/png;base64," in page
    assert "2 students: 2 graded." in page


def test_marks_and_remarks_come_back(results):
    place, _ = results
    mark(place, "3.5", "Good; <i>which</i> source?")
    row = grade("hw01", place / "in", place / "out")["ada_1"]
    assert (row["friend"], row["manual_open"], row["auto_total"]) == ("3.5", "0", "20")
    page = (place / "out/feedback/ada_1.html").read_text()
    assert "Good; &lt;i&gt;which&lt;/i&gt; source?" in page
    assert "3.5 of 4" in page
    mark(place, "40", "")
    done = assign("grade", "hw01", place / "in", "-o", place / "out")
    assert done.returncode != 0
    assert "marks.csv gives ada_1 '40' points for friend; write a number from 0 to 4" in done.stderr
