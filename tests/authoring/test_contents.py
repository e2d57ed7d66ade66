"""The table of contents and the browser are found in one place each."""

import pytest

from authoring import browser, contents

TOC = """\
format: jb-book
root: index
parts:
  - caption: One
    numbered: 1
    chapters:
      - file: 01_a
      - file: 02_b
  - caption: Two
    numbered: 1
    chapters:
      - file: 03_c
  - caption: Back
    chapters:
      - file: end
"""


@pytest.fixture
def book(tmp_path):
    (tmp_path / "_toc.yml").write_text(TOC)
    for name in ("index", "end"):
        (tmp_path / f"{name}.md").write_text(f"(top)=\n# The {name}\n")
    return tmp_path


def test_the_order_is_that_of_the_file(book):
    assert contents.pages(book) == ["index", "01_a", "02_b", "03_c", "end"]
    assert contents.numbers(book) == {"01_a": 1, "02_b": 2, "03_c": 3}
    assert [part.title for part in contents.parts(book)] == [None, "One", "Two", "Back"]


def test_a_title_is_the_first_heading(book):
    assert contents.title("end", book) == "The end"
    (book / "end.md").write_text("No heading.\n")
    with pytest.raises(ValueError, match="begin it with a line like"):
        contents.title("end", book)


def test_a_page_without_a_file_is_named(book):
    with pytest.raises(ValueError, match="names 03_c, but no such file exists"):
        contents.source("03_c", book)


def test_the_browser_is_the_one_named_or_the_first_installed(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("CHROMIUM", "FIREFOX"):
        monkeypatch.delenv(name, raising=False)
    assert browser.chromium()["channel"] == "chrome"
    assert browser.firefox() is None
    for name in ("google-chrome", "chromium", "firefox"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    assert browser.chromium()["executable_path"] == str(tmp_path / "chromium")
    assert browser.firefox() == str(tmp_path / "firefox")
    monkeypatch.setenv("CHROMIUM", "/opt/mine")
    assert browser.chromium()["executable_path"] == "/opt/mine"
