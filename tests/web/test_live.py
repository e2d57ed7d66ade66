"""The figures that answer the hand, driven in a real browser from a file without a network.

What their scripts count is compared with infolib wherever a handle stops.
"""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe

import infolib as il

from . import checks, live
from .pages import PAGES

pytestmark = pytest.mark.browser
WORDS = {"alt": "A picture.", "caption": "Drag."}
MOVES = ["three", "drive", "dunk"]
FIGURES = {}  # how to show each, and the handle of it that is moved


def figure(handle):
    """Let a function that shows a figure be one of those that every test looks at."""
    return lambda show: FIGURES.setdefault(show.__name__, (show, handle))[0]


@figure("probability of heads")
def arch(p=0.8):
    il.explore_binary_entropy(p, labels=["heads", "tails"], **WORDS)


@figure("three")
def triangle(p=(0.5, 0.25, 0.25)):
    marks = {"Harden": [0.5, 0.25, 0.25], "McGee": [0, 0, 1]}
    il.explore_three_outcomes(p, labels=MOVES, marks=marks, **WORDS)


# ---- The dot on the arch ----


@pytest.mark.parametrize("start", [0, 0.01, 0.3, 0.5, 1])
def test_the_dot_says_the_entropy_wherever_it_stops(live_page, start):
    page, name = live_page(lambda: arch(start)), "probability of heads"
    assert live.at(page, name) == start
    for key in (None, *live.KEYS, *["ArrowLeft"] * 3, *["PageUp"] * 11):
        if key:
            live.slider(page, name).press(key)
        p = live.at(page, name)
        assert live.shown_numbers(page) == pytest.approx([p, il.binary_entropy(p)], abs=1e-12)
        x, y = live.grip_of(page, name)
        box, unit = page.locator(".live > svg").nth(1).bounding_box(), live.unit(page)
        assert x - box["x"] == pytest.approx((26 + 264 * p) * unit, abs=1)
        assert y - box["y"] == pytest.approx((190 - 146 * il.binary_entropy(p)) * unit, abs=1)


def test_the_dot_is_dragged_along_the_arch_to_its_ends_and_no_further(live_page):
    page, name = live_page(arch), "probability of heads"
    live.drag(page, name, right=-79.2, down=40)
    assert live.at(page, name) == 0.5
    live.drag(page, name, right=-400)
    assert live.shown_numbers(page) == [0, 0]
    assert "NaN" not in page.locator(".live").inner_html()
    page.get_by_role("button", name="swap").click()
    assert live.shown_numbers(page) == [1, 0]
    page.get_by_role("button", name="make fair").click()
    assert live.shown_numbers(page) == [0.5, 1]
    page.get_by_role("button", name="reset").click()
    assert live.at(page, name) == 0.8


# ---- The point in the triangle ----

CORNERS = np.array([[32, 240], [268, 240], [150, 240 - 118 * 3**0.5]])


def dot(page):
    """Return where the dot stands in the picture."""
    box, picture = (page.locator(s).first.bounding_box() for s in (".dot .grip", ".live > svg"))
    middle = np.array([box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])
    return (middle - [picture["x"], picture["y"]]) / live.unit(page)


def agrees(page):
    """Return the distribution of the dot, after comparing all that is shown of it."""
    p = np.array([live.at(page, name) for name in MOVES])
    assert p.sum() == pytest.approx(1, abs=1e-12)
    wanted = [il.entropy(p), il.perplexity(p)]
    assert live.shown_numbers(page) == pytest.approx(wanted, abs=1e-12)
    assert dot(page) == pytest.approx(p @ CORNERS, abs=0.6)
    return p


def pull(page, to):
    """Drag the dot with the mouse to a place in the picture."""
    picture, unit = page.locator(".live > svg").first.bounding_box(), live.unit(page)
    origin = np.array([picture["x"], picture["y"]])
    page.mouse.move(*(origin + unit * dot(page)))
    page.mouse.down()
    page.mouse.move(*(origin + unit * np.array(to)), steps=4)
    page.mouse.up()


@pytest.mark.parametrize(
    "start", [(0.5, 0.25, 0.25), (1 / 3, 1 / 3, 1 / 3), (0, 0, 1), (0, 0.4, 0.6)]
)
def test_the_dot_says_its_entropy_wherever_keys_take_it(live_page, start):
    page = live_page(lambda: triangle(start))
    assert agrees(page) == pytest.approx(start)
    for key in live.KEYS:
        for name in MOVES:
            live.slider(page, name).press(key)
            agrees(page)


def test_keys_go_towards_a_corner_and_the_others_keep_their_proportions(live_page):
    page = live_page(lambda: triangle((0.5, 0.3, 0.2)))
    live.slider(page, "three").press("PageUp")
    assert agrees(page) == pytest.approx([0.6, 0.24, 0.16])
    live.slider(page, "dunk").press("End")
    assert agrees(page).tolist() == [0, 0, 1]
    page.get_by_role("button", name="all alike").click()
    assert live.shown_numbers(page) == pytest.approx([np.log2(3), 3])


def test_a_hand_drags_the_dot_and_the_sides_hold_it(live_page):
    page = live_page(triangle)
    pull(page, np.array([0.2, 0.7, 0.1]) @ CORNERS)
    assert agrees(page) == pytest.approx([0.2, 0.7, 0.1], abs=0.011)
    pull(page, np.array([0.5, 0.5, 0]) @ CORNERS - [0, -25])
    assert agrees(page) == pytest.approx([0.5, 0.5, 0], abs=0.011)
    pull(page, CORNERS[2] - [0, 20])
    assert agrees(page).tolist() == [0, 0, 1]
    pull(page, CORNERS[1] + [25, 30])
    assert agrees(page).tolist() == [0, 1, 0]
    live.slider(page, "three").locator(".end").click()
    assert agrees(page).tolist() == [1, 0, 0]


def test_contour_lines_join_what_has_one_entropy(live_page):
    page = live_page(triangle)
    lines = page.locator(".contour").evaluate_all("all => all.map(e => e.getAttribute('d'))")
    inverse = np.linalg.inv(np.column_stack([CORNERS, np.ones(3)]))
    for level, line in zip([0.5, 0.75, 1, 1.25, 1.5], lines, strict=True):
        places = np.array([part.split() for part in line[1:].replace("M", "L").split("L")], float)
        p = np.column_stack([places, np.ones(len(places))]) @ inverse
        inner = p[p.min(axis=1) > 0.02]
        assert len(inner) > 12
        assert il.entropy(il.normalize(inner)) == pytest.approx(level, abs=0.006)


def test_a_finger_drags_the_dot_any_way_and_scrolls_elsewhere(live_page):
    page = live_page(triangle, has_touch=True, viewport={"width": 390, "height": 500})
    page.add_style_tag(content="main { padding-bottom: 1000px; }")
    box = page.locator(".dot .grip").bounding_box()
    live.swipe(page, (box["x"] + 8, box["y"] + 8), right=30, down=-60)
    assert agrees(page)[2] > 0.4
    p, height = agrees(page), page.evaluate("scrollY")
    corner = page.locator(".corner .end").first.bounding_box()
    live.swipe(page, (corner["x"] + 60, corner["y"] - 10), down=-150)
    page.wait_for_function("height => scrollY > height", arg=height)
    assert [live.at(page, name) for name in MOVES] == p.tolist()


# ---- What holds for each ----


@pytest.fixture(params=FIGURES)
def shown(request):
    """How to show a figure, and one of its handles."""
    return FIGURES[request.param]


@pytest.mark.parametrize("name", set(FIGURES) - {"triangle"})
def test_a_finger_drags_sideways_and_scrolls_up_and_down(live_page, name):
    show, name = FIGURES[name]
    page = live_page(show, has_touch=True, viewport={"width": 390, "height": 500})
    page.add_style_tag(content="main { padding-bottom: 1000px; }")
    live.slider(page, name).evaluate("e => e.scrollIntoView({ block: 'center' })")
    before, height = page.locator(".live").inner_html(), page.evaluate("scrollY")
    live.swipe(page, live.grip_of(page, name), down=-150)
    page.wait_for_function("height => scrollY > height", arg=height)
    assert page.locator(".live").inner_html() == before
    value, (x, y) = live.at(page, name), live.grip_of(page, name)
    live.swipe(page, (x, y), right=-30)
    assert live.at(page, name) < value
    assert live.grip_of(page, name)[0] == pytest.approx(x - 30, abs=4)


def test_the_numbers_are_spoken_once_the_hand_rests(live_page, shown):
    show, name = shown
    page = live_page(show)
    spoken = page.locator("[aria-live=polite]")
    first = spoken.text_content()
    live.slider(page, name).press("PageDown")
    page.wait_for_function(
        "first => document.querySelector('[aria-live]').textContent !== first", arg=first
    )
    for row in page.locator(".reading").all():
        title, number = row.locator("span").first.inner_text(), row.locator("data").inner_text()
        assert f"{title} {number}" in spoken.text_content()
    value = live.slider(page, name).get_attribute("aria-valuetext")
    assert value == live.slider(page, name).locator("text").last.text_content()


@pytest.mark.parametrize("theme", live.THEMES)
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_barrier_and_nothing_wider_than_the_screen(live_page, shown, theme, width):
    page = live_page(shown[0], theme, viewport={"width": width, "height": 844})
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    letters = "all => Math.min(...all.map(t => t.getBoundingClientRect().height))"
    assert page.locator(".live svg text:visible").evaluate_all(letters) >= 11


def test_a_focused_handle_is_seen(live_page, shown):
    show, name = shown
    page = live_page(show)
    look = "e => { const s = getComputedStyle(e); return s.stroke + s.strokeWidth; }"
    mark = live.slider(page, name).locator(".grip")
    before = mark.evaluate(look)
    live.slider(page, name).press("ArrowLeft")
    assert mark.evaluate(look) != before


def test_what_is_printed_has_no_buttons(live_page, shown):
    page = live_page(shown[0])
    page.emulate_media(media="print")
    assert page.locator(".live > svg").first.is_visible()
    assert not page.get_by_role("button", name="reset").is_visible()


def test_without_javascript_a_still_picture_stands_there(live_page, shown):
    page = live_page(shown[0], java_script_enabled=False)
    assert page.get_by_role("img", name="A picture.").is_visible()
    assert page.get_by_role("slider").count() == 0


def test_figures_that_share_a_page_do_not_disturb_each_other(live_page):
    page = live_page(lambda: [show() for show, _ in [*FIGURES.values(), (arch, None)]])
    ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    first, last = page.locator(".live").first, page.locator(".live").last
    before = first.inner_html()
    last.get_by_role("slider").first.press("Home")
    assert last.get_by_role("slider").first.get_attribute("aria-valuenow") == "0"
    assert first.inner_html() == before


def test_live_figures_of_the_site_share_one_script_a_page(browser, site):
    names = [name for name in PAGES if "const widget = " in (site / name).read_text("utf8")]
    assert len(names) >= 4
    for name in names:
        assert (site / name).read_text("utf8").count("const hand = ") == 1, name
        with checks.Visit(browser, site / name) as visit:
            checks.unfold(visit.page)
            for handle in visit.page.query_selector_all('.live [role="slider"]'):
                before = handle.get_attribute("aria-valuetext")
                moved = set()
                for key in ("Home", "End"):
                    handle.press(key)
                    moved.add(handle.get_attribute("aria-valuetext"))
                assert moved - {before}, name
            assert visit.complaints == []
            assert checks.requests_elsewhere(visit) == []
