"""All that is asked of the figures of a page that move, in one visit.

Every slider moves, and shows what the page's files say; and every label can be read wherever a
figure stops, on a wide screen and on the smallest phone.
"""

from . import checks, frames, moving
from .struck_moving import struck_on_the_way

DESK, SMALLEST = 1440, 320
MOVES = ("data-frames=", "const widget = ")
FEW = 4  # stops: a figure that moves has more


def faults_of(visit, path):
    """Return the faults of the figures of a page that move, each with the page."""
    text, expected = path.read_text("utf8"), frames.of_page(path)
    if not any(mark in text for mark in MOVES):
        return []
    visit.open(path, DESK)
    checks.unfold(visit.page)
    found = [] if bool(expected) == moving.has_sliders(path) else ["frames of no slider"]
    found += [*faults_of_sliders(visit, expected), *struck_at(visit, DESK)]
    visit.widen(SMALLEST)
    found += struck_at(visit, SMALLEST)
    found += [*checks.requests_elsewhere(visit), *visit.complaints]
    return [f"{path.stem}: {fault}" for fault in found]


def faults_of_sliders(visit, expected):
    """Return what does not move, and what is shown otherwise than the files say."""
    figures = visit.page.query_selector_all("figure.explore")
    found = [fault for figure in figures for fault in moving.faults_of(visit.page, figure)]
    return found + moving.differences(visit, expected)


def struck_at(visit, width):
    """Return the labels that cannot be read at some stop, each with the width."""
    figures = visit.page.query_selector_all("figure.explore, figure:has(.live)")
    found = [] if figures else ["no figure moves"]
    for figure in figures:
        faults, stops = struck_on_the_way(visit.page, figure)
        found += faults if stops > FEW else [*faults, f"a figure has {stops} stops"]
    return [f"at {width}: {fault}" for fault in found]
