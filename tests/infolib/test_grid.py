"""The grid of a drawn picture stops at shapes and words: looked at pixel by pixel."""

import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib import image

import infolib as il
from infolib.drawing import grid
from infolib.drawing.grid import make_room
from infolib.drawing.palette import LIGHT
from infolib.drawing.svg import svg

GRID = np.array([int(LIGHT["grid"][i : i + 2], 16) for i in (1, 3, 5)]) / 255


@pytest.fixture
def ax():
    with plt.style.context(il.book_style):
        _, ax = plt.subplots()
        ax.set(xlim=(0, 4), ylim=(0, 4), xticks=range(5), yticks=range(5))
        yield ax
    plt.close(ax.figure)


def within(ax, box):
    """Return the pixels of the drawn figure that lie in a box of the data."""
    make_room(ax.figure)
    drawn = io.BytesIO()
    ax.figure.savefig(drawn, format="png")
    pixels = image.imread(io.BytesIO(drawn.getvalue()))[::-1, :, :3]
    (left, bottom), (right, top) = ax.transData.transform(np.reshape(box, (2, 2)))
    return pixels[round(bottom) : round(top), round(left) : round(right)]


def shows_grid(pixels):
    return bool(np.any(np.all(np.abs(pixels - GRID) < 0.02, axis=-1)))


def test_an_empty_figure_keeps_its_whole_grid(ax):
    assert shows_grid(within(ax, [1.9, 1.4, 2.1, 1.6]))
    assert shows_grid(within(ax, [1.4, 1.9, 1.6, 2.1]))


@pytest.mark.parametrize("shape", ["bar", "area", "hatched"])
def test_no_grid_line_is_seen_through_a_shape(ax, shape):
    if shape == "area":
        ax.fill_between([0.5, 2.5], [3.5, 3.5], color="C0", alpha=0.35, linewidth=0)
    else:
        hatch = {"fill": False, "hatch": "/", "linewidth": 0} if shape == "hatched" else {}
        ax.bar(1.5, 3.5, 2, **{"color": "C0", "alpha": 0.35, **hatch})
    inside = within(ax, [0.6, 0.1, 2.4, 3.4])
    assert not shows_grid(inside)
    if shape != "hatched":
        assert np.ptp(inside.reshape(-1, 3), axis=0).max() == 0
    assert shows_grid(within(ax, [2.8, 1, 3.8, 3]))


def test_no_grid_line_strikes_a_word(ax):
    text = ax.text(2, 2, "some words", ha="center", va="center", alpha=0.01)
    assert not shows_grid(within(ax, [1.8, 1.9, 2.2, 2.1]))
    text.set_visible(False)
    assert shows_grid(within(ax, [1.8, 1.9, 2.2, 2.1]))


def test_the_grid_of_a_logarithmic_axis_makes_room_too(ax):
    ax.set(yscale="log", ylim=(1, 1000))
    ax.fill_between([1, 3], [1, 1], [900, 900], color="C0", alpha=0.35, linewidth=0)
    assert not shows_grid(within(ax, [1.1, 2, 2.9, 800]))


def crowded(arrow):
    """Make a figure whose layout is not the first that comes to mind."""
    figure, (above, below) = plt.subplots(2)
    figure.get_layout_engine().set(hspace=0.2)
    above.set_aspect("equal")
    above.set(title="$H(p)$", xlabel="a word", xlim=(0, 4), ylim=(0, 4))
    above.text(3.9, 2, "you", ha="right")
    below.set(ylabel="bits", xlim=(0, 10), ylim=(0, 1e6))
    if arrow:
        below.annotate("here", (5, 4e5), (7, 8e5), arrowprops={"arrowstyle": "->"})
    below.inset_axes([0.1, 0.5, 0.3, 0.4])
    below.plot([0, 10], [0, 1e6], label="a line")
    below.legend()
    plt.close(figure)
    return figure


def drawn_whole(figure, axes):
    """Lay a figure out as matplotlib does."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


@pytest.mark.parametrize("engine", ["constrained", "tight", "none"])
@pytest.mark.parametrize("arrow", [False, True])
def test_a_drawing_is_that_of_a_figure_drawn_whole_however_often(ax, monkeypatch, engine, arrow):
    figures = [crowded(arrow), crowded(arrow)]
    for figure in figures:
        figure.set_layout_engine(engine)
        if engine == "none":
            figure.savefig(io.BytesIO(), format="svg")  # whose points are no pixels of a PNG
    drawings = [svg(figures[0]), svg(figures[0])]
    monkeypatch.setattr(grid, "lay_out", drawn_whole)
    assert set(drawings) == {svg(figures[1])}


@pytest.mark.parametrize("title", ["none", "suptitle", "supxlabel", "supylabel", "legend"])
@pytest.mark.parametrize("arrow", [False, True])
def test_in_the_layout_of_its_like_a_figure_is_as_in_its_own(ax, title, arrow):
    figures = [crowded(arrow), crowded(arrow)]
    for figure in figures:
        getattr(figure, title, lambda words: None)("$H(p)$")
    own = svg(figures[0])
    assert svg(figures[1], grid.layout_of(figures[0])) == own


def test_a_figure_is_drawn_once(ax, monkeypatch):
    times, draw = [], ax.figure.draw
    monkeypatch.setattr(ax.figure, "draw", lambda renderer: (times.append(1), draw(renderer)))
    svg(ax.figure)
    assert len(times) == 1
