"""The book is light: kilobytes are counted, since they are the same on every machine."""

import pytest

from . import checks, weight
from .pages import CHAPTERS

PAGE_BUDGET, FRAMES_BUDGET = 400, 40  # kilobytes


@pytest.mark.browser
def test_a_chapter_opened_first_is_light(browser, site):
    with checks.Visit(browser, site / CHAPTERS[0]) as visit:
        visit.page.wait_for_load_state("networkidle")
        files = weight.of_visit(visit)
    assert any("letters/serif.woff2" in path for path in files)
    assert sum(files.values()) <= PAGE_BUDGET, files


def test_no_slider_is_heavy(site):
    heavy = {path.name: weight.kilobytes(path) for path in site.glob("_static/frames/*.js")}
    assert {name: kb for name, kb in heavy.items() if kb > FRAMES_BUDGET} == {}
