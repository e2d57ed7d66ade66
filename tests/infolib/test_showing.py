"""A figure keeps its words, its colours and its size on the way out of a cell."""

import base64
import io
import json
import re
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pytest
from bs4 import BeautifulSoup
from PIL import Image

import infolib as il
from infolib.drawing import showing
from infolib.drawing.palette import LIGHT, SERIES
from infolib.drawing.svg import svg

MIME = "application/vnd.infolib.figure+json"


@pytest.fixture
def fig():
    with plt.style.context(il.book_style):
        fig, ax = plt.subplots()
        ax.plot([0, 1, 2], [1, 2, 3], marker="o")
        ax.bar([0, 1], [1, 2], hatch="//", edgecolor="C2")
        ax.set_title("H < 1 & more")
        yield fig
    plt.close(fig)


def drawing(fig):
    return ElementTree.fromstring(svg(fig))


def test_a_notebook_shows_a_png_with_its_words_and_the_caption_beneath(in_notebook, fig):
    il.show(fig, alt='A "line" < 1.', caption="It rises: $x$.")
    (bundle, _), caption = in_notebook
    assert set(bundle) == {"text/html", "text/plain", MIME}
    image = BeautifulSoup(bundle["text/html"], "html.parser").img
    assert image["alt"] == bundle["text/plain"] == 'A "line" < 1.'
    assert image["width"] == "480"
    assert "Run this cell" not in bundle["text/html"]
    assert set(bundle[MIME]) == {"kind", "numbers"}
    assert bundle[MIME]["kind"] == "figure"
    assert caption == ({"text/markdown": "*It rises: $x$.*"}, None)
    assert fig.number not in plt.get_fignums()


def test_a_png_is_the_same_file_every_time(in_notebook, fig):
    for _ in range(2):
        il.show(fig, alt="∑ rises.", caption="It rises.")
    first, second = (bundle["text/html"] for bundle, _ in in_notebook[::2])
    assert first == second
    source = BeautifulSoup(first, "html.parser").img["src"]
    drawn = base64.b64decode(source.removeprefix("data:image/png;base64,"), validate=True)
    assert Image.open(io.BytesIO(drawn)).size == (768, 480)


def test_a_dot_keeps_its_colour_in_a_png(fig):
    for number, colour in enumerate(SERIES):
        fig.axes[0].plot([0.1 * number], [0.5], "o", color=colour, markersize=3)
        fig.axes[0].fill_between([0, 1], 0.1 * number, 0.1 * number + 0.1, color=colour, alpha=0.4)
    picture = Image.open(io.BytesIO(showing.png(fig))).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(1 << 20)}
    assert {tuple(bytes.fromhex(colour[1:])) for colour in SERIES} <= colours


def test_the_site_gets_data_and_no_page(in_site, fig):
    il.show(fig, alt='A "line" & more.', caption="$H < 1$ *rises* <b>.")
    ((bundle, _),) = in_site
    assert set(bundle) == {MIME, "text/plain"}
    facts = json.loads(json.dumps(bundle[MIME], allow_nan=False))
    assert facts["alt"] == bundle["text/plain"] == 'A "line" & more.'
    assert facts["caption"] == "$H < 1$ *rises* <b>."
    assert facts["width"] == 4.8
    assert ElementTree.fromstring(facts["svg"]).tag == "svg"
    assert facts["numbers"]["axes"][0]["title"] == "H < 1 & more"


@pytest.mark.parametrize("words", [{"alt": "", "caption": "c"}, {"alt": "a", "caption": " "}])
def test_a_figure_without_words_is_refused(fig, words):
    with pytest.raises(ValueError, match="is empty: say in words"):
        il.show(fig, **words)


def test_ids_are_numbered_and_every_pointer_finds_its_target(fig):
    root = drawing(fig)
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    pointers = re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', ElementTree.tostring(root, "unicode"))
    assert {a or b for a, b in pointers} == set(ids)
    assert sorted(ids) == sorted(f"@{n}" for n in range(len(ids)))
    assert len(ids) >= 3


def test_a_drawing_holds_text_and_no_style_that_leaks_into_the_page(fig):
    root = drawing(fig)
    assert "H < 1 & more" in [text.text for text in root.iter("text")]
    assert {"style", "metadata", "script"} & {e.tag for e in root.iter()} == set()
    assert set(root.attrib) == {"viewBox"}


def test_a_drawing_has_the_pages_colours_only(fig):
    text = svg(fig)
    assert "var(--plot-ink)" in text
    assert "var(--plot-grid)" in text
    assert "var(--plot-0)" in text
    assert re.findall(r":#[0-9a-f]{6}", text) == []


def test_other_colours_are_left_as_they_are():
    fig, ax = plt.subplots()
    ax.plot([0, 1], color="#123456")
    assert "stroke:#123456" in svg(fig)
    plt.close(fig)


def test_white_stays_white(fig):
    fig.axes[0].plot([0, 1], color=LIGHT["paper"])
    assert f"stroke:{LIGHT['paper']}" in svg(fig)


def test_the_same_figure_gives_the_same_drawing(fig):
    assert svg(fig) == svg(fig)


def test_what_is_missing_is_named_with_its_mend(monkeypatch):
    import sys

    from infolib.drawing import required

    assert showing.required("PIL.Image") is Image
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(ModuleNotFoundError, match=r"^ipywidgets is needed here: pip install"):
        required("ipywidgets")
    for name in [name for name in sys.modules if name.partition(".")[0] == "anywidget"]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(ModuleNotFoundError, match=r"^ipywidgets is needed here"):
        required("anywidget")  # which asks for ipywidgets
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    with pytest.raises(ModuleNotFoundError, match=r"^PIL is needed here: pip install pillow,"):
        required("PIL.Image")
