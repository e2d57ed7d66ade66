"""Account for every number in the words of the book.

A number in prose, in a caption, an alternative text, a table, an exercise or a solution is
accounted for if it stands in an output or in the code of its section at the precision of the
words; if it is part of a sum that comes out and would not with another digit; if it is long and
stands elsewhere on its page; or if it is declared, with a reason, in ``declared_numbers.toml``.

Left out, because a digit says nothing by itself: counts up to ten and one half in words, a
formula's own constants up to ten, and what follows "chapter", "section", "page" and "Time". Years
must be those of a cited work. Numbers written in words are not read.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from authoring import bibliography
from authoring.numbers import account, pages
from authoring.numbers.judging import Judge

ROOT = Path(__file__).resolve().parents[2]
DECLARED = "chapters/declared_numbers.toml"


def paths(root=ROOT):
    """Return every page whose words are looked through; the bibliography has no words."""
    chapters = root / "chapters"
    pages = [path for path in sorted(chapters.glob("*.md")) if path != root / bibliography.PAGE]
    return [*sorted(chapters.glob("*.ipynb")), *pages, root / "README.md"]


def entries(root=ROOT):
    """Return the declared numbers: a page, the words, the reason."""
    return tomllib.loads((root / DECLARED).read_text(encoding="utf8")).get("number", [])


def declared(path, root=ROOT):
    """Return the declared words of a page."""
    page = account.place(path, root).stem
    return [entry["words"] for entry in entries(root) if entry["page"] == page]


@cache
def years(root=ROOT):
    """Return the years of the works in the bibliography."""
    return frozenset(work.fields.get("year", "") for work in bibliography.works(root).values())


def judge(page, root=ROOT):
    """Return the judge of a page."""
    return Judge(page, declared(page.path, root), years(root))


def faults(path, root=ROOT):
    """Return what is wrong with the numbers in a page's words, a message each."""
    page = pages.read(path)
    bench = judge(page, root)
    found = [fault for passage in page.passages for fault in passage_faults(bench, passage)]
    said = "\n".join(passage.text for passage in page.passages)
    found += [
        f"{path.name}: {words!r} is declared in {DECLARED}, and stands no longer on the page"
        for words in bench.declared
        if words not in said
    ]
    return found + account_faults(bench, root)


def keep(path, root=ROOT):
    """Write the account of a page, and return what it says otherwise than it did."""
    page = pages.read(path)
    changes = account.differences(page, root)
    account.keep(page, root)
    return [f"{path.name}: {old or 'nothing'} -> {new or 'nothing'}" for old, new, _ in changes]


def account_faults(bench, root=ROOT):
    """Return where a page and its account differ, a message each."""
    path = bench.page.path
    if not account.place(path, root).exists():
        return [f"{path.name} has no account of its numbers yet: {mend(path)}"]
    return [difference(bench, *each) for each in account.differences(bench.page, root)]


def mend(path):
    """Return the command that writes a page's account."""
    name = path.name if path.name == "README.md" else f"chapters/{path.name}"
    return f".venv/bin/python -m authoring.numbers --keep {name}"


def passage_faults(bench, passage):
    """Return what is wrong in one passage."""
    verdicts, false = bench.judge(passage)
    for left, right in false:
        start, end = left.tokens[0].start, right.tokens[-1].end
        yield where(bench, passage) + (
            f"this does not come out: {passage.text[start:end]}\n"
            f"    {sentence(passage.text, start, end)}\n"
            f"    The sides come to {left.value:.6g} and {right.value:.6g}."
        )
    for verdict in verdicts:
        if not verdict.by:
            yield missing(bench, passage, verdict.numeral)


def missing(bench, passage, numeral):
    """Say that nothing accounts for a number."""
    nearest = bench.nearest(numeral, passage) or "nowhere: the page shows none"
    return where(bench, passage) + (
        f"nothing near it shows {passage.text[numeral.start : numeral.end]}\n"
        f"    {sentence(passage.text, numeral.start, numeral.end)}\n"
        f"    The nearest number shown is {nearest}. Correct the words, or print the number in a "
        f"cell of this section, or declare it in {DECLARED}."
    )


def difference(bench, old, new, passage):
    """Say that a passage and the page's account of it differ, and what is shown beside it."""
    path = bench.page.path
    if passage is None:
        return f"{path.name}: no passage has the numbers {old!r} any more; if so: {mend(path)}"
    at = first_difference(old, new, passage.text)
    verdicts, _ = bench.judge(passage)
    found = [bench.nearest(v.numeral, passage) for v in verdicts if v.numeral.end > at]
    return where(bench, passage) + (
        f"where the page's account has {old or 'nothing'!r}, the words have {new!r}\n"
        f"    {sentence(passage.text, at, at)}\n"
        f"    The nearest number shown is {found[0] if found else 'nowhere'}. "
        f"Correct the words; or, if it is the account that is old: {mend(path)}"
    )


def first_difference(old, new, text):
    """Return where a passage first differs from its account."""
    at = 0
    before = old.split()
    for n, word in enumerate(new.split()):
        at = text.find(word, at)
        if n >= len(before) or before[n] != word:
            return max(at, 0)
        at += len(word)
    return 0


def where(bench, passage):
    """Return the page, the cell and the kind of a passage, to begin a message."""
    cell = f", cell {passage.cell}" if bench.page.path.suffix == ".ipynb" else ""
    return f"{bench.page.path.name}{cell}, {passage.kind}: "


def sentence(text, start, end):
    """Return the sentence in which something stands."""
    begin = max((m.end() for m in re.finditer(r"[.?!:|] ", text[:start])), default=0)
    stop = re.search(r"[.?!|](?:\s|$)", text[end:])
    return " ".join(text[begin : end + stop.end() if stop else len(text)].split())
