"""The command that prints the book says what it wants before it begins."""

import pytest

from authoring import printing


def test_a_folder_without_the_built_book_is_refused_in_one_line(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("sys.argv", ["printing", str(tmp_path)])
    with pytest.raises(SystemExit):
        printing.main()
    said = capsys.readouterr().err.splitlines()
    assert said[-1].endswith("does not hold the built book: run make book first")
