"""Say within a minute whether one chapter is in shape: make check NB=chapters/NN_name.ipynb.

Usage: python -m authoring.check chapters/NN_name.ipynb [...]

What it looks at is what ``make test`` looks at in a chapter: its place in the book, its shape, its
links, the numbers in its words, ruff, normal form, and whether a fresh run prints what stands in
it.
"""

import subprocess
import sys
from pathlib import Path

from authoring import contents, links, numbers, order, structure, teaching

RUFF = [sys.executable, "-m", "ruff"]
NBVAL = [sys.executable, "-m", "pytest", "--nbval", "-q", "-n0", "--no-header", "--tb=short"]
NBVAL += ["--noconftest"]  # what compares with the built site: a chapter is checked before that


def place(path):
    """Return what is wrong with the chapter's place in the book."""
    page = f"chapters/{path.stem}"
    if page not in contents.chapters():
        return [f"_toc.yml does not name it: add `- file: {page}` where it belongs"]
    if page in order.misplaced():
        return ["its file's name does not sort where _toc.yml has it: run make renumber"]
    if page in order.needs_ahead():
        return ["its You need line links to something that is no earlier chapter"]
    return []


def goals(path):
    """Return the exercises of the chapter that instructors find under no goal."""
    titles = structure.exercises(structure.read(path))
    missing = {*teaching.without_goal()}
    return [
        f"no goal in {teaching.PAGE}.md links to the exercise {title}"
        for title in titles
        if f"chapters/{path.stem}#{links.anchor(title)}" in missing
    ]


def normal_form(path):
    """Return whether the notebook is stored as ``make notebooks`` stores it, and is small."""
    faults = []
    if structure.not_in_normal_form(path):
        faults.append(f"not in normal form: run make notebooks NB=chapters/{path.name}")
    if path.stat().st_size > structure.MOST_BYTES:
        faults.append(f"larger than {structure.MOST_BYTES} bytes: show smaller figures")
    return faults


def ruff(path):
    """Return what ruff finds in the code."""
    return [
        result
        for command in (["check", "--quiet"], ["format", "--check", "--quiet"])
        if (result := failure([*RUFF, *command, str(path)]))
    ]


def prints_what_it_printed(path):
    """Return the cells whose output is not what a fresh run gives."""
    result = failure([*NBVAL, str(path)])
    return [result] if result else []


def failure(command):
    """Run a command, and return what it said if it failed."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=contents.ROOT)
    said = (done.stdout + done.stderr).strip()
    return "" if done.returncode == 0 else said or f"{command[2]} failed without a word"


CHECKS = [place, structure.faults, goals, numbers.faults, normal_form, ruff, prints_what_it_printed]


def check(path):
    """Return all that is wrong with one chapter."""
    if not path.exists():
        return [f"there is no such file; the chapters are in {contents.ROOT / 'chapters'}"]
    faults = []
    for look in CHECKS:
        try:
            faults += look(path)
        except (ValueError, SyntaxError, IndexError) as error:
            faults.append(f"{look.__name__} could not be judged: {error}")
    return faults


def main(names):
    """Check the named chapters and print what to mend."""
    if not names:
        print("Name a chapter: make check NB=chapters/NN_name.ipynb", file=sys.stderr)
        return 2
    failed = False
    for path in (Path(name).resolve() for name in names):
        faults = check(path)
        failed = failed or bool(faults)
        print(f"{path.name}: {'is in shape' if not faults else 'mend this:'}")
        for fault in faults:
            print("  - " + fault.replace("\n", "\n    "))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
