"""Sphinx extension: what a link to the book looks like where it is shared.

Each page names its title, its first sentences and one picture, which is drawn once a build.
Without ``html_baseurl`` the addresses stay relative, which most readers of such tags do not follow.
"""

import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import urljoin

from docutils import nodes
from fontTools.ttLib import TTFont

from infolib.drawing.palette import DARK
from infolib.drawing.style import FONTS
from web.typeface import LETTERS

CARD = "_static/social-card.png"
INK, TRUTH, MODEL, PAPER = DARK["ink"], DARK["0"], DARK["1"], DARK["paper"]
LONGEST = 200


def describe_page(app, pagename, templatename, context, doctree):
    """Add the tags to a page; its first words are read before they are shaped for the page."""
    base, name, front = app.config.html_baseurl, app.config.html_title, app.config.root_doc
    described = front if templatename == "root.html" else pagename
    title = unescape(re.sub(r"<[^>]+>", "", context.get("title") or "")) or name
    words = app.env.get_doctree(described) if described in app.env.found_docs else None
    card = f"{base.rstrip('/')}/{CARD}" if base else context["pathto"](CARD, resource=True)
    tags = {
        "og:type": "book" if described == front else "article",
        "og:site_name": name,
        "og:title": name if described == front else title,
        "og:description": description(words),
        "og:url": base and urljoin(base, app.builder.get_target_uri(described)),
        "og:image": card,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "The book's picture: bars as wide as an outcome is probable and as high as "
        "it is surprising, under the level line of one who expects nothing in particular.",
        "twitter:card": "summary_large_image",
    }
    lines = [f'<meta property="{k}" content="{escape(v)}">' for k, v in tags.items() if v]
    if tags["og:description"]:
        lines.append(f'<meta name="description" content="{escape(tags["og:description"])}">')
    context["metatags"] = "\n".join([context.get("metatags") or "", *lines])


def description(doctree):
    """Return the first paragraph of a page, up to what it asks of its reader, cut between words."""
    if doctree is None:
        return ""
    paragraphs = (
        p for p in doctree.findall(nodes.paragraph) if isinstance(p.parent, nodes.section)
    )
    text = " ".join(next((p.astext() for p in paragraphs), "").split())
    text = text.partition(" You need ")[0]
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def make_folder(app):
    """Make the folder early, so that the card can be drawn after a failed build, too."""
    Path(app.outdir, "_static").mkdir(parents=True, exist_ok=True)


def draw_card(app, exception):
    """Draw the picture of the finished site: 1200 by 630 pixels."""
    if exception is not None or app.builder.format != "html":
        return
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    title, _, subtitle = app.config.html_title.partition(": ")
    card = Figure(figsize=(12, 6.3), dpi=100, facecolor=PAPER)
    display = FontProperties(fname=unpacked(LETTERS / "display.woff2", app.doctreedir))
    sans = FontProperties(fname=FONTS / "sans.ttf")
    promise = "Every number is computed\nby the code beside it."
    card.text(0.06, 0.60, title, color=INK, font=display, fontsize=92)
    card.text(0.063, 0.46, subtitle, color=INK, font=display, fontsize=42)
    card.text(0.063, 0.16, promise, color=INK, font=sans, fontsize=25)
    axes = card.add_axes((0.53, 0.14, 0.41, 0.72))
    axes.set_axis_off()
    axes.set(xlim=(-0.02, 1.02), ylim=(0, 3.1))
    left = 0.0
    for share, bits in ((1 / 2, 1), (1 / 4, 2), (1 / 8, 3), (1 / 8, 3)):
        axes.bar(left, bits, share, align="edge", color=f"{TRUTH}66", edgecolor=TRUTH, linewidth=3)
        left += share
    axes.hlines(2, 0, 1, color=MODEL, linewidth=9)
    card.savefig(Path(app.outdir, CARD), metadata={"Software": None})


def unpacked(packed, folder):
    """Return the path of a web font's copy that matplotlib can read."""
    path, font = Path(folder, f"{packed.stem}.ttf"), TTFont(packed)
    font.flavor = None
    font.save(path)
    return path


def setup(app):
    """Register the extension."""
    app.connect("builder-inited", make_folder)
    app.connect("html-page-context", describe_page)
    app.connect("build-finished", draw_card)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
