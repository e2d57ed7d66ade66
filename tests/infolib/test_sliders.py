"""A slider's frames are the figures that were drawn, however they are stored."""

import json
import re
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython import display

import infolib as il
from infolib import figures, sliders

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
    with plt.style.context("infolib.book"):
        yield


@pytest.fixture
def page(monkeypatch):
    """Return the page that explore writes in the site build."""

    def write(*arguments, **options):
        outputs = []
        monkeypatch.setenv("INFOLIB_SITE", "1")
        monkeypatch.setattr(display, "display", lambda data, **_: outputs.append(data))
        il.explore(*arguments, **options)
        return outputs[0]["text/html"]

    return write


def parse(page):
    """Return the figure, and the frames out of its script."""
    frames = re.search(r'<script type="application/json">(.*?)</script>', page, re.S)[1]
    return ElementTree.fromstring(page.replace(frames, "")), json.loads(frames)


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
        drawings.append(figures.svg(ax.figure, "x-"))
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
def test_twenty_five_frames_are_light(page, draw, name):
    import gzip

    _, data = parse(page(draw, **{name: np.linspace(0.01, 0.49, 25)}, **WORDS))
    assert len(data["frames"]) == 25
    assert len(gzip.compress(json.dumps(data).encode())) <= 15_000


def test_the_page_names_its_slider_and_says_its_value(page):
    html = page(bars, p=[0.25, 0.5, 0.75], labels={"p": "P(heads) < 1"}, start={"p": 0.7}, **WORDS)
    figure, data = parse(html)
    slider = figure.find(".//input")
    label = figure.find(".//label")
    assert label.get("for") == slider.get("id")
    assert label.text == "P(heads) < 1"
    assert (slider.get("value"), slider.get("max")) == ("2", "2")
    assert slider.get("aria-valuetext") == figure.find(".//output").text == "0.75"
    assert figure.find(".//p").text == "Shown for P(heads) < 1 = 0.75."
    assert data["values"] == [["0.25", "0.5", "0.75"]]
    assert data["titles"] == ["H(p) = 0.81 bits", "H(p) = 1.00 bits", "H(p) = 0.81 bits"]
    assert data["frames"][2] == []


def test_two_sliders_make_every_pair(page):
    def draw(p, name):
        ax = bars(p)
        ax.set_title(f"{name} {p}")
        return ax.figure

    _, data = parse(page(draw, p=[0.25, 0.5], name=["a", "b", "c"], **WORDS))
    pairs = [f"{name} {p}" for p in (0.25, 0.5) for name in "abc"]
    assert data["titles"] == pairs


def test_a_value_that_looks_like_markup_stays_text(page):
    html = page(lambda p: bars(0.5).figure, p=["</script>", "<b>"], **WORDS)
    assert html.count("</script>") == 1
    assert parse(html)[1]["values"] == [["</script>", "<b>"]]


def test_a_notebook_keeps_one_picture_and_a_live_slider(monkeypatch):
    outputs = []
    monkeypatch.delenv("INFOLIB_SITE", raising=False)
    monkeypatch.setattr(display, "display", lambda *data, **kw: outputs.append((data, kw)))
    il.explore(bars, p=[0.25, 0.5, 0.75], **WORDS)
    (bundle,), options = outputs[0]
    assert bundle["text/plain"] == "Bars. (p = 0.5)"
    assert options["metadata"]["image/png"]["alt"] == bundle["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert plt.get_fignums() == []


def test_a_live_slider_draws_anew(monkeypatch):
    import ipywidgets

    boxes = []
    monkeypatch.delenv("INFOLIB_SITE", raising=False)
    monkeypatch.setattr(display, "display", lambda *data, **kw: None)
    original = ipywidgets.VBox
    monkeypatch.setattr(ipywidgets, "VBox", lambda kids: boxes.append(kids) or original(kids))
    il.explore(bars, p=[0.25, 0.5, 0.75], **WORDS)
    slider, picture = boxes[0]
    before = picture.value
    slider.value = 0
    assert picture.value != before
    assert 'alt="Bars."' in picture.value


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


def test_a_draw_that_returns_nothing_is_refused(page):
    with pytest.raises(ValueError, match="draw returned no figure"):
        page(lambda p: None, p=[0.2, 0.5], **WORDS)
