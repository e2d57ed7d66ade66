"""Numbers as they are written, in words and in TeX."""

import re
from dataclasses import dataclass
from functools import cached_property

SIGNS = {"−": "-", "·": "*", "×": "*", "\\cdot": "*", "\\times": "*"}
SIZES = {"\\left", "\\right", "\\middle", "\\bigl", "\\bigr", "\\bigm", "\\Bigl", "\\Bigr", "\\big"}
UNSEEN = SIZES | {"\\displaystyle", "\\,", "\\;", "\\:", "\\!", "\\ ", "&", "~", " ", "\n"}
NAMES = {"\\text", "\\operatorname", "\\mathrm", "\\mathcal", "\\mathbf", "\\begin", "\\end"}
FRACTIONS = {"\\frac", "\\tfrac", "\\dfrac"}
ARGUMENTS = {"^": 1, "_": 1, "\\sqrt": 1, "\\binom": 2} | dict.fromkeys(FRACTIONS, 2)
VULGAR = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅛": 1 / 8}
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
LARGE = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
MOST = 300  # a power of ten that a float holds
JOINED = {"–", "to", "and", "or", ","}  # "5–95 %": both are percentages

TEX = re.compile(
    r"\\[A-Za-z]+|\\.|(?P<number>\d{1,3}(?:(?:\{,\}|\\,)\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)|.",
    re.DOTALL,
)
TEXT = re.compile(
    r"""(?P<number>(?<![\w.])(?:\d{1,3}(?:[,\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e[+-]?\d+)?
        (?=st\b|nd\b|rd\b|th\b|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]|\W|$)|(?<![\w.])\.\d+(?!\w))
    |(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)|[½⅓⅔¼¾⅛]|[^\W½⅓⅔¼¾⅛]+(?:\.\w+)*|\s+|.""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """A number, a sign or a word, and where it stands in its passage."""

    text: str
    start: int
    end: int
    value: float | None = None
    unit: float = 0.0  # of the last digit; 0 where the number is exact

    @property
    def whole(self):
        """Whether it is a number without decimals."""
        return self.value is not None and self.unit == 1


@dataclass(frozen=True)
class Numeral:
    """A number in words: one token, or several that make a fraction or a power."""

    tokens: tuple
    value: float
    unit: float
    kind: str = "number"  # or "fraction", "power", "label"
    percent: bool = False
    about: bool = False  # whether the words say that it is rounded

    @property
    def start(self):
        """Return where it begins in its passage."""
        return self.tokens[0].start

    @property
    def end(self):
        """Return where it ends."""
        return self.tokens[-1].end

    @property
    def numbers(self):
        """Return those of its tokens that are numbers."""
        return [token for token in self.tokens if token.value is not None]

    @cached_property
    def digits(self):
        """Return how many significant digits it has."""
        return len(re.sub(r"\D", "", self.tokens[0].text).lstrip("0"))


def number(text, start=0):
    """Read a number: ``number("15,000").value`` is 15000."""
    digits = re.sub(r"\{,\}|\\,|[,\u202f]", "", text)
    mantissa, _, power = digits.partition("e")
    unit = 10.0 ** (int(power or 0) - len(mantissa.partition(".")[2]))
    return Token(text, start, start + len(text), float(digits), unit)


def text_tokens(text, start=0):
    """Split plain words into numbers, signs and words."""
    tokens = []
    for match in TEXT.finditer(text):
        word, at, end = match.group(), start + match.start(), start + match.end()
        if match["number"]:
            tokens.append(number(word, at))
        elif match["raised"]:
            tokens += raised(word, at)
        elif word in VULGAR:
            tokens.append(Token(word, at, end, VULGAR[word]))
        elif not word.isspace():
            tokens.append(Token(SIGNS.get(word, word), at, end))
    return tokens


def raised(word, at):
    """Return a power in small digits, as TeX would write it."""
    power, end = word.translate(RAISED), at + len(word)
    minus = [Token("-", at, at)] * power.startswith("-")
    exponent = Token(word, at, end, float(power.strip("-") or 0), 1.0)
    return [Token("^", at, at), Token("{", at, at), *minus, exponent, Token("}", end, end)]


def tex_tokens(text, start=0):
    """Split a formula into numbers, signs and commands, with braces around every argument."""
    return TexReader(text, start).read()


class TexReader:
    """Split a formula as TeX does: an argument without braces is one sign or one digit."""

    def __init__(self, text, start=0):
        self.text, self.start, self.at, self.tokens = text, start, 0, []

    def read(self):
        """Return the tokens."""
        while self.at < len(self.text):
            self.one()
        return self.tokens

    def add(self, text, begin, end):
        """Append a token that is no number."""
        self.tokens.append(Token(text, self.start + begin, self.start + end))

    def one(self):
        """Read one number, sign or command with its arguments."""
        match = TEX.match(self.text, self.at)
        word, begin, self.at = match.group(), match.start(), match.end()
        if match["number"]:
            self.tokens.append(number(word, self.start + begin))
        elif word in NAMES:
            self.skip_name()
            self.add("\\text", begin, self.at)
        elif word not in UNSEEN:
            self.add(SIGNS.get(word, word), begin, self.at)
        for _ in range(ARGUMENTS.get(word, 0)):
            self.argument()

    def argument(self):
        """Read a group in braces, a digit or a sign, and put it in braces."""
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1
        if self.text[self.at : self.at + 1] == "{":
            self.group()
        elif self.at < len(self.text):
            self.add("{", self.at, self.at)
            if self.text[self.at].isdigit():
                self.tokens.append(number(self.text[self.at], self.start + self.at))
                self.at += 1
            else:
                self.one()
            self.add("}", self.at, self.at)

    def group(self):
        """Read up to the brace that closes the one that stands here."""
        self.one()
        while self.text[self.at : self.at + 1] not in ("}", ""):
            self.group() if self.text[self.at] == "{" else self.one()
        if self.at < len(self.text):
            self.one()

    def skip_name(self):
        """Pass over the braces of a command whose argument is a word."""
        if self.text[self.at : self.at + 1] == "{":
            self.at = self.text.find("}", self.at) + 1 or len(self.text)


def numerals(tokens, formula):
    """Group tokens into numerals: 10^{-6}, 3/4 and 53 % are one each."""
    found, at = [], 0
    while at < len(tokens):
        one = numeral_at(tokens, at, formula)
        if one:
            found.append(one)
        at += len(one.tokens) if one else 1
    return found


def numeral_at(tokens, at, formula):
    """Read the numeral that begins with a token, or None."""
    if tokens[at].value is None and tokens[at].text not in FRACTIONS:
        return None
    return power(tokens, at) or fraction(tokens, at, formula) or plain(tokens, at, formula)


def reads(tokens, at, *expected):
    """Say whether these texts stand there; a None stands for a whole number."""
    there = tokens[at : at + len(expected)] if at >= 0 else []
    return len(there) == len(expected) and all(
        token.whole if text is None else token.text == text
        for token, text in zip(there, expected, strict=True)
    )


def power(tokens, at):
    """Read a power of ten, with or without a factor before it, or None."""
    factor = tokens[at].value is not None and reads(tokens, at + 1, "*", "10", "^")
    ten = at + 2 * factor
    if not reads(tokens, ten, "10", "^", "{"):
        return None
    minus = reads(tokens, ten + 3, "-")
    if not reads(tokens, ten + 3 + minus, None, "}"):
        return None
    exponent = tokens[ten + 3 + minus].value
    if exponent > MOST:
        return None
    scale = 10.0**exponent
    scale = 1 / scale if minus else scale
    value, unit = (tokens[at].value, tokens[at].unit) if factor else (1.0, 1.0)
    return Numeral(tuple(tokens[at : ten + 5 + minus]), value * scale, unit * scale, "power")


def fraction(tokens, at, formula):
    """Read a fraction of two whole numbers, or None."""
    if tokens[at].text in FRACTIONS and reads(tokens, at + 1, "{", None, "}", "{", None, "}"):
        above, below, length = tokens[at + 2], tokens[at + 5], 7
    elif reads(tokens, at, None, "/", None):
        above, below, length = tokens[at], tokens[at + 2], 3
        if not formula and below.start != above.end + 1:
            return None
    else:
        return None
    if below.value == 0:
        return None
    return Numeral(tuple(tokens[at : at + length]), above.value / below.value, 0.0, "fraction")


def plain(tokens, at, formula):
    """Read a number by itself, or None."""
    token = tokens[at]
    if token.value is None:
        return None
    after, third = (tokens[k].text if k < len(tokens) else "" for k in (at + 1, at + 3))
    scale = LARGE.get(after, 1)
    percent = "%" in after or (after in JOINED and "%" in third)
    value = token.value * scale * (-1 if negative(tokens, at) else 1)
    kind = "label" if formula and reads(tokens, at - 2, "_", "{") else "number"
    return Numeral((token,), value, token.unit * scale, kind, percent)


def negative(tokens, at):
    """Say whether a minus stands close before a number, and nothing close before the minus."""
    if at == 0 or tokens[at - 1].text != "-" or tokens[at - 1].end != tokens[at].start:
        return False
    before = tokens[at - 2] if at > 1 else None
    open_ended = before is None or before.end < tokens[at - 1].start
    return open_ended or not (before.text[-1].isalnum() or before.text in (")", "}"))
