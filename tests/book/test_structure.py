"""Every chapter has the shape that its reader, its student and its next author rely on."""

import pytest

from authoring import contents, structure

each_chapter = pytest.mark.parametrize("path", contents.notebooks(), ids=lambda path: path.stem)


def test_labels_are_unique_in_the_book_and_carry_no_numbers():
    counts = structure.label_counts()
    assert [label for label, times in counts.items() if times > 1] == []
    for page in contents.pages():
        assert structure.numbered_labels(contents.words(contents.source(page))) == []


def test_every_label_that_a_page_refers_to_is_defined():
    known = structure.label_counts()
    for page in contents.pages():
        words = contents.words(contents.source(page))
        assert structure.unknown_references(words, known) == [], page


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
    assert structure.exercise_faults(structure.read(path)) == []


def test_every_citation_is_in_the_bibliography():
    known = structure.works()
    for path in contents.notebooks():
        assert structure.unknown_citations(structure.read(path), known) == [], path.name


@each_chapter
def test_the_notebook_is_in_normal_form_and_small(path):
    assert not structure.not_in_normal_form(path), f"run: make notebooks NB={path}"
    assert path.stat().st_size <= structure.MOST_BYTES
