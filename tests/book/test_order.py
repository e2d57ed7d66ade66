"""The order of the book stands in _toc.yml; a chapter put in between changes nothing else."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest

from authoring import contents, glossary, links, notebooks, order, structure

ROOT = contents.ROOT
NEW = "chapters/08a_fisher_information"
FIRST_CELL = """\
# Fisher information

**You will be able to** measure how sharply data speak. **You need** \
[Learning with cross-entropy](08_learning.ipynb). **Time** 40 minutes."""
EXERCISE = """\
```{{exercise}} Number {0}
:label: ex-fisher-{0}
Why?
```

```{{solution}} ex-fisher-{0}
:label: sol-fisher-{0}
:class: dropdown
Because.
```"""
LAST_CELL = "## In one breath\n\nIt bends.\n\n## Exercises\n\n{}\n\n## Where to read on\n\nNowhere."


@pytest.fixture
def copy(tmp_path):
    """A copy of the whole book's sources."""
    for path in order.text_files(ROOT):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return tmp_path


@pytest.fixture
def inserted(copy):
    """A copy with one more chapter: its file, and its line in _toc.yml."""
    write_chapter(copy / f"{NEW}.ipynb", FIRST_CELL)
    toc = copy / "_toc.yml"
    before = "      - file: chapters/08_learning\n"
    assert before in toc.read_text("utf8")
    toc.write_text(toc.read_text("utf8").replace(before, f"{before}      - file: {NEW}\n"), "utf8")
    return copy


def write_chapter(path, first_cell):
    """Write a short chapter of the required shape."""
    exercises = [EXERCISE.format(name) for name in ("one", "two", "three", "four", "five")]
    book = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell(first_cell),
            nbformat.v4.new_markdown_cell(LAST_CELL.format("\n\n".join(exercises))),
        ]
    )
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
        found += links.faults(words, page, around.titles)
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


@pytest.mark.parametrize("page", contents.pages())
def test_every_link_leads_to_a_page_and_carries_its_title(page):
    words = contents.words(contents.source(page))
    assert links.faults(words, page, contents.titles()) == []


def test_no_page_names_a_chapter_by_its_place():
    for page in contents.pages():
        words = contents.words(contents.source(page))
        assert structure.typed_chapter_numbers(words) == [], page


def test_an_inserted_chapter_needs_its_file_and_its_line(inserted):
    assert faults(inserted) == []
    assert contents.numbers(inserted)[NEW] == 9
    assert contents.needs(NEW, inserted) == ["chapters/08_learning"]


def test_an_inserted_chapter_without_its_line_is_found(inserted):
    toc = inserted / "_toc.yml"
    toc.write_text(toc.read_text("utf8").replace(f"      - file: {NEW}\n", ""), "utf8")
    page = inserted / "chapters/index.md"
    page.write_text(page.read_text("utf8") + f"\n[Fisher]({Path(NEW).name}.ipynb)\n", "utf8")
    assert faults(inserted) == [f"[Fisher] leads to {NEW}, which is not in _toc.yml"]


def test_a_chapter_listed_where_its_name_does_not_sort_is_found(inserted):
    swap(inserted / "_toc.yml", "chapters/08_learning", NEW)
    assert order.misplaced(inserted) == ["chapters/08_learning"]
    assert order.needs_ahead(inserted) == [NEW]


def test_renumbering_gives_consecutive_numbers_and_every_link_still_resolves(inserted):
    before = contents.chapters(inserted)
    order.renumber(inserted)
    after = contents.chapters(inserted)
    assert [name[len("chapters/") :][:2] for name in after] == [
        f"{number:02}" for number in range(1, len(before) + 1)
    ]
    assert [re.sub(r"\d+[a-z]?_", "", name) for name in after] == [
        re.sub(r"\d+[a-z]?_", "", name) for name in before
    ]
    assert faults(inserted) == []


def test_renumbering_rewrites_every_mention(inserted):
    gone = order.renumber(inserted)
    assert len(gone) == len(contents.chapters(inserted)) - 8
    for path, held in state(inserted).items():
        for name in gone:
            assert name.encode() not in held, path
            assert name != path.stem


def test_renumbered_notebooks_stay_in_normal_form(inserted):
    order.renumber(inserted)
    assert [p.name for p in contents.notebooks(inserted) if structure.not_in_normal_form(p)] == []


def test_renumbering_twice_changes_nothing(inserted):
    order.renumber(inserted)
    once = state(inserted)
    assert order.renumber(inserted) == {}
    assert state(inserted) == once


def test_renumbering_the_book_as_it_stands_changes_nothing(copy):
    before = state(copy)
    order.renumber(copy)
    assert state(copy) == before


def test_chapters_may_change_places(copy):
    swap(copy / "_toc.yml", "12_entropy_from_data", "14_when_the_formula_lies")
    order.renumber(copy)
    assert [Path(name).name for name in contents.chapters(copy)[-3:]] == [
        "12_when_the_formula_lies",
        "13_profiles_and_documents",
        "14_entropy_from_data",
    ]
    assert faults(copy) == ["chapters/13_profiles_and_documents"]  # needs one that now follows


def test_two_chapters_of_one_name_are_renumbered_without_loss(inserted):
    shutil.move(inserted / f"{NEW}.ipynb", inserted / "chapters/08a_renyi_entropy.ipynb")
    toc = inserted / "_toc.yml"
    toc.write_text(toc.read_text("utf8").replace(NEW, "chapters/08a_renyi_entropy"), "utf8")
    order.renumber(inserted)
    assert contents.title("chapters/09_renyi_entropy", inserted) == "Fisher information"
    assert contents.title("chapters/10_renyi_entropy", inserted) == "Rényi entropy"


def test_a_file_that_is_no_chapter_is_never_overwritten(inserted):
    (inserted / "chapters/09_fisher_information.ipynb").write_text("a draft", "utf8")
    before = state(inserted)
    with pytest.raises(ValueError, match="which exists and is not in _toc"):
        order.renumber(inserted)
    assert state(inserted) == before


def test_a_new_title_reaches_every_link(copy):
    path = copy / "chapters/05_kl_divergence.ipynb"
    retitled = '# The \\"divergence\\" $D$'  # as JSON has it
    path.write_text(path.read_text("utf8").replace("# KL divergence", retitled), "utf8")
    assert any("run make renumber" in fault for fault in faults(copy))
    order.renumber(copy)
    assert faults(copy) == []
    assert '[The \\"divergence\\" $D$](05' in (copy / "chapters/06_asymmetry.ipynb").read_text(
        "utf8"
    )


def test_a_term_that_an_inserted_chapter_marks_first_is_mended_in_the_glossary(inserted):
    first = FIRST_CELL + " It has {term}`calibration` and {term}`bias <bias>`."
    write_chapter(inserted / f"{NEW}.ipynb", first)
    assert faults(inserted) == ["the glossary names another chapter as a term's first"]
    order.renumber(inserted)
    found = glossary.entries(glossary.text(inserted))
    assert glossary.first_named(found["bias"]) == "chapters/09_fisher_information"
    assert glossary.first_named(found["calibration"]) == "chapters/08_learning"


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("[Entropy](02_entropy.ipynb)", None),
        ("[Entropie](02_entropy.ipynb)", "whose title is Entropy"),
        ("[Entropie](02_entropy.ipynb#coin)", None),
        ("[Entropy](02_entropie.ipynb)", "not in _toc.yml"),
        ("{doc}`02_entropy`", "no link in JupyterLab"),
        ("[the author](https://example.org/02_entropie.ipynb)", None),
    ],
)
def test_a_wrong_link_is_found(words, fault):
    found = links.faults(words, "chapters/06_asymmetry", contents.titles())
    assert len(found) == (fault is not None)
    assert all(fault in line for line in found)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("as in chapter 5.", 1),
        ("See chapters five and six; the next chapter asks why.", 2),
        ("{cite:t}`mackay2003` has it in chapter 5.", 0),
        ("This chapter breaks seven formulas.", 0),
    ],
)
def test_a_typed_chapter_number_is_found(words, count):
    assert len(structure.typed_chapter_numbers(words)) == count
