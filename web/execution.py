"""Sphinx extension: chapters run for the site, and run again when what they run with has changed.

The cache of executed chapters is keyed on infolib and on the installed packages.
"""

import os
import shutil
from pathlib import Path

from web.freshness import digest, packages

DRAWS = {".py", ".mplstyle", ".js", ".css"}
KEPT_STATES = 3  # so that changing infolib back and forth costs nothing


def prepare_kernels(app, config):
    """Tell the kernels that they draw for the site, and choose the cache of their outputs."""
    os.environ["INFOLIB_SITE"] = "1"
    if config.nb_execution_mode == "cache" and not config.nb_execution_cache_path:
        caches = Path(app.outdir).parent / ".jupyter_cache"
        infolib = [path for path in Path(app.srcdir, "infolib").rglob("*") if path.suffix in DRAWS]
        cache = caches / digest(infolib, *packages())
        config.nb_execution_cache_path = str(cache)
        cache.mkdir(parents=True, exist_ok=True)
        cache.touch()
        remove_old_caches(caches)


def remove_old_caches(caches):
    """Keep the caches of the latest states only."""
    newest_first = sorted(caches.iterdir(), key=lambda cache: cache.stat().st_mtime, reverse=True)
    for cache in newest_first[KEPT_STATES:]:
        shutil.rmtree(cache)


def setup(app):
    """Register the extension."""
    app.connect("config-inited", prepare_kernels)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
