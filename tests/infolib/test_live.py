"""Each figure that answers the hand leaves a cell with a still, its words and what moves it."""

import json

import matplotlib.pyplot as plt
import numpy as np
import pytest
from scipy import stats

import infolib as il
from infolib.drawing import showing

WORDS = {"alt": "A picture.", "caption": "Drag."}
SHOWN = {
    "arch": lambda **w: il.explore_binary_entropy(0.8, labels=["heads", "tails"], **w),
    "orders": lambda **w: il.explore_orders([0.5, 0.25, 0.125, 0.125], 2, **w),
    "hills": lambda **w: il.explore_two_hills(2.6, 1, 2, **w),
    "triangle": lambda **w: il.explore_three_outcomes([0.5, 0.25, 0.25], **w),
}
SAID = {
    "arch": "At heads = 0.80 the entropy is 0.722 bits.",
    "orders": "At order 2: 1.541 bits, like 2.909 equal outcomes.",
    "hills": "At d = 2.60 and q = 1.00 ± 2.00, in bits: D(p‖q) = 0.877, D(q‖p) = 0.963.",
    "triangle": "The dot: 1.50 bits, like 2.83 equal ways.",
}


@pytest.fixture(autouse=True)
def style():
    with plt.style.context(il.book_style):
        yield


@pytest.fixture(params=SHOWN)
def name(request):
    return request.param


def test_the_site_gets_a_still_the_scripts_and_the_state(in_site, name):
    SHOWN[name](**WORDS)
    ((data, _),) = in_site
    facts = json.loads(json.dumps(data[showing.MIME], allow_nan=False))
    assert facts["kind"] == "live"
    assert data["text/plain"] == f"A picture. ({SAID[name]})"
    assert facts["svg"].startswith("<svg viewBox=")
    assert facts["script"].rstrip().endswith("export default { render };")
    assert facts["state"]["alt"] == "A picture."
    assert facts["numbers"]["axes"]


def test_a_notebook_keeps_the_still_and_a_live_widget(in_notebook, name):
    SHOWN[name](**WORDS)
    (bundle, _), caption = in_notebook
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/html"].endswith("<p>Run this cell to move it.</p>")
    assert caption[0] == {"text/markdown": "*Drag.*"}
    assert plt.get_fignums() == []


@pytest.mark.parametrize("missing", WORDS)
def test_words_are_asked_for(name, missing):
    with pytest.raises(ValueError, match=missing):
        SHOWN[name](**{**WORDS, missing: " "})


def test_the_dial_takes_the_stop_nearest_to_an_order(in_site):
    for alpha, stop in [
        (0, 0),
        (0.5, 40),
        (1, 60),
        (1.01, 60),
        (2, 80),
        (1000, 120),
        (np.inf, 120),
    ]:
        il.explore_orders([0.5, 0.5], alpha, **WORDS)
        assert in_site.pop()[0][showing.MIME]["state"]["stop"] == stop


@pytest.mark.parametrize(("d", "mu", "sigma"), [(0.5, 0, 1), (2.6, 1, 2), (4, -4.5, 0.8)])
def test_the_words_about_the_hills_are_right(in_site, d, mu, sigma):
    il.explore_two_hills(d, mu, sigma, **WORDS)
    x = np.linspace(-13, 13, 5201)
    p = il.normalize(stats.norm.pdf(x, -d, 1) + stats.norm.pdf(x, d, 1))
    q = il.normalize(stats.norm.pdf(x, mu, sigma))
    words = in_site[0][0]["text/plain"]
    assert f"D(p‖q) = {il.kl_divergence(p, q):.3f}, D(q‖p) = {il.kl_divergence(q, p):.3f}" in words


REFUSED = [
    (lambda: il.explore_two_hills(5, 0, 1, **WORDS), "d is 5: give one number from 0.5 to 4"),
    (lambda: il.explore_two_hills(2, float("nan"), 1, **WORDS), "mu is nan"),
    (lambda: il.explore_two_hills(2, 0, [1, 2], **WORDS), "sigma is"),
    (lambda: il.explore_orders([1.0], 2, **WORDS), "two to eight outcomes"),
    (lambda: il.explore_orders([0.5, 0.5], -1, **WORDS), "alpha is -1"),
    (lambda: il.explore_orders([0.5, 0.5], [1, 2], **WORDS), "give one order"),
    (lambda: il.explore_orders([0.5, 0.5], 2, labels="abc", **WORDS), "3 names for 2 outcomes"),
    (lambda: il.explore_binary_entropy(1.5, **WORDS), "p holds 1.5"),
    (lambda: il.explore_binary_entropy([0.5, 0.5], **WORDS), "p has shape"),
    (lambda: il.explore_binary_entropy(0.5, labels="abc", **WORDS), "3 names for 2 outcomes"),
    (lambda: il.explore_three_outcomes([0.5, 0.5], **WORDS), "p has shape"),
    (lambda: il.explore_three_outcomes([0.5, 0.5, 0.5], **WORDS), "p sums to 1.5"),
    (lambda: il.explore_three_outcomes([1, 0, 0], labels="ab", **WORDS), "2 names for 3 outcomes"),
    (lambda: il.explore_three_outcomes([1, 0, 0], marks={"m": [1, 0]}, **WORDS), "marks has shape"),
]


@pytest.mark.parametrize(("show", "fault"), REFUSED)
def test_what_cannot_be_shown_is_refused(show, fault):
    with pytest.raises(ValueError, match=fault):
        show()
