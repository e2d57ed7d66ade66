"""Write what people read: the tables, a page a student, the marking pages, the summary."""

import base64
import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

import jinja2

from grader import gradebooks, similar
from grader.cells import grade_id
from grader.changes import History
from grader.keep import slug, write, write_bytes
from grader.marks import Marks
from grader.paper import between
from grader.sheets import number
from grader.shown import markdown

PAGES = jinja2.Environment(
    loader=jinja2.PackageLoader("grader"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)
PAGES.globals |= {"number": number, "slug": slug, "markdown": markdown}
TABLES = {
    "grades": gradebooks.grades,
    "gradebook_canvas": gradebooks.canvas,
    "gradebook_moodle": gradebooks.moodle,
}
STATES = {"passed": "C0", "failed": "C1", "not attempted": "C7", "open": "C2", "marked": "C4"}
STATES |= {"not graded": "C3"}
SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"
EPOCH = (1980, 1, 1, 0, 0, 0)  # of every file in a zip file, so that a rerun gives the same bytes


@dataclass
class Shown:
    """One answer on the marking page: no name, only the code by which marks.csv knows it."""

    code: str
    answer: object
    students: int
    remark: str
    asides: list


def write_all(records, submissions, assignment, folder, left_out, roster=None):
    """Write every file of the results, and return the rows of the class."""
    results = gradebooks.results_of(records, submissions, roster, assignment)
    history = History(folder)
    marks = add_marks(results, folder, assignment, roster, history.seen)
    history.note(results)
    write(folder / "changes.csv", history.table())
    for name, rows in TABLES.items():
        write(folder / f"{name}.csv", rows(results, assignment))
    shared = {"assignment": assignment, "results": results, "everything": gradebooks.everything}
    shared["sandboxed"] = all(result.record.sandboxed for result in results)
    write_feedback(folder, results, shared)
    shared["pages"] = write_marking(folder, marks, shared)
    shared["pairs"] = [
        pair for q in assignment.questions for pair in similar.pairs(results, q)[: similar.MOST]
    ]
    page(folder / "similar_answers.html", "similar.html", shared)
    more = {"left_out": left_out, "roster": roster, "history": history, "marks": marks}
    write_summary(folder, results, shared | more)
    return results


def write_summary(folder, results, shared):
    """Write the page on which a teacher begins."""
    page(
        folder / "summary.html",
        "summary.html",
        shared,
        statuses=sorted(Counter(result.record.status for result in results).items()),
        image=distribution(results, shared["assignment"]),
        strangers=[result for result in results if shared["roster"] and not result.person],
        complete=sum(result.is_complete() for result in results),
    )


def page(path, template, shared, **more):
    """Write one page."""
    write(path, PAGES.get_template(template).render(**shared, **more))


def add_marks(results, folder, assignment, roster, seen):
    """Read the teacher's marks, and put those that count into the students' records."""
    gone = set(seen) - {result.student for result in results}
    marks = Marks(folder, [result.record for result in results], assignment, roster, gone)
    for result in results:
        for name, answer in result.record.answers.items():
            mark = marks.given.get((result.student, name))
            if mark is not None:
                add_mark(result, name, answer, mark)
    return marks


def add_mark(result, name, answer, mark):
    """Put one mark into a record, and say so if it changes what the tests gave."""
    if mark.remark:
        result.remarks[name] = mark.remark
    if mark.points is None:
        return
    answer.say = ""
    if name in result.tested:
        tests = number(result.tested[name] or 0)
        answer.say = f"The tests give {tests}; your teacher gives {number(mark.points)}."
    answer.points, answer.state = number(mark.points), "marked"


def write_feedback(folder, results, shared):
    """Write a page a student, remove those of others, and pack all under the uploads' names."""
    place, packed = folder / "feedback", {}
    for result in results:
        path = place / f"{slug(result.student)}.html"
        page(path, "feedback.html", shared, result=result, record=result.record)
        if result.record.upload:
            packed[name_in_zip(result.record.upload, packed)] = path.read_bytes()
    wanted = {f"{slug(result.student)}.html" for result in results}
    for path in place.iterdir() if place.is_dir() else ():
        if path.name not in wanted:
            path.unlink()
    write_bytes(folder / "feedback.zip", zipped(packed))


def name_in_zip(upload, others):
    """Name a page as the file was named that it is about; a name never leads out of the zip."""
    parts = [part if part.strip(". ") else "_" for part in upload.split("/")]
    path = PurePosixPath(*parts)
    while path.suffix.lower() in (".ipynb", ".txt", ".json", ".zip"):
        path = path.with_suffix("")
    name, number_ = f"{path}.html", 1
    while name in others:
        number_ += 1
        name = f"{path} ({number_}).html"
    return name


def zipped(files):
    """Return files as the bytes of a zip file, the same for the same files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def write_marking(folder, marks, shared):
    """Write a page for each question that is read by the teacher; return the pages' names."""
    written = [question for question in shared["assignment"].questions if question.written]
    pages = {question.name: marking_page(question, written) for question in written}
    for path in folder.glob("written_answers*.html"):
        if path.name not in pages.values():
            path.unlink()
    for question in written:
        page(
            folder / pages[question.name],
            "written.html",
            shared,
            question=question,
            pages=pages,
            asked=asked(shared["assignment"], question),
            scheme=scheme(shared["assignment"], question),
            answers=answers_to(question, shared["results"], marks),
        )
    return pages


def marking_page(question, written):
    """Name a question's page; that of the first question has the plain name."""
    return f"written_answers{'' if question == written[0] else '-' + question.name}.html"


def answers_to(question, results, marks):
    """Return each answer once, in the order of the codes, which says nothing about names."""
    found = {}
    for result in results:
        answer = result.record.answers[question.name]
        if answer.state not in ("open", "marked"):
            continue
        code = marks.codes[result.student, question.name]
        shown = found.setdefault(code, Shown(code, answer, 0, "", []))
        shown.students += 1
        shown.remark = shown.remark or result.remarks.get(question.name, "")
        shown.asides += [aside for aside in marks.aside if aside.now is answer]
    return [found[code] for code in sorted(found)]


def asked(assignment, question):
    """Return the text that asks a question: what stands between it and the cell before."""
    texts = []
    for cell in assignment.source.cells:
        if grade_id(cell) == question.answer:
            return "\n\n".join(texts)
        texts = [] if grade_id(cell) or cell.cell_type != "markdown" else [*texts, cell.source]
    return ""


def scheme(assignment, question):
    """Return the source's own answer, which ends with how the points are given."""
    cells = [cell for cell in assignment.source.cells if grade_id(cell) == question.answer]
    return between(cells[0].source, *SOLUTION)


def distribution(results, assignment):
    """Draw how each question went, and how the totals are spread, as the text of an image."""
    from matplotlib.figure import Figure  # not above: who releases, or is refused, draws nothing

    names = [question.name for question in assignment.questions]
    figure = Figure(figsize=(7, 1.2 + 0.45 * len(names) + 2.4), layout="constrained")
    above, below = figure.subplots(2, 1, height_ratios=(0.45 * len(names), 2))
    left = Counter()
    for state, colour in STATES.items():
        width = [sum(r.record.answers[n].state == state for r in results) for n in names]
        if any(width):
            above.barh(names, width, left=[left[n] for n in names], color=colour, label=state)
        left.update(dict(zip(names, width, strict=True)))
    above.invert_yaxis()
    above.set(xlabel="students")
    above.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False)
    totals = Counter(result.total for result in results)
    most = gradebooks.everything(assignment)
    below.bar(list(totals), list(totals.values()), color="C0")
    below.set(xlabel=f"points given so far (of {most})", ylabel="students")
    below.set_xlim(-0.7, most + 0.7)
    for axis in (above.xaxis, below.xaxis, below.yaxis):
        axis.get_major_locator().set_params(integer=True)
    image = io.BytesIO()
    figure.savefig(image, format="png", dpi=110, metadata={"Software": None})
    return base64.b64encode(image.getvalue()).decode()
