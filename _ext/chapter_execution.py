"""Sphinx extension: chapters run for the site, and run again when infolib has changed."""

import hashlib
import os
from pathlib import Path


def prepare_kernels(app, config):
    """Tell the kernels that they draw for the site, and key their cache on infolib."""
    os.environ["INFOLIB_SITE"] = "1"
    if config.nb_execution_mode == "cache" and not config.nb_execution_cache_path:
        folder = Path(app.outdir).parent / ".jupyter_cache"
        config.nb_execution_cache_path = str(folder / digest(Path(app.srcdir, "infolib")))


def digest(folder):
    """Return a name for the present state of a folder's files."""
    state = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".py", ".mplstyle", ".js", ".css"}):
        state.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0")
    return state.hexdigest()[:16]


def setup(app):
    """Register the extension."""
    app.connect("config-inited", prepare_kernels)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
