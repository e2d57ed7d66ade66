"""A figure's numbers are what it shows: whatever is moved changes them, and noise does not."""

import datetime as dt
import json

import matplotlib.pyplot as plt
import numpy as np
import pytest

import infolib as il
from infolib.drawing.drawn import drawn_numbers


@pytest.fixture
def ax():
    with plt.style.context(il.book_style):
        fig, ax = plt.subplots()
        yield ax
    plt.close(fig)


def numbers(ax):
    (part,) = json.loads(json.dumps(drawn_numbers(ax.figure), allow_nan=False))["axes"]
    return part


def test_a_line_is_its_points(ax):
    ax.plot([0, 1, 2], [0.123456, np.nan, np.inf], label="steep")
    ax.plot([0, 2], [1, 1])
    ax.set(title="T", xlabel="x (bits)", ylabel="y", xlim=(0, 2), ylim=(0, 3))
    assert numbers(ax) == {
        "title": "T",
        "xlabel": "x (bits)",
        "ylabel": "y",
        "xlim": "0 2",
        "ylim": "0 3",
        "lines": [["steep", "0 1 2", "0.1235 nan inf"], ["", "0 2", "1 1"]],
    }


def test_bars_are_their_corners_and_sizes(ax):
    ax.bar(["sun", "rain"], [0.75, 0.25])
    ax.barh([0], [0.5], left=-1)
    found = numbers(ax)
    assert found["bars"] == ["-0.4 0 0.8 0.75", "0.6 0 0.8 0.25", "-1 -0.4 0.5 0.8"]
    assert found["xticks"] == ["sun", "rain"]


def test_areas_points_strokes_and_shades_are_there(ax):
    ax.fill_between([0, 1], [1, 2], label="band")
    ax.fill([0, 1, 1], [0, 0, 1])
    ax.scatter([0.5], [0.25], c=[3.0], label="dot")
    ax.hlines([1, 2], 0, [1, 2])
    ax.imshow([[1, 2], [3, 4.56789]])
    found = numbers(ax)
    assert [area[0] for area in found["areas"]] == ["", "band"]
    assert found["points"] == [["dot", "0.5", "0.25"]]
    assert found["strokes"] == [["", "0 1 0 2", "1 1 2 2"]]
    assert found["shades"] == ["3"]
    assert found["images"] == ["1 2 3 4.568"]


def test_texts_stand_where_they_stand(ax):
    ax.text(0.25, 0.5, "here")
    ax.annotate("there", (0.75, 1), (8, 0), textcoords="offset points")
    ax.plot([0, 1], label="named")
    ax.legend()
    ax.figure.suptitle("above all")
    found = numbers(ax)
    assert found["texts"] == [["here", "0.25 0.5"], ["there", "0.75 1"]]
    assert found["legend"] == ["named"]
    assert drawn_numbers(ax.figure)["texts"] == ["above all"]


def test_a_date_keeps_its_day(ax):
    days = [dt.date(2015, 1, 1), dt.date(2015, 12, 31)]
    ax.plot(days, [1, 2])
    first = numbers(ax)["lines"]
    ax.lines[0].set_xdata([dt.date(2015, 1, 2), dt.date(2015, 12, 31)])
    start, end = first[0][1].split()
    assert float(end) - float(start) == 364
    assert numbers(ax)["lines"] != first


def test_moving_one_point_of_a_long_line_changes_its_sums(ax):
    x, y = np.linspace(0, 1, 1000), np.full(1000, 0.5)
    (line,) = ax.plot(x, y)
    ax.set(ylim=(0, 1))
    before = numbers(ax)["lines"][0][2]
    assert before.count("0.5") == 24
    assert "(1000 in all, sums " in before
    y[500] += 2e-4
    line.set_ydata(y)
    moved = numbers(ax)["lines"][0][2]
    y[[500, 501]] = y[[501, 500]]
    line.set_ydata(y)
    swapped = numbers(ax)["lines"][0][2]
    some, sums = zip(*(text.split(" (") for text in (before, moved, swapped)), strict=True)
    assert len(set(some)) == 1
    assert len(set(sums)) == 3


@pytest.mark.parametrize("seed", range(5))
def test_the_last_bit_of_a_number_does_not_matter(ax, seed):
    random = np.random.default_rng(seed)
    values = np.r_[random.normal(size=200), np.arange(200) / 20000, 1e-17, 0, np.pi - np.pi]
    (line,) = ax.plot(values)
    ax.set(ylim=(-3, 3))
    before = numbers(ax)
    line.set_ydata(values * (1 + random.choice([-2e-16, 0, 2e-16], values.size)) + 1e-16)
    assert numbers(ax) == before


def test_small_numbers_count_on_a_logarithmic_axis(ax):
    ax.loglog([1e-10, 1], [1.23456e-17, 1e6])
    ax.set_ylim(1e-17, 1e6)
    assert numbers(ax)["lines"] == [["", "1e-10 1", "1.235e-17 1000000"]]


def test_what_is_hidden_or_noise_is_left_out(ax):
    ax.plot([0, 1])
    ax.plot([1, 0], visible=False)
    ax.plot([1e-17, 3e-17], gid="noise")
    assert len(numbers(ax)["lines"]) == 1
    ax.inset_axes([0.5, 0.5, 0.4, 0.4]).plot([2, 3])
    assert len(drawn_numbers(ax.figure)["axes"]) == 2
    ax.set_visible(False)
    assert drawn_numbers(ax.figure)["axes"] == []
