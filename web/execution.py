"""Sphinx extension: chapters run for the site, and run again when what they run with has changed.

The cache of executed chapters is keyed on infolib and on the installed packages.  What it does not
hold is executed before the pages are read, two chapters at a time.
"""

import asyncio
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from sphinx.util import logging

from web.freshness import digest, packages

DRAWS = {".py", ".mplstyle", ".js", ".css"}
KEPT_STATES = 3  # so that changing infolib back and forth costs nothing
AT_A_TIME = 2  # a kernel takes a core, and the larger part of a gigabyte
logger = logging.getLogger(__name__)


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


def execute_ahead(app, env, names):
    """Execute what is about to be read and is not in the cache; myst-nb takes one after another.

    A notebook that fails is not kept: myst-nb meets it again, and says what is wrong with it.
    """
    if app.config.nb_execution_mode != "cache":
        return
    cache = get_cache(app.config.nb_execution_cache_path)
    paths = [Path(env.doc2path(name)) for name in names]
    paths = [path for path in paths if path.suffix == ".ipynb" and not is_held(cache, path)]
    if paths:
        logger.info("executing %d notebooks, %d at a time", len(paths), AT_A_TIME)
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        books = pool.map(partial(executed, app.config), paths)
        for path, book in zip(paths, books, strict=True):
            if book is not None:
                bundle = CacheBundleIn(book, str(path))
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


def is_held(cache, path):
    """Whether the cache has the outputs of a notebook."""
    try:
        cache.match_cache_notebook(nbformat.read(path, as_version=4))
    except KeyError:
        return False
    return True


def executed(config, path):
    """Return a notebook as it is after a run in its folder; None if a cell failed."""
    book = nbformat.read(path, as_version=4)
    client = NotebookClient(
        book,
        timeout=config.nb_execution_timeout,
        allow_errors=config.nb_execution_allow_errors,
        record_timing=False,  # which the cache would take for a part of the notebook
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        asyncio.run(client.async_execute())
    except (CellExecutionError, CellTimeoutError, DeadKernelError):
        return None
    return book


def setup(app):
    """Register the extension."""
    app.connect("config-inited", prepare_kernels)
    app.connect("env-before-read-docs", execute_ahead)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
