"""A formula as plain text, about as it looks: for titles, descriptions and the search.

It is read from the MathML that `web.formulas` makes, so nothing here reads TeX.
"""

from functools import cache
from xml.etree import ElementTree

from docutils import nodes

from web import formulas

MATHML = "{http://www.w3.org/1998/Math/MathML}"
SMALL = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
ACCENTS = {"^": "\u0302", "~": "\u0303", "¯": "\u0304", "ˉ": "\u0304", "→": "\u20d7", "˙": "\u0307"}
UNSEEN = "\u200b\u2061\u2062\u2063"


@cache
def plain(tex):
    """Return a formula as text; TeX that cannot be read stays as it is."""
    try:
        markup = ElementTree.fromstring(f"<span>{formulas.typeset(tex)}</span>")
    except ValueError:
        return tex
    written = text(next(markup.iter(f"{MATHML}semantics"))[0])
    return " ".join(written.translate(dict.fromkeys(map(ord, UNSEEN))).split())


def text(element):
    """Return one element of MathML as text."""
    name, parts = element.tag.removeprefix(MATHML), list(element)
    if name in WRITTEN and len(parts) > 1:
        return WRITTEN[name](*map(text, parts))
    if name == "msqrt":
        return f"√{bracketed(''.join(map(text, parts)))}"
    if name == "mspace":
        return " "
    return (element.text or "") + "".join(map(text, parts))


def bracketed(words):
    """Put what is more than a letter, a number or a function into brackets."""
    return f"({words})" if set(words) & set("+-−=·×/∑ ") else words


def raised(base, power):
    """Write a power; numbers have small signs of their own."""
    small = power.translate(SMALL)
    return base + (small if not set(power) & set(small) else f"^{bracketed(power)}")


def accented(base, accent):
    """Put an accent on a letter, or what stands above after what stands below."""
    return base + ACCENTS.get(accent, accent)


WRITTEN = {
    "mfrac": lambda above, below: f"{bracketed(above)}/{bracketed(below)}",
    "msub": lambda base, below: base + below,
    "msup": raised,
    "msubsup": lambda base, below, power: raised(base + below, power),
    "munder": lambda base, below: base + below,
    "mover": accented,
    "munderover": lambda base, below, above: f"{base}{below} {above} ",
    "mroot": lambda inside, degree: f"{degree.translate(SMALL)}√{bracketed(inside)}",
}


def of_node(node):
    """Return the text of a part of a document, its formulas as they look."""
    if isinstance(node, (nodes.math, nodes.math_block)):
        return plain(node.astext())
    if isinstance(node, nodes.Text) or not node.children:
        return node.astext()
    return "".join(map(of_node, node.children))


def offer_title(app, pagename, templatename, context, doctree):
    """Let the layout have the page's title without markup."""
    title = app.env.titles.get(pagename)
    if title is not None:
        context["plain_title"] = of_node(title)


def setup(app):
    """Register the extension."""
    app.connect("html-page-context", offer_title)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
