"""Put a submission back into the frame of its assignment, whatever editors did to it."""

import json
import re
from dataclasses import dataclass, field

import nbformat

from grader import code
from grader.cells import grade_id, is_grade, is_locked, is_solution
from grader.records import Written

LONGEST = 100_000  # characters of one cell or answer that are looked at
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


@dataclass(frozen=True)
class Step:
    """A cell to run."""

    name: str  # nothing for a cell of the student's own
    source: str


@dataclass
class Restored:
    """A submission put back into the frame of the assignment."""

    steps: list = field(default_factory=list)  # every cell to run, in order
    answers: dict = field(default_factory=dict)  # the student's code by the answer's id
    untouched: set = field(default_factory=set)  # answers that are as released
    written: dict = field(default_factory=dict)  # Written by the answer's id
    tampered: list = field(default_factory=list)  # tests that were changed
    said: list = field(default_factory=list)  # what else was mended, for everybody to read
    own: list = field(default_factory=list)  # the student's own code


def read(data):
    """Read a notebook from bytes, without its outputs; whatever is wrong becomes one error."""
    try:
        book = json.loads(data.decode("utf-8-sig", "replace"))
        for cell in book.get("cells", []):
            if cell.get("cell_type") == "code":
                cell["outputs"] = []
        book = nbformat.reads(json.dumps(book), as_version=4)
        for cell in book.cells:
            if not isinstance(cell.source, str) or not isinstance(grade_id(cell), str):
                raise TypeError("a cell is not as a notebook's cells are")
            cell.source = clean(cell.source)
        return book
    except RecursionError:
        raise ValueError("it is not a notebook that can be read: too deep") from None
    except Exception as error:  # anything can be in a file
        said = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise ValueError(clean(f"it is not a notebook that can be read: {said}")) from None


def clean(text):
    """Return text that every file and page can hold."""
    return text.encode("utf8", "replace").decode("utf8").replace("\0", "")[:LONGEST]


def steady(text):
    """Return what a run has said, clean, and without addresses that differ from run to run."""
    return clean(re.sub(r"0x[0-9a-f]{6,}", "0x…", text))


def restore(book, assignment):
    """Take the student's answers and own cells; take everything else from the assignment."""
    frame = Frame(assignment)
    pieces, own = frame.sort(book.cells)
    result = Restored()
    result.said += frame.said
    result.steps += [Step("", cell.source) for cell in own[""] if cell.cell_type == "code"]
    for cell in assignment.released.cells:
        name = grade_id(cell)
        if name:
            found = pieces.get(name, [])
            place = given if is_locked(cell) else answered
            if cell.cell_type == "code":
                result.steps += place(cell, found, result)
            elif is_solution(cell):
                result.written[name] = written(cell, found, own[name], result)
            mine = [other.source for other in own[name] if other.cell_type == "code"]
            result.steps += [Step("", text) for text in mine]
    result.own = [step.source for step in result.steps if not step.name]
    for question in assignment.tested:
        elsewhere(question, result)
    return result


class Frame:
    """The cells of an assignment, and how to know them again."""

    def __init__(self, assignment):
        self.assignment, self.said = assignment, []
        cells = assignment.released.cells
        self.named = {grade_id(cell): cell for cell in cells if grade_id(cell)}
        self.by_id = {cell.id: cell for cell in cells}
        self.stubs = [c for c in cells if is_solution(c)]
        self.section = sections(assignment.released.cells)

    def sort(self, cells):
        """Return the cells of the assignment by name, and the student's own by what they follow."""
        strange = {grade_id(cell) for cell in cells} - {"", *self.named}
        if strange and not any(grade_id(cell) in self.named for cell in cells):
            raise LookupError(f"no cell of {self.assignment.name} is in it")
        pieces, own, last = {}, {"": []} | {name: [] for name in self.named}, ""
        lost = []
        for cell in cells:
            name, mended = self.name_of(cell)
            if name in self.named:
                pieces.setdefault(name, []).append(cell)
                last = name
                lost += [name] if mended else []
            elif self.is_given(cell):
                last = self.section.get(self.given_id(cell), last)
            elif cell.source.strip() and not self.is_stub(cell):
                own[last].append(cell)
        if not pieces:
            raise LookupError(f"no cell of {self.assignment.name} is in it")
        if lost:
            self.said.append(f"cells without their mark, known by what they say: {', '.join(lost)}")
        return pieces, own

    def name_of(self, cell):
        """Return the name of a cell, and whether it had lost it."""
        name = grade_id(cell)
        if name:
            return name, False
        twin = self.by_id.get(cell.get("id"))
        if twin is not None and grade_id(twin):
            return grade_id(twin), True
        for known, other in self.named.items():
            if is_locked(other) and code.same(cell.source, other.source):
                return known, True
        return "", False

    def is_given(self, cell):
        """Whether this is a cell of text that the assignment gave."""
        return cell.cell_type != "code" and self.given_id(cell) is not None

    def given_id(self, cell):
        """Return the id of the given text that a cell is a copy of."""
        for known, other in self.by_id.items():
            if (
                other.cell_type != "code"
                and not grade_id(other)
                and (code.lines(cell.source) == code.lines(other.source))
            ):
                return known
        return None

    def is_stub(self, cell):
        """Whether this is a copy of an answer's cell as it was handed out."""
        return any(code.same(cell.source, stub.source) for stub in self.stubs)


def sections(cells):
    """Return for each given text the written answer that it asks for, or the cell before it."""
    found, waiting, last = {}, [], ""
    for cell in cells:
        name = grade_id(cell)
        if not name:
            waiting.append((cell.id, last))
            continue
        is_written = is_grade(cell) and is_solution(cell)
        found |= {one: name if is_written else before for one, before in waiting}
        waiting, last = [], name
    return found | dict(waiting)


def given(cell, found, result):
    """Return the steps of a locked cell: as it was given, after what a student has added to it."""
    name = grade_id(cell)
    if not found:
        result.said.append(f"put back: {name}, which was missing")
    changed = [other.source for other in found if not code.same(other.source, cell.source)]
    if code.same("\n".join(other.source for other in found), cell.source):
        changed = []  # it was only split
    if changed and is_grade(cell):
        result.tampered.append(name)
    elif changed:
        result.said.append(f"changed, and run before the given one: {name}")
        return [*(Step("", text) for text in changed), Step(name, cell.source)]
    return [Step(name, cell.source)]


def answered(cell, found, result):
    """Return the steps of an answer; a cell that is still as handed out is none."""
    name = grade_id(cell)
    texts = [other.source for other in found if other.source.strip()]
    mine = [text for text in texts if not code.same(text, cell.source)]
    if not mine:
        result.untouched.add(name)
        result.answers[name] = cell.source
        return []
    if len(mine) > 1:
        result.said.append(f"{len(mine)} cells are {name}: taken together, in their order")
        if not all(map(code.is_whole, mine)):
            mine = ["\n".join(mine)]
    result.answers[name] = "\n\n".join(mine)
    *before, last = mine
    return [*(Step(f"{name} (a part)", text) for text in before), Step(name, last)]


def elsewhere(question, result):
    """Find an answer that is not in its own cell by what it defines."""
    if question.answer in result.untouched and question.names:
        found = [text for text in result.own if set(question.names) <= code.defines(text)]
        if found:
            result.untouched.remove(question.answer)
            result.answers[question.answer] = "\n\n".join(found)
            result.said.append(f"{question.answer} was found in another cell, by what it defines")


def written(cell, found, own, result):
    """Join a written answer from its own cells and those that the student put below."""
    name = grade_id(cell)
    cells = [other for other in found if not code.same(other.source, cell.source)] + [
        other for other in own if other.cell_type != "code" or not code.is_whole(other.source)
    ]
    pictures = {}
    texts = [with_pictures(other, number, pictures) for number, other in enumerate(cells)]
    texts += [f"```python\n{o.source}\n```" for o in own if o not in cells]
    text = "\n\n".join(text for text in texts if text.strip())
    if not text:
        result.untouched.add(name)
    return Written(text, pictures)


def with_pictures(cell, number, pictures):
    """Return a cell's text, its attachments renamed so that no two cells' have one name."""
    text = cell.source
    attached = cell.get("attachments")
    for old, kinds in attached.items() if isinstance(attached, dict) else ():
        for kind, data in kinds.items() if isinstance(kinds, dict) else ():
            if kind in PICTURES and isinstance(data, str):
                new = f"{number}-{len(pictures)}"
                pictures[new] = f"data:{kind};base64,{data}"
                text = text.replace(f"attachment:{old}", f"attachment:{new}")
    return text
