"""Run notebooks from top to bottom and store them in normal form, so that a diff shows a change.

Usage: python tools/notebooks.py [chapters/NN_name.ipynb ...]      (all chapters if none is named)

Normal form: outputs of a fresh run, counted from 1; one kernel; no timings, no widget state, no
editor's metadata; a cell's id is made from its source.  Running it twice changes nothing.
"""

import hashlib
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

ROOT = Path(__file__).resolve().parent.parent
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
COLAB_NOTE = """\
# Where infolib is missing, in Colab for example, run this first:
# %pip install "infolib[chapters] @ git+https://github.com/entropy-book/entropy-book"\
"""
KEPT_CELL_METADATA = ("tags", "nbgrader")
TIMEOUT = 120


def run(path):
    """Execute one notebook and write it back in normal form."""
    book = nbformat.read(path, as_version=4)
    if path.parent == ROOT / "chapters":
        put_colab_note(book)
    folder = {"metadata": {"path": str(path.parent)}}
    NotebookClient(book, timeout=TIMEOUT, kernel_name="python3", resources=folder).execute()
    path.write_text(dumps(normalise(book)), encoding="utf8")


def put_colab_note(book):
    """Make the note on how to get infolib the second cell, unseen in the built site."""
    others = [cell for cell in book.cells if cell.source != COLAB_NOTE]
    note = nbformat.v4.new_code_cell(COLAB_NOTE, metadata={"tags": ["remove-cell"]})
    book.cells = [others[0], note, *others[1:]]


def normalise(book):
    """Return the notebook without anything that two equal runs could leave different."""
    book.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    book.nbformat_minor = 5
    count, seen = 0, Counter()
    for cell in book.cells:
        cell.metadata = nbformat.from_dict(
            {key: cell.metadata[key] for key in KEPT_CELL_METADATA if cell.metadata.get(key)}
        )
        cell.source = cell.source.strip("\n")
        cell.id = identity(cell, seen)
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            cell.outputs = [normalise_output(output, count) for output in merged(cell.outputs)]
    return book


def identity(cell, seen):
    """Name a cell by its source; the second cell with the same source gets a suffix."""
    name = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:10]
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"


def merged(outputs):
    """Join consecutive pieces of one stream: where they are cut depends on timing."""
    result = []
    for output in outputs:
        last = result[-1] if result else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            result.append(output)
    return result


def normalise_output(output, count):
    """Drop what belongs to a live session."""
    if "data" in output:
        for mime in [m for m in output.data if "widget" in m]:
            del output.data[mime]
    if "execution_count" in output:
        output.execution_count = count
    return output


def dumps(book):
    """Serialise in one fixed layout."""
    nbformat.validate(book)
    return nbformat.writes(book, version=nbformat.NO_CONVERT) + "\n"


def attempt(path):
    """Run one notebook, and return what went wrong."""
    try:
        run(path)
    except (CellExecutionError, CellTimeoutError) as error:
        return f"{path.name} failed; it is left as it was. Mend this cell:\n{error}"
    print(f"  {path.name}", flush=True)
    return None


def main(names):
    """Run the named notebooks, two at a time."""
    paths = [Path(name).resolve() for name in names] or sorted(ROOT.glob("chapters/*.ipynb"))
    print(f"Running {len(paths)} notebooks:", flush=True)
    with ThreadPoolExecutor(2) as pool:
        errors = [error for error in pool.map(attempt, paths) if error]
    print("\n".join(errors), file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
