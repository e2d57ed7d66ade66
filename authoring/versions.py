"""Run the chapters and infolib's tests on the oldest versions, the newest, and a hosted notebook's.

Usage: python -m authoring.versions [oldest] [hosted] [newest]

Each set gets a throw-away environment of the Python that runs this.  The second cell's install line
is obeyed there, by the checkout in place of its address:

- oldest: every direct dependency at the lower bound that pyproject.toml gives it
- hosted: upon what a hosted notebook has installed already, `authoring/hosted.txt`
- newest: with nothing in its way

A chapter must run from top to bottom.  What it prints may differ: the texts and tables that other
packages bring along change with their versions, and the book is built with those it pins.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

from packaging.requirements import Requirement

from authoring import contents

HOSTED = Path(__file__).with_name("hosted.txt")
TOOLS = ("beautifulsoup4", "hypothesis", "ipykernel", "mpmath", "nbval", "pytest", "pytest-xdist")
# warnings are other packages' about each other; types are checked where mypy is pinned
TESTS = ("-o", "addopts=", "-W", "default", "--nbval-lax", "--nbval-cell-timeout=300", "-q", "-n2")
TESTS += ("--dist=loadfile", "-p", "no:cacheprovider", "--ignore=tests/infolib/test_types.py")


def requirements(project):
    """Return what a pyproject.toml requires of others, with every extra."""
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    found = [Requirement(text) for texts in lists for text in texts]
    return [each for each in found if each.name != project["name"]]


def lower_bounds(project):
    """Return the lowest version that each requirement of a pyproject.toml allows, by its name."""
    found = {}
    for requirement in requirements(project):
        lowest = [part.version for part in requirement.specifier if part.operator == ">="]
        if len(lowest) != 1:
            raise ValueError(
                f"{requirement} has no lower bound: write {requirement.name}>=, the oldest version"
                " on which the chapters run"
            )
        found[requirement.name] = lowest[0]
    return found


def pins(project):
    """Return constraints that hold every requirement at its lower bound."""
    return "".join(f"{name}=={version}\n" for name, version in lower_bounds(project).items())


def make_environment(folder, versions):
    """Make an environment with one set of versions, and return its Python."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    install = [python, "-m", "pip", "install", "--quiet"]
    line = [f"{contents.ROOT}[chapters]"]
    if versions == "oldest":
        oldest = folder / "oldest.txt"
        project = tomllib.loads((contents.ROOT / "pyproject.toml").read_text("utf8"))["project"]
        oldest.write_text(pins(project), "utf8")
        line += ["--constraint", oldest]
    elif versions == "hosted":
        subprocess.run([*install, "--requirement", HOSTED], check=True)
        line += ["--constraint", HOSTED]  # the line must leave what is there as it is
    subprocess.run([*install, *line, *TOOLS], check=True)
    shutil.rmtree(contents.ROOT / "build", ignore_errors=True)  # setuptools would use it again
    return python


def passes(versions):
    """Run everything on one set of versions, and return whether it passed."""
    with tempfile.TemporaryDirectory(prefix="versions-") as folder:
        python = make_environment(Path(folder), versions)
        print(f"{versions}:", flush=True)
        subprocess.run([python, "-m", "pip", "list"], check=True)
        notebooks = [str(path.relative_to(contents.ROOT)) for path in contents.notebooks()]
        command = [python, "-m", "pytest", *TESTS, *notebooks, "tests/infolib"]
        return subprocess.run(command, cwd=contents.ROOT, check=False).returncode == 0


def main(arguments):
    """Run the named sets, and say which failed."""
    sets = ("oldest", "hosted", "newest")
    parser = argparse.ArgumentParser(prog="python -m authoring.versions")
    parser.add_argument("sets", nargs="*", metavar="oldest|hosted|newest", help="all if none")
    asked = parser.parse_args(arguments).sets or sets
    if unknown := set(asked) - set(sets):
        parser.error(f"there is no set {', '.join(sorted(unknown))}: name oldest, hosted or newest")
    failed = [versions for versions in asked if not passes(versions)]
    print(f"Failed: {', '.join(failed)}" if failed else "Every chapter runs on each.")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
