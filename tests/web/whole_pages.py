"""All that is asked of each page, in one visit: at each width, in the light and in the dark.

Opening a page and laying it out takes longer than most of what is asked, so that a page is opened
once.  It is then given other widths; that it is the page that would have been opened at such a
width is seen in test_planted_errors.py.
"""

from functools import partial

from . import accessibility, checks, drawings
from .pages import CHAPTERS

SMALLEST, DESK = 320, 1440
SCREENS = {checks.NARROW: 844, DESK: 900}  # by their width, their height
AXE = (DESK, 768, checks.NARROW, SMALLEST)
AFRESH = (DESK, checks.NARROW)  # on screens between, only colours are looked at that are new


def faults_of(visit, path):
    """Return the faults of a page, each with the page and the width at which it was seen."""
    visit.open(path, checks.NARROW)
    looks = [closed_on_a_phone, on_phones, closed_on_a_desk, on_desks, accessible, quiet]
    chapter = any(path.match(name) for name in CHAPTERS)
    found = [fault for look in looks for fault in look(visit, chapter)]
    return [f"{path.stem} {fault}" for fault in found]


def seen(page, *looks):
    """Return what looks at the page find, each with the width and what was looked for."""
    width = page.viewport_size["width"]
    return [
        f"at {width}: {getattr(look, 'func', look).__name__}: {fault}"
        for look in looks
        for fault in look(page)
    ]


def closed_on_a_phone(visit, chapter):
    """Return the faults of a chapter as it opens on a phone."""
    if not chapter:
        return []
    late = partial(drawings.late, screen=SCREENS[checks.NARROW])
    return seen(visit.page, checks.heading_faults, late, drawings.values_below)


def on_phones(visit, chapter):
    """Return the faults on phones, where all is unfolded."""
    checks.unfold(visit.page)
    looks = [checks.overflows, checks.marks_that_begin_a_line, checks.unreachable_boxes]
    found = seen(visit.page, *looks, checks.small_letters)
    visit.widen(SMALLEST)
    smallest = [drawings.unreadable_labels, drawings.cut_boxes] if chapter else []
    return found + seen(visit.page, *looks, checks.small_letters, *smallest)


def closed_on_a_desk(visit, chapter):
    """Return the faults of a chapter as it opens on a wide screen."""
    checks.fold(visit.page)
    visit.widen(DESK)
    late = partial(drawings.late, screen=SCREENS[DESK])
    return seen(visit.page, late) if chapter else []


def on_desks(visit, chapter):
    """Return the faults on wide screens, where all is unfolded, in the dark and in the light."""
    page = visit.page
    checks.unfold(page)
    looks = [checks.overflows, checks.marks_that_begin_a_line, checks.unreachable_boxes]
    found = seen(page, *looks, *([drawings.unreadable_labels] if chapter else []))
    visit.widen(checks.WIDE)
    found += seen(page, checks.broken_formulas, *looks)
    accessibility.thin_out(page)  # what follows looks at figures and colours
    for theme in ("dark", "light"):
        checks.switch_theme(page, theme)
        found += seen(page, checks.boxed_figures, checks.faint_letters)
    return found


def accessible(visit, chapter):
    """Return what axe-core finds at each width of a thinned page, in the light and in the dark."""
    page, found = visit.page, []
    accessibility.empty_drawings(page)
    contrast = partial(accessibility.violations, rules=["color-contrast"])
    for width in AXE:
        visit.widen(width)
        checks.unfold(page)
        if width in AFRESH:
            accessibility.forget(page)
        checks.switch_theme(page, "light")
        found += seen(page, accessibility.violations)
        checks.switch_theme(page, "dark")
        found += [f"{fault} in the dark" for fault in seen(page, contrast)]
    return found


def quiet(visit, chapter):
    """Return what the page has asked of other hosts, and complained of, in all that time."""
    return [*checks.requests_elsewhere(visit), *visit.complaints]
