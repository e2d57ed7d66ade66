"""A figure as compact SVG whose colours are the page's own.

Its letters are text, and the book's colours are CSS variables, ``var(--plot-ink)`` or
``var(--plot-0)``, so that one drawing can be read on light paper and on dark. An id that something
points at is "@" and a number: whoever puts the drawing on a page replaces "@" by what no other
drawing there has.
"""

import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from . import grid
from .palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

FOLLOWING = {"ink", "grid", "0", "1", "2", "3", "4", "5"}  # white and the rest stay as drawn
VARIABLES = {colour: f"var(--plot-{n})" for n, colour in LIGHT.items() if n in FOLLOWING}
NAMESPACE = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
NUMBER = re.compile(r"\d+\.\d{3,}")
POINTER = re.compile(r"(url\(|^)#([\w.-]+)")  # url(#id), or #id and nothing before it


def svg(figure: "Figure", layout: "grid.Layout | None" = None) -> str:
    """Give a figure as compact SVG, in a layout of its own or in that of another."""
    buffer = io.StringIO()
    grid.save(figure, buffer, layout, format="svg", transparent=True)
    root = ElementTree.fromstring(buffer.getvalue())
    root.attrib = {"viewBox": root.attrib["viewBox"]}
    for element in root.iter():
        element.tag = element.tag.removeprefix(NAMESPACE)
    remove_the_unseen(root)
    for element in root.iter():
        simplify(element)
    number_ids(root)
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def remove_the_unseen(element: Element) -> None:
    """Drop metadata, matplotlib's own style element, empty groups and shapes without any colour."""
    for child in list(element):
        remove_the_unseen(child)
        empty = child.tag in {"g", "defs"} and len(child) == 0
        uncoloured = child.tag == "path" and child.get("style") == "fill: none"
        if child.tag in {"metadata", "style"} or empty or uncoloured:
            element.remove(child)


def simplify(element: Element) -> None:
    """Shorten one element's numbers and style, and give it the page's colours."""
    element.tail = None
    if len(element) > 0:
        element.text = None  # line breaks between the children
    if XLINK_HREF in element.attrib:
        element.set("href", element.attrib.pop(XLINK_HREF))
    for name, value in list(element.attrib.items()):
        short = shortened(name, NUMBER.sub(two_decimals, value))
        if short:
            element.set(name, short)
        else:
            del element.attrib[name]


def shortened(name: str, value: str) -> str:
    """Give an attribute's value without what changes nothing."""
    if name == "d":  # no blanks round the letters of a path
        return re.sub(r"\s*([A-Za-z])\s*", r"\1", value).strip()
    if name == "transform":
        return re.sub(r"\s*rotate\(-?0 [^)]*\)", "", value)
    return ";".join(declarations(value)) if name == "style" else value


def two_decimals(number: re.Match[str]) -> str:
    """Round a number to two decimals: a hundredth of a point."""
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def declarations(style: str) -> "Iterator[str]":
    """Give what a style says, in the page's colours; the font is the page's, too."""
    for declaration in style.split("; "):
        name, _, value = declaration.partition(": ")
        if name != "font-family":
            yield f"{name}:{VARIABLES.get(value, value)}"


def number_ids(root: Element) -> None:
    """Keep only the ids that something points at, and number them in order of appearance."""
    values = [value for element in root.iter() for value in element.attrib.values()]
    found = [name for value in values for _, name in POINTER.findall(value)]
    numbers = {old: f"@{n}" for n, old in enumerate(dict.fromkeys(found))}
    for element in root.iter():
        if element.get("id") not in numbers:
            element.attrib.pop("id", None)
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, numbers[value])
            elif "#" in value:
                element.set(name, POINTER.sub(lambda m: f"{m[1]}#{numbers[m[2]]}", value))
