"""The one finder of a browser: for printing, and for the tests of the site."""

import os
import shutil

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FIREFOX = ("firefox-esr", "firefox")


def chromium():
    """Return what ``playwright.chromium.launch`` needs to start a Chromium, Chrome or Edge.

    The one named in the environment variable ``CHROMIUM``, else the first on the path, else Chrome
    where its installer puts it.
    """
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    options = {"args": ["--no-sandbox"] if as_root else []}
    found = named("CHROMIUM", CHROMIUM)
    return {**options, "executable_path": found} if found else {**options, "channel": "chrome"}


def firefox():
    """Return the path of a Firefox, or None: the one named in ``FIREFOX``, else one on the path."""
    return named("FIREFOX", FIREFOX)


def named(variable, names):
    """Return the program that an environment variable names, or the first that is installed."""
    return os.environ.get(variable) or next(filter(None, map(shutil.which, names)), None)
