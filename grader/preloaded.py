"""What a process that judges needs, for the process that it is a copy of: it loads it but once."""

import gc
import importlib

import nbformat

NEEDED = ("grader.mark", "pandas", "vega_datasets")  # the data that the tests of questions use


def load():
    """Load it, and let no copy look for garbage in it: that would take time, and memory of its own.

    What cannot be loaded here fails where it is needed.
    """
    gc.disable()
    try:
        for name in NEEDED:
            importlib.import_module(name)
        nbformat.validate(nbformat.v4.new_notebook())  # makes a program of the format's rules
    finally:
        gc.freeze()
        gc.enable()


load()
