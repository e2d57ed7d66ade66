"""The instructors' page: every exercise serves a goal, and every course plan can be followed."""

import re

from authoring import contents, links, structure

PAGE = "chapters/instructors"
PLANS, GOALS = "Course plans", "Which exercise serves which goal"


def without_goal(root=contents.ROOT):
    """Return the exercises of the book that no goal of the instructors' page links to."""
    served = {link.target for link in links.links(section(GOALS, root), PAGE)}
    return [exercise for exercise in exercises(root) if exercise not in served]


def exercises(root=contents.ROOT):
    """Return all exercises of the book, as a link names them: ``page#place``."""
    return [
        f"{chapter}#{links.anchor(title)}"
        for chapter in contents.chapters(root)
        for title in structure.exercises(structure.read(contents.source(chapter, root)))
    ]


def out_of_reach(root=contents.ROOT):
    """Return (plan, what is asked of students, what it needs that no earlier hour has)."""
    chapters, found = set(contents.chapters(root)), []
    for plan, rows in plans(root).items():
        taught = set()
        for pages, places in rows:
            for page in pages:
                missing = {*contents.needs(page, root)} & chapters - taught
                found += [(plan, page, need) for need in sorted(missing)]
                taught.add(page)
            found += [(plan, place, page) for page, place in places if page not in taught]
    return found


def plans(root=contents.ROOT):
    """Return the rows of each course plan: the chapters of an hour, and the exercises for home."""
    found = {}
    for text in re.split(r"^(?=\*\*)", section(PLANS, root), flags=re.M)[1:]:
        title = text.split("**")[1]
        rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
        here = [links.links(row, PAGE) for row in rows]
        found[title] = [
            ([x.page for x in row if not x.place], [(x.page, x.target) for x in row if x.place])
            for row in here
        ]
    return found


def section(title, root):
    """Return what stands under one heading of the instructors' page."""
    text = contents.words(contents.source(PAGE, root))
    if f"\n## {title}\n" not in text:
        raise ValueError(f"{PAGE}.md has no section `## {title}`: the tests look for it")
    return re.split(r"^## ", text.partition(f"\n## {title}\n")[2], flags=re.M)[0]
