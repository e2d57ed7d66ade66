"""The bibliography: its page, written from ``references.bib``, and how its works are cited.

Usage: python -m authoring.bibliography

A citation is a link to a place of that page: ``[Shannon (1948)](bibliography.md#shannon1948)`` in a
sentence, ``([Shannon, 1948](bibliography.md#shannon1948))`` in brackets.  ``make notebooks`` writes
the page, too.
"""

import re

from pybtex.backends.markdown import Backend
from pybtex.database import parse_file
from pybtex.richtext import Text
from pybtex.style.formatting.plain import Style

from authoring import contents

SOURCE, PAGE = "chapters/references.bib", "chapters/bibliography.md"
SPECIAL = re.compile(r"([\\`*_\[\]<>$])")


class Markdown(Backend):
    """Writes a work in Markdown, with backslashes only where Markdown needs them."""

    def format_str(self, text):
        """Write plain words on one line."""
        return SPECIAL.sub(r"\\\1", text).replace("\n", " ")

    def format_href(self, url, text, external=False):
        """Write a link; angle brackets would end its address."""
        return f"[{text}]({url.replace('<', '%3C').replace('>', '%3E')})" if text else ""


def works(root=contents.ROOT):
    """Return the works of ``references.bib`` by their keys."""
    return parse_file(str(root / SOURCE), "bibtex").entries


def page(root=contents.ROOT):
    """Return the text of the page: each work in a paragraph that its key names, by authors."""
    entries = Style().format_entries(works(root).values())
    paragraphs = [f'<a id="{entry.key}"></a>{described(entry)}' for entry in entries]
    return "\n\n".join(["# Bibliography", *paragraphs]) + "\n"


def described(entry):
    """Return the description of a work on one line."""
    return " ".join(entry.text.render(Markdown()).split())


def citations(work):
    """Return the two ways to cite a work: in a sentence, and in brackets."""
    names, year = authors(work), work.fields["year"]
    return f"{names} ({year})", f"{names}, {year}"


def authors(work):
    """Return the family names of those who wrote or edited a work, as a sentence names them."""
    people = work.persons.get("author") or work.persons.get("editor")
    if not people:
        return plain(work.fields.get("organization") or work.fields["title"])
    names = [plain(" ".join((*who.prelast_names, *who.last_names))) for who in people]
    return " and ".join(names) if len(names) < 3 else f"{names[0]} et al."


def plain(latex):
    """Return the letters that LaTeX would print."""
    return str(Text.from_latex(latex)).replace("\N{NO-BREAK SPACE}", " ")


def write(root=contents.ROOT):
    """Write the page if it changes: a page that is newer than the site asks for another build."""
    file, text = root / PAGE, page(root)
    if not file.exists() or file.read_text(encoding="utf8") != text:
        file.write_text(text, encoding="utf8", newline="\n")


if __name__ == "__main__":
    write()
