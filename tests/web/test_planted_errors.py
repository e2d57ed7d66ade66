"""The tests of the site can fail: each fault is planted in a copy of a page, and must be found."""

import itertools

import pytest

from infolib.drawing.palette import LIGHT

from . import checks, moving
from .pages import CHAPTERS

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
def opened(browser):
    """Open a page on a phone."""
    visits = []

    def open_(path, **options):
        visits.append(checks.Visit(browser, path, **{"width": checks.NARROW, **options}))
        return visits[-1]

    yield open_
    for visit in visits:
        visit.context.close()


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
    checks.thin_out(page)
    assert [v.split(":")[0] for v in checks.axe_violations(page, rule)] == [rule]


@pytest.mark.browser
def test_faint_token_of_code_is_found(spoiled, opened):
    code = '<pre><span style="color: #eee; background: #fff">faint</span></pre>'
    page = opened(spoiled(*begin_with(code))).page
    checks.thin_out(page)
    assert len(checks.axe_violations(page, "color-contrast")) == 1


FIGURE = (
    '<figure class="plot" style="{style}"><div class="plot-box" role="img" aria-label="a">'
    '<svg class="plot" viewBox="0 0 100 50" style="width: 200px" aria-hidden="true">'
    '<text y="30" style="font-size: {size}px; fill: {fill}">letters</text></svg></div></figure>'
)


def figure(style="", size=11, fill=LIGHT["ink"]):
    return begin_with(FIGURE.format(style=style, size=size, fill=fill))


@pytest.mark.browser
def test_faults_of_a_figure_are_found(spoiled, opened):
    assert checks.small_letters(opened(spoiled(*figure(size=5))).page) == ["letters"]
    assert len(checks.faint_letters(opened(spoiled(*figure(fill="#999999"))).page)) == 1
    assert len(checks.boxed_figures(opened(spoiled(*figure(style="background: #eee"))).page)) == 1


@pytest.mark.browser
def test_an_error_in_a_script_is_found(spoiled, opened):
    visit = opened(spoiled("</head>", "<script>nobody.knows()</script></head>"))
    assert visit.complaints == ["nobody is not defined"]


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
