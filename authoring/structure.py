"""What a chapter's notebook must be, as functions that return the faults they find."""

import ast
import re
from collections import Counter
from itertools import zip_longest
from typing import NamedTuple

import nbformat
from bs4 import BeautifulSoup
from pybtex.database import parse_file

from authoring import contents, glossary, links, notebooks

MOST_LINES, MOST_BYTES = 25, 250_000
FEWEST_EXERCISES, MOST_EXERCISES = 5, 7
GOALS = ("**You will be able to**", "**You need**", "**Time**")
LAST_SECTIONS = ["In one breath", "Exercises", "Where to read on"]
OWN_CHAPTER = re.compile(r"(?i)\b(?:next|last|previous|following) chapter\b")
CHAPTER_NUMBER = re.compile(r"(?i)\bchapters? (?:\d+|one|two|three|four|five|six|seven|eight|nine)")


def read(path):
    """Read a notebook."""
    return nbformat.read(path, as_version=4)


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
            alternatives = alternative_texts(output.get("data", {}))
            caption = following.get("data", {}).get("text/markdown", "") if following else ""
            if alternatives and not (all(alternatives) and caption.strip("*_ ")):
                faults.append(cell.source)
    return faults


def alternative_texts(data):
    """Return what the pictures of one output say; a bare PNG says nothing, in JupyterLab."""
    images = BeautifulSoup(data.get("text/html", ""), "html.parser").find_all("img")
    texts = [image.get("alt", "").strip() for image in images]
    return [*texts, ""] if "image/png" in data else texts


def hidden_randomness(book):
    """Return calls of NumPy's randomness that are not an explicitly seeded default_rng."""
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
    first = book.cells[0].source
    faults = [goal for goal in GOALS if goal not in first]
    if len(book.cells) < 2 or book.cells[1].source != notebooks.COLAB_NOTE:
        faults.append("the note on how to get infolib in the second cell")
    if not re.match(r"(\([\w-]+\)=\n)?# \S", first):
        faults.append("a title in the first cell")
    sections = re.findall(r"^## (.+?)\s*$", prose(book), flags=re.M)
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


def exercise_faults(book):
    """Return what is wrong with the number of exercises and with their solutions."""
    asked, solved = exercises(book)
    faults = []
    if not FEWEST_EXERCISES <= len(asked) <= MOST_EXERCISES:
        faults.append(f"{len(asked)} exercises: {FEWEST_EXERCISES} to {MOST_EXERCISES} are wanted")
    faults += [f"{label} has no folded solution" for label in asked if label not in solved]
    faults += [
        f"a solution solves {label}, which is no exercise" for label in set(solved) - {*asked}
    ]
    if unclosed_solutions(book):
        faults.append("a solution is opened and not closed: {solution-end} is missing")
    return faults


def works(root=contents.ROOT):
    """Return the keys of the bibliography."""
    return set(parse_file(str(root / "chapters/references.bib")).entries)


def unknown_citations(book, known):
    """Return keys that are cited but not in the bibliography."""
    cited = re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", prose(book))
    return sorted({key.strip() for keys in cited for key in keys.split(",")} - known)


def labels(text):
    """Return every label that a text defines."""
    return re.findall(r"^:label: (\S+)", text, flags=re.M) + re.findall(
        r"^\(([\w-]+)\)=$", text, flags=re.M
    )


def numbered_labels(text):
    """Return labels that carry a number: a chapter that moves would have to change them."""
    return [label for label in labels(text) if re.search(r"-\d+(-|$)", label)]


def label_counts(root=contents.ROOT):
    """Return how often each label of the book is defined."""
    texts = (contents.words(contents.source(page, root)) for page in contents.pages(root))
    return Counter(label for text in texts for label in labels(text))


def unknown_references(text, known):
    """Return labels that a text refers to and the book does not define."""
    roles = re.findall(r"\{(?:prf:)?ref\}`(?:[^`]*<)?([\w-]+)>?`", text)
    return sorted(set(roles) - set(known))


def unknown_terms(text, known):
    """Return terms that a text marks and the glossary, in small letters, does not have."""
    return sorted(term for term in glossary.marked(text) if term.lower() not in known)


def typed_chapter_numbers(text):
    """Return words that name a chapter of this book by its place; of a cited book they may."""
    own = [line for line in text.split("\n") if "{cite" not in line]
    return [found[0] for line in own for found in CHAPTER_NUMBER.finditer(line)] + [
        found[0] for found in OWN_CHAPTER.finditer(text)
    ]


class Surroundings(NamedTuple):
    """What a chapter may refer to: titles of pages, counts of labels, terms, and works to cite."""

    titles: dict
    labels: Counter
    terms: set
    works: set


def surroundings(root=contents.ROOT):
    """Return what the chapters of a book may refer to."""
    terms = {name.lower() for name in glossary.entries(glossary.text(root))}
    return Surroundings(contents.titles(root), label_counts(root), terms, works(root))


def faults(path, around=None):
    """Return all that is wrong with the shape of one chapter, in words that say the mend."""
    book, around = read(path), around or surroundings()
    found = faults_of_cells(book) | faults_of_words(book, f"chapters/{path.stem}", around)
    return [f"{what}: {list(where)}" for what, where in found.items() if where]


def faults_of_cells(book):
    """Return {what is wrong: where} with the cells of a chapter."""
    return {
        "code cells were not run in order (make notebooks)": unexecuted_cells(book),
        "cells failed or warned": failed_cells(book),
        f"code cells have more than {MOST_LINES} lines": long_cells(book),
        "figures lack a text alternative or a caption": unexplained_figures(book),
        "random numbers lack an explicit seed": hidden_randomness(book),
        "parts are missing": missing_parts(book),
        "exercises": exercise_faults(book),
    }


def faults_of_words(book, page, around):
    """Return {what is wrong: where} with what a chapter says, in its captions too."""
    text = "\n\n".join(cell.source for cell in book.cells)
    twice = [label for label in labels(text) if around.labels[label] > 1]
    return {
        "works that chapters/references.bib does not have": unknown_citations(book, around.works),
        "labels that are used twice in the book": twice,
        "labels with numbers, which would change with the order": numbered_labels(text),
        "references to labels that are not there": unknown_references(text, around.labels),
        "terms that chapters/glossary.md does not have": unknown_terms(text, around.terms),
        "chapters named by their place: link to them instead": typed_chapter_numbers(text),
        "links": links.faults(text, page, around.titles),
    }


def not_in_normal_form(path):
    """Whether running ``make notebooks`` on unchanged outputs would change the file."""
    text = path.read_text(encoding="utf8")
    return text != notebooks.normal(text)
