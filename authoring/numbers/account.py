"""A page's account: every number in its words, as it was when it was last looked through.

A wrong number may stand elsewhere on the page by accident: 0.6 for 0.7 does so more often than
not. So the numbers are also kept in a second place, a line for each passage, as an output is
kept beside its code; a change must be made in both.
"""

import re
from difflib import SequenceMatcher

FOLDER = "chapters/accounts"


def lines(page):
    """Return the account of a page, and the passage behind each of its lines."""
    entries = [(entry(passage.text), passage) for passage in page.passages]
    return [(line, passage) for line, passage in entries if line]


def entry(text):
    """Return what has a digit in a passage, in its order."""
    words = (match.group() for match in re.finditer(r"[\w.,]*\d[\w.,]*|[½⅓⅔¼¾⅛⁰¹²³⁴⁵⁶⁷⁸⁹]+", text))
    return " ".join(word.strip(".,") for word in words)


def place(path, root):
    """Return where a page's account is kept; the page's place in the book is not in its name."""
    name = re.sub(r"^\d+[a-z]*_", "", path.stem)  # 08a_name stands between 08 and 09
    return root / FOLDER / f"{name.lower()}.txt"


def kept(path, root):
    """Return the lines of a page's account as it is kept."""
    file = place(path, root)
    return file.read_text(encoding="utf8").splitlines() if file.exists() else []


def differences(page, root):
    """Return what a page says otherwise than its account: old line, new line, passage."""
    old, new = kept(page.path, root), lines(page)
    matcher = SequenceMatcher(None, old, [line for line, _ in new], autojunk=False)
    found = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            was = old[a:b] + [""] * max(0, (d - c) - (b - a))
            now = new[c:d] + [("", None)] * max(0, (b - a) - (d - c))
            found += [(before, *after) for before, after in zip(was, now, strict=True)]
    return found


def keep(page, root):
    """Write a page's account."""
    file = place(page.path, root)
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(f"{line}\n" for line, _ in lines(page)), encoding="utf8")
