"""Every term that a chapter marks is in the glossary, and every entry is used."""

import re

import pytest

from authoring import contents, glossary

DEFINED = glossary.entries(glossary.text())


def test_the_glossary_is_read_whole():
    lines = glossary.text().split("```{glossary}")[1].splitlines()
    names = [line for line in lines if line and not line.startswith((" ", "`"))]
    assert sorted(names) == sorted(DEFINED)


@pytest.mark.parametrize("path", contents.notebooks(), ids=lambda path: path.stem)
def test_every_marked_term_is_in_the_glossary(path):
    known = {name.lower() for name in DEFINED}
    marked = glossary.marked(contents.words(path))
    assert {term for term in marked if term.lower() not in known} == set()


def test_every_entry_has_a_chinese_name_and_a_line_of_its_own():
    for name, definition in DEFINED.items():
        chinese, _, line = definition.partition(". ")
        assert re.search(r"[\u4e00-\u9fff]", chinese), name
        assert len(line) > 20, name


def test_every_entry_links_to_the_chapter_that_uses_it_first():
    first = glossary.first_uses()
    order = contents.chapters()
    for name, definition in DEFINED.items():
        others = [other for other, text in DEFINED.items() if text == definition]
        uses = [first[n.lower()] for n in others if n.lower() in first]
        assert uses, f"no chapter marks {name} as a term"
        assert glossary.first_named(definition) == min(uses, key=order.index), name
