"""Write what people read: the table, a page a student, the written answers, the summary."""

import base64
import csv
import io
from collections import Counter

import jinja2
from matplotlib.figure import Figure

from grader.mark import slug, write

PAGES = jinja2.Environment(
    loader=jinja2.PackageLoader("grader"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)
STATES = {"passed": "C0", "failed": "C1", "not attempted": "C7", "open": "C2", "not graded": "C3"}


def table(rows):
    """Return rows as CSV text; a spreadsheet shall not take a name for a formula."""
    text = io.StringIO()
    for row in rows:
        csv.writer(text, lineterminator="\n").writerow([harmless(value) for value in row])
    return text.getvalue()


def harmless(value):
    """Put a quote before what a spreadsheet would compute."""
    return f"'{value}" if str(value)[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def number(points):
    """Write whole points without a decimal point."""
    return int(points) if float(points).is_integer() else points


def merge_marks(path, records, assignment):
    """Read what the teacher has marked, and add a row for every answer that is not in the file."""
    rows = {}
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                rows[row["student"], row["question"]] = row
    for record in records:
        for question in assignment.questions:
            where = str(harmless(record["student"])), question.name
            if record["questions"][question.name]["state"] == "open" and where not in rows:
                rows[where] = dict(zip(MARKS, (*where, "", ""), strict=True))
    write(path, table([MARKS, *([row[name] for name in MARKS] for row in rows.values())]))
    return rows


MARKS = ("student", "question", "points", "remark")


def add_marks(records, rows, assignment):
    """Put the teacher's points and remarks into the records."""
    most = {question.name: question.points for question in assignment.questions}
    for record in records:
        record["remarks"] = {}
        for name, answer in record["questions"].items():
            row = rows.get((str(harmless(record["student"])), name))
            if row and row["remark"]:
                record["remarks"][name] = row["remark"]
            if row and row["points"].strip() and answer["state"] == "open":
                answer["points"] = points(row, most[name])
                answer["state"], answer["say"] = "marked", ""


def points(row, most):
    """Read the points of one row."""
    try:
        given = float(row["points"])
    except ValueError:
        given = -1
    if not 0 <= given <= most:
        raise SystemExit(
            f"marks.csv gives {row['student']} {row['points']!r} points for {row['question']}; "
            f"write a number from 0 to {number(most)}, or nothing"
        )
    return number(given)


def auto_total(record, assignment):
    """Add up the points that were given by tests."""
    names = [question.name for question in assignment.questions if not question.written]
    return number(sum(record["questions"][name]["points"] or 0 for name in names))


def grades(records, assignment):
    """Return the table of grades: empty is not attempted, 0 is wrong."""
    names = [question.name for question in assignment.questions]
    rows = [["student", "status", *names, "manual_open", "auto_total", "auto_max", "message"]]
    for record in records:
        answers = record["questions"]
        shown = ["open" if answers[n]["state"] == "open" else answers[n]["points"] for n in names]
        still = [q.points for q in assignment.questions if answers[q.name]["state"] == "open"]
        rows.append([record["student"], record["status"], *shown, number(sum(still))])
        rows[-1] += [auto_total(record, assignment), number(assignment.most), record["message"]]
    return table(rows)


def distribution(records, assignment):
    """Draw how each question went, and how the totals are spread, as the text of an image."""
    names = [question.name for question in assignment.questions]
    figure = Figure(figsize=(7, 1.2 + 0.45 * len(names) + 2.4), layout="constrained")
    above, below = figure.subplots(2, 1, height_ratios=(0.45 * len(names), 2))
    left = Counter()
    for state, colour in (STATES | {"marked": "C4"}).items():
        width = [sum(r["questions"][n]["state"] == state for r in records) for n in names]
        if any(width):
            above.barh(names, width, left=[left[n] for n in names], color=colour, label=state)
        left.update(dict(zip(names, width, strict=True)))
    above.invert_yaxis()
    above.set(xlabel="students")
    above.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False)
    totals = Counter(auto_total(record, assignment) for record in records)
    below.bar(list(totals), list(totals.values()), color="C0")
    below.set(xlabel=f"points given by tests (of {number(assignment.most)})", ylabel="students")
    below.set_xlim(-0.7, assignment.most + 0.7)
    for axis in (above.xaxis, below.xaxis, below.yaxis):
        axis.get_major_locator().set_params(integer=True)
    image = io.BytesIO()
    figure.savefig(image, format="png", dpi=110, metadata={"Software": None})
    return base64.b64encode(image.getvalue()).decode()


def write_all(records, assignment, folder, left_out):
    """Write every file of the results."""
    rows = merge_marks(folder / "marks.csv", records, assignment)
    add_marks(records, rows, assignment)
    write(folder / "grades.csv", grades(records, assignment))
    shared = {"assignment": assignment, "number": number, "slug": slug}
    for record in records:
        total = auto_total(record, assignment)
        page = PAGES.get_template("feedback.html").render(record=record, total=total, **shared)
        write(folder / "feedback" / f"{slug(record['student'])}.html", page)
    written = [question for question in assignment.questions if question.written]
    page = PAGES.get_template("written.html").render(records=records, written=written, **shared)
    write(folder / "written_answers.html", page)
    page = PAGES.get_template("summary.html").render(
        records=records,
        statuses=sorted(Counter(record["status"] for record in records).items()),
        image=distribution(records, assignment),
        left_out=left_out,
        **shared,
    )
    write(folder / "summary.html", page)
