"""What the project imports is named in its requirements; its version stands in one place."""

import ast
import re
import sys
import sysconfig
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

import infolib
from authoring import contents, order

ROOT = contents.ROOT
FILES = [path for path in order.text_files(ROOT) if "release" not in path.parts]
OWN = {part for path in FILES for part in path.relative_to(ROOT).with_suffix("").parts}


def code(path):
    """Return the Python of a file or of a notebook's cells."""
    text = path.read_text("utf8")
    if path.suffix == ".py":
        return text
    return "\n".join(source for kind, source in contents.sources(text) if kind == "code")


def imports(source):
    """Return the top-level modules that a program imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module.split(".")[0])
    return found


def requirements(text):
    """Return the names in a list of requirements, as their index spells them."""
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    return {
        re.split(r"[=<>\[ ]", line)[0].lower().replace("_", "-")
        for line in lines
        if line and not line.startswith("-")
    }


def unnamed(modules, named):
    """Return the modules whose distribution no list names."""
    distributions = packages_distributions()
    foreign = set(modules) - sys.stdlib_module_names - OWN
    return {
        module
        for module in foreign
        if not {name.lower().replace("_", "-") for name in distributions.get(module, [])} & named
    }


def test_every_import_is_of_something_that_a_requirement_names():
    modules = {
        name for path in FILES if path.suffix in (".py", ".ipynb") for name in imports(code(path))
    }
    lists = [path.read_text("utf8") for path in ROOT.glob("requirements*.txt")]
    assert unnamed(modules, set().union(*map(requirements, lists))) == set()


def test_an_import_that_no_requirement_names_is_found():
    assert unnamed(imports("import numpy.linalg\nfrom PIL import Image"), {"numpy"}) == {"PIL"}


def test_constraints_pin_every_requirement_to_the_same_version():
    pinned = (ROOT / "constraints.txt").read_text("utf8")
    constraints = dict(re.findall(r"^([\w.-]+)==(\S+)", pinned, flags=re.M))
    constraints = {name.lower().replace("_", "-"): version for name, version in constraints.items()}
    for path in ROOT.glob("requirements*.txt"):
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", path.read_text("utf8"), flags=re.M):
            name = name.lower().replace("_", "-")
            assert constraints.get(name, version) == version, f"{name} in {path.name}"


def test_the_project_is_on_the_path_and_needs_no_finder():
    """Each start of Python would load the finder; a run of the tests has thousands."""
    assert not list(Path(sysconfig.get_path("purelib")).glob("__editable__*finder.py"))


def test_the_version_stands_in_infolib_and_the_changelog_ends_at_it():
    assert "version" not in yaml.safe_load((ROOT / "CITATION.cff").read_text("utf8"))
    newest = re.search(r"^## (\S+)", (ROOT / "chapters/changelog.md").read_text("utf8"), flags=re.M)
    assert newest[1] == infolib.__version__


@pytest.mark.parametrize("name", ["Makefile", ".ci/run", "binder/postBuild", "_toc.yml"])
def test_files_that_a_shell_reads_have_the_line_ends_of_unix(name):
    assert b"\r" not in (ROOT / name).read_bytes()
    attributes = (ROOT / ".gitattributes").read_text("utf8")
    assert re.search(rf"^{re.escape(name)} .*eol=lf|^\* .*eol=lf", attributes, flags=re.M)
