"""The pages of the site, and a mark that runs a test on each."""

import pytest

from authoring import contents

MADE_BY_SPHINX = ["genindex", "search"]
PAGES = [f"{name}.html" for name in contents.pages() + MADE_BY_SPHINX]
CHAPTERS = [f"{name}.html" for name in contents.chapters()]

each_page = pytest.mark.parametrize("name", PAGES, ids=lambda name: name.removesuffix(".html"))
