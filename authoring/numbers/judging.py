"""Find what accounts for a number in words."""

import functools
import math
import re
from dataclasses import dataclass, replace

from authoring.numbers import arithmetic
from authoring.numbers.grounds import Shown, shown
from authoring.numbers.passages import read
from authoring.numbers.written import numerals, tex_tokens, text_tokens

# Left out: counts up to this in words, and a formula's own constants up to this.
SMALL = 10
# A shorter number could stand anywhere on a page by accident, so it must be shown in its section.
TELLING = 3
# A whole number after these words is rounded; any other is exact.
ROUNDED = {"about", "some", "nearly", "almost", "roughly"}
# Words may leave out so many of the digits that are shown, and no more: 0.9 is no 0.8887.
FINEST = 150
# What stands after these words is a place or a promise, and no result.
PLACES = {"chapter", "chapters", "section", "sections", "page", "pages", "Time"}


@dataclass(frozen=True)
class Verdict:
    """What accounts for a number; nothing does if ``by`` is empty."""

    numeral: object
    by: str


class Judge:
    """Accounts for the numbers of one page, one passage at a time."""

    def __init__(self, page, declared=(), years=frozenset(), looked_up=None):
        self.page, self.declared, self.years = page, declared, years
        self.shown = shown(page) if looked_up is None else looked_up
        self.cells = {it.cell for it in self.shown}
        self.sums, self.at_hand = {}, {}  # by section and place, when first asked for

    def judge(self, passage):
        """Return a verdict on each number of a passage, and its sums that do not come out."""
        found, guards, false = examined(passage)
        verdicts = [
            Verdict(numeral, self.account(numeral, passage, guards, open_formula))
            for numeral, open_formula in found
        ]
        return verdicts, false

    def account(self, numeral, passage, guards, open_formula):
        """Return what accounts for a number, or nothing."""
        if any(start <= numeral.start and numeral.end <= end for start, end in self.spans(passage)):
            return "declared"
        if all(token in guards for token in numeral.numbers):
            return "sum"
        if left_out := given(numeral, open_formula):
            return left_out
        near = alike(numeral, self.near(passage))
        kinds = {it.kind for it in near if matches(numeral, it)}
        for kind in ("printed", "drawn", "code"):
            if kind in kinds:
                return kind
        if any(matches(numeral, it) for it in self.worked(passage.section)):
            return "sum"
        return self.elsewhere(numeral, passage) or self.cited_or_placed(numeral, passage)

    def elsewhere(self, numeral, passage):
        """Account for a long number by the whole page, and by pages that are linked to."""
        if not telling(numeral):
            return ""
        if any(repeats(numeral, it) for it in alike(numeral, self.shown)):
            return "elsewhere on the page"
        linked = (it for name in passage.links for it in alike(numeral, self.linked(name)))
        found = any(repeats(numeral, it) for it in linked)
        return "on a page that is linked to" if found else ""

    def spans(self, passage):
        """Return where declared words stand in a passage."""
        text = passage.text
        found = (re.finditer(re.escape(words), text) for words in self.declared)
        return [match.span() for matches in found for match in matches]

    def near(self, passage):
        """Return what is shown in a passage's section, and in the cells on both sides of it."""
        words = passage.kind in ("alt", "caption")
        place = passage.section, passage.cell, words
        if place not in self.at_hand:
            before = max((cell for cell in self.cells if cell < passage.cell), default=None)
            after = min((cell for cell in self.cells if cell > passage.cell), default=None)
            self.at_hand[place] = [
                it
                for it in self.shown
                if (it.section == passage.section or it.cell in (before, after))
                and (it.kind != "drawn" or (words and it.cell == passage.cell))
            ]
        return self.at_hand[place]

    def worked(self, section):
        """Return the numbers that the sums of a section account for."""
        if section not in self.sums:
            passages = [passage for passage in self.page.passages if passage.section == section]
            self.sums[section] = [number for each in passages for number in worked_in(each)]
        return self.sums[section]

    def linked(self, name):
        """Return what is shown on a page that a passage links to."""
        return shown_on(self.page.path.with_name(name))

    def cited_or_placed(self, numeral, passage):
        """Account for the year of a cited work, and for a place such as "chapter 5"."""
        if numeral.unit == 1 and str(int(numeral.value)) in self.years:
            return "year of a cited work"
        words = passage.text[: numeral.start].split()
        return "place" if words and words[-1].strip("(*") in PLACES else ""

    def nearest(self, numeral, passage):
        """Return the shown number that is nearest to a number in words, or None."""
        at_hand = self.near(passage) or self.shown
        return min(at_hand, key=lambda it: distance(numeral, it), default=None)


@functools.cache
def shown_on(path):
    """Return what another page shows."""
    return shown(read(path)) if path.exists() else []


def as_meant(numeral, passage):
    """Return a numeral with what the words around it say: "about", or a row in %."""
    words = passage.text[: numeral.start].split()
    percent = numeral.percent or (passage.kind == "table" and "%" in passage.text)
    return replace(numeral, percent=percent, about=bool(words) and words[-1] in ROUNDED)


def parts_of(passage):
    """Yield the parts of a passage: a text, whether it is a formula, where it begins."""
    at = 0
    for text, formula in passage.parts:
        yield text, formula, at + formula
        at += len(text) + 2 * formula


@functools.cache
def examined(passage):
    """Return a passage's numerals, the tokens that its sums guard, and sums that are false."""
    found, guards, false = [], set(), []
    for part in parts_of(passage):
        pieces, guarded, pairs = examined_part(*part)
        found += [(as_meant(numeral, passage), open_formula) for numeral, open_formula in pieces]
        guards |= guarded
        false += pairs
    return found, guards, false


@functools.cache
def examined_part(text, formula, start):
    """Return the same of a part, before the words around it say what is meant."""
    tokens = (tex_tokens if formula else text_tokens)(text, start)
    chains = arithmetic.chains(tokens, formula)
    checked = [arithmetic.check(chain) for chain in chains]
    guards = {token for guarded, _ in checked for token in guarded}
    false = [pair for _, pairs in checked for pair in pairs]
    return list(pieces(tokens, chains, formula)), guards, false


@functools.cache
def worked_in(passage):
    """Return the numbers of a passage that its own true sums guard."""
    found, guards, _ = examined(passage)
    return [
        Shown(n.value, n.unit if n.unit < 1 else 0.0, "sum", passage.section, passage.cell)
        for n, _ in found
        if all(token in guards for token in n.numbers)
    ]


def pieces(tokens, chains, formula):
    """Yield the numerals of a part, and whether each stands in a formula that has letters."""
    if not formula:
        yield from ((numeral, False) for numeral in numerals(tokens, formula))
        return
    for side in (side for chain in chains for side in chain):
        for numeral in numerals(list(side.tokens), formula):
            yield numeral, side.value is None


def given(numeral, open_formula):
    """Account for a formula's own constants and for small counts."""
    small = all(token.unit in (0, 1) and token.value <= SMALL for token in numeral.numbers)
    if small and (open_formula or numeral.kind == "label"):
        return "formula"
    half = numeral.value == 1 / 2 and numeral.unit == 0
    if half or (small and not numeral.percent and numeral.kind == "number"):
        return "count"
    return ""


def telling(numeral):
    """Say whether a number is long enough to be known again anywhere on its page."""
    if numeral.kind == "number":
        return numeral.digits >= TELLING and not numeral.percent
    return numeral.kind == "power"


def alike(numeral, numbers):
    """Return the numbers that are about as large as one in words: no other can be the same."""
    size = abs(numeral.value)
    off = max(numeral.unit, size / 5)  # more than `agree` ever lets pass
    low, high = size - off, size + off
    if numeral.percent:  # 53 % may be 0.53
        return [it for it in numbers if low <= abs(it.value) <= high or abs(it.value) <= high / 100]
    return [it for it in numbers if low <= abs(it.value) <= high]


def repeats(numeral, it):
    """Say whether a long number in words is shown somewhere digit by digit, or is a rounding."""
    same = math.isclose(numeral.unit, it.unit) or it.kind == "code" or numeral.digits > TELLING
    return same and matches(numeral, it)


def matches(numeral, it):
    """Say whether a number in words is the one that is shown, at the precision of the words."""
    value = abs(it.value) if numeral.value > 0 else it.value
    in_percent = numeral.percent and not it.percent and it.unit != 1
    if in_percent and agree(numeral, 100 * value, 100 * it.unit):
        return True
    return (not in_percent or it.kind == "code") and agree(numeral, value, it.unit)


def agree(numeral, value, unit):
    """Say whether a number in words rounds a value that is shown to a unit."""
    tiny, off = 1e-9 * abs(value), abs(numeral.value - value)
    if unit == 0:  # in code, where 1 is no 1.0
        return off <= tiny and (numeral.unit >= 1 or numeral.unit == 0 or value % 1 != 0)
    if off <= tiny and numeral.unit >= unit:
        return True
    if numeral.unit == 0:  # a fraction is known by two digits
        return off <= unit / 2 and abs(value) >= 10 * unit
    finer = numeral.unit / FINEST < unit < numeral.unit * (1 + 1e-9)
    rounded = numeral.unit < 1 or numeral.percent or numeral.about or numeral.kind == "power"
    return finer and rounded and off <= numeral.unit / 2 + tiny


def distance(numeral, it):
    """Return how far a shown number is from a number in words, as a share of the two."""
    values = (it.value, abs(it.value), *([100 * it.value] if numeral.percent else []))
    return min(abs(numeral.value - v) / (abs(numeral.value) + abs(v) + 1e-12) for v in values)
