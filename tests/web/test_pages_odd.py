"""All that is asked of a page, asked of the second, the fourth, ...: each worker has its half."""

import pytest

from . import whole_pages
from .pages import PAGES, on_each

pytestmark = pytest.mark.browser


@on_each(PAGES[1::2])
def test_a_page_is_complete_accessible_and_quiet_at_every_width(window, site, name):
    assert whole_pages.faults_of(window, site / name) == []
