"""The path of the chapters as plain Markdown: a table of the chapters and what each builds on.

It stands after ``<a id="chapter-path"></a>`` on the pages that show the path; the site draws it.
``make renumber`` writes it.
"""

import re

from authoring import contents

NAME = "chapter-path"
MARK = f'<a id="{NAME}"></a>'
PLACE = re.compile(rf"{re.escape(MARK)}\n\n(?:\|.*\n)*\|.*")


def table(root=contents.ROOT):
    """Return the table."""
    lines = ["| part | chapter | builds on |", "|---|---|---|"]
    for part in contents.parts(root):
        for place, chapter in enumerate(part.pages if part.numbered else []):
            needed = ", ".join(link(page, root) for page in contents.needs(chapter, root))
            cells = ["" if place else part.title, link(chapter, root), needed]
            lines.append("".join(f"| {cell} " if cell else "| " for cell in cells) + "|")
    return "\n".join(lines)


def link(page, root):
    """Return a link to a page."""
    return f"[{contents.title(page, root)}]({contents.source(page, root).name})"


def with_path(text, root=contents.ROOT):
    """Return a page's text with the table as it must be, if the page has one."""
    return PLACE.sub(lambda _: f"{MARK}\n\n{table(root)}", text)
