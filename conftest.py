"""What nbval runs of a chapter stands between two cells of the tests.

The first lets ``il.explore`` draw every position of a slider anew, the last compares these drawings
with the built site.  So a chapter is run twice in all: for the site, and by nbval.  Its kernel is
a copy of a process that has loaded the libraries.
"""

import functools
from collections import defaultdict
from pathlib import Path

from nbformat.v4 import new_code_cell
from nbval.plugin import IPyNbCell

CHAPTERS = Path(__file__).parent / "chapters"
BEFORE = "from tests.web import redrawn as _redrawn\n\n_redrawn.record()"
AFTER = "_redrawn.compare({chapter!r})"


def pytest_collection_modifyitems(config, items):
    """Put a cell before the first and one after the last of each chapter that is run whole.

    A lax run asks only whether a chapter runs, and has no site to compare with.
    """
    if not config.getoption("nbval", False):
        return
    notebooks = defaultdict(list)
    for item in items:
        if isinstance(item, IPyNbCell) and item.path.parent == CHAPTERS:
            notebooks[item.parent].append(item)
    for notebook, cells in notebooks.items():
        if len(cells) == sum(cell.cell_type == "code" for cell in notebook.nb.cells):
            after = AFTER.format(chapter=f"chapters/{notebook.path.stem}")
            items.insert(items.index(cells[0]), own_cell(notebook, -1, BEFORE))
            items.insert(items.index(cells[-1]) + 1, own_cell(notebook, len(cells), after))
            notebook.setup = functools.partial(begin, notebook.setup)


def begin(setup):
    """Start the kernel of a notebook."""
    from tests import copied_kernels  # not above: a lax run may have an older jupyter_client

    with copied_kernels.in_use():
        setup()


def own_cell(notebook, number, source):
    """Return a cell of the tests' own: it must not fail, and what it shows is not compared."""
    return IPyNbCell.from_parent(
        notebook,
        name=f"Cell {number} of the tests",
        cell_num=number,
        cell=new_code_cell(source),
        options=defaultdict(bool),
    )
