"""Sums as they stand in words and formulas, evaluated."""

import math
from dataclasses import dataclass, replace
from functools import cached_property

from authoring.numbers.written import FRACTIONS, Token, number

RELATIONS = {"=": "=", "≈": "≈", "\\approx": "≈", "<": "<", ">": ">"}
RELATIONS |= {"\\le": "<", "\\leq": "<", "≤": "<", "\\ge": ">", "\\geq": ">", "≥": ">"}
CUTS = {",", ";", ":", "\\quad", "\\qquad", "…", "\\dots"}
ENDS = {"(": ")", "{": "}", "[": "]"}
FUNCTIONS = {"ln", "log", "e", "π"}  # words that a sum in plain text may hold


class UnreadableError(ValueError):
    """What stands there is more than a sum of numbers."""


class Sum:
    """A sum of numbers alone, read from left to right as it is written."""

    def __init__(self, tokens):
        self.tokens, self.at = [token for token in tokens if token.text != "\\text"], 0

    def value(self):
        """Return what it comes to."""
        value = self.terms()
        if self.at < len(self.tokens):
            raise UnreadableError(self.peek())
        return value

    def peek(self):
        """Return the next token's text, without taking it."""
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def take(self, expected=None):
        """Return the next token, which must be the one expected."""
        if self.at >= len(self.tokens) or expected not in (None, self.peek()):
            raise UnreadableError(self.peek())
        self.at += 1
        return self.tokens[self.at - 1]

    def terms(self):
        """Read terms joined by + and -."""
        value, sign = 0.0, 1
        if self.peek() in ("+", "-"):
            sign = -1 if self.take().text == "-" else 1
        value = sign * self.factors()
        while self.peek() in ("+", "-"):
            sign = -1 if self.take().text == "-" else 1
            value += sign * self.factors()
        return value

    def factors(self):
        """Read factors joined by a sign, or standing side by side."""
        value = self.powers()
        while self.peek() not in ("", "+", "-", ")", "}", "]"):
            divided = self.peek() == "/"
            if self.peek() in ("*", "/"):
                self.take()
            factor = self.powers()
            value = value / factor if divided else value * factor
        return value

    def powers(self):
        """Read a base with its exponent or its percent sign."""
        base = self.base()
        while self.peek() in ("^", "%", "\\%"):
            base = base ** self.group() if self.take().text == "^" else base / 100
        return base

    def group(self):
        """Read what stands in brackets."""
        closed = ENDS.get(self.peek())
        if closed is None:
            raise UnreadableError(self.peek())
        self.take()
        value = self.terms()
        self.take(closed)
        return value

    def base(self):
        """Read a number, a bracket or a function."""
        if self.peek() in ENDS:
            return self.group()
        token = self.take()
        if token.value is not None:
            mixed = token.whole and self.peek() in FRACTIONS  # 1 7/8 is a sum
            return token.value + (self.base() if mixed else 0)
        if token.text in FRACTIONS:
            return self.group() / self.group()
        if token.text == "\\binom":
            return float(math.comb(int(self.group()), int(self.group())))
        if token.text == "\\sqrt":
            return math.sqrt(self.group())
        if token.text in ("\\ln", "\\log", "ln", "log"):
            return self.logarithm(math.e if token.text.endswith("ln") else 2)
        if token.text in ("e", "\\pi", "π"):
            return math.e if token.text == "e" else math.pi
        raise UnreadableError(token.text)

    def logarithm(self, base):
        """Read a logarithm's base, if it is written, and the factor that it is of."""
        if self.peek() == "_":
            self.take()
            base = self.group()
        return math.log(self.powers()) / math.log(base)


def evaluate(tokens):
    """Return what a sum comes to, or None if it holds more than numbers."""
    try:
        value = Sum(tokens).value()
    except (UnreadableError, ArithmeticError, ValueError):
        return None
    return value if isinstance(value, float | int) and math.isfinite(value) else None


@dataclass(frozen=True)
class Side:
    """One side of an equation or inequality."""

    tokens: tuple
    relation: str = ""  # what stands before it: "=", "≈", "<", ">" or nothing

    @property
    def numbers(self):
        """Return the numbers that stand in it."""
        return [token for token in self.tokens if token.value is not None]

    @cached_property
    def value(self):
        """Return what it comes to, or None."""
        return evaluate(self.tokens)

    @property
    def unit(self):
        """Return the unit of its last digit if it is one number and no sum, else 0."""
        bare = [token.text for token in self.tokens if token.text not in ("\\text", "+", "-")]
        percent = bare[-1:] in (["%"], ["\\%"])
        alone = len(self.numbers) == 1 and len(bare) == 1 + percent
        return self.numbers[0].unit / (100 if percent else 1) if alone else 0.0

    def changed(self, token, value):
        """Return the side with another value for one of its numbers; itself if it has it not."""
        if not any(t is token for t in self.tokens):
            return self
        tokens = (replace(t, value=value) if t is token else t for t in self.tokens)
        return replace(self, tokens=tuple(tokens))

    def doubt(self):
        """Return how far it may be off because its decimals are rounded."""
        total = 0.0
        for token in self.numbers:
            if 0 < token.unit < 1:
                moved = self.changed(token, token.value + token.unit / 2).value
                total += math.inf if moved is None else abs(moved - self.value)
        return total


def holds(left, right, relation, loosely=False):
    """Say whether two sides stand to each other as they claim, at the precision given.

    A whole number after "=" is exact, after "≈" it is rounded. Loosely, every decimal is.
    """
    a, b = left.value, right.value
    sides = left, right
    slack = max(0 if s.unit == 1 and relation != "≈" else s.unit for s in sides) / 2
    if loosely:
        slack += sum(side.doubt() for side in sides if not side.unit)
    slack += 1e-9 * max(abs(a), abs(b))
    return {"<": a <= b + slack, ">": a >= b - slack}.get(relation, abs(a - b) <= slack)


def chains(tokens, formula):
    """Split tokens into chains of sides: ``a = b = c, d = e`` has two."""
    found, chain, side, relation, depth = [], [], [], "", 0
    for token in [*(tokens if formula else without_words(tokens)), Token(",", 0, 0)]:
        depth = max(depth + (token.text in ENDS) - (token.text in ENDS.values()), 0)
        cut = depth == 0 and token.text in CUTS
        if cut or (depth == 0 and token.text in RELATIONS):
            chain += [Side(tuple(side), relation)] * bool(side or chain)
            side, relation = [], RELATIONS.get(token.text, "")
            if cut:
                found, chain = [*found, chain], []
        elif token.text != "\\\\":
            side.append(token)
    return [chain for chain in found if chain]


def without_words(tokens):
    """Put a cut wherever a word or a bracket of plain text ends a sum."""
    return [
        Token(";", token.start, token.end)
        if token.text in "().!?" or (token.text[0].isalpha() and token.text not in FUNCTIONS)
        else token
        for token in tokens
    ]


def comparisons(chain):
    """Yield the pairs of neighbouring sides that have values, with what joins them."""
    left = None
    for side in chain:
        known = bool(side.tokens) and side.value is not None
        if known and left is not None and side.relation:
            yield left, side, side.relation
        if known:
            left = side
        elif side.relation not in ("=", "≈"):
            left = None


def check(chain):
    """Return the numbers that a chain of equations guards, and the pairs that do not come out."""
    guards, false = set(), []
    for left, right, relation in comparisons(chain):
        if not holds(left, right, relation, loosely=True):
            false.append((left, right))
        elif relation in "=≈" and not (left.unit and right.unit):
            numbers = {*left.numbers, *right.numbers}
            if holds(left, right, relation):
                guards |= {token for token in numbers if guarded(token, left, right, relation)}
    return guards, false


def guarded(token, left, right, relation):
    """Say whether the equation becomes false with any one digit of the number changed."""
    changed = [
        (left.changed(token, value), right.changed(token, value))
        for value in (number(text).value for text in changes(token.text))
    ]
    readable = [sides for sides in changed if None not in (sides[0].value, sides[1].value)]
    return bool(changed) and not any(holds(*sides, relation) for sides in readable)


def changes(text):
    """Yield the text with one of its digits changed, in every way."""
    for at, old in enumerate(text):
        if old in "0123456789":
            yield from (text[:at] + new + text[at + 1 :] for new in "0123456789" if new != old)
