"""Who is in the class: a table with id, name, e-mail and extra time, and whatever else it has."""

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from grader import sheets

ID = ("id", "student id", "id number", "sis user id", "student number")
NAME = ("name", "full name", "student name", "student", "display name")
FIRST = ("first name", "given name", "firstname", "forename")
LAST = ("last name", "surname", "family name", "lastname")
EMAIL = ("e mail", "email", "email address", "e mail address", "mail")
EXTRA = ("extra time", "extra", "extratime")


@dataclass(frozen=True)
class Person:
    """One line of the roster."""

    key: str  # the one name that nobody else has: the id
    name: str = ""
    email: str = ""
    extra_time: str = ""
    others: dict = field(default_factory=dict, compare=False)  # what further columns say


class Roster:
    """The class, and how to find somebody in it."""

    def __init__(self, people):
        self.people = people
        self.known = defaultdict(set)  # what only one person is called by
        self.unpadded = defaultdict(set)
        self.named = defaultdict(set)
        self.by_key = {person.key: person for person in people}
        shared = self.shared()
        for person in people:
            for value in {person.key, person.email, person.email.partition("@")[0]}:
                self.add(value, person)
            for column, value in person.others.items():
                if column not in shared:
                    self.add(value, person)
            for spelling in spellings(person.name):
                self.named[spelling].add(person.key)

    def shared(self):
        """Return the further columns that tell nobody apart, such as a section."""
        found = set()
        for column in {column for person in self.people for column in person.others}:
            values = Counter(person.others[column].lower() for person in self.people)
            values.pop("", None)
            if any(count > 1 for count in values.values()):
                found.add(column)
        return found

    def add(self, value, person):
        """Note that a person is called by a value."""
        if value:
            self.known[value.casefold()].add(person.key)
            self.unpadded[unpadded(value)].add(person.key)

    def find(self, who):
        """Return the person that an upload is from, or nothing if that is not certain."""
        named = self.called(who.name or who.student)
        numbered, length = self.numbered(who)
        both = named & numbered
        if len(both) == 1:
            return self.by_key[both.pop()]
        if len(named) == 1 and (who.system or not numbered):
            return self.by_key[named.pop()]  # the number is the learning system's own
        if len(numbered) == 1 and not named:
            person = self.by_key[numbered.pop()]
            if is_enough(who, length) or alike(who.name or who.student, person.name):
                return person
        return None

    def numbered(self, who):
        """Return who is known by an id in the name, the longest, and how long that is."""
        text = who.id.casefold() if who.system else who.student.casefold()
        found = [(len(key), people) for key, people in self.known.items() if has_word(text, key)]
        for number in re.findall(r"[^\W_]+(?:[.,]0+\b)?", text):
            found.append((len(number), self.unpadded.get(unpadded(number), set())))
        longest = max((length for length, people in found if people), default=0)
        return set().union(*(people for length, people in found if length == longest)), longest

    def called(self, name):
        """Return who has this name, whatever the order and the accents of its words."""
        return set().union(*(self.named.get(spelling, set()) for spelling in spellings(name)))


def read(path):
    """Read the roster, and refuse one in which two people cannot be told apart."""
    sheet = sheets.read(path, ID)
    people, seen = [], {}
    for row in sheet.rows:
        person = person_of(sheet, row)
        if person is None:
            continue
        if person.key in seen:
            sheet.refuse(
                row.line, f"has the id {person.key!r}, as line {seen[person.key]} has already"
            )
        seen[person.key] = row.line
        people.append(person)
    if not people:
        raise SystemExit(f"{path.name} holds no student")
    return Roster(people)


def person_of(sheet, row):
    """Return the person of one line; Canvas's line of possible points is none."""
    name = sheet.get(row, *NAME)
    if not name:
        name = f"{sheet.get(row, *FIRST)} {sheet.get(row, *LAST)}".strip()
    key = sheet.get(row, *ID)
    if name == "Points Possible" or key == "Points Possible":
        return None
    if not key:
        sheet.refuse(row.line, "has no id")
    if re.fullmatch(r"\d([.,]\d+)?E\+\d+", key, re.I):
        sheet.refuse(row.line, f"has the id {key}: a spreadsheet cut a long number; format as text")
    places = [sheet.find(*names) for names in (ID, NAME, FIRST, LAST, EMAIL, EXTRA)]
    others = {
        column: cell.strip()
        for place, (column, cell) in enumerate(zip(sheet.columns, row.cells, strict=True))
        if place not in places
    }
    return Person(key, name, sheet.get(row, *EMAIL), sheet.get(row, *EXTRA), others)


def unpadded(value):
    """Return an id as a spreadsheet leaves it that takes it for a number."""
    return re.sub(r"^(\d+)[.,]0+$", r"\1", value.casefold()).lstrip("0")


def words(name):
    """Return the words of a name, without accents and capitals."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", bare)


def is_enough(who, length):
    """Whether an id of this length is enough, with no name that is like the person's.

    Moodle numbers the participants of a course, so that its number can be another's id.
    """
    if who.system:
        return not who.name or (who.system != "Moodle" and length >= 5)
    return length >= 4 or length == len(who.student)


def has_word(text, word):
    """Whether a text has a word, not as a part of a longer one."""
    at = text.find(word)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(word) :][:1]
        if not any(letter.isalnum() for letter in around):
            return True
        at = text.find(word, at + 1)
    return False


def spellings(name):
    """Return the ways to write a name: its words in any order, or all in one as Canvas does."""
    parts = [word for word in words(name) if not word.isdigit()]
    turned = {"".join(parts[i:] + parts[:i]) for i in range(len(parts))}
    return {" ".join(sorted(parts)), *turned} - {""}


def alike(name, other):
    """Whether two names share a word, one of them perhaps written in one."""
    one, two = words(name), words(other)
    return any(
        a == b or (len(b) > 2 and b in a) or (len(a) > 2 and a in b) for a in one for b in two
    )
