"""Every chapter has the shape that its reader, its student and its next author rely on."""

import pytest

from authoring import blocks, contents, structure

each_chapter = pytest.mark.parametrize("path", contents.notebooks(), ids=lambda path: path.stem)


def test_anchors_are_unique_in_the_book_and_carry_no_numbers():
    counts = structure.anchor_counts()
    assert [name for name, times in counts.items() if times > 1] == []
    for path in contents.notebooks():
        assert structure.numbered_anchors(contents.words(path)) == []


@each_chapter
def test_no_heading_stands_twice(path):
    assert structure.repeated_headings(contents.words(path)) == []


@each_chapter
def test_every_block_has_a_known_name(path):
    assert blocks.unknown(contents.words(path)) == []


@each_chapter
def test_every_guess_is_answered_by_a_cell(path):
    book = structure.read(path)
    assert structure.guess_faults(book) == []
    assert structure.misplaced_guesses(book) == []


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


@each_chapter
def test_the_notebook_is_in_normal_form_and_small(path):
    assert not structure.not_in_normal_form(path), f"run: make notebooks NB={path}"
    assert path.stat().st_size <= structure.MOST_BYTES


def test_every_other_notebook_of_the_book_is_in_normal_form():
    for path in set(contents.runnable()) - set(contents.notebooks()):
        assert not structure.not_in_normal_form(path), f"run: make notebooks NB={path}"
