"""What sliders show is what the page's files say, and these what the chapter draws: both can fail.

The first is looked at on each page (moving_pages.py), the second where nbval runs the chapter
(conftest.py at the root).
"""

import copy
from types import SimpleNamespace

import numpy as np
import pytest

import infolib as il
from web import figures

from . import frames, moving, redrawn


@pytest.mark.browser
def test_a_slider_that_shows_another_position_is_found(window, site):
    path = site / moving.pages_with_sliders(site)[0]
    expected = frames.of_page(path)
    exchange(expected[0]["frames"], "svg")
    window.open(path)
    faults = moving.differences(window, expected)
    assert len(faults) == 2
    assert all("drawn is" in fault for fault in faults)


def exchange(items, name=None):
    """Exchange the first and the last item, or a part of them."""
    if name is None:
        items[0], items[-1] = items[-1], items[0]
    else:
        items[0][name], items[-1][name] = items[-1][name], items[0][name]


# ---- That what the files say is what the chapter draws ----

CONTROLS = {"p": np.linspace(0.1, 0.9, 5), "n": [1, 2]}
WORDS = {"alt": "Two bars.", "caption": "A coin.", "labels": {"p": "P(heads)"}}


def coin(p, n):
    """Draw a coin."""
    ax = il.plot_surprise([p, 1 - p], labels=["heads", "tails"])
    ax.set_ylim(0, 5)
    ax.set_title(f"{n * il.binary_entropy(p):.3f} bits")
    return ax


@pytest.fixture(scope="module")
def drawn():
    """The figure, drawn anew."""
    return redrawn.anew(coin, **WORDS, **CONTROLS)


@pytest.fixture
def shown(monkeypatch, tmp_path):
    """What a page shows of the figure, when something has been done to its frames."""
    outputs = []
    monkeypatch.setenv("INFOLIB_SITE", "1")
    monkeypatch.setattr("IPython.display.display", lambda data, raw: outputs.append(data))
    il.explore(coin, **WORDS, **CONTROLS)
    bundle = outputs[0][figures.MIME]

    def after(change):
        data = copy.deepcopy(bundle)
        change(data)
        node = {"data": data, "ids": ["figure-1"]}
        write_page(tmp_path, node)
        return frames.of_page(tmp_path / "page.html")

    return after


def write_page(folder, node):
    """Write a page that holds the figure, as the site does."""
    data = node["data"]
    data["svg"] = figures.with_own_ids(data["svg"], "f1-")
    data["frames"] = [figures.frame_with_own_ids(frame, "f1-") for frame in data["frames"]]
    data |= {"frames": figures.frames_script(data), "frames_name": "coin"}
    builder = SimpleNamespace(
        outdir=folder, get_target_uri=lambda name: "page.html", current_docname="page"
    )
    attributes, inside = figures.sliders(builder, node)
    address = f'data-frames="{attributes["data-frames"]}"'
    text = f'<figure class="plot explore" id="figure-1" {address}>{inside}</figure>'
    (folder / "page.html").write_text(text, "utf8")


def test_frames_that_are_what_was_drawn_pass(shown, drawn):
    assert redrawn.differences(shown(lambda data: None), [drawn]) == []


def test_two_frames_exchanged_are_found(shown, drawn):
    faults = redrawn.differences(shown(lambda data: exchange(data["frames"])), [drawn])
    assert len(faults) == 2
    assert all("drawn is" in fault for fault in faults)


def test_two_titles_exchanged_are_found(shown, drawn):
    faults = redrawn.differences(shown(lambda data: exchange(data["titles"])), [drawn])
    assert len(faults) == 2
    assert all("title is" in fault for fault in faults)


def test_values_exchanged_are_found(shown, drawn):
    change = lambda data: exchange(data["controls"][0]["texts"])  # noqa: E731
    assert len(redrawn.differences(shown(change), [drawn])) == 4


def test_one_coordinate_moved_is_found(shown, drawn):
    def change(data):
        number = next(n for n, changed in data["frames"][0] if "d" in changed)
        path = dict(data["frames"][0])[number]
        path["d"] += "L1 1"

    assert len(redrawn.differences(shown(change), [drawn])) == 1


def test_a_figure_that_is_lost_is_found(drawn):
    assert redrawn.differences([], [drawn]) == ["the page has 0 slider figures, and the chapter 1"]
