"""Each figure that answers the hand leaves a cell with a still, its words and what moves it."""

import json

import matplotlib.pyplot as plt
import pytest

import infolib as il
from infolib.drawing import showing

WORDS = {"alt": "A picture.", "caption": "Drag."}
SHOWN = {
    "arch": lambda **w: il.explore_binary_entropy(0.8, labels=["heads", "tails"], **w),
    "triangle": lambda **w: il.explore_three_outcomes([0.5, 0.25, 0.25], **w),
}
SAID = {
    "arch": "At heads = 0.80 the entropy is 0.722 bits.",
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


REFUSED = [
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
