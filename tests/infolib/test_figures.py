"""A figure keeps its words, its colours and its size on the way to the page."""

import re
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython import display

from infolib import figures

ROOT = Path(__file__).parents[2]
CSS = (ROOT / "_static/book.css").read_text("utf8")


@pytest.fixture
def shown(monkeypatch):
    """What a cell displays."""
    outputs = []

    def show(data, metadata=None, raw=False):
        outputs.append((data if raw else data._repr_mimebundle_(), metadata))

    monkeypatch.setattr(display, "display", show)
    return outputs


@pytest.fixture
def fig():
    with plt.style.context("infolib.book"):
        fig, ax = plt.subplots()
        ax.plot([0, 1, 2], [1, 2, 3], marker="o")
        ax.bar([0, 1], [1, 2], hatch="//")
        ax.set_title("H < 1 & more")
        yield fig
    plt.close(fig)


def drawing(fig, prefix="f1-"):
    return ElementTree.fromstring(figures.svg(fig, prefix))


def test_a_notebook_shows_a_png_with_its_words(shown, fig, monkeypatch):
    monkeypatch.delenv("INFOLIB_SITE", raising=False)
    monkeypatch.setattr(display, "Markdown", lambda text: type("", (), {"_repr_mimebundle_": text}))
    monkeypatch.setattr(display, "display", lambda *a, **k: shown.append((a, k)))
    figures.show(fig, alt="A line.", caption="It rises.")
    (bundle,), options = shown[0]
    assert set(bundle) == {"image/png", "text/plain"}
    assert bundle["text/plain"] == options["metadata"]["image/png"]["alt"] == "A line."
    assert shown[1][0][0]._repr_mimebundle_ == "*It rises.*"
    assert fig.number not in plt.get_fignums()


def test_the_site_shows_a_drawing_with_its_words(shown, fig, monkeypatch):
    monkeypatch.setenv("INFOLIB_SITE", "1")
    figures.show(fig, alt='A "line" & more.', caption="$H < 1$ *rises* <b>.")
    page = shown[0][0]["text/html"]
    figure = ElementTree.fromstring(page)
    box, caption = figure
    assert (box.get("role"), box.get("aria-label")) == ("img", 'A "line" & more.')
    assert box.find("svg").get("aria-hidden") == "true"
    assert "".join(caption.itertext()) == "\\(H < 1\\) rises <b>."
    assert caption.find("span").get("class").startswith("math")
    assert caption.find("em").text == "rises"


@pytest.mark.parametrize("words", [{"alt": "", "caption": "c"}, {"alt": "a", "caption": " "}])
def test_a_figure_without_words_is_refused(fig, words):
    with pytest.raises(ValueError, match="is empty: say in words"):
        figures.show(fig, **words)


def test_two_drawings_on_one_page_share_no_id(fig):
    ids = [{e.get("id") for e in drawing(fig, p).iter()} - {None} for p in ("f1-", "f2-")]
    assert ids[0]
    assert ids[0] & ids[1] == set()


def test_every_pointer_in_a_drawing_finds_its_target(fig):
    root = drawing(fig)
    ids = {e.get("id") for e in root.iter()}
    text = ElementTree.tostring(root, encoding="unicode")
    pointers = re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', text)
    assert pointers
    assert {a or b for a, b in pointers} <= ids


def test_a_drawing_holds_text_and_no_style_that_leaks_into_the_page(fig):
    root = drawing(fig)
    assert "H < 1 & more" in [text.text for text in root.iter("text")]
    assert {"style", "metadata", "script"} & {e.tag for e in root.iter()} == set()


def test_a_drawing_has_the_pages_colours_only(fig):
    text = figures.svg(fig, "f1-")
    assert "var(--plot-ink)" in text
    assert "var(--plot-0)" in text
    assert re.findall(r":#[0-9a-f]{6}", text) == []


def test_other_colours_are_left_as_they_are():
    fig, ax = plt.subplots()
    ax.plot([0, 1], color="#123456")
    assert "stroke:#123456" in figures.svg(fig, "f1-")
    plt.close(fig)


def test_the_same_figure_gives_the_same_drawing(fig):
    assert figures.svg(fig, "f1-") == figures.svg(fig, "f1-")


def test_letters_keep_eleven_pixels_on_a_phone(fig):
    narrowest = int(re.search(r"min-width:(\d+)px", drawing(fig).get("style"))[1])
    width = float(drawing(fig).get("viewBox").split()[2])
    assert 11 * narrowest / width >= 11
    assert narrowest <= 390 - 2 * 16


def css_colours(theme):
    """Return the figure colours of one theme in the style sheet."""
    block = re.search(theme + r"\s*{([^}]*--plot-0[^}]*)}", CSS)[1]
    return dict(re.findall(r"--plot-(\w+):\s*(#[0-9a-f]{6})", block))


def luminance(colour):
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(a, b):
    dark, light = sorted([luminance(a), luminance(b)])
    return (light + 0.05) / (dark + 0.05)


def test_style_sheet_and_matplotlib_agree_on_light_paper():
    light = css_colours("html")
    assert [light[str(i)] for i in range(6)] == figures.PALETTE
    assert [light["ink"], light["grid"]] == [figures.INK, figures.GRID]
    with plt.style.context("infolib.book"):
        style = mpl.rcParams
        assert [mpl.colors.to_hex(c) for c in style["axes.prop_cycle"].by_key()["color"]] == (
            figures.PALETTE
        )
        assert mpl.colors.to_hex(style["text.color"]) == figures.INK
        assert mpl.colors.to_hex(style["grid.color"]) == figures.GRID


@pytest.mark.parametrize(
    ("theme", "paper"), [("html", "#ffffff"), (r'html\[data-theme="dark"\]', "#121212")]
)
def test_lines_and_letters_can_be_read_on_both_papers(theme, paper):
    for name, colour in css_colours(theme).items():
        if name != "grid":
            assert contrast(colour, paper) >= 4.5, name
