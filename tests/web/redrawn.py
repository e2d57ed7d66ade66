"""The figures of a chapter's sliders, drawn anew for every position, beside those of the site.

nbval's kernel runs this (see conftest.py at the root): a recorder stands before ``il.explore``
while the chapter is run, and the last cell compares.  What is compared with the site has not gone
through frames, differences, files or scripts.
"""

import gc
import itertools
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import matplotlib.pyplot as plt

import infolib as il
from infolib.drawing import grid
from infolib.drawing.svg import svg
from web.figures import with_own_ids

from . import frames

ROOT = Path(__file__).resolve().parents[2]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
ROUNDED = 0.015  # coordinates are rounded to a hundredth; a layout is solved to a millionth or so
OF_THE_PAGE = {"style", "class", "aria-hidden"}  # what a page adds to a drawing
drawn = []


def record():
    """Let ``il.explore`` draw every position anew, too, and keep that."""
    explore = il.explore

    def explore_and_keep(draw, **facts):
        explore(draw, **facts)
        drawn.append(anew(draw, **facts))

    il.explore = explore_and_keep


def anew(draw, *, alt, caption, labels=None, start=None, **controls):
    """Draw every position of a slider figure; return its labels, and a frame for each position.

    The axes stay where they stand at first. Here the first position and the last are laid out by
    themselves, and the site's layout is that where the sliders begin: so the three must agree. That
    no label is cut or struck in between is looked at on the page, at every stop.
    """
    plain = {
        name: [getattr(value, "item", lambda value=value: value)() for value in values]
        for name, values in controls.items()
    }
    gc.freeze()  # what is loaded stays: to look through it for garbage takes an eighth of the time
    found, layout = [], None
    positions = list(itertools.product(*plain.values()))
    for values in positions:
        figure = draw(**dict(zip(plain, values, strict=True))).figure
        titles = [figure.get_suptitle(), *(axes.get_title() for axes in figure.axes)]
        drawing = svg(figure, None if values == positions[-1] else layout)
        layout = layout or grid.layout_of(figure)
        found.append(
            {
                "values": [v if isinstance(v, str) else f"{v:.4g}" for v in values],
                "title": "; ".join(filter(None, titles)),
                "svg": drawing,
            }
        )
        plt.close(figure)
    return {"labels": [(labels or {}).get(name, name) for name in controls], "frames": found}


def compare(chapter):
    """Fail where the chapter's page in the site shows anything but what was drawn anew."""
    page = Path(os.environ.get("BOOK_HTML", ROOT / "_build/html"), f"{chapter}.html")
    if not page.exists():
        raise AssertionError(f"there is no {page.name}: run make book first")
    if faults := differences(frames.of_page(page), drawn):
        raise AssertionError("\n".join([*faults, "Is the built page older than the chapter?"]))


def differences(shown, drawn):
    """Return where the slider figures of a page are not those that were drawn."""
    if len(shown) != len(drawn):
        return [f"the page has {len(shown)} slider figures, and the chapter {len(drawn)}"]
    return [
        fault
        for ours, theirs in zip(shown, drawn, strict=True)
        for fault in differences_of_figure(ours, theirs)
    ]


def differences_of_figure(shown, drawn):
    """Return the positions at which a figure shows anything but what was drawn for them."""
    if shown["labels"] != drawn["labels"]:
        return [f"the sliders are {shown['labels']}, and should be {drawn['labels']}"]
    if len(shown["frames"]) != len(drawn["frames"]):
        return [f"{len(shown['frames'])} positions, and {len(drawn['frames'])} were drawn"]
    faults = []
    for ours, theirs in zip(shown["frames"], drawn["frames"], strict=True):
        where = ", ".join(map(" = ".join, zip(drawn["labels"], theirs["values"], strict=True)))
        for part in ("values", "title"):
            if ours[part] != theirs[part]:
                faults.append(f"{where}: {part} is {ours[part]}, and should be {theirs[part]}")
        is_ = ElementTree.fromstring(ours["svg"])
        should_be = ElementTree.fromstring(with_own_ids(theirs["svg"], shown["prefix"]))
        if not same(is_, should_be, OF_THE_PAGE):
            faults.append(f"{where}: drawn is {text(is_)}, and should be {text(should_be)}")
    return faults


def text(drawing):
    """Return the first words in a drawing."""
    return repr(" ".join(drawing.itertext())[:200])


def same(one, other, left_out=frozenset()):
    """Whether two elements are alike, and all that is in them."""
    names = (one.attrib.keys() | other.attrib.keys()) - left_out
    return (
        one.tag == other.tag
        and (one.text or "", one.tail or "") == (other.text or "", other.tail or "")
        and all(alike(one.get(name), other.get(name)) for name in names)
        and len(one) == len(other)
        and all(map(same, one, other))
    )


def alike(one, other):
    """Whether two attributes are the same but for the rounding of their numbers."""
    if one == other or one is None or other is None:
        return one == other
    pairs = zip(NUMBER.findall(one), NUMBER.findall(other), strict=False)
    return NUMBER.sub("#", one) == NUMBER.sub("#", other) and all(
        abs(float(a) - float(b)) < ROUNDED for a, b in pairs
    )
