"""All that is asked of a page, asked of the second, the fourth, ...: each worker has its half."""

import pytest

from . import whole_pages
from .pages import PAGES, on_each
from .whole_pages import visit  # noqa: F401  a fixture

pytestmark = pytest.mark.browser


@on_each(PAGES[1::2])
def test_a_page_is_complete_accessible_and_quiet_at_every_width(visit, site, name):  # noqa: F811
    assert whole_pages.faults_of(visit, site / name) == []
