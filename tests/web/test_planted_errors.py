"""The tests of the site can fail: each fault is planted in a copy of a page, and must be found."""

import itertools
import re

import pytest

from infolib.drawing import palette

from . import accessibility, checks, drawings, moving, whole_pages
from .pages import CHAPTERS, PAGES

CHAPTER = CHAPTERS[0]
BEGIN = "<article>"


@pytest.fixture
def spoiled(copied_site):
    """Write a chapter into a copy of the site, with one piece of its text replaced."""
    copies = itertools.count()

    def spoil(old, new, times=1):
        text = (copied_site / CHAPTER).read_text("utf8")
        assert old in text
        copy = (copied_site / CHAPTER).with_name(f"spoiled-{next(copies)}.html")
        copy.write_text(text.replace(old, new, times), "utf8")
        return copy

    return spoil


@pytest.fixture
def opened(window):
    """Open a page on a phone, in place of the one before."""

    def open_(path):
        window.open(path, checks.NARROW)
        return window

    return open_


def begin_with(markup):
    return BEGIN, f"{BEGIN}{markup}", 1


def test_a_script_from_another_host_is_found(spoiled, opened):
    host = "https://cdn.example"
    path = spoiled("</head>", f'<script src="{host}/a.js"></script></head>')
    assert checks.assets_elsewhere(path.read_text("utf8")) == [f"{host}/a.js"]


@pytest.mark.browser
def test_a_request_to_another_host_is_found(spoiled, opened):
    path = spoiled("</head>", "<script>fetch('https://cdn.example/a.js')</script></head>")
    visit = opened(path)
    assert checks.requests_elsewhere(visit) == ["https://cdn.example/a.js"]
    assert visit.complaints != []


@pytest.mark.parametrize(
    "figure",
    [
        '<img src="a.png">',
        '<img src="a.png" alt="a.png">',
        '<div role="img" aria-label=" "><svg aria-hidden="true"></svg></div>',
        "<svg></svg>",
    ],
)
def test_a_figure_without_alternative_text_is_found(site, figure):
    text = (site / CHAPTER).read_text("utf8").replace(*begin_with(figure))
    assert len(checks.unexplained_images(text)) == 1


def test_a_dead_link_and_a_dead_anchor_are_found(site):
    links = '<a href="nowhere.html">a</a><a href="#nowhere">b</a><a href="index.html#no">c</a>'
    text = (site / CHAPTER).read_text("utf8").replace(*begin_with(links))
    assert checks.dead_links(site, CHAPTER, text) == ["nowhere.html", "#nowhere", "index.html#no"]


def test_an_id_given_twice_is_found(site):
    text = (site / CHAPTER).read_text("utf8")
    text = text.replace(*begin_with('<p id="twice"></p><p id="twice"></p>'))
    assert checks.repeated_ids(text) == ["twice"]


@pytest.mark.browser
def test_an_overflowing_table_is_found(spoiled, opened):
    cells = "<td>immeasurable</td>" * 20
    visit = opened(spoiled(*begin_with(f"<table><tr>{cells}</tr></table>")))
    assert checks.overflows(visit.page) != []


@pytest.mark.browser
def test_a_box_that_cuts_its_content_off_is_found(spoiled, opened):
    code = f'<pre style="overflow: hidden; white-space: pre">{"x" * 200}</pre>'
    visit = opened(spoiled(*begin_with(code)))
    assert len(checks.overflows(visit.page)) == 1


@pytest.mark.browser
def test_a_box_that_the_keyboard_cannot_reach_is_found(spoiled, opened):
    box = f'<div style="overflow-x: auto"><div style="width: 999px">{"x " * 99}</div></div>'
    visit = opened(spoiled(*begin_with(box)))
    assert len(checks.unreachable_boxes(visit.page)) == 1


@pytest.mark.browser
def test_broken_tex_is_found(spoiled, opened):
    formula = r'<p><span class="math notranslate nohighlight">\(\frac{1}{\)</span></p>'
    visit = opened(spoiled(*begin_with(formula)))
    assert len(checks.broken_formulas(visit.page)) == 1


@pytest.mark.browser
@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("<button></button>", "button-name"),
        ("<h2>One</h2><h4>Too deep</h4>", "heading-order"),
        ('<p style="color: #aaa; background: #fff">faint</p>', "color-contrast"),
        ("<label>Name</label><input>", "label"),
    ],
)
def test_an_inaccessible_page_is_found(spoiled, opened, fault, rule):
    page = opened(spoiled(*begin_with(fault))).page
    accessibility.thin_out(page)
    assert [v.split(":")[0] for v in accessibility.violations(page, [rule])] == [rule]


@pytest.mark.browser
def test_faint_token_of_code_is_found(spoiled, opened):
    code = '<pre><span style="color: #eee; background: #fff">faint</span></pre>'
    page = opened(spoiled(*begin_with(code))).page
    accessibility.thin_out(page)
    assert len(accessibility.violations(page, ["color-contrast"])) == 1


FAINT = """<style>
.goals dt, figcaption a.to, td.odd-one, tr:nth-child(4) td { color: #bbb; }
:root[data-theme=dark] .dim { color: #444; }
@media (max-width: 359px) { .tiny { color: #bbb; } }
</style>
<p>as it should be</p><p>as it should be</p><p>as it should be</p>
<p style="color: #bbb">one alone</p>
<figure><figcaption>See <a class="to" href="#main-content">the caption</a>.</figcaption></figure>
<table><tr><td>cell</td><td>cell</td><td>cell</td><td class="odd-one">the cell</td></tr>
<tr><td>cell</td></tr><tr><td>cell</td></tr><tr><td>a row</td></tr></table>
<p class="dim">in the dark</p><p class="tiny">on the smallest phone</p>"""
LIGHT = ["at 1440", "at 390"]  # a phone and a desk are looked at whole
FOUND = {
    ">You will be able to<": LIGHT,
    ">one alone<": LIGHT,
    ">the caption<": LIGHT,
    ">the cell<": LIGHT,
    ">a row<": LIGHT,
    ">in the dark<": ["at 1440 in the dark", "at 390 in the dark"],
    ">on the smallest phone<": ["at 320"],
}


@pytest.mark.browser
def test_faint_letters_of_every_kind_are_found(spoiled, opened):
    """A class, one element, a link in a caption, a cell, a row; in one theme, at one width."""
    visit = opened(spoiled(*begin_with(FAINT)))
    accessibility.thin_out(visit.page)
    faults = whole_pages.accessible(visit, chapter=True)
    found = {
        words: [re.sub(":.*>", "", fault) for fault in faults if words in fault] for words in FOUND
    }
    assert found == FOUND


FIGURE = (
    '<figure class="plot" style="{style}"><div class="plot-box" role="img" aria-label="a">'
    '<svg class="plot" viewBox="0 0 100 50" style="width: 200px" aria-hidden="true">'
    '<text y="30" style="font-size: {size}px; fill: {fill}">letters</text></svg></div></figure>'
)


def figure(style="", size=11, fill=palette.LIGHT["ink"]):
    return begin_with(FIGURE.format(style=style, size=size, fill=fill))


@pytest.mark.browser
def test_faults_of_a_figure_are_found(spoiled, opened):
    assert checks.small_letters(opened(spoiled(*figure(size=5))).page) == ["letters"]
    assert len(checks.faint_letters(opened(spoiled(*figure(fill="#999999"))).page)) == 1
    assert len(checks.boxed_figures(opened(spoiled(*figure(style="background: #eee"))).page)) == 1


@pytest.mark.browser
def test_a_figure_that_comes_late_is_cut_or_has_its_value_below_is_found(site, opened):
    visit = opened(site / CHAPTER)
    assert drawings.late(visit.page, 844) == drawings.cut_boxes(visit.page) == []
    slider = "<label>p</label><br><output>0.5</output>"
    visit.page.evaluate(
        """slider => document.querySelector('article').insertAdjacentHTML('afterbegin',
  `<div style="height: 9999px"></div><div class="explore-control" style="display: block">${slider}
  </div><div class="plot-box" style="width: 99px"><p style="width: 100px">a</p></div>`)""",
        slider,
    )
    assert len(drawings.late(visit.page, 844)) == 1
    assert len(drawings.cut_boxes(visit.page)) == 1
    assert len(drawings.values_below(visit.page)) == 1


@pytest.mark.browser
def test_an_error_in_a_script_is_found(spoiled, opened):
    visit = opened(spoiled("</head>", "<script>nobody.knows()</script></head>"))
    assert visit.complaints == ["nobody is not defined"]


@pytest.mark.browser
def test_a_picture_that_does_not_come_is_found_and_one_left_behind_is_not(spoiled, opened):
    visit = opened(spoiled("</head>", "<script>new Image().src = 'lost.svg'</script></head>"))
    visit.page.route("**/slow.json", lambda route: None)  # never answered
    with visit.page.expect_event("requestfailed"):
        visit.page.evaluate(
            """() => {
  const left = new AbortController();
  fetch('https://own.example/slow.json', { signal: left.signal }).catch(() => {});
  setTimeout(() => left.abort());
}"""
        )
    complaints = " ".join(visit.complaints)
    assert "lost.svg" in complaints
    assert "slow.json" not in complaints


@pytest.mark.browser
@pytest.mark.parametrize("fault", ["drawing", "value", "label"])
def test_a_slider_that_does_not_move_is_found(site, opened, fault):
    name = moving.pages_with_sliders(site)[0]
    page = opened(site / name).page
    slider = page.query_selector("figure.explore")
    moving.ready(page, slider)
    page.evaluate(
        """([figure, fault]) => {
  const frames = exploreFrames[figure.dataset.name];
  if (fault === 'drawing') frames.frames = frames.frames.map(() => []);
  if (fault === 'value') frames.values[0] = frames.values[0].map(() => 'always');
  if (fault === 'label') figure.querySelector('label').textContent = '';
}""",
        [slider, fault],
    )
    assert any(fault in found for found in moving.faults_of(page, slider))


@pytest.mark.browser
def test_a_fault_is_told_with_its_page_and_its_width(spoiled, opened):
    path = spoiled(*begin_with('<div style="width: 340px">wide</div>'))
    *body, fault = whole_pages.faults_of(opened(path), path)
    assert fault == 'spoiled-0 at 320: overflows: <div style="width: 340px">wide</div>'
    assert [faulty.partition(": <")[0] for faulty in body] == ["spoiled-0 at 320: overflows"]


STATE = """() => [...document.querySelectorAll('*')].map(e => {
  const { x, y, width, height } = e.getBoundingClientRect();
  const box = [x, y + scrollY, width, height].map(length => length.toFixed(1));
  const attributes = [...e.attributes].map(a => `${a.name}=${a.value}`).sort();
  return [e.tagName, ...attributes, ...box].join(' ')
    .replaceAll(/hatch-\\w+/g, 'hatch').replace('open=open', 'open=');
})"""


@pytest.mark.browser
@pytest.mark.parametrize("name", [PAGES[0], CHAPTER])
def test_a_page_of_another_width_is_what_it_would_be_if_opened_so(site, opened, name):
    """The order of whole_pages.py: closed on a desk, then unfolded, then on a phone again."""
    visit, states = opened(site / name), []
    checks.unfold(visit.page)
    visit.widen(whole_pages.SMALLEST)
    checks.fold(visit.page)
    for width, look in LOOKS:
        visit.widen(width)
        look(visit.page)
        visit.widen(width)
        states.append(visit.page.evaluate(STATE))
    for (width, look), state in zip(LOOKS, states, strict=True):
        visit.open(site / name, width)
        look(visit.page)
        visit.widen(width)
        opened_so = visit.page.evaluate(STATE)
        assert len(opened_so) == len(state)
        assert [pair for pair in zip(opened_so, state, strict=True) if len(set(pair)) > 1] == []


LOOKS = [
    (whole_pages.DESK, lambda page: None),
    (checks.WIDE, checks.unfold),
    (checks.NARROW, checks.unfold),
]
