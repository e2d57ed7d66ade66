"""Run notebooks from top to bottom and store them in normal form, so that a diff shows a change.

Usage: python -m authoring.notebooks [--new-pictures] [chapters/NN_name.ipynb ...]

All notebooks of the book are run if none is named.  Normal form: code as ruff formats it; links
that carry the titles of what they lead to; outputs of a fresh run, counted from 1; one kernel;
folded is what the tags of cells say; no timings, no widget state, no editor's metadata; a cell's id
is made from its source.  Running it twice changes nothing.  The bibliography is written, too, and
the account of the numbers in a chapter's words: read what it says has changed.

The picture of a figure is left as it was, or was committed, when neither its code, its data nor its
words changed: another processor draws other pixels of the same curve, and JupyterLab saves them.
``--new-pictures`` draws all anew, for a change of style.
"""

import argparse
import asyncio
import hashlib
import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

from authoring import bibliography, contents, links, numbers

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
COLAB_NOTE = """\
# Where infolib is missing, in Colab for example, run this first:
# %pip install "entropy-book[chapters] @ git+https://github.com/entropy-book/entropy-book"\
"""
KEPT_CELL_METADATA = ("tags", "nbgrader")
HIDDEN = {  # by the tag of a cell
    "hide-input": "source_hidden",
    "remove-input": "source_hidden",
    "answer": "outputs_hidden",
}
SOLUTION = "#### Solution"
FIGURE, PICTURE = "application/vnd.infolib.figure+json", "text/html"
TIMEOUT = 120


def run(path, new_pictures=False):
    """Execute one notebook and write it back in normal form."""
    book = nbformat.read(path, as_version=4)
    before = pictures(book) | pictures(committed(path))
    if path.parent == contents.ROOT / "chapters":
        put_colab_note(book)
        put_titles(book, path)
    folder = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(book, timeout=TIMEOUT, kernel_name="python3", resources=folder)
    asyncio.run(client.async_execute())
    if not new_pictures:
        keep_pictures(book, before)
    write(path, dumps(normalise(book)))


def put_colab_note(book):
    """Make the note on how to get infolib the second cell, unseen in the built site."""
    first_line = COLAB_NOTE.splitlines()[0]
    others = [cell for cell in book.cells if not cell.source.startswith(first_line)]
    note = nbformat.v4.new_code_cell(COLAB_NOTE, metadata={"tags": ["remove-cell"]})
    book.cells = [others[0], note, *others[1:]]


def put_titles(book, path):
    """Let every link carry the title of the page or of the theorem that it leads to."""
    page, titles = f"chapters/{path.stem}", contents.titles() | contents.block_titles()
    for cell in book.cells:
        cell.source = links.with_titles(cell.source, page, titles)


def committed(path):
    """Return a notebook as git has it; one without cells where git has none."""
    command = ["git", "show", f"HEAD:./{path.name}"]
    try:
        done = subprocess.run(command, cwd=path.parent, capture_output=True, check=False)
    except FileNotFoundError:  # there is no git
        return nbformat.v4.new_notebook()
    if done.returncode:
        return nbformat.v4.new_notebook()
    return nbformat.reads(done.stdout.decode("utf8"), as_version=4)


def pictures(book):
    """Return the pictures of a notebook by the code and the data that they were drawn from."""
    return {(cell.source, as_drawn(output)): output.data[PICTURE] for cell, output in figures(book)}


def keep_pictures(book, before):
    """Put back each picture whose code and data are what they were."""
    for cell, output in figures(book):
        key = (cell.source, as_drawn(output))
        output.data[PICTURE] = before.get(key, output.data[PICTURE])


def figures(book):
    """Return the outputs that are pictures with data, each with its cell."""
    return [
        (cell, output)
        for cell in book.cells
        for output in cell.get("outputs", [])
        if {FIGURE, PICTURE} <= output.get("data", {}).keys()
    ]


def as_drawn(output):
    """Return a figure's data and its words, which its picture says, as one text."""
    return json.dumps([output.data[FIGURE], output.data["text/plain"]], sort_keys=True)


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
        cell.metadata.update(folds(cell))
        cell.id = identity(cell, seen)
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            cell.outputs = [normalise_output(output, count) for output in merged(cell.outputs)]
    return book


def folds(cell):
    """Return the metadata by which JupyterLab and Notebook 7 fold a cell when they open it.

    It follows from the cell's tags, and a heading *Solution* folds what stands under it.
    """
    tags = cell.metadata.get("tags", [])
    hidden = {name: True for tag, name in HIDDEN.items() if tag in tags}
    if cell.cell_type == "code":
        return {"jupyter": hidden} if hidden else {}
    return {"jp-MarkdownHeadingCollapsed": True} if cell.source == SOLUTION else {}


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
    """Serialise in one fixed layout, once it is judged."""
    nbformat.validate(book)
    return nbformat.v4.writes(book) + "\n"


def normal(text):
    """Return the normal form of a notebook's text, without running it."""
    return dumps(normalise(contents.notebook_of(text)))


def write(path, text):
    """Write a text file with the line ends of the repository, on Windows too."""
    path.write_text(text, encoding="utf8", newline="\n")


def tidy(paths):
    """Let ruff mend and format the code, before the cells' names are made from it.

    What ruff cannot mend fails when it is run, or is named by ``make check``.
    """
    for command in (["check", "--fix", "--quiet", "--exit-zero"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, *map(str, paths)], check=False)


def attempt(path, new_pictures=False):
    """Run one notebook, and return what went wrong."""
    try:
        run(path, new_pictures)
    except (CellExecutionError, CellTimeoutError) as error:
        return f"{path.name} failed; its outputs are as they were. Mend this cell:\n{error}"
    print(f"  {path.name}", flush=True)
    return None


def main(arguments):
    """Run the named notebooks, two at a time."""
    parser = argparse.ArgumentParser(prog="python -m authoring.notebooks")
    parser.add_argument("notebooks", nargs="*", type=Path, help="all chapters if none is named")
    parser.add_argument("--new-pictures", action="store_true", help="for a change of style")
    options = parser.parse_args(arguments)
    paths = [path.resolve() for path in options.notebooks] or contents.runnable()
    if missing := [str(path) for path in paths if not path.is_file()]:
        parser.error(f"there is no {', no '.join(missing)}: name files as in chapters/")
    bibliography.write()
    tidy(paths)
    print(f"Running {len(paths)} notebooks:", flush=True)
    with ThreadPoolExecutor(2) as pool:
        work = partial(attempt, new_pictures=options.new_pictures)
        errors = [error for error in pool.map(work, paths) if error]
    for error in errors:
        print(error, file=sys.stderr)
    for path in (path for path in paths if path.parent == contents.ROOT / "chapters"):
        print("".join(f"{change}\n" for change in numbers.keep(path)), end="")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
