"""Sphinx extension: what a page is made of, so that Sphinx writes it anew when any of it changes.

Sphinx looks at chapters only.  Two configuration values hold digests of the rest: of the extensions
and the installed packages, after whose change every page is read again, and of templates, styles
and scripts, after whose change every page is written again.

A finished build that warned of nothing leaves the mark ``.finished``; a build that is begun takes
it away.  Where it is missing ``make book`` begins again from nothing; the tests look at its age.
"""

import hashlib
import sys
from importlib.metadata import distributions
from pathlib import Path

from infolib.drawing import palette

WEB = Path(__file__).parent
MARK = ".finished"


def digest(paths, *words):
    """Return a name for the present state of files and words."""
    state = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        state.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return state.hexdigest()[:16]


def packages():
    """Return what is installed, as words: Python, and each package with its version."""
    found = {f"{package.name}=={package.version}" for package in distributions()}
    return [sys.version, *sorted(found)]


def take_digests(app, config):
    """Put the digests where Sphinx compares them with those of the last build."""
    dress = [
        *WEB.glob("static/**/*"),
        *WEB.glob("theme/*.*ml"),
        *WEB.glob("**/templates/**/*"),
        palette.__file__,
    ]
    dress += [*WEB.glob("letters/*"), WEB / "typeset.js"]
    config.web_code = digest(WEB.rglob("*.py"), *packages())
    config.web_dress = digest(path for path in map(Path, dress) if path.is_file())


def take_mark_away(app):
    """Say that the site is being built."""
    Path(app.outdir, MARK).unlink(missing_ok=True)


def take_old_pages_away(app, env, added, changed, removed):
    """Remove the pages of what the book no longer has, or has under another name."""
    for name in removed:
        Path(app.builder.get_outfilename(name)).unlink(missing_ok=True)
    return []


def leave_mark(app, exception):
    """Say that the site is finished."""
    if exception is None and app.builder.format == "html" and not app._warncount:
        Path(app.outdir, MARK).touch()


def setup(app):
    """Register the extension."""
    app.add_config_value("web_code", "", "env")
    app.add_config_value("web_dress", "", "html")
    app.connect("config-inited", take_digests)
    app.connect("builder-inited", take_mark_away)
    app.connect("env-get-outdated", take_old_pages_away)
    app.connect("build-finished", leave_mark, priority=999)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
