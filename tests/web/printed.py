"""What a page prints under its cells, beside what the notebook says that they print."""

import re

import nbformat
from bs4 import BeautifulSoup

MIME = "application/vnd.infolib.figure+json"
NOT_ON_THE_PAGE = {"remove-cell", "remove_cell"}
WITHOUT_OUTPUT = {"remove-output", "remove_output"}
CELL = re.compile(r'<div class="(?:[^"]* )?cell[ "]')
OUTPUT = re.compile(r'<div class="(?:[^"]* )?cell_output[ "]')
BOX = re.compile(r"<(/?)div\b[^>]*>")
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def of_page(path):
    """Return what a built page prints: for each cell its texts, in order."""
    return [
        [shown for output in outputs if (shown := text_of_element(output)) is not None]
        for outputs in outputs_of(path)
    ]


def outputs_of(path):
    """Return what stands under each cell of a page; to parse the rest takes ten times longer."""
    text = path.read_text("utf8")
    cells = [parts(cell, OUTPUT) for cell in parts(text, CELL)]
    return [
        [
            output
            for box in boxes
            for output in BeautifulSoup(box, "html.parser").div.find_all(True, recursive=False)
        ]
        for boxes in cells
    ]


def parts(text, begins):
    """Return the markup of the boxes of a page that begin so, each up to where it is closed."""
    found = []
    for start in begins.finditer(text):
        depth = 0
        for tag in BOX.finditer(text, start.start()):
            depth += -1 if tag[1] else 1
            if depth == 0:
                found.append(text[start.start() : tag.end()])
                break
    return found


def text_of_element(output):
    """Return the text of one output of a page: of a figure its words, of a table its cells."""
    if output.name == "figure":
        return f"figure: {words_of_figure(output)}"
    if output.name == "table" or output.select_one("table"):
        return words(output.get_text(" "))
    return output.get_text().strip("\n")


def words_of_figure(figure):
    """Return what a figure says to one who cannot see it; a notebook adds where sliders stand."""
    alt = figure.select_one(".plot-box")["aria-label"]
    if still := figure.select_one(".explore-still"):
        return f"{alt} ({still.text.removeprefix('Shown for ').removesuffix('.')})"
    return alt


def words(text):
    """Return a text with single spaces."""
    return " ".join(text.split())


def of_notebook(path):
    """Return what a notebook's committed outputs say: for each cell its texts, in order."""
    book = nbformat.read(path, as_version=4)
    found = []
    for cell in book.cells:
        tags = set(cell.metadata.get("tags", []))
        if cell.cell_type != "code" or tags & NOT_ON_THE_PAGE:
            continue
        outputs = [] if tags & WITHOUT_OUTPUT else cell.outputs
        found.append([text for output in outputs if (text := text_of_output(output)) is not None])
    return found


def text_of_output(output):
    """Return the text of one committed output; None for a caption, which a figure brings itself."""
    if output.output_type == "stream":
        return ANSI.sub("", output.text).strip("\n")
    data = output.data
    if MIME in data:
        return f"figure: {data['text/plain']}"
    if "text/html" in data:
        return words(BeautifulSoup(data["text/html"], "html.parser").get_text(" "))
    if "text/markdown" in data:
        return None
    return data["text/plain"].strip("\n")


def differences(page, notebook):
    """Return the cells whose printed text differs, with both texts."""
    shown, committed = of_page(page), of_notebook(notebook)
    faults = [
        f"cell {number} prints {ours!r}, and its notebook says {theirs!r}"
        for number, (ours, theirs) in enumerate(zip(shown, committed, strict=False), 1)
        if ours != theirs
    ]
    if len(shown) != len(committed):
        faults.append(f"the page has {len(shown)} cells, its notebook {len(committed)}")
    return faults
