"""What the files of a page say of its sliders: how a figure looks at every position."""

import copy
import html
import itertools
import json
import re
from xml.etree import ElementTree

FIGURE = re.compile(r"<figure\b([^>]*)>(.*?)</figure>", re.DOTALL)
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)  # it is written as XML is


def of_page(path):
    """Return the slider figures of a built page, in order, each with its frames."""
    shown = [
        ({name: html.unescape(value) for name, value in ATTRIBUTE.findall(opening)}, inside)
        for opening, inside in FIGURE.findall(path.read_text("utf8"))
    ]
    return [
        of_figure(figure, DRAWING.search(inside)[0], path.parent)
        for figure, inside in shown
        if "explore" in figure["class"].split()
    ]


def of_figure(figure, markup, folder):
    """Return the labels of a figure, what its ids begin with, and a frame for each position."""
    script = (folder / figure["data-frames"]).read_text("utf8")
    data = json.loads(script.partition(" = ")[2].rstrip(";\n"))
    drawing = ElementTree.fromstring(markup)
    positions = itertools.product(*data["values"])
    frames = [
        {"values": list(values), "title": title, "svg": moved(drawing, changes)}
        for values, title, changes in zip(positions, data["titles"], data["frames"], strict=True)
    ]
    prefix = figure["id"].replace("figure-", "f") + "-"
    return {"labels": data["labels"], "prefix": prefix, "frames": frames}


def moved(drawing, changes):
    """Return the drawing with the changes of a frame, as web/static/explore.js makes them."""
    drawing = copy.deepcopy(drawing)
    elements = list(drawing.iter())
    for number, change in changes:
        for name, value in change.items():
            put(elements[number], name, value)
    return ElementTree.tostring(drawing, encoding="unicode")


def put(element, name, value):
    """Set an attribute, remove it, or change what is inside."""
    if name == "<":
        inside = ElementTree.fromstring(f"<g>{value}</g>")
        element.text, element[:] = inside.text, list(inside)
    elif name == "":
        element.text, element[:] = value, []
    elif value is None:
        element.attrib.pop(name, None)
    else:
        element.set(name, value)
