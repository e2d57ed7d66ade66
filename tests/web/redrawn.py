"""The figures of a chapter's sliders, drawn anew for every position by the chapter's own functions.

The chapter runs in a kernel of its own, with a recorder in the place of ``il.explore``: what is
compared with the site has not gone through frames, differences, files or scripts.
"""

from functools import cache

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from authoring import contents

TIMEOUT = 120
RECORDER = """
import itertools

import matplotlib.pyplot as plt
from IPython.display import display

import infolib as il
from infolib.drawing.svg import svg


def record(draw, *, alt, caption, labels=None, start=None, **controls):
    plain = {name: [getattr(v, "item", lambda v=v: v)() for v in values]
             for name, values in controls.items()}
    frames = []
    for values in itertools.product(*plain.values()):
        figure = draw(**dict(zip(plain, values))).figure
        titles = [figure.get_suptitle(), *(axes.get_title() for axes in figure.axes)]
        frames.append({
            "values": [value if isinstance(value, str) else f"{value:.4g}" for value in values],
            "title": "; ".join(filter(None, titles)),
            "svg": svg(figure),
        })
        plt.close("all")
    names = [(labels or {}).get(name, name) for name in controls]
    display({"application/json": {"labels": names, "frames": frames}}, raw=True)


il.explore = record
il.show = lambda figure, **words: plt.close("all")
il.explore_two_distributions = lambda *distributions, **words: None
"""


@cache
def sliders(chapter):
    """Return the slider figures of a chapter, in order: labels, and a frame for each position."""
    book = nbformat.read(contents.source(chapter), as_version=4)
    book.cells.insert(0, new_code_cell(RECORDER))
    folder = {"metadata": {"path": str(contents.source(chapter).parent)}}
    NotebookClient(book, timeout=TIMEOUT, kernel_name="python3", resources=folder).execute()
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    data = [output.data for output in outputs if "data" in output]
    return [found["application/json"] for found in data if "application/json" in found]
