"""The block whose bars the reader drags, driven in a real browser from a file without a network."""

import pytest

import infolib as il

from . import checks, live
from .pages import PAGES
from .shining import grid_in_fills
from .walking import walk

pytestmark = pytest.mark.browser
SETTINGS = {
    "apart": ([0.5, 0.3, 0.2], [0.1, 0.3, 0.6]),
    "equal": ([0.5, 0.3, 0.2], [0.5, 0.3, 0.2]),
    "nearly equal": ([0.5, 0.3, 0.2], [0.5 + 1e-8, 0.3 - 1e-8, 0.2]),
    "a hair apart": ([0.25, 0.75], [0.2499, 0.7501]),
    "q is 0 where p is not": ([0.5, 0.3, 0.2], [0.6, 0.4, 0.0]),
    "p is 0 where q is not": ([0.6, 0.4, 0.0], [0.5, 0.3, 0.2]),
    "both are 0 somewhere": ([0.6, 0.0, 0.4, 0.0], [0.5, 0.3, 0.2, 0.0]),
    "certain and wrong": ([1.0, 0.0], [0.0, 1.0]),
    "certain and right": ([0.0, 1.0], [0.0, 1.0]),
    "four outcomes": ([0.1, 0.2, 0.3, 0.4], [0.925, 0.025, 0.04, 0.01]),
}


def measures(p, q):
    return [
        il.entropy(p),
        il.cross_entropy(p, q),
        il.kl_divergence(p, q),
        il.kl_divergence(q, p),
        il.js_divergence(p, q),
    ]


@live.drawn_once
def bars(p, q):
    words = {"labels": list("abcde")[: len(p)], "alt": "Two bars a letter.", "caption": "Drag."}
    il.explore_two_distributions(p, q, **words)


@pytest.fixture
def opened(live_page):
    """Open a page that holds nothing but the bars."""

    return lambda p, q, **options: live_page(bars(tuple(p), tuple(q)), **options)


def shown_distributions(page):
    read = "all => all.map(bar => Number(bar.ariaValueNow))"
    return tuple(page.locator(f'[role="slider"].{name}').evaluate_all(read) for name in "pq")


def unit_length(page):
    """Pixels from a bar of 0 to a bar of 1."""
    return 146 * live.unit(page)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_numbers_are_those_of_infolib(opened, setting):
    p, q = SETTINGS[setting]
    page = opened(p, q)
    assert shown_distributions(page) == (p, q)
    assert live.shown_numbers(page) == pytest.approx(measures(p, q), abs=1e-9)
    assert "NaN" not in page.locator(".live").inner_html()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("ArrowUp", 0.31),
        ("ArrowRight", 0.31),
        ("ArrowDown", 0.29),
        ("ArrowLeft", 0.29),
        ("PageUp", 0.4),
        ("PageDown", 0.2),
        ("Home", 0.0),
        ("End", 1.0),
    ],
)
def test_keys_move_a_bar_and_the_others_keep_their_proportions(opened, key, expected):
    page = opened([0.5, 0.3, 0.2], [0.2, 0.3, 0.5])
    live.slider(page, "q(b)").press(key)
    p, q = shown_distributions(page)
    assert p == [0.5, 0.3, 0.2]
    assert q == pytest.approx([(1 - expected) * 2 / 7, expected, (1 - expected) * 5 / 7])
    assert live.shown_numbers(page) == pytest.approx(measures(p, q), abs=1e-9)


def test_a_bar_that_was_everything_gives_to_all_alike(opened):
    page = opened([0.0, 1.0, 0.0], [0.2, 0.3, 0.5])
    live.slider(page, "p(b)").press("PageDown")
    assert shown_distributions(page)[0] == pytest.approx([0.05, 0.9, 0.05])


def test_a_mouse_drags_a_bar_to_exactly_0_and_back(opened):
    page = opened([0.5, 0.3, 0.2], [0.2, 0.3, 0.5])
    x, y = live.grip_of(page, "q(c)")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + unit_length(page))
    assert shown_distributions(page)[1] == pytest.approx([0.4, 0.6, 0.0])
    assert live.shown_numbers(page)[1:3] == [float("inf"), float("inf")]
    assert page.locator("data").nth(2).text_content() == "∞"
    page.mouse.move(x, y)
    page.mouse.up()
    page.mouse.move(x, y - 50)
    assert shown_distributions(page)[1] == pytest.approx([0.2, 0.3, 0.5])


def test_a_finger_drags_a_grip_and_scrolls_elsewhere(opened):
    page = opened([0.5, 0.5], [0.4, 0.6], has_touch=True, viewport={"width": 390, "height": 844})
    x, y = live.grip_of(page, "p(a)")
    live.swipe(page, (x, y), down=-unit_length(page) / 4)
    assert shown_distributions(page)[0] == pytest.approx([0.75, 0.25])
    action = "node => getComputedStyle(node).touchAction"
    assert live.slider(page, "p(a)").locator(".grip").evaluate(action) == "none"
    assert live.slider(page, "p(a)").locator(".bar").evaluate(action) == "auto"


def test_buttons_swap_equal_and_reset(opened):
    p, q = [0.5, 0.3, 0.2], [0.1, 0.3, 0.6]
    page = opened(p, q)
    page.get_by_role("button", name="swap p and q").click()
    assert shown_distributions(page) == (q, p)
    assert live.shown_numbers(page) == pytest.approx(measures(q, p), abs=1e-9)
    page.get_by_role("button", name="make equal").click()
    assert live.shown_numbers(page)[2:] == [0, 0, 0]
    page.get_by_role("button", name="reset").click()
    assert shown_distributions(page) == (p, q)


def test_the_numbers_are_spoken_once_the_hand_rests(opened):
    page = opened([0.5, 0.5], [0.25, 0.75])
    live.slider(page, "q(a)").press("Home")
    page.get_by_text("D(p‖q) infinite").wait_for(state="attached", timeout=3000)


def test_no_barrier_and_nothing_wider_than_the_screen(opened):
    live.assert_no_barrier(opened(*SETTINGS["apart"]), widths=[1280, 390])


@pytest.mark.parametrize("seen", ["light", "dark", "in print"])
def test_no_grid_shines_through_what_is_filled(live_page, seen):
    page = live_page(bars((0.4, 0.3, 0.3), (0.2, 0.3, 0.5)))
    page.emulate_media(media="print" if seen == "in print" else "screen")
    checks.switch_theme(page, "dark" if seen == "dark" else "light")
    assert grid_in_fills(page) == []


def test_without_javascript_a_still_picture_stands_there(opened):
    page = opened([0.5, 0.3, 0.2], [0.6, 0.4, 0.0], java_script_enabled=False)
    still = page.get_by_role("img", name="Two bars a letter.")
    assert still.is_visible()
    assert "D(p‖q) = inf" in still.get_attribute("aria-label")
    assert page.get_by_role("slider").count() == 0


def test_bars_of_the_site_agree_with_infolib_wherever_they_are_dragged(window, site):
    names = [name for name in PAGES if "Drag the bars" in (site / name).read_text("utf8")]
    assert names
    for name in names:
        window.open(site / name)
        checks.unfold(window.page)
        bars = window.page.query_selector_all('.live [role="slider"]')
        keys = ("PageUp", "ArrowDown", "Home", "End", "PageDown")
        presses = [(n, key) for key in keys for n in range(len(bars))]
        sides = [bar.get_attribute("class") for bar in bars]
        for seen in walk(window.page, presses):
            p, q = ([x for x, s in zip(seen.at, sides, strict=True) if s == side] for side in "pq")
            assert seen.numbers == pytest.approx(measures(p, q), abs=1e-9)
        before = shown_distributions(window.page)
        bars[0].press("ArrowUp")
        assert shown_distributions(window.page) != before


@pytest.mark.parametrize(
    ("p", "q", "fault"),
    [
        ([1.0], [1.0], "two to four"),
        ([[0.5, 0.5]], [[0.5, 0.5]], "one distribution"),
        ([0.5, 0.6], [0.5, 0.5], "p sums to 1.1"),
        ([0.5, 0.5], [0.2, 0.3, 0.5], "q has 3 outcomes"),
    ],
)
def test_what_cannot_be_dragged_is_refused(p, q, fault):
    with pytest.raises(ValueError, match=fault):
        il.explore_two_distributions(p, q, alt="a", caption="c")
