"""Number the chapters' files anew, in the order of `_toc.yml`: make renumber.

Usage: python -m authoring.order

A chapter's file carries its place (``05_kl_divergence.ipynb``), so that JupyterLab and every code
host list the chapters in reading order.  Nothing else does.  To insert a chapter, name its file so
that it sorts in between (``08a_fisher.ipynb``) and give it its line in `_toc.yml`; to move one,
move its line.  This command then gives consecutive numbers, and rewrites what follows from the
order: every mention of a file's name, the titles in links, and *First in* in the glossary.
Running it twice changes nothing.
"""

import re
from functools import partial
from pathlib import Path

from authoring import chapter_path, contents, glossary, links, notebooks

NUMBER = re.compile(r"\d+[a-z]*_")
UNSEEN = {"build", "dist", "__pycache__", "_build", "node_modules"}
SEEN = {".github", ".ci", ".gitattributes", ".gitignore"}


def misplaced(root=contents.ROOT):
    """Return the chapters whose file does not sort after those that come before it."""
    chapters = contents.chapters(root)
    return [
        chapter
        for place, chapter in enumerate(chapters)
        if not NUMBER.match(Path(chapter).name) or chapter < max(chapters[:place], default="")
    ]


def needs_ahead(root=contents.ROOT):
    """Return the chapters whose *You need* line links to a chapter that comes later, or nowhere."""
    chapters = contents.chapters(root)
    return [
        chapter
        for place, chapter in enumerate(chapters)
        if not set(contents.needs(chapter, root)) <= set(chapters[:place])
    ]


def new_names(root=contents.ROOT):
    """Return {name: numbered name} of the chapters whose number is not their place."""
    names = {}
    for number, chapter in enumerate(contents.chapters(root), 1):
        old = Path(chapter).name
        new = f"{number:02}_{NUMBER.sub('', old, count=1)}"
        if new != old:
            names[old] = new
    return names


def renumber(root=contents.ROOT):
    """Give consecutive numbers, mend what follows from the order, and return what was renamed."""
    names = new_names(root)
    sources = {contents.source(f"chapters/{old}", root): new for old, new in names.items()}
    refuse_to_overwrite(sources)
    if names:
        rewrite_mentions(names, root)
        rename(sources)
    mend(root)
    return names


def refuse_to_overwrite(sources):
    """Stop before anything is changed if a file that is no chapter has a chapter's new name."""
    for old, new in sources.items():
        target = old.with_name(new + old.suffix)
        if target.exists() and target not in sources:
            raise ValueError(
                f"{old.name} would become {target.name}, which exists and is not in _toc.yml: "
                "add it there, or give it another name."
            )


def rewrite_mentions(names, root):
    """Rewrite each chapter's file name wherever a text file of the repository has it."""
    mention = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    for path in text_files(root):
        if mention.search(path.read_text("utf8")):
            edit(path, lambda text: mention.sub(lambda found: names[found[1]], text))


def edit(path, change):
    """Change the text of a file, or of a notebook's cells; one in normal form stays in it."""
    text = path.read_text("utf8")
    changed = edited(text, change) if path.suffix == ".ipynb" else change(text)
    if changed != text:
        notebooks.write(path, changed)


def edited(text, change):
    """Return the text of a notebook whose cells are changed; it is written anew if one is."""
    if all(change(source) == source for _, source in contents.sources(text)):
        return text
    book = contents.notebook_of(text)
    for cell in book.cells:
        cell.source = change(cell.source)
    in_form = notebooks.normal(text) == text
    return notebooks.dumps(notebooks.normalise(book) if in_form else book)


def text_files(root):
    """Return the text files of the repository, without what is built or installed."""
    found = []
    for path in sorted(root.iterdir()):
        hidden = path.name.startswith(".") and path.name not in SEEN
        if hidden or path.name in UNSEEN or path.is_symlink():
            continue
        if path.is_dir():
            found += text_files(path)
        elif is_text(path):
            found.append(path)
    return found


def is_text(path):
    """Whether a file can be read as text."""
    try:
        return "\0" not in path.read_text("utf8")
    except UnicodeDecodeError:
        return False


def rename(sources):
    """Rename all files, by way of names that none of them has."""
    waiting = {}
    for old, new in sources.items():
        waiting[old.rename(old.with_name(old.name + ".renamed"))] = old.with_name(new + old.suffix)
    for path, target in waiting.items():
        path.rename(target)


def mend(root):
    """Let every page say what follows from the order: titles in links, the path, first uses."""
    titles = contents.titles(root) | contents.block_titles(root)
    for page in contents.pages(root):
        edit(contents.source(page, root), partial(mended, page=page, titles=titles, root=root))
    edit(contents.source(glossary.PAGE, root), partial(glossary.with_first_uses, root=root))


def mended(text, page, titles, root):
    """Return a page's text, or a cell's, with the titles in its links and the path as they are."""
    return chapter_path.with_path(links.with_titles(text, page, titles), root)


def main():
    """Renumber the book, and say what was renamed."""
    names = renumber()
    for old, new in names.items():
        print(f"{old} -> {new}")
    print(f"{len(names)} chapters were renamed." if names else "Every chapter has its number.")


if __name__ == "__main__":
    main()
