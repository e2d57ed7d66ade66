"""Sphinx extension: the frames of a slider leave the page and are fetched when they are wanted.

``infolib.explore`` writes all frames into the page as JSON.  Here they move to a script of their
own, ``_static/frames/<digest>.js``, which ``explore.js`` loads when the reader comes near: a
script, because a page opened from a disk may load one but may not fetch data.
"""

import hashlib
import re
from pathlib import Path

FRAMES = re.compile(
    r'<figure class="plot explore"(?P<rest>[^>]*)>(?P<inside>(?:(?!</figure>).)*?)'
    r'<script type="application/json">(?P<frames>.*?)</script>',
    re.DOTALL,
)
FOLDER = "_static/frames"


def move_frames(app, pagename, templatename, context, doctree):
    """Move the frames of one page into files of their own."""
    if "body" not in context or app.builder.format != "html":
        return

    def moved(figure):
        name = hashlib.sha256(figure["frames"].encode()).hexdigest()[:12]
        path = Path(app.outdir, FOLDER, f"{name}.js")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'exploreFrames["{name}"] = {figure["frames"]};\n', "utf8")
        address = context["pathto"](f"{FOLDER}/{name}.js", 1)
        data = f'data-name="{name}" data-frames="{address}"'
        return f'<figure class="plot explore"{figure["rest"]} {data}>{figure["inside"]}'

    context["body"] = FRAMES.sub(moved, context["body"])


def remove_old_frames(app, exception):
    """Delete the frames that no page asks for any more."""
    if exception is None and app.builder.format == "html":
        out = Path(app.outdir)
        pages = "".join(page.read_text("utf8") for page in out.rglob("*.html"))
        for path in (out / FOLDER).glob("*.js"):
            if f'data-name="{path.stem}"' not in pages:
                path.unlink()


def setup(app):
    """Register the extension."""
    app.connect("html-page-context", move_frames)
    app.connect("build-finished", remove_old_frames)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
