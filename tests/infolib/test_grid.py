"""The grid of a drawn picture stops at shapes and words: looked at pixel by pixel."""

import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib import image

import infolib as il
from infolib.drawing.grid import make_room
from infolib.drawing.palette import LIGHT

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
