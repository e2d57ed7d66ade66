"""The book is light: kilobytes are counted, since they are the same on every machine."""

import pytest

from . import checks, weight

BUDGETS = {"chapters/index": 150, "chapters/06_asymmetry": 270}  # kilobytes
FRAMES_BUDGET, REQUESTS = 40, 20


@pytest.mark.browser
@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_opened_first_is_light(browser, site, name):
    with checks.Visit(browser, site / f"{name}.html") as visit:
        visit.page.wait_for_load_state("networkidle")
        files = weight.of_visit(visit)
    assert any("letters/serif.woff2" in path for path in files)
    assert sum(files.values()) <= BUDGETS[name], files
    assert len(files) < REQUESTS, files


def test_no_slider_is_heavy(site):
    heavy = {path.name: weight.kilobytes(path) for path in site.glob("_static/frames/*.js")}
    assert {name: kb for name, kb in heavy.items() if kb > FRAMES_BUDGET} == {}
