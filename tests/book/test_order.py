"""The order of the book stands in _toc.yml; a chapter put in between changes nothing else."""

import json
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest

from authoring import chapter_path, contents, glossary, links, notebooks, order, structure
from authoring.numbers import account

ROOT = contents.ROOT
CHAPTERS = contents.chapters()
AFTER = CHAPTERS[len(CHAPTERS) // 2]  # a chapter is put in behind this one
FIRST, LAST = CHAPTERS[0], CHAPTERS[-1]


def number(chapter):
    """Return what a chapter's file name has before its first underscore."""
    return Path(chapter).name.partition("_")[0]


def slug(chapter):
    """Return what a chapter's file name has after its first underscore."""
    return Path(chapter).name.partition("_")[2]


NEW = f"chapters/{number(AFTER)}a_put_in_by_this_test"
NUMBERED = f"chapters/{CHAPTERS.index(AFTER) + 2:02}_put_in_by_this_test"
FIRST_CELL = f"""\
# Inserted

**You will be able to** do more. **You need** \
[{contents.title(AFTER)}]({Path(AFTER).name}.ipynb). **Time** 40 minutes."""
PATHS = ("index", "instructors")  # the pages that show the path of the chapters
EXERCISES = ("one", "two", "three", "four", "five")


@pytest.fixture(scope="module")
def originals():
    """The book's sources."""
    return order.text_files(ROOT)


def copied(originals, folder):
    """Copy the whole book's sources into a folder."""
    for path in originals:
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return folder


@pytest.fixture
def copy(originals, tmp_path):
    """A copy of the whole book's sources."""
    return copied(originals, tmp_path)


@pytest.mark.parametrize("folder", ["build/lib/infolib", "dist", "_build/html", ".venv"])
def test_what_was_built_is_no_part_of_the_book(copy, folder):
    before = order.text_files(copy)
    (copy / folder).mkdir(parents=True)
    (copy / folder / "codes.py").write_text("", "utf8")
    assert order.text_files(copy) == before


@pytest.fixture
def inserted(copy):
    """A copy with one more chapter: its file, and its line in _toc.yml."""
    return with_new_chapter(copy)


def with_new_chapter(copy):
    """Put one more chapter into a copy."""
    write_chapter(copy / f"{NEW}.ipynb", FIRST_CELL)
    toc = copy / "_toc.yml"
    line = "      - file: {}\n".format
    assert line(AFTER) in toc.read_text("utf8")
    toc.write_text(toc.read_text("utf8").replace(line(AFTER), line(AFTER) + line(NEW)), "utf8")
    return copy


class Renumbered(NamedTuple):
    """A copy with one more chapter that was renumbered, to be looked at only."""

    root: Path
    before: list  # its chapters, as they were
    gone: dict  # what renumber returned


@pytest.fixture(scope="module")
def renumbered(originals, tmp_path_factory):
    """A renumbered copy for all who look at one: to make it takes longer than to look."""
    root = with_new_chapter(copied(originals, tmp_path_factory.mktemp("renumbered")))
    before = contents.chapters(root)
    return Renumbered(root, before, order.renumber(root))


def write_chapter(path, first_cell):
    """Write a short chapter of the required shape."""
    texts = [first_cell, "## In one breath\n\nIt bends.", "## Exercises"]
    for name in EXERCISES:
        texts += [f"### Number {name}\n\nWhy?", notebooks.SOLUTION, "Because."]
    texts.append("## Where to read on\n\nNowhere.")
    cells = [nbformat.v4.new_markdown_cell(text) for text in texts]
    book = nbformat.v4.new_notebook(cells=cells)
    notebooks.put_colab_note(book)
    path.write_text(notebooks.dumps(notebooks.normalise(book)), "utf8")


def faults(root):
    """Return all faults of order, shape, links and glossary that the sources of a book have."""
    found = order.misplaced(root) + order.needs_ahead(root)
    around = structure.surroundings(root)
    for path in contents.notebooks(root):
        found += structure.faults(path, around)
    for page in set(contents.pages(root)) - set(contents.chapters(root)):
        words = contents.words(contents.source(page, root))
        found += links.faults(words, page, around.titles, around.places)
        if chapter_path.with_path(words, root) != words:
            found.append(f"the path on {page} is not that of the chapters")
    text = glossary.text(root)
    if glossary.with_first_uses(text, root) != text:
        found.append("the glossary names another chapter as a term's first")
    return found


def state(root):
    """Return the bytes of every file."""
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def swap(toc, first, second):
    """Exchange two entries of a table of contents."""
    text = toc.read_text("utf8").replace(first, "?").replace(second, first).replace("?", second)
    toc.write_text(text, "utf8")


def test_files_sort_in_the_order_of_the_table_of_contents():
    assert order.misplaced() == []


def test_every_chapter_needs_only_chapters_before_it():
    assert order.needs_ahead() == []


def test_every_notebook_is_in_the_table_of_contents_once_and_every_entry_exists():
    files = [path for path in ROOT.glob("chapters/*") if path.suffix in contents.SUFFIXES]
    assert sorted(contents.pages()) == sorted(f"chapters/{path.stem}" for path in files)


@pytest.fixture(scope="module")
def around():
    return structure.surroundings()


@pytest.mark.parametrize("page", contents.pages())
def test_every_link_leads_to_a_place_and_carries_its_title(page, around):
    words = contents.words(contents.source(page))
    assert links.faults(words, page, around.titles, around.places) == []
    assert structure.citation_faults(words, page, around.works) == []
    assert structure.directives(words) == []


@pytest.mark.parametrize("page", contents.pages())
def test_the_path_of_the_chapters_is_that_of_the_table_of_contents(page):
    words = contents.words(contents.source(page))
    assert chapter_path.with_path(words) == words
    assert chapter_path.MARK not in words or chapter_path.table() in words


def test_no_page_names_a_chapter_by_its_place():
    for page in contents.pages():
        words = contents.words(contents.source(page))
        assert structure.typed_chapter_numbers(words) == [], page


def test_an_inserted_chapter_needs_its_file_and_its_line(inserted):
    paths = [f"the path on chapters/{page} is not that of the chapters" for page in PATHS]
    assert sorted(faults(inserted)) == paths
    order.mend(inserted)
    assert faults(inserted) == []
    assert contents.numbers(inserted)[NEW] == contents.numbers()[AFTER] + 1
    assert contents.needs(NEW, inserted) == [AFTER]


def test_an_inserted_chapter_without_its_line_is_found(inserted):
    toc = inserted / "_toc.yml"
    toc.write_text(toc.read_text("utf8").replace(f"      - file: {NEW}\n", ""), "utf8")
    page = inserted / "chapters/notation.md"
    page.write_text(page.read_text("utf8") + f"\n[Inserted]({Path(NEW).name}.ipynb)\n", "utf8")
    assert faults(inserted) == [f"[Inserted] leads to {NEW}, which is not in _toc.yml"]


def test_a_chapter_listed_where_its_name_does_not_sort_is_found(inserted):
    swap(inserted / "_toc.yml", f"{AFTER}\n", f"{NEW}\n")
    assert order.misplaced(inserted) == [AFTER]
    assert order.needs_ahead(inserted) == [NEW]


def test_renumbering_gives_consecutive_numbers_and_every_link_still_resolves(renumbered):
    assert contents.chapters(renumbered.root) == [
        f"chapters/{place:02}_{slug(chapter)}" for place, chapter in enumerate(renumbered.before, 1)
    ]
    assert faults(renumbered.root) == []


def test_renumbering_rewrites_every_mention(renumbered):
    assert Path(NEW).name in renumbered.gone
    for path, held in state(renumbered.root).items():
        for name in renumbered.gone:
            assert name.encode() not in held, path
            assert name != path.stem


def test_renumbered_notebooks_stay_in_normal_form(renumbered):
    paths = contents.notebooks(renumbered.root)
    assert [path.name for path in paths if structure.not_in_normal_form(path)] == []


def test_renumbering_twice_changes_nothing(renumbered):
    once = state(renumbered.root)
    assert order.renumber(renumbered.root) == {}
    assert state(renumbered.root) == once


def test_chapters_may_change_places(copy):
    swap(copy / "_toc.yml", f"{CHAPTERS[-2]}\n", f"{LAST}\n")
    order.renumber(copy)
    assert list(map(slug, contents.chapters(copy)[-2:])) == [slug(LAST), slug(CHAPTERS[-2])]
    assert set(faults(copy)) <= set(order.needs_ahead(copy))  # a need that now follows is named


def test_two_chapters_of_one_name_are_renumbered_without_loss(inserted):
    twin = f"chapters/{number(NEW)}_{slug(LAST)}"
    shutil.move(inserted / f"{NEW}.ipynb", inserted / f"{twin}.ipynb")
    toc = inserted / "_toc.yml"
    toc.write_text(toc.read_text("utf8").replace(NEW, twin), "utf8")
    order.renumber(inserted)
    title = contents.title(NUMBERED.replace("put_in_by_this_test", slug(LAST)), inserted)
    assert title == "Inserted"
    assert contents.title(contents.chapters(inserted)[-1], inserted) == contents.title(LAST)


def test_a_file_that_is_no_chapter_is_never_overwritten(inserted):
    (inserted / f"{NUMBERED}.ipynb").write_text("a draft", "utf8")
    before = state(inserted)
    with pytest.raises(ValueError, match="which exists and is not in _toc"):
        order.renumber(inserted)
    assert state(inserted) == before


def test_a_notebook_is_written_only_if_its_cells_change_and_keeps_its_form():
    normal = contents.notebooks()[0].read_text("utf8")
    other = json.dumps(json.loads(normal))
    for text in (normal, other):
        assert order.edited(text, str) == text
        changed = order.edited(text, lambda source: re.sub("^# .*", "# Other", source))
        assert contents.title_of(contents.words_of(changed)) == "Other"
        assert (notebooks.normal(changed) == changed) == (text == normal)


def test_a_new_title_reaches_every_link(copy):
    path = copy / f"{FIRST}.ipynb"
    book = structure.read(path)
    book.cells[0].source = re.sub("^# .*", lambda _: '# The "new" $D$', book.cells[0].source)
    notebooks.write(path, notebooks.dumps(notebooks.normalise(book)))
    assert any("run make renumber" in fault for fault in faults(copy))
    order.renumber(copy)
    assert faults(copy) == []
    link = f'[The "new" $D$]({contents.source(contents.chapters(copy)[0], copy).name})'
    assert any(link in contents.words(path) for path in contents.notebooks(copy))


def test_a_new_name_of_a_theorem_reaches_every_link(copy):
    old, new = "**Theorem (Gibbs' inequality).**", "**Lemma (Gibbs).**"
    (path,) = (path for path in contents.notebooks(copy) if old in path.read_text("utf8"))
    path.write_text(path.read_text("utf8").replace(old, new), "utf8")
    assert any("which is called Lemma (Gibbs): run make renumber" in f for f in faults(copy))
    order.renumber(copy)
    assert faults(copy) == []
    link = f"[Lemma (Gibbs)]({path.name}#thm-gibbs)"
    assert link in (copy / "chapters/proofs.md").read_text("utf8")


def test_a_term_that_an_inserted_chapter_marks_first_is_mended_in_the_glossary(inserted):
    order.mend(inserted)
    first = glossary.first_uses()
    before = CHAPTERS[: CHAPTERS.index(AFTER) + 1]
    early = next(place for place, chapter in first.items() if chapter in before)
    late = next(place for place, chapter in first.items() if chapter not in before)
    marks = f"[x](glossary.md#{early}) [y](glossary.md#{late})"
    write_chapter(inserted / f"{NEW}.ipynb", f"{FIRST_CELL} {marks}")
    assert faults(inserted) == ["the glossary names another chapter as a term's first"]
    order.renumber(inserted)
    found = {
        links.anchor(name): glossary.first_named(entry.definition)
        for entry in glossary.entries(glossary.text(inserted))
        for name in entry.names
    }
    assert found[late] == NUMBERED
    assert found[early] == first[early]


HERE = "chapters/06_asymmetry"


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("[Entropy](02_entropy.ipynb)", None),
        ("[Entropie](02_entropy.ipynb)", "whose title is Entropy"),
        ("[Entropie](02_entropy.ipynb#thm-gibbs)", None),
        ("[Theorem (Gibbs' inequality)](02_entropy.ipynb#thm-gibbs)", None),
        ("[Theorem (Gibbs)](02_entropy.ipynb#thm-gibbs)", "which is called Theorem (Gibbs' ineq"),
        ("[Theorem](#thm-coins)", "which is called Theorem (Sure and wrong is dearer, for coins)"),
        ("[Entropie](02_entropy.ipynb#thm-gibs)", "no such place is there"),
        ("[Beispiel](#no-such-heading)", "no such place is there"),
        ("[Entropy](02_entropie.ipynb)", "not in _toc.yml"),
        ("[Rényi](glossary.md#R%C3%A9nyi-entropy)", None),
        ("[the author](https://example.org/02_entropie.ipynb)", None),
    ],
)
def test_a_wrong_link_is_found(words, fault, around):
    found = links.faults(words, HERE, around.titles, around.places)
    assert len(found) == (fault is not None)
    assert all(fault in line for line in found)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("[Kullback and Leibler (1951)](bibliography.md#kullbackleibler1951)", None),
        ("([Kullback and Leibler, 1951](bibliography.md#kullbackleibler1951))", None),
        ("[Kullback and Leibler (1952)](bibliography.md#kullbackleibler1951)", "Leibler (1951) or"),
        ("[Kullback (1951)](bibliography.md#kullbackleibler1951)", "Kullback and Leibler, 1951"),
    ],
)
def test_a_citation_with_another_name_or_year_is_found(words, fault, around):
    found = structure.citation_faults(words, HERE, around.works)
    assert len(found) == (fault is not None)
    assert all(fault in line for line in found)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("as in chapter 5.", 1),
        ("See chapters five and six; the next chapter asks why.", 2),
        ("[MacKay (2003)](bibliography.md#mackay2003) has it in chapter 5.", 0),
        ("This chapter breaks seven formulas.", 0),
    ],
)
def test_a_typed_chapter_number_is_found(words, count):
    assert len(structure.typed_chapter_numbers(words)) == count


def test_the_account_of_a_chapters_numbers_is_named_without_its_place(copy):
    for chapter in (AFTER, NEW, NUMBERED):
        assert account.place(copy / f"{chapter}.ipynb", copy).stem == slug(chapter)
