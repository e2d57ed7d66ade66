"""A slider's frames are the figures that were drawn, however they are stored."""

import json
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pytest

import infolib as il
from infolib.drawing import grid, showing, sliders
from infolib.drawing.drawn import drawn_numbers
from infolib.drawing.svg import svg

WORDS = {"alt": "Bars.", "caption": "They move."}


def bars(p):
    ax = il.plot_surprise([p, 1 - p], labels=["heads", "tails"])
    ax.set_ylim(0, 5)
    return ax


def curve(shift):
    _, ax = plt.subplots()
    x = np.linspace(0.001, 0.999, 199)
    y = x * (1 - shift) + (1 - x) * shift
    ax.plot(x, il.binary_entropy(y) - il.binary_entropy(shift))
    ax.plot(x, il.binary_entropy(x))
    ax.set(ylim=(0, 1.1), title=f"capacity {1 - il.binary_entropy(shift):.2f} bits")
    return ax


@pytest.fixture(autouse=True)
def style():
    with plt.style.context(il.book_style):
        yield


@pytest.fixture
def explored(in_site):
    """Give what explore hands to the site."""

    def explore(*arguments, **options):
        il.explore(*arguments, **options)
        ((data, _),) = in_site
        assert set(data) == {showing.MIME, "text/plain"}
        return json.loads(json.dumps(data[showing.MIME], allow_nan=False))

    return explore


def patched(base, changes):
    """Apply a frame's changes as the page's script does."""
    root = ElementTree.fromstring(base)
    elements = list(root.iter())
    for number, change in changes:
        element = elements[number]
        for attribute, value in change.items():
            if attribute == "<":
                element[:] = list(ElementTree.fromstring(f"<g>{value}</g>"))
            elif attribute == "":
                element.text = value
            elif value is None:
                del element.attrib[attribute]
            else:
                element.set(attribute, value)
    return root


def same(a, b):
    """Whether two drawings have equal elements, attributes and texts."""
    return all(
        (x.tag, x.attrib, x.text or "") == (y.tag, y.attrib, y.text or "")
        for x, y in zip(a.iter(), b.iter(), strict=True)
    )


@pytest.mark.parametrize(("draw", "values"), [(bars, [0.1, 0.5, 0.9]), (curve, [0, 0.2, 0.5])])
def test_a_frame_is_the_figure_itself(draw, values):
    drawings = []
    for value in values:
        ax = draw(value)
        drawings.append(svg(ax.figure))
        plt.close(ax.figure)
    for base in drawings:
        for frame in drawings:
            changes = sliders.difference(base, frame)
            assert same(patched(base, changes), ElementTree.fromstring(frame))
            assert bool(changes) == (base != frame)


def test_frames_of_another_structure_are_kept_whole():
    base = '<svg><g class="a"><path d="M0"/></g><text>1</text></svg>'
    frame = '<svg><g><path d="M1"/><path d="M2"/></g><text>2</text></svg>'
    changes = sliders.difference(base, frame)
    assert changes == [[1, {"class": None, "<": '<path d="M1" /><path d="M2" />'}], [3, {"": "2"}]]
    assert same(patched(base, changes), ElementTree.fromstring(frame))


@pytest.mark.parametrize(("draw", "name"), [(bars, "p"), (curve, "shift")])
def test_twenty_five_frames_are_light(explored, draw, name):
    import gzip

    facts = explored(draw, **{name: np.linspace(0.01, 0.49, 25)}, **WORDS)
    assert len(facts["frames"]) == 25
    assert len(gzip.compress(json.dumps(facts["frames"]).encode())) <= 15_000


def test_the_site_gets_every_frame_and_its_numbers(explored):
    values = [0.25, 0.5, 0.75]
    facts = explored(bars, p=values, labels={"p": "P(heads) < 1"}, start={"p": 0.7}, **WORDS)
    texts = ["0.25", "0.5", "0.75"]
    assert facts["controls"] == [{"name": "p", "label": "P(heads) < 1", "texts": texts, "start": 2}]
    assert facts["titles"] == ["H(p) = 0.81 bits", "H(p) = 1.00 bits", "H(p) = 0.81 bits"]
    assert (facts["kind"], facts["alt"], facts["caption"]) == ("sliders", *WORDS.values())
    assert facts["numbers"] == facts["frame_numbers"][2]
    for value, changes, numbers in zip(
        values, facts["frames"], facts["frame_numbers"], strict=True
    ):
        figure = bars(value).figure
        assert numbers == drawn_numbers(figure)
        assert same(patched(facts["svg"], changes), ElementTree.fromstring(svg(figure)))
        plt.close(figure)


@pytest.mark.parametrize(("site", "drawings"), [(True, 3), (False, 1)])
def test_every_drawing_is_made_once(displayed, monkeypatch, site, drawings):
    times, save = [], grid.save
    monkeypatch.setenv("INFOLIB_SITE", "1" if site else "0")
    monkeypatch.setattr(grid, "save", lambda *args, **kw: (times.append(1), save(*args, **kw)))
    il.explore(bars, p=[0.25, 0.5, 0.75], **WORDS)
    assert len(times) == drawings


def test_two_sliders_make_every_pair(explored):
    def draw(p, name):
        ax = bars(p)
        ax.set_title(f"{name} {p}")
        return ax.figure

    facts = explored(draw, p=[0.25, 0.5], name=["a", "b", "c"], **WORDS)
    assert facts["titles"] == [f"{name} {p}" for p in (0.25, 0.5) for name in "abc"]
    assert facts["frames"][1 * 3 + 1] == []


@pytest.mark.parametrize("site", [True, False])
def test_the_axes_stay_where_they_stand_at_first(displayed, monkeypatch, site):
    monkeypatch.setenv("INFOLIB_SITE", "1" if site else "0")
    handles, handle, drawn = [], sliders.handle, []
    monkeypatch.setattr(sliders, "handle", lambda of: handles.append(handle(of)) or handles[-1])

    def draw(most):
        drawn.append(bars(0.5))
        drawn[-1].set(ylim=(0, most), ylabel="bits")
        return drawn[-1]

    il.explore(draw, most=[1, 10, 1_000_000], **WORDS)
    for slider in handles:
        slider.value = 2
    places = {ax.get_position().bounds for ax in drawn}
    assert len(drawn) == (3 if site else 2)
    assert len(places) == 1
    alone = bars(0.5)
    alone.set(ylim=(0, 10), ylabel="bits")
    svg(alone.figure)
    assert places == {alone.get_position().bounds}


def test_a_notebook_keeps_one_picture_and_a_live_slider(in_notebook):
    il.explore(bars, p=[0.25, 0.5, 0.75], **WORDS)
    (bundle, _), caption = in_notebook
    assert bundle["text/plain"] == "Bars. (p = 0.5)"
    assert bundle["text/html"].startswith('<img alt="Bars. (p = 0.5)" width="480" src="data:')
    assert bundle["text/html"].endswith("<p>Run this cell to move it.</p>")  # seen where it is not
    view = bundle["application/vnd.jupyter.widget-view+json"]
    assert view["version_major"] == 2
    assert len(view["model_id"]) >= 32
    assert set(bundle[showing.MIME]) == {"kind", "numbers"}
    assert bundle[showing.MIME]["numbers"]["axes"][0]["title"] == "H(p) = 1.00 bits"
    assert caption[0] == {"text/markdown": "*They move.*"}
    assert plt.get_fignums() == []


def test_a_live_slider_draws_anew(in_notebook, monkeypatch):
    import ipywidgets

    boxes = []
    original = ipywidgets.VBox
    monkeypatch.setattr(ipywidgets, "VBox", lambda kids: boxes.append(kids) or original(kids))
    il.explore(bars, p=[0.25, 0.5, 0.75], **WORDS)
    slider, picture = boxes[0]
    before = bytes(picture.value)
    assert before.startswith(b"\x89PNG")
    assert (picture.format, picture.width) == ("png", "480")
    slider.value = 0
    assert bytes(picture.value) != before
    if picture.has_trait("tooltip"):  # ipywidgets 7 has none
        assert picture.tooltip == "Bars. (p = 0.25)"
    assert len(in_notebook) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "one or two controls"),
        ({"a": [1, 2], "b": [1, 2], "c": [1, 2]}, "one or two controls"),
        ({"p": [0.5]}, "at least two"),
        ({"p": range(131)}, "at most 130"),
        ({"p": [0.2, 0.5], "labels": {"q": "x"}}, "labels names 'q'"),
        ({"p": [0.2, 0.5], "start": {"q": 1}}, "start names 'q'"),
        ({"p": [0.2, 0.5], "alt": ""}, "alt is empty"),
        ({"p": [0.2, 0.5], "caption": " "}, "caption is empty"),
    ],
)
def test_what_cannot_be_explored_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        il.explore(bars, **{**WORDS, **options})


def test_a_draw_that_returns_nothing_is_refused(explored):
    with pytest.raises(ValueError, match="draw returned no figure"):
        explored(lambda p: None, p=[0.2, 0.5], **WORDS)
