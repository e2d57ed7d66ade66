"""Chapters are executed before they are read, and myst-nb finds them in its cache."""

from types import SimpleNamespace

import nbformat
import pytest
from jupyter_cache import get_cache
from nbformat.v4 import new_code_cell, new_notebook

from web import execution

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
SOURCES = {"right": "print(6 * 7)", "wrong": "1 / 0"}


@pytest.fixture
def book(tmp_path):
    """A book of two notebooks and a page: what Sphinx hands over when they are about to be read."""
    for name, source in SOURCES.items():
        cells = [new_code_cell(source)]
        nbformat.write(new_notebook(cells=cells, metadata=KERNEL), tmp_path / f"{name}.ipynb")
    config = SimpleNamespace(
        nb_execution_mode="cache",
        nb_execution_cache_path=str(tmp_path / "cache"),
        nb_execution_timeout=60,
        nb_execution_allow_errors=False,
    )
    suffixes = {"right": ".ipynb", "wrong": ".ipynb", "page": ".md"}
    env = SimpleNamespace(doc2path=lambda name: str(tmp_path / name) + suffixes[name])
    return SimpleNamespace(config=config), env, list(suffixes)


def outputs(path, cache):
    """Return what myst-nb would take from its cache."""
    _, found = get_cache(cache).merge_match_into_notebook(nbformat.read(path, as_version=4))
    return [output.text for cell in found.cells for output in cell.outputs]


def test_what_runs_is_kept_and_what_fails_is_left_to_be_reported(book, tmp_path, monkeypatch):
    execution.execute_ahead(*book)
    cache = get_cache(tmp_path / "cache")
    assert outputs(tmp_path / "right.ipynb", tmp_path / "cache") == ["42\n"]
    assert execution.is_held(cache, tmp_path / "right.ipynb")
    assert not execution.is_held(cache, tmp_path / "wrong.ipynb")
    again = []
    monkeypatch.setattr(execution, "executed", lambda config, path: again.append(path.name))
    execution.execute_ahead(*book)
    assert again == ["wrong.ipynb"]
