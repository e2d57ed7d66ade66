"""make check names what one chapter still lacks, with the mend."""

import re
import shutil

import nbformat
import pytest

from authoring import check, contents, notebooks

CHAPTER = contents.notebooks()[0]


@pytest.fixture
def chapter(tmp_path):
    """A copy of a chapter, to be spoilt."""
    (tmp_path / "chapters").mkdir()
    for name in ("pyproject.toml", "chapters/ruff.toml"):
        shutil.copy(contents.ROOT / name, tmp_path / name)
    return shutil.copy(CHAPTER, tmp_path / "chapters" / CHAPTER.name)


def spoil(path, change, normal=True):
    """Change a notebook, and keep it in normal form if asked."""
    book = nbformat.read(path, as_version=4)
    change(book)
    path.write_text(notebooks.dumps(notebooks.normalise(book) if normal else book), "utf8")


def faults(path):
    """Return what all checks but the slow run find."""
    return [fault for look in check.CHECKS[:-1] for fault in look(path)]


def test_a_copy_is_in_shape_until_it_is_spoilt(chapter):
    assert faults(chapter) == []


def test_a_chapter_that_the_table_of_contents_lacks_is_told_its_line(chapter):
    draft = chapter.rename(chapter.with_name("08a_draft.ipynb"))
    assert "add `- file: chapters/08a_draft` where it belongs" in check.place(draft)[0]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("## In one breath", "## Summary", "the last sections"),
        ("# Surprise", "# Surprise\n\nSee chapter 5.", "chapters named by their place"),
        ("# Surprise", "# Surprise\n\n[Codes](03_code.ipynb)", "not in _toc.yml"),
        ("# Surprise", "# Surprise\n\n{term}`bit`", "what only the site could read"),
        ("# Surprise", "# Surprise\n\n[x](glossary.md#surprize)", "surprize"),
        ("# Surprise", "# Surprise\n\n[Theorem](#thm-none)", "thm-none"),
        ("# Surprise", "# Surprise\n\n[Nobody (1900)](bibliography.md#nobody1900)", "nobody1900"),
        ("# Surprise", "# Surprise\n\n[I (1948)](bibliography.md#shannon1948)", "Shannon (1948)"),
        ("# Surprise", "# Surprise\n\n> **Theorm.** No.", "none of the names Definition"),
        ("# Surprise", "# Surprise\n\n> **Guess.** How much?", "something follows a guess"),
        ("# Surprise", '# Surprise\n\n<a id="thm-gibbs"></a>', "used twice"),
        ("# Surprise", '# Surprise\n\n<a id="thm-05-gibbs"></a>', "anchors with numbers"),
    ],
)
def test_a_spoilt_shape_is_named(chapter, old, new, fault):
    def change(book):
        for cell in book.cells:
            cell.source = re.sub(rf"^{old}$", lambda _: new, cell.source, flags=re.M)

    spoil(chapter, change)
    if fault == "used twice":  # an anchor of another chapter, so it is there once more
        around = check.structure.surroundings()
        around.anchors["thm-gibbs"] += 1
        assert any(fault in line for line in check.structure.faults(chapter, around))
    else:
        assert any(fault in line for line in faults(chapter)), faults(chapter)


def test_code_that_ruff_would_change_is_named(chapter):
    spoil(chapter, lambda book: book.cells[2].update(source=book.cells[2].source + "\nx = {  }"))
    assert any(
        "would be reformatted" in fault or "Would reformat" in fault for fault in faults(chapter)
    )


def test_an_editors_traces_are_named(chapter):
    spoil(chapter, lambda book: book.cells[2].metadata.update(collapsed=True), normal=False)
    assert faults(chapter) == [f"not in normal form: run make notebooks NB=chapters/{chapter.name}"]


def test_a_chapter_in_which_one_printed_digit_changed_lacks_only_that(chapter):
    def change(book):
        told = [o for cell in book.cells for o in cell.get("outputs", [])]
        one = next(output for output in told if "4.585" in output.get("text", ""))
        one.text = one.text.replace("4.585", "4.586", 1)

    spoil(chapter, change)
    found = check.check(chapter)
    assert len(found) == 1
    assert "4.586" in found[0]


def test_what_cannot_be_read_is_named_and_the_other_checks_go_on(tmp_path, monkeypatch):
    monkeypatch.setattr(check, "CHECKS", check.CHECKS[:-1])
    path = tmp_path / "empty.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)
    found = check.check(path)
    assert any("_toc.yml does not name it" in fault for fault in found)
    assert any("could not be judged" in fault for fault in found)


def test_the_answer_is_a_line_or_a_list(capsys, monkeypatch):
    monkeypatch.setattr(check, "CHECKS", [lambda path: []])
    assert check.main([str(CHAPTER)]) == 0
    assert capsys.readouterr().out == f"{CHAPTER.name}: is in shape\n"
    monkeypatch.setattr(check, "CHECKS", [lambda path: ["a fault\non two lines"]])
    assert check.main([str(CHAPTER)]) == 1
    assert capsys.readouterr().out.endswith("mend this:\n  - a fault\n    on two lines\n")


def test_a_name_that_is_no_file_and_no_name_are_answered(capsys):
    assert check.main(["chapters/99_nothing.ipynb"]) == 1
    assert "there is no such file" in capsys.readouterr().out
    assert check.main([]) == 2
    assert "make check NB=" in capsys.readouterr().err
