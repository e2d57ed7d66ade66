"""What a page says, in passages, and what stands beside each: code and what it printed."""

import ast
import io
import re
import tokenize
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from authoring import contents

SAID = {"alt", "caption"}  # arguments that a reader reads
DRAWN = {"text", "annotate", "set_title", "suptitle"}  # calls that write into a figure
SECTIONS = {"h1", "h2", "h3"}  # an exercise is one, and its solution belongs to it
FIGURE = "application/vnd.infolib.figure+json"


@dataclass(frozen=True)
class Passage:
    """A paragraph, a row of a table, a formula, a caption: what is read in one go."""

    section: int
    cell: int
    kind: str
    parts: tuple  # pairs of a text and whether it is a formula
    links: tuple = ()  # the notebooks that it links to

    @cached_property
    def text(self):
        """Return it as one text, formulas between dollars."""
        return "".join(f"${text}$" if formula else text for text, formula in self.parts)


@dataclass(frozen=True)
class Beside:
    """The code of a cell, what it printed and what its figures show."""

    section: int
    cell: int
    code: str
    printed: str = ""
    figures: tuple = ()


@dataclass
class Page:
    """A page of the book, cut in sections; an exercise with its solution is one."""

    path: Path
    passages: list = field(default_factory=list)
    beside: list = field(default_factory=list)
    section: int = 0
    cell: int = 0

    def say(self, kind, *parts, links=()):
        """Add a passage."""
        parts = tuple((text, formula) for text, formula in parts if text)
        if parts:
            self.passages.append(Passage(self.section, self.cell, kind, parts, links))

    def show(self, code, printed="", figures=()):
        """Add a cell of code with its outputs, and the words that stand in the code."""
        self.beside.append(Beside(self.section, self.cell, code, printed, figures))
        for kind, words in words_in(code):
            self.say(kind, *inline(words))


def markdown():
    """Return a reader of the Markdown that the book is written in."""
    reader = MarkdownIt("commonmark").enable("table")
    return reader.use(dollarmath_plugin, double_inline=True)


MARKDOWN = markdown()


def read(path):
    """Read a notebook or a Markdown file as a page."""
    page = Page(path)
    if path.suffix == ".md":
        blocks(page, path.read_text(encoding="utf8"))
        return page
    for page.cell, cell in enumerate(contents.notebook(path).cells):
        if cell.cell_type == "markdown":
            blocks(page, cell.source)
        elif "remove-cell" not in cell.metadata.get("tags", []):
            page.show(cell.source, printed(cell.outputs), figures(cell.outputs))
    return page


def printed(outputs):
    """Return what a cell printed; the words of a figure are no output of their own."""
    texts = [output.text for output in outputs if output.output_type == "stream"]
    results = [output.data for output in outputs if output.output_type == "execute_result"]
    return "\n".join(texts + [data.get("text/plain", "") for data in results])


def figures(outputs):
    """Return the numbers that a cell's figures are drawn from."""
    shown = [output.data[FIGURE] for output in outputs if FIGURE in output.get("data", {})]
    return tuple(figure.get("numbers", {}) for figure in shown)


@cache  # a page is read for itself, for its links and for its account, and few cells change
def tokens_of(text):
    """Return what a Markdown text is made of."""
    return MARKDOWN.parse(text)


def blocks(page, text):
    """Add the passages of a Markdown text to a page."""
    kind, row = "prose", None
    for token in tokens_of(text):
        if token.type == "heading_open":
            page.section += token.tag in SECTIONS
            kind = "heading"
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            page.say("table", *row)
            row = None
        elif token.type == "math_block":
            page.say("formula", (token.content, True))
        elif token.type == "fence":
            plain(page, token.info.strip(), token.content)
        elif token.type == "html_block":
            page.say("prose", (re.sub(r"<[^>]*>", " ", token.content), False))
        elif token.type == "inline" and row is not None:
            row += [*parts(token.children), (" | ", False)]
        elif token.type == "inline":
            page.say(kind, *parts(token.children), links=links(token.children))
            kind = "prose"


def inline(text):
    """Return the texts and formulas of one line, without the addresses of its links."""
    return parts(MARKDOWN.parseInline(text)[0].children)


def parts(tokens):
    """Return the texts and formulas of a paragraph, without the addresses of its links."""
    return [part for token in tokens if (part := part_of(token))]


def links(tokens):
    """Return the notebooks that a paragraph links to."""
    found = (
        token.attrGet("href").partition("#")[0]
        for token in tokens
        if token.tag == "a" and token.nesting == 1
    )
    return tuple(address for address in found if address.endswith(".ipynb"))


def part_of(token):
    """Return a piece of a paragraph as a reader sees it, or None."""
    if token.type in ("math_inline", "math_inline_double"):
        return token.content, True
    if token.type in ("text", "code_inline", "image"):
        return token.content, False
    if token.type in ("softbreak", "hardbreak"):
        return " ", False
    return None


def plain(page, language, content):
    """Add a block of code that is shown and not run by the book."""
    if language == "python":
        page.show(content, results(content) if page.path.name == "README.md" else "")
    else:
        for line in content.splitlines():
            page.say("commands", (line, False))


def results(code):
    """Run a short program, and return its expressions' values as a prompt would show them."""
    world, shown = {}, []
    for statement in ast.parse(code).body:
        if isinstance(statement, ast.Expr):
            value = eval(compile(ast.Expression(statement.value), "README", "eval"), world)
            shown.append(f"{value:.5f}" if isinstance(value, float) else str(value))
        else:
            exec(compile(ast.Module([statement], []), "README", "exec"), world)
    return "\n".join(shown)


@cache
def parsed(code):
    """Parse a cell; a line for the notebook itself, such as %pip, is no Python."""
    lines = ["" if line.lstrip().startswith(("%", "!")) else line for line in code.splitlines()]
    return ast.parse("\n".join(lines))


@cache
def words_in(code):
    """Return what a reader reads in a cell: comments, captions, words written into figures."""
    comments = (
        token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(code).readline)
        if token.type == tokenize.COMMENT
    )
    found = [("comment", words) for words in comments]
    return found + [each for node in ast.walk(parsed(code)) for each in words_at(node)]


def words_at(node):
    """Yield what a reader reads at one place of a cell's code."""
    if isinstance(node, ast.keyword) and node.arg in SAID:
        yield node.arg, " ".join(strings(node.value))
    elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in DRAWN:
        for argument in node.args:
            yield "figure", " ".join(strings(argument))
    elif isinstance(node, ast.FunctionDef) and ast.get_docstring(node):
        yield "docstring", ast.get_docstring(node)


def strings(node):
    """Yield the texts that stand in an expression, in their order; no format is one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not isinstance(node, ast.FormattedValue):
        for child in ast.iter_child_nodes(node):
            yield from strings(child)
