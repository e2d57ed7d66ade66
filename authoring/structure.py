"""What a chapter's notebook must be, as functions that return the faults they find."""

import ast
import re
from collections import Counter
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from bs4 import BeautifulSoup

from authoring import bibliography, blocks, contents, links, notebooks

MOST_LINES, MOST_BYTES = 25, 250_000
FEWEST_EXERCISES, MOST_EXERCISES = 5, 7
GOALS = ("**You will be able to**", "**You need**", "**Time**")
LAST_SECTIONS = ["In one breath", "Exercises", "Where to read on"]
OWN_CHAPTER = re.compile(r"(?i)\b(?:next|last|previous|following) chapter\b")
ANSWER, ANSWER_END = "\n\n<details><summary>Answer</summary>\n\n", "\n\n</details>"
SOLUTION = notebooks.SOLUTION.removeprefix("#### ")
DIRECTIVE = re.compile(r"^\s*(?:`{3,}|:{3,})\{[\w:-]+\}|\{[\w:-]+\}`", re.M)
UNSEEDED = re.compile(r"(np|numpy)\.random\.(?!default_rng|Generator)\w+")
CHAPTER_NUMBER = re.compile(r"(?i)\bchapters? (?:\d+|one|two|three|four|five|six|seven|eight|nine)")


def read(path):
    """Read a notebook."""
    return contents.notebook(path)


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
    return [fault for cell in code(book) for fault in unseeded_in(cell.source)]


@cache  # a book is looked at again and again, and few cells change in between
def unseeded_in(source):
    """Return the same of one cell."""
    tree = ast.parse(source)
    if "random" not in source and "default_rng" not in source:
        return ()
    return tuple(fault for node in ast.walk(tree) for fault in unseeded(node))


def unseeded(node):
    """Yield what in a piece of code draws random numbers without an explicit seed."""
    if isinstance(node, ast.Attribute) and UNSEEDED.fullmatch(name := ast.unparse(node)):
        yield name
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("default_rng"):
        seed = node.args[0] if node.args else None
        if isinstance(seed, ast.List) and seed.elts:  # stream n of a fixed seed
            seed = seed.elts[0]
        if not (isinstance(seed, ast.Constant) and isinstance(seed.value, int)):
            yield ast.unparse(node)


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


def headings(book):
    """Return (cell, level, title) of each heading, the cell by its place in the notebook."""
    return [
        (number, level, title)
        for number, cell in enumerate(book.cells)
        if cell.cell_type == "markdown"
        for level, title in links.headings(cell.source)
    ]


def exercises(book):
    """Return the exercises by their titles, each with the number of its solutions."""
    found, inside = {}, False
    for _, level, title in headings(book):
        if level <= 2:
            inside = title == "Exercises"
        elif inside and level == 3:
            found[title] = 0
        elif inside and title == SOLUTION and found:
            found[[*found][-1]] += 1
    return found


def exercise_faults(book):
    """Return what is wrong with the number of exercises and with their solutions."""
    asked = exercises(book)
    faults = []
    if not FEWEST_EXERCISES <= len(asked) <= MOST_EXERCISES:
        faults.append(f"{len(asked)} exercises: {FEWEST_EXERCISES} to {MOST_EXERCISES} are wanted")
    faults += [f"{title} has {n} solutions" for title, n in asked.items() if n != 1]
    return faults + solution_faults(book)


def solution_faults(book):
    """Return what JupyterLab would not fold: it folds what follows a cell that is a heading."""
    found, solutions = [], 0
    for number, level, title in headings(book):
        source = book.cells[number].source
        if title == SOLUTION:
            solutions += 1
            if source != notebooks.SOLUTION:
                found.append(f"cell {number}: {notebooks.SOLUTION!r} must be a cell of its own")
        elif solutions and level <= 3 and not source.startswith(f"{'#' * level} {title}"):
            found.append(f"cell {number}: begin a new cell at {title!r}, or it would be folded")
    if solutions != sum(exercises(book).values()):
        found.append("a solution stands outside of the exercises")
    return found


def guess_faults(book):
    """Return guesses that nothing answers, and answers to no guess."""
    found, asked = [], None
    for number, cell in enumerate(book.cells):
        if cell.cell_type == "markdown":
            source, answer = without_answer(cell.source)
            guess = guess_at_the_end(source)
            if guess and asked:
                found.append(f"no cell with the tag answer follows: {asked}")
            if answer and not guess:
                found.append(f"cell {number} folds an answer, and no guess stands before it")
            asked = None if answer else guess or asked
        elif "answer" in cell.metadata.get("tags", []):
            if not asked:
                found.append(f"cell {number} has the tag answer, and no guess stands before it")
            asked = None
    return found + ([f"no cell with the tag answer follows: {asked}"] if asked else [])


def without_answer(source):
    """Return the text of a cell, and the answer in words that is folded at its end or ''."""
    text, fold, folded = source.rstrip().rpartition(ANSWER)
    words, end, after = folded.partition(ANSWER_END)
    return (text, words) if fold and words.strip() and end and not after else (source, "")


def guess_at_the_end(source):
    """Return the guess that a cell asks, or None; it must be the last block of its cell."""
    start = source.rfind("\n> **Guess.**" if "\n> **Guess.**" in source else "> **Guess.**")
    guess = source[start:].strip() if start >= 0 else ""
    return guess if guess and all(line.startswith(">") for line in guess.split("\n")) else None


def misplaced_guesses(book):
    """Return the cells in which something follows a guess, other than its folded answer."""
    return [
        number
        for number, cell in enumerate(book.cells)
        if cell.cell_type == "markdown"
        and "> **Guess.**" in cell.source
        and not guess_at_the_end(without_answer(cell.source)[0])
    ]


def citation_faults(text, page, works):
    """Return citations whose names or year are not those of the work that they lead to."""
    return [
        f"[{link.text}] cites {' or '.join(bibliography.citations(works[link.place]))}"
        for link in links.links(text, page)
        if f"{link.page}.md" == bibliography.PAGE and link.place in works
        if link.text not in bibliography.citations(works[link.place])
    ]


def anchors(text):
    """Return every anchor that a text defines."""
    return links.ANCHOR.findall(text)


def numbered_anchors(text):
    """Return anchors that carry a number: a chapter that moves would have to change them."""
    return [name for name in anchors(text) if re.search(r"-\d+(-|$)", name)]


def anchor_counts(root=contents.ROOT):
    """Return how often the chapters of the book define each anchor."""
    texts = (contents.words(path) for path in contents.notebooks(root))
    return Counter(name for text in texts for name in anchors(text))


def repeated_headings(text):
    """Return the headings that a page has twice, of which a link finds the first only."""
    found = Counter(title for _, title in links.headings(text) if title != SOLUTION)
    return [title for title, times in found.items() if times > 1]


def directives(text):
    """Return what only the site could read."""
    return [found[0].strip() for found in DIRECTIVE.finditer(text)]


def typed_chapter_numbers(text):
    """Return words that name a chapter of this book by its place; of a cited book they may."""
    own = [line for line in text.split("\n") if "bibliography.md#" not in line]
    return [found[0] for line in own for found in CHAPTER_NUMBER.finditer(line)] + [
        found[0] for found in OWN_CHAPTER.finditer(text)
    ]


class Surroundings(NamedTuple):
    """What a chapter may refer to: titles, places by page, counts of anchors, and works to cite."""

    titles: dict
    places: dict
    anchors: Counter
    works: dict


def surroundings(root=contents.ROOT):
    """Return what the chapters of a book may refer to."""
    titles = contents.titles(root) | contents.block_titles(root)
    counts, works = anchor_counts(root), bibliography.works(root)
    return Surroundings(titles, contents.places(root), counts, works)


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
        "guesses": guess_faults(book),
        "cells in which something follows a guess": misplaced_guesses(book),
    }


def faults_of_words(book, page, around):
    """Return {what is wrong: where} with what a chapter says, in its captions too."""
    text = "\n\n".join(cell.source for cell in book.cells)
    twice = [name for name in anchors(text) if around.anchors[name] > 1]
    return {
        "what only the site could read (CONTRIBUTING.md has the plain form)": directives(text),
        f"blocks that have none of the names {blocks.names()}": blocks.unknown(text),
        "citations": citation_faults(text, page, around.works),
        "anchors that are used twice in the book": twice,
        "anchors with numbers, which would change with the order": numbered_anchors(text),
        "headings that stand twice": repeated_headings(prose(book)),
        "chapters named by their place: link to them instead": typed_chapter_numbers(text),
        "links": links.faults(text, page, around.titles, around.places),
    }


def not_in_normal_form(path):
    """Whether running ``make notebooks`` on unchanged outputs would change the file."""
    text = path.read_text(encoding="utf8")
    return text != notebooks.normal(text)
