"""The figures that answer the hand, driven in a real browser from a file without a network.

What their scripts count is compared with infolib wherever a handle stops.
"""

import numpy as np
import pytest
from scipy import optimize, stats

import infolib as il

from . import checks, live
from .pages import PAGES
from .shining import grid_in_fills
from .walking import walk

pytestmark = pytest.mark.browser
WORDS = {"alt": "A picture.", "caption": "Drag."}
MOVES = ["three", "drive", "dunk"]
FIGURES = {}  # how to show each, and the handle of it that is moved


def figure(handle):
    """Let a function that shows a figure be one of those that every test looks at.

    It then gives what the site gets.
    """
    return lambda show: FIGURES.setdefault(show.__name__, (live.drawn_once(show), handle))[0]


@figure("probability of heads")
def arch(p=0.8):
    il.explore_binary_entropy(p, labels=["heads", "tails"], **WORDS)


@figure("three")
def triangle(p=(0.5, 0.25, 0.25)):
    marks = {"Harden": [0.5, 0.25, 0.25], "McGee": [0, 0, 1]}
    il.explore_three_outcomes(p, labels=MOVES, marks=marks, **WORDS)


@figure("order α")
def orders(p=(1 / 2, 1 / 4, 1 / 8, 1 / 8), alpha=2):
    il.explore_orders(p, alpha, labels=["tea", "coffee", "cocoa", "soup"][: len(p)], **WORDS)


@figure("mean of q")
def hills(d=2.6, mu=1.0, sigma=2.0):
    il.explore_two_hills(d, mu, sigma, **WORDS)


# ---- The dot on the arch ----


@pytest.mark.parametrize("start", [0, 0.01, 0.3, 0.5, 1])
def test_the_dot_says_the_entropy_wherever_it_stops(live_page, start):
    page, name = live_page(arch(start)), "probability of heads"
    keys = (*live.KEYS, *["ArrowLeft"] * 3, *["PageUp"] * 11)
    seen, unit = walk(page, [(name, key) for key in keys]), live.unit(page)
    assert seen[0].at == [start]
    for stop in seen:
        (p,) = stop.at
        assert stop.numbers == pytest.approx([p, il.binary_entropy(p)], abs=1e-12)
        x, y = stop.grips[name]
        assert x == pytest.approx((32 + 258 * p) * unit, abs=1)
        assert y == pytest.approx((190 - 146 * il.binary_entropy(p)) * unit, abs=1)
    assert len({p for (p,) in (stop.at for stop in seen)}) >= 10


def test_the_dot_is_dragged_along_the_arch_to_its_ends_and_no_further(live_page):
    page, name = live_page(arch()), "probability of heads"
    live.drag(page, name, right=-77.4, down=40)
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
    return place_of(walk(page, [])[0], live.unit(page))


def place_of(seen, unit):
    """Return where the dot stands, in units of its picture."""
    return np.array(seen.grips["dot"]) / unit


def agrees(page):
    """Return the distribution of the dot, after comparing all that is shown of it."""
    return all_agree(page, walk(page, []))[0]


def all_agree(page, stops):
    """Return the distribution at each stop, after comparing all that is shown of it."""
    unit, found = live.unit(page), []
    for seen in stops:
        p = np.array([seen.named[name] for name in MOVES])
        assert p.sum() == pytest.approx(1, abs=1e-12)
        assert seen.numbers == pytest.approx([il.entropy(p), il.perplexity(p)], abs=1e-12)
        assert place_of(seen, unit) == pytest.approx(p @ CORNERS, abs=0.6)
        found.append(p)
    return found


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
    page = live_page(triangle(start))
    presses = [(name, key) for key in live.KEYS for name in MOVES]
    found = all_agree(page, walk(page, presses))
    assert found[0] == pytest.approx(start)
    assert len(found) == 1 + len(presses)
    assert len({tuple(p) for p in found}) > 10


def test_keys_go_towards_a_corner_and_the_others_keep_their_proportions(live_page):
    page = live_page(triangle((0.5, 0.3, 0.2)))
    live.slider(page, "three").press("PageUp")
    assert agrees(page) == pytest.approx([0.6, 0.24, 0.16])
    live.slider(page, "dunk").press("End")
    assert agrees(page).tolist() == [0, 0, 1]
    page.get_by_role("button", name="all alike").click()
    assert live.shown_numbers(page) == pytest.approx([np.log2(3), 3])


def test_a_hand_drags_the_dot_and_the_sides_hold_it(live_page):
    page = live_page(triangle())
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


def test_a_word_in_the_triangle_gives_way_to_the_dot(live_page):
    page = live_page(triangle())
    words = [page.locator(".live text", has_text=word).first for word in ("Harden", "1.5 bits")]
    assert all(word.is_visible() for word in words)
    for word in words:
        to = word.bounding_box()
        picture, unit = page.locator(".live > svg").first.bounding_box(), live.unit(page)
        middle = [to["x"] + to["width"] / 2 - picture["x"], to["y"] + 8 - picture["y"]]
        pull(page, np.array(middle) / unit)
        assert [other.is_visible() for other in words] == [other is not word for other in words]
    page.get_by_role("button", name="reset").click()
    assert all(word.is_visible() for word in words)


def test_contour_lines_join_what_has_one_entropy(live_page):
    page = live_page(triangle())
    lines = page.locator(".contour").evaluate_all("all => all.map(e => e.getAttribute('d'))")
    inverse = np.linalg.inv(np.column_stack([CORNERS, np.ones(3)]))
    for level, line in zip([0.5, 0.75, 1, 1.25, 1.5], lines, strict=True):
        places = np.array([part.split() for part in line[1:].replace("M", "L").split("L")], float)
        p = np.column_stack([places, np.ones(len(places))]) @ inverse
        inner = p[p.min(axis=1) > 0.02]
        assert len(inner) > 12
        assert il.entropy(il.normalize(inner)) == pytest.approx(level, abs=0.006)


def test_a_finger_drags_the_dot_any_way_and_scrolls_elsewhere(live_page):
    page = live_page(triangle(), has_touch=True, viewport={"width": 390, "height": 500})
    page.add_style_tag(content="main { padding-bottom: 1000px; }")
    box = page.locator(".dot .grip").bounding_box()
    live.swipe(page, (box["x"] + 8, box["y"] + 8), right=30, down=-60)
    assert agrees(page)[2] > 0.4
    p, height = agrees(page), page.evaluate("scrollY")
    corner = page.locator(".corner .end").first.bounding_box()
    live.swipe(page, (corner["x"] + 60, corner["y"] - 10), down=-150)
    page.wait_for_function("height => scrollY > height", arg=height)
    assert [live.at(page, name) for name in MOVES] == p.tolist()


# ---- The dial of orders ----


@pytest.mark.parametrize(
    "p", [(1 / 2, 1 / 4, 1 / 8, 1 / 8), (0.5, 0.5), (0.999, 0.001), (0.6, 0.4, 0), (1, 0)], ids=str
)
def test_the_dial_says_the_entropy_of_every_order(live_page, p):
    page = live_page(orders(p, 0))
    stops = walk(page, [("order α", "ArrowRight")] * 121)
    p = np.array(p)
    for stop, seen in enumerate(stops[:121]):
        alpha = stop / (120 - stop) if stop < 120 else np.inf
        assert seen.at == [stop]
        entropy, area, alike = seen.numbers
        assert entropy == pytest.approx(il.renyi_entropy(p, alpha), abs=1e-12)
        assert alike == pytest.approx(il.hill_number(p, alpha), abs=1e-12)
        widths = il.normalize(p[p > 0] ** alpha if alpha < np.inf else (p[p > 0] == p.max()) + 0)
        assert area == pytest.approx(widths @ il.surprisal(p[p > 0]), abs=1e-12)
        shown = np.array(seen.columns) / 258
        assert shown[p > 0] == pytest.approx(widths, abs=1e-9)
    assert stops[121] == stops[120]
    assert stops[121].said == ["∞"]
    assert "NaN" not in page.locator(".live").inner_html()


def test_the_dial_is_dragged_and_set_to_the_orders_that_have_names(live_page):
    page, name = live_page(orders(alpha=np.inf)), "order α"
    assert live.slider(page, name).get_attribute("aria-valuetext") == "∞"
    live.drag(page, name, right=-129)
    assert live.slider(page, name).get_attribute("aria-valuetext") == "1"
    live.drag(page, name, right=400)
    assert live.at(page, name) == 120
    for order, bits in [("0", 2), ("1", 1.75), ("2", np.log2(32 / 11)), ("∞", 1)]:
        page.get_by_role("button", name=f"order {order}").click()
        assert live.slider(page, name).get_attribute("aria-valuetext") == order
        assert live.shown_numbers(page)[0] == pytest.approx(bits)


# ---- The two hills ----

HANDLES = ["hills at plus and minus d", "mean of q", "width of q"]
FINE = np.linspace(-13, 13, 5201)  # the truth's own place: beyond it p is below 1e-17
WIDE = np.linspace(-38, 38, 7601)


def masses(x, *hills):
    """Cut an even mixture of Gaussians into small pieces, and one for all that is elsewhere."""
    density = np.mean([stats.norm.pdf(x, *hill) for hill in hills], axis=0)
    pieces = density * (x[1] - x[0])
    return np.append(pieces, max(0, 1 - pieces.sum()))


def forward_cost(d, mu, sigma):
    """Count D(p‖q) over small pieces, as infolib does for any two distributions."""
    return il.kl_divergence(masses(FINE, (-d, 1), (d, 1)), masses(FINE, (mu, sigma)))


def reverse_cost(d, mu, sigma):
    """Count D(q‖p) likewise."""
    model = masses(WIDE, (mu, sigma))[:-1]
    return il.kl_divergence(model, masses(WIDE, (-d, 1), (d, 1))[:-1])


COSTS = [forward_cost, reverse_cost]


def where(page):
    """Return where the three handles of the hills stand."""
    return [live.at(page, name) for name in HANDLES]


@pytest.mark.parametrize(
    "start", [(2.6, 1, 2), (0.5, 0, 1), (4, -4.5, 0.8), (4, 4.5, 4.5), (3.2, 3.2, 1)]
)
def test_both_divergences_are_those_of_infolib_wherever_the_hills_and_q_stand(live_page, start):
    page = live_page(hills(*start))
    assert where(page) == list(start)
    stops = walk(page, [(name, key) for key in live.KEYS for name in HANDLES])
    places = [tuple(seen.named[name] for name in HANDLES) for seen in stops]
    assert len(set(places)) > 10
    for place, seen in zip(places, stops, strict=True):
        assert seen.numbers == pytest.approx([cost(*place) for cost in COSTS], abs=1e-8), place
    assert "NaN" not in page.locator(".live").inner_html()


def test_the_forward_cost_is_that_of_the_best_fit_and_what_a_gaussian_adds(live_page):
    page = live_page(hills(3, 1.5, 2))
    cost = live.shown_numbers(page)[0]
    page.get_by_role("button", name="forward fit").click()
    best = live.shown_numbers(page)[0]
    assert where(page)[1:] == [0, 10**0.5]
    assert cost - best == pytest.approx(il.gaussian_kl(0, 10**0.5, 1.5, 2), abs=1e-9)


@pytest.mark.parametrize(("d", "mean"), [(1, 0), (2.5, 0), (2.75, 0), (2.85, 2.8), (4, 4)])
def test_the_reverse_fit_leaps_to_a_hill(live_page, d, mean):
    page = live_page(hills(d, 1, 2))
    page.get_by_role("button", name="reverse fit").click()
    mu = where(page)[1]
    assert mu == pytest.approx(mean, abs=0.1)
    cost = live.shown_numbers(page)[1]
    found = [
        optimize.minimize(
            lambda v: reverse_cost(d, *v), at, method="Nelder-Mead", bounds=[(0, 5), (0.8, 4.5)]
        ).fun
        for at in [(0.1, min(d + 1, 4)), (d, 1)]
    ]
    assert cost == pytest.approx(min(found), abs=2e-4)


def test_a_mouse_pulls_the_hills_apart_and_moves_and_widens_the_model(live_page):
    page = live_page(hills())
    unit = 258 / 18  # of the picture, for each unit of x
    live.drag(page, HANDLES[0], right=unit * 0.5, down=30)
    live.drag(page, HANDLES[1], right=-unit * 3)
    live.drag(page, HANDLES[2], right=unit)
    assert where(page) == pytest.approx([3.1, -2, 3], abs=0.051)
    live.drag(page, HANDLES[2], right=-300)
    assert where(page)[2] == 0.8


def test_the_lines_of_costs_are_those_of_the_best_widths(live_page):
    page = live_page(hills())
    lines = page.locator("svg[aria-hidden] .curve").evaluate_all(
        "all => all.map(e => e.getAttribute('d'))"
    )
    widths = np.linspace(0.8, 4.5, 38)
    for place, line in enumerate(lines):
        dots = np.array([part.split() for part in line[1:].replace("M", "L").split("L")], float)
        means, bits = (dots[:, 0] - 32) / 258 * 9 - 4.5, (190 - dots[:, 1]) / 146 * 2.5
        assert len(means) > 60
        for mean, cost in list(zip(means, bits, strict=True))[::15]:
            least = min(COSTS[place](2.6, mean, width) for width in widths)
            assert cost == pytest.approx(least, abs=0.012)


# ---- What holds for each ----


@pytest.fixture(params=FIGURES)
def shown(request):
    """How to show a figure, and one of its handles."""
    return FIGURES[request.param]


@pytest.mark.parametrize("name", sorted({*FIGURES} - {"triangle"}))
def test_a_finger_drags_sideways_and_scrolls_up_and_down(live_page, name):
    show, name = FIGURES[name]
    page = live_page(show(), has_touch=True, viewport={"width": 390, "height": 500})
    page.add_style_tag(content="main { padding-bottom: 1000px; }")
    live.slider(page, name).evaluate("e => e.scrollIntoView({ block: 'center' })")
    value, (x, y) = live.at(page, name), live.grip_of(page, name)
    live.swipe(page, (x, y), right=-30)
    assert live.at(page, name) < value
    assert live.grip_of(page, name)[0] == pytest.approx(x - 30, abs=4)
    height, pictures = page.evaluate("scrollY"), page.locator(".live > svg")
    before = pictures.evaluate_all(drawn := "all => all.map(e => e.outerHTML)")
    live.swipe(page, live.grip_of(page, name), down=-150)
    page.wait_for_function("height => scrollY > height", arg=height)
    assert pictures.evaluate_all(drawn) == before


def test_the_numbers_are_spoken_once_the_hand_rests(live_page, shown):
    show, name = shown
    page = live_page(show())
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


def test_no_barrier_and_nothing_wider_than_the_screen(live_page, shown):
    live.assert_no_barrier(live_page(shown[0]()), widths=[1280, 390, 320])


def test_a_focused_handle_is_seen(live_page, shown):
    show, name = shown
    page = live_page(show())
    look = "e => { const s = getComputedStyle(e); return s.stroke + s.strokeWidth; }"
    mark = live.slider(page, name).locator(".grip")
    before = mark.evaluate(look)
    live.slider(page, name).press("ArrowLeft")
    assert mark.evaluate(look) != before


@pytest.mark.parametrize("seen", ["light", "dark", "in print"])
def test_no_grid_shines_through_what_is_filled(live_page, seen):
    page = live_page(*(show() for show, _ in FIGURES.values()))
    page.emulate_media(media="print" if seen == "in print" else "screen")
    checks.switch_theme(page, "dark" if seen == "dark" else "light")
    assert grid_in_fills(page) == []


def test_what_is_printed_has_no_buttons(live_page, shown):
    page = live_page(shown[0]())
    page.emulate_media(media="print")
    assert page.locator(".live > svg").first.is_visible()
    assert not page.get_by_role("button", name="reset").is_visible()


def test_without_javascript_a_still_picture_stands_there(live_page, shown):
    page = live_page(shown[0](), java_script_enabled=False)
    assert page.get_by_role("img", name="A picture.").is_visible()
    assert page.get_by_role("slider").count() == 0


def test_figures_that_share_a_page_do_not_disturb_each_other(live_page):
    page = live_page(*(show() for show, _ in FIGURES.values()), arch())
    ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    first, last = page.locator(".live").first, page.locator(".live").last
    before = first.inner_html()
    last.get_by_role("slider").first.press("Home")
    assert last.get_by_role("slider").first.get_attribute("aria-valuenow") == "0"
    assert first.inner_html() == before


IN_A_NOTEBOOK = """async ([text, state]) => {
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const { default: widget } = await import(address), heard = {};
  const model = {
    get: name => state[name],
    set: (name, value) => { state[name] = value; },
    on: (event, listener) => { heard[event] = listener; },
    save_changes: () => Object.values(heard).forEach(listener => listener()),
  };
  const el = document.querySelector("main").appendChild(document.createElement("div"));
  widget.render({ model, el });
}"""


def test_a_notebook_runs_the_same_text_as_a_module(live_page, shown, monkeypatch):
    """What anywidget does with the text: it imports it, and asks it to draw what a kernel holds."""
    show, name = shown
    page = live_page(show())
    held = live.widget(show, monkeypatch)
    state = {part: getattr(held, part) for part in held.keys}
    plain = {
        part: value for part, value in state.items() if isinstance(value, str | int | float | list)
    }
    page.evaluate(IN_A_NOTEBOOK, [held._esm, plain])
    handles = live.slider(page, name)
    assert handles.count() == 2
    for handle in handles.all():
        handle.press("PageDown")
    drawn = page.locator(".live").evaluate_all(
        "all => all.map(e => [...e.querySelectorAll('.grip, data')].map(n => n.outerHTML).join())"
    )
    assert drawn[0] == drawn[1]


def test_live_figures_of_the_site_share_one_script_a_page(window, site):
    names = [name for name in PAGES if "const widget = " in (site / name).read_text("utf8")]
    assert len(names) >= 4
    for name in names:
        assert (site / name).read_text("utf8").count("const hand = ") == 1, name
        window.open(site / name)
        checks.unfold(window.page)
        handles = window.page.query_selector_all('.live [role="slider"]')
        presses = [(n, key) for n in range(len(handles)) for key in ("Home", "End")]
        seen = walk(window.page, presses)
        for n in range(len(handles)):
            before, *moved = (stop.said[n] for stop in seen[2 * n : 2 * n + 3])
            assert {*moved} - {before}, name
        there, last = handles[-1], seen[-1].said[-1]
        there.press("Home")
        assert there.get_attribute("aria-valuetext") != last, name
        assert window.complaints == []
        assert checks.requests_elsewhere(window) == []
