"""A benchmark that lacks something says in one line what to do."""

import subprocess
import sys

import pytest

from authoring import contents


@pytest.mark.parametrize("name", ["bars", "built_pages", "loading"])
def test_without_a_built_book_there_is_one_line(tmp_path, name):
    command = [sys.executable, "-m", f"benchmarks.{name}", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, cwd=contents.ROOT)
    assert run.returncode == 1
    assert run.stderr == f"no built book in {tmp_path}: run make book first\n"
