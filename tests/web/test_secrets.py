"""What only the teacher may have is nowhere in the built site."""

import pytest

from ..grader.classroom import NAMES, assignment, secrets

HELD = (".html", ".js", ".json", ".ipynb", ".md", ".txt")


@pytest.mark.parametrize("name", NAMES)
def test_the_built_site_gives_nothing_away(site, name):
    long = {line for line in secrets(assignment(name)) if len(line) > 40}
    files = [path for path in site.rglob("*") if path.suffix in HELD]
    assert {path.suffix for path in files} >= {".html", ".js"}
    for path in files:
        text = path.read_text(encoding="utf8", errors="ignore")
        assert not [line for line in long if line in text], path
        assert f"{name}-" not in text, path
