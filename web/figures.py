"""Sphinx extension: renders the figures that infolib hands over as data of their own MIME type.

A figure is a drawing with an alternative text and a caption; a slider figure has controls and
frames, too; a live figure brings the scripts that draw it.  The drawing is inline SVG: its
letters are text, and its colours are the page's own.  The caption is parsed with the page, so that
formulas, citations and links in it are what they are elsewhere.

``FigureRenderer`` is the entry point of ``web/pyproject.toml`` that myst-nb asks.
"""

import hashlib
import itertools
import json
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from docutils import nodes
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

MIME = "application/vnd.infolib.figure+json"
KINDS = {"figure", "sliders", "live"}
FRAMES = "_static/frames"
logger = logging.getLogger(__name__)


class infolib_figure(nodes.General, nodes.Element):
    """A figure of infolib; its data are in ``data``, its child is the caption."""


class infolib_caption(nodes.General, nodes.TextElement):
    """The caption of a figure."""


# ---- From a cell's output to the document ----


class FigureRenderer:
    """Tells myst-nb how infolib's figures become part of a document."""

    mime_priority_overrides = tuple((name, MIME, 1) for name in ("html", "dirhtml", "singlehtml"))

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Return the figure's node; nothing without a drawing; None for what is no figure."""
        if data.mime_type != MIME:
            return None
        bundle = data.content
        if inline or "svg" not in bundle:
            return []  # a notebook that was not run for the site: its picture is shown
        if bundle.get("kind") not in KINDS:
            logger.warning("a figure of unknown kind %r; known: %s", bundle.get("kind"), KINDS)
            return []
        return [figure_node(bundle, caption_node(renderer.renderer, bundle, data.line))]


def figure_node(bundle, caption):
    """Make the node of a figure, its ids unlike those of the page's other figures."""
    env = caption.document.settings.env
    number = env.new_serialno("infolib-figure") + 1
    data = {name: part for name, part in bundle.items() if name not in ("numbers", "frame_numbers")}
    data["svg"] = with_own_ids(bundle["svg"], f"f{number}-")
    if bundle["kind"] == "sliders":
        data["frames"] = [frame_with_own_ids(frame, f"f{number}-") for frame in bundle["frames"]]
        script = frames_script(data)
        data["frames_name"] = hashlib.sha256(script.encode()).hexdigest()[:12]
        data["frames"] = script
        env.metadata[env.docname].setdefault("frames", []).append(data["frames_name"])
    return infolib_figure("", caption, data=data, ids=[f"figure-{number}"])


def caption_node(parser, bundle, line):
    """Parse the caption as a line of the page."""
    caption = infolib_caption()
    caption.document = parser.document
    with parser.current_node_context(caption):
        parser.nested_render_text(bundle["caption"], line or 0, inline=True)
    return caption


def with_own_ids(markup, prefix):
    """Write SVG anew, a prefix in place of the "@" that its ids and references begin with."""
    root = ElementTree.fromstring(f"<g>{markup}</g>")
    for element in root.iter():
        for name, value in element.attrib.items():
            element.set(name, own_id(name, value, prefix))
    return "".join(ElementTree.tostring(child, encoding="unicode") for child in root)


def own_id(name, value, prefix):
    """Return the value of one attribute with the page's ids."""
    if name == "id":
        return value.replace("@", prefix, 1)
    return value.replace("#@", f"#{prefix}")


def frame_with_own_ids(frame, prefix):
    """Do for the changes of a frame what `with_own_ids` does for the drawing."""

    def changed(name, value):
        if name == "<":
            return with_own_ids(value, prefix)
        return value if value is None or name == "" else own_id(name, value, prefix)

    return [[number, {n: changed(n, v) for n, v in change.items()}] for number, change in frame]


def frames_script(data):
    """Return what a slider needs to move, as the text that a script assigns."""
    moves = {
        "labels": [control["label"] for control in data["controls"]],
        "values": [control["texts"] for control in data["controls"]],
        "titles": data["titles"],
        "frames": data["frames"],
    }
    return as_json(moves)


def as_json(value):
    """Write JSON that may stand inside a script element."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return text.replace("<", "\\u003c")


# ---- From the document to the page ----


def visit_figure(self, node):
    """Write what stands above the caption."""
    above = {"figure": plot, "sliders": sliders, "live": live}[node["data"]["kind"]]
    attributes, inside = above(self.builder, node)
    self.body.append(self.starttag(node, "figure", **attributes))
    if node["data"]["kind"] == "live" and not getattr(self, "has_live_figures", False):
        self.has_live_figures = True
        self.body.append(live_parts(node["data"]))
    self.body.append(inside)


def depart_figure(self, node):
    """Write what stands below the caption."""
    if node["data"]["kind"] == "live":
        self.body.append(live_script(node))
    self.body.append("</figure>\n")


def plot(builder, node):
    """Draw a figure."""
    return {"CLASS": "plot"}, drawing(node["data"])


def drawing(data):
    """Return the box that holds a figure's drawing and speaks for it."""
    svg = data["svg"].replace("<svg ", '<svg aria-hidden="true" class="plot" ', 1)
    alt = escape(data.get("words", data["alt"]))
    return f'<div class="plot-box" role="img" aria-label="{alt}">{svg}</div>\n'


SLIDER = """<div class="explore-control"><label for="{id}">{label}</label>
<input type="range" id="{id}" min="0" max="{top}" value="{start}" aria-valuetext="{text}"/>
<output for="{id}" aria-hidden="true">{text}</output></div>
"""
SLIDERS = """{drawing}<div class="explore-bar">
<div class="explore-controls">
{controls}</div>
<p class="explore-still">Shown for {setting}.</p>
</div>
"""


def sliders(builder, node):
    """Draw a figure with sliders; its frames go to a script that is fetched when it comes near.

    A script, because a page opened from a disk may load one but may not fetch data.
    """
    data, (figure_id,) = node["data"], node["ids"]
    address = write_frames(builder, data)
    controls = "".join(slider(c, f"{figure_id}-{c['name']}") for c in data["controls"])
    setting = ", ".join(f"{c['label']} = {c['texts'][c['start']]}" for c in data["controls"])
    inside = SLIDERS.format(drawing=drawing(data), controls=controls, setting=escape(setting))
    attributes = {"CLASS": "plot explore", "data-name": data["frames_name"]}
    return {**attributes, "data-frames": address}, inside


def slider(control, slider_id):
    """Draw one slider."""
    return SLIDER.format(
        id=escape(slider_id),
        label=escape(control["label"]),
        top=len(control["texts"]) - 1,
        start=control["start"],
        text=escape(control["texts"][control["start"]]),
    )


def write_frames(builder, data):
    """Write the frames of a slider figure, and return their address from the present page."""
    name, path = data["frames_name"], f"{FRAMES}/{data['frames_name']}.js"
    target = Path(builder.outdir, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f'exploreFrames["{name}"] = {data["frames"]};\n', "utf8")
    return relative_uri(builder.get_target_uri(builder.current_docname), path)


LIVE_PARTS = """<style>{style}</style>
<script>
{hand}
</script>
"""
LIVE = """<div id="{id}-live"></div>
<noscript>{drawing}<p>Without JavaScript this figure stands still.</p></noscript>
"""
# A module cannot be loaded from file://, so its text runs as an ordinary script, before the next
# paragraph is laid out: nothing on the page jumps.
LIVE_SCRIPT = """<script>
(() => {{
{module}
const state = {state}, listeners = {{}};
widget.render({{
  el: document.getElementById("{id}-live"),
  model: {{
    get: name => state[name],
    set(name, value) {{ state[name] = value; listeners["change:" + name]?.(); }},
    on(event, listener) {{ listeners[event] = listener; }},
    save_changes() {{}},
  }},
}});
}})();
</script>
"""


def live_parts(data):
    """Return what the live figures of a page share; it stands before the first."""
    return LIVE_PARTS.format(style=data["style"], hand=data["hand"])


def live(builder, node):
    """Draw a live figure: a place for it, and a still for a reader without scripts."""
    inside = LIVE.format(id=node["ids"][0], drawing=drawing(node["data"]))
    return {"CLASS": "plot"}, inside


def live_script(node):
    """Return the script that draws a live figure: the module's text, its model a plain object."""
    data = node["data"]
    before, export, after = data["script"].partition("export default")
    if not export:
        raise ValueError(f"the module of {node['ids'][0]} has no default export to draw with")
    return LIVE_SCRIPT.format(
        module=f"{before}const widget ={after}", id=node["ids"][0], state=as_json(data["state"])
    )


def visit_caption(self, node):
    """Open the caption."""
    self.body.append("<figcaption>")


def depart_caption(self, node):
    """Close the caption."""
    self.body.append("</figcaption>\n")


def remove_old_frames(app, exception):
    """Delete the frames that no page asks for any more."""
    if exception is None and app.builder.format == "html":
        named = (page.get("frames", []) for page in app.env.metadata.values())
        kept = set(itertools.chain.from_iterable(named))
        for path in Path(app.outdir, FRAMES).glob("*.js"):
            if path.stem not in kept:
                path.unlink()


def setup(app):
    """Register the extension."""
    app.add_node(infolib_figure, html=(visit_figure, depart_figure))
    app.add_node(infolib_caption, html=(visit_caption, depart_caption))
    app.connect("build-finished", remove_old_frames)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
