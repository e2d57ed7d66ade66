"""Every term that a chapter marks is in the glossary, and every entry is used."""

import re
import unicodedata
from itertools import pairwise

from authoring import contents, glossary, links

ENTRIES = glossary.entries(glossary.text())


def test_the_glossary_is_read_whole():
    headings = [title for level, title in links.headings(glossary.text()) if level == 3]
    assert headings == [entry.names[0] for entry in ENTRIES]
    assert len(links.ANCHOR.findall(glossary.text())) == sum(len(e.names) - 1 for e in ENTRIES)


def test_every_name_is_a_place_of_its_own():
    places = links.places(glossary.text())
    names = [links.anchor(name) for entry in ENTRIES for name in entry.names]
    assert len(set(names)) == len(names)
    assert set(names) <= set(places)


def test_entries_stand_under_their_letters_in_order():
    headings = [(level, plain(title)) for level, title in links.headings(glossary.text())]
    letters = [title for level, title in headings if level == 2]
    assert letters == sorted(set(letters))
    letter = None
    for (_, before), (level, title) in pairwise(headings):
        if level == 2:
            letter = title
        else:
            assert title[0] == letter
            assert before == letter or before <= title, f"{title} stands after {before}"


def plain(title):
    """Return a title in small letters without accents, from its first letter, as an index sorts."""
    parts = unicodedata.normalize("NFKD", title.lower())
    letters = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return letters[re.search("[a-z]", letters).start() :]


def test_every_entry_has_a_chinese_name_and_a_line_of_its_own():
    for names, definition in ENTRIES:
        chinese, _, line = definition.partition(". ")
        assert re.search(r"[\u4e00-\u9fff]", chinese), names
        assert not re.search("[(),;]", chinese), f"{names}: full-width signs stand among Chinese"
        assert len(line) > 20, names


def test_every_entry_links_to_the_chapter_that_uses_it_first():
    first, order = glossary.first_uses(), contents.chapters()
    for entry in ENTRIES:
        chapter = glossary.first_of(entry, first, order)
        assert chapter, f"no chapter marks {entry.names[0]} as a term"
        assert glossary.first_named(entry.definition) == chapter, entry.names[0]
