"""Every page on a wide screen, in the light and in the dark."""

import pytest

from . import checks
from .pages import CHAPTERS, each_page

pytestmark = pytest.mark.browser


@each_page
def test_a_wide_page_is_complete_accessible_and_quiet(browser, site, name):
    with checks.Visit(browser, site / name) as visit:
        page = visit.page
        if name in CHAPTERS:
            assert checks.heading_faults(page) == []
        checks.unfold(page)
        assert checks.broken_formulas(page) == []
        assert checks.overflows(page) == []
        assert checks.marks_that_begin_a_line(page) == []
        for theme in ("dark", "light"):
            checks.switch_theme(page, theme)
            assert checks.boxed_figures(page) == []
            assert checks.faint_letters(page) == []
        checks.thin_out(page)
        assert checks.axe_violations(page) == []
        checks.switch_theme(page, "dark")
        assert checks.axe_violations(page, "color-contrast") == []
        assert checks.requests_elsewhere(visit) == []
        assert visit.complaints == []
