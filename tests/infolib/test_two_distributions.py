"""The draggable pair leaves a cell with its words, its numbers, and what makes it move."""

import json
import re

import matplotlib.pyplot as plt
import pytest

import infolib as il
from infolib.drawing import live, showing
from infolib.drawing.palette import DARK, LIGHT

WORDS = {"alt": "Bars.", "caption": "Drag."}
P, Q = [0.5, 0.5], [0.25, 0.75]


@pytest.fixture(autouse=True)
def style():
    with plt.style.context(il.book_style):
        yield


def test_the_site_gets_the_still_and_what_moves_it(in_site):
    il.explore_two_distributions(P, Q, labels=["a", "b"], **WORDS)
    ((data, _),) = in_site
    facts = json.loads(json.dumps(data[showing.MIME], allow_nan=False))
    assert facts["kind"] == "live"
    assert facts["state"] == {"p": P, "q": Q, "labels": ["a", "b"], "alt": "Bars."}
    assert (facts["alt"], facts["caption"]) == tuple(WORDS.values())
    assert data["text/plain"].startswith("Bars. (In bits: H(p) = 1.000, H(p, q) = 1.208, ")
    assert facts["svg"].startswith("<svg viewBox=")
    assert "export default { render }" in facts["script"]
    assert "const hand = " in facts["hand"]
    assert ".live {" in facts["style"]
    assert len(facts["numbers"]["axes"]) == 2


def test_a_notebook_keeps_the_still_and_a_live_widget(in_notebook):
    il.explore_two_distributions(P, Q, **WORDS)
    (bundle, _), caption = in_notebook
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/html"].endswith("<p>Run this cell to move it.</p>")  # seen where it is not
    assert set(bundle[showing.MIME]) == {"kind", "numbers"}
    assert caption[0] == {"text/markdown": "*Drag.*"}
    assert plt.get_fignums() == []


def test_the_block_takes_its_colours_from_the_one_table():
    used = set(re.findall(r"--plot-(\w+)", live.source("hand.css")))
    assert used <= set(LIGHT)
    style = live.widget_class("two_distributions", ("p", "q"))._css
    for colours in (LIGHT, DARK):
        assert all(f"--plot-{name}: {colours[name]};" in style for name in used)


@pytest.mark.parametrize("p", [[1.0], [0.2] * 5, [[0.5, 0.5]]], ids=str)
def test_too_few_or_too_many_outcomes_are_refused(p):
    with pytest.raises(ValueError, match="two to four outcomes"):
        il.explore_two_distributions(p, p, **WORDS)
