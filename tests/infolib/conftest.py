"""Hypothesis draws the same examples on every run, and no machine is too slow to pass."""

import matplotlib.pyplot as plt
import pytest
from hypothesis import settings

settings.register_profile("book", derandomize=True, deadline=None, database=None)
settings.load_profile("book")


@pytest.fixture(autouse=True)
def no_figures_of_others():
    """Close what tests before this one left open, in whatever order a worker runs them."""
    plt.close("all")


@pytest.fixture
def displayed(monkeypatch):
    """What a cell displays: one (data, metadata) for each output."""
    from IPython import display

    outputs = []

    def show(data, metadata=None, raw=False):
        outputs.append((data if raw else {"text/markdown": data.data}, metadata))

    monkeypatch.setattr(display, "display", show)
    return outputs


@pytest.fixture
def in_notebook(monkeypatch, displayed):
    """A cell that runs for a person."""
    monkeypatch.delenv("INFOLIB_SITE", raising=False)
    return displayed


@pytest.fixture
def in_site(monkeypatch, displayed):
    """A cell that runs for the built site."""
    monkeypatch.setenv("INFOLIB_SITE", "1")
    return displayed
