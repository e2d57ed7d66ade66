"""Sphinx extension: chapters run for the site, and run again when infolib has changed."""

import hashlib
import os
import shutil
from pathlib import Path

from myst_nb.core import render

DRAWS = {".py", ".mplstyle", ".js", ".css", ".html"}
KEPT_STATES = 3  # so that changing infolib back and forth costs nothing


def prepare_kernels(app, config):
    """Tell the kernels that they draw for the site, and key their cache on infolib."""
    os.environ["INFOLIB_SITE"] = "1"
    if config.nb_execution_mode == "cache" and not config.nb_execution_cache_path:
        caches = Path(app.outdir).parent / ".jupyter_cache"
        cache = caches / digest(Path(app.srcdir, "infolib"))
        config.nb_execution_cache_path = str(cache)
        cache.mkdir(parents=True, exist_ok=True)
        cache.touch()
        remove_old_caches(caches)


def digest(folder):
    """Return a name for the present state of a folder's files."""
    state = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in DRAWS):
        state.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0")
    return state.hexdigest()[:16]


def remove_old_caches(caches):
    """Keep the caches of infolib's latest states only."""
    newest_first = sorted(caches.iterdir(), key=lambda cache: cache.stat().st_mtime, reverse=True)
    for cache in newest_first[KEPT_STATES:]:
        shutil.rmtree(cache)


def join_streams(outputs):
    """Join the pieces in which a kernel sends printed text; they may be cut in mid-line."""
    joined = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output["output_type"] == "stream" and output["name"] == last.get("name"):
            last["text"] += output["text"]
        else:
            joined.append(output.copy())
    return joined


def setup(app):
    """Register the extension."""
    render.coalesce_streams = join_streams  # myst-nb's own begins a new line at each cut
    app.connect("config-inited", prepare_kernels)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
