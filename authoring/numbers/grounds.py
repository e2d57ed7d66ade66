"""The numbers that a page shows: printed, drawn, or standing in its code."""

import ast
import math
import operator
from dataclasses import dataclass
from functools import cache

from authoring.numbers.passages import parsed
from authoring.numbers.written import negative, reads, text_tokens

# What only places or sizes a drawing says nothing about its subject.
LOOKS = {"figsize", "xlim", "ylim", "alpha", "linewidth", "markersize", "fontsize", "zorder", "pad"}
LOOKS |= {"size", "rotation", "hspace", "wspace", "height_ratios", "width_ratios", "linestyle"}
PLACING = {"text", "annotate", "set", "subplots", "tick_params", "margins", "set_ylim", "set_xlim"}
NONE = {"nan", "inf", "-inf"}
OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


@dataclass(frozen=True)
class Shown:
    """A number that a reader can look up beside the words."""

    value: float
    unit: float  # of its last digit; 0 where it is exact
    kind: str  # "printed" (in a figure too), "drawn" or "code"
    section: int
    cell: int
    percent: bool = False

    def __str__(self):
        """Return it as a reader finds it."""
        places = -round(math.log10(self.unit)) if self.unit else 0
        number = f"{self.value:.{places}f}" if 0 < places < 7 else f"{self.value:.10g}"
        return f"{number}{' %' * self.percent} ({self.kind}, cell {self.cell})"


def shown(page):
    """Return every number that a page shows."""
    found = []
    for beside in page.beside:
        place = beside.section, beside.cell
        found += [Shown(*number, *place, percent) for *number, percent in printed(beside.printed)]
        found += [Shown(value, 0.0, "code", *place) for value in constants_in(beside.code)]
        every = [axes for figure in beside.figures for axes in figure.get("axes", [])]
        drawn = (value for axes in every for value in drawn_in(axes))
        found += [Shown(value, rounding(value), "drawn", *place) for value in drawn]
        written = (word for axes in beside.figures for word in words_in(axes))
        found += [
            Shown(*number, *place, percent) for w in written for *number, percent in printed(w)
        ]
    return found


@cache  # few outputs change between one look at a page and the next
def printed(text):
    """Return the value, the unit, the kind and the percent sign of each number in an output."""
    tokens = text_tokens(text)
    return [
        (signed(tokens, at), token.unit, "printed", reads(tokens, at + 1, "%"))
        for at, token in enumerate(tokens)
        if token.value is not None
    ]


def signed(tokens, at):
    """Return the value of a number with the sign before it."""
    return -tokens[at].value if negative(tokens, at) else tokens[at].value


def drawn_in(axes):
    """Yield the numbers of a drawing that words can point at: ends, extremes, bars, points."""
    for _, xs, ys in axes.get("lines", []):
        xs, ys = in_full(xs), in_full(ys)
        if ys and len(xs) == len(ys):
            marks = {0, len(ys) - 1, ys.index(min(ys)), ys.index(max(ys))}
            yield from (series[at] for at in marks for series in (xs, ys))
    for _, xs, ys in axes.get("points", []):
        yield from (*in_full(xs), *in_full(ys))
    for bar in axes.get("bars", []):
        yield from in_full(bar)[2:]  # width and height


def in_full(series):
    """Return the numbers that are given of a series: "0 0.5 1 (99 in all, sums ...)"."""
    return [float(word) for word in series.partition(" (")[0].split() if word not in NONE]


def words_in(figure):
    """Return the titles and the labels of a figure, which a reader reads."""
    words = list(figure.get("texts", []))
    for axes in figure.get("axes", []):
        words += [axes.get("title", ""), *(text for text, _ in axes.get("texts", []))]
    return words


def rounding(value):
    """Return the unit of the last of the four digits to which drawings are stored."""
    return 10.0 ** (math.floor(math.log10(abs(value))) - 3) if value else 0.0


@cache
def constants_in(code):
    """Return the numbers in a cell of code."""
    return list(constants(parsed(code)))


def constants(node):
    """Yield the numbers in code, but not those that only place or size a drawing."""
    if isinstance(node, ast.keyword) and node.arg in LOOKS:
        return
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in PLACING:
        return
    value = constant(node)
    if value is not None:
        yield value
    for child in ast.iter_child_nodes(node):
        yield from constants(child)


def constant(node):
    """Return the value of a number or of a sum of numbers in code, or None."""
    if isinstance(node, ast.Constant):
        return literal(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = constant(node.operand)
        return None if value is None else -value
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
        left, right = constant(node.left), constant(node.right)
        if left is not None and right is not None:
            return computed(OPERATIONS[type(node.op)], left, right)
    return None


def literal(value):
    """Return a number that stands in code, as itself or as a text, such as a slider's "0.48"."""
    if isinstance(value, str) and value.isascii() and value.replace(".", "", 1).isdigit():
        return float(value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def computed(operation, left, right):
    """Return what an operation gives, or None where it gives no number."""
    try:
        return float(operation(float(left), float(right)))
    except (ArithmeticError, TypeError):
        return None
