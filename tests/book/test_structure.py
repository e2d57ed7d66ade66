"""Every chapter has the shape that its reader, its student and its next author rely on."""

from collections import Counter

import pytest
import structure

each_chapter = pytest.mark.parametrize("path", structure.chapters(), ids=lambda path: path.stem)


def test_every_chapter_is_in_the_table_of_contents():
    listed = structure.in_toc()
    assert [c.stem for c in structure.chapters() if f"chapters/{c.stem}" not in listed] == []


def test_every_entry_of_the_table_of_contents_exists():
    files = {path.with_suffix("").as_posix() for path in structure.ROOT.glob("chapters/*.*")}
    listed = {(structure.ROOT / name).as_posix() for name in structure.in_toc()}
    assert listed - files == set()


def test_labels_are_unique_in_the_book():
    labels = Counter(
        x for path in structure.chapters() for x in structure.labels(structure.read(path))
    )
    assert [label for label, times in labels.items() if times > 1] == []


@each_chapter
def test_every_code_cell_was_executed_in_order(path):
    assert structure.unexecuted_cells(structure.read(path)) == []


@each_chapter
def test_no_cell_failed_or_warned(path):
    assert structure.failed_cells(structure.read(path)) == []


@each_chapter
def test_no_code_cell_needs_scrolling(path):
    assert structure.long_cells(structure.read(path)) == []


@each_chapter
def test_every_figure_has_a_text_alternative_and_a_caption(path):
    assert structure.unexplained_figures(structure.read(path)) == []


@each_chapter
def test_all_randomness_has_an_explicit_seed(path):
    assert structure.hidden_randomness(structure.read(path)) == []


@each_chapter
def test_the_chapter_has_its_parts(path):
    assert structure.missing_parts(structure.read(path)) == []


@each_chapter
def test_five_to_seven_exercises_each_have_a_folded_solution(path):
    book = structure.read(path)
    asked, solved = structure.exercises(book)
    assert 5 <= len(asked) <= 7
    assert sorted(asked) == sorted(solved)
    assert structure.unclosed_solutions(book) == 0


@each_chapter
def test_every_citation_is_in_the_bibliography(path):
    assert structure.unknown_citations(structure.read(path)) == []


@each_chapter
def test_the_notebook_is_in_normal_form_and_small(path):
    assert not structure.not_in_normal_form(path), f"run: make notebooks NB={path}"
    assert path.stat().st_size <= structure.MOST_BYTES
