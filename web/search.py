"""Sphinx extension: the book's search, by sections, in the words that a reader would type.

The index is one script, which the search page alone loads, from a disk as well: a list of
``[address, page, title, text]``, one for each section, each term of the glossary and each call of
infolib.  Text means text: no code, no toolbar; formulas as they look; a line for each block.
``static/search.js`` finds in it.
"""

import json
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from web import plain_formulas

TEMPLATES = Path(__file__).with_name("templates")
INDEX = "_static/search-index.js"
UNREAD = (
    *(nodes.literal_block, nodes.raw, nodes.comment, nodes.target, nodes.image, nodes.title),
    *(addnodes.toctree, addnodes.desc_signature, addnodes.index),
)
SPHINX_OWN = ("_static/searchtools.js", "_static/language_data.js")


# ---- What is found ----


def entries(app):
    """Return the entries of every page."""
    titles = {name: plain_formulas.of_node(title) for name, title in app.env.titles.items()}
    for name in sorted(app.env.found_docs):
        address, tree = app.builder.get_target_uri(name), app.env.get_doctree(name)
        for place, title, body in places(tree):
            words = "\n".join(lines(body, titles))
            here = f"{address}#{place}" if title != titles[name] else address
            yield [here, titles[name], "" if title == titles[name] else title, words]


def places(tree):
    """Yield the id, the title and the own parts of all that a search may lead to."""
    for section in tree.findall(is_titled):
        title = plain_formulas.of_node(section[0])
        yield section["ids"][0], title, [part for part in section[1:] if not is_place(part)]
    for item in tree.findall(is_term):
        name = plain_formulas.of_node(item[0])
        yield item[0]["ids"][0], name, item[1:]
    for call in tree.findall(is_call):
        yield call[0]["ids"][0], call[0]["fullname"], call[1:]


def is_titled(node):
    """Whether a node is a section with a title; exercises are built of sections without."""
    return isinstance(node, nodes.section) and node.children and isinstance(node[0], nodes.title)


def is_term(node):
    """Whether a node is an entry of a glossary."""
    term = node[0] if isinstance(node, nodes.definition_list_item) else None
    return isinstance(term, nodes.term) and bool(term["ids"])


def is_call(node):
    """Whether a node describes a function."""
    return isinstance(node, addnodes.desc) and bool(node[0].get("ids"))


def is_place(node):
    """Whether a node is found by itself."""
    return is_titled(node) or is_term(node) or is_call(node)


def lines(parts, titles):
    """Yield the text of some nodes, a line for each paragraph, cell or caption."""
    for part in parts:
        if isinstance(part, UNREAD) or is_place(part):
            continue
        if isinstance(part, (nodes.TextElement, nodes.math_block)):
            if line := " ".join(words(part, titles).split()):
                yield line
        else:
            yield from lines(part.children, titles)


def words(node, titles):
    """Return the text of a line; a link to a page that says nothing else reads as its title."""
    if isinstance(node, addnodes.pending_xref) and not node.get("refexplicit"):
        target = node["reftarget"].rpartition("/")[2].removesuffix(".ipynb").removesuffix(".md")
        named = {name.rpartition("/")[2]: title for name, title in titles.items()}
        if node.get("reftype") in {"doc", "myst"}:
            return named.get(target, target)
        if node.get("refdomain") == "cite" or node.get("reftype") in {"ref", "numref"}:
            return ""
    if isinstance(node, (nodes.math, nodes.math_block)):
        return plain_formulas.plain(node.astext())
    if isinstance(node, UNREAD):
        return ""
    if isinstance(node, nodes.Text):
        return node.astext()
    return "".join(words(child, titles) for child in node.children)


# ---- The search page ----


def write_index(app, exception):
    """Write the index of the finished site, in place of Sphinx's own."""
    if exception is not None or app.builder.format != "html":
        return
    index = json.dumps(list(entries(app)), ensure_ascii=False, separators=(",", ":"))
    Path(app.outdir, INDEX).write_text(f"const bookIndex = {index};\n", "utf8")
    for unused in SPHINX_OWN:
        Path(app.outdir, unused).unlink(missing_ok=True)


def use_template(app, config):
    """Write the book's search page."""
    config.templates_path.insert(0, str(TEMPLATES))
    config.html_additional_pages = {"search": "search.html", **config.html_additional_pages}


def leave_out_the_other_index(app):
    """Let Sphinx make no index of its own: it would miss the old one when few pages are written."""
    app.builder.search = False


def setup(app):
    """Register the extension."""
    app.connect("config-inited", use_template)
    app.connect("builder-inited", leave_out_the_other_index)
    app.connect("build-finished", write_index)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
