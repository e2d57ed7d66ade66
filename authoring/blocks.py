"""The names of blocks: quotations that begin with one in bold, ``> **Theorem (Kraft).** ...``.

The site numbers theorems and the like, and makes boxes of the others; elsewhere they are read as
they stand.
"""

import re

NUMBERED = ("Definition", "Theorem", "Proposition", "Lemma", "Corollary", "Example")
BOXES = {"Beware": "warning", "Guess": "guess", "In one breath": "breath"}
HEADER = re.compile(rf"({'|'.join(NUMBERED)})( \(.+\))?")
BEGINNING = re.compile(r'^> (?:<a id="(?P<place>[^"]+)"></a>)?\*\*(?P<name>.+?)\*\*', re.M)


def is_known(name):
    """Whether a block may have this name, which ends in a full stop."""
    words = name.removesuffix(".")
    return name.endswith(".") and (words in BOXES or HEADER.fullmatch(words) is not None)


def names():
    """Return all names in words."""
    return ", ".join((*NUMBERED, *BOXES))


def headers(text):
    """Return the names of the blocks of a text that have a place, by that place."""
    found = (block for block in beginnings(text) if block["place"])
    return {block["place"]: block["name"].removesuffix(".") for block in found}


def unknown(text):
    """Return the names of blocks that are none."""
    return [block["name"] for block in beginnings(text) if not is_known(block["name"])]


def beginnings(text):
    """Return the matches of quotations that begin in bold; a line before one continues it."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not number or not lines[number - 1].startswith(">"):
            yield from BEGINNING.finditer(line)
