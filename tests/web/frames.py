"""What the files of a page say of its sliders: how a figure looks at every position."""

import copy
import itertools
import json
import re

from bs4 import BeautifulSoup


def of_page(path):
    """Return the slider figures of a built page, in order, each with its frames."""
    shown = [
        BeautifulSoup(markup, "html.parser").find(True)
        for markup in re.findall(r"<figure\b.*?</figure>", path.read_text("utf8"), re.DOTALL)
    ]
    return [of_figure(figure, path.parent) for figure in shown if "explore" in figure["class"]]


def of_figure(figure, folder):
    """Return the labels of a figure, what its ids begin with, and a frame for each position."""
    script = (folder / figure["data-frames"]).read_text("utf8")
    data = json.loads(script.partition(" = ")[2].rstrip(";\n"))
    drawing = figure.select_one(".plot-box svg")
    positions = itertools.product(*data["values"])
    frames = [
        {"values": list(values), "title": title, "svg": str(moved(drawing, changes))}
        for values, title, changes in zip(positions, data["titles"], data["frames"], strict=True)
    ]
    prefix = figure["id"].replace("figure-", "f") + "-"
    return {"labels": data["labels"], "prefix": prefix, "frames": frames}


def moved(drawing, changes):
    """Return the drawing with the changes of a frame, as web/static/explore.js makes them."""
    drawing = copy.copy(drawing)
    elements = [drawing, *drawing.find_all(True)]
    for number, change in changes:
        for name, value in change.items():
            put(elements[number], name.lower(), value)
    return drawing


def put(element, name, value):
    """Set an attribute, remove it, or change what is inside."""
    if name == "<":
        element.clear()
        element.append(BeautifulSoup(value, "html.parser"))
    elif name == "":
        element.string = value
    elif value is None:
        del element[name]
    else:
        element[name] = value
