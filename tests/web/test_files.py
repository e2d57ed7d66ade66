"""Every page as a file: its links lead somewhere, its images say what they show."""

from . import checks
from .pages import each_page


@each_page
def test_every_link_and_anchor_leads_somewhere(site, name):
    assert checks.dead_links(site, name) == []


@each_page
def test_every_image_has_a_text_alternative(site, name):
    assert checks.unexplained_images((site / name).read_text("utf8")) == []


@each_page
def test_nothing_is_loaded_from_another_host(site, name):
    assert checks.assets_elsewhere((site / name).read_text("utf8")) == []


@each_page
def test_every_id_is_unique(site, name):
    assert checks.repeated_ids((site / name).read_text("utf8")) == []


@each_page
def test_every_tag_is_closed_as_it_was_opened(site, name):
    assert checks.unbalanced((site / name).read_text("utf8")) == []


def test_a_fold_that_is_never_closed_is_found():
    assert checks.unbalanced("<div><details><p>a</p></div>") == [
        "</div> in line 1 closes nothing",
        "<div> of line 1 is never closed",
        "<details> of line 1 is never closed",
    ]
