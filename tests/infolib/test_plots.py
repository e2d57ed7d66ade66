"""The areas in the book's pictures are the measures that they stand for."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

import infolib as il
from infolib.drawing import palette

P = [0.5, 0.25, 0.125, 0.125, 0.0]
Q = [0.25, 0.25, 0.25, 0.125, 0.125]


@pytest.fixture(autouse=True)
def style():
    with plt.style.context(il.book_style):
        yield
    plt.close("all")


def signed_areas(bars):
    return [float(bar.get_width() * bar.get_height()) for bar in bars]


def test_a_distribution_is_drawn_as_high_as_it_is_probable():
    ax = il.plot_distribution(P, Q, labels="abcde")
    p, q = ax.containers
    assert [bar.get_height() for bar in p] == P
    assert [bar.get_height() for bar in q] == Q
    assert [label.get_text() for label in ax.get_xticklabels()] == list("abcde")


def test_bars_of_truth_and_model_do_not_overlap():
    p, q = il.plot_distribution(P, Q).containers
    assert all(a.get_x() + a.get_width() <= b.get_x() + 1e-12 for a, b in zip(p, q, strict=True))


def test_the_area_of_surprise_is_the_entropy():
    ax = il.plot_surprise(P)
    assert sum(signed_areas(ax.containers[0])) == pytest.approx(il.entropy(P))
    assert ax.get_title() == "H(p) = 1.75 bits"


def test_the_signed_strip_is_the_divergence():
    ax = il.plot_surprise(P, Q)
    _, _, more, less = ax.containers
    strip = sum(signed_areas(more)) + sum(signed_areas(less))
    assert strip == pytest.approx(il.kl_divergence(P, Q))
    assert min(signed_areas(more)) >= 0
    assert max(signed_areas(less)) <= 0


def test_bars_lie_side_by_side_from_0_to_1():
    bars = il.plot_surprise(P).containers[0]
    left = [bar.get_x() for bar in bars]
    right = [bar.get_x() + bar.get_width() for bar in bars]
    assert left[0] == 0
    assert right[-1] == pytest.approx(1)
    assert left[1:] == pytest.approx(right[:-1])


def test_an_infinite_surcharge_leaves_the_picture_and_says_so():
    ax = il.plot_surprise([0.5, 0.5], [1, 0])
    assert "∞" in ax.get_title()
    assert "inf" not in ax.get_title()
    assert [text.get_text() for text in ax.texts] == ["∞"]
    assert np.isfinite(ax.get_ylim()).all()


def test_an_impossible_outcome_that_the_model_rules_out_costs_nothing():
    ax = il.plot_surprise([1, 0], [1, 0])
    assert ax.get_title() == "H(p, q) = 0.00 = 0.00 + 0.00 bits"
    assert list(ax.texts) == []


def test_an_outcome_too_thin_for_its_name_has_none():
    ax = il.plot_surprise([0.98, 0.02], labels=["often", "hardly"])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["often"]


def test_of_two_thin_neighbours_the_first_has_its_name():
    ax = il.plot_surprise([0.46, 0.04, 0.04, 0.46], labels=["00", "01", "10", "11"])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["00", "01", "11"]
    ax = il.plot_surprise([0.44, 0.06, 0.06, 0.44], labels=["00", "01", "10", "11"])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["00", "01", "10", "11"]


@pytest.mark.parametrize("plot", [il.plot_distribution, il.plot_surprise])
def test_a_picture_is_drawn_where_it_is_told(plot):
    _, (left, right) = plt.subplots(1, 2)
    assert plot(P, ax=right) is right
    assert list(left.patches) == []


@pytest.mark.parametrize("plot", [il.plot_distribution, il.plot_surprise])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0.5, 0.6],), "p"),
        (([0.5, 0.5], [0.9, 0.9]), "q"),
        (([0.5, 0.5], [1.0]), "one length"),
        (([[0.5, 0.5]],), "single distributions"),
    ],
)
def test_what_is_no_distribution_is_refused(plot, arguments, message):
    with pytest.raises(ValueError, match=message):
        plot(*arguments)
    assert plt.get_fignums() == []


def test_as_many_labels_as_outcomes():
    with pytest.raises(ValueError, match="2 names for 5 outcomes"):
        il.plot_surprise(P, labels=["a", "b"])


@pytest.mark.parametrize("plot", [il.plot_distribution, il.plot_surprise])
@pytest.mark.parametrize("name", ["$5", "$x$", r"$\frac$", "5 %", "a_b^c", "50 % $"])
def test_a_name_is_text_and_no_formula(plot, name):
    ax = plot([0.5, 0.5], labels=[name, "b"])
    ax.figure.canvas.draw()
    assert [label.get_text() for label in ax.get_xticklabels()] == [name, "b"]
    assert not any(label.get_parse_math() for label in ax.get_xticklabels())


def test_what_the_model_saves_is_hatched_in_the_third_colour():
    less = il.plot_surprise(P, Q).containers[3]
    assert {bar.get_hatch() for bar in less} == {"///"}
    assert {to_hex(bar.get_edgecolor()) for bar in less} == {palette.LIGHT["2"]}
