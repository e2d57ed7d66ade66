"""Every term that a chapter marks is in the glossary, and every entry is used."""

import re

import pytest
import structure

GLOSSARY = structure.ROOT / "chapters/glossary.md"


def entries(text):
    """Return {name: definition} of a glossary; an entry may have several names."""
    body = text.split("```{glossary}")[1].split("\n```")[0]
    found, names = {}, []
    for line in body.splitlines():
        if line and not line.startswith((" ", ":")):
            names = [*names, line] if not names or names[-1] not in found else [line]
        elif line.strip() and names:
            for name in names:
                found[name] = f"{found.get(name, '')} {line.strip()}".strip()
    return found


def marked(book):
    """Return the terms that a chapter marks."""
    uses = re.findall(r"\{term\}`([^`]+)`", structure.prose(book))
    return {re.sub(r"^.*<(.+)>$", r"\1", use) for use in uses}


DEFINED = entries(GLOSSARY.read_text(encoding="utf8"))


@pytest.mark.parametrize("path", structure.chapters(), ids=lambda path: path.stem)
def test_every_marked_term_is_in_the_glossary(path):
    known = {name.lower() for name in DEFINED}
    assert {term for term in marked(structure.read(path)) if term.lower() not in known} == set()


def test_every_entry_has_a_chinese_name_and_a_line_of_its_own():
    for name, definition in DEFINED.items():
        chinese, _, line = definition.partition("。")
        assert re.search(r"[\u4e00-\u9fff]", chinese or definition), name
        assert len(line or definition) > 20, name


def test_every_entry_links_to_the_chapter_that_uses_it_first():
    first = {}
    for path in structure.chapters():
        for term in marked(structure.read(path)):
            first.setdefault(term.lower(), path.stem)
    for name, definition in DEFINED.items():
        others = [other for other, text in DEFINED.items() if text == definition]
        uses = {first[n.lower()] for n in others if n.lower() in first}
        assert uses, f"no chapter marks {name} as a term"
        link = re.search(r"First in \{doc\}`(\w+)`", definition)
        assert link, f"{name} does not say where it is first used"
        assert link[1] == min(uses), f"{name} is first used in {min(uses)}"
