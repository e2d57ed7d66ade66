"""Find answers that are nearly the same, so that a teacher can look at them side by side.

Nothing follows from it: short answers agree by nature, and two people may have worked together.
"""

import difflib
import io
import re
import tokenize
from collections import Counter, defaultdict
from dataclasses import dataclass

FEWEST = 25  # words or signs of an answer that is worth comparing
ALIKE = 0.9  # the share that two answers have in common
RUN = 5  # so many words in a row are looked for
LONGEST = 2000  # of which no more than these are compared
COMMON = 20  # a run of words that more students have than this is the task's, not theirs
MOST = 50  # pairs of one question


@dataclass
class Pair:
    """Two answers of two students to one question."""

    question: str
    students: tuple
    ratio: float
    texts: tuple

    @property
    def sides(self):
        """Both texts, in pieces: each with whether the other text has it too."""
        one, two = (re.findall(r"\s+|\w+|[^\w\s]", text)[:LONGEST] for text in self.texts)
        sides = [], []
        for kind, a, b, c, d in difflib.SequenceMatcher(None, one, two, False).get_opcodes():
            sides[0].append(("".join(one[a:b]), kind == "equal"))
            sides[1].append(("".join(two[c:d]), kind == "equal"))
        return sides


def pairs(results, question):
    """Return the pairs of one question that are nearly the same, the most alike first."""
    words = {r.student: words_of(r.record.answers[question.name], question) for r in results}
    words = {who: said[:LONGEST] for who, said in words.items() if len(said) >= FEWEST}
    texts = {r.student: text_of(r.record.answers[question.name]) for r in results}
    found = []
    for one, two in candidates(words):
        ratio = difflib.SequenceMatcher(None, words[one], words[two], autojunk=False).ratio()
        if ratio >= ALIKE:
            found.append(Pair(question.name, (one, two), ratio, (texts[one], texts[two])))
    return sorted(found, key=lambda pair: (-pair.ratio, pair.students))


def candidates(words):
    """Yield pairs that have enough runs of words in common to be worth a comparison."""
    runs = {student: runs_of(said) for student, said in words.items()}
    having = defaultdict(list)
    for student in sorted(runs):
        for run in runs[student]:
            having[run].append(student)
    shared = Counter()
    for students in having.values():
        if len(students) <= COMMON:
            shared.update((a, b) for i, a in enumerate(students) for b in students[i + 1 :])
    for (one, two), count in sorted(shared.items()):
        if count >= 0.3 * min(len(runs[one]), len(runs[two])):
            yield one, two


def runs_of(said):
    """Return all runs of so many words."""
    return {tuple(said[i : i + RUN]) for i in range(len(said) - RUN + 1)}


def text_of(answer):
    """Return what was answered, as text."""
    return answer.written.text if answer.written else answer.source


def words_of(answer, question):
    """Return the words of a written answer, or the signs of a program without its comments."""
    if answer.state in ("not attempted", "not graded"):
        return []
    if answer.written:
        return re.findall(r"\w+", answer.written.text.lower())
    return signs(answer.source)


def signs(source):
    """Return the signs of a program; names and comments are what people change first.

    A name is replaced by its place among the program's names, so that renaming hides nothing.
    """
    names, found = {}, []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.NAME:
                found.append(f"name {names.setdefault(token.string, len(names))}")
            elif token.type not in (tokenize.COMMENT, tokenize.NL, tokenize.STRING):
                found.append(token.string.strip() or tokenize.tok_name[token.type])
    except (tokenize.TokenError, SyntaxError):
        return re.findall(r"\w+|[^\w\s]", source)
    return found
