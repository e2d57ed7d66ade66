"""The glossary: its entries, and the chapter that marks each term first."""

import re

from authoring import contents, links

PAGE = "chapters/glossary"
ENTRY = re.compile(r"(?P<names>(?:^\S.*\n)+)(?P<definition>(?:^[ \t]+\S.*\n)+)", re.M)
FIRST = re.compile(r"First in \[[^]]*\]\([^)]*\)")
ROLE = re.compile(r"\{term\}`(?:[^`]*<)?(?P<name>[^`<>]+)>?`")


def text(root=contents.ROOT):
    """Return the glossary's page."""
    return contents.source(PAGE, root).read_text("utf8")


def entries(page):
    """Return {name: definition} of a glossary; an entry may have several names."""
    body = page.split("```{glossary}\n")[1].split("\n```")[0] + "\n"
    return {
        name: " ".join(entry["definition"].split())
        for entry in ENTRY.finditer(body)
        for name in entry["names"].splitlines()
    }


def marked(words):
    """Return the terms that a text marks."""
    return {found["name"] for found in ROLE.finditer(words)}


def first_uses(root=contents.ROOT):
    """Return the chapter that marks each term first, by the term in small letters."""
    first = {}
    for chapter in contents.chapters(root):
        for term in marked(contents.words(contents.source(chapter, root))):
            first.setdefault(term.lower(), chapter)
    return first


def with_first_uses(page, root=contents.ROOT):
    """Return the glossary's page with the line *First in* of each entry as it must be."""
    first, order, titles = first_uses(root), contents.chapters(root), contents.titles(root)

    def mended(entry):
        names = [name.lower() for name in entry["names"].splitlines()]
        uses = [first[name] for name in names if name in first]
        if not uses:
            return entry[0]
        chapter = min(uses, key=order.index)
        file = contents.source(chapter, root).name
        return FIRST.sub(lambda _: f"First in [{titles[chapter]}]({file})", entry[0])

    return ENTRY.sub(mended, page)


def first_named(definition):
    """Return the chapter that an entry names as its first, or None."""
    found = FIRST.search(definition)
    return links.links(found[0], PAGE)[0].page if found else None
