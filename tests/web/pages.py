"""The pages of the site, and a mark that runs a test on each."""

import pytest

from authoring import contents

MADE_BY_SPHINX = ["genindex", "search"]
PAGES = [f"{name}.html" for name in contents.pages() + MADE_BY_SPHINX]
CHAPTERS = [f"{name}.html" for name in contents.chapters()]


def on_each(pages):
    """Run a test on each of some pages."""
    short = [name.removesuffix(".html") for name in pages]
    return pytest.mark.parametrize("name", pages, ids=short)


each_page = on_each(PAGES)
