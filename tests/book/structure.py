"""What a chapter's notebook must be, as functions that return the faults they find."""

import ast
import re
from itertools import zip_longest
from pathlib import Path

import nbformat
import notebooks  # tools/notebooks.py
import yaml
from pybtex.database import parse_file

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES, MOST_BYTES = 25, 250_000
GOALS = ("**You will be able to**", "**You need**", "**Time**")
LAST_SECTIONS = ["In one breath", "Exercises", "Where to read on"]


def chapters():
    """Return the paths of all chapters that are notebooks."""
    return sorted(ROOT.glob("chapters/*.ipynb"))


def read(path):
    """Read a notebook."""
    return nbformat.read(path, as_version=4)


def in_toc(toc=ROOT / "_toc.yml"):
    """Return the files that the table of contents names, without their suffixes."""
    text = yaml.safe_load(toc.read_text())
    entries = text.get("chapters", []) + [c for p in text.get("parts", []) for c in p["chapters"]]
    return [text["root"], *(entry["file"] for entry in entries if "file" in entry)]


def code(book):
    """Return the code cells that hold something."""
    return [cell for cell in book.cells if cell.cell_type == "code"]


def prose(book):
    """Return all Markdown as one text."""
    return "\n\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")


def unexecuted_cells(book):
    """Nbval passes a cell that was never run, so this must not."""
    counts = [cell.execution_count for cell in code(book)]
    return [n for n, count in enumerate(counts, 1) if count != n]


def failed_cells(book):
    """Return the outputs that are errors or warnings."""
    outputs = [output for cell in code(book) for output in cell.outputs]
    return [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]


def long_cells(book):
    """Return code cells that a reader would have to scroll."""
    return [cell.source for cell in code(book) if len(cell.source.splitlines()) > MOST_LINES]


def unexplained_figures(book):
    """Return figures without a text alternative or without a caption after them."""
    faults = []
    for cell in code(book):
        for output, following in zip_longest(cell.outputs, cell.outputs[1:]):
            if "image/png" not in output.get("data", {}):
                continue
            alt = output.metadata.get("image/png", {}).get("alt", "").strip()
            caption = following.get("data", {}).get("text/markdown", "") if following else ""
            if not alt or not caption.strip("*_ "):
                faults.append(cell.source)
    return faults


def hidden_randomness(book):
    """Return uses of randomness that are not an explicitly seeded default_rng."""
    faults = []
    for cell in code(book):
        for node in ast.walk(ast.parse(cell.source)):
            name = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
            if re.fullmatch(r"(np|numpy)\.random\.(?!default_rng|Generator)\w+", name):
                faults.append(name)
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("default_rng"):
                seed = node.args[0] if node.args else None
                if isinstance(seed, ast.List) and seed.elts:  # stream n of a fixed seed
                    seed = seed.elts[0]
                if not (isinstance(seed, ast.Constant) and isinstance(seed.value, int)):
                    faults.append(ast.unparse(node))
    return faults


def missing_parts(book):
    """Return the parts of a chapter's fixed shape that are not there."""
    text = prose(book)
    first = book.cells[0].source
    faults = [goal for goal in GOALS if goal not in first]
    if book.cells[1].source != notebooks.COLAB_NOTE:
        faults.append("the note on how to get infolib in the second cell")
    if not re.match(r"(\([\w-]+\)=\n)?# \S", first):
        faults.append("a title in the first cell")
    sections = re.findall(r"^## (.+?)\s*$", text, flags=re.M)
    if sections[-len(LAST_SECTIONS) :] != LAST_SECTIONS:
        faults.append(f"the last sections {LAST_SECTIONS}, found {sections[-3:]}")
    return faults


def exercises(book):
    """Return the labels of exercises, and those of the exercises that have a solution."""
    text = prose(book)
    asked = re.findall(r"\{exercise(?:-start)?\}[^\n]*\n:label: (\S+)", text)
    solved = re.findall(r"\{solution(?:-start)?\} (\S+)\n:label: \S+\n:class: dropdown", text)
    return asked, solved


def unclosed_solutions(book):
    """Return how many gated solutions are opened but not closed."""
    text = prose(book)
    return len(re.findall(r"\{solution-start\}", text)) - len(re.findall(r"\{solution-end\}", text))


def unknown_citations(book, bibliography=ROOT / "chapters/references.bib"):
    """Return keys that are cited but not in the bibliography."""
    known = set(parse_file(str(bibliography)).entries)
    cited = re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", prose(book))
    return sorted({key.strip() for keys in cited for key in keys.split(",")} - known)


def labels(book):
    """Return every label that the chapter defines."""
    text = prose(book)
    return re.findall(r"^:label: (\S+)", text, flags=re.M) + re.findall(
        r"^\(([\w-]+)\)=$", text, flags=re.M
    )


def not_in_normal_form(path):
    """Whether running ``make notebooks`` on unchanged outputs would change the file."""
    return path.read_text(encoding="utf8") != notebooks.dumps(notebooks.normalise(read(path)))
