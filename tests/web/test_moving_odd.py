"""All that is asked of figures that move, asked of the second page, the fourth, ..."""

import pytest

from . import moving_pages
from .pages import PAGES, on_each

pytestmark = pytest.mark.browser


@on_each(PAGES[1::2])
def test_figures_move_show_what_the_files_say_and_can_be_read_at_every_stop(window, site, name):
    assert moving_pages.faults_of(window, site / name) == []
