"""Show what a student wrote, mathematics and pictures included, and obey nothing of it.

Markdown becomes HTML here, and TeX becomes MathML, so that a page needs no script and no network.
Raw HTML is shown as text; of pictures only those that were pasted into the notebook are shown.
"""

import html
import re
from urllib.parse import unquote
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element
from markdown_it import MarkdownIt
from markupsafe import Markup
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

LONGEST = 2_000  # letters of one formula
ELEMENTS = (
    "math mrow mi mn mo mtext mspace ms mfrac msqrt mroot mstyle mpadded mphantom mover munder",
    "munderover msub msup msubsup mmultiscripts mprescripts none mtable mtr mtd menclose",
)
ATTRIBUTES = (
    "display displaystyle scriptlevel mathvariant stretchy fence separator form lspace rspace",
    "movablelimits accent accentunder linethickness columnalign rowspacing columnspacing width",
    "height depth minsize maxsize largeop symmetric notation",
)
PASTED = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
BRACKETS = ((r"\\\\?\((.+?)\\\\?\)", r"$\1$"), (r"\\\\?\[(.+?)\\\\?\]", r"$$\1$$"))


def markdown(text, pictures=None, up=""):
    """Return a text as HTML; `up` leads from the page to the folder that holds the pictures."""
    pictures = dict(pictures or {})
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.use(dollarmath_plugin, renderer=mathml, allow_digits=False, double_inline=True)
    reader.use(amsmath_plugin, renderer=lambda tex: mathml(tex, {"display_mode": True}))
    left = dict(pictures)

    def image(self, tokens, index, options, env):
        address = str(tokens[index].attrs.get("src", ""))
        name = unquote(address.removeprefix("attachment:"))
        left.pop(name, None)
        return picture(pictures.get(name, address), tokens[index].content, up)

    reader.add_render_rule("image", image)
    shown = reader.render(bracketed(text))
    shown += "".join(picture(address, name, up) for name, address in left.items())
    return Markup(shown)


def bracketed(text):
    r"""Write formulas in \( \) and \[ \] with dollars, as the notebook shows both alike."""
    parts = re.split(r"(```.*?```|`[^`]*`)", text, flags=re.S)
    for place in range(0, len(parts), 2):  # the others are code
        for found, put in BRACKETS:
            parts[place] = re.sub(found, put, parts[place], flags=re.S)
    return "".join(parts)


def picture(address, name, up):
    """Show a pasted picture; of any other say where it is, and leave it there."""
    alt = html.escape(name)
    if re.fullmatch(r"(\.history/)?pictures/[\w.]+", address):
        return f'<img src="{up}{address}" alt="{alt}">'
    if PASTED.fullmatch(address):
        return f'<img src="{html.escape(address)}" alt="{alt}">'
    return f'<span class="absent">[picture not shown: {alt} {html.escape(address)}]</span>'


def mathml(tex, options):
    """Return a formula as MathML, or as it was typed if it cannot be read."""
    display = options.get("display_mode", False)
    try:
        if len(tex) > LONGEST:
            raise ValueError("too long")
        tree = convert_to_element(tex, display="block" if display else "inline")
        shown = ElementTree.tostring(clean(tree), encoding="unicode")
        ElementTree.fromstring(shown)
    except Exception:  # anything can stand between two dollars
        return f'<code class="tex">{html.escape(tex)}</code>'
    return shown.replace("<math", f'<math title="{html.escape(tex)}"', 1)


def allowed(lines):
    """Return the names on some lines."""
    return {name for line in lines for name in line.split()}


def clean(element):
    """Copy a formula without anything but the elements and attributes that formulas have."""
    tag = str(element.tag).rpartition("}")[2]
    kept = ElementTree.Element(tag if tag in allowed(ELEMENTS) else "mrow")
    if tag == "math":
        kept.set("xmlns", "http://www.w3.org/1998/Math/MathML")
    for name, value in element.attrib.items():
        if name in allowed(ATTRIBUTES):
            kept.set(name, value)
    kept.text = html.unescape(element.text or "")
    for child in element:
        kept.append(clean(child))
        kept[-1].tail = html.unescape(child.tail or "")
    return kept
